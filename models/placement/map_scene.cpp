#include "models/placement/map_scene.h"

#include "models/placement/placement_row.h"

#include <QCoreApplication>

#include <algorithm>

namespace movr {

namespace {

struct Tr {
    Q_DECLARE_TR_FUNCTIONS(movr::MapScene)
};

/// No region and no city lies in the Gulf of Guinea: 0, 0 is what is written when the place is not known.
std::optional<MapPlace> placeOf(double latitude, double longitude)
{
    if (latitude == 0 && longitude == 0)
        return {};
    return MapPlace{latitude, longitude};
}

const RegionStatus *statusOf(const Surroundings &around, const QString &region)
{
    const auto found = std::find_if(around.regions.cbegin(), around.regions.cend(),
                                    [&region](const RegionStatus &status) { return status.name == region; });
    return found == around.regions.cend() ? nullptr : &*found;
}

const RegionTotals *totalsOf(const Placement &placement, const QString &region)
{
    const auto found =
        std::find_if(placement.totals.cbegin(), placement.totals.cend(),
                     [&region](const RegionTotals &totals) { return totals.region == region; });
    return found == placement.totals.cend() ? nullptr : &*found;
}

std::optional<double> homeAmount(const RegionTotals &totals, Measure measure)
{
    if (measure == Measure::Rows)
        return totals.homeRows;
    return totals.homeBytes ? std::optional(double(*totals.homeBytes)) : std::nullopt;
}

QString sizeText(const RegionTotals &totals, Measure measure, bool exact)
{
    const std::optional<double> amount = homeAmount(totals, measure);
    if (!amount)
        return {};
    return measure == Measure::Rows ? Tr::tr("%1 rows at home there").arg(rowsText(RowCount{*amount, exact}))
                                    : Tr::tr("%1 at home there").arg(bytesText(amount));
}

QString sourceText(const RegionLinkTime &link)
{
    switch (link.source) {
    case RegionLinkTime::Source::Replication:
        return Tr::tr("Measured by the servers' replication: median of the last readings, n = %1.")
            .arg(link.samples);
    case RegionLinkTime::Source::Reference:
        return Tr::tr("A published measurement between these cloud regions, not one of this fleet.");
    case RegionLinkTime::Source::Distance:
        break;
    }
    return Tr::tr("Estimated from the distance.");
}

void addRegions(MapScene &scene, const Placement &placement, const Surroundings &around, Measure measure)
{
    double sum = 0;
    for (const RegionTotals &totals : placement.totals)
        sum += homeAmount(totals, measure).value_or(0);
    for (const Region &region : around.deployment.regions) {
        const std::optional<MapPlace> place = placeOf(region.latitude, region.longitude);
        if (!place) {
            scene.unplaced.append(around.label(region.name));
            continue;
        }
        MapRegion shown{region.name, around.label(region.name), *place, PlacementState::Unknown, {}, {}, {}};
        if (const RegionTotals *totals = totalsOf(placement, region.name)) {
            shown.state = totals->state;
            const std::optional<double> amount = homeAmount(*totals, measure);
            if (amount && sum > 0)
                shown.share = *amount / sum;
            shown.size = sizeText(*totals, measure, placement.exact);
        }
        if (const RegionReading *reading = placement.region(region.name); reading && !reading->read) {
            shown.state = PlacementState::Unreachable;
            shown.note = around.labels().in(reading->failure.sentence);
        }
        scene.regions.append(shown);
    }
}

void addCities(MapScene &scene, const Placement &placement, const Catalog &catalog)
{
    for (const QString &city : placement.cities) {
        const CityInfo *info = catalog.city(city);
        const std::optional<MapPlace> place = info ? placeOf(info->latitude, info->longitude) : std::nullopt;
        if (!place) {
            scene.unplaced.append(city);
            continue;
        }
        const auto declared =
            std::find_if(placement.matrix.cbegin(), placement.matrix.cend(),
                         [&city](const CityCell &cell) { return cell.city == city && cell.declared; });
        scene.cities.append(
            {city, declared == placement.matrix.cend() ? QString() : declared->region, *place});
    }
}

} // namespace

std::optional<std::chrono::nanoseconds> Surroundings::roundTrip(const QString &region) const
{
    const RegionStatus *status = statusOf(*this, region);
    return status ? status->roundTrip : std::nullopt;
}

MapScene mapScene(const Placement &placement, const Surroundings &around, Measure measure)
{
    MapScene scene;
    scene.nearest = around.nearest;
    addRegions(scene, placement, around, measure);
    addCities(scene, placement, around.catalog);
    for (const RegionLinkTime &link : placement.links) {
        const auto answers = [&placement](const QString &name) {
            const RegionReading *reading = placement.region(name);
            return reading && reading->read;
        };
        scene.links.append(
            {link.from, link.to, link.roundTrip, answers(link.from) && answers(link.to), sourceText(link)});
    }
    if (!around.nearest.isEmpty())
        for (const RegionStatus &status : around.regions)
            scene.links.append({{},
                                status.name,
                                status.roundTrip,
                                status.state != RegionState::Down,
                                Tr::tr("Measured by the console once a second.")});
    return scene;
}

} // namespace movr
