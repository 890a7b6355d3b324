#pragma once

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
    bool empty() const { return rows.isEmpty(); }
};
CrosshairReading readingAt(const LatencyScene &scene, const QDateTime &moment, const RegionLabels &labels,
                           const QTimeZone &zone);
QString plainText(const CrosshairReading &reading);
/// As a table with the regions' colours.
QString richText(const CrosshairReading &reading, const RegionStyles &styles, const QPalette &palette);

} // namespace movr
