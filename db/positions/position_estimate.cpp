#include "db/positions/position_estimate.h"

#include <algorithm>

namespace movr {

namespace {

using Kind = ColumnDistribution::Kind;

constexpr double prefixShare = 0.01; ///< of the rows that begin with what was typed: nothing better is known

const QString city = QStringLiteral("city");
const QString status = QStringLiteral("status");
const QString type = QStringLiteral("type");
const QString owner = QStringLiteral("owner_id");
const QString dateAdded = QStringLiteral("date_added");
const QString startTime = QStringLiteral("start_time");
const QString endTime = QStringLiteral("end_time");
const QString rider = QStringLiteral("rider_id");
const QString vehicle = QStringLiteral("vehicle_id");
const QString lastName = QStringLiteral("last_name");
const QString firstName = QStringLiteral("first_name");
const QString isOwner = QStringLiteral("is_owner");
const QString username = QStringLiteral("username");
const QString actedAt = QStringLiteral("acted_at");
const QString outcome = QStringLiteral("outcome");
const QString subject = QStringLiteral("subject_id");

using Columns = QHash<QString, ColumnStatistics>;

double oneOf(const Columns &columns, const QString &name)
{
    return 1 / std::max(1.0, columns.value(name).distinct);
}

double oneRow(const PartStatistics &part)
{
    return 1 / std::max(1.0, part.rows);
}

/// The share of a partition's rows that a filter leaves.
double shareLeft(const PartStatistics &part, const VehicleFilter &filter)
{
    const Columns &columns = part.columns;
    double share = 1;
    if (filter.status)
        share *= columns.value(status).shareOf(toSql(*filter.status));
    else if (!filter.withRemoved)
        share *= 1 - columns.value(status).shareOf(toSql(VehicleStatus::Removed));
    if (filter.type)
        share *= columns.value(type).shareOf(toSql(*filter.type));
    if (filter.owner)
        share *= oneOf(columns, owner);
    return filter.id ? oneRow(part) : share;
}

double shareLeft(const PartStatistics &part, const RideFilter &filter)
{
    const Columns &columns = part.columns;
    double share = 1;
    if (filter.active)
        share *= *filter.active ? columns.value(endTime).nullShare : 1 - columns.value(endTime).nullShare;
    if (filter.rider)
        share *= oneOf(columns, rider);
    if (filter.vehicle)
        share *= oneOf(columns, vehicle);
    return filter.id ? oneRow(part) : share;
}

double shareLeft(const PartStatistics &part, const UserFilter &filter)
{
    double share = filter.withRemoved ? 1 : 1 - part.columns.value(username).nullShare;
    if (filter.owner)
        share *=
            part.columns.value(isOwner).shareOf(*filter.owner ? QStringLiteral("t") : QStringLiteral("f"));
    if (!filter.namePrefix.isEmpty())
        share *= prefixShare;
    return filter.id ? oneRow(part) : share;
}

double shareLeft(const PartStatistics &part, const ActionFilter &filter)
{
    double share = filter.refusedOnly ? 1 - part.columns.value(outcome).shareOf(QStringLiteral("done")) : 1;
    if (filter.subject)
        share *= oneOf(part.columns, subject);
    return share;
}

const ColumnStatistics none;
ColumnDistribution ids()
{
    return {Kind::Id, none};
}

QList<ColumnDistribution> keyColumns(const Columns &columns, const VehicleQuery &query)
{
    QList<ColumnDistribution> keys{{Kind::Date, columns.value(dateAdded)}, ids()};
    if (query.sort != VehicleSort::Status)
        return keys;
    const ColumnStatistics &all = columns.value(status);
    const ColumnStatistics left = query.filter.status      ? all.only(toSql(*query.filter.status))
                                : query.filter.withRemoved ? all
                                                           : all.without(toSql(VehicleStatus::Removed));
    keys.prepend({Kind::Text, left});
    return keys;
}

QList<ColumnDistribution> keyColumns(const Columns &columns, const RideQuery &)
{
    return {{Kind::Time, columns.value(startTime)}, ids()};
}

QList<ColumnDistribution> keyColumns(const Columns &columns, const UserQuery &)
{
    return {{Kind::Text, columns.value(lastName)}, {Kind::Text, columns.value(firstName)}, ids()};
}

QList<ColumnDistribution> keyColumns(const Columns &columns, const ActionQuery &)
{
    return {{Kind::Time, columns.value(actedAt)}, ids()};
}

template <class Query>
RowPositions estimate(const QList<AskedPart> &parts, const Query &query)
{
    QList<PartPositions> positions;
    for (const AskedPart &part : parts) {
        const Columns &columns = part.statistics.columns;
        const double inCity = part.city.isEmpty() ? 1 : columns.value(city).shareOf(part.city);
        positions.append({part.statistics.rows * inCity * shareLeft(part.statistics, query.filter),
                          keyColumns(columns, query)});
    }
    return {positions, query.order};
}

} // namespace

QString tableOf(const VehicleQuery &)
{
    return QStringLiteral("vehicles");
}
QString tableOf(const RideQuery &)
{
    return QStringLiteral("rides");
}
QString tableOf(const UserQuery &)
{
    return QStringLiteral("users");
}
QString tableOf(const ActionQuery &)
{
    return QStringLiteral("operator_actions");
}

QStringList statisticsColumns(const VehicleQuery &)
{
    return {city, status, type, owner, dateAdded};
}
QStringList statisticsColumns(const RideQuery &)
{
    return {city, startTime, endTime, rider, vehicle};
}
QStringList statisticsColumns(const UserQuery &)
{
    return {city, lastName, firstName, isOwner, username};
}
QStringList statisticsColumns(const ActionQuery &)
{
    return {city, actedAt, outcome, subject};
}

RowPositions estimatePositions(const QList<AskedPart> &parts, const VehicleQuery &query)
{
    return estimate(parts, query);
}
RowPositions estimatePositions(const QList<AskedPart> &parts, const RideQuery &query)
{
    return estimate(parts, query);
}
RowPositions estimatePositions(const QList<AskedPart> &parts, const UserQuery &query)
{
    return estimate(parts, query);
}
RowPositions estimatePositions(const QList<AskedPart> &parts, const ActionQuery &query)
{
    return estimate(parts, query);
}

} // namespace movr
