#pragma once

#include "db/history/latency_history.h"
#include "db/latency/latency_figures.h"

#include <QList>
#include <QPointF>
#include <QStringList>

#include <array>
#include <chrono>

namespace movr {

/// What a curve of a region shows.
enum class CurveKind { P50, P95, P99, Floor };
inline constexpr std::array allCurveKinds{CurveKind::P50, CurveKind::P95, CurveKind::P99, CurveKind::Floor};
/// "p50", "Network floor".
QString curveKindText(CurveKind kind);
/// The figure that a curve of that kind shows; unset: a gap. Of the floor's own figures it is the median.
std::optional<Nanoseconds> valueOf(const LatencyFigures &figures, CurveKind kind);

/// A curve as runs of points, each drawn as one line: between two runs nothing was answered (or too little for that
/// percentile). x: ms since 1970, UTC, the middle of a step; y: ms.
struct PlotCurve {
    QString region;
    CurveKind kind = CurveKind::P50;
    bool earlier = false; ///< the stretch of time that is compared with, laid over the later one
    QList<QList<QPointF>> runs;
};

/// Something went wrong in [from, to), ms since 1970.
struct PlotMark {
    enum class Kind { Failed, TimedOut, Outage };
    Kind kind = Kind::Failed;
    QString region;
    double from = 0;
    double to = 0;
    quint64 count = 0;
};

/// All that a latency chart draws, ready for the pixels it has, and the figures it was made of. A plain value: made on
/// any thread, shown on the GUI's.
struct LatencyScene {
    TimeWindow window;
    std::chrono::seconds step{1};
    QList<PlotCurve> curves;
    QList<PlotMark> marks;
    QList<LatencyCurve> statements; ///< by region, sorted
    QList<LatencyCurve> floors;
    QList<LatencyCurve> earlier; ///< what is compared with, in its own time
    qint64 shift = 0;            ///< ms from the earlier stretch to the later one
    QList<ClockJump> jumps;
    quint64 lost = 0;
    QDateTime coarseBefore;

    /// Nothing at all was measured in the window.
    bool isEmpty() const;
    QStringList regions() const;
};

/// `columns`: pixels across the plot. A curve never has more than two points for each: the least and the greatest.
LatencyScene makeScene(const LatencyCurves &curves, const TimeWindow &window, std::chrono::seconds step,
                       int columns);
/// Regions of two stretches of time, laid over each other.
LatencyScene makeScene(const QList<LatencyComparison> &regions, const ComparedWindows &windows,
                       std::chrono::seconds step, int columns);

/// The step of a curve at that moment; nullptr when the curve has none there.
const LatencyPoint *pointAt(const LatencyCurve &curve, const QDateTime &moment);
const LatencyCurve *curveOf(const QList<LatencyCurve> &curves, const QString &region);

} // namespace movr
