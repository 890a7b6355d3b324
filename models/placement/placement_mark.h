#pragma once

#include "db/placement/placement.h"
#include "models/meaning.h"

#include <QMetaType>
#include <QString>

namespace movr {

// What is shown of a PlacementState. A view draws each as a shape of its own, so that colour is never the only
// difference.

/// "Right", "Misplaced", ...
QString markText(PlacementState state);
/// A sentence that says what the state means.
QString markExplanation(PlacementState state);
Meaning markMeaning(PlacementState state);

/// The state of a copy for itself. `limit`: behind by more than this is lagging.
PlacementState markOf(const FollowerCopy &copy, std::chrono::milliseconds limit = FindingLimits().lag);

} // namespace movr

Q_DECLARE_METATYPE(movr::PlacementState)
