#pragma once

#include "db/positions/part_statistics.h"
#include "db/positions/row_positions.h"

namespace movr {

/// A partition's statistics and which of its cities a view asks for (empty: all of them).
struct AskedPart {
    PartStatistics statistics;
    QString city;
};

/// The table a query reads, and the columns whose statistics its positions need.
QString tableOf(const VehicleQuery &);
QString tableOf(const RideQuery &);
QString tableOf(const UserQuery &);
QString tableOf(const ActionQuery &);
QStringList statisticsColumns(const VehicleQuery &);
QStringList statisticsColumns(const RideQuery &);
QStringList statisticsColumns(const UserQuery &);
QStringList statisticsColumns(const ActionQuery &);

/// Where the rows of a query stand, from the statistics of the partitions it reads: filters are taken to be independent
/// of each other and of the order.
RowPositions estimatePositions(const QList<AskedPart> &parts, const VehicleQuery &query);
RowPositions estimatePositions(const QList<AskedPart> &parts, const RideQuery &query);
RowPositions estimatePositions(const QList<AskedPart> &parts, const UserQuery &query);
RowPositions estimatePositions(const QList<AskedPart> &parts, const ActionQuery &query);

} // namespace movr
