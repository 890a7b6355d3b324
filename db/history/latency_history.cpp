#include "db/history/latency_history.h"

#include "db/history/history_file.h"

#include <QPromise>
#include <QStandardPaths>

#include <condition_variable>
#include <deque>
#include <mutex>
#include <thread>

namespace movr {

namespace {

constexpr std::chrono::seconds retryEvery{60};

qint64 secondsNow()
{
    return QDateTime::currentSecsSinceEpoch();
}

} // namespace

struct LatencyHistory::Worker {
    Worker(LatencyHistory *owner, QString path, qint64 limit)
        : q(owner), thread([this, path = std::move(path), limit](const std::stop_token &stop) {
              HistoryFile opened(path, limit);
              file = &opened;
              run(stop);
          })
    {}
    ~Worker()
    {
        thread.request_stop();
        thread.join();
    }

    void post(std::function<void()> work)
    {
        const std::lock_guard lock(mutex);
        asked.push_back(std::move(work));
        wake.notify_all();
    }
    template <class T>
    QFuture<Result<T>> ask(std::function<Result<T>()> work)
    {
        auto promise = std::make_shared<QPromise<Result<T>>>();
        promise->start();
        auto future = promise->future();
        post([promise, work = std::move(work)] {
            promise->addResult(work());
            promise->finish();
        });
        return future;
    }

    void run(const std::stop_token &stop)
    {
        flush(); // opens it, so that the status is known
        for (;;) {
            std::deque<std::function<void()>> due;
            bool nothing = false;
            {
                std::unique_lock lock(mutex);
                nothing = !wake.wait_for(lock, stop, retryEvery, [this] { return !asked.empty(); });
                due.swap(asked);
            }
            for (const auto &work : due)
                work();
            if (stop.stop_requested() || (nothing && !waiting.isEmpty()))
                flush();
            if (stop.stop_requested())
                return;
        }
    }

    /// What is waiting goes to the file, or goes on waiting.
    void flush()
    {
        const auto written = file->write(waiting, secondsNow());
        if (const QString notice = file->takeNotice(); !notice.isEmpty())
            status.notice = notice;
        if (written) {
            waiting.clear();
            status.forgotten = 0;
        }
        while (waiting.size() > mostWaiting) {
            waiting.removeFirst();
            ++status.forgotten;
        }
        status.state = written ? HistoryStatus::State::Kept : HistoryStatus::State::MemoryOnly;
        status.sentence = written ? QString() : written.failure().sentence;
        status.bytes = file->bytes();
        status.waiting = waiting.size();
        QMetaObject::invokeMethod(
            q,
            [owner = q, now = status] {
                if (owner->m_status == now)
                    return;
                owner->m_status = now;
                Q_EMIT owner->statusChanged(now);
            },
            Qt::QueuedConnection);
    }

    Result<Done> visit(const QString &deployment, const LatencyScope &scope, qint64 from, qint64 to,
                       bool hours, const HistoryFile::Found &found)
    {
        const HistoryFile::Found wanted = [&](qint64 at, const QString &region, const QString &statement,
                                              const LatencyTotals &totals) {
            if (covers(scope, region, statement))
                found(at, region, statement, totals);
        };
        const auto read = file->read(deployment, from, to, hours, wanted);
        for (const HistoryRow &row : waiting)
            if (row.deployment == deployment && row.at >= from && row.at < to)
                wanted(row.at, row.region, row.statement, row.totals());
        // Without its file the history is what memory has; the status says so.
        return read || !waiting.isEmpty() ? Result<Done>(Done{}) : read;
    }
    Result<QList<LatencyCurve>> curves(const QString &deployment, const LatencyScope &scope,
                                       const TimeWindow &window, qint64 step, bool together);
    Result<QList<StatementTotals>> totals(const QString &deployment, const LatencyScope &scope,
                                          const TimeWindow &window);

