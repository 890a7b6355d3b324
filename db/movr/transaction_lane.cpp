#include "db/movr/transaction_lane.h"

#include "db/movr/transaction_batch.h"

#include <QRandomGenerator>

namespace movr {

namespace {

ConnectionSettings commandSettings(ConnectionSettings settings)
{
    settings.applicationName = QStringLiteral("movr-console commands");
    // One statement sees one state of the whole city: checks and changes cannot be raced.
    settings.options +=
        QStringLiteral(" -c default_transaction_isolation=serializable"
                       // Every access is by a whole key: planning once is enough, and planning
                       // partitioned tables costs more than running the statement.
                       " -c plan_cache_mode=force_generic_plan");
    return settings;
}

} // namespace

std::chrono::milliseconds backOff(const RetryPolicy &policy, int attempt)
{
    const auto base = std::min(policy.maxBackOff, policy.firstBackOff * (1 << std::min(attempt - 1, 10)));
    return base / 2
         + std::chrono::milliseconds(QRandomGenerator::global()->bounded(int(base.count() / 2) + 1));
}

TransactionLane::TransactionLane(const ConnectionSettings &settings, std::shared_ptr<Watchdog> watchdog,
                                 RetryPolicy policy, std::shared_ptr<LatencyRecorder> recorder)
    : m_policy(policy),
      m_lane(settings.region, std::make_unique<PqSession>(commandSettings(settings), transactionStatements()),
             std::move(watchdog), std::move(recorder))
{}

Result<TimedAnswer> TransactionLane::attempt(Lane::Run &run, const StatementCall &call) const
{
    const auto started = Lane::Clock::now();
    auto &session = static_cast<PqSession &>(run.session());
    std::optional<Failure> last;
    for (int attempts = 1;; ++attempts) {
        auto answer = run.guarded<Answer>(call.statement, m_policy.deadline,
                                          [&] { return session.exec(call.statement, call.parameters); });
        if (answer.ok()) {
            StatementTiming timing{run.region(),
                                   call.statement,
                                   run.queued(),
                                   answer->wait,
                                   run.queued() + (Lane::Clock::now() - started),
                                   attempts,
                                   answer->affected};
            return TimedAnswer{std::move(answer).value(), timing};
        }
        const Failure &failure = answer.failure();
        // When the time is up, what kept it from succeeding says more than that the time is up.
        if (failure.kind == FailureKind::Timeout && last)
            return *last;
        last = failure;
        const auto wait = backOff(m_policy, attempts);
        const bool giveUp = !failure.retryable || failure.kind == FailureKind::Timeout
                         || attempts >= m_policy.maxAttempts || Lane::Clock::now() + wait >= run.deadline();
        if (giveUp || !run.pause(wait))
            return failure;
    }
}

QFuture<Result<TimedAnswer>> TransactionLane::send(StatementCall call)
{
    return m_lane.submit<TimedAnswer>(
        {}, m_policy.deadline, [this, call = std::move(call)](Lane::Run &run) { return attempt(run, call); });
}

QFuture<Result<Outcome>> TransactionLane::change(StatementCall call, std::chrono::milliseconds within)
{
    return m_lane.submit<Outcome>({}, within,
                                  [this, call = std::move(call)](Lane::Run &run) -> Result<Outcome> {
                                      auto answer = attempt(run, call);
                                      if (!answer)
                                          return answer.failure();
                                      auto outcome = toOutcome(call, answer->answer);
                                      if (!outcome)
                                          return outcome;
                                      Outcome value = std::move(outcome).value();
                                      value.timing = answer->timing;
                                      return value;
                                  });
}

QFuture<Result<QList<Result<Outcome>>>> TransactionLane::changeAll(QList<StatementCall> calls)
{
    using Outcomes = QList<Result<Outcome>>;
    return m_lane.submit<Outcomes>({}, m_policy.deadline,
                                   [this, calls = std::move(calls)](Lane::Run &run) -> Result<Outcomes> {
                                       return TransactionBatch(run, calls, m_policy).outcomes();
                                   });
}

} // namespace movr
