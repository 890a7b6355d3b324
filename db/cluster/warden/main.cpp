#include "db/cluster/warden/protocol.h"
#include "db/cluster/warden/warden.h"

#include <sys/stat.h>
#include <unistd.h>

#include <cstdio>
#include <string>
#include <string_view>
#include <vector>

namespace {

int fail(const std::string &sentence)
{
    const std::string line = movr::warden::joinLine({"failed", sentence});
    [[maybe_unused]] const ssize_t n = ::write(STDOUT_FILENO, line.data(), line.size());
    return 1;
}

} // namespace

int main(int argc, char **argv)
{
    using namespace movr::warden;

    std::string path;
    bool keep = false;
    bool understood = true;
    for (const std::string_view argument : std::vector<std::string_view>(argv + 1, argv + argc)) {
        if (argument == "--keep")
            keep = true;
        else if (path.empty() && !argument.empty() && argument.front() != '-')
            path = argument;
        else
            understood = false;
    }
    if (path.empty() || !understood) {
        std::fputs("Usage: movr-warden DIRECTORY [--keep]\n"
                   "Guards the servers of movr-console's embedded fleet; commands on stdin.\n",
                   stderr);
        return 2;
    }

    // Nothing of the caller's stays open here, and its terminal's Ctrl-C does not reach here.
    ::close_range(3, ~0U, 0);
    ::setsid();
    ::umask(0077);

    std::string problem;
    auto user = childUser(problem);
    if (!user)
        return fail(problem);
    auto directory = Directory::take(path, *user, problem);
    if (!directory)
        return fail(problem);
    if (::chdir("/") != 0)
        return fail("The root directory cannot be entered.");
    return Warden(std::move(*directory), std::move(*user), keep).serve();
}
