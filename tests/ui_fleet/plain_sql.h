#pragma once

#include <QList>
#include <QString>
#include <QUuid>
#include <libpq-fe.h>

#include <memory>

namespace movr::test {

/// Another program at the same database: plain SQL on a connection of its own. What fails ends the test
/// program with the reason.
class PlainSql
{
public:
    explicit PlainSql(const QString &connection)
        : m_connection(PQconnectdb(connection.toUtf8().constData()), PQfinish)
    {
        run(QStringLiteral("SET search_path = public"));
    }

    /// The first column of the last statement's rows.
    QList<QString> run(const QString &sql)
    {
        const std::unique_ptr<PGresult, decltype(&PQclear)> result(
            PQexec(m_connection.get(), sql.toUtf8().constData()), PQclear);
        const auto status = PQresultStatus(result.get());
        if (status != PGRES_COMMAND_OK && status != PGRES_TUPLES_OK)
            qFatal("%s\n%s", PQerrorMessage(m_connection.get()), qUtf8Printable(sql));
        QList<QString> column;
        for (int row = 0; row < PQntuples(result.get()); ++row)
            column.append(QString::fromUtf8(PQgetvalue(result.get(), row, 0)));
        return column;
    }

    static QString quoted(const QString &text)
    {
        QString doubled = text;
        return u'\'' + doubled.replace(u'\'', QStringLiteral("''")) + u'\'';
    }
    static QString quoted(const QUuid &id) { return quoted(id.toString(QUuid::WithoutBraces)); }

private:
    std::unique_ptr<PGconn, decltype(&PQfinish)> m_connection;
};

} // namespace movr::test
