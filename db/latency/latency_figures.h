#pragma once

#include "db/base/timing.h"
#include "db/latency/histogram.h"

#include <QDateTime>
#include <QList>
#include <QString>
#include <QStringList>

#include <optional>

namespace movr {

/// The probe's statement: one tiny round trip a second, the network floor of a region.
inline const QString floorStatement = QStringLiteral("probe/pulse");
/// Statements of the console itself, that come by the clock: not among what users wait for.
inline bool isProbe(const QString &statement)
{
    const bool askedFor =
        statement.startsWith(u"placement/find_") || statement.startsWith(u"placement/definition");
    return statement.startsWith(u"probe/") || statement.startsWith(u"catalog/")
        || statement.startsWith(u"live/")
        || (statement.startsWith(u"servers/") && statement != u"servers/cancel_session")
        || (statement.startsWith(u"placement/") && !askedFor)
        || statement == u"placement_change/open_changes";
}

/// From `from` (inclusive) to `to` (exclusive), UTC.
struct TimeWindow {
    QDateTime from;
    QDateTime to;
    bool operator==(const TimeWindow &) const = default;
};

/// Where figures come from.
enum class FigureSource {
    Live,           ///< measured by this console since it started, second by second
    History,        ///< kept on this desk, minute by minute or hour by hour
    LiveAndHistory, ///< both: the history up to the start of this console, what is live from then on
    Journey         ///< the experiment's own runs
};

/// Which measurements are meant.
struct LatencyScope {
    QStringList regions;    ///< empty: all
    QStringList statements; ///< empty: all but the probe's
    bool operator==(const LatencyScope &) const = default;
};

bool covers(const LatencyScope &scope, const QString &region, const QString &statement);

/// What was measured, in a form that can be added up over time, regions and statements.
struct LatencyTotals {
    Histogram answered; ///< waits of the answered ones only
    quint64 failed = 0; ///< answered with an error
    quint64 timedOut = 0;
    quint64 unreachable = 0; ///< outages
    quint64 cancelled = 0;
    quint64 retried = 0; ///< attempts after a failed one
    quint64 rows = 0;
    double waitMicros = 0;    ///< of the answered
    double knownMicros = 0;   ///< of the answered while the network floor was known
    double networkMicros = 0; ///< the floor's part of knownMicros
    double consoleMicros = 0; ///< of the answered: in the console's own lane

    void merge(const LatencyTotals &other);
    bool isEmpty() const;
    bool operator==(const LatencyTotals &) const = default;
};

/// The parts of a mean answered statement.
struct LatencyShares {
    Nanoseconds network{};
    Nanoseconds database{};
    Nanoseconds console{};
};

/// Figures for people, always with n, window and source. Without an answer (n = 0) nothing is set but the counts:
/// a gap, never a zero. Percentiles are within 0.8 %.
struct LatencyFigures {
    static constexpr quint64 leastForP99 = 100; ///< below it p99 would be little but the maximum

    quint64 n = 0; ///< answered statements
    TimeWindow window;
    FigureSource source = FigureSource::Live;
    std::optional<Nanoseconds> p50, p95, p99, max, mean;
    std::optional<LatencyShares> shares; ///< where the network floor was known
    quint64 failed = 0;
    quint64 timedOut = 0;
    quint64 unreachable = 0;
    quint64 cancelled = 0;
    quint64 retried = 0;
    quint64 rows = 0;
};

LatencyFigures figuresOf(const LatencyTotals &totals, const TimeWindow &window, FigureSource source);

/// One step of a curve. A step in which nothing was answered is a gap: figures.n is 0.
struct LatencyPoint {
    LatencyFigures figures; ///< its window says when
};

/// The wall clock was set, or the machine slept: between the two the axis has no measurements.
struct ClockJump {
    QDateTime before;
    QDateTime after; ///< earlier than `before` when the clock was set back
    bool operator==(const ClockJump &) const = default;
};

/// One region over time.
struct LatencyCurve {
    QString region;
    QList<LatencyPoint> points; ///< every step of the window, without holes, oldest first
    LatencyFigures whole;       ///< of the whole window, from the same samples
};

struct LatencyCurves {
    QList<LatencyCurve> statements; ///< what the scope names, by region, sorted
    QList<LatencyCurve> floors;     ///< the probe's round trips, by region, sorted
    QList<ClockJump> jumps;
    quint64 lost =
        0; ///< samples that were measured but not kept since the start: 0 unless the machine was overrun
    QDateTime coarseBefore; ///< older measurements have minutes for seconds; invalid when none
};

/// A line of the statements' table. `region` is empty when the regions were added up.
struct StatementFigures {
    QString statement;
    QString region;
    LatencyFigures figures;
};

struct DistributionBin {
    Nanoseconds from{}; ///< inclusive
    Nanoseconds to{};   ///< exclusive
    quint64 count = 0;
};

struct LatencyDistribution {
    QList<DistributionBin> bins; ///< ascending, the occupied ones
    LatencyFigures figures;
};

/// A round trip between two places: desk and region.
struct RoundTrip {
    QString from; ///< empty: the desk
    QString to;   ///< region
    LatencyFigures figures;
};

/// A minute (or an hour) of one region and statement.
struct LatencyRollUp {
    QDateTime at; ///< its begin, UTC
    QString region;
    QString statement;
    LatencyTotals totals;
};

} // namespace movr
