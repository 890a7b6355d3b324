#include "models/latency/latency_scene.h"

#include "models/latency/figure_counts.h"

#include <QCoreApplication>

#include <algorithm>
#include <functional>

namespace movr {

namespace {

struct Tr {
    Q_DECLARE_TR_FUNCTIONS(movr::LatencyScene)
};

/// ms between the answers, or their failing, of a region's probe: connecting takes 5 s until it is given up, a busy
/// machine more.
constexpr double longestProbe = 15'000;

/// The pixels that a curve has.
struct Columns {
    double from = 0;
    double width = 0; ///< ms of one column; 0: there are more columns than points
};

double middleOf(const TimeWindow &window)
{
    return (double(window.from.toMSecsSinceEpoch()) + double(window.to.toMSecsSinceEpoch())) / 2;
}

Columns columnsOf(const TimeWindow &window, qsizetype points, int columns)
{
    const double from = double(window.from.toMSecsSinceEpoch());
    const double to = double(window.to.toMSecsSinceEpoch());
    const bool enough = columns <= 0 || points <= columns || to <= from;
    return {from, enough ? 0 : (to - from) / columns};
}

/// Gathers a run: of each column its least and its greatest point, in their order.
class RunBuilder
{
public:
    explicit RunBuilder(Columns columns) : m_columns(columns) {}

    void gap() { m_gap = true; }
    void add(QPointF point)
    {
        // A gap narrower than a pixel cannot be seen; without columns every one can.
        if (m_gap && m_last && point.x() - *m_last > m_columns.width * 1.5)
            endRun();
        m_gap = false;
        m_last = point.x();
        if (m_columns.width <= 0) {
            m_run.append(point);
            return;
        }
        const auto column = qint64((point.x() - m_columns.from) / m_columns.width);
        if (m_count > 0 && column != m_column)
            flush();
        m_column = column;
        if (m_count == 0 || point.y() < m_least.y())
            m_least = point;
        if (m_count == 0 || point.y() > m_most.y())
            m_most = point;
        ++m_count;
    }
    QList<QList<QPointF>> take()
    {
        endRun();
        return std::move(m_runs);
    }

private:
    void flush()
    {
        if (m_count == 0)
            return;
        const bool leastFirst = m_least.x() <= m_most.x();
        m_run.append(leastFirst ? m_least : m_most);
        if (m_least != m_most)
            m_run.append(leastFirst ? m_most : m_least);
        m_count = 0;
    }
    void endRun()
    {
        flush();
        if (!m_run.isEmpty())
            m_runs.append(std::exchange(m_run, {}));
    }

