#pragma once

#include "db/base/failure.h"

#include <QDateTime>
#include <QHash>
#include <QString>

#include <chrono>
#include <optional>

namespace movr {

enum class RegionState { Connecting, Up, Down };

/// What the probe knows about a region, once a second.
struct RegionStatus {
    QString name;
    QString label;
    RegionState state = RegionState::Connecting;
    /// The network floor: median of the last probes' round trips (up to 15). Unset until measured.
    std::optional<std::chrono::nanoseconds> roundTrip;
    int roundTripSamples = 0;
    QDateTime lastSeen; ///< UTC, of the last answer; invalid when there was none
    Failure failure;    ///< why, when Down
    /// Age of the copies this server holds of other regions' partitions, by home region.
    QHash<QString, std::chrono::milliseconds> copyAge;
};

} // namespace movr
