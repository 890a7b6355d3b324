#pragma once

#include "db/lane/lane.h"
#include "db/movr/statement_call.h"

#include <memory>

namespace movr {

/// How often and how long a transaction is tried again.
struct RetryPolicy {
    std::chrono::milliseconds deadline{10'000}; ///< for everything: waiting, connecting, attempts, back-off
    std::chrono::milliseconds firstBackOff{20}; ///< doubled each time up to maxBackOff, with jitter
    std::chrono::milliseconds maxBackOff{1'000};
    int maxAttempts = 20;
};

/// How long to wait after the attempt of that number (from 1), with jitter.
std::chrono::milliseconds backOff(const RetryPolicy &policy, int attempt);

/// An answer with what it cost.
struct TimedAnswer {
    Answer answer;
    StatementTiming timing;
};

/// The commands lane of one region: one statement, prepared, SERIALIZABLE, in autocommit. 40001, 40P01,
/// 40003, lost connections and lagging copies are tried again under the same request id, so a lost reply
/// is resolved by the record of the first try.
class TransactionLane
{
public:
    TransactionLane(const ConnectionSettings &settings, std::shared_ptr<Watchdog> watchdog,
                    RetryPolicy policy = {}, std::shared_ptr<LatencyRecorder> recorder = {});

    QFuture<Result<TimedAnswer>> send(StatementCall call);
    /// send() with the outcome read from the answer.
    QFuture<Result<Outcome>> change(StatementCall call) { return change(std::move(call), m_policy.deadline); }
    /// The same with less time for everything.
    QFuture<Result<Outcome>> change(StatementCall call, std::chrono::milliseconds within);
    /// Many transactions as one pipeline, each with its own commit, outcome and retries; as many results as calls,
    /// in their order. Cancelled as a whole only when the lane ends before it began.
    QFuture<Result<QList<Result<Outcome>>>> changeAll(QList<StatementCall> calls);
    void connectAhead() { m_lane.connectAhead(); }
    void requestStop() { m_lane.requestStop(); }

private:
    Result<TimedAnswer> attempt(Lane::Run &run, const StatementCall &call) const;

    RetryPolicy m_policy;
    Lane m_lane;
};

} // namespace movr
