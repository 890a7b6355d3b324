#pragma once

#include "db/base/error_mapping.h"
#include "db/base/result.h"
#include "db/base/timing.h"
#include "db/lane/session.h"
#include "db/lane/watchdog.h"

#include <QFuture>
#include <QPromise>
#include <QString>

#include <atomic>
#include <condition_variable>
#include <deque>
#include <functional>
#include <memory>
#include <mutex>
#include <thread>

namespace movr {

class LatencyRecorder;

/// One thread with one connection of its own. It runs one request at a time. A request with a view name is
/// replaceable: a newer one of the same view takes the place of a waiting one, and cancels a running one at
/// the server. Requests without a view (transactions) wait in order and are never replaced.
/// submit() and cancel() are thread-safe and never block; destroying the lane cancels and joins.
class Lane
{
public:
    using Clock = Watchdog::Clock;

    /// What a request sees while it runs, on the lane's thread.
    class Run
    {
    public:
        Session &session() const { return m_lane.session(); }
        Clock::time_point deadline() const { return m_deadline; }
        Nanoseconds queued() const { return m_queued; }
        const QString &region() const { return m_lane.m_region; }
        bool cancelled() const { return m_cancelled; }

        /// Opens the session if need be and runs `work` under the watchdog; a failure that came of the
        /// deadline or of a cancel says so. `limit` bounds this attempt within the deadline.
        template <class T>
        Result<T> guarded(const QString &statement, std::chrono::milliseconds limit,
                          const std::function<Result<T>()> &work);
        /// Sleeps, unless cancelled meanwhile: then false.
        bool pause(std::chrono::milliseconds duration);

    private:
        friend class Lane;
        Run(Lane &lane, Clock::time_point deadline, Nanoseconds queued)
            : m_lane(lane), m_deadline(deadline), m_queued(queued)
        {}
        Lane &m_lane;
        Clock::time_point m_deadline;
        Nanoseconds m_queued;
        std::atomic<bool> m_cancelled = false;
        std::atomic<std::uint64_t> m_watch = 0;
        // For the record of what it sent.
        Clock::time_point m_until{}; ///< of the attempt that runs
        bool m_first = true;         ///< nothing was sent yet
        QString m_lastFailed;        ///< the statement that failed just now
    };

    /// `recorder`: gets a sample of every statement that the lane sends, or could not send; may be null.
    Lane(QString region, std::unique_ptr<Session> session, std::shared_ptr<Watchdog> watchdog,
         std::shared_ptr<LatencyRecorder> recorder = {});
    ~Lane();

    /// Which of the waiting requests comes first: those of the same turn keep their order.
    enum class Turn {
        Usual,
        Behind ///< nobody looks at its answer yet: after all that wait as usual
    };

    /// `deadline` counts from now, waiting in the lane included.
    template <class T>
    QFuture<Result<T>> submit(const QString &view, std::chrono::milliseconds deadline,
                              std::function<Result<T>(Run &)> work, Turn turn = Turn::Usual);
    /// Opens the connection and prepares the statements before anybody asks for one.
    void connectAhead();
    /// Ends the view's waiting and running request as Cancelled.
    void cancel(const QString &view);
    /// Cancels everything and takes no more; the destructor then joins.
    void requestStop();

private:
    struct Request {
        QString view;
        Clock::time_point submitted;
        Clock::time_point deadline;
        std::function<void(Run &)> run;
        std::function<void()> drop;
        Turn turn = Turn::Usual;
    };
    void enqueue(Request request);
    void work(const std::stop_token &stop);
    void executeNext(std::unique_lock<std::mutex> lock);
    void cancelRunning();
    Session &session() const { return *m_session; }
    void record(const SentStatement &sent);
    void recordUnsent(const QString &statement, const Failure &failure);

    const QString m_region;
    const std::unique_ptr<Session> m_session;
    const std::shared_ptr<Watchdog> m_watchdog;
    const std::shared_ptr<LatencyRecorder> m_recorder;
    std::mutex m_mutex;
    std::condition_variable_any m_wake;
    std::deque<Request> m_waiting;
    Run *m_running = nullptr;
    QString m_runningView;
    bool m_stopping = false;
    std::jthread m_thread;
};

template <class T>
Result<T> Lane::Run::guarded(const QString &statement, std::chrono::milliseconds limit,
                             const std::function<Result<T>()> &work)
{
    const auto until = std::min(m_deadline, Clock::now() + limit);
    // A cancel that came too late for its own statement may hit the next one: that one is run again.
    for (int stray = 0;; ++stray) {
        if (m_cancelled)
            return cancelledFailure(region(), statement);
        if (Clock::now() >= until) {
            const Failure late = timeoutFailure(region(), statement, int(limit.count()));
            m_lane.recordUnsent(statement, late);
            return late;
        }
        m_until = until;
        const auto left = std::chrono::ceil<std::chrono::milliseconds>(until - Clock::now());
        if (auto opened = session().openWithin(left); !opened) {
            m_lane.recordUnsent(statement, opened.failure());
            return m_cancelled ? cancelledFailure(region(), statement) : opened.failure();
        }
        const Watchdog::Watch watch(*m_lane.m_watchdog, session().cancelTarget(), until);
        m_watch = watch.id();
        if (m_cancelled)
            m_lane.m_watchdog->cancel(watch.id());
        Result<T> result = work();
        m_watch = 0;
        if (result.ok())
            return result;
        if (m_cancelled)
            return cancelledFailure(region(), statement);
        if (watch.expired())
            return timeoutFailure(region(), statement, int(limit.count()));
        if (result.failure().kind != FailureKind::Cancelled || stray == 2)
            return result;
    }
}

template <class T>
QFuture<Result<T>> Lane::submit(const QString &view, std::chrono::milliseconds deadline,
                                std::function<Result<T>(Run &)> work, Turn turn)
{
    auto promise = std::make_shared<QPromise<Result<T>>>();
    promise->start();
    auto future = promise->future();
    const auto now = Clock::now();
    enqueue({view, now, now + deadline,
             [promise, work = std::move(work)](Run &run) {
                 promise->addResult(work(run));
                 promise->finish();
             },
             [promise, region = m_region] {
                 promise->addResult(Result<T>(cancelledFailure(region, {})));
                 promise->finish();
             },
             turn});
    return future;
}

} // namespace movr
