#pragma once

#include <QColor>

namespace movr {

/// So much (0 to 1) of a colour and the rest of what lies below it, where that is one colour. A translucent line is painted in
/// pieces of some pixels, each of which Qt hands to other threads: the grid of a chart took three quarters of its time.
inline QColor mixedColor(const QColor &color, const QColor &below, double part)
{
    const auto mix = [part](int a, int b) { return qRound(a * part + b * (1 - part)); };
    return {mix(color.red(), below.red()), mix(color.green(), below.green()),
            mix(color.blue(), below.blue())};
}

} // namespace movr
