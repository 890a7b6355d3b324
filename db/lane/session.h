#pragma once

#include "db/base/result.h"
#include "db/lane/watchdog.h"

#include <chrono>

namespace movr {

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
};

} // namespace movr
