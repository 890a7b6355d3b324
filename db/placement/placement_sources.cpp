#include "db/placement/placement_sources.h"

#include <algorithm>

namespace movr {

const ServerCatalog *PlacementSources::server(const QString &region) const
{
    const auto it = catalogs.constFind(region);
    return it != catalogs.constEnd() && it->ok() ? &it->value() : nullptr;
}

QStringList PlacementSources::read() const
{
    QStringList names;
    for (const Region &region : deployment.regions)
        if (server(region.name))
            names.append(region.name);
    return names;
}

QStringList PlacementSources::byDistance() const
{
    QStringList names = read();
    const auto distance = [this](const QString &name) {
        return roundTrips.value(name, std::chrono::nanoseconds::max());
    };
    std::stable_sort(names.begin(), names.end(),
                     [&](const QString &a, const QString &b) { return distance(a) < distance(b); });
    return names;
}

QHash<QString, QString> PlacementSources::placement() const
{
    for (const QString &region : read())
        if (const auto *catalog = server(region); !catalog->placement.isEmpty())
            return catalog->placement;
    return {};
}

QStringList PlacementSources::placedTables() const
{
    for (const QString &region : read())
        if (const auto *catalog = server(region); !catalog->placedTables.isEmpty())
            return catalog->placedTables;
    return {};
}

bool PlacementSources::placementKnown() const
{
    const QStringList names = read();
    return std::any_of(names.begin(), names.end(),
                       [this](const QString &region) { return server(region)->has("declared"); });
}

QHash<QString, double> citySpread(const ServerCatalog &server, const QString &relation,
                                  const QStringList &cities)
{
    QHash<QString, double> spread;
    double sum = 0;
    if (const auto counted = server.counted.constFind(relation); counted != server.counted.constEnd())
        for (auto it = counted->begin(); it != counted->end(); ++it)
            spread.insert(it.key(), double(it.value()));
    else if (cities.size() == 1)
        spread.insert(cities.constFirst(), 1);
    else
        spread = server.shares.value(relation);
    for (const double share : std::as_const(spread))
        sum += share;
    if (sum > 0) {
        for (double &share : spread)
            share /= sum;
        return spread;
    }
    spread.clear();
    for (const QString &city : cities)
        spread.insert(city, 1.0 / double(cities.size()));
    return spread;
}

} // namespace movr
