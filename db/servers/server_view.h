#pragma once

#include "db/base/result.h"
#include "db/base/timing.h"
#include "db/latency/latency_figures.h"

#include <QDateTime>
#include <QFuture>
#include <QList>
#include <QString>

#include <optional>

namespace movr {

class Lane;

/// What a server measured itself of one statement since its statistics were reset: time in the database, without network.
struct ServerStatement {
    QString
        statement; ///< the console's name for it ("transactions/start_ride"); empty for others' statements
    QString text;  ///< as the server keeps it, constants as $1
    qint64 calls = 0;
    qint64 rows = 0;
    Nanoseconds mean{}, deviation{}, least{}, most{};

    /// The calls of another form of it as well. The deviation is that of all calls.
    void add(const ServerStatement &form);
};

/// Of one region.
struct ServerStatements {
    QString region;
    bool available = false; ///< pg_stat_statements can be read there
    QString hint;           ///< when not: why, and what to do
    QList<ServerStatement>
        statements;   ///< the dearest in sum first, 500 at most; those of the console among them
    QDateTime readAt; ///< UTC
};

/// Adds up the forms of each statement of the console (prepared by other roles, under other names), each in the place of
/// its first.
void addUpForms(QList<ServerStatement> &statements);

/// A statement in the console's figures beside the server's.
struct ComparedStatement {
    QString statement;
    LatencyFigures console;
    std::optional<ServerStatement> server; ///< unset where the server does not know it
    /// Mean seen here less mean in the database: network and what lies between. Unset without either.
    std::optional<Nanoseconds> difference;
    /// The measured network floor's part of it, and what is left: waiting for the link, planning, the relay.
    std::optional<Nanoseconds> network;
    std::optional<Nanoseconds> unexplained;
};
/// `console`: one region's table; `floor`: that region's median round trip, where known.
QList<ComparedStatement> compareWithServer(const QList<StatementFigures> &console,
                                           const ServerStatements &server, std::optional<Nanoseconds> floor);

/// A connection to a region's server.
struct ServerSession {
    int pid = 0;
    QString startedAt;          ///< with the pid it names the session for good
    QString statementStartedAt; ///< with the above it names that run of a statement
    QString user, application, client;
    QString state; ///< "active", "idle", "idle in transaction", ...; empty for background work
    Nanoseconds stateAge{};
    std::optional<Nanoseconds> transactionAge;
    std::optional<Nanoseconds> statementAge; ///< of a running one
    QString waitKind, waitFor;               ///< "Lock", "transactionid"; empty when it does not wait
    QList<int> blockedBy;                    ///< pids
    QString text;                            ///< of the last or running statement, 2,000 characters at most
    QString statement;                       ///< the console's name for it, or empty
    QString kind;                            ///< "client backend", "walsender", ...
    bool own = false;                        ///< the one that asked

    /// There is a statement to cancel.
    bool cancellable() const { return state == u"active" && kind == u"client backend" && !own; }
};

enum class CancelOutcome {
    Asked,    ///< the server told the session to stop what it runs
    GoneByNow ///< that session is not there any more, or runs another statement
};

/// A region that follows another one's partitions: how long until it has confirmed what was written.
struct FollowerLag {
    QString publisher;  ///< region that was asked
    QString subscriber; ///< region that follows it; the subscription's name where that is not the console's
    std::optional<Nanoseconds>
        written; ///< confirmed as received: the round trip between the two; unset while idle
    std::optional<Nanoseconds> replayed; ///< confirmed as applied
};

/// Readers on a region's queries lane; `view` as in Lane::submit().
QFuture<Result<ServerStatements>> readServerStatements(Lane &lane, const QString &view);
QFuture<Result<QList<ServerSession>>> readSessions(Lane &lane, const QString &view);
QFuture<Result<QList<FollowerLag>>> readFollowerLags(Lane &lane, const QString &view);
/// Permission failures come as such: one may cancel one's own role's statements, and pg_signal_backend others'.
QFuture<Result<CancelOutcome>> cancelSession(Lane &lane, const ServerSession &session);

/// The region whose server a subscription of the console's own belongs to; its name where it is another's.
QString regionOfSubscription(const QString &subscription, const QStringList &regions);

/// The console's name of a statement, by its text as a server shows it; empty for others'. Thread-safe.
QString statementNameOf(const QString &text);

} // namespace movr
