#pragma once

namespace movr {

/// Before the application object: what must be so for the whole process.
void setUpProcess();
/// After it: name, version, and the locale of libpq's messages.
void nameApplication();
/// With a window: icon and desktop file.
void dressApplication();

} // namespace movr
