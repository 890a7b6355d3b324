#include "db/cluster/embedded_server.h"

#include <QCoreApplication>
#include <QFile>

#include <arpa/inet.h>
#include <netinet/in.h>
#include <sys/socket.h>
#include <unistd.h>

#include <thread>

namespace movr {

namespace {

struct Tr {
    Q_DECLARE_TR_FUNCTIONS(movr::Cluster)
};

/// A port of 127.0.0.1 that is free now; the wished one when it is.
quint16 freePort(quint16 wished)
{
    const int fd = ::socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0);
    const int on = 1;
    ::setsockopt(fd, SOL_SOCKET, SO_REUSEADDR, &on, sizeof on);
    sockaddr_in address{};
    address.sin_family = AF_INET;
    address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
    address.sin_port = htons(wished);
    socklen_t size = sizeof address;
    auto *plain = reinterpret_cast<sockaddr *>(&address);
    const bool bound = ::bind(fd, plain, size) == 0 && ::getsockname(fd, plain, &size) == 0;
    ::close(fd);
    return bound ? ntohs(address.sin_port) : 0;
}

/// Whether the server of that process takes connections, as pg_ctl finds out: what it writes into its own file. Asking the
/// server itself makes it start a process for each question, while it is busy with its start.
bool isReady(const QString &data, qint64 process)
{
    constexpr qsizetype statusLine = 7; // LOCK_FILE_LINE_PM_STATUS, counted from 0
    QFile file(data + QStringLiteral("/postmaster.pid"));
    if (!file.open(QIODevice::ReadOnly))
        return false;
    const QList<QByteArray> lines = file.readAll().split('\n');
    // A server that crashed has left its own behind.
    return lines.size() > statusLine && lines.constFirst().toLongLong() == process
        && lines.at(statusLine).trimmed() == "ready";
}

QStringList settings(const QString &data, const QString &hbaFile, quint16 port)
{
    return {QStringLiteral("-D"), data, QStringLiteral("-p"), QString::number(port), QStringLiteral("-c"),
            QStringLiteral("listen_addresses=127.0.0.1"), QStringLiteral("-c"),
            QStringLiteral("unix_socket_directories="), QStringLiteral("-c"),
            QStringLiteral("hba_file=") + hbaFile, QStringLiteral("-c"),
            QStringLiteral("password_encryption=scram-sha-256"), QStringLiteral("-c"),
            QStringLiteral("wal_level=logical"), QStringLiteral("-c"), QStringLiteral("max_connections=100"),
            QStringLiteral("-c"), QStringLiteral("max_wal_senders=12"), QStringLiteral("-c"),
            QStringLiteral("max_replication_slots=24"), QStringLiteral("-c"),
            QStringLiteral("max_worker_processes=24"), QStringLiteral("-c"),
            QStringLiteral("max_logical_replication_workers=12"),
            // How often followers try a region again that is gone: each try is a process of its own.
            QStringLiteral("-c"), QStringLiteral("wal_retrieve_retry_interval=1s"), QStringLiteral("-c"),
            QStringLiteral("wal_receiver_status_interval=1s"), QStringLiteral("-c"),
            QStringLiteral("shared_preload_libraries=pg_stat_statements"), QStringLiteral("-c"),
            QStringLiteral("shared_buffers=128MB"), QStringLiteral("-c"), QStringLiteral("max_wal_size=2GB"),
            QStringLiteral("-c"), QStringLiteral("log_min_messages=warning"), QStringLiteral("-c"),
            QStringLiteral("lc_messages=C")};
}

} // namespace

EmbeddedServer::EmbeddedServer(WardenClient &warden, PostgresPrograms programs, QString name, QString data,
                               QString hbaFile)
    : m_warden(warden), m_programs(std::move(programs)), m_name(std::move(name)), m_data(std::move(data)),
      m_hbaFile(std::move(hbaFile))
{}

Result<Done> EmbeddedServer::launch(quint16 port, const QStringList &extra)
{
    QStringList arguments = settings(m_data, m_hbaFile, port);
    for (const QString &setting : extra)
        arguments << QStringLiteral("-c") << setting;
    const QString id = m_name + (m_starts++ ? QStringLiteral("-%1").arg(m_starts) : QString());
    const auto spawned = m_warden.spawn(id, m_programs.postgres, arguments);
    if (!spawned)
        return spawned.failure();
    m_id = id;
    const auto until = std::chrono::steady_clock::now() + std::chrono::seconds(60);
    while (std::chrono::steady_clock::now() < until) {
        if (m_warden.exited(id))
            break;
        if (isReady(m_data, *spawned)) {
            m_port = port;
            return Done{};
        }
        std::this_thread::sleep_for(std::chrono::milliseconds(10));
    }
    return Failure{
        FailureKind::Environment,
        {},
        m_name,
        {},
        true,
        Tr::tr("The embedded server %1 did not start. Its log is %2.log in the cluster's directory.")
            .arg(m_name, id),
        {}};
}

Result<Done> EmbeddedServer::start(const QStringList &extra)
{
    Result<Done> started = Done{};
    // Between finding a free port and the server's own bind somebody else may take it.
    for (int attempt = 0; attempt < 3; ++attempt) {
        quint16 port = freePort(attempt == 0 ? m_port : 0);
        if (port == 0)
            port = freePort(0);
        started = launch(port, extra);
        if (started)
            break;
    }
    return started;
}

Result<Done> EmbeddedServer::end(const QString &signal)
{
    if (m_warden.exited(m_id))
        return Done{};
    if (auto sent = m_warden.signal(m_id, signal); !sent)
        return sent;
    if (m_warden.waitForExit(m_id, std::chrono::seconds(60)))
        return Done{};
    return Failure{FailureKind::Timeout,
                   {},
                   m_name,
                   {},
                   true,
                   Tr::tr("The embedded server %1 did not stop within 60 s.").arg(m_name),
                   {}};
}

Result<Done> EmbeddedServer::stop()
{
    return end(QStringLiteral("INT"));
}

Result<Done> EmbeddedServer::crash()
{
    return end(QStringLiteral("QUIT"));
}

} // namespace movr
