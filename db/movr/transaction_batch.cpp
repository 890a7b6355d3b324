#include "db/movr/transaction_batch.h"

#include "db/lane/pq_pipeline.h"

#include <algorithm>

namespace movr {

namespace {

Failure nulCharacter(const QString &region, const StatementCall &call)
{
    ErrorFacts facts;
    facts.sqlState = QStringLiteral("22021");
    facts.region = region;
    facts.statement = call.statement;
    facts.message = QStringLiteral("a NUL character in a text");
    return mapError(facts);
}

} // namespace

TransactionBatch::TransactionBatch(Lane::Run &run, const QList<StatementCall> &calls,
                                   const RetryPolicy &policy)
    : m_run(run), m_calls(calls), m_policy(policy), m_entries(size_t(calls.size()))
{
    for (qsizetype i = 0; i < calls.size(); ++i)
        for (const QString &parameter : calls.at(i).parameters)
            if (parameter.contains(QChar(u'\0')))
                m_entries[size_t(i)].settled = nulCharacter(run.region(), calls.at(i));
}

QList<int> TransactionBatch::pending() const
{
    QList<int> indices;
    for (size_t i = 0; i < m_entries.size(); ++i)
        if (!m_entries[i].settled)
            indices.append(int(i));
    return indices;
}

QList<Result<Outcome>> TransactionBatch::outcomes()
{
    for (int round = 1;; ++round) {
        const QList<int> open = pending();
        if (open.isEmpty())
            break;
        const auto wait = backOff(m_policy, std::max(1, round - 1));
        const bool again = round == 1
                        || (round <= m_policy.maxAttempts && Lane::Clock::now() + wait < m_run.deadline()
                            && m_run.pause(wait));
        if (again) {
            attempt(open);
            continue;
        }
        for (const int index : open) {
            Entry &entry = m_entries[size_t(index)];
            entry.settled =
                entry.last.value_or(cancelledFailure(m_run.region(), m_calls.at(index).statement));
        }
    }
    QList<Result<Outcome>> results;
    for (Entry &entry : m_entries)
        results.append(std::move(*entry.settled));
    return results;
}

void TransactionBatch::attempt(const QList<int> &indices)
{
    auto &session = static_cast<PqSession &>(m_run.session());
    QList<PipelineCall> calls;
    for (const int index : indices)
        calls.append({m_calls.at(index).statement, m_calls.at(index).parameters});
    const auto sent = m_run.guarded<Done>(calls.first().statement, m_policy.deadline, [&] {
        // A second run within one guard would send what has its answer already: harmless, its record is there.
        return runPipeline(session, calls, [&](int at, const Result<Answer> &answer) {
            ++m_entries[size_t(indices.at(at))].attempts;
            accept(indices.at(at), answer);
        });
    });
    if (sent.ok())
        return;
    for (const int index : indices) {
        if (!m_entries[size_t(index)].settled) {
            ++m_entries[size_t(index)].attempts;
            acceptFailure(index, sent.failure());
        }
    }
}

void TransactionBatch::accept(int index, const Result<Answer> &answer)
{
    const StatementCall &call = m_calls.at(index);
    Entry &entry = m_entries[size_t(index)];
    if (!answer.ok()) {
        acceptFailure(index, answer.failure());
        return;
    }
    auto outcome = toOutcome(call, *answer);
    if (outcome.ok()) {
        Outcome value = std::move(outcome).value();
        value.timing = {m_run.region(),
                        call.statement,
                        m_run.queued(),
                        answer->wait,
                        m_run.queued() + (Lane::Clock::now() - m_started),
                        entry.attempts,
                        answer->affected};
        entry.settled = std::move(value);
    } else {
        entry.settled = outcome.failure();
    }
}

void TransactionBatch::acceptFailure(int index, const Failure &failure)
{
    Entry &entry = m_entries[size_t(index)];
    // A cancel that was meant for another statement hits one of these: it is sent again.
    const bool stray = failure.kind == FailureKind::Cancelled && !m_run.cancelled();
    // When the time is up, what kept it from succeeding says more than that the time is up.
    if (failure.kind == FailureKind::Timeout && entry.last)
        entry.settled = *entry.last;
    else if (stray || (failure.retryable && failure.kind != FailureKind::Timeout))
        entry.last = failure;
    else
        entry.settled = failure;
}

} // namespace movr
