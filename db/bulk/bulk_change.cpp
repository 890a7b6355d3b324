#include "db/bulk/bulk_change.h"

#include "db/movr/statement_call.h"

#include <algorithm>

namespace movr {

namespace {

StatementCall callOf(const BulkRequest &request)
{
    return std::visit([](const auto &one) { return toCall(one); }, request);
}

const RowId &rowOf(const ForceEndRide &request)
{
    return request.ride;
}
template <class Request>
const RowId &rowOf(const Request &request)
{
    return request.vehicle;
}

} // namespace

RowId BulkItem::row() const
{
    return std::visit([](const auto &one) { return rowOf(one); }, request);
}

BulkChange::BulkChange(QList<BulkRequest> requests, Way way, QObject *parent)
    : QObject(parent), m_way(std::move(way))
{
    for (BulkRequest &request : requests)
        m_items.append({std::move(request), BulkItem::State::Waiting, {}, {}});
}

void BulkChange::start()
{
    if (isRunning())
        return;
    m_cancelled = false;
    m_begun = std::chrono::steady_clock::now();
    m_elapsed.reset();
    for (int i = 0; i < m_items.size(); ++i) {
        BulkItem &item = m_items[i];
        if (item.state != BulkItem::State::Waiting)
            continue;
        if (auto region = m_way.home(item.row().city)) {
            m_queues[*region].append(i);
        } else {
            item.state = BulkItem::State::NotSent;
            item.failure = region.failure();
        }
    }
    const QStringList regions = m_queues.keys();
    m_running = int(regions.size()) + 1; // one more: it does not finish before this returns to the event loop
    for (const QString &region : regions)
        sendNext(region);
    QMetaObject::invokeMethod(
        this, [this] { endOf({}); }, Qt::QueuedConnection);
}

std::chrono::nanoseconds BulkChange::elapsed() const
{
    return m_elapsed.value_or(std::chrono::steady_clock::now() - m_begun);
}

void BulkChange::retry()
{
    if (isRunning())
        return;
    for (BulkItem &item : m_items)
        if (item.retryable())
            item = {item.request, BulkItem::State::Waiting, {}, {}};
    start();
}

void BulkChange::sendNext(const QString &region)
{
    QList<int> &queue = m_queues[region];
    if (m_cancelled)
        giveUp(region, {});
    if (queue.isEmpty()) {
        endOf(region);
        return;
    }
    const QList<int> chunk = queue.mid(0, chunkSize);
    queue.remove(0, chunk.size());
    QList<StatementCall> calls;
    for (const int index : chunk) {
        m_items[index].state = BulkItem::State::Sent;
        calls.append(callOf(m_items.at(index).request));
    }
    m_way.send(region, calls)
        .then(this, [this, region, chunk](
                        const Result<QList<Result<Outcome>>> &answers) { accept(region, chunk, answers); })
        .onCanceled(this, [this, region, chunk] {
            Failure cancelled;
            cancelled.kind = FailureKind::Cancelled;
            accept(region, chunk, cancelled);
        });
}

void BulkChange::accept(const QString &region, const QList<int> &sent,
                        const Result<QList<Result<Outcome>>> &answers)
{
    const Failure *unreachable = nullptr;
    bool any = false;
    for (qsizetype i = 0; i < sent.size(); ++i) {
        BulkItem &item = m_items[sent.at(i)];
        const Result<Outcome> answer =
            answers.ok() ? answers->value(i, Result<Outcome>()) : Result<Outcome>(answers.failure());
        if (answer.ok()) {
            item.state = BulkItem::State::Answered;
            item.outcome = *answer;
            any = true;
        } else {
            item.state = BulkItem::State::Failed;
            item.failure = answer.failure();
            unreachable = &*item.failure;
        }
    }
    // A home that answered nothing of a whole chunk is not asked for the rest: nothing of that was sent.
    if (!any && unreachable)
        giveUp(region, *unreachable);
    Q_EMIT itemsChanged();
    sendNext(region);
}

void BulkChange::giveUp(const QString &region, const std::optional<Failure> &failure)
{
    for (const int index : std::exchange(m_queues[region], {})) {
        m_items[index].state = BulkItem::State::NotSent;
        m_items[index].failure = failure;
    }
}

void BulkChange::endOf(const QString &region)
{
    m_queues.remove(region);
    if (--m_running == 0) {
        m_elapsed = elapsed();
        Q_EMIT itemsChanged();
        Q_EMIT finished();
    }
}

void BulkChange::cancel()
{
    if (m_cancelled || !isRunning())
        return;
    m_cancelled = true;
    for (auto queue = m_queues.begin(); queue != m_queues.end(); ++queue)
        giveUp(queue.key(), {});
    Q_EMIT itemsChanged();
}

int BulkChange::count(BulkItem::State state) const
{
    return int(std::count_if(m_items.cbegin(), m_items.cend(),
                             [state](const BulkItem &item) { return item.state == state; }));
}

int BulkChange::doneCount() const
{
    return int(
        std::count_if(m_items.cbegin(), m_items.cend(), [](const BulkItem &item) { return item.done(); }));
}

} // namespace movr
