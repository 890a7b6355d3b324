#pragma once

#include "db/cluster/warden/directory.h"
#include "db/cluster/warden/user.h"

#include <sys/types.h>

#include <string>
#include <vector>

namespace movr::warden {

/// Starts a program as `user`, in the directory, in a session of its own, with a clean environment and its
/// output appended to ID.log there. It gets SIGQUIT when the calling thread ends, whatever ends it.
/// Returns its process id, or -1; `problem` is a sentence then.
pid_t startChild(const Directory &directory, const User &user, const std::string &id,
                 const std::vector<std::string> &command, std::string &problem);

} // namespace movr::warden
