#pragma once

#include <QDateTime>
#include <QList>
#include <QString>

#include <chrono>

namespace movr {

/// What is not as declared.
enum class FindingKind {
    MisplacedPartition,    ///< a partition's home is not its declared region, or not exactly one
    UndeclaredHome,        ///< a partition without a declared region beside ones that have one
    CityWithoutHome,       ///< in the CHECK or in movr.cities, but in no partition's bounds
    CityNotAllowed,        ///< in the bounds, but the table's CHECK refuses it
    CityInWrongRegion,     ///< a table's bounds put a city's rows into another region than the city's
    RowsInDefault,         ///< a DEFAULT partition holds rows: of cities in no partition
    IndexUnlikeTable,      ///< an index lacks partitions of its table, or is on some of them only
    MissingFollower,       ///< a region holds no copy
    StoppedFollower,       ///< a copy that nobody updates
    LaggingFollower,       ///< a copy behind by more than the limit
    MissingGuard,          ///< a copy that accepts writes
    SchemaDisagreement,    ///< the regions' schema versions differ
    BoundsDisagreement,    ///< the regions' partitions or bounds differ
    PlacementDisagreement, ///< the regions' declared placements differ
    StaleStatistics,       ///< statistics older than the limit, with changes since; or never collected
    Skew                   ///< one region has more than twice its share of the rows
};

enum class FindingSeverity {
    Note,    ///< costs time or precision
    Warning, ///< works now; will hurt
    Error    ///< data is not where it should be, or changes can be lost or refused
};

/// Declared against actual, where they differ.
struct Finding {
    FindingKind kind = FindingKind::MisplacedPartition;
    FindingSeverity severity = FindingSeverity::Warning;
    QString sentence; ///< for a person, translated
    QString evidence; ///< what was read, and where: lines of text, translated
    /// UTC. When the server knows since when (a statistic's or a heartbeat's time), else when this program first saw
    /// it without a break; `sinceServer` tells which.
    QDateTime since;
    bool sinceServer = false;
    /// SQL to copy, each part headed by a comment that says on which server to run it. Never run by the console.
    /// Empty where there is nothing to run (then `sentence` says what to do).
    QString fix;

    // Where; each may be empty.
    QString region;
    QString table;
    QString index;
    QString partition; ///< as PartitionPlacement::partition
    QString city;

    /// The same finding in a later reading: kind and where.
    QString key() const;
};

/// "misplaced_partition", as in --json; stable.
QString findingWord(FindingKind kind);
/// "note", "warning", "error".
QString severityWord(FindingSeverity severity);

/// When something becomes a finding.
struct FindingLimits {
    std::chrono::milliseconds lag = std::chrono::seconds(10);
    std::chrono::milliseconds statisticsAge = std::chrono::hours(24);
    double skew = 2;         ///< times its share, by number of cities
    double skewRows = 1'000; ///< fewer rows in all say nothing
};

} // namespace movr
