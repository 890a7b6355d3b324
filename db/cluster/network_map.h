#pragma once

#include "db/fleet/deployment.h"

#include <QString>
#include <QStringList>

#include <chrono>
#include <optional>

namespace movr {

/// The three regions of the reference, where they are, and the round trips between them and the places a
/// desk can be at. Milliseconds: pings of 2022 between the regions, of 2018 from the cities.
class NetworkMap
{
public:
    /// The regions without connections.
    static QList<Region> regions();
    /// Where a desk can be: the regions, then cities with measured round trips.
    static QStringList places();
    /// Measured round trip from a place (region or city) to a region; unset when either is unknown.
    static std::optional<std::chrono::microseconds> roundTrip(const QString &place, const QString &region);
};

} // namespace movr
