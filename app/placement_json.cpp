#include "app/placement_output.h"

#include <QJsonArray>

#include <cmath>

namespace movr {

namespace {

QString key(const char *name)
{
    return QLatin1String(name);
}

QJsonValue textOrNull(const QString &text)
{
    return text.isEmpty() ? QJsonValue(QJsonValue::Null) : QJsonValue(text);
}

QJsonValue timeOrNull(const QDateTime &time)
{
    return time.isValid() ? QJsonValue(time.toUTC().toString(Qt::ISODateWithMs))
                          : QJsonValue(QJsonValue::Null);
}

template <class T>
QJsonValue numberOrNull(const std::optional<T> &number)
{
    return number ? QJsonValue(double(*number)) : QJsonValue(QJsonValue::Null);
}

QJsonValue millisecondsOrNull(const std::optional<std::chrono::milliseconds> &time)
{
    return time ? QJsonValue(qint64(time->count())) : QJsonValue(QJsonValue::Null);
}

QJsonValue milliseconds(const std::optional<std::chrono::nanoseconds> &time)
{
    return time ? QJsonValue(double(time->count() / 1000) / 1000) : QJsonValue(QJsonValue::Null);
}

QJsonObject regionJson(const RegionReading &region)
{
    QJsonArray hidden;
    for (const Failure &failure : region.hidden)
        hidden.append(failure.sentence);
    return {
        {key("name"), region.region},
        {key("read"), region.read},
        {key("failure"), region.read ? QJsonValue(QJsonValue::Null) : QJsonValue(region.failure.sentence)},
        {key("hidden"), hidden},
        {key("server_version"), textOrNull(region.serverVersion)},
        {key("address"), textOrNull(region.address)},
        {key("schema_version"),
         region.schemaVersion ? QJsonValue(*region.schemaVersion) : QJsonValue(QJsonValue::Null)},
        {key("round_trip_ms"), milliseconds(region.roundTrip)}};
}

QJsonObject copyJson(const FollowerCopy &copy)
{
    return {{key("region"), copy.region},
            {key("state"), copyWord(copy.state)},
            {key("lag_ms"), millisecondsOrNull(copy.lag)},
            {key("age_ms"), millisecondsOrNull(copy.age)},
            {key("bytes_behind"), numberOrNull(copy.bytesBehind)},
            {key("guarded"), copy.state == FollowerCopy::State::Unknown ? QJsonValue(QJsonValue::Null)
                                                                        : QJsonValue(copy.guarded)}};
}

/// None of those that were read is one fact; that the one that would be could not be read is another.
QJsonValue homesJson(const PartitionPlacement &partition)
{
    const bool unread =
        partition.state == PlacementState::Unknown || partition.state == PlacementState::Unreachable;
    if (partition.homes.isEmpty() && unread)
        return QJsonValue::Null;
    return QJsonArray::fromStringList(partition.homes);
}

QJsonObject partitionJson(const QString &table, const QString &index, const PartitionPlacement &partition)
{
    QJsonArray copies;
    for (const FollowerCopy &copy : partition.copies)
        copies.append(copyJson(copy));
    return {{key("table"), table},
            {key("index"), textOrNull(index)},
            {key("partition"), partition.partition},
            {key("relation"), partition.relation},
            {key("bound"), textOrNull(partition.bound)},
            {key("cities"), QJsonArray::fromStringList(partition.cities)},
            {key("declared_region"), textOrNull(partition.declaredRegion)},
            {key("homes"), homesJson(partition)},
            {key("copies"), copies},
            {key("rows"),
             partition.rows ? QJsonValue(std::round(partition.rows->rows)) : QJsonValue(QJsonValue::Null)},
            {key("rows_exact"), partition.rows && partition.rows->exact},
            {key("bytes"), numberOrNull(partition.bytes)},
            {key("share"), partition.share},
            {key("measured_in"), textOrNull(partition.measuredIn)},
            {key("state"), stateWord(partition.state)},
            {key("sentence"), partition.sentence}};
}

QJsonObject findingJson(const Finding &finding)
{
    return {{key("kind"), findingWord(finding.kind)},
            {key("severity"), severityWord(finding.severity)},
            {key("sentence"), finding.sentence},
            {key("evidence"), finding.evidence},
            {key("since"), timeOrNull(finding.since)},
            {key("since_server"), finding.sinceServer},
            {key("fix"), textOrNull(finding.fix)},
            {key("region"), textOrNull(finding.region)},
            {key("table"), textOrNull(finding.table)},
            {key("index"), textOrNull(finding.index)},
            {key("partition"), textOrNull(finding.partition)},
            {key("city"), textOrNull(finding.city)}};
}

QJsonObject cellJson(const CityCell &cell)
{
    const auto known = [&](double number) {
        return cell.known ? QJsonValue(std::round(number)) : QJsonValue(QJsonValue::Null);
    };
    return {{key("city"), cell.city},
            {key("region"), cell.region},
            {key("declared"), cell.declared},
            {key("home"), cell.known ? QJsonValue(cell.home) : QJsonValue(QJsonValue::Null)},
            {key("rows"), known(cell.rows)},
            {key("bytes"), known(cell.bytes)},
            {key("state"), stateWord(cell.state)}};
}

} // namespace

QString stateWord(PlacementState state)
{
    switch (state) {
    case PlacementState::Right:
        return QStringLiteral("right");
    case PlacementState::Unknown:
        return QStringLiteral("unknown");
    case PlacementState::Lagging:
        return QStringLiteral("lagging");
    case PlacementState::Unreachable:
        return QStringLiteral("unreachable");
    case PlacementState::Misplaced:
        return QStringLiteral("misplaced");
    }
    return {};
}

QString copyWord(FollowerCopy::State state)
{
    switch (state) {
    case FollowerCopy::State::Following:
        return QStringLiteral("following");
    case FollowerCopy::State::Copying:
        return QStringLiteral("copying");
    case FollowerCopy::State::Stopped:
        return QStringLiteral("stopped");
    case FollowerCopy::State::Missing:
        return QStringLiteral("missing");
    case FollowerCopy::State::Unknown:
        return QStringLiteral("unknown");
    }
    return {};
}

QJsonObject placementJson(const QString &deployment, const Placement &placement)
{
    QJsonArray regions;
    for (const RegionReading &region : placement.regions)
        regions.append(regionJson(region));
    QJsonArray partitions;
    for (const PlacedTable &table : placement.tables) {
        for (const PartitionPlacement &partition : table.partitions)
            partitions.append(partitionJson(table.name, {}, partition));
        for (const PlacedIndex &index : table.indexes)
            for (const PartitionPlacement &partition : index.partitions)
                partitions.append(partitionJson(table.name, index.name, partition));
    }
    QJsonArray findings;
    for (const Finding &finding : placement.findings)
        findings.append(findingJson(finding));
    QJsonArray cities;
    for (const CityCell &cell : placement.matrix)
        cities.append(cellJson(cell));
    return {{key("deployment"), deployment}, {key("read_at"), timeOrNull(placement.readAt)},
            {key("exact"), placement.exact}, {key("regions"), regions},
            {key("partitions"), partitions}, {key("cities"), cities},
            {key("findings"), findings}};
}

} // namespace movr