    LatencyHistory *const q;
    HistoryFile *file = nullptr; ///< on the worker's thread
    QList<HistoryRow> waiting;   ///< on the worker's thread
    HistoryStatus status;        ///< on the worker's thread
    std::mutex mutex;
    std::condition_variable_any wake;
    std::deque<std::function<void()>> asked;
    std::jthread thread; ///< last: it uses all of the above
};

Result<QList<LatencyCurve>> LatencyHistory::Worker::curves(const QString &deployment,
                                                           const LatencyScope &scope,
                                                           const TimeWindow &window, qint64 wantedStep,
                                                           bool together)
{
    const qint64 step = std::max<qint64>(wantedStep / 60, 1) * 60;
    const qint64 from = (window.from.toSecsSinceEpoch() + 59) / 60 * 60;
    const qint64 to = window.to.toSecsSinceEpoch();
    const auto steps = std::size_t(std::max<qint64>((to - from + step - 1) / step, 0));
    std::map<QString, std::vector<LatencyTotals>> regions;
    if (together)
        regions[{}].resize(steps);
    const bool hours = step % 3600 == 0 && from % 3600 == 0;
    const auto read =
        visit(deployment, scope, from, to, hours,
              [&](qint64 at, const QString &region, const QString &, const LatencyTotals &totals) {
                  auto &line = regions[together ? QString() : region];
                  line.resize(steps);
                  line[std::size_t((at - from) / step)].merge(totals);
              });
    if (!read)
        return read.failure();
    QList<LatencyCurve> curves;
    for (const auto &[region, totals] : regions) {
        LatencyCurve curve{region, {}, {}};
        LatencyTotals whole;
        for (std::size_t i = 0; i < steps; ++i) {
            const qint64 begin = from + qint64(i) * step;
            curve.points.append(
                {figuresOf(totals[i],
                           {QDateTime::fromSecsSinceEpoch(begin, Qt::UTC),
                            QDateTime::fromSecsSinceEpoch(std::min(begin + step, to), Qt::UTC)},
                           FigureSource::History)});
            whole.merge(totals[i]);
        }
        curve.whole = figuresOf(whole, window, FigureSource::History);
        curves.append(curve);
    }
    return curves;
}

Result<QList<StatementTotals>>
LatencyHistory::Worker::totals(const QString &deployment, const LatencyScope &scope, const TimeWindow &window)
{
    std::map<std::pair<QString, QString>, LatencyTotals> sums;
    const auto read =
        visit(deployment, scope, window.from.toSecsSinceEpoch(), window.to.toSecsSinceEpoch(), false,
              [&sums](qint64, const QString &region, const QString &statement, const LatencyTotals &totals) {
                  sums[{region, statement}].merge(totals);
              });
    if (!read)
        return read.failure();
    QList<StatementTotals> all;
    for (auto &[key, totals] : sums)
        all.append({key.first, key.second, std::move(totals), FigureSource::History});
    return all;
}

LatencyHistory::LatencyHistory(QString file, qint64 limit, QObject *parent) : QObject(parent)
{
    qRegisterMetaType<HistoryStatus>();
    m_worker = std::make_unique<Worker>(this, std::move(file), limit);
}

LatencyHistory::~LatencyHistory() = default;

QString LatencyHistory::defaultFile()
{
    return QStandardPaths::writableLocation(QStandardPaths::AppDataLocation)
         + QStringLiteral("/latency-history.sqlite");
}

void LatencyHistory::add(const QString &deployment, const QList<LatencyRollUp> &minutes)
{
    QList<HistoryRow> rows;
    for (const LatencyRollUp &minute : minutes)
        rows.append(HistoryRow::of(deployment, minute));
    m_worker->post([worker = m_worker.get(), rows] {
        worker->waiting += rows;
        worker->flush();
    });
}

QFuture<Result<QList<LatencyCurve>>> LatencyHistory::curves(QString deployment, LatencyScope scope,
                                                            TimeWindow window, std::chrono::seconds step)
{
    return m_worker->ask<QList<LatencyCurve>>([worker = m_worker.get(), deployment = std::move(deployment),
                                               scope = std::move(scope), window = std::move(window), step] {
        return worker->curves(deployment, scope, window, step.count(), false);
    });
}

QFuture<Result<LatencyComparison>> LatencyHistory::compare(QString deployment, LatencyScope scope,
                                                           ComparedWindows windows, std::chrono::seconds step)
{
    return m_worker->ask<LatencyComparison>([worker = m_worker.get(), deployment = std::move(deployment),
                                             scope = std::move(scope), windows = std::move(windows),
                                             step]() -> Result<LatencyComparison> {
        auto now = worker->curves(deployment, scope, windows.now, step.count(), true);
        if (!now)
            return now.failure();
        auto then = worker->curves(deployment, scope, windows.then, step.count(), true);
        if (!then)
            return then.failure();
        return LatencyComparison{now->constFirst(), then->constFirst()};
    });
}

QFuture<Result<QList<StatementTotals>>> LatencyHistory::totals(QString deployment, LatencyScope scope,
                                                               TimeWindow window)
{
    return m_worker->ask<QList<StatementTotals>>(
        [worker = m_worker.get(), deployment = std::move(deployment), scope = std::move(scope),
         window = std::move(window)] { return worker->totals(deployment, scope, window); });
}

ComparedWindows todayAndYesterday(const QDateTime &now, const QTimeZone &zone)
{
    const QDateTime here = now.toTimeZone(zone);
    const QDateTime midnight = here.date().startOfDay(zone);
    const QDateTime before = here.date().addDays(-1).startOfDay(zone);
    const qint64 since = midnight.secsTo(here);
    return {{midnight.toUTC(), here.toUTC()}, {before.toUTC(), before.addSecs(since).toUTC()}};
}

ComparedWindows thisHourAndLastWeek(const QDateTime &now, const QTimeZone &zone)
{
    const QDateTime here = now.toTimeZone(zone);
    const QDateTime hour = here.addSecs(-(here.time().msecsSinceStartOfDay() / 1000 % 3600));
    const qint64 since = hour.secsTo(here);
    const QDateTime before = hour.addDays(-7); // by the wall clock, whatever summer time did meanwhile
    return {{hour.toUTC(), here.toUTC()}, {before.toUTC(), before.addSecs(since).toUTC()}};
}

} // namespace movr
