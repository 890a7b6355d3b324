#pragma once

#include "db/latency/latency_figures.h"
#include "db/latency/latency_recorder.h"
#include "db/latency/latency_series.h"
#include "db/latency/statement_totals.h"

#include <QStringList>

#include <chrono>
#include <map>
#include <memory>
#include <mutex>
#include <vector>

namespace movr {

/// What the store's thread keeps: it takes the samples from the lanes' rings, gives each its wall time and its network
/// part, and adds up what is asked for. All but addLane() on the store's thread.
class CollectedLatency
{
public:
    using WallTime = std::chrono::system_clock::time_point;
    using MonotonicTime = std::chrono::steady_clock::time_point;

    explicit CollectedLatency(std::size_t memoryLimit) : m_memoryLimit(memoryLimit) {}

    /// Thread-safe.
    std::shared_ptr<LatencyRecorder> addLane(const QString &region);

    void collect(WallTime wall, MonotonicTime monotonic);
    /// The minutes that are over at that time, each once; `all`: the current one too.
    QList<LatencyRollUp> takeRollUps(WallTime wall, bool all);

    LatencyCurves curves(const LatencyScope &scope, const TimeWindow &window, qint64 step) const;
    QList<StatementTotals> totals(const LatencyScope &scope, const TimeWindow &window) const;
    /// From here on everything is here, by the clock as it goes now; invalid before the first sample.
    QDateTime since() const;
    std::size_t bytes() const;

private:
    using Key = std::pair<QString, QString>; ///< region, statement
    struct Lane {
        QString region;
        std::shared_ptr<SampleRing> ring;
        std::weak_ptr<LatencyRecorder> writer;
    };
    std::vector<Lane> lanes() const;
    void noteClock(WallTime wall, MonotonicTime monotonic);
    void take(const QString &region, const LatencySample &sample);
    void keepWithin(qint64 now);
    std::optional<Nanoseconds> floorOf(const QString &region) const;
    void noteFloor(const QString &region, Nanoseconds wait);
    LatencyCurve curve(const QString &region, const LatencyScope &scope, const TimeWindow &window,
                       qint64 step) const;
    QStringList regionsOf(const LatencyScope &scope) const;

    const std::size_t m_memoryLimit;
    const std::shared_ptr<StatementNames> m_names = std::make_shared<StatementNames>();
    mutable std::mutex m_lanesMutex; ///< for a lane that comes or has gone; none takes it to record
    std::vector<Lane> m_lanes;
    std::map<Key, LatencySeries> m_series;
    std::map<std::pair<qint64, Key>, LatencyTotals> m_minutes; ///< not rolled up yet, by begin
    QHash<QString, QList<Nanoseconds>> m_probes;               ///< the last round trips by region
    QHash<QString, Nanoseconds> m_floors;
    std::optional<Nanoseconds> m_offset; ///< wall clock less monotonic clock
    QList<ClockJump> m_jumps;
    std::optional<qint64> m_first; ///< second of the earliest sample
    quint64 m_lostByGone = 0;      ///< by lanes that ended
    qint64 m_keptWithinAt = 0;
};

} // namespace movr
