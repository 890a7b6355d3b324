#include "db/latency/latency_recorder.h"

#include <algorithm>
#include <chrono>
#include <limits>

namespace movr {

SampleOutcome outcomeOf(const Failure *failure)
{
    if (!failure)
        return SampleOutcome::Answered;
    switch (failure->kind) {
    case FailureKind::Timeout:
        return SampleOutcome::TimedOut;
    case FailureKind::Cancelled:
        return SampleOutcome::Cancelled;
    case FailureKind::Connection:
    case FailureKind::NotPostgres:
        return SampleOutcome::Unreachable;
    default:
        return SampleOutcome::Failed;
    }
}

std::uint16_t StatementNames::numberOf(const QString &name)
{
    const std::lock_guard lock(m_mutex);
    const auto known = m_numbers.constFind(name);
    if (known != m_numbers.constEnd())
        return *known;
    constexpr qsizetype most = std::numeric_limits<std::uint16_t>::max();
    const auto number = std::uint16_t(std::min(m_names.size(), most));
    if (m_names.size() < most) {
        m_names.append(name);
        m_numbers.insert(name, number);
    }
    return number;
}

QString StatementNames::nameOf(std::uint16_t number) const
{
    const std::lock_guard lock(m_mutex);
    return m_names.value(number);
}

std::uint16_t LatencyRecorder::numberOf(const QString &statement)
{
    const auto known = m_known.constFind(statement);
    if (known != m_known.constEnd())
        return *known;
    return *m_known.insert(statement, m_names->numberOf(statement));
}

void LatencyRecorder::record(const QString &statement, SampleOutcome outcome, const Cost &cost, bool retry)
{
    using std::chrono::duration_cast;
    const auto queued = duration_cast<std::chrono::microseconds>(cost.queued).count();
    LatencySample sample;
    sample.finishedAt =
        duration_cast<Nanoseconds>(std::chrono::steady_clock::now().time_since_epoch()).count();
    sample.wait = cost.wait.count();
    sample.queued = std::uint32_t(std::clamp<std::int64_t>(queued, 0, std::numeric_limits<quint32>::max()));
    sample.rows = std::uint32_t(std::max(cost.rows, 0));
    sample.statement = numberOf(statement);
    sample.outcome = outcome;
    sample.retry = retry;
    m_ring->push(sample);
}

} // namespace movr
