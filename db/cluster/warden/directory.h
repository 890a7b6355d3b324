#pragma once

#include "db/cluster/unique_fd.h"
#include "db/cluster/warden/user.h"

#include <sys/stat.h>

#include <optional>
#include <string>

namespace movr::warden {

/// The directory that the servers live in, held open and locked. Everything happens relative to the open
/// directory: what is removed is this directory, wherever its name leads to by then.
class Directory
{
public:
    /// Makes it when it is missing (its parent must exist), gives it to `user` with mode 0700, locks it.
    /// A directory with things in it but without a lock file is somebody else's and refused.
    /// Nothing on failure; `problem` is a sentence then.
    static std::optional<Directory> take(const std::string &path, const User &user, std::string &problem);

    int fd() const { return m_self.get(); }
    const std::string &path() const { return m_path; } ///< absolute, without links

    /// Removes everything in it and then itself. Links are removed, not followed; other file systems are
    /// not entered. False when something is left.
    bool remove() const;

private:
    Directory() = default;
    bool openAt(const std::string &path, std::string &problem);
    bool acquireLock(std::string &problem);
    bool handOver(const User &user, std::string &problem) const;

    std::string m_path;
    std::string m_name; ///< last part of m_path
    UniqueFd m_parent;
    UniqueFd m_self;
    UniqueFd m_lock;
    struct stat m_identity = {};
};

} // namespace movr::warden
