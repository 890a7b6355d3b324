#pragma once

#include "db/base/failure.h"
#include "db/placement/finding.h"

#include <QDateTime>
#include <QList>
#include <QString>
#include <QStringList>

#include <chrono>
#include <optional>

namespace movr {

/// Where every row lives: what is declared beside what the servers' catalogs say. Plain values; made by
/// buildPlacement() from one reading of each region, read on any thread.

/// Worst last; a table's or index's state is the worst of its partitions'.
enum class PlacementState {
    Right,       ///< the declared region is its one home, and every other region follows
    Unknown,     ///< not enough could be read to tell (a role that may not, a region that did not answer)
    Lagging,     ///< at home where declared, but a copy is missing, stopped, or behind by more than the limit
    Unreachable, ///< the region of its declared home does not answer
    Misplaced    ///< its home is not the declared region, or not exactly one
};

/// A number of rows: the servers' estimate (reltuples scaled to the present size), or counted on request.
struct RowCount {
    double rows = 0;
    bool exact = false;
    bool operator==(const RowCount &) const = default;
};

/// How one region holds a copy of a partition that is at home elsewhere.
struct FollowerCopy {
    enum class State {
        Following, ///< subscribed, and the worker runs
        Copying,   ///< the first copy of the rows is not done
        Stopped,   ///< subscribed, but disabled or without a worker
        Missing,   ///< the region does not subscribe to it, or has no such table
        Unknown    ///< the region did not answer, or the role may not see it
    };
    QString region; ///< the region that holds the copy
    State state = State::Unknown;
    /// By how much the copy is behind its home: the home's last heartbeat against the one that has arrived. Both by
    /// the home's clock. Unset when either is not known.
    std::optional<std::chrono::milliseconds> lag;
    /// How old what is read there can be: that server's clock against the heartbeat that has arrived; as
    /// RegionStatus::copyAge. Unset when nobody beats (no console was connected for 10 s) or nothing is known.
    std::optional<std::chrono::milliseconds> age;
    std::optional<qint64>
        bytesBehind;      ///< of write-ahead log that the copy has not confirmed; unset: not known
    bool guarded = false; ///< refuses ordinary writes there (MV001)
    bool operator==(const FollowerCopy &) const = default;
};

/// How the rows of a partition are chosen.
enum class BoundKind {
    Whole,   ///< not a partition: the whole of a table that is not partitioned
    List,    ///< the values in `cities`
    Default, ///< every value that is in no other partition
    Other    ///< by range or hash; see `bound`
};

/// One leaf of the tree: a partition of a table, or of one of its indexes.
struct PartitionPlacement {
    QString partition; ///< "us_east", as declared; the relation's own name where there is no declaration
    QString relation;  ///< "rides_us_east", "rides_us_east_pkey"
    BoundKind boundKind = BoundKind::List;
    QString bound;      ///< the server's words: "FOR VALUES IN ('rome')"; empty for Whole
    QStringList cities; ///< of a List bound in the bound's order; else empty
    /// Declared home region. Empty: nothing is declared (an ordinary database, a table without placement).
    QString declaredRegion;
    /// Regions that act as its home: writable there, and published where there are followers. Normally one.
    QStringList homes;
    QList<FollowerCopy> copies; ///< of every region that is not a home, in the deployment's order
    std::optional<RowCount> rows;
    /// pg_table_size() of the relation: with TOAST, free space and visibility maps, without indexes.
    std::optional<qint64> bytes;
    QString measuredIn; ///< the region whose server told rows and bytes: the home, else the nearest copy
    double share = 0;   ///< of the table's (index's) bytes, 0..1
    QDateTime analyzed; ///< UTC, last (auto)analyze there; invalid: not known or never
    PlacementState state = PlacementState::Unknown;
    QString sentence; ///< why it is in that state, for a person, translated
};

/// A secondary or primary index of a table.
struct PlacedIndex {
    QString name; ///< "rides_rider_idx"
    QString definition;
    bool primary = false;
    bool unique = false;
    bool partitioned = false;
    QList<PartitionPlacement> partitions; ///< one for each partition of the table that has it
    std::optional<qint64> bytes;          ///< of all its known partitions
    PlacementState state = PlacementState::Unknown;
};

/// A table with its partitions (of the table itself) and its indexes with theirs.
struct PlacedTable {
    QString name;         ///< "rides"; with its schema when that is not public
    QString partitionKey; ///< "LIST (city)"; empty when the table is not partitioned
    QList<PartitionPlacement> partitions;
    QList<PlacedIndex> indexes;
    std::optional<RowCount> rows;     ///< of all known partitions
    std::optional<qint64> bytes;      ///< rows: of all known partitions, without indexes
    std::optional<qint64> totalBytes; ///< with indexes
    PlacementState state = PlacementState::Unknown;
    QString sentence;
    bool partitioned() const { return !partitionKey.isEmpty(); }
};

/// What reading one region's catalogs came to.
struct RegionReading {
    QString region;
    bool read = false;      ///< it answered; parts may still be hidden
    Failure failure;        ///< why, when not read
    QList<Failure> hidden;  ///< parts that the role may not see there, one each; the rest was read
    QDateTime readAt;       ///< UTC, by this machine's clock
    QString serverVersion;  ///< "15.18"
    QString address;        ///< "127.0.0.1:5433", as the server sees itself; a host name where it is a socket
    QString declaredRegion; ///< movr.self; empty without
    std::optional<int> schemaVersion; ///< 0: no movr schema; unset: not read, or hidden from this role
    /// Network floor from this desk, measured with this reading or by the fleet's probe.
    std::optional<std::chrono::nanoseconds> roundTrip;
};

/// Sums of a region, for a map.
struct RegionTotals {
    QString region;
    QStringList cities; ///< at home there, as declared
    std::optional<double> homeRows;
    std::optional<qint64> homeBytes; ///< tables and indexes of the partitions that are at home there
    std::optional<double> copyRows;
    std::optional<qint64> copyBytes;
    double share = 0; ///< of all known home bytes, 0..1
    PlacementState state = PlacementState::Unknown;
};

/// One cell of the city x region matrix, all tables together: what that region's server holds of that city.
/// A partition's bytes are divided among its cities as its rows are.
struct CityCell {
    QString city;
    QString region;
    bool known = false;    ///< false: the region could not be read, and rows and bytes mean nothing
    bool declared = false; ///< the city should be at home there
    bool home = false;     ///< it is at home there (all its tables' partitions are)
    double rows = 0;       ///< estimate, or counted
    double bytes = 0;      ///< tables and indexes, estimate
    PlacementState state = PlacementState::Unknown;
};

/// A round trip between two regions' servers.
struct RegionLinkTime {
    enum class Source {
        Replication, ///< measured by replication: the last message's way there and one's way back
        Reference,   ///< published measurement between those cloud regions, 2022
        Distance     ///< estimated from the great circle at two thirds of the speed of light, with detours
    };
    QString from;
    QString to;
    std::chrono::nanoseconds roundTrip{};
    Source source = Source::Distance;
    int samples = 0; ///< of Replication: roundTrip is the median of so many readings
};

struct Placement {
    QDateTime readAt; ///< UTC, when the last region had answered
    bool exact = false;
    QList<RegionReading> regions; ///< in the deployment's order
    QList<PlacedTable> tables;    ///< by name
    QList<RegionTotals> totals;   ///< in the deployment's order
    QStringList cities;           ///< rows of the matrix: of every bound, CHECK and movr.cities
    QList<CityCell> matrix;       ///< cities x regions, city by city
    QList<RegionLinkTime> links;  ///< each pair of regions once
    QList<Finding> findings;      ///< worst first
    /// Estimated or counted active rides and vehicles that are not removed, by city.
    struct CityActivity {
        QString city;
        std::optional<double> activeRides;
        std::optional<double> vehicles;
    };
    QList<CityActivity> activity;

    const PlacedTable *table(const QString &name) const;
    const RegionReading *region(const QString &name) const;
    const CityCell *cell(const QString &city, const QString &region) const;
    /// Regions that were asked and did not answer.
    QStringList unread() const;
    /// Every region answered, and showed everything to this role.
    bool isComplete() const;
};

/// The worse of two states.
PlacementState worse(PlacementState a, PlacementState b);

} // namespace movr
