#include "db/cluster/warden/directory.h"

#include <dirent.h>
#include <fcntl.h>
#include <sys/file.h>

#include <cerrno>
#include <climits>
#include <cstdlib>
#include <cstring>
#include <memory>
#include <string_view>
#include <vector>

namespace movr::warden {

namespace {

constexpr const char *lockName = "lock";

std::string reason()
{
    return std::strerror(errno);
}

/// Names in the directory; the descriptor stays open and its position does not matter.
std::vector<std::string> namesIn(int directory)
{
    std::vector<std::string> names;
    UniqueFd copy(::openat(directory, ".", O_RDONLY | O_DIRECTORY | O_CLOEXEC));
    DIR *stream = copy.valid() ? ::fdopendir(copy.get()) : nullptr;
    if (!stream)
        return names;
    copy.release();
    const std::unique_ptr<DIR, int (*)(DIR *)> closer(stream, &::closedir);
    while (const dirent *entry = ::readdir(stream)) {
        const std::string_view name(entry->d_name);
        if (name != "." && name != "..")
            names.emplace_back(name);
    }
    return names;
}

bool removeContents(int directory, dev_t device, std::string_view keep)
{
    bool all = true;
    for (const std::string &name : namesIn(directory)) {
        if (name == keep)
            continue;
        if (::unlinkat(directory, name.c_str(), 0) == 0 || errno == ENOENT)
            continue;
        UniqueFd child(::openat(directory, name.c_str(), O_RDONLY | O_DIRECTORY | O_NOFOLLOW | O_CLOEXEC));
        struct stat info = {};
        const bool enter = child.valid() && ::fstat(child.get(), &info) == 0 && info.st_dev == device;
        if (enter)
            ::fchmod(child.get(), 0700); // one that was made read-only is emptied too
        if (!enter || !removeContents(child.get(), device, {})
            || (::unlinkat(directory, name.c_str(), AT_REMOVEDIR) != 0 && errno != ENOENT))
            all = false;
    }
    return all;
}

/// Whether the user that the servers run as can reach and write the directory by its name.
bool usableBy(const User &user, const std::string &path)
{
    if (!user.switches)
        return ::access(path.c_str(), R_OK | W_OK | X_OK) == 0;
    if (::setegid(user.gid) != 0 || ::seteuid(user.uid) != 0)
        return false;
    const bool usable = ::faccessat(AT_FDCWD, path.c_str(), R_OK | W_OK | X_OK, AT_EACCESS) == 0;
    return ::seteuid(0) == 0 && ::setegid(0) == 0 && usable;
}

} // namespace

std::optional<Directory> Directory::take(const std::string &path, const User &user, std::string &problem)
{
    Directory directory;
    if (directory.openAt(path, problem) && directory.acquireLock(problem)
        && directory.handOver(user, problem))
        return directory;
    return std::nullopt;
}

bool Directory::openAt(const std::string &path, std::string &problem)
{
    if (::mkdir(path.c_str(), 0700) != 0 && errno != EEXIST) {
        problem = "The directory " + path + " cannot be made: " + reason() + ".";
        return false;
    }
    const std::unique_ptr<char, void (*)(void *)> real(::realpath(path.c_str(), nullptr), &std::free);
    m_path = real ? real.get() : "";
    const std::size_t slash = m_path.rfind('/');
    if (slash == std::string::npos || m_path.size() < 2) {
        problem = "The directory " + path + " cannot be used.";
        return false;
    }
    m_name = m_path.substr(slash + 1);
    m_parent.reset(::open(m_path.substr(0, slash + 1).c_str(), O_PATH | O_DIRECTORY | O_CLOEXEC));
    m_self.reset(::openat(m_parent.get(), m_name.c_str(), O_RDONLY | O_DIRECTORY | O_NOFOLLOW | O_CLOEXEC));
    if (!m_self.valid() || ::fstat(m_self.get(), &m_identity) != 0) {
        problem = "The directory " + m_path + " cannot be opened: " + reason() + ".";
        return false;
    }
    return true;
}

bool Directory::acquireLock(std::string &problem)
{
    struct stat info = {};
    const bool known =
        ::fstatat(m_self.get(), lockName, &info, AT_SYMLINK_NOFOLLOW) == 0 && S_ISREG(info.st_mode);
    if (!known && !namesIn(m_self.get()).empty()) {
        problem = "The directory " + m_path + " holds something else. Choose an empty or a new one.";
        return false;
    }
    m_lock.reset(::openat(m_self.get(), lockName, O_RDWR | O_CREAT | O_NOFOLLOW | O_CLOEXEC, 0600));
    if (!m_lock.valid()) {
        problem = "The directory " + m_path + " is not writable: " + reason() + ".";
        return false;
    }
    if (::flock(m_lock.get(), LOCK_EX | LOCK_NB) != 0) {
        problem = "The directory " + m_path + " is in use by another fleet.";
        return false;
    }
    const std::string pid = std::to_string(::getpid()) + "\n";
    if (::ftruncate(m_lock.get(), 0) != 0
        || ::pwrite(m_lock.get(), pid.data(), pid.size(), 0) != static_cast<ssize_t>(pid.size())) {
        problem = "The directory " + m_path + " cannot be written to: " + reason() + ".";
        return false;
    }
    return true;
}

bool Directory::handOver(const User &user, std::string &problem) const
{
    const bool mine = user.switches || m_identity.st_uid == user.uid;
    if (!mine || (user.switches && ::fchown(m_self.get(), user.uid, user.gid) != 0)
        || ::fchmod(m_self.get(), 0700) != 0) {
        problem = "The directory " + m_path + " belongs to somebody else.";
        return false;
    }
    if (!usableBy(user, m_path)) {
        problem = "The directory " + m_path + " cannot be reached by the user "
                + (user.name.empty() ? std::string("who started this") : user.name)
                + ". Choose one that is open to that user, for example below /var/tmp.";
        return false;
    }
    return true;
}

bool Directory::remove() const
{
    // The lock goes last: nobody can take the directory while it is half gone.
    if (!removeContents(m_self.get(), m_identity.st_dev, lockName)
        || (::unlinkat(m_self.get(), lockName, 0) != 0 && errno != ENOENT))
        return false;
    struct stat named = {};
    if (::fstatat(m_parent.get(), m_name.c_str(), &named, AT_SYMLINK_NOFOLLOW) != 0
        || named.st_dev != m_identity.st_dev || named.st_ino != m_identity.st_ino)
        return false;
    return ::unlinkat(m_parent.get(), m_name.c_str(), AT_REMOVEDIR) == 0;
}

} // namespace movr::warden
