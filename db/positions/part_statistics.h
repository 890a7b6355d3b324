#pragma once

#include "db/lane/lane.h"
#include "db/positions/column_distribution.h"

#include <QFuture>
#include <QHash>

namespace movr {

/// What a server's statistics say of one partition of a table.
struct PartStatistics {
    QString partition;      ///< the table's name: "rides_us_east"
    double rows = 0;        ///< estimated, at the present size
    bool collected = false; ///< false: the server never collected any, `rows` is a guess from the size
    QHash<QString, ColumnStatistics> columns;
};

/// Reads the statistics of those partitions on a queries lane: one round trip, no row of the tables.
QFuture<Result<QList<PartStatistics>>>
readStatistics(Lane &lane, const QString &view, const QStringList &partitions, const QStringList &columns);

} // namespace movr
