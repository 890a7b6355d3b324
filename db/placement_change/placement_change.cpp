#include "db/placement_change/placement_change.h"

#include "db/placement_change/change_run.h"
#include "db/placement_change/find_open_change.h"

#include <QPromise>
#include <QThreadPool>

namespace movr {

struct PlacementChange::Private {
    Private(const Deployment &deployment, const QHash<QString, QString> &passwords,
            const RecorderSource &recorders)
        : servers(deployment, passwords, recorders)
    {
        worker.setMaxThreadCount(1); // one thing after the other
    }

    template <class T>
    QFuture<T> onWorker(std::function<T(ChangeServers &)> work)
    {
        auto promise = std::make_shared<QPromise<T>>();
        promise->start();
        worker.start([promise, this, work = std::move(work)] {
            promise->addResult(work(servers));
            promise->finish();
        });
        return promise->future();
    }

    ChangeServers servers;
    ChangeProgress progress;
    std::optional<ChangeEnd> end;
    bool running = false;
    std::stop_source cancel;
    std::chrono::milliseconds patience{30'000};
    std::function<void(const QString &, const QString &)> before;
    std::shared_ptr<std::atomic<bool>> abandoned = std::make_shared<std::atomic<bool>>(false);
    QThreadPool worker; ///< last: it has ended before what it works with
};

PlacementChange::PlacementChange(const Deployment &deployment, const QHash<QString, QString> &passwords,
                                 const RecorderSource &recorders, QObject *parent)
    : QObject(parent), d(std::make_unique<Private>(deployment, passwords, recorders))
{}

PlacementChange::~PlacementChange()
{
    d->cancel.request_stop();
    *d->abandoned = true;
    d->servers.setLimit(std::chrono::seconds(3));
    if (!d->running)
        d->servers.interrupt();
    d->worker.clear();
    d->worker.waitForDone();
}

QFuture<PlacementPlan> PlacementChange::plan(const PlacementRequest &request)
{
    return d->onWorker<PlacementPlan>(
        [request](ChangeServers &servers) { return planPlacement(servers, request); });
}

QFuture<Result<std::optional<OpenChange>>> PlacementChange::findOpen()
{
    return d->onWorker<Result<std::optional<OpenChange>>>(
        [](ChangeServers &servers) { return findOpenChange(servers); });
}

void PlacementChange::begin(const PlacementPlan &plan, const QString &operatorName)
{
    ChangeRecord record = plan.record;
    record.operatorName = operatorName;
    if (!isRunning() && plan.canBegin())
        carryOut(record, [](ChangeRun &run) { return run.begin(); });
}

void PlacementChange::resume(const OpenChange &open, bool forward, const QString &operatorName)
{
    ChangeRecord record = open.record;
    record.operatorName = operatorName;
    if (!isRunning())
        carryOut(record, [open, forward](ChangeRun &run) { return run.resume(open, forward); });
}

void PlacementChange::carryOut(const ChangeRecord &record, std::function<ChangeEnd(ChangeRun &)> work)
{
    d->running = true;
    d->end.reset();
    d->progress = {};
    d->cancel = std::stop_source();
    ChangeRun::Terms terms;
    terms.cancel = d->cancel.get_token();
    terms.patience = d->patience;
    terms.abandoned = d->abandoned;
    terms.before = d->before;
    // Queued: after the destructor has waited for the worker nobody takes them any more.
    terms.report = [this](const ChangeProgress &progress) {
        QMetaObject::invokeMethod(
            this,
            [this, progress] {
                d->progress = progress;
                Q_EMIT progressed();
            },
            Qt::QueuedConnection);
    };
    d->worker.start([this, record, terms, work = std::move(work)] {
        const ChangeEnd end = work(*makeChangeRun(d->servers, record, terms));
        QMetaObject::invokeMethod(
            this,
            [this, end] {
                d->running = false;
                d->end = end;
                Q_EMIT finished();
            },
            Qt::QueuedConnection);
    });
}

void PlacementChange::cancel()
{
    d->cancel.request_stop();
}

bool PlacementChange::isRunning() const
{
    return d->running;
}

const ChangeProgress &PlacementChange::progress() const
{
    return d->progress;
}

const std::optional<ChangeEnd> &PlacementChange::end() const
{
    return d->end;
}

void PlacementChange::setPatience(std::chrono::milliseconds patience)
{
    d->patience = patience;
}

void PlacementChange::setBefore(std::function<void(const QString &, const QString &)> before)
{
    d->before = std::move(before);
}

} // namespace movr
