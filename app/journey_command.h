#pragma once

#include "app/command_line.h"
#include "app/exit_code.h"

namespace movr {

/// Runs the experiment and prints it; progress goes to standard error. Done when every task was answered; what was not is
/// in the report, and the exit code is 1. SIGINT and SIGTERM end it with what was measured until then.
ExitCode runJourney(const JourneyCommand &command);

/// Whether a QGuiApplication is needed for one of the reports.
bool drawsPicture(const JourneyCommand &command);

} // namespace movr
