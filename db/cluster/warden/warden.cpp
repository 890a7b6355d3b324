#include "db/cluster/warden/warden.h"

#include "db/cluster/warden/child.h"
#include "db/cluster/warden/protocol.h"

#include <poll.h>
#include <signal.h>
#include <sys/prctl.h>
#include <sys/signalfd.h>
#include <sys/wait.h>
#include <unistd.h>

#include <algorithm>
#include <array>
#include <cerrno>
#include <fstream>
#include <thread>
#include <utility>

namespace movr::warden {

namespace {

using namespace std::chrono_literals;

int signalNumber(std::string_view name)
{
    static constexpr std::array<std::pair<std::string_view, int>, 6> known{{{"INT", SIGINT},
                                                                            {"TERM", SIGTERM},
                                                                            {"QUIT", SIGQUIT},
                                                                            {"KILL", SIGKILL},
                                                                            {"STOP", SIGSTOP},
                                                                            {"CONT", SIGCONT}}};
    const auto it =
        std::find_if(known.begin(), known.end(), [name](const auto &one) { return one.first == name; });
    return it == known.end() ? 0 : it->second;
}

/// It names the log file, so it must not lead anywhere else.
bool acceptableId(std::string_view id)
{
    static constexpr std::string_view allowed =
        "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789-_.";
    return !id.empty() && id.size() <= 100 && id.front() != '.' && id.find_first_not_of(allowed) == id.npos;
}

int exitCode(int status)
{
    return WIFEXITED(status) ? WEXITSTATUS(status) : 128 + WTERMSIG(status);
}

/// Those that are left, whoever started them: they became ours when their parents ended.
void killOwnChildren()
{
    std::ifstream list("/proc/self/task/" + std::to_string(::getpid()) + "/children");
    pid_t pid = 0;
    while (list >> pid)
        ::kill(pid, SIGKILL);
}

UniqueFd catchSignals()
{
    ::signal(SIGINT, SIG_IGN); // Ctrl-C in the terminal is for the console, which then says quit
    ::signal(SIGHUP, SIG_IGN);
    ::signal(SIGPIPE, SIG_IGN);
    sigset_t set;
    sigemptyset(&set);
    sigaddset(&set, SIGCHLD);
    sigaddset(&set, SIGTERM);
    ::sigprocmask(SIG_BLOCK, &set, nullptr);
    return UniqueFd(::signalfd(-1, &set, SFD_CLOEXEC | SFD_NONBLOCK));
}

} // namespace

Warden::Warden(Directory directory, User user, bool keep)
    : m_directory(std::move(directory)), m_user(std::move(user)), m_keep(keep), m_signals(catchSignals())
{
    // Children of a killed server come to us and can be waited for.
    ::prctl(PR_SET_CHILD_SUBREAPER, 1);
}

int Warden::serve()
{
    answer({"ready", std::to_string(::getpid())});
    while (!m_ending || (!m_children.empty() && !gaveUp())) {
        const int input = m_listening ? STDIN_FILENO : -1;
        std::array<pollfd, 2> entries{{{m_signals.get(), POLLIN, 0}, {input, POLLIN, 0}}};
        ::poll(entries.data(), entries.size(), pollTimeout());
        if (entries[0].revents != 0)
            readSignals();
        if (entries[1].revents != 0)
            readCommands();
        reap();
        if (m_ending)
            continueEnd();
    }
    waitForOrphans();
    const bool clean = m_keep || removeDirectory();
    if (!clean)
        answer({"error", "-", "The directory " + m_directory.path() + " could not be removed completely."});
    answer({"bye"});
    return clean ? 0 : 1;
}

void Warden::readCommands()
{
    std::array<char, 4096> buffer{};
    const ssize_t n = ::read(STDIN_FILENO, buffer.data(), buffer.size());
    if (n < 0 && (errno == EINTR || errno == EAGAIN))
        return;
    if (n <= 0) {
        m_listening = false;
        beginEnd();
        return;
    }
    m_input.append(buffer.data(), static_cast<std::size_t>(n));
    std::size_t end = 0;
    while ((end = m_input.find('\n')) != std::string::npos) {
        const auto fields = splitLine(std::string_view(m_input).substr(0, end));
        m_input.erase(0, end + 1);
        execute(fields);
    }
}

void Warden::readSignals()
{
    signalfd_siginfo info{};
    while (::read(m_signals.get(), &info, sizeof info) == sizeof info) {
        if (info.ssi_signo == SIGTERM)
            execute({"quit"});
    }
}

void Warden::execute(const std::vector<std::string> &fields)
{
    const std::string &verb = fields.front();
    if (verb == "quit")
        beginEnd();
    else if (m_ending)
        answer({"error", fields.size() > 1 ? fields[1] : "-", "The fleet is ending."});
    else if ((verb == "run" || verb == "spawn") && fields.size() >= 3)
        start(fields, verb == "spawn");
    else if (verb == "signal" && fields.size() == 3)
        signalChild(fields);
    else
        answer({"error", fields.size() > 1 ? fields[1] : "-", "Unknown command: " + verb + "."});
}

void Warden::start(const std::vector<std::string> &fields, bool server)
{
    const std::string &id = fields[1];
    std::string problem;
    if (!acceptableId(id))
        problem = "The name " + id + " cannot be used for a process.";
    else if (find(id) > 0)
        problem = "A process named " + id + " runs already.";
    if (problem.empty()) {
        const pid_t pid = startChild(m_directory, m_user, id, {fields.begin() + 2, fields.end()}, problem);
        if (pid > 0) {
            m_children[pid] = {id, server};
            if (server)
                answer({"spawned", id, std::to_string(pid)});
            return;
        }
    }
    answer({"error", id, problem});
}

void Warden::signalChild(const std::vector<std::string> &fields)
{
    const pid_t pid = find(fields[1]);
    const int number = signalNumber(fields[2]);
    if (number == 0)
        answer({"error", fields[1], "There is no signal named " + fields[2] + "."});
    else if (pid <= 0 || ::kill(pid, number) != 0)
        answer({"error", fields[1], "No process named " + fields[1] + " is running."});
    else
        answer({"signalled", fields[1]});
}

pid_t Warden::find(std::string_view id) const
{
    for (const auto &[pid, child] : m_children) {
        if (child.id == id)
            return pid;
    }
    return -1;
}

void Warden::reap()
{
    siginfo_t info{};
    while (::waitid(P_ALL, 0, &info, WEXITED | WNOHANG | WNOWAIT) == 0 && info.si_pid > 0) {
        const pid_t pid = std::exchange(info.si_pid, 0);
        const auto it = m_children.find(pid);
        if (it != m_children.end())
            ::kill(-pid, SIGKILL); // what it left behind, while its number cannot be anybody else's
        int status = 0;
        ::waitpid(pid, &status, 0);
        if (it == m_children.end())
            continue; // an orphan of a server
        const Child child = it->second;
        m_children.erase(it);
        answer({child.server ? "exited" : "done", child.id, std::to_string(exitCode(status))});
    }
}

void Warden::answer(const std::vector<std::string> &fields)
{
    const std::string line = joinLine(fields);
    std::string_view rest = line;
    while (!rest.empty()) {
        const ssize_t n = ::write(STDOUT_FILENO, rest.data(), rest.size());
        if (n < 0 && errno != EINTR)
            return; // nobody listens any more
        if (n > 0)
            rest.remove_prefix(static_cast<std::size_t>(n));
    }
}

void Warden::beginEnd()
{
    if (m_ending)
        return;
    m_ending = true;
    // A server that was told SIGQUIT gives its own processes 5 s, and takes its shared memory away after them.
    m_steps = {{SIGKILL, 2s}, {SIGQUIT, 6s}};
    if (m_keep)
        m_steps.push_back({SIGINT, 5s});
    m_nextStep = Clock::now();
}

void Warden::continueEnd()
{
    if (m_children.empty() || Clock::now() < m_nextStep || m_steps.empty())
        return;
    const Step step = m_steps.back();
    m_steps.pop_back();
    signalAll(step.number);
    m_nextStep = Clock::now() + step.patience;
}

void Warden::signalAll(int number) const
{
    for (const auto &[pid, child] : m_children) {
        // A server ends its own processes, in order; a program and what it started end together.
        const bool group = !child.server || number == SIGKILL;
        // Of a program SIGQUIT would make a core dump.
        ::kill(group ? -pid : pid, !child.server && number == SIGQUIT ? SIGTERM : number);
        ::kill(group ? -pid : pid, SIGCONT); // a stopped one could not act on it
    }
}

bool Warden::gaveUp() const
{
    return m_steps.empty() && Clock::now() >= m_nextStep;
}

int Warden::pollTimeout() const
{
    if (!m_ending)
        return -1;
    const auto left = std::chrono::ceil<std::chrono::milliseconds>(m_nextStep - Clock::now());
    return static_cast<int>(std::max<std::int64_t>(left.count(), 0));
}

void Warden::waitForOrphans()
{
    // Processes of a killed server end by themselves in a moment; only then is its directory quiet.
    const auto start = Clock::now();
    while (::waitpid(-1, nullptr, WNOHANG) >= 0 && Clock::now() < start + 2s) {
        if (Clock::now() > start + 500ms)
            killOwnChildren();
        std::this_thread::sleep_for(5ms);
    }
}

bool Warden::removeDirectory() const
{
    const auto deadline = Clock::now() + 2s;
    while (!m_directory.remove()) {
        if (Clock::now() > deadline)
            return false;
        std::this_thread::sleep_for(20ms);
    }
    return true;
}

} // namespace movr::warden
