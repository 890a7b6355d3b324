#pragma once

#include "db/latency/latency_figures.h"
#include "models/presentation/region_labels.h"

#include <QString>
#include <QTimeZone>

namespace movr {

/// A duration with three digits, always in milliseconds: "0.412 ms", "66.3 ms", "1,204 ms". "–" where there is none.
QString latencyText(std::optional<Nanoseconds> duration);
/// The same without the unit.
QString millisecondsText(double milliseconds);
/// p99, or why it is not shown: "n < 100".
QString p99Text(const LatencyFigures &figures);
/// "measured live", "history on this desk", ...
QString sourceText(FigureSource source);
/// "n = 1,204, 13:05 to 14:05 UTC, measured live": what every percentile is shown with.
QString provenanceText(const LatencyFigures &figures, const QTimeZone &zone);
/// Answered with an error, timed out, unreachable: "2 failed, 1 timed out"; empty when there were none.
QString failuresText(const LatencyFigures &figures);
quint64 failuresOf(const LatencyFigures &figures);

/// "transactions/start_ride" as "Start ride", "views/rides_by_start_desc" as "Rides by start, descending".
QString statementTitle(const QString &statement);
/// "Transaction", "View", "Search": what kind of statement it is.
QString statementKind(const QString &statement);

} // namespace movr
