#include "db/fleet/fleet_state.h"

#include <QCoreApplication>

namespace movr {

namespace {

struct Tr {
    Q_DECLARE_TR_FUNCTIONS(movr::Fleet)
};

} // namespace

RegionLink *FleetState::link(const QString &name) const
{
    for (const auto &candidate : links)
        if (candidate->status().name == name)
            return candidate.get();
    return nullptr;
}

Failure FleetState::notReady() const
{
    for (const auto &candidate : links)
        if (candidate->status().state == RegionState::Down)
            return candidate->status().failure;
    return {FailureKind::Connection, {}, {}, {}, true, Tr::tr("No region has answered yet."), {}};
}

Result<RegionLink *> FleetState::home(const QString &city) const
{
    if (catalog.isEmpty())
        return notReady();
    const CityInfo *info = catalog.city(city);
    if (!info)
        return Failure{FailureKind::InvalidInput,
                       {},
                       {},
                       {},
                       false,
                       Tr::tr("The city %1 is not in any partition.").arg(city),
                       {}};
    RegionLink *found = link(info->region);
    if (!found)
        return Failure{
            FailureKind::InvalidInput,
            {},
            info->region,
            {},
            false,
            Tr::tr("The home of %1 is %2, which this deployment does not name.").arg(city, info->region),
            {}};
    return found;
}

QList<PagePart> FleetState::partsOf(const ViewScope &scope) const
{
    const QStringList cities =
        scope.city.isEmpty() ? catalog.citiesOf(scope.region) : QStringList{scope.city};
    const auto add = [this](PagePart &part, const QString &city) {
        const CityInfo *info = catalog.city(city);
        part.cities.append(city);
        part.timeZones.append(info ? info->timeZone : QByteArray());
    };
    if (scope.freshness == ViewScope::Freshness::Nearest) {
        PagePart part{nearest, {}, {}};
        for (const QString &city : cities)
            add(part, city);
        return {part};
    }
    QList<PagePart> parts;
    for (const QString &region : catalog.homeRegions()) {
        PagePart part{region, {}, {}};
        for (const QString &city : cities)
            if (const CityInfo *info = catalog.city(city); info && info->region == region)
                add(part, city);
        if (!part.cities.isEmpty())
            parts.append(part);
    }
    return parts;
}

Failure FleetState::homeToNone(const ViewScope &scope) const
{
    return {FailureKind::InvalidInput,
            {},
            scope.region,
            {},
            false,
            Tr::tr("%1 is home to no city.").arg(scope.city.isEmpty() ? scope.region : scope.city),
            {}};
}

std::optional<std::chrono::milliseconds> FleetState::ageOf(const PagePart &part) const
{
    std::optional<std::chrono::milliseconds> oldest;
    const RegionLink *server = link(part.region);
    for (const QString &city : part.cities) {
        const CityInfo *info = catalog.city(city);
        if (!server || !info || info->region == part.region)
            continue;
        const auto age = server->status().copyAge.constFind(info->region);
        if (age != server->status().copyAge.constEnd())
            oldest = std::max(oldest.value_or(std::chrono::milliseconds(0)), *age);
    }
    return oldest;
}

} // namespace movr
