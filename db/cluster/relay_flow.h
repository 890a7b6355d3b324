#pragma once

#include <chrono>
#include <cstddef>
#include <deque>
#include <string>
#include <string_view>

namespace movr {

/// One direction of a relayed connection: bytes under way, each with the moment it arrives. For one thread.
class RelayFlow
{
public:
    using Clock = std::chrono::steady_clock;

    /// How the stream ends, after what is already under way.
    enum class Ending { Finished, Reset };
    /// What deliver() came to.
    enum class Progress {
        Waiting,  ///< nothing is due any more
        Blocked,  ///< the receiver takes no more bytes now
        Broken,   ///< the receiver is gone
        Finished, ///< the end of the stream was passed on
        Reset     ///< the reset has arrived: close the connection
    };

    /// Returns when it is really due: never before what went ahead.
    Clock::time_point push(std::string_view bytes, Clock::time_point due);
    Clock::time_point pushEnding(Ending ending, Clock::time_point due);

    /// Sends what is due at `now` to the socket `fd`.
    Progress deliver(int fd, Clock::time_point now);

    /// Forgets what is under way and takes nothing any more.
    void abandon();

    bool wantsMore() const { return !m_ended && m_buffered < limit; }
    bool ended() const { return m_ended; } ///< no bytes come in any more
    bool done() const { return m_done; }   ///< its end was passed on, or it was abandoned
    bool blocked() const { return m_blocked; }
    std::size_t delivered() const { return m_delivered; } ///< bytes so far

private:
    enum class Kind { Bytes, Finished, Reset };
    struct Piece {
        Clock::time_point due;
        Kind kind = Kind::Bytes;
        std::string bytes;
        std::size_t sent = 0;
    };

    Clock::time_point enqueue(Piece piece);
    bool sendFront(int fd, Progress &progress);

    static constexpr std::size_t limit = 8 * 1024 * 1024; ///< bytes under way, then the sender must wait
    static constexpr std::size_t overhead = 64;           ///< of a piece, so that tiny ones count

    std::deque<Piece> m_pieces;
    std::size_t m_buffered = 0;
    std::size_t m_delivered = 0;
    bool m_ended = false;
    bool m_done = false;
    bool m_blocked = false;
};

} // namespace movr
