#pragma once

#include "app/command_line.h"
#include "app/exit_code.h"

namespace movr {

/// Reads the deployment file and creates or upgrades the schema; a line for each change on standard output.
ExitCode runInit(const InitCommand &command);

} // namespace movr
