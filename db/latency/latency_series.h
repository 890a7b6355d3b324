#pragma once

#include "db/latency/latency_figures.h"
#include "db/latency/sample_ring.h"

#include <functional>
#include <map>
#include <optional>
#include <vector>

namespace movr {

/// The measurements of one region and statement over the last 24 hours, second by second, sparse: a second without
/// samples takes nothing, one with samples 40 bytes and 4 more for each of its buckets, which makes at most 3.8 MB a day
/// at one sample a second. Kept by the hour. Used by the store's thread only.
class LatencySeries
{
public:
    static constexpr qint64 keptHours = 24;

    /// `second`: wall clock, seconds since the epoch. `floor`: the network's part, where known.
    void add(qint64 second, const LatencySample &sample, std::optional<Nanoseconds> floor);

    /// Adds each second (or minute, where coarse) of [from, to) that has samples to the totals that `target` names for
    /// it, or to none for null.
    void addRange(qint64 from, qint64 to, const std::function<LatencyTotals *(qint64 second)> &target) const;

    /// Forgets hours that are older than 24 hours before `now`.
    void expire(qint64 now);
    std::size_t bytes() const;
    /// Begin of the oldest hour that still has its seconds; nothing when there is none.
    std::optional<qint64> oldestFine() const;
    /// Makes minutes of that hour's seconds; what is added to it later has minutes too.
    void coarsen(qint64 hourBegin);
    /// The latest hour without its seconds; nothing when there is none.
    std::optional<qint64> newestCoarse() const;
    /// Begin of the oldest hour at all.
    std::optional<qint64> oldest() const;
    void forget(qint64 hourBegin);

private:
    struct Cell {
        Histogram::Bucket bucket = 0;
        quint16 count = 0;
    };
    struct Second {
        quint32 at = 0; ///< seconds into the hour
        quint32 firstCell = 0;
        quint32 rows = 0;
        float waitMicros = 0;
        float knownMicros = 0;
        float networkMicros = 0;
        float consoleMicros = 0;
        quint16 failed = 0;
        quint16 timedOut = 0;
        quint16 unreachable = 0;
        quint16 cancelled = 0;
        quint16 retried = 0;
    };
    struct Hour {
        std::vector<Second> seconds; ///< in the order in which they were measured
        std::vector<Cell> cells;
        bool coarse = false;
    };
    static Second &secondAt(Hour &hour, quint32 at);
    static void addCell(Hour &hour, Histogram::Bucket bucket, quint64 times);
    static void addTo(LatencyTotals &totals, const Hour &hour, std::size_t index);

    std::map<qint64, Hour> m_hours; ///< by begin, seconds since the epoch
};

} // namespace movr
