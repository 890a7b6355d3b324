#include "db/positions/part_statistics.h"

#include "db/base/sql_text.h"
#include "db/lane/sql_session.h"

#include <QJsonArray>
#include <QJsonDocument>

namespace movr {

namespace {

constexpr std::chrono::milliseconds viewDeadline{15'000};
const QString statement = QStringLiteral("catalog/statistics");
constexpr double rowsInAPage = 60; ///< of a table nobody has looked at yet

QJsonArray arrayAt(const QSqlQuery &row, int column)
{
    return QJsonDocument::fromJson(row.value(column).toString().toUtf8()).array();
}

QStringList textsAt(const QSqlQuery &row, int column)
{
    QStringList texts;
    for (const QJsonValue value : arrayAt(row, column))
        texts.append(value.toString());
    return texts;
}

ColumnStatistics columnOf(const QSqlQuery &row)
{
    ColumnStatistics column;
    column.nullShare = row.value(4).toDouble();
    column.distinct = row.value(5).toDouble();
    column.commonValues = textsAt(row, 6);
    for (const QJsonValue share : arrayAt(row, 7))
        column.commonShares.append(share.toDouble());
    column.bounds = textsAt(row, 8);
    return column;
}

void addRow(const QSqlQuery &row, QList<PartStatistics> &parts)
{
    const QString name = row.value(0).toString();
    if (parts.isEmpty() || parts.constLast().partition != name) {
        PartStatistics part;
        part.partition = name;
        part.rows = row.value(1).toDouble();
        part.collected = part.rows >= 0 && !row.isNull(3);
        if (part.rows < 0)
            part.rows = row.value(2).toDouble() * rowsInAPage;
        parts.append(part);
    }
    if (row.isNull(3))
        return;
    ColumnStatistics column = columnOf(row);
    if (column.distinct < 0) // a share of the rows
        column.distinct *= -parts.constLast().rows;
    parts.last().columns.insert(row.value(3).toString(), column);
}

} // namespace

QFuture<Result<QList<PartStatistics>>>
readStatistics(Lane &lane, const QString &view, const QStringList &partitions, const QStringList &columns)
{
    using Parts = QList<PartStatistics>;
    const auto read = [partitions, columns](Lane::Run &run) -> Result<Parts> {
        auto &session = static_cast<SqlSession &>(run.session());
        Parts parts;
        auto waited = run.guarded<Nanoseconds>(statement, viewDeadline, [&] {
            parts.clear();
            return session.select(statement,
                                  {{QStringLiteral(":partitions"), arrayLiteral(partitions)},
                                   {QStringLiteral(":columns"), arrayLiteral(columns)}},
                                  [&parts](const QSqlQuery &row) { addRow(row, parts); });
        });
        return waited.ok() ? Result<Parts>(std::move(parts)) : Result<Parts>(waited.failure());
    };
    return lane.submit<Parts>(view, viewDeadline, read, Lane::Turn::Behind);
}

} // namespace movr
