#pragma once

#include <chrono>
#include <condition_variable>
#include <cstdint>
#include <map>
#include <memory>
#include <mutex>
#include <thread>

struct pg_cancel;

namespace movr {

/// How to stop what a connection runs, from another thread: ask the server, and if that does not help,
/// shut the socket down under the blocked call.
struct CancelTarget {
    std::shared_ptr<pg_cancel> cancel; ///< libpq's PGcancel
    int socket = -1;
};

/// Ends statements that passed their deadline or that nobody wants any more. One thread for all lanes.
/// At the deadline the server is asked to cancel (from a thread of its own: that call may block);
/// one second later the socket is shut down. Thread-safe.
class Watchdog
{
public:
    using Clock = std::chrono::steady_clock;

    Watchdog();
    ~Watchdog();

    /// Watches one running statement until it is destroyed. Made on the lane's thread.
    class Watch
    {
    public:
        Watch(Watchdog &dog, CancelTarget target, Clock::time_point deadline);
        ~Watch();
        Watch(const Watch &) = delete;
        Watch &operator=(const Watch &) = delete;
        /// The deadline passed while it ran.
        bool expired() const;
        std::uint64_t id() const { return m_id; }

    private:
        Watchdog &m_dog;
        std::uint64_t m_id;
    };

    /// Stops the watched statement now. An id that is gone is ignored.
    void cancel(std::uint64_t watchId);

private:
    enum class Stage { Running, Asked, Cut };
    struct Entry {
        CancelTarget target;
        Clock::time_point due;
        Stage stage = Stage::Running;
        bool expired = false;
    };
    void run(const std::stop_token &stop);
    void advance(Entry &entry);

    mutable std::mutex m_mutex;
    std::condition_variable_any m_changed;
    std::map<std::uint64_t, Entry> m_entries;
    std::uint64_t m_nextId = 1;
    std::jthread m_thread;
};

} // namespace movr
