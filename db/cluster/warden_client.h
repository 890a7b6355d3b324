#pragma once

#include "db/base/result.h"
#include "db/cluster/unique_fd.h"

#include <QCoreApplication>
#include <QString>
#include <QStringList>

#include <sys/types.h>

#include <chrono>
#include <condition_variable>
#include <functional>
#include <map>
#include <memory>
#include <mutex>
#include <optional>
#include <string>
#include <thread>

namespace movr {

/// Starts movr-warden, the parent of the embedded servers, and talks to it. The warden ends the servers and
/// removes its directory as soon as this object, or the whole process, is gone.
///
/// Thread-safe. The calls block until the warden has answered, so not on the GUI thread. Failures are
/// FailureKind::Environment; Timeout when a deadline passed.
class WardenClient
{
    Q_DECLARE_TR_FUNCTIONS(WardenClient)

public:
    /// Called on a thread of the client's own when a spawned program has ended; 128 + n: by signal n.
    using ExitCallback = std::function<void(const QString &id, int exitCode)>;

    /// `program`: path of movr-warden, see wardenProgram(). `directory` is made when it is missing; one that
    /// a dead warden left behind is taken over as it is. `keep`: it stays there in the end.
    static Result<std::unique_ptr<WardenClient>> start(const QString &program, const QString &directory,
                                                       bool keep);

    /// Lets the warden clean up on its own, as quit() does, and does not wait for it.
    ~WardenClient();
    WardenClient(const WardenClient &) = delete;
    WardenClient &operator=(const WardenClient &) = delete;

    /// Runs a program to its end, output in DIRECTORY/`id`.log. The exit code, 128 + n: ended by signal n.
    /// After the timeout it is killed.
    Result<int> run(const QString &id, const QString &program, const QStringList &arguments,
                    std::chrono::milliseconds timeout);
    /// Starts a server; its process id. `id` is free again when it has ended.
    Result<qint64> spawn(const QString &id, const QString &program, const QStringList &arguments);
    /// `name`: INT, TERM, QUIT, KILL, STOP or CONT.
    Result<Done> signal(const QString &id, const QString &name);

    /// Exit code of a spawned program that has ended.
    std::optional<int> exited(const QString &id) const;
    /// The same, waiting at most so long for it.
    std::optional<int> waitForExit(const QString &id, std::chrono::milliseconds timeout) const;
    void setExitCallback(ExitCallback callback);

    /// Ends all servers (how: see warden/warden.h), then the warden. Ok: all gone, the directory too unless kept.
    Result<Done> quit(std::chrono::milliseconds timeout = std::chrono::seconds(15));

    /// False once the warden has ended, for whatever reason.
    bool running() const;
    qint64 processId() const { return m_pid; }

private:
    /// What the warden has answered about one id.
    struct Answers {
        std::optional<int> done;
        std::optional<qint64> spawned;
        std::optional<int> exited;
        std::optional<QString> error;
        bool signalled = false;
    };

    WardenClient() = default;
    bool launch(const std::string &program, const std::string &directory, bool keep);
    Result<Done> awaitReady();
    void read();
    void take(const std::string &line);
    bool send(const QStringList &fields);
    template <class Predicate>
    bool await(std::unique_lock<std::mutex> &lock, std::chrono::milliseconds timeout,
               Predicate predicate) const;
    Failure failureFor(const QString &id) const; ///< with m_mutex held
    bool reaped(std::chrono::milliseconds timeout);

    pid_t m_pid = -1;
    UniqueFd m_input;  ///< to the warden: its end tells it that we are gone
    UniqueFd m_output; ///< from it
    UniqueFd m_stop;   ///< ends the reader

    std::mutex m_requests;      ///< one spawn or signal at a time
    mutable std::mutex m_mutex; ///< guards what follows
    mutable std::condition_variable m_changed;
    std::map<QString, Answers> m_answers;
    std::optional<QString> m_refusal; ///< why it did not start
    bool m_ready = false;
    bool m_bye = false;
    bool m_gone = false;
    ExitCallback m_exitCallback;
    std::mutex m_writing; ///< keeps lines whole
    std::jthread m_reader;
};

/// Path of movr-warden: beside the running program, or in ../libexec/movr-console. Empty when it is missing.
QString wardenProgram();

} // namespace movr
