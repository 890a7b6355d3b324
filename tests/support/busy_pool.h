#pragma once

#include <QSemaphore>
#include <QThreadPool>

#include <atomic>
#include <chrono>
#include <future>
#include <thread>

namespace movr::test {

/// As long as it lives, every thread of the program's pool is busy. Whoever hands work to the pool and waits for it would wait
/// for ever: after some seconds the pool is let go, and that is told.
class BusyPool
{
public:
    BusyPool()
    {
        for (int i = 0; i < m_threads; ++i)
            QThreadPool::globalInstance()->start([this] { m_hold.acquire(); });
        m_rescue = std::thread([this, over = m_over.get_future()] {
            m_waitedFor = over.wait_for(std::chrono::seconds(5)) == std::future_status::timeout;
            m_hold.release(m_threads);
        });
    }
    ~BusyPool() { wasWaitedFor(); }
    BusyPool(const BusyPool &) = delete;
    BusyPool &operator=(const BusyPool &) = delete;

    /// Whether somebody waited for the pool; ends it.
    bool wasWaitedFor()
    {
        if (m_rescue.joinable()) {
            m_over.set_value();
            m_rescue.join();
            QThreadPool::globalInstance()->waitForDone();
        }
        return m_waitedFor;
    }

private:
    const int m_threads = QThreadPool::globalInstance()->maxThreadCount();
    QSemaphore m_hold;
    std::promise<void> m_over;
    std::atomic<bool> m_waitedFor = false;
    std::thread m_rescue;
};

} // namespace movr::test
