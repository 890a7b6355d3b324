#include "db/cluster/network_map.h"
#include "db/placement/placement_sources.h"

#include <algorithm>
#include <cmath>
#include <map>
#include <numbers>

namespace movr {

namespace {

/// Bytes of a partition on one server, its indexes included.
double bytesOn(const ServerCatalog &server, const QString &relation)
{
    double sum = 0;
    for (const CatalogRelation &candidate : server.relations)
        if (!candidate.parent
            && (candidate.index ? relationKey(candidate.schema, candidate.tableRelation) == relation
                                : relationKey(candidate.schema, candidate.name) == relation))
            sum += double(candidate.bytes.value_or(0));
    return sum;
}

double rowsOn(const ServerCatalog &server, const QString &relation)
{
    double counted = 0;
    if (const auto rows = server.counted.constFind(relation); rows != server.counted.constEnd()) {
        for (const qint64 count : *rows)
            counted += double(count);
        return counted;
    }
    const CatalogRelation *there = server.relation(relation);
    return there ? there->rows.value_or(0) : 0;
}

/// Whether its rows belong to cities.
bool hasCities(const PartitionPlacement &partition, const PlacementSources &sources)
{
    const ServerCatalog *server = sources.server(partition.measuredIn);
    const CatalogRelation *there = server ? server->relation(partition.relation) : nullptr;
    return there && there->hasCity;
}

QStringList citiesOf(const Placement &placement, const PlacementSources &sources)
{
    QStringList cities;
    for (const QString &region : sources.read()) {
        const ServerCatalog &server = *sources.server(region);
        cities += server.knownCities;
        for (const QStringList &allowed : server.allowedCities)
            cities += allowed;
    }
    for (const PlacedTable &table : placement.tables)
        for (const PartitionPlacement &partition : table.partitions) {
            cities += partition.cities;
            if (partition.boundKind == BoundKind::List || !hasCities(partition, sources))
                continue;
            const ServerCatalog &server = *sources.server(partition.measuredIn);
            cities += citySpread(server, partition.relation, {}).keys();
        }
    cities.removeAll(QString());
    std::sort(cities.begin(), cities.end());
    cities.erase(std::unique(cities.begin(), cities.end()), cities.end());
    return cities;
}

/// The state of a copy as the state of what is seen there.
PlacementState stateOf(const FollowerCopy &copy, const PlacementSources &sources)
{
    if (copy.state == FollowerCopy::State::Unknown)
        return PlacementState::Unknown;
    return copy.state == FollowerCopy::State::Following
                && copy.lag.value_or(std::chrono::milliseconds(0)) <= sources.limits.lag
             ? PlacementState::Right
             : PlacementState::Lagging;
}

using Cells = std::map<std::pair<QString, QString>, CityCell>;

/// Adds one partition to the cells of one region.
void addPartition(Cells &cells, const PartitionPlacement &partition, const QString &region,
                  const PlacementSources &sources)
{
    const ServerCatalog *server = sources.server(region);
    const bool there = server && server->relation(partition.relation);
    QHash<QString, double> spread;
    if (there)
        spread = citySpread(*server, partition.relation, partition.cities);
    const double rows = there ? rowsOn(*server, partition.relation) : 0;
    const double bytes = there ? bytesOn(*server, partition.relation) : 0;
    for (const QString &city : there ? spread.keys() : partition.cities) {
        const auto found = cells.find({city, region});
        if (found == cells.end())
            continue;
        CityCell &cell = found->second;
        cell.rows += rows * spread.value(city);
        cell.bytes += bytes * spread.value(city);
        if (!partition.cities.contains(city))
            continue;
        const bool declared = partition.declaredRegion == region;
        cell.declared = cell.declared || declared;
        cell.home = cell.home || partition.homes.contains(region);
        if (declared || partition.homes.contains(region))
            cell.state = worse(cell.state, partition.state);
        for (const FollowerCopy &copy : partition.copies)
            if (copy.region == region && !declared)
                cell.state = worse(cell.state, stateOf(copy, sources));
    }
}

void addMatrix(Placement &placement, const PlacementSources &sources)
{
    placement.cities = citiesOf(placement, sources);
    Cells cells;
    for (const QString &city : std::as_const(placement.cities))
        for (const Region &region : sources.deployment.regions) {
            CityCell cell{city, region.name};
            cell.known = sources.server(region.name);
            cell.state = cell.known ? PlacementState::Right : PlacementState::Unknown;
            cells.insert({{city, region.name}, cell});
        }
    for (const PlacedTable &table : placement.tables)
        for (const PartitionPlacement &partition : table.partitions)
            if (hasCities(partition, sources))
                for (const Region &region : sources.deployment.regions)
                    addPartition(cells, partition, region.name, sources);
    for (const QString &city : std::as_const(placement.cities))
        for (const Region &region : sources.deployment.regions)
            placement.matrix.append(cells.at({city, region.name}));
}

RegionTotals totalsOf(const QString &region, const Placement &placement, const PlacementSources &sources)
{
    RegionTotals totals;
    totals.region = region;
    const ServerCatalog *server = sources.server(region);
    totals.state = server ? PlacementState::Right : PlacementState::Unreachable;
    if (server) {
        totals.homeRows = totals.copyRows = 0;
        totals.homeBytes = totals.copyBytes = 0;
    }
    for (const PlacedTable &table : placement.tables)
        for (const PartitionPlacement &partition : table.partitions) {
            if (partition.declaredRegion == region)
                for (const QString &city : partition.cities)
                    if (!totals.cities.contains(city))
                        totals.cities.append(city);
            const bool home = partition.homes.contains(region);
            if (home || partition.declaredRegion == region)
                totals.state = worse(totals.state, partition.state);
            if (!server || !server->relation(partition.relation))
                continue;
            auto &rows = home ? totals.homeRows : totals.copyRows;
            auto &bytes = home ? totals.homeBytes : totals.copyBytes;
            *rows += rowsOn(*server, partition.relation);
            *bytes += qint64(bytesOn(*server, partition.relation));
        }
    totals.cities.sort();
    return totals;
}

/// Great circle in km.
double distance(const Region &a, const Region &b)
{
    const auto radians = [](double degrees) { return degrees * std::numbers::pi / 180; };
    const double halfLatitude = std::sin(radians(b.latitude - a.latitude) / 2);
    const double halfLongitude = std::sin(radians(b.longitude - a.longitude) / 2);
    const double square =
        halfLatitude * halfLatitude
        + std::cos(radians(a.latitude)) * std::cos(radians(b.latitude)) * halfLongitude * halfLongitude;
    return 2 * 6371 * std::asin(std::sqrt(std::min(1.0, square)));
}

/// How long the last message from one server's publication was on its way to another, by the clocks of both.
std::optional<qint64> transitMicros(const QString &from, const QString &to, const PlacementSources &sources)
{
    const ServerCatalog *publisher = sources.server(from);
    const ServerCatalog *subscriber = sources.server(to);
    if (!publisher || !subscriber)
        return {};
    for (const CatalogSubscription &subscription : subscriber->subscriptions)
        if (subscription.running && publisher->replicationSlots.contains(subscription.slot)
            && subscription.transitMicros)
            return subscription.transitMicros;
    return {};
}

/// There and back: what the clocks differ by is added one way and taken off the other. The servers' own write_lag is
/// not taken: it is interpolated between positions in the log, and is far below the round trip at times.
std::optional<qint64> measuredMicros(const QString &a, const QString &b, const PlacementSources &sources)
{
    const auto there = transitMicros(a, b, sources);
    const auto back = transitMicros(b, a, sources);
    if (!there || !back || *there + *back <= 0)
        return {};
    return *there + *back;
}

RegionLinkTime linkBetween(const Region &a, const Region &b, const PlacementSources &sources)
{
    RegionLinkTime link{a.name, b.name};
    if (const auto measured = measuredMicros(a.name, b.name, sources)) {
        link.roundTrip = std::chrono::microseconds(*measured);
        link.source = RegionLinkTime::Source::Replication;
    } else if (const auto reference = NetworkMap::roundTrip(a.name, b.name)) {
        link.roundTrip = *reference;
        link.source = RegionLinkTime::Source::Reference;
    } else {
        // Light in glass goes 200 km a millisecond, there and back, and cables are half as long again as the circle.
        link.roundTrip = std::chrono::microseconds(qint64(distance(a, b) * 2 / 200 * 1.5 * 1000));
    }
    return link;
}

/// Rows of the partial index with that predicate on a partition, at that server.
std::optional<double> partialRows(const ServerCatalog &server, const QString &relation,
                                  const QString &predicate)
{
    for (const CatalogRelation &index : server.relations)
        if (index.index && !index.parent && relationKey(index.schema, index.tableRelation) == relation
            && index.predicate == predicate)
            return index.rows;
    return {};
}

} // namespace

void addSums(Placement &placement, const PlacementSources &sources)
{
    addMatrix(placement, sources);
    qint64 all = 0;
    for (const Region &region : sources.deployment.regions) {
        placement.totals.append(totalsOf(region.name, placement, sources));
        all += placement.totals.constLast().homeBytes.value_or(0);
    }
    for (RegionTotals &totals : placement.totals)
        totals.share = all > 0 ? double(totals.homeBytes.value_or(0)) / double(all) : 0;
}

void addActivity(Placement &placement, const PlacementSources &sources)
{
    QHash<QString, Placement::CityActivity> found;
    const auto add = [&](const QString &tableName, const QString &predicate,
                         QHash<QString, qint64> ServerCatalog::*counted,
                         std::optional<double> Placement::CityActivity::*sum) {
        const PlacedTable *table = placement.table(tableName);
        for (const PartitionPlacement &partition : table ? table->partitions : QList<PartitionPlacement>()) {
            const ServerCatalog *server = sources.server(partition.measuredIn);
            if (!server)
                continue;
            const auto rows = partialRows(*server, partition.relation, predicate);
            const auto spread = citySpread(*server, partition.relation, partition.cities);
            const bool exact = sources.exact && server->has("exact_activity");
            for (const QString &city : exact ? partition.cities : spread.keys()) {
                auto &value = found[city].*sum;
                if (exact)
                    value = double((server->*counted).value(city));
                else if (rows)
                    value = value.value_or(0) + *rows * spread.value(city);
            }
        }
    };
    add(QStringLiteral("rides"), QStringLiteral("(end_time IS NULL)"), &ServerCatalog::activeRides,
        &Placement::CityActivity::activeRides);
    add(QStringLiteral("vehicles"), QStringLiteral("(status <> 'removed'::text)"), &ServerCatalog::vehicles,
        &Placement::CityActivity::vehicles);
    for (const QString &city : std::as_const(placement.cities)) {
        Placement::CityActivity activity = found.value(city);
        activity.city = city;
        placement.activity.append(activity);
    }
}

void addLinks(Placement &placement, const PlacementSources &sources)
{
    const QList<Region> &regions = sources.deployment.regions;
    for (qsizetype a = 0; a < regions.size(); ++a)
        for (qsizetype b = a + 1; b < regions.size(); ++b)
            placement.links.append(linkBetween(regions.at(a), regions.at(b), sources));
}

} // namespace movr
