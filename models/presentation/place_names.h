#pragma once

#include <QString>

namespace movr {

/// A place that a demo's desk can be at (NetworkMap::places()), as people call it; an unknown one as it is.
QString placeName(const QString &place);

} // namespace movr
