#pragma once

#include "models/meaning.h"

#include <QMetaType>
#include <QString>

namespace movr {

/// What is shown of a partition, a copy or a region: whether its data is where it should be. A view draws each as a
/// shape of its own, so that colour is never the only difference.
enum class PlacementMark {
    Right,       ///< where it is declared to be
    Misplaced,   ///< somewhere else
    Lagging,     ///< a copy is behind by more than is good
    Unreachable, ///< the server does not answer
    Unknown      ///< not read, or not allowed to be read
};

/// "Right", "Misplaced", ...
QString markText(PlacementMark mark);
/// A sentence that says what the mark means.
QString markExplanation(PlacementMark mark);
Meaning markMeaning(PlacementMark mark);

} // namespace movr

Q_DECLARE_METATYPE(movr::PlacementMark)
