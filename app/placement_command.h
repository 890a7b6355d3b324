#pragma once

#include "app/command_line.h"
#include "app/exit_code.h"

namespace movr {

/// Reads the placement of a deployment's regions once and prints it with its findings, for people or as one JSON object.
/// Failed when there are findings, or when a region could not be read.
ExitCode runPlacement(const PlacementCommand &command);

} // namespace movr
