#include "db/latency/statement_totals.h"

#include <map>

namespace movr {

namespace {

/// Totals and where they come from, added up.
struct Sum {
    LatencyTotals totals;
    std::optional<FigureSource> source;

    void add(const StatementTotals &one)
    {
        totals.merge(one.totals);
        if (!one.totals.isEmpty())
            source = !source || *source == one.source ? one.source : FigureSource::LiveAndHistory;
    }
    LatencyFigures figures(const TimeWindow &window) const
    {
        return figuresOf(totals, window, source.value_or(FigureSource::Live));
    }
};

Sum sumOf(const QList<StatementTotals> &all, const LatencyScope &scope)
{
    Sum sum;
    for (const StatementTotals &one : all)
        if (covers(scope, one.region, one.statement))
            sum.add(one);
    return sum;
}

} // namespace

QList<StatementFigures> tableOf(const QList<StatementTotals> &all, const LatencyScope &scope,
                                const TimeWindow &window, bool byRegion)
{
    std::map<std::pair<QString, QString>, Sum> lines; // by statement, then region
    for (const StatementTotals &one : all)
        if (!one.totals.isEmpty() && covers(scope, one.region, one.statement))
            lines[{one.statement, byRegion ? one.region : QString()}].add(one);
    QList<StatementFigures> table;
    for (const auto &[key, sum] : lines)
        table.append({key.first, key.second, sum.figures(window)});
    return table;
}

LatencyDistribution distributionOf(const QList<StatementTotals> &all, const LatencyScope &scope,
                                   const TimeWindow &window)
{
    const Sum sum = sumOf(all, scope);
    const Histogram &answered = sum.totals.answered;
    LatencyDistribution result;
    for (int i = 0; i < answered.end(); ++i)
        if (const auto bucket = Histogram::Bucket(i); const quint64 count = answered.countAt(bucket))
            result.bins.append({Histogram::lowest(bucket), Histogram::highest(bucket), count});
    result.figures = sum.figures(window);
    return result;
}

LatencyFigures figuresOf(const QList<StatementTotals> &all, const LatencyScope &scope,
                         const TimeWindow &window)
{
    return sumOf(all, scope).figures(window);
}

QList<RoundTrip> roundTripsOf(const QList<StatementTotals> &all, const TimeWindow &window)
{
    QList<RoundTrip> trips;
    for (const StatementFigures &line : tableOf(all, {{}, {floorStatement}}, window, true))
        trips.append({{}, line.region, line.figures});
    return trips;
}

} // namespace movr
