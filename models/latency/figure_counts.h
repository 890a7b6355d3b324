#pragma once

#include "db/latency/latency_figures.h"

namespace movr {

/// All that was sent and ended, however it did.
inline quint64 sentIn(const LatencyFigures &figures)
{
    return figures.n + figures.failed + figures.timedOut + figures.unreachable + figures.cancelled;
}

/// What had no answer: it timed out, or found no region.
inline quint64 unansweredIn(const LatencyFigures &figures)
{
    return figures.timedOut + figures.unreachable;
}

} // namespace movr
