#pragma once

#include "db/latency/latency_figures.h"

#include <QList>

namespace movr {

/// What this console measured since it started, with what was kept from before. Percentiles cannot be added up, so
/// each step is from the one source that has more of it, and says which (figures.source).

/// `history` may have longer steps. The live steps stay from the first one with samples on.
QList<LatencyCurve> joined(const QList<LatencyCurve> &live, const QList<LatencyCurve> &history);
/// Line by line (statement and region), the one with more samples; sorted by name.
QList<StatementFigures> joined(const QList<StatementFigures> &live, const QList<StatementFigures> &history);

} // namespace movr
