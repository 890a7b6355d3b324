#pragma once

#include "db/base/failure.h"

#include <QList>
#include <QString>
#include <QStringList>

#include <chrono>
#include <optional>

namespace movr {

/// What a statement costs when it is asked for from a place.
struct LocalityCost {
    QString place; ///< "" is this desk; else a region whose own desk would ask
    std::chrono::nanoseconds roundTrip{};
};

/// The plan of one statement on one server.
struct StatementPlan {
    int statement = 0;      ///< which of those that were explained together
    QString region;         ///< where it was explained, and is sent
    Failure failure;        ///< when it could not be
    bool explained = false; ///< the lists below mean something
    /// "rides_us_east": of a statement that reads, the partitions that it touched when it was run; of one that changes,
    /// those in its plan.
    QStringList partitions;
    QStringList regions; ///< declared homes of these
    QStringList foreign; ///< partitions at home elsewhere: read from this server's copies
    QList<LocalityCost> costs;
    QString plan; ///< EXPLAIN's own text
};

/// One statement that the console sends, in one way of asking.
struct StatementLocality {
    QString statement; ///< "views/rides_by_start_desc"
    QString asked;     ///< for whom: "one city", "all cities"; translated
    bool changes = false;
    QList<StatementPlan> plans; ///< one for each server it is sent to
    /// It is sent to several regions, or its plan uses partitions of several.
    bool crossesRegions = false;
    QString sentence; ///< translated
};

} // namespace movr
