#include "db/cluster/relay_loop.h"

#include <netinet/in.h>
#include <netinet/tcp.h>
#include <sys/epoll.h>
#include <sys/eventfd.h>
#include <sys/socket.h>
#include <sys/timerfd.h>

#include <algorithm>
#include <cerrno>
#include <ctime>

namespace movr {

namespace {

constexpr std::size_t chunkBytes = 64 * 1024;
constexpr std::chrono::milliseconds acceptPause{100};
/// A sleeping thread runs some 50 to 100 µs after its timer: twice in each round trip, on top of a link of half a
/// millisecond. So the timer rings this much early, and the rest is waited for awake.
constexpr std::chrono::microseconds wakingTime{80};

void withoutNagle(int fd)
{
    const int on = 1;
    ::setsockopt(fd, IPPROTO_TCP, TCP_NODELAY, &on, sizeof on);
}

void resetOnClose(int fd)
{
    const linger hard{1, 0};
    ::setsockopt(fd, SOL_SOCKET, SO_LINGER, &hard, sizeof hard);
}

void emptyCounter(int fd)
{
    std::uint64_t count = 0;
    [[maybe_unused]] const ssize_t n = ::read(fd, &count, sizeof count);
}

} // namespace

RelayLoop::RelayLoop()
    : m_epoll(::epoll_create1(EPOLL_CLOEXEC)), m_wake(::eventfd(0, EFD_CLOEXEC | EFD_NONBLOCK)),
      m_timer(::timerfd_create(CLOCK_MONOTONIC, TFD_CLOEXEC | TFD_NONBLOCK)), m_scratch(chunkBytes)
{
    if (!usable())
        return;
    watch(m_wake.get(), token(Kind::Wake, 0));
    watch(m_timer.get(), token(Kind::Timer, 0));
}

void RelayLoop::watch(int fd, std::uint64_t eventToken)
{
    epoll_event event{};
    event.events = EPOLLIN;
    event.data.u64 = eventToken;
    ::epoll_ctl(m_epoll.get(), EPOLL_CTL_ADD, fd, &event);
}

void RelayLoop::wake()
{
    const std::uint64_t one = 1;
    [[maybe_unused]] const ssize_t n = ::write(m_wake.get(), &one, sizeof one);
}

void RelayLoop::post(std::function<void(RelayLoop &)> command)
{
    {
        const std::lock_guard lock(m_mutex);
        m_commands.push_back(std::move(command));
    }
    wake();
}

void RelayLoop::run(std::stop_token stop)
{
    std::array<epoll_event, 64> events{};
    while (!stop.stop_requested()) {
        const bool awake = !m_alarms.empty() && m_alarms.top().at - wakingTime <= Clock::now();
        if (!awake)
            armTimer();
        const int n =
            ::epoll_wait(m_epoll.get(), events.data(), static_cast<int>(events.size()), awake ? 0 : -1);
        runCommands();
        for (std::size_t i = 0; n > 0 && i < static_cast<std::size_t>(n); ++i)
            dispatch(events[i].data.u64, events[i].events);
        fireAlarms();
    }
    m_connections.clear();
    m_relays.clear();
}

void RelayLoop::runCommands()
{
    std::vector<std::function<void(RelayLoop &)>> commands;
    {
        const std::lock_guard lock(m_mutex);
        commands.swap(m_commands);
    }
    for (const auto &command : commands)
        command(*this);
}

void RelayLoop::armTimer()
{
    // steady_clock is CLOCK_MONOTONIC here, and an absolute timer of that clock has no slack.
    itimerspec spec{};
    if (!m_alarms.empty()) {
        const std::chrono::nanoseconds at = (m_alarms.top().at - wakingTime).time_since_epoch();
        spec.it_value.tv_sec = static_cast<std::time_t>(at.count() / 1'000'000'000);
        spec.it_value.tv_nsec = static_cast<long>(at.count() % 1'000'000'000);
    }
    ::timerfd_settime(m_timer.get(), TFD_TIMER_ABSTIME, &spec, nullptr);
}

void RelayLoop::fireAlarms()
{
    const auto now = Clock::now();
    while (!m_alarms.empty() && m_alarms.top().at <= now) {
        const Alarm alarm = m_alarms.top();
        m_alarms.pop();
        if (alarm.connection != 0)
            advance(alarm.connection);
        else if (Relay *relay = find(alarm.relay))
            watch(relay->listener.get(), token(Kind::Listener, relay->id));
    }
}

void RelayLoop::dispatch(std::uint64_t eventToken, std::uint32_t events)
{
    const auto kind = static_cast<Kind>(eventToken & 7);
    const std::uint64_t id = eventToken >> 3;
    switch (kind) {
    case Kind::Wake:
        emptyCounter(m_wake.get());
        return;
    case Kind::Timer:
        emptyCounter(m_timer.get());
        return;
    case Kind::Listener:
        if (Relay *relay = find(static_cast<std::uint16_t>(id)))
            accept(*relay);
        return;
    case Kind::ClientSocket:
    case Kind::ServerSocket:
        break;
    }
    Connection *c = connection(id);
    if (!c)
        return;
    const Side side = kind == Kind::ClientSocket ? Client : Server;
    if (side == Server && c->link == Link::Connecting)
        serverAnswered(*c);
    else if ((events & (EPOLLIN | EPOLLHUP | EPOLLERR)) && c->flows[side].wantsMore())
        readFrom(*c, side);
    advance(id);
}

RelayLoop::Connection *RelayLoop::connection(std::uint64_t id)
{
    const auto it = m_connections.find(id);
    return it == m_connections.end() ? nullptr : it->second.get();
}

RelayLoop::Relay *RelayLoop::find(std::uint16_t id)
{
    const auto it = m_relays.find(id);
    return it == m_relays.end() ? nullptr : it->second.get();
}

void RelayLoop::add(std::shared_ptr<Relay> relay)
{
    watch(relay->listener.get(), token(Kind::Listener, relay->id));
    m_relays[relay->id] = std::move(relay);
}

void RelayLoop::remove(std::uint16_t id)
{
    if (Relay *relay = find(id))
        relay->listener.reset(); // first: whoever sees its connection end finds nothing to connect to
    resetConnections(id);
    m_relays.erase(id);
}

void RelayLoop::resetConnections(std::uint16_t id)
{
    std::vector<Connection *> doomed;
    for (const auto &[key, c] : m_connections) {
        if (c->relay->id == id)
            doomed.push_back(c.get());
    }
    for (Connection *c : doomed)
        drop(*c, true);
}

void RelayLoop::resume(std::uint16_t id)
{
    std::vector<std::uint64_t> held;
    for (const auto &[key, c] : m_connections) {
        if (c->relay->id == id)
            held.push_back(key);
    }
    for (const std::uint64_t key : held)
        advance(key);
}

void RelayLoop::accept(Relay &relay)
{
    const auto shared = m_relays.at(relay.id);
    while (true) {
        UniqueFd client(::accept4(relay.listener.get(), nullptr, nullptr, SOCK_NONBLOCK | SOCK_CLOEXEC));
        if (client.valid()) {
            runCommands(); // as in readFrom()
            if (!shared->listener.valid())
                return;
            acceptOne(shared, std::move(client));
            continue;
        }
        if (errno == EINTR || errno == ECONNABORTED)
            continue;
        if (errno != EAGAIN) {
            // Out of descriptors or memory: look away for a moment instead of spinning.
            ::epoll_ctl(m_epoll.get(), EPOLL_CTL_DEL, relay.listener.get(), nullptr);
            m_alarms.push({Clock::now() + acceptPause, 0, relay.id});
        }
        return;
    }
}

void RelayLoop::acceptOne(const std::shared_ptr<Relay> &relay, UniqueFd client)
{
    ++relay->counters->connections;
    if (relay->refuse) {
        resetOnClose(client.get());
        return;
    }
    withoutNagle(client.get());
    ++relay->counters->open;
    auto c = std::make_unique<Connection>();
    c->id = ++m_lastConnection;
    c->relay = relay;
    c->sockets[Client] = std::move(client);
    const auto now = Clock::now();
    c->serverHears = now + relay->roundTrip / 2;
    c->handshakeDone = now + relay->roundTrip;
    m_alarms.push({c->serverHears, c->id, relay->id});
    Connection &added = *c;
    m_connections.emplace(added.id, std::move(c));
    updateInterest(added);
}

void RelayLoop::connectServer(Connection &c)
{
    UniqueFd server(::socket(AF_INET, SOCK_STREAM | SOCK_NONBLOCK | SOCK_CLOEXEC, 0));
    if (!server.valid()) {
        serverUnreachable(c);
        return;
    }
    withoutNagle(server.get());
    sockaddr_in address{};
    address.sin_family = AF_INET;
    address.sin_port = htons(c.relay->target);
    address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
    c.sockets[Server] = std::move(server);
    const int status =
        ::connect(c.sockets[Server].get(), reinterpret_cast<const sockaddr *>(&address), sizeof address);
    if (status == 0)
        c.link = Link::Up;
    else if (errno == EINPROGRESS)
        c.link = Link::Connecting;
    else
        serverUnreachable(c);
}

void RelayLoop::serverAnswered(Connection &c)
{
    int error = 0;
    socklen_t size = sizeof error;
    ::getsockopt(c.sockets[Server].get(), SOL_SOCKET, SO_ERROR, &error, &size);
    if (error == 0)
        c.link = Link::Up;
    else
        serverUnreachable(c);
}

void RelayLoop::serverUnreachable(Connection &c)
{
    if (c.interest[Server] != 0) {
        ::epoll_ctl(m_epoll.get(), EPOLL_CTL_DEL, c.sockets[Server].get(), nullptr);
        c.interest[Server] = 0;
    }
    c.sockets[Server].reset();
    c.link = Link::Down;
    c.flows[Client].abandon();
    endOf(c, Server, RelayFlow::Ending::Reset);
}

RelayLoop::Clock::time_point RelayLoop::dueFrom(const Connection &c, Clock::time_point now) const
{
    return now + c.relay->roundTrip / 2;
}

void RelayLoop::readFrom(Connection &c, Side side)
{
    const ssize_t n = ::recv(c.sockets[side].get(), m_scratch.data(), m_scratch.size(), MSG_DONTWAIT);
    const int error = errno;
    // Whoever set a fault and then sent bytes expects the fault to meet them, and they may be these.
    const std::uint64_t id = c.id;
    runCommands();
    if (!connection(id) || !c.flows[side].wantsMore())
        return;
    if (n > 0)
        took(c, side, std::string_view(m_scratch.data(), static_cast<std::size_t>(n)));
    else if (n == 0)
        endOf(c, side, RelayFlow::Ending::Finished);
    else if (error != EAGAIN && error != EINTR)
        endOf(c, side, RelayFlow::Ending::Reset);
}

void RelayLoop::took(Connection &c, Side side, std::string_view bytes)
{
    const auto now = Clock::now();
    RelayCounters &counters = *c.relay->counters;
    if (side == Client) {
        counters.bytesUp += bytes.size();
        if (c.clientsTurn)
            ++counters.roundTrips;
        c.clientsTurn = false;
        // A real client could not have sent it before its connect() returned.
        const auto due = c.flows[Client].push(bytes, dueFrom(c, std::max(now, c.handshakeDone)));
        m_alarms.push({due, c.id, c.relay->id});
        return;
    }
    counters.bytesDown += bytes.size();
    if (c.relay->cutNextReply) {
        c.relay->cutNextReply = false;
        loseReply(c);
        return;
    }
    const auto due = c.flows[Server].push(bytes, std::max(dueFrom(c, now), c.handshakeDone));
    m_alarms.push({due, c.id, c.relay->id});
}

void RelayLoop::endOf(Connection &c, Side side, RelayFlow::Ending ending)
{
    if (c.flows[side].ended())
        return;
    const auto now = Clock::now();
    const auto start = side == Client ? std::max(now, c.handshakeDone) : now;
    const auto due = c.flows[side].pushEnding(ending, dueFrom(c, start));
    m_alarms.push({due, c.id, c.relay->id});
}

void RelayLoop::loseReply(Connection &c)
{
    // The client learns of it when the reply would have come; what was under way before still arrives.
    c.flows[Client].abandon();
    endOf(c, Server, RelayFlow::Ending::Reset);
}

void RelayLoop::advance(std::uint64_t id)
{
    Connection *c = connection(id);
    if (!c)
        return;
    const bool flows = !c->relay->blackhole;
    if (c->link == Link::Waiting && c->flows[Client].ended() && !flows) {
        drop(*c, false); // gave up while the link is dead: the server never hears of it
        return;
    }
    if (flows) {
        if (c->link == Link::Waiting && Clock::now() >= c->serverHears)
            connectServer(*c);
        if (!deliver(*c, Client) || !deliver(*c, Server))
            return;
    }
    if (c->flows[Client].done() && c->flows[Server].done()) {
        drop(*c, false);
        return;
    }
    updateInterest(*c);
}

bool RelayLoop::deliver(Connection &c, Side from)
{
    const Side to = from == Client ? Server : Client;
    if (to == Server && c.link != Link::Up)
        return true;
    RelayFlow &flow = c.flows[from];
    const std::size_t before = flow.delivered();
    const auto progress = flow.deliver(c.sockets[to].get(), Clock::now());
    if (from == Server && flow.delivered() != before)
        c.clientsTurn = true;
    if (progress == RelayFlow::Progress::Reset) {
        drop(c, true);
        return false;
    }
    if (progress == RelayFlow::Progress::Broken) {
        // The receiver is gone; the sender learns of it half a round trip later, as a reset.
        flow.abandon();
        endOf(c, to, RelayFlow::Ending::Reset);
    }
    return true;
}

void RelayLoop::updateInterest(Connection &c)
{
    const std::array<bool, 2> readable{c.flows[Client].wantsMore(),
                                       c.link == Link::Up && c.flows[Server].wantsMore()};
    const std::array<bool, 2> writable{c.flows[Server].blocked() && !c.relay->blackhole,
                                       c.link == Link::Connecting
                                           || (c.flows[Client].blocked() && !c.relay->blackhole)};
    for (const Side side : {Client, Server}) {
        const std::uint32_t wanted =
            (readable[side] ? std::uint32_t{EPOLLIN} : 0u) | (writable[side] ? std::uint32_t{EPOLLOUT} : 0u);
        if (wanted == c.interest[side] || !c.sockets[side].valid())
            continue;
        // A socket of no interest leaves the set: epoll reports hang-ups whether one asks for them or not.
        const int operation = wanted == 0           ? EPOLL_CTL_DEL
                            : c.interest[side] == 0 ? EPOLL_CTL_ADD
                                                    : EPOLL_CTL_MOD;
        epoll_event event{};
        event.events = wanted;
        event.data.u64 = token(side == Client ? Kind::ClientSocket : Kind::ServerSocket, c.id);
        ::epoll_ctl(m_epoll.get(), operation, c.sockets[side].get(), &event);
        c.interest[side] = wanted;
    }
}

void RelayLoop::drop(Connection &c, bool reset)
{
    for (const UniqueFd &socket : c.sockets) {
        if (reset && socket.valid())
            resetOnClose(socket.get());
    }
    --c.relay->counters->open;
    m_connections.erase(c.id);
}

} // namespace movr
