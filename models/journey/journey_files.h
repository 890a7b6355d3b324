#pragma once

#include "db/journey/journey_report.h"

#include <QByteArray>
#include <QJsonObject>

namespace movr {

/// The report as `journey --json` prints it; the keys are in the man page. Unset figures are null.
QJsonObject journeyJson(const JourneyReport &report);
/// RFC 4180, UTF-8: one line for each way and task; milliseconds.
QByteArray journeyCsv(const JourneyReport &report);
/// One file that needs nothing else: chart, tables, and where and when it was measured.
QByteArray journeyHtml(const JourneyReport &report);
/// The chart alone: medians of every task in each way on a logarithmic scale. Bars differ in pattern too.
QByteArray journeySvg(const JourneyReport &report);

} // namespace movr
