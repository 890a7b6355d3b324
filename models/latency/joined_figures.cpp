#include "models/latency/joined_figures.h"

#include "models/latency/figure_counts.h"
#include "models/latency/latency_range.h"

#include <algorithm>
#include <map>

namespace movr {

namespace {

LatencyCurve joinedCurve(const LatencyCurve &live, const LatencyCurve &history)
{
    const auto first = std::find_if(live.points.cbegin(), live.points.cend(),
                                    [](const LatencyPoint &point) { return sentIn(point.figures) > 0; });
    if (history.points.isEmpty())
        return live;
    LatencyCurve both{live.region, {}, {}};
    const QDateTime begin = first == live.points.cend() ? QDateTime() : first->figures.window.from;
    auto next = first;
    for (const LatencyPoint &point : history.points) {
        if (!begin.isValid() || point.figures.window.to <= begin) {
            both.points.append(point);
            continue;
        }
        // The step in which this console started may have more of the one before.
        if (point.figures.window.from <= begin && next != live.points.cend()
            && point.figures.window == next->figures.window
            && sentIn(point.figures) > sentIn(next->figures)) {
            both.points.append(point);
            ++next;
        }
        break;
    }
    both.points.append(QList<LatencyPoint>(next, live.points.cend()));
    both.whole = live.whole;
    return both;
}

} // namespace

QList<LatencyCurve> joined(const QList<LatencyCurve> &live, const QList<LatencyCurve> &history)
{
    std::map<QString, std::pair<LatencyCurve, LatencyCurve>> byRegion;
    for (const LatencyCurve &curve : live)
        byRegion[curve.region].first = curve;
    for (const LatencyCurve &curve : history)
        byRegion[curve.region].second = curve;
    QList<LatencyCurve> all;
    for (auto &[region, both] : byRegion) {
        both.first.region = region;
        all.append(joinedCurve(both.first, both.second));
    }
    return all;
}

QDateTime historyEnd(const QDateTime &since, const QDateTime &now)
{
    constexpr qint64 minuteIsWritten = 70; ///< seconds after its begin
    if (!since.isValid())
        return {};
    const QDateTime minute = alignedTo({since, since}, std::chrono::seconds(60)).from;
    return minute.secsTo(now) < minuteIsWritten ? minute : minute.addSecs(60);
}

} // namespace movr
