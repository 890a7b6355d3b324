#pragma once

#include "db/latency/latency_figures.h"
#include "models/latency/axis_ticks.h"

#include <QList>

namespace movr {

/// A distribution in bars of equal width on a logarithmic scale. Each is a whole number of the recorder's own buckets, so
/// that none is split: a bar has exactly the samples between its ends.
struct DistributionBars {
    struct Bar {
        Nanoseconds from{}; ///< inclusive
        Nanoseconds to{};   ///< exclusive
        quint64 count = 0;
    };
    QList<Bar> bars; ///< ascending, without holes; empty without samples
    quint64 highest = 0;
    LatencyFigures figures;

    /// Where a duration is on the axis of the bars: 0 at the first one's begin, 1 a bar.
    double placeOf(Nanoseconds duration) const;
    /// Round durations at their places.
    QList<AxisTick> ticks(int most) const;

    int firstBucket = 0;
    int bucketsEach = 1;
};

DistributionBars barsOf(const LatencyDistribution &distribution, int most);

} // namespace movr
