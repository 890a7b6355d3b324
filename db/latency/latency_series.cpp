#include "db/latency/latency_series.h"

#include <limits>

namespace movr {

namespace {

constexpr qint64 hourSeconds = 3600;

/// Counts up and stays at the top.
void countUp(quint16 &counter, quint64 by = 1)
{
    constexpr quint64 top = std::numeric_limits<quint16>::max();
    counter = quint16(std::min<quint64>(counter + by, top));
}

qint64 hourOf(qint64 second)
{
    return second / hourSeconds * hourSeconds;
}

} // namespace

LatencySeries::Second &LatencySeries::secondAt(Hour &hour, quint32 at)
{
    // A clock that was set back brings a second that was there before: it stands twice, and is added up when read.
    if (hour.seconds.empty() || hour.seconds.back().at != at) {
        Second second;
        second.at = at;
        second.firstCell = quint32(hour.cells.size());
        hour.seconds.push_back(second);
    }
    return hour.seconds.back();
}

void LatencySeries::addCell(Hour &hour, Histogram::Bucket bucket, quint64 times)
{
    constexpr quint64 top = std::numeric_limits<quint16>::max();
    for (std::size_t i = hour.seconds.back().firstCell; i < hour.cells.size() && times > 0; ++i) {
        Cell &cell = hour.cells[i];
        if (cell.bucket != bucket)
            continue;
        const quint64 room = std::min(top - cell.count, times);
        cell.count = quint16(cell.count + room);
        times -= room;
    }
    for (; times > 0; times -= std::min(top, times))
        hour.cells.push_back({bucket, quint16(std::min(top, times))});
}

void LatencySeries::add(qint64 at, const LatencySample &sample, std::optional<Nanoseconds> floor)
{
    Hour &hour = m_hours[hourOf(at)];
    const qint64 into = at % hourSeconds;
    Second &second = secondAt(hour, quint32(hour.coarse ? into / 60 * 60 : into));
    if (sample.retry)
        countUp(second.retried);
    switch (sample.outcome) {
    case SampleOutcome::Failed:
        countUp(second.failed);
        return;
    case SampleOutcome::TimedOut:
        countUp(second.timedOut);
        return;
    case SampleOutcome::Unreachable:
        countUp(second.unreachable);
        return;
    case SampleOutcome::Cancelled:
        countUp(second.cancelled);
        return;
    case SampleOutcome::Answered:
        break;
    }
    const float wait = float(sample.wait) / 1000;
    second.rows += sample.rows;
    second.waitMicros += wait;
    second.consoleMicros += float(sample.queued);
    if (floor) {
        second.knownMicros += wait;
        second.networkMicros += std::min(wait, float(floor->count()) / 1000);
    }
    addCell(hour, Histogram::bucketOf(Nanoseconds(sample.wait)), 1);
}

void LatencySeries::addTo(LatencyTotals &totals, const Hour &hour, std::size_t index)
{
    const Second &second = hour.seconds[index];
    const std::size_t end =
        index + 1 < hour.seconds.size() ? hour.seconds[index + 1].firstCell : hour.cells.size();
    for (std::size_t i = second.firstCell; i < end; ++i)
        totals.answered.add(hour.cells[i].bucket, hour.cells[i].count);
    totals.failed += second.failed;
    totals.timedOut += second.timedOut;
    totals.unreachable += second.unreachable;
    totals.cancelled += second.cancelled;
    totals.retried += second.retried;
    totals.rows += second.rows;
    totals.waitMicros += double(second.waitMicros);
    totals.knownMicros += double(second.knownMicros);
    totals.networkMicros += double(second.networkMicros);
    totals.consoleMicros += double(second.consoleMicros);
}

void LatencySeries::addRange(qint64 from, qint64 to,
                             const std::function<LatencyTotals *(qint64 second)> &target) const
{
    for (auto hour = m_hours.lower_bound(hourOf(from)); hour != m_hours.end() && hour->first < to; ++hour)
        for (std::size_t i = 0; i < hour->second.seconds.size(); ++i) {
            const qint64 at = hour->first + hour->second.seconds[i].at;
            if (at >= from && at < to)
                if (LatencyTotals *totals = target(at))
                    addTo(*totals, hour->second, i);
        }
}

void LatencySeries::expire(qint64 now)
{
    m_hours.erase(m_hours.begin(), m_hours.lower_bound(hourOf(now) - keptHours * hourSeconds));
}

std::size_t LatencySeries::bytes() const
{
    std::size_t sum = 0;
    for (const auto &[begin, hour] : m_hours)
        sum += hour.seconds.capacity() * sizeof(Second) + hour.cells.capacity() * sizeof(Cell);
    return sum;
}

std::optional<qint64> LatencySeries::oldestFine() const
{
    for (const auto &[begin, hour] : m_hours)
        if (!hour.coarse)
            return begin;
    return {};
}

void LatencySeries::coarsen(qint64 hourBegin)
{
    const auto found = m_hours.find(hourBegin);
    if (found == m_hours.end())
        return;
    std::map<quint32, LatencyTotals> minutes;
    for (std::size_t i = 0; i < found->second.seconds.size(); ++i)
        addTo(minutes[found->second.seconds[i].at / 60 * 60], found->second, i);
    Hour coarse;
    coarse.coarse = true;
    for (const auto &[at, totals] : minutes) {
        Second &minute = secondAt(coarse, at);
        minute.rows = quint32(totals.rows);
        minute.waitMicros = float(totals.waitMicros);
        minute.knownMicros = float(totals.knownMicros);
        minute.networkMicros = float(totals.networkMicros);
        minute.consoleMicros = float(totals.consoleMicros);
        countUp(minute.failed, totals.failed);
        countUp(minute.timedOut, totals.timedOut);
        countUp(minute.unreachable, totals.unreachable);
        countUp(minute.cancelled, totals.cancelled);
        countUp(minute.retried, totals.retried);
        for (int bucket = 0; bucket < totals.answered.end(); ++bucket)
            addCell(coarse, Histogram::Bucket(bucket), totals.answered.countAt(Histogram::Bucket(bucket)));
    }
    coarse.seconds.shrink_to_fit();
    coarse.cells.shrink_to_fit();
    found->second = std::move(coarse);
}

std::optional<qint64> LatencySeries::newestCoarse() const
{
    for (auto hour = m_hours.rbegin(); hour != m_hours.rend(); ++hour)
        if (hour->second.coarse)
            return hour->first;
    return {};
}

std::optional<qint64> LatencySeries::oldest() const
{
    return m_hours.empty() ? std::nullopt : std::optional(m_hours.begin()->first);
}

void LatencySeries::forget(qint64 hourBegin)
{
    m_hours.erase(hourBegin);
}

} // namespace movr
