#pragma once

#include "models/meaning.h"

#include <QColor>
#include <QPalette>

namespace movr {

/// The colour of text that means this, readable (contrast at least 4.5 : 1) on the palette's base, light or dark.
QColor meaningColor(Meaning meaning, const QPalette &palette);
/// A quiet background for a notice that means this; the palette's own text stays readable on it.
QColor meaningBackground(Meaning meaning, const QPalette &palette);

} // namespace movr
