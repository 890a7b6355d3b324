#pragma once

#include "db/fleet/catalog.h"
#include "db/fleet/deployment.h"
#include "db/fleet/region_status.h"
#include "models/placement/placement_mark.h"
#include "models/presentation/region_labels.h"

#include <QList>
#include <QStringList>

#include <chrono>
#include <optional>

namespace movr {

/// Degrees; latitude -90..90, longitude -180..180.
struct MapPlace {
    double latitude = 0;
    double longitude = 0;
    bool operator==(const MapPlace &) const = default;
};

/// A region on the map.
struct MapRegion {
    QString name;  ///< as the deployment names it
    QString label; ///< for people
    MapPlace place;
    PlacementState state = PlacementState::Unknown;
    std::optional<double> share; ///< 0..1 of everything that is counted; unset: not known
    QString size;                ///< that in words: "about 120,000 rows"
    QString note;                ///< more lines for the tooltip; may be empty
    bool operator==(const MapRegion &) const = default;
};

/// A city on the map and the region that its rows should be in; empty when none is declared.
struct MapCity {
    QString name;
    QString region;
    MapPlace place;
    bool operator==(const MapCity &) const = default;
};

/// A way between two regions, or between the desk and a region (`from` is empty then), with its round trip.
struct MapLink {
    QString from;
    QString to;
    std::optional<std::chrono::nanoseconds> roundTrip; ///< unset: not measured
    bool up = true;                                    ///< answers travel on it
    QString source; ///< how the round trip is known, a sentence; may be empty
    bool operator==(const MapLink &) const = default;
};

/// What the map shows, as plain values.
struct MapScene {
    QList<MapRegion> regions;
    QList<MapCity> cities;
    QList<MapLink> links;
    /// The region with the least round trip from here, beside which the desk is drawn; empty: no desk.
    QString nearest;
    /// What has no place on the map: names of cities or regions.
    QStringList unplaced;
    bool operator==(const MapScene &) const = default;
};

/// What the page is narrowed to. Both empty: everything.
struct PlacementFilter {
    QString region;
    QString city;
    bool isEmpty() const { return region.isEmpty() && city.isEmpty(); }
    bool operator==(const PlacementFilter &) const = default;
};

/// What size and figures stand for.
enum class Measure { Rows, Bytes };

/// What is known beside the reading itself: where regions and cities are, and what the probe says.
struct Surroundings {
    Deployment deployment;
    Catalog catalog;
    QList<RegionStatus> regions;
    QString nearest;

    RegionLabels labels() const { return RegionLabels(deployment); }
    QString label(const QString &region) const { return labels().of(region); }
    std::optional<std::chrono::nanoseconds> roundTrip(const QString &region) const;
};

MapScene mapScene(const Placement &placement, const Surroundings &around, Measure measure);

} // namespace movr

Q_DECLARE_METATYPE(movr::PlacementFilter)
