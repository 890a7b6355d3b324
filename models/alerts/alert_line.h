#pragma once

#include "db/base/timing.h"
#include "models/presentation/region_labels.h"

#include <QList>
#include <QString>
#include <QStringList>
#include <QUuid>
#include <QVariantList>

#include <chrono>

namespace movr {

/// A line that the latency is not to cross: p95 of what was answered over a span. Kept in the settings.
struct AlertLine {
    QUuid id = QUuid::createUuid();
    QString region;    ///< its name; empty: every region, each by itself
    QString statement; ///< the console's name for it; empty: all that users wait for
    std::chrono::milliseconds threshold{250};
    std::chrono::seconds span{60}; ///< the last so many seconds together
    bool enabled = true;
    bool operator==(const AlertLine &) const = default;
};

/// What a line is doing now.
struct AlertState {
    QStringList over;     ///< the regions that are over it
    bool decided = false; ///< at least one region was measured often enough to say
    bool operator==(const AlertState &) const = default;
};

inline constexpr int mostAlertLines = 50;

/// "Start ride in US West": what a line is about.
QString alertSubject(const QString &statement, const QString &region, const RegionLabels &labels);
/// "p95 of the last 1 min over 250 ms".
QString alertRule(const AlertLine &line);

/// What is wrong with a threshold as typed; empty: nothing. 1 to 60,000 ms.
QString thresholdProblem(const QString &text);
/// Only where thresholdProblem() finds nothing.
std::chrono::milliseconds thresholdOf(const QString &text);

/// For the settings. What cannot be understood is left out.
QVariantList alertLinesToSettings(const QList<AlertLine> &lines);
QList<AlertLine> alertLinesFromSettings(const QVariantList &values);

} // namespace movr
