#include "db/latency/latency_figures.h"

#include <cmath>

namespace movr {

namespace {

Nanoseconds share(double micros, quint64 n)
{
    return Nanoseconds(std::llround(micros * 1000 / double(n)));
}

} // namespace

bool covers(const LatencyScope &scope, const QString &region, const QString &statement)
{
    return (scope.regions.isEmpty() || scope.regions.contains(region))
        && (scope.statements.isEmpty() ? !isProbe(statement) : scope.statements.contains(statement));
}

void LatencyTotals::merge(const LatencyTotals &other)
{
    answered.merge(other.answered);
    failed += other.failed;
    timedOut += other.timedOut;
    unreachable += other.unreachable;
    cancelled += other.cancelled;
    retried += other.retried;
    rows += other.rows;
    waitMicros += other.waitMicros;
    knownMicros += other.knownMicros;
    networkMicros += other.networkMicros;
    consoleMicros += other.consoleMicros;
}

bool LatencyTotals::isEmpty() const
{
    return answered.count() + failed + timedOut + unreachable + cancelled == 0;
}

LatencyFigures figuresOf(const LatencyTotals &totals, const TimeWindow &window, FigureSource source)
{
    LatencyFigures figures;
    figures.n = totals.answered.count();
    figures.window = window;
    figures.source = source;
    figures.failed = totals.failed;
    figures.timedOut = totals.timedOut;
    figures.unreachable = totals.unreachable;
    figures.cancelled = totals.cancelled;
    figures.retried = totals.retried;
    figures.rows = totals.rows;
    if (figures.n == 0)
        return figures;
    figures.p50 = totals.answered.quantile(0.50);
    figures.p95 = totals.answered.quantile(0.95);
    if (figures.n >= LatencyFigures::leastForP99)
        figures.p99 = totals.answered.quantile(0.99);
    figures.max = totals.answered.most();
    figures.mean = share(totals.waitMicros, figures.n);
    if (totals.knownMicros > 0 && totals.waitMicros > 0) {
        // Of those with a known floor; they stand for all.
        const double network = totals.networkMicros / totals.knownMicros * totals.waitMicros;
        figures.shares =
            LatencyShares{share(network, figures.n), share(totals.waitMicros - network, figures.n),
                          share(totals.consoleMicros, figures.n)};
    }
    return figures;
}

} // namespace movr
