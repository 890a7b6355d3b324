#pragma once

namespace movr {

/// What the program returns to the shell; documented in the man page.
enum class ExitCode { Done = 0, Failed = 1, Usage = 2 };

} // namespace movr
