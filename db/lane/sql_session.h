#pragma once

#include "db/base/timing.h"
#include "db/lane/conninfo.h"
#include "db/lane/session.h"

#include <QList>
#include <QSqlQuery>
#include <QString>
#include <QStringList>
#include <QVariant>

#include <functional>
#include <map>
#include <memory>
#include <utility>

namespace movr {

/// A Qt SQL (QPSQL) connection for reads that end in a view. The QSqlDatabase is made, used and removed on
/// the lane's thread. Statements are named after their file below sql/postgresql/ and stay prepared.
class SqlSession : public Session
{
public:
    using Binding = QList<std::pair<QString, QVariant>>; ///< (":name", value)

    explicit SqlSession(ConnectionSettings settings, QStringList warmNames = {});
    ~SqlSession() override;

    Result<Done> openWithin(std::chrono::milliseconds limit) override;
    void close() override;
    bool isOpen() const override;
    CancelTarget cancelTarget() const override;
    bool warmUp() override;

    /// Runs a statement; `row` is called for each row with the query on it. The answer is the wait:
    /// from send to answer, decoding not included.
    Result<Nanoseconds> select(const QString &statement, const Binding &binding,
                               const std::function<void(const QSqlQuery &)> &row);

private:
    Result<QSqlQuery *> prepared(const QString &statement);
    Failure failureOf(const QSqlError &error, const QString &statement, bool connecting) const;

    ConnectionSettings m_settings;
    QString m_connectionName;
    QStringList m_warmNames;
    qsizetype m_warmed = 0;
    std::map<QString, std::unique_ptr<QSqlQuery>> m_queries;
    CancelTarget m_target;
};

} // namespace movr
