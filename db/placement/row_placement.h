#pragma once

#include "db/live/row_change.h"
#include "db/movr/entities.h"
#include "db/placement/placement.h"

namespace movr {

/// One server that has, or should have, a row.
struct RowCopy {
    QString region;
    QString server; ///< "127.0.0.1:5433", and its version
    bool home = false;
    /// Whether the row is there, by its primary key; unset: that region did not answer, `failure` says why.
    std::optional<bool> present;
    Failure failure;
    std::optional<std::chrono::milliseconds> age;      ///< of the copy; unset for the home or when not known
    std::optional<std::chrono::nanoseconds> roundTrip; ///< from this desk: what reading it there costs
};

/// Where one row lives, and what reaching it costs from this desk.
struct RowPlacement {
    RowKind kind = RowKind::User;
    RowId row;
    QString table;     ///< "rides"
    QString partition; ///< "us_east"
    QString relation;  ///< "rides_us_east"
    QString declaredRegion;
    QString homeRegion;    ///< where it can be changed; empty: nowhere
    QList<RowCopy> copies; ///< the home first, then by round trip
    /// The nearest region that has the row, and what a read there costs: one round trip.
    QString readFrom;
    std::optional<std::chrono::nanoseconds> readCost;
    std::optional<std::chrono::milliseconds> readAge;
    /// A change is one statement at the home: one round trip.
    std::optional<std::chrono::nanoseconds> changeCost;
    QString sentence; ///< for a person, translated
};

} // namespace movr
