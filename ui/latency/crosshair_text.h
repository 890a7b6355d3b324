#pragma once

#include "models/alerts/alert_overlay.h"
#include "models/latency/latency_scene.h"
#include "models/presentation/region_labels.h"
#include "ui/theme/region_style.h"

#include <QDateTime>
#include <QPalette>
#include <QTimeZone>

namespace movr {

/// What a scene says of one moment, region by region: the figures of the step that has it.
struct CrosshairReading {
    struct Row {
        QString region;
        QString label;
        QStringList cells; ///< p50, p95, p99, floor, n, failures
    };
    TimeWindow step;
    QString when;
    QList<Row> rows;
    QStringList alerts; ///< what was over a line then
    bool empty() const { return rows.isEmpty(); }
};
CrosshairReading readingAt(const LatencyScene &scene, const QDateTime &moment, const RegionLabels &labels,
                           const QTimeZone &zone);
/// Those that overlap the reading's step: a shorter one would never be met by a moment.
void addAlerts(CrosshairReading *reading, const AlertOverlay &overlay);
/// The alert lines of the chart, a line each.
QString thresholdsText(const AlertOverlay &overlay);
QString plainText(const CrosshairReading &reading);
/// As a table with the regions' colours.
QString richText(const CrosshairReading &reading, const RegionStyles &styles, const QPalette &palette);

} // namespace movr
