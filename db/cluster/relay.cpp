#include "db/cluster/relay.h"

#include "db/cluster/relay_loop.h"

#include <netinet/in.h>
#include <sys/socket.h>

#include <algorithm>
#include <cerrno>
#include <cstring>

namespace movr {

namespace {

/// A listening socket on a free port of 127.0.0.1; sets `port`. Invalid on failure, errno says why.
UniqueFd listenOnLoopback(quint16 &port)
{
    UniqueFd fd(::socket(AF_INET, SOCK_STREAM | SOCK_NONBLOCK | SOCK_CLOEXEC, 0));
    sockaddr_in address{};
    address.sin_family = AF_INET;
    address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
    socklen_t size = sizeof address;
    auto *generic = reinterpret_cast<sockaddr *>(&address);
    if (!fd.valid() || ::bind(fd.get(), generic, size) != 0 || ::listen(fd.get(), SOMAXCONN) != 0
        || ::getsockname(fd.get(), generic, &size) != 0)
        return {};
    port = ntohs(address.sin_port);
    return fd;
}

} // namespace

RelayHub::RelayHub() : m_loop(std::make_unique<RelayLoop>())
{
    if (m_loop->usable())
        m_thread = std::jthread([loop = m_loop.get()](std::stop_token stop) { loop->run(std::move(stop)); });
}

RelayHub::~RelayHub()
{
    m_thread.request_stop();
    m_loop->wake();
}

Result<RelayId> RelayHub::open(const RelayRoute &route)
{
    auto relay = std::make_shared<RelayLoop::Relay>();
    if (m_loop->usable())
        relay->listener = listenOnLoopback(relay->id);
    if (!relay->listener.valid()) {
        const QString reason = QString::fromLocal8Bit(std::strerror(errno));
        Failure failure;
        failure.kind = FailureKind::Environment;
        failure.region = route.name;
        failure.sentence = tr("The link to %1 cannot be opened on 127.0.0.1: %2.").arg(route.name, reason);
        return failure;
    }
    relay->target = route.targetPort;
    relay->roundTrip = std::max(route.roundTrip, std::chrono::microseconds(0));
    relay->counters = std::make_shared<RelayCounters>();
    const RelayId id = relay->id;
    {
        const std::lock_guard lock(m_mutex);
        m_counters[id] = relay->counters;
    }
    m_loop->post([relay](RelayLoop &loop) { loop.add(relay); });
    return id;
}

void RelayHub::close(RelayId id)
{
    {
        const std::lock_guard lock(m_mutex);
        m_counters.erase(id);
    }
    m_loop->post([id](RelayLoop &loop) { loop.remove(id); });
}

void RelayHub::setTarget(RelayId id, quint16 targetPort)
{
    m_loop->post([id, targetPort](RelayLoop &loop) {
        if (auto *relay = loop.find(id))
            relay->target = targetPort;
    });
}

void RelayHub::setRoundTrip(RelayId id, std::chrono::microseconds roundTrip)
{
    m_loop->post([id, roundTrip](RelayLoop &loop) {
        if (auto *relay = loop.find(id))
            relay->roundTrip = std::max(roundTrip, std::chrono::microseconds(0));
    });
}

std::shared_ptr<RelayCounters> RelayHub::counters(RelayId id) const
{
    const std::lock_guard lock(m_mutex);
    const auto it = m_counters.find(id);
    return it == m_counters.end() ? nullptr : it->second;
}

RelayStats RelayHub::stats(RelayId id) const
{
    RelayStats stats;
    if (const auto c = counters(id)) {
        stats.connections = c->connections;
        stats.openConnections = c->open;
        stats.bytesUp = c->bytesUp;
        stats.bytesDown = c->bytesDown;
        stats.roundTrips = c->roundTrips;
    }
    return stats;
}

void RelayHub::resetStats(RelayId id)
{
    if (const auto c = counters(id)) {
        c->connections = 0;
        c->bytesUp = 0;
        c->bytesDown = 0;
        c->roundTrips = 0;
    }
}

void RelayHub::setBlackhole(RelayId id, bool on)
{
    m_loop->post([id, on](RelayLoop &loop) {
        if (auto *relay = loop.find(id)) {
            relay->blackhole = on;
            loop.resume(id);
        }
    });
}

void RelayHub::setRefuse(RelayId id, bool on)
{
    m_loop->post([id, on](RelayLoop &loop) {
        if (auto *relay = loop.find(id))
            relay->refuse = on;
        if (on)
            loop.resetConnections(id);
    });
}

void RelayHub::cutNextReply(RelayId id)
{
    m_loop->post([id](RelayLoop &loop) {
        if (auto *relay = loop.find(id))
            relay->cutNextReply = true;
    });
}

void RelayHub::cutAll(RelayId id)
{
    m_loop->post([id](RelayLoop &loop) { loop.resetConnections(id); });
}

} // namespace movr
