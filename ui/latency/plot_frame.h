#pragma once

#include "models/latency/axis_ticks.h"

#include <QPointF>
#include <QRectF>

#include <cmath>

namespace movr {

/// Where times and durations are in a plot.
struct PlotFrame {
    QRectF area; ///< in the chart's coordinates
    double from = 0;
    double to = 1; ///< ms since 1970
    AxisRange durations;
    bool logarithmic = true;

    /// A value of the duration axis, on which the plot is linear.
    double scaled(double milliseconds) const
    {
        return logarithmic ? std::log10(std::max(milliseconds, 1e-6)) : milliseconds;
    }
    double xAt(double time) const { return area.left() + (time - from) / (to - from) * area.width(); }
    double timeAt(double x) const { return from + (x - area.left()) / area.width() * (to - from); }
    double yAt(double milliseconds) const
    {
        const double low = scaled(durations.low);
        const double high = scaled(durations.high);
        return area.bottom() - (scaled(milliseconds) - low) / (high - low) * area.height();
    }
    QPointF at(QPointF point) const { return {xAt(point.x()), yAt(point.y())}; }
    bool operator==(const PlotFrame &) const = default;
};

} // namespace movr
