#pragma once

#include "db/cluster/relay_flow.h"
#include "db/cluster/unique_fd.h"

#include <queue>

#include <array>
#include <atomic>
#include <cstdint>
#include <functional>
#include <map>
#include <memory>
#include <mutex>
#include <stop_token>
#include <unordered_map>
#include <vector>

namespace movr {

/// Written by the loop's thread, read by any.
struct RelayCounters {
    std::atomic<std::uint64_t> connections{0};
    std::atomic<std::uint64_t> open{0};
    std::atomic<std::uint64_t> bytesUp{0};
    std::atomic<std::uint64_t> bytesDown{0};
    std::atomic<std::uint64_t> roundTrips{0};
};

/// The thread side of RelayHub: one epoll set, one timer. Only post() and wake() are for other threads.
class RelayLoop
{
public:
    using Clock = RelayFlow::Clock;

    struct Relay {
        std::uint16_t id = 0; ///< the listening port
        UniqueFd listener;
        std::uint16_t target = 0;
        std::chrono::microseconds roundTrip{};
        bool blackhole = false;
        bool refuse = false;
        bool cutNextReply = false;
        std::shared_ptr<RelayCounters> counters;
    };

    RelayLoop();
    bool usable() const { return m_epoll.valid() && m_wake.valid() && m_timer.valid(); }

    void run(std::stop_token stop);
    void wake();
    /// Runs on the loop's thread before it looks at anything that arrived after the call.
    void post(std::function<void(RelayLoop &)> command);

    // On the loop's thread:
    void add(std::shared_ptr<Relay> relay);
    void remove(std::uint16_t id);
    Relay *find(std::uint16_t id);
    void resetConnections(std::uint16_t id);
    /// Delivers everything that was held back.
    void resume(std::uint16_t id);

private:
    enum Side : std::uint8_t { Client = 0, Server = 1 };
    enum class Kind : std::uint8_t { ClientSocket, ServerSocket, Listener, Wake, Timer };
    enum class Link : std::uint8_t { Waiting, Connecting, Up, Down };

    struct Connection {
        std::uint64_t id = 0;
        std::shared_ptr<Relay> relay;
        std::array<UniqueFd, 2> sockets;         ///< by Side
        std::array<std::uint32_t, 2> interest{}; ///< what epoll watches there; 0: not in the set
        std::array<RelayFlow, 2> flows;          ///< by the side that sends
        Link link = Link::Waiting;               ///< to the server
        Clock::time_point serverHears;           ///< when the request to connect arrives there
        Clock::time_point handshakeDone;         ///< when connect() would return on the real link
        bool clientsTurn = true;                 ///< the next bytes of the client are a new round trip
    };
    struct Alarm {
        Clock::time_point at;
        std::uint64_t connection = 0; ///< 0: `relay` accepts again
        std::uint16_t relay = 0;
        bool operator>(const Alarm &other) const { return at > other.at; }
    };

    static std::uint64_t token(Kind kind, std::uint64_t id)
    {
        return (id << 3) | static_cast<std::uint64_t>(kind);
    }
    Connection *connection(std::uint64_t id);

    void runCommands();
    void dispatch(std::uint64_t eventToken, std::uint32_t events);
    void fireAlarms();
    void armTimer();
    void watch(int fd, std::uint64_t eventToken);

    void accept(Relay &relay);
    void acceptOne(const std::shared_ptr<Relay> &relay, UniqueFd client);
    void connectServer(Connection &c);
    void serverAnswered(Connection &c);
    void serverUnreachable(Connection &c);
    void readFrom(Connection &c, Side side);
    void took(Connection &c, Side side, std::string_view bytes);
    void endOf(Connection &c, Side side, RelayFlow::Ending ending);
    void loseReply(Connection &c);
    void advance(std::uint64_t id);
    bool deliver(Connection &c, Side from); ///< false: the connection is gone
    void updateInterest(Connection &c);
    void drop(Connection &c, bool reset);
    Clock::time_point dueFrom(const Connection &c, Clock::time_point now) const;

    UniqueFd m_epoll;
    UniqueFd m_wake;
    UniqueFd m_timer;
    std::mutex m_mutex; ///< guards m_commands
    std::vector<std::function<void(RelayLoop &)>> m_commands;

    std::map<std::uint16_t, std::shared_ptr<Relay>> m_relays;
    std::unordered_map<std::uint64_t, std::unique_ptr<Connection>> m_connections;
    std::priority_queue<Alarm, std::vector<Alarm>, std::greater<>> m_alarms;
    std::uint64_t m_lastConnection = 0;
    std::vector<char> m_scratch;
};

} // namespace movr
