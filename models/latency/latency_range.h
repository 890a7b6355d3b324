#pragma once

#include "db/latency/latency_figures.h"

#include <QString>
#include <QTimeZone>

#include <chrono>

namespace movr {

/// Which stretch of time the latency page looks at.
enum class LatencyRange {
    FiveMinutes,
    Hour,
    Day,
    TodayAndYesterday,  ///< since midnight, beside the same hours of the day before
    ThisHourAndLastWeek ///< since the full hour, beside the same hour a week ago
};

/// In the order in which they are offered.
QList<LatencyRange> allLatencyRanges();
/// "Last hour".
QString rangeText(LatencyRange range);
/// The word in the settings, and back; unknown words mean FiveMinutes.
QString rangeName(LatencyRange range);
LatencyRange rangeFromName(const QString &name);
/// Two stretches beside each other, from the history.
bool isComparison(LatencyRange range);
/// Of the ranges that are no comparison.
std::chrono::seconds lengthOf(LatencyRange range);

/// The least step of 1, 2, 5, 10, 15, 30 s, 1 min, ... that cuts the window into at most so many.
std::chrono::seconds niceStep(std::chrono::seconds length, int mostSteps);
/// The window grown to whole steps of the clock, so that a step's figures do not change with the moment that asks.
TimeWindow alignedTo(const TimeWindow &window, std::chrono::seconds step);
/// "13:05 to 14:05 UTC", with dates where the days differ.
QString windowText(const TimeWindow &window, const QTimeZone &zone);
/// Always with its dates: beside a window of another day.
QString datedWindowText(const TimeWindow &window, const QTimeZone &zone);

} // namespace movr
