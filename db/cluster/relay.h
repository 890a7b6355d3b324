#pragma once

#include "db/base/result.h"

#include <QCoreApplication>
#include <QString>

#include <chrono>
#include <map>
#include <memory>
#include <mutex>
#include <thread>

namespace movr {

class RelayLoop;
struct RelayCounters;

/// Names a relay: the port it listens on at 127.0.0.1.
using RelayId = quint16;

/// One delayed link to a server on this machine.
struct RelayRoute {
    QString name;                          ///< for messages: "gcp-us-east1"
    quint16 targetPort = 0;                ///< server's port at 127.0.0.1
    std::chrono::microseconds roundTrip{}; ///< added to what loopback itself costs
};

/// What has passed a relay, over all its connections since it was opened or resetStats().
struct RelayStats {
    quint64 connections = 0;     ///< accepted
    quint64 openConnections = 0; ///< open now; not touched by resetStats()
    quint64 bytesUp = 0;         ///< read from clients
    quint64 bytesDown = 0;       ///< read from the server

    /// Flights from client to server: how often a client spoke first on a connection, or spoke again after
    /// bytes of the server had been handed to it. With a request/response protocol this is the number of
    /// network round trips that the client waited for; requests sent together count once. The round trip
    /// of the TCP handshake is not in it.
    quint64 roundTrips = 0;
};

/// TCP relays on loopback that add a round trip, served by one thread of its own.
///
/// Half of the round trip is added in each direction to every piece of data, to the end of a stream and to
/// resets, in order; bandwidth is not limited. Connecting costs one round trip too, as on a real link:
/// connect() itself returns at once, but the first bytes leave only when the handshake would be done.
///
/// All methods are thread-safe and do not block. Settings take effect before any byte that is sent after the
/// call returned. Unknown ids are ignored.
class RelayHub
{
    Q_DECLARE_TR_FUNCTIONS(RelayHub)

public:
    RelayHub();
    ~RelayHub(); ///< closes every relay and every connection, ends the thread
    RelayHub(const RelayHub &) = delete;
    RelayHub &operator=(const RelayHub &) = delete;

    /// Starts to listen on a free port of 127.0.0.1. Fails with FailureKind::Environment.
    Result<RelayId> open(const RelayRoute &route);
    /// Ends a relay and its connections.
    void close(RelayId id);

    void setTarget(RelayId id, quint16 targetPort);                     ///< for connections from now on
    void setRoundTrip(RelayId id, std::chrono::microseconds roundTrip); ///< for bytes from now on

    RelayStats stats(RelayId id) const;
    void resetStats(RelayId id);

    /// While set, nothing is forwarded, not even the end of a connection; both sides just wait. What piled
    /// up (at most 8 MiB a direction) arrives when it is lifted, as it does when a link comes back.
    void setBlackhole(RelayId id, bool on);
    /// While set, new connections are reset at once; open ones are reset when it is set.
    void setRefuse(RelayId id, bool on);
    /// The next bytes that the server sends to any client of this relay are lost: the connection is closed
    /// instead. The server has done its work by then, and its reply never arrives. Works once.
    void cutNextReply(RelayId id);
    /// Resets all open connections now.
    void cutAll(RelayId id);

private:
    std::shared_ptr<RelayCounters> counters(RelayId id) const;

    mutable std::mutex m_mutex; ///< guards m_counters
    std::map<RelayId, std::shared_ptr<RelayCounters>> m_counters;
    std::unique_ptr<RelayLoop> m_loop;
    std::jthread m_thread; ///< last: ends before what it uses
};

} // namespace movr
