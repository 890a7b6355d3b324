#pragma once

#include "db/base/result.h"
#include "db/bulk/bulk_request.h"

#include <QFuture>
#include <QHash>
#include <QList>
#include <QObject>

#include <chrono>
#include <functional>
#include <optional>

namespace movr {

struct StatementCall;

/// One row of a bulk change, and what came of it.
struct BulkItem {
    enum class State {
        Waiting,
        Sent,
        Answered, ///< `outcome`: done, or the rule that refused it
        Failed,   ///< `failure`; sent again under the same request id it is still done at most once
        NotSent   ///< cancelled before it was sent, or `failure` says why nothing was sent any more
    };
    BulkRequest request;
    State state = State::Waiting;
    std::optional<Outcome> outcome;
    std::optional<Failure> failure;

    RowId row() const;
    bool done() const { return outcome && outcome->done(); }
    /// Worth sending again as it is.
    bool retryable() const { return state == State::Failed || state == State::NotSent; }
};

/// One action on many rows: each row a transaction of its own, exactly once, with its own outcome. The homes work side
/// by side; a home gets its rows as pipelines of chunkSize, between which transactions of others have their turn.
/// Made by Fleet::changeAll(), begun by start(). GUI thread.
class BulkChange : public QObject
{
    Q_OBJECT

public:
    static constexpr int chunkSize = 100;

    /// How a bulk change reaches the homes; answers Cancelled once the fleet is gone.
    struct Way {
        std::function<Result<QString>(const QString &city)> home; ///< region's name
        std::function<QFuture<Result<QList<Result<Outcome>>>>(const QString &region,
                                                              const QList<StatementCall> &)>
            send;
    };
    BulkChange(QList<BulkRequest> requests, Way way, QObject *parent = nullptr);

    void start();
    /// Sends what failed and what was not sent once more, under the same request ids. Only when it is finished.
    void retry();
    /// Sends no more. What was sent still gets its outcome.
    void cancel();

    const QList<BulkItem> &items() const { return m_items; }
    bool isRunning() const { return m_running > 0; }
    bool isCancelled() const { return m_cancelled; }
    /// From start() or the last retry() to the last answer; so far while it runs.
    std::chrono::nanoseconds elapsed() const;
    int count(BulkItem::State state) const;
    int doneCount() const;
    int refusedCount() const { return count(BulkItem::State::Answered) - doneCount(); }
    int retryableCount() const { return count(BulkItem::State::Failed) + count(BulkItem::State::NotSent); }

Q_SIGNALS:
    void itemsChanged(); ///< after each chunk, and when it was cancelled
    void finished();     ///< once for each start() and retry()

private:
    void sendNext(const QString &region);
    void accept(const QString &region, const QList<int> &sent, const Result<QList<Result<Outcome>>> &answers);
    void giveUp(const QString &region, const std::optional<Failure> &failure);
    void endOf(const QString &region);

    std::chrono::steady_clock::time_point m_begun;
    std::optional<std::chrono::nanoseconds> m_elapsed; ///< when it has finished
    Way m_way;
    QList<BulkItem> m_items;
    QHash<QString, QList<int>> m_queues; ///< by region: what has not been sent
    int m_running = 0;                   ///< regions that are not through
    bool m_cancelled = false;
};

} // namespace movr