    Columns m_columns;
    QList<QList<QPointF>> m_runs;
    QList<QPointF> m_run;
    bool m_gap = false;
    std::optional<double> m_last;
    qint64 m_column = 0;
    int m_count = 0;
    QPointF m_least, m_most;
};

PlotCurve plotOf(const LatencyCurve &curve, CurveKind kind, const TimeWindow &window, int columns,
                 qint64 shift = 0)
{
    RunBuilder builder(columnsOf(window, curve.points.size(), columns));
    for (const LatencyPoint &point : curve.points) {
        if (const auto value = valueOf(point.figures, kind))
            builder.add({middleOf(point.figures.window) + double(shift), double(value->count()) / 1e6});
        else
            builder.gap();
    }
    return {curve.region, kind, shift != 0, builder.take()};
}

/// Steps with something wrong; neighbours of a kind become one mark. So do those with at most `silence` between them in
/// which nothing ended at all: a probe that waits for an answer tells of an outage only once it gave up.
/// `counter`: a member of LatencyFigures, or a function of them.
template <class Counter>
void addMarks(QList<PlotMark> &marks, const LatencyCurve &curve, PlotMark::Kind kind, Counter counter,
              double silence = 0)
{
    bool goesOn = false;
    for (const LatencyPoint &point : curve.points) {
        const quint64 count = std::invoke(counter, point.figures);
        if (count == 0) {
            goesOn = goesOn && sentIn(point.figures) == 0
                  && double(point.figures.window.to.toMSecsSinceEpoch()) - marks.last().to <= silence;
            continue;
        }
        const double to = double(point.figures.window.to.toMSecsSinceEpoch());
        if (goesOn) {
            marks.last().to = to;
            marks.last().count += count;
        } else {
            marks.append(
                {kind, curve.region, double(point.figures.window.from.toMSecsSinceEpoch()), to, count});
        }
        goesOn = true;
    }
}

void addCurve(LatencyScene &scene, const LatencyCurve &curve, int columns)
{
    for (const CurveKind kind : {CurveKind::P50, CurveKind::P95, CurveKind::P99})
        scene.curves.append(plotOf(curve, kind, scene.window, columns));
    addMarks(scene.marks, curve, PlotMark::Kind::Outage, &LatencyFigures::unreachable);
    addMarks(scene.marks, curve, PlotMark::Kind::Failed, &LatencyFigures::failed);
    addMarks(scene.marks, curve, PlotMark::Kind::TimedOut, &LatencyFigures::timedOut);
}

} // namespace

QString curveKindText(CurveKind kind)
{
    switch (kind) {
    case CurveKind::P50:
        return Tr::tr("p50");
    case CurveKind::P95:
        return Tr::tr("p95");
    case CurveKind::P99:
        return Tr::tr("p99");
    case CurveKind::Floor:
        return Tr::tr("Network floor");
    }
    return {};
}

std::optional<Nanoseconds> valueOf(const LatencyFigures &figures, CurveKind kind)
{
    switch (kind) {
    case CurveKind::P95:
        return figures.p95;
    case CurveKind::P99:
        return figures.p99;
    case CurveKind::P50:
    case CurveKind::Floor:
        break;
    }
    return figures.p50;
}

bool LatencyScene::isEmpty() const
{
    const auto measured = [](const LatencyCurve &curve) {
        const LatencyFigures &whole = curve.whole;
        return whole.n + whole.failed + whole.timedOut + whole.unreachable > 0;
    };
    return std::none_of(statements.cbegin(), statements.cend(), measured)
        && std::none_of(floors.cbegin(), floors.cend(), measured)
        && std::none_of(earlier.cbegin(), earlier.cend(), measured);
}

QStringList LatencyScene::regions() const
{
    QStringList names;
    for (const QList<LatencyCurve> &group : {statements, floors})
        for (const LatencyCurve &curve : group)
            if (!names.contains(curve.region))
                names.append(curve.region);
    return names;
}

LatencyScene makeScene(const LatencyCurves &curves, const TimeWindow &window, std::chrono::seconds step,
                       int columns)
{
    LatencyScene scene;
    scene.window = window;
    scene.step = step;
    scene.statements = curves.statements;
    scene.floors = curves.floors;
    scene.jumps = curves.jumps;
    scene.lost = curves.lost;
    scene.coarseBefore = curves.coarseBefore;
    for (const LatencyCurve &floor : curves.floors) {
        scene.curves.append(plotOf(floor, CurveKind::Floor, window, columns));
        // The probe tells of an outage even when nobody sends anything else. In a region that falls silent the first one
        // times out, and the next ones find no connection.
        addMarks(scene.marks, floor, PlotMark::Kind::Outage, unansweredIn, longestProbe);
    }
    for (const LatencyCurve &curve : curves.statements)
        addCurve(scene, curve, columns);
    return scene;
}

LatencyScene makeScene(const QList<LatencyComparison> &regions, const ComparedWindows &windows,
                       std::chrono::seconds step, int columns)
{
    LatencyScene scene;
    scene.window = windows.now;
    scene.step = step;
    scene.shift = windows.then.from.msecsTo(windows.now.from);
    for (const LatencyComparison &region : regions) {
        for (const CurveKind kind : {CurveKind::P50, CurveKind::P95, CurveKind::P99})
            scene.curves.append(plotOf(region.then, kind, scene.window, columns, scene.shift));
        scene.earlier.append(region.then);
        addCurve(scene, region.now, columns);
        scene.statements.append(region.now);
    }
    return scene;
}

const LatencyPoint *pointAt(const LatencyCurve &curve, const QDateTime &moment)
{
    const auto after = std::upper_bound(
        curve.points.cbegin(), curve.points.cend(), moment,
        [](const QDateTime &time, const LatencyPoint &point) { return time < point.figures.window.from; });
    if (after == curve.points.cbegin())
        return nullptr;
    const LatencyPoint &point = *std::prev(after);
    return moment < point.figures.window.to ? &point : nullptr;
}

const LatencyCurve *curveOf(const QList<LatencyCurve> &curves, const QString &region)
{
    const auto found = std::find_if(curves.cbegin(), curves.cend(),
                                    [&region](const LatencyCurve &curve) { return curve.region == region; });
    return found == curves.cend() ? nullptr : &*found;
}

} // namespace movr
