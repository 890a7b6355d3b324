#include "db/latency/latency_store.h"

#include "db/latency/collected_latency.h"

#include <QPromise>

#include <condition_variable>
#include <deque>
#include <mutex>
#include <thread>

namespace movr {

struct LatencyStore::Private {
    explicit Private(Options given)
        : options(std::move(given)), collected(options.memoryLimit),
          thread([this](const std::stop_token &stop) { run(stop); })
    {}
    ~Private()
    {
        thread.request_stop();
        thread.join();
    }

    CollectedLatency::WallTime wallTime() const
    {
        return options.wallClock ? options.wallClock() : std::chrono::system_clock::now();
    }
    void collect(bool last)
    {
        const auto wall = wallTime();
        collected.collect(wall, std::chrono::steady_clock::now());
        const auto minutes = collected.takeRollUps(wall, last);
        if (minutes.isEmpty())
            return;
        std::function<void(const QList<LatencyRollUp> &)> target;
        {
            const std::lock_guard lock(mutex);
            target = sink;
        }
        if (target)
            target(minutes);
    }
    void run(const std::stop_token &stop)
    {
        for (;;) {
            std::deque<std::function<void()>> due;
            {
                std::unique_lock lock(mutex);
                wake.wait_for(lock, stop, options.collectEvery, [this] { return !asked.empty(); });
                due.swap(asked);
            }
            const bool last = stop.stop_requested();
            collect(last);
            for (const auto &answer : due)
                answer();
            if (last)
                return;
        }
    }
    template <class T>
    QFuture<T> ask(std::function<T()> work)
    {
        auto promise = std::make_shared<QPromise<T>>();
        promise->start();
        auto future = promise->future();
        const std::lock_guard lock(mutex);
        asked.push_back([promise, work = std::move(work)] {
            promise->addResult(work());
            promise->finish();
        });
        wake.notify_all();
        return future;
    }

    const Options options;
    CollectedLatency collected;
    std::mutex
        mutex; ///< for what is asked and the sink; lanes never take it, and nothing is computed under it
    std::condition_variable_any wake;
    std::deque<std::function<void()>> asked;
    std::function<void(const QList<LatencyRollUp> &)> sink;
    std::jthread thread; ///< last: it uses all of the above
};

LatencyStore::LatencyStore() : LatencyStore(Options{}) {}
LatencyStore::LatencyStore(Options options) : d(std::make_unique<Private>(std::move(options))) {}
LatencyStore::~LatencyStore() = default;

std::shared_ptr<LatencyRecorder> LatencyStore::recorder(const QString &region)
{
    return d->collected.addLane(region);
}

QFuture<LatencyCurves> LatencyStore::curves(LatencyScope scope, TimeWindow window, std::chrono::seconds step)
{
    return d->ask<LatencyCurves>([this, scope = std::move(scope), window = std::move(window), step] {
        return d->collected.curves(scope, window, step.count());
    });
}

QFuture<QList<StatementTotals>> LatencyStore::totals(LatencyScope scope, TimeWindow window)
{
    return d->ask<QList<StatementTotals>>([this, scope = std::move(scope), window = std::move(window)] {
        return d->collected.totals(scope, window);
    });
}

QFuture<QList<StatementFigures>> LatencyStore::table(LatencyScope scope, TimeWindow window, bool byRegion)
{
    return d->ask<QList<StatementFigures>>(
        [this, scope = std::move(scope), window = std::move(window), byRegion] {
            return tableOf(d->collected.totals(scope, window), scope, window, byRegion);
        });
}

QFuture<QDateTime> LatencyStore::since()
{
    return d->ask<QDateTime>([this] { return d->collected.since(); });
}

void LatencyStore::setRollUpSink(std::function<void(const QList<LatencyRollUp> &)> sink)
{
    const std::lock_guard lock(d->mutex);
    d->sink = std::move(sink);
}

QFuture<std::size_t> LatencyStore::memoryUsed()
{
    return d->ask<std::size_t>([this] { return d->collected.bytes(); });
}

TimeWindow windowUntil(const QDateTime &now, std::chrono::seconds length)
{
    return {now.toUTC().addSecs(-length.count()), now.toUTC()};
}

std::chrono::seconds stepFor(const TimeWindow &window)
{
    const qint64 length = window.from.secsTo(window.to);
    for (const qint64 step : {1, 5, 15, 60, 300, 900, 3600})
        if (length <= 300 * step)
            return std::chrono::seconds(step);
    return std::chrono::hours(24);
}

} // namespace movr
