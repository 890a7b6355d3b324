#include "db/latency/collected_latency.h"

#include "db/base/median.h"

#include <QSet>

#include <algorithm>

namespace movr {

namespace {

constexpr Nanoseconds jumpFrom = std::chrono::seconds(1);
constexpr qsizetype keptJumps = 100;
constexpr qsizetype keptProbes = 15; ///< as many as the region's status takes its median of
constexpr qint64 mostSteps = 10'000; ///< of a curve
constexpr qint64 lateBy = 2;         ///< seconds until a minute's last samples are in

qint64 secondsOf(Nanoseconds sinceEpoch)
{
    return std::chrono::floor<std::chrono::seconds>(sinceEpoch).count();
}

QDateTime timeOf(Nanoseconds sinceEpoch)
{
    return QDateTime::fromMSecsSinceEpoch(std::chrono::floor<std::chrono::milliseconds>(sinceEpoch).count(),
                                          Qt::UTC);
}

QDateTime timeOf(qint64 second)
{
    return QDateTime::fromSecsSinceEpoch(second, Qt::UTC);
}

/// The whole seconds that begin in the window.
std::pair<qint64, qint64> secondsOf(const TimeWindow &window)
{
    const auto up = [](const QDateTime &time) { return (time.toMSecsSinceEpoch() + 999) / 1000; };
    return {up(window.from), up(window.to)};
}

/// The same arithmetic for the minutes that become history as for the seconds.
void addSample(LatencyTotals &totals, const LatencySample &sample, std::optional<Nanoseconds> floor)
{
    totals.retried += sample.retry ? 1 : 0;
    switch (sample.outcome) {
    case SampleOutcome::Failed:
        ++totals.failed;
        return;
    case SampleOutcome::TimedOut:
        ++totals.timedOut;
        return;
    case SampleOutcome::Unreachable:
        ++totals.unreachable;
        return;
    case SampleOutcome::Cancelled:
        ++totals.cancelled;
        return;
    case SampleOutcome::Answered:
        break;
    }
    const double wait = double(sample.wait) / 1000;
    totals.answered.add(Nanoseconds(sample.wait));
    totals.rows += sample.rows;
    totals.waitMicros += wait;
    totals.consoleMicros += double(sample.queued);
    if (floor) {
        totals.knownMicros += wait;
        totals.networkMicros += std::min(wait, double(floor->count()) / 1000);
    }
}

} // namespace

std::shared_ptr<LatencyRecorder> CollectedLatency::addLane(const QString &region)
{
    auto ring = std::make_shared<SampleRing>();
    auto writer = std::make_shared<LatencyRecorder>(ring, m_names);
    const std::lock_guard lock(m_lanesMutex);
    m_lanes.push_back({region, std::move(ring), writer});
    return writer;
}

std::vector<CollectedLatency::Lane> CollectedLatency::lanes() const
{
    const std::lock_guard lock(m_lanesMutex);
    return m_lanes;
}

void CollectedLatency::noteClock(WallTime wall, MonotonicTime monotonic)
{
    const Nanoseconds now = wall.time_since_epoch();
    const Nanoseconds offset = now - Nanoseconds(monotonic.time_since_epoch());
    if (m_offset && (offset - *m_offset > jumpFrom || *m_offset - offset > jumpFrom)) {
        m_jumps.append({timeOf(now - (offset - *m_offset)), timeOf(now)});
        if (m_jumps.size() > keptJumps)
            m_jumps.removeFirst();
        m_first.reset(); // what was measured by the other time is in the history by now
    }
    m_offset = offset;
}

void CollectedLatency::collect(WallTime wall, MonotonicTime monotonic)
{
    noteClock(wall, monotonic);
    for (const Lane &lane : lanes()) {
        const bool gone = lane.writer.expired(); // asked first: what it wrote last is in the ring
        lane.ring->drain([&](const LatencySample &sample) { take(lane.region, sample); });
        if (!gone)
            continue;
        m_lostByGone += lane.ring->lost();
        const std::lock_guard lock(m_lanesMutex);
        std::erase_if(m_lanes, [&lane](const Lane &other) { return other.ring == lane.ring; });
    }
    keepWithin(secondsOf(Nanoseconds(wall.time_since_epoch())));
}

std::optional<Nanoseconds> CollectedLatency::floorOf(const QString &region) const
{
    const auto floor = m_floors.constFind(region);
    return floor == m_floors.constEnd() ? std::nullopt : std::optional(*floor);
}

void CollectedLatency::noteFloor(const QString &region, Nanoseconds wait)
{
    QList<Nanoseconds> &probes = m_probes[region];
    probes.append(wait);
    if (probes.size() > keptProbes)
        probes.removeFirst();
    m_floors.insert(region, medianOf(probes));
}

void CollectedLatency::take(const QString &region, const LatencySample &sample)
{
    const QString statement = m_names->nameOf(sample.statement);
    const qint64 second = secondsOf(Nanoseconds(sample.finishedAt) + *m_offset);
    if (statement == floorStatement) {
        if (sample.outcome == SampleOutcome::Answered)
            noteFloor(region, Nanoseconds(sample.wait));
        else if (sample.outcome != SampleOutcome::Cancelled) {
            m_probes.remove(region); // a floor of before an outage says nothing of after
            m_floors.remove(region);
        }
    }
    m_first = std::min(m_first.value_or(second), second);
    const Key key{region, statement};
    m_series[key].add(second, sample, floorOf(region));
    addSample(m_minutes[{second / 60 * 60, key}], sample, floorOf(region));
}

void CollectedLatency::keepWithin(qint64 now)
{
    if (now / 60 == m_keptWithinAt / 60)
        return;
    m_keptWithinAt = now;
    for (auto &[key, series] : m_series)
        series.expire(now);
    std::erase_if(m_series, [](const auto &entry) { return !entry.second.oldest(); });
    while (bytes() > m_memoryLimit) {
        LatencySeries *victim = nullptr;
        std::optional<qint64> oldest;
        const auto look = [&](const auto &hourOf) {
            for (auto &[key, series] : m_series)
                if (const auto hour = hourOf(series); hour && (!oldest || *hour < *oldest)) {
                    oldest = hour;
                    victim = &series;
                }
        };
        look([](const LatencySeries &series) { return series.oldestFine(); });
        if (victim) {
            victim->coarsen(*oldest);
            continue;
        }
        look([](const LatencySeries &series) { return series.oldest(); });
        if (!victim || *oldest + 3600 > now)
            return; // the current hour stays
        victim->forget(*oldest);
        if (m_first)
            m_first = std::max(*m_first, *oldest + 3600);
    }
}

std::size_t CollectedLatency::bytes() const
{
    std::size_t sum = 0;
    for (const auto &[key, series] : m_series)
        sum += series.bytes();
    return sum;
}

QList<LatencyRollUp> CollectedLatency::takeRollUps(WallTime wall, bool all)
{
    const qint64 now = secondsOf(Nanoseconds(wall.time_since_epoch()));
    QList<LatencyRollUp> over;
    for (auto minute = m_minutes.begin(); minute != m_minutes.end();) {
        const qint64 begin = minute->first.first;
        // One that lies ahead was measured before the clock was set back.
        if (!all && begin <= now && begin + 60 + lateBy > now) {
            ++minute;
            continue;
        }
        const auto &[region, statement] = minute->first.second;
        over.append({timeOf(begin), region, statement, std::move(minute->second)});
        minute = m_minutes.erase(minute);
    }
    return over;
}

QStringList CollectedLatency::regionsOf(const LatencyScope &scope) const
{
    QStringList names;
    for (const auto &[key, series] : m_series)
        if ((scope.regions.isEmpty() || scope.regions.contains(key.first)) && !names.contains(key.first))
            names.append(key.first);
    return names; // sorted, as the map is
}

LatencyCurve CollectedLatency::curve(const QString &region, const LatencyScope &scope,
                                     const TimeWindow &window, qint64 wantedStep) const
{
    const auto [from, to] = secondsOf(window);
    const qint64 step = std::max({wantedStep, qint64(1), (to - from) / mostSteps});
    std::vector<LatencyTotals> steps(std::size_t(std::max<qint64>((to - from + step - 1) / step, 0)));
    for (const auto &[key, series] : m_series)
        if (key.first == region && covers(scope, key.first, key.second))
            series.addRange(from, to, [&steps, step, first = from](qint64 second) {
                return &steps[std::size_t((second - first) / step)];
            });
    LatencyCurve result{region, {}, {}};
    LatencyTotals whole;
    for (std::size_t i = 0; i < steps.size(); ++i) {
        const qint64 begin = from + qint64(i) * step;
        result.points.append(
            {figuresOf(steps[i], {timeOf(begin), timeOf(std::min(begin + step, to))}, FigureSource::Live)});
        whole.merge(steps[i]);
    }
    result.whole = figuresOf(whole, window, FigureSource::Live);
    return result;
}

LatencyCurves CollectedLatency::curves(const LatencyScope &scope, const TimeWindow &window, qint64 step) const
{
    LatencyCurves all;
    const LatencyScope floor{scope.regions, {floorStatement}};
    for (const QString &region : regionsOf(scope)) {
        all.statements.append(curve(region, scope, window, step));
        all.floors.append(curve(region, floor, window, step));
    }
    for (const ClockJump &jump : m_jumps)
        if (std::max(jump.before, jump.after) >= window.from && std::min(jump.before, jump.after) < window.to)
            all.jumps.append(jump);
    all.lost = m_lostByGone;
    for (const Lane &lane : lanes())
        all.lost += lane.ring->lost();
    std::optional<qint64> coarse;
    for (const auto &[key, series] : m_series)
        if (const auto hour = series.newestCoarse())
            coarse = std::max(coarse.value_or(*hour), *hour);
    if (coarse)
        all.coarseBefore = timeOf(*coarse + 3600);
    return all;
}

QList<StatementTotals> CollectedLatency::totals(const LatencyScope &scope, const TimeWindow &window) const
{
    const auto [from, to] = secondsOf(window);
    QList<StatementTotals> all;
    for (const auto &[key, series] : m_series) {
        if (!covers(scope, key.first, key.second))
            continue;
        StatementTotals one{key.first, key.second, {}, FigureSource::Live};
        series.addRange(from, to, [&one](qint64) { return &one.totals; });
        if (!one.totals.isEmpty())
            all.append(std::move(one));
    }
    return all;
}

QDateTime CollectedLatency::since() const
{
    return m_first ? timeOf(*m_first) : QDateTime();
}

} // namespace movr
