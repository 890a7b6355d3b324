#pragma once

#include "models/latency/latency_scene.h"

#include <QColor>
#include <QPen>

namespace movr {

/// The line of a curve: what it shows is told by its width and dashes, whose it is by the region's colour and shape.
QPen curvePen(CurveKind kind, bool earlier, const QColor &color);

} // namespace movr
