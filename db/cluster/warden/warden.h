#pragma once

#include "db/cluster/warden/directory.h"
#include "db/cluster/warden/user.h"

#include <chrono>
#include <map>
#include <string>
#include <string_view>
#include <vector>

namespace movr::warden {

/// Serves the commands on stdin until `quit`, SIGTERM or the end of stdin, then ends every child: in a
/// directory that is kept the servers write down what they have first (fast shutdown), in one that goes they do not
/// (immediate shutdown). Whatever is left after some seconds is killed.
///
///     run ID PROGRAM ARG...    -> done ID exitcode
///     spawn ID PROGRAM ARG...  -> spawned ID pid, and exited ID exitcode when it has ended
///     signal ID INT|TERM|QUIT|KILL|STOP|CONT -> signalled ID
///     quit                     -> bye
///
/// What cannot be done is answered `error ID SENTENCE`. An exit code of 128 + n stands for signal n.
/// Single-threaded: the children live as long as this thread does.
class Warden
{
public:
    Warden(Directory directory, User user, bool keep);

    /// Returns the exit code of the process.
    int serve();

private:
    using Clock = std::chrono::steady_clock;

    struct Child {
        std::string id;
        bool server = false; ///< spawned, not run
    };
    /// A signal to every child, and how long they have after it.
    struct Step {
        int number = 0;
        std::chrono::milliseconds patience{};
    };

    void readCommands();
    void readSignals();
    void execute(const std::vector<std::string> &fields);
    void start(const std::vector<std::string> &fields, bool server);
    void signalChild(const std::vector<std::string> &fields);
    pid_t find(std::string_view id) const;
    void reap();
    void answer(const std::vector<std::string> &fields);

    void beginEnd();
    void continueEnd();
    void signalAll(int number) const;
    bool gaveUp() const; ///< the last step did not help in its time
    int pollTimeout() const;
    static void waitForOrphans();
    bool removeDirectory() const;

    Directory m_directory;
    User m_user;
    bool m_keep = false;
    UniqueFd m_signals;
    std::string m_input;
    bool m_listening = true;
    std::map<pid_t, Child> m_children;
    bool m_ending = false;
    std::vector<Step> m_steps; ///< still to come, the next one last
    Clock::time_point m_nextStep;
};

} // namespace movr::warden
