#pragma once

#include "app/command_line.h"
#include "app/exit_code.h"

namespace movr {

/// movr-console demo --headless: one JSON line when ready, then until SIGINT or SIGTERM. Runs the event loop
/// of the QCoreApplication that exists.
ExitCode runHeadless(const DemoCommand &command);

} // namespace movr
