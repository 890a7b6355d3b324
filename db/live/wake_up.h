#pragma once

#include "db/cluster/unique_fd.h"

#include <atomic>

namespace movr {

/// How other threads reach one that waits in poll(): with a stop, that stays, or a nudge, that is read once.
class WakeUp
{
public:
    WakeUp();

    void stop();
    void nudge();

    bool stopped() const { return m_stopped; }
    bool takeNudge() { return m_nudged.exchange(false); }
    int fd() const { return m_fd.get(); } ///< readable after stop() or nudge(), until drained
    void drain() const;

private:
    void signal() const;

    UniqueFd m_fd;
    std::atomic<bool> m_stopped = false;
    std::atomic<bool> m_nudged = false;
};

} // namespace movr
