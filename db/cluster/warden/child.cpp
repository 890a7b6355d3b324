#include "db/cluster/warden/child.h"

#include <fcntl.h>
#include <signal.h>
#include <sys/prctl.h>
#include <unistd.h>

#include <array>
#include <cerrno>
#include <cstring>

namespace movr::warden {

namespace {

constexpr int reportFd = 3;

[[noreturn]] void giveUp()
{
    const int error = errno;
    [[maybe_unused]] const ssize_t n = ::write(reportFd, &error, sizeof error);
    ::_exit(127);
}

void restoreSignals()
{
    for (int number = 1; number < NSIG; ++number)
        ::signal(number, SIG_DFL);
    sigset_t none;
    sigemptyset(&none);
    ::sigprocmask(SIG_SETMASK, &none, nullptr);
}

void connectOutput(const std::string &logName)
{
    const int input = ::open("/dev/null", O_RDONLY);
    const int log = ::open(logName.c_str(), O_WRONLY | O_APPEND | O_CREAT | O_NOFOLLOW, 0600);
    if (input < 0 || log < 0 || ::dup2(input, 0) < 0 || ::dup2(log, 1) < 0 || ::dup2(log, 2) < 0)
        giveUp();
}

[[noreturn]] void becomeProgram(const Directory &directory, const User &user, const std::string &id,
                                const std::vector<std::string> &command, pid_t warden, int report)
{
    if (report != reportFd)
        ::dup2(report, reportFd);
    ::fcntl(reportFd, F_SETFD, FD_CLOEXEC);
    restoreSignals();
    ::setsid();
    if (!becomeUser(user) || ::fchdir(directory.fd()) != 0)
        giveUp();
    // Changing the user clears it, so it comes after; and the warden may be gone already.
    ::prctl(PR_SET_PDEATHSIG, SIGQUIT);
    if (::getppid() != warden)
        ::_exit(127);
    connectOutput(id + ".log");
    ::close_range(reportFd + 1, ~0U, 0);

    const char *path = ::getenv("PATH");
    std::vector<std::string> environment{std::string("PATH=")
                                             + (path ? path : "/usr/local/bin:/usr/bin:/bin"),
                                         "LANG=C.UTF-8", "TZ=UTC", "HOME=" + directory.path()};
    std::vector<char *> variables;
    for (std::string &variable : environment)
        variables.push_back(variable.data());
    variables.push_back(nullptr);
    std::vector<std::string> words = command;
    std::vector<char *> arguments;
    for (std::string &word : words)
        arguments.push_back(word.data());
    arguments.push_back(nullptr);
    ::execvpe(arguments.front(), arguments.data(), variables.data());
    giveUp();
}

} // namespace

pid_t startChild(const Directory &directory, const User &user, const std::string &id,
                 const std::vector<std::string> &command, std::string &problem)
{
    std::array<int, 2> pipe{-1, -1};
    if (::pipe2(pipe.data(), O_CLOEXEC) != 0) {
        problem = std::string("No pipe could be made: ") + std::strerror(errno) + ".";
        return -1;
    }
    const UniqueFd reader(pipe[0]);
    UniqueFd writer(pipe[1]);
    const pid_t warden = ::getpid();
    const pid_t pid = ::fork();
    if (pid == 0)
        becomeProgram(directory, user, id, command, warden, writer.get());
    if (pid < 0) {
        problem = std::string("No process could be started: ") + std::strerror(errno) + ".";
        return -1;
    }
    writer.reset();
    int error = 0;
    if (::read(reader.get(), &error, sizeof error) == sizeof error) {
        problem = "The program " + command.front() + " could not be started: " + std::strerror(error) + ".";
        return -1; // what is left of the child is reaped with the others
    }
    return pid;
}

} // namespace movr::warden
