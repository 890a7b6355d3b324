#pragma once

#include <QPainterPath>

namespace movr {

/// The land of the world in degrees (x longitude, y latitude), from the compiled-in Natural Earth outline. Read once;
/// empty, with a warning in the log, when the resource cannot be read.
const QPainterPath &worldOutline();

} // namespace movr
