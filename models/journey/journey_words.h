#pragma once

#include "db/journey/journey_report.h"

#include <QString>

namespace movr {

/// "Sign up", ...
QString journeyTitle(JourneyTask task);
/// "Multi-region", ...; the reference's way says what it is.
QString journeyTitle(JourneyWay way);

/// Milliseconds as every file and table of the experiment writes them: "0.83", "12.4", "93.1", "655". The same figure is
/// the same text everywhere. Not localized. Empty for an unset one.
QString journeyMilliseconds(std::optional<Nanoseconds> duration);
/// "67.4" or, from a thousand on, "1240". Empty for an unset one.
QString journeyRatioText(std::optional<double> ratio);

/// A ratio of one task between two ways; unset where either has no figure.
std::optional<double> taskRatio(const JourneyReport &report, JourneyTask task, JourneyWay slow,
                                JourneyWay fast);
/// All tasks of a way as one: counts added up, figures of all requests together.
JourneyTaskResult allTasksOf(const JourneyColumn &column);
/// "3 timed out, 2 not run: ..." or empty when every asked one was answered.
QString journeyTrouble(const JourneyTaskResult &result);

/// What was sent more than once, in a sentence; empty when nothing was.
QString journeyRetries(const JourneyReport &report);
/// Where and when, and how many of each task, in a line under a chart.
QString journeyOrigin(const JourneyReport &report);
/// For a terminal: a table of all tasks and ways, the ratios, and what failed.
QString journeyText(const JourneyReport &report);

} // namespace movr
