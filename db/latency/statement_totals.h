#pragma once

#include "db/latency/latency_figures.h"

namespace movr {

/// What one statement took in one region over a window, in a form that can still be added up: with other windows, other
/// regions, and what another source knows.
struct StatementTotals {
    QString region;
    QString statement;
    LatencyTotals totals;
    FigureSource source = FigureSource::Live;
};

/// A line a statement, sorted by name; `byRegion`: a line a statement and region.
QList<StatementFigures> tableOf(const QList<StatementTotals> &all, const LatencyScope &scope,
                                const TimeWindow &window, bool byRegion);
/// All of the scope together.
LatencyDistribution distributionOf(const QList<StatementTotals> &all, const LatencyScope &scope,
                                   const TimeWindow &window);
LatencyFigures figuresOf(const QList<StatementTotals> &all, const LatencyScope &scope,
                         const TimeWindow &window);
/// Desk to each region, of what the probe measured.
QList<RoundTrip> roundTripsOf(const QList<StatementTotals> &all, const TimeWindow &window);

} // namespace movr
