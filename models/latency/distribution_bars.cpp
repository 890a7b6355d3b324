#include "models/latency/distribution_bars.h"

#include <algorithm>

namespace movr {

namespace {

constexpr int leastBars = 12; ///< samples that are all alike still have a width

Nanoseconds lowestOf(int bucket)
{
    return Histogram::lowest(Histogram::Bucket(std::clamp(bucket, 0, Histogram::bucketCount - 1)));
}

Nanoseconds highestOf(int bucket)
{
    return Histogram::highest(Histogram::Bucket(std::clamp(bucket, 0, Histogram::bucketCount - 1)));
}

} // namespace

DistributionBars barsOf(const LatencyDistribution &distribution, int most)
{
    DistributionBars result;
    result.figures = distribution.figures;
    if (distribution.bins.isEmpty())
        return result;
    int first = Histogram::bucketOf(distribution.bins.first().from);
    int last = Histogram::bucketOf(distribution.bins.last().from);
    if (const int missing = leastBars - (last - first + 1); missing > 0) {
        first = std::max(0, first - missing / 2);
        last = std::min(Histogram::bucketCount - 1, first + leastBars - 1);
    }
    result.firstBucket = first;
    result.bucketsEach = (last - first) / std::max(most, 1) + 1;
    const int bars = (last - first) / result.bucketsEach + 1;
    for (int bar = 0; bar < bars; ++bar) {
        const int from = first + bar * result.bucketsEach;
        result.bars.append({lowestOf(from), highestOf(from + result.bucketsEach - 1), 0});
    }
    for (const DistributionBin &bin : distribution.bins) {
        const int bar = (Histogram::bucketOf(bin.from) - first) / result.bucketsEach;
        result.bars[bar].count += bin.count;
        result.highest = std::max(result.highest, result.bars.at(bar).count);
    }
    return result;
}

double DistributionBars::placeOf(Nanoseconds duration) const
{
    const int bucket = Histogram::bucketOf(duration);
    const double from = double(lowestOf(bucket).count());
    const double to = double(highestOf(bucket).count());
    const double part = to > from ? (double(duration.count()) - from) / (to - from) : 0;
    return (bucket - firstBucket + std::clamp(part, 0., 1.)) / bucketsEach;
}

QList<AxisTick> DistributionBars::ticks(int most) const
{
    if (bars.isEmpty())
        return {};
    const double low = std::max(double(bars.first().from.count()) / 1e6, 1e-5);
    const double high = double(bars.last().to.count()) / 1e6;
    QList<AxisTick> ticks = durationTicks(low, high, true, most);
    if (ticks.size() < 3) // within one decade the round numbers of a linear scale say more
        ticks = durationTicks(low, high, false, std::min(most, 5));
    for (AxisTick &tick : ticks)
        tick.value = placeOf(Nanoseconds(qint64(tick.value * 1e6)));
    return ticks;
}

} // namespace movr
