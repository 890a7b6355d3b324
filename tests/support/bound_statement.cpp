#include "tests/support/bound_statement.h"

#include "db/base/sql_text.h"

#include <QRegularExpression>

namespace movr::test {

QString withValues(const QString &statement, const QHash<QString, QString> &values)
{
    const QString sql = QString::fromUtf8(sqlText(statement));
    static const QRegularExpression placeholder(QStringLiteral("(?<!:):([a-z_0-9]+)"));
    QString bound;
    qsizetype last = 0;
    for (auto it = placeholder.globalMatch(sql); it.hasNext();) {
        const auto match = it.next();
        bound += sql.mid(last, match.capturedStart() - last)
               + values.value(match.captured(1), QStringLiteral("NULL"));
        last = match.capturedEnd();
    }
    return bound + sql.mid(last);
}

} // namespace movr::test
