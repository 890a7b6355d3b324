#include "db/cluster/warden/user.h"

#include <grp.h>
#include <pwd.h>
#include <unistd.h>

namespace movr::warden {

std::optional<User> childUser(std::string &problem)
{
    if (::geteuid() != 0)
        return User{::geteuid(), ::getegid(), {}, false};
    const passwd *entry = ::getpwnam("postgres");
    if (!entry || entry->pw_uid == 0) {
        problem = "PostgreSQL refuses to run as root, and this machine has no user named postgres. "
                  "Install the package postgresql, or start as an ordinary user.";
        return std::nullopt;
    }
    return User{entry->pw_uid, entry->pw_gid, entry->pw_name, true};
}

bool becomeUser(const User &user)
{
    if (!user.switches)
        return true;
    return ::initgroups(user.name.c_str(), user.gid) == 0 && ::setgid(user.gid) == 0
        && ::setuid(user.uid) == 0;
}

} // namespace movr::warden
