#pragma once

#include "db/latency/latency_figures.h"

#include <QDateTime>

#include <chrono>

namespace movr::test {

inline const QString eastRegion = QStringLiteral("gcp-us-east1");
inline const QString westRegion = QStringLiteral("gcp-us-west1");
/// A second in which nothing else happens.
inline const QDateTime sampleBegin = QDateTime(QDate(2026, 11, 24), QTime(12, 0), Qt::UTC);

inline TimeWindow seconds(int from, int to)
{
    return {sampleBegin.addSecs(from), sampleBegin.addSecs(to)};
}

/// Totals of so many answers that took so long.
inline LatencyTotals answered(quint64 n, Nanoseconds wait)
{
    LatencyTotals totals;
    totals.answered.add(Histogram::bucketOf(wait), n);
    totals.waitMicros = double(n) * double(wait.count()) / 1000;
    totals.knownMicros = totals.waitMicros;
    totals.networkMicros = totals.waitMicros * 0.9;
    return totals;
}

inline LatencyPoint step(int second, const LatencyTotals &totals, FigureSource source = FigureSource::Live,
                         int length = 1)
{
    return {figuresOf(totals, seconds(second, second + length), source)};
}

/// A curve whose whole is right.
inline LatencyCurve curve(const QString &region, const QList<std::pair<int, LatencyTotals>> &steps,
                          FigureSource source = FigureSource::Live, int length = 1)
{
    LatencyCurve result{region, {}, {}};
    LatencyTotals whole;
    for (const auto &[second, totals] : steps) {
        result.points.append(step(second, totals, source, length));
        whole.merge(totals);
    }
    if (!steps.isEmpty())
        result.whole = figuresOf(whole, seconds(steps.first().first, steps.last().first + length), source);
    return result;
}

inline LatencyTotals unreachable(quint64 times)
{
    LatencyTotals totals;
    totals.unreachable = times;
    return totals;
}

} // namespace movr::test
