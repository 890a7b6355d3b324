#pragma once

#include "db/latency/latency_figures.h"

#include <QList>
#include <QString>
#include <QTimeZone>

namespace movr {

/// A labelled place on an axis.
struct AxisTick {
    double value = 0; ///< ms since 1970 on a time axis, ms on one of durations
    QString label;
    bool operator==(const AxisTick &) const = default;
};

/// Round times of that zone's clock, at most so many. Midnights are labelled by their date.
QList<AxisTick> timeTicks(const TimeWindow &window, const QTimeZone &zone, int most);
/// Round durations in [low, high]: 1, 2, 5 of each power of ten where logarithmic (fewer where that is too many).
QList<AxisTick> durationTicks(double low, double high, bool logarithmic, int most);

/// The ends of an axis that has these values in it, on round numbers. Logarithmic: above 0.
struct AxisRange {
    double low = 0;
    double high = 1;
    bool operator==(const AxisRange &) const = default;
};
AxisRange durationRange(double least, double most, bool logarithmic);

} // namespace movr
