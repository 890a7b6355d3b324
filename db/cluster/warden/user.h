#pragma once

#include <sys/types.h>

#include <optional>
#include <string>

namespace movr::warden {

/// Who the children run as.
struct User {
    uid_t uid = 0;
    gid_t gid = 0;
    std::string name;
    bool switches = false; ///< the warden is root and its children are not
};

/// `postgres` when called as root, else the calling user. Nothing when there is no such user; `problem` says
/// so.
std::optional<User> childUser(std::string &problem);

/// For good, in a child. False on failure.
bool becomeUser(const User &user);

} // namespace movr::warden
