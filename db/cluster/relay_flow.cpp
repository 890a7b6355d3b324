#include "db/cluster/relay_flow.h"

#include <sys/socket.h>

#include <algorithm>
#include <cerrno>
#include <utility>

namespace movr {

RelayFlow::Clock::time_point RelayFlow::push(std::string_view bytes, Clock::time_point due)
{
    return enqueue({due, Kind::Bytes, std::string(bytes)});
}

RelayFlow::Clock::time_point RelayFlow::pushEnding(Ending ending, Clock::time_point due)
{
    const auto at = enqueue({due, ending == Ending::Reset ? Kind::Reset : Kind::Finished, {}});
    m_ended = true;
    return at;
}

RelayFlow::Clock::time_point RelayFlow::enqueue(Piece piece)
{
    if (!m_pieces.empty())
        piece.due = std::max(piece.due, m_pieces.back().due);
    const auto due = piece.due;
    m_buffered += piece.bytes.size() + overhead;
    m_pieces.push_back(std::move(piece));
    return due;
}

RelayFlow::Progress RelayFlow::deliver(int fd, Clock::time_point now)
{
    m_blocked = false;
    while (!m_pieces.empty() && m_pieces.front().due <= now) {
        const Kind kind = m_pieces.front().kind;
        if (kind == Kind::Reset)
            return Progress::Reset;
        if (kind == Kind::Finished) {
            ::shutdown(fd, SHUT_WR);
            m_pieces.clear();
            m_done = true;
            return Progress::Finished;
        }
        Progress progress = Progress::Waiting;
        if (!sendFront(fd, progress))
            return progress;
        m_buffered -= m_pieces.front().bytes.size() + overhead;
        m_pieces.pop_front();
    }
    return Progress::Waiting;
}

bool RelayFlow::sendFront(int fd, Progress &progress)
{
    Piece &piece = m_pieces.front();
    while (piece.sent < piece.bytes.size()) {
        const ssize_t n = ::send(fd, piece.bytes.data() + piece.sent, piece.bytes.size() - piece.sent,
                                 MSG_NOSIGNAL | MSG_DONTWAIT);
        if (n >= 0) {
            piece.sent += static_cast<std::size_t>(n);
            m_delivered += static_cast<std::size_t>(n);
        } else if (errno == EAGAIN) {
            m_blocked = true;
            progress = Progress::Blocked;
            return false;
        } else if (errno != EINTR) {
            progress = Progress::Broken;
            return false;
        }
    }
    return true;
}

void RelayFlow::abandon()
{
    m_pieces.clear();
    m_buffered = 0;
    m_ended = true;
    m_done = true;
    m_blocked = false;
}

} // namespace movr
