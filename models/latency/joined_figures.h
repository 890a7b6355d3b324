#pragma once

#include "db/latency/latency_figures.h"

#include <QList>

namespace movr {

/// What this console measured since it started, with what was kept from before: the history's steps up to the first live
/// one with samples. `history` may have longer steps. Percentiles cannot be added up, so the step in which this console
/// started is from the one source that has more of it, and says which (figures.source). The figures of the whole are for
/// the caller to set: they come from totals, which can be added up.
QList<LatencyCurve> joined(const QList<LatencyCurve> &live, const QList<LatencyCurve> &history);
/// Where the history ends and what is live begins, so that each sample counts once: this console's own minutes are in the
/// history too. `since`: of LatencyStore. The minute in which this console started has more than its own, once it is
/// written. Invalid without `since`: all that is live comes after it.
QDateTime historyEnd(const QDateTime &since, const QDateTime &now);

} // namespace movr
