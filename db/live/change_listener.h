#pragma once

#include "db/lane/conninfo.h"
#include "db/live/notice_connection.h"
#include "db/live/row_change.h"
#include "db/live/wake_up.h"

#include <functional>
#include <random>
#include <thread>

namespace movr {

/// Listens to one region on a thread and a connection of its own, and comes back whenever it was cut off. Each
/// time that it begins to listen it says that changes may have been missed. Both functions are called on its
/// thread.
class ChangeListener
{
public:
    using Heard = std::function<void(const ChangeBatch &)>;
    using Changed = std::function<void(const LiveStatus &)>;

    ChangeListener(ConnectionSettings settings, Heard heard, Changed changed,
                   std::shared_ptr<LatencyRecorder> recorder = {});
    ~ChangeListener(); ///< waits for the thread, that ends at once

    void requestStop() { m_wake.stop(); }
    /// Looks after the connection now: tries to connect, or asks whether the server is there still.
    void nudge() { m_wake.nudge(); }

    static constexpr std::chrono::milliseconds firstPause{250};
    static constexpr std::chrono::milliseconds longestPause{10'000};
    /// Where the schema does not tell of changes, it may one day.
    static constexpr std::chrono::milliseconds pauseWithoutNotices{30'000};

private:
    void run();
    Failure listenOnce(); ///< connects and listens until it cannot any more
    Result<Done> begin();
    Result<Done> hear();
    void deliver(const QList<QByteArray> &messages);
    void pause(std::chrono::milliseconds time);

    ConnectionSettings m_settings;
    Heard m_heard;
    Changed m_changed;
    WakeUp m_wake;
    NoticeConnection m_connection;
    std::chrono::milliseconds m_pause = firstPause;
    std::minstd_rand m_random{std::random_device{}()};
    std::thread m_thread; ///< last: it uses all of the above
};

} // namespace movr
