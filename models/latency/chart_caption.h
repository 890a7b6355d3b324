#pragma once

#include "models/latency/latency_scene.h"

#include <QString>
#include <QTimeZone>

namespace movr {

/// What holds for all figures of a scene, in a line to be read below its chart: their window and source, what a point is,
/// why a p99 may be missing, and what the marks mean. Only what is to be seen is explained.
QString chartCaption(const LatencyScene &scene, const QTimeZone &zone);

} // namespace movr
