#pragma once

#include "db/base/result.h"
#include "db/base/timing.h"
#include "db/lane/watchdog.h"

#include <chrono>
#include <functional>

namespace movr {

/// A statement that was sent, as its session saw it. A view of the sender's values.
struct SentStatement {
    const QString &statement;
    Nanoseconds wait{}; ///< sent until answered, or until it failed
    int rows = 0;
    const Failure *failure = nullptr; ///< null: answered
};

/// A connection of one lane. Everything but stopConnecting() is called on that lane's thread only.
class Session
{
public:
    virtual ~Session() = default;

    /// Connects when not connected. Bounded by the connect deadline (5 s, or what the settings say).
    Result<Done> open() { return openWithin(std::chrono::milliseconds::max()); }
    /// As open(), and gives up after `limit`: what a request has left. Qt SQL knows whole seconds, two at least.
    virtual Result<Done> openWithin(std::chrono::milliseconds limit) = 0;
    virtual void close() = 0;
    virtual bool isOpen() const = 0;
    /// Of the open connection.
    virtual CancelTarget cancelTarget() const = 0;
    /// Prepares one more of the statements that will be needed, while nothing else is asked for.
    /// false: all are.
    virtual bool warmUp() { return false; }
    /// A connect that is under way gives up soon. Thread-safe.
    virtual void stopConnecting() {}

    /// Called after each statement that was sent (not after PREPARE), on the lane's thread: the one place where
    /// statements are measured. Set before the lane's first request.
    void setObserver(std::function<void(const SentStatement &)> observer)
    {
        m_observer = std::move(observer);
    }
    void tellSent(const SentStatement &sent) const
    {
        if (m_observer)
            m_observer(sent);
    }

private:
    std::function<void(const SentStatement &)> m_observer;
};

} // namespace movr
