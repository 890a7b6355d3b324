#include "db/cluster/warden_client.h"

#include "db/cluster/warden/protocol.h"

#include <QFileInfo>

#include <fcntl.h>
#include <poll.h>
#include <signal.h>
#include <spawn.h>
#include <sys/eventfd.h>
#include <sys/wait.h>
#include <unistd.h>

#include <array>
#include <cerrno>
#include <cstring>
#include <utility>
#include <vector>

namespace movr {

namespace {

using namespace std::chrono_literals;

constexpr std::chrono::seconds shortAnswer{5}; ///< starting a process or sending a signal

Failure failure(FailureKind kind, const QString &sentence)
{
    Failure f;
    f.kind = kind;
    f.sentence = sentence;
    return f;
}

/// The child must not inherit what this process ignores or blocks.
void resetSignals(posix_spawnattr_t &attributes)
{
    sigset_t none;
    sigset_t all;
    sigemptyset(&none);
    sigfillset(&all);
    posix_spawnattr_setsigmask(&attributes, &none);
    posix_spawnattr_setsigdefault(&attributes, &all);
    posix_spawnattr_setflags(&attributes, POSIX_SPAWN_SETSIGMASK | POSIX_SPAWN_SETSIGDEF);
}

} // namespace

Result<std::unique_ptr<WardenClient>> WardenClient::start(const QString &program, const QString &directory,
                                                          bool keep)
{
    std::unique_ptr<WardenClient> client(new WardenClient);
    if (program.isEmpty())
        return failure(FailureKind::Environment,
                       tr("The program movr-warden is missing. It belongs beside movr-console."));
    if (!client->launch(program.toStdString(), directory.toStdString(), keep))
        return failure(FailureKind::Environment,
                       tr("The program %1 could not be started: %2.")
                           .arg(program, QString::fromLocal8Bit(std::strerror(errno))));
    client->m_reader = std::jthread([c = client.get()] { c->read(); });
    if (auto ready = client->awaitReady(); !ready)
        return ready.failure();
    return client;
}

bool WardenClient::launch(const std::string &program, const std::string &directory, bool keep)
{
    // Close-on-exec from the start: another child of this process that held the writing end would keep the
    // warden from ever noticing that we are gone.
    std::array<int, 2> in{-1, -1};
    std::array<int, 2> out{-1, -1};
    if (::pipe2(in.data(), O_CLOEXEC) != 0)
        return false;
    const UniqueFd childInput(in[0]);
    m_input.reset(in[1]);
    if (::pipe2(out.data(), O_CLOEXEC) != 0)
        return false;
    m_output.reset(out[0]);
    const UniqueFd childOutput(out[1]);
    m_stop.reset(::eventfd(0, EFD_CLOEXEC));
    if (!m_stop.valid())
        return false;

    posix_spawn_file_actions_t actions;
    posix_spawn_file_actions_init(&actions);
    posix_spawn_file_actions_adddup2(&actions, childInput.get(), STDIN_FILENO);
    posix_spawn_file_actions_adddup2(&actions, childOutput.get(), STDOUT_FILENO);
    posix_spawnattr_t attributes;
    posix_spawnattr_init(&attributes);
    resetSignals(attributes);
    std::array<std::string, 3> words{program, directory, "--keep"};
    std::array<char *, 4> arguments{words[0].data(), words[1].data(), keep ? words[2].data() : nullptr,
                                    nullptr};
    const int error =
        ::posix_spawn(&m_pid, program.c_str(), &actions, &attributes, arguments.data(), environ);
    posix_spawnattr_destroy(&attributes);
    posix_spawn_file_actions_destroy(&actions);
    if (error != 0)
        m_pid = -1;
    errno = error;
    return error == 0;
}

Result<Done> WardenClient::awaitReady()
{
    std::unique_lock lock(m_mutex);
    await(lock, shortAnswer, [this] { return m_ready || m_refusal; });
    if (m_ready)
        return Done{};
    if (m_refusal)
        return failure(FailureKind::Environment, *m_refusal);
    return failure(FailureKind::Environment,
                   tr("The program movr-warden ended or did not answer at its start."));
}

WardenClient::~WardenClient()
{
    m_input.reset();
    if (m_reader.joinable()) {
        const std::uint64_t one = 1;
        [[maybe_unused]] const ssize_t n = ::write(m_stop.get(), &one, sizeof one);
        m_reader.join();
    }
    if (m_pid > 0)
        ::waitpid(m_pid, nullptr, WNOHANG);
}

void WardenClient::read()
{
    std::string input;
    std::array<char, 4096> buffer{};
    while (true) {
        std::array<pollfd, 2> entries{{{m_output.get(), POLLIN, 0}, {m_stop.get(), POLLIN, 0}}};
        if (::poll(entries.data(), entries.size(), -1) < 0 && errno == EINTR)
            continue;
        if (entries[1].revents != 0)
            break;
        const ssize_t n = ::read(m_output.get(), buffer.data(), buffer.size());
        if (n < 0 && errno == EINTR)
            continue;
        if (n <= 0)
            break;
        input.append(buffer.data(), static_cast<std::size_t>(n));
        std::size_t end = 0;
        while ((end = input.find('\n')) != std::string::npos) {
            take(input.substr(0, end));
            input.erase(0, end + 1);
        }
    }
    const std::lock_guard lock(m_mutex);
    m_gone = true;
    m_changed.notify_all();
}

void WardenClient::take(const std::string &line)
{
    const auto fields = warden::splitLine(line);
    const std::string &verb = fields[0];
    const QString id = fields.size() > 1 ? QString::fromStdString(fields[1]) : QString();
    const QString last = QString::fromStdString(fields.back());
    ExitCallback callback;
    {
        const std::lock_guard lock(m_mutex);
        if (verb == "ready")
            m_ready = true;
        else if (verb == "failed")
            m_refusal = last;
        else if (verb == "bye")
            m_bye = true;
        else if (verb == "done")
            m_answers[id].done = last.toInt();
        else if (verb == "spawned")
            m_answers[id].spawned = last.toLongLong();
        else if (verb == "signalled")
            m_answers[id].signalled = true;
        else if (verb == "error")
            m_answers[id].error = last;
        else if (verb == "exited") {
            m_answers[id].exited = last.toInt();
            callback = m_exitCallback;
        }
        m_changed.notify_all();
    }
    if (callback)
        callback(id, last.toInt());
}

bool WardenClient::send(const QStringList &fields)
{
    std::vector<std::string> plain;
    for (const QString &field : fields)
        plain.push_back(field.toStdString());
    const std::string line = warden::joinLine(plain);
    const std::lock_guard lock(m_writing);
    // A write to a pipe without a reader would raise SIGPIPE, which ends a program that does not expect it.
    sigset_t pipeSignal;
    sigset_t before;
    sigemptyset(&pipeSignal);
    sigaddset(&pipeSignal, SIGPIPE);
    ::pthread_sigmask(SIG_BLOCK, &pipeSignal, &before);
    std::string_view rest = line;
    bool sent = true;
    while (!rest.empty() && sent) {
        const ssize_t n = ::write(m_input.get(), rest.data(), rest.size());
        if (n > 0)
            rest.remove_prefix(static_cast<std::size_t>(n));
        else
            sent = n < 0 && errno == EINTR;
    }
    if (!sent && errno == EPIPE) {
        const timespec now{};
        ::sigtimedwait(&pipeSignal, nullptr, &now);
    }
    ::pthread_sigmask(SIG_SETMASK, &before, nullptr);
    return sent;
}

template <class Predicate>
bool WardenClient::await(std::unique_lock<std::mutex> &lock, std::chrono::milliseconds timeout,
                         Predicate predicate) const
{
    m_changed.wait_for(lock, timeout, [&] { return m_gone || predicate(); });
    return predicate();
}

Failure WardenClient::failureFor(const QString &id) const
{
    const auto it = m_answers.find(id);
    if (it != m_answers.end() && it->second.error)
        return failure(FailureKind::Environment, *it->second.error);
    if (m_gone)
        return failure(FailureKind::Environment,
                       tr("The program movr-warden, which guards the servers, has ended."));
    return failure(FailureKind::Timeout, tr("%1 did not finish in time.").arg(id));
}

Result<int> WardenClient::run(const QString &id, const QString &program, const QStringList &arguments,
                              std::chrono::milliseconds timeout)
{
    {
        const std::lock_guard lock(m_mutex);
        m_answers[id] = {};
    }
    send(QStringList{QStringLiteral("run"), id, program} + arguments);
    std::unique_lock lock(m_mutex);
    const Answers &answers = m_answers[id];
    await(lock, timeout, [&answers] { return answers.done || answers.error; });
    if (answers.done)
        return *answers.done;
    const Failure reason = failureFor(id);
    lock.unlock();
    if (reason.kind == FailureKind::Timeout)
        send({QStringLiteral("signal"), id, QStringLiteral("KILL")});
    return reason;
}

Result<qint64> WardenClient::spawn(const QString &id, const QString &program, const QStringList &arguments)
{
    const std::lock_guard request(m_requests);
    {
        const std::lock_guard lock(m_mutex);
        m_answers[id] = {};
    }
    send(QStringList{QStringLiteral("spawn"), id, program} + arguments);
    std::unique_lock lock(m_mutex);
    const Answers &answers = m_answers[id];
    await(lock, shortAnswer, [&answers] { return answers.spawned || answers.error; });
    if (answers.spawned)
        return *answers.spawned;
    return failureFor(id);
}

Result<Done> WardenClient::signal(const QString &id, const QString &name)
{
    const std::lock_guard request(m_requests);
    {
        const std::lock_guard lock(m_mutex);
        m_answers[id].signalled = false;
        m_answers[id].error.reset();
    }
    send({QStringLiteral("signal"), id, name});
    std::unique_lock lock(m_mutex);
    const Answers &answers = m_answers[id];
    await(lock, shortAnswer, [&answers] { return answers.signalled || answers.error; });
    if (answers.signalled)
        return Done{};
    return failureFor(id);
}

std::optional<int> WardenClient::exited(const QString &id) const
{
    const std::lock_guard lock(m_mutex);
    const auto it = m_answers.find(id);
    return it == m_answers.end() ? std::nullopt : it->second.exited;
}

std::optional<int> WardenClient::waitForExit(const QString &id, std::chrono::milliseconds timeout) const
{
    std::unique_lock lock(m_mutex);
    std::optional<int> code;
    await(lock, timeout, [&] {
        const auto it = m_answers.find(id);
        code = it == m_answers.end() ? std::nullopt : it->second.exited;
        return code.has_value();
    });
    return code;
}

void WardenClient::setExitCallback(ExitCallback callback)
{
    const std::lock_guard lock(m_mutex);
    m_exitCallback = std::move(callback);
}

Result<Done> WardenClient::quit(std::chrono::milliseconds timeout)
{
    const auto deadline = std::chrono::steady_clock::now() + timeout;
    send({QStringLiteral("quit")});
    {
        std::unique_lock lock(m_mutex);
        const QString nobody = QStringLiteral("-");
        await(lock, timeout, [this] { return m_bye; });
        if (!m_bye || m_answers[nobody].error)
            return failureFor(nobody);
    }
    const auto left =
        std::chrono::ceil<std::chrono::milliseconds>(deadline - std::chrono::steady_clock::now());
    if (!reaped(std::max(left, 100ms)))
        return failure(FailureKind::Timeout, tr("The program movr-warden did not end in time."));
    return Done{};
}

bool WardenClient::reaped(std::chrono::milliseconds timeout)
{
    const auto deadline = std::chrono::steady_clock::now() + timeout;
    while (m_pid > 0 && ::waitpid(m_pid, nullptr, WNOHANG) == 0) {
        if (std::chrono::steady_clock::now() > deadline)
            return false;
        std::this_thread::sleep_for(2ms);
    }
    m_pid = -1;
    return true;
}

bool WardenClient::running() const
{
    const std::lock_guard lock(m_mutex);
    return !m_gone && !m_bye;
}

QString wardenProgram()
{
    std::array<char, 4096> path{};
    const ssize_t n = ::readlink("/proc/self/exe", path.data(), path.size());
    const QString self =
        n > 0 ? QString::fromLocal8Bit(path.data(), n) : QCoreApplication::applicationFilePath();
    const QString here = QFileInfo(self).path();
    for (const QString &candidate : {here + QStringLiteral("/movr-warden"),
                                     here + QStringLiteral("/../libexec/movr-console/movr-warden")}) {
        const QFileInfo info(candidate);
        if (info.isFile() && info.isExecutable())
            return info.canonicalFilePath();
    }
    return {};
}

} // namespace movr
