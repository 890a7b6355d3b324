#pragma once

#include "db/base/result.h"
#include "db/lane/conninfo.h"

#include <QByteArray>
#include <QList>

#include <chrono>
#include <memory>

struct pg_conn;

namespace movr {

class LatencyRecorder;
class WakeUp;

/// A libpq connection that spends its life waiting for notifications. Everything it waits for, the connect and
/// an answer too, ends at its deadline, and at once when `wake` says stop (as a failure of kind Cancelled).
/// For one thread.
class NoticeConnection
{
public:
    /// `recorder`: gets a sample of every statement; may be null.
    NoticeConnection(ConnectionSettings settings, WakeUp &wake,
                     std::shared_ptr<LatencyRecorder> recorder = {});
    ~NoticeConnection();

    Result<Done> open(); ///< 5 s at most
    void close();

    /// The first cell of the first row that the statement (a file below sql/postgresql/) returns, or null.
    Result<QString> ask(const QString &statement, std::chrono::milliseconds limit);

    enum class Heard {
        Something, ///< take it with takeMessages()
        Nothing,   ///< for so long
        Nudge      ///< somebody wants the connection to be looked after
    };
    Result<Heard> listen(std::chrono::milliseconds limit);
    /// Payloads in the order in which they came.
    QList<QByteArray> takeMessages();

private:
    using Clock = std::chrono::steady_clock;
    enum class Woken { Ready, Late, Stopped, Nudged };

    Woken waitFor(short events, Clock::time_point until, bool untilNudged);
    Result<Done> flush(const QString &statement, Clock::time_point until);
    Result<QString> send(const QString &statement, std::chrono::milliseconds limit);
    Result<QString> readAnswer(const QString &statement, Clock::time_point until, Clock::duration limit);
    Failure failed(Woken how, const QString &statement, Clock::duration limit) const;
    Failure lost(const QString &statement) const;

    ConnectionSettings m_settings;
    WakeUp &m_wake;
    std::shared_ptr<LatencyRecorder> m_recorder;
    bool m_connecting = false;
    std::unique_ptr<pg_conn, void (*)(pg_conn *)> m_connection;
};

} // namespace movr
