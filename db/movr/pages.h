#pragma once

#include "db/base/failure.h"
#include "db/base/timing.h"
#include "db/movr/entities.h"

#include <QList>
#include <QStringList>
#include <QVariantList>

#include <chrono>
#include <optional>

namespace movr {

/// Which cities a view asks for, and from where.
struct ViewScope {
    enum class Freshness {
        Home,   ///< every city from its home region: current
        Nearest ///< every city from the nearest server's copies: fast, with a known age
    };
    QString region; ///< a region's name, or empty for all regions
    QString city;   ///< one city, or empty for all cities of the region(s)
    Freshness freshness = Freshness::Home;
    bool operator==(const ViewScope &) const = default;
};

enum class PageDirection { Forward, Backward };

/// The position of a row in its sort order: the sort columns' values and last the id. Opaque above db/.
using PageKey = QVariantList;

/// Which rows: `limit` rows beyond `from` (exclusive) in `direction`, from the start or the end without it.
template <class Filter, class Sort>
struct PageQuery {
    Filter filter;
    Sort sort{};
    Qt::SortOrder order = Qt::DescendingOrder;
    PageDirection direction = PageDirection::Forward;
    std::optional<PageKey> from;
    int limit = 200;
};

/// When something began. Relative ranges are of the moment of each request.
struct TimeRange {
    enum class Kind {
        LastHour,
        TodayInCity, ///< since midnight in each row's own city
        Between      ///< from `from` (inclusive) to `to` (exclusive); an invalid one is open
    };
    Kind kind = Kind::LastHour;
    QDateTime from; ///< UTC
    QDateTime to;   ///< UTC
    bool operator==(const TimeRange &) const = default;
};

struct VehicleFilter {
    std::optional<VehicleStatus> status; ///< unset: all but removed
    bool withRemoved = false;            ///< with status unset: removed ones too
    std::optional<VehicleType> type;
    std::optional<RowId> owner;
    std::optional<RowId> id; ///< exactly this one
    QString place;           ///< somewhere in the last location, whatever its case; no index serves it
    bool operator==(const VehicleFilter &) const = default;
};
enum class VehicleSort { DateAdded, Status };

struct RideFilter {
    std::optional<bool> active;
    std::optional<RowId> rider;
    std::optional<RowId> vehicle;
    std::optional<RowId> id;
    std::optional<TimeRange> started;
    QString place; ///< somewhere in the start or end location, whatever its case; no index serves it
    bool operator==(const RideFilter &) const = default;
};
enum class RideSort { StartTime };

struct UserFilter {
    QString namePrefix; ///< beginning of last name, first name or username; case as typed
    std::optional<bool> owner;
    bool withRemoved = false;
    std::optional<RowId> id;
    bool operator==(const UserFilter &) const = default;
};
enum class UserSort { Name };

struct ActionFilter {
    std::optional<QUuid> subject; ///< one ride's, vehicle's or user's trace
    bool refusedOnly = false;
    bool operator==(const ActionFilter &) const = default;
};
enum class ActionSort { Time };

/// Whether an index leads to the rows of the filter. Where none does, rows are read in the sort order until a page is
/// full: fast when many match, the whole table when few do.
inline bool isIndexed(const VehicleFilter &filter)
{
    return filter.place.isEmpty();
}
inline bool isIndexed(const RideFilter &filter)
{
    return filter.place.isEmpty();
}
inline bool isIndexed(const UserFilter &)
{
    return true;
}
inline bool isIndexed(const ActionFilter &)
{
    return true;
}

using VehicleQuery = PageQuery<VehicleFilter, VehicleSort>;
using RideQuery = PageQuery<RideFilter, RideSort>;
using UserQuery = PageQuery<UserFilter, UserSort>;
using ActionQuery = PageQuery<ActionFilter, ActionSort>;

/// A region whose rows are missing from a page, and why.
struct PageGap {
    QString region;
    QStringList cities;
    Failure failure;
};

/// A finished page: rows in the query's sort order whatever the direction, with the key of each row.
template <class Row>
struct Page {
    QList<Row> rows;
    QList<PageKey> keys; ///< as many as rows
    bool more = false;   ///< there are rows beyond, in the asked direction
    QList<PageGap> gaps; ///< regions that could not answer; the others' rows are here
    QList<StatementTiming> timings;
    QString servedBy;                             ///< region names, comma separated
    std::optional<std::chrono::milliseconds> age; ///< of the oldest copy read; unset when read at home
};

using VehiclePage = Page<Vehicle>;
using RidePage = Page<Ride>;
using UserPage = Page<User>;
using ActionPage = Page<OperatorAction>;

} // namespace movr
