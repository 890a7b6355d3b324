#pragma once

#include "db/lane/lane.h"
#include "db/movr/statement_call.h"
#include "db/movr/transaction_lane.h"

#include <QList>

#include <optional>
#include <vector>

namespace movr {

/// Many transactions of one home, sent as one pipeline on the commands lane. What is lost or beaten by others is sent
/// again, alone with its like, under the same request id. Runs on the lane's thread.
class TransactionBatch
{
public:
    TransactionBatch(Lane::Run &run, const QList<StatementCall> &calls, const RetryPolicy &policy);

    /// One result for each call, in their order. Blocks until all are known or the deadline has passed.
    QList<Result<Outcome>> outcomes();

private:
    struct Entry {
        int attempts = 0;
        std::optional<Result<Outcome>> settled;
        std::optional<Failure> last; ///< of the last attempt
    };

    QList<int> pending() const;
    void attempt(const QList<int> &indices);
    void accept(int index, const Result<Answer> &answer);
    void acceptFailure(int index, const Failure &failure);

    Lane::Run &m_run;
    const QList<StatementCall> &m_calls;
    const RetryPolicy &m_policy;
    const Lane::Clock::time_point m_started = Lane::Clock::now();
    std::vector<Entry> m_entries;
};

} // namespace movr
