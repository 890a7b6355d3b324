#include "db/lane/lane.h"

#include "db/latency/latency_recorder.h"

#include <algorithm>

namespace movr {

namespace {

constexpr std::chrono::milliseconds warmUpLimit{2'000};

} // namespace

Lane::Lane(QString region, std::unique_ptr<Session> session, std::shared_ptr<Watchdog> watchdog,
           std::shared_ptr<LatencyRecorder> recorder)
    : m_region(std::move(region)), m_session(std::move(session)), m_watchdog(std::move(watchdog)),
      m_recorder(std::move(recorder)), m_thread([this](const std::stop_token &stop) { work(stop); })
{}

Lane::~Lane()
{
    requestStop();
    m_thread.join();
}

void Lane::requestStop()
{
    std::deque<Request> dropped;
    {
        const std::lock_guard lock(m_mutex);
        m_stopping = true;
        dropped.swap(m_waiting);
        cancelRunning();
        m_thread.request_stop();
        m_wake.notify_all();
    }
    m_session->stopConnecting();
    for (const Request &request : dropped)
        request.drop();
}

void Lane::enqueue(Request request)
{
    std::function<void()> superseded;
    {
        const std::lock_guard lock(m_mutex);
        if (m_stopping) {
            superseded = request.drop;
        } else {
            if (!request.view.isEmpty()) {
                const auto same = std::find_if(m_waiting.begin(), m_waiting.end(),
                                               [&](const Request &r) { return r.view == request.view; });
                if (same != m_waiting.end()) {
                    superseded = same->drop;
                    m_waiting.erase(same);
                }
                if (m_running && m_runningView == request.view)
                    cancelRunning();
            }
            auto place = m_waiting.end();
            if (request.turn == Turn::Usual)
                place = std::find_if(m_waiting.begin(), m_waiting.end(),
                                     [](const Request &r) { return r.turn == Turn::Behind; });
            m_waiting.insert(place, std::move(request));
            m_wake.notify_all();
        }
    }
    if (superseded)
        superseded();
}

void Lane::connectAhead()
{
    const auto now = Clock::now();
    // Replaceable, so that repeated calls do not pile up. Whether it worked shows in the next request.
    enqueue({QStringLiteral("connect ahead"), now, now + std::chrono::seconds(5),
             [](Run &run) { (void)run.session().open().ok(); }, [] {}, Turn::Usual});
}

void Lane::cancel(const QString &view)
{
    std::function<void()> dropped;
    {
        const std::lock_guard lock(m_mutex);
        const auto same = std::find_if(m_waiting.begin(), m_waiting.end(),
                                       [&](const Request &request) { return request.view == view; });
        if (same != m_waiting.end()) {
            dropped = same->drop;
            m_waiting.erase(same);
        }
        if (m_running && m_runningView == view)
            cancelRunning();
    }
    if (dropped)
        dropped();
}

void Lane::cancelRunning()
{
    if (!m_running)
        return;
    m_running->m_cancelled = true;
    if (const auto watch = m_running->m_watch.load())
        m_watchdog->cancel(watch);
    m_wake.notify_all();
}

void Lane::executeNext(std::unique_lock<std::mutex> lock)
{
    // Taken from the queue and made the running one under one lock: a cancel always finds it in one place.
    const Request request = std::move(m_waiting.front());
    m_waiting.pop_front();
    Run run(*this, request.deadline, Clock::now() - request.submitted);
    m_running = &run;
    m_runningView = request.view;
    run.m_cancelled = m_stopping;
    lock.unlock();
    request.run(run);
    lock.lock();
    m_running = nullptr;
    lock.unlock(); // the request's end needs no lock
}

void Lane::record(const SentStatement &sent)
{
    Run *const run = m_running; // the lane's own thread sets it, and this is that thread
    if (!run || !m_recorder)
        return;
    auto outcome = outcomeOf(sent.failure);
    // What the watchdog ended looks like a cancel or a lost connection to the session.
    if (sent.failure && run->m_cancelled)
        outcome = SampleOutcome::Cancelled;
    else if (sent.failure && Clock::now() >= run->m_until)
        outcome = SampleOutcome::TimedOut;
    const Nanoseconds queued = std::exchange(run->m_first, false) ? run->m_queued : Nanoseconds(0);
    const bool retry = !run->m_lastFailed.isNull() && run->m_lastFailed == sent.statement;
    run->m_lastFailed = sent.failure ? sent.statement : QString();
    m_recorder->record(sent.statement, outcome, {sent.wait, queued, sent.rows}, retry);
}

void Lane::recordUnsent(const QString &statement, const Failure &failure)
{
    record({statement, {}, 0, &failure});
}

void Lane::work(const std::stop_token &stop)
{
    m_session->setObserver([this](const SentStatement &sent) { record(sent); });
    bool warm = false;
    while (!stop.stop_requested()) {
        std::unique_lock lock(m_mutex);
        const auto waiting = [this] { return !m_waiting.empty(); };
        if (warm || !m_session->isOpen())
            m_wake.wait(lock, stop, waiting);
        if (!waiting()) {
            lock.unlock();
            if (!stop.stop_requested() && m_session->isOpen()) {
                // A region that falls silent meanwhile must not keep the lane from the next request.
                const Watchdog::Watch watch(*m_watchdog, m_session->cancelTarget(),
                                            Clock::now() + warmUpLimit);
                warm = !m_session->warmUp();
            }
            continue;
        }
        const bool wasOpen = m_session->isOpen();
        executeNext(std::move(lock));
        if (m_session->isOpen() != wasOpen)
            warm = false;
    }
    m_session->close();
}

bool Lane::Run::pause(std::chrono::milliseconds duration)
{
    std::unique_lock lock(m_lane.m_mutex);
    m_lane.m_wake.wait_for(lock, duration, [this] { return m_cancelled.load(); });
    return !m_cancelled;
}

} // namespace movr
