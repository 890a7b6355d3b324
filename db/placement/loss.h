#pragma once

#include "db/placement/placement.h"

namespace movr {

/// What is left of one city while a region is lost.
struct CityLoss {
    QString city;
    bool changeable = true; ///< its home is another region, which answers
    QString readableIn;     ///< the region to read it from: its home, else the least old copy; empty: nowhere
    /// How old that copy is, at the time of the reading; unset for a home, or when it is not known.
    std::optional<std::chrono::milliseconds> age;
    std::optional<double> activeRides; ///< estimate (or counted), as of the reading
    std::optional<double> vehicles;
};

/// What if a region is lost: from what is known, without touching a server.
struct RegionLoss {
    QString region;
    QDateTime asOf;                    ///< UTC, of the reading it is derived from
    QList<CityLoss> cities;            ///< every city, those that cannot be changed first
    QStringList unchangeable;          ///< cities that cannot be changed for want of this region
    QStringList unreadable;            ///< cities that are readable nowhere then, and are now
    std::optional<double> activeRides; ///< in the cities of `unchangeable`
    std::optional<double> vehicles;
    QStringList lostAlready;   ///< other regions that did not answer
    QStringList alreadyCannot; ///< cities that cannot be changed anyhow, whatever becomes of this region
    bool exact = false;        ///< rides and vehicles were counted
};

/// Pure; `region` need not be lost. Regions that did not answer count as lost too, for what they are at home to.
RegionLoss regionLoss(const Placement &placement, const QString &region);

} // namespace movr
