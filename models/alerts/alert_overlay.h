#pragma once

#include "models/alerts/alert_judge.h"

#include <QTimeZone>

#include <functional>

namespace movr {

/// A limit that is watched: a line across a plot.
struct PlotThreshold {
    QString region; ///< empty: each
    double milliseconds = 0;
    QString text;
    bool operator==(const PlotThreshold &) const = default;
};

/// A region was over a line in [from, to), ms since 1970.
struct PlotAlert {
    QString region;
    double from = 0;
    double to = 0;
    bool open = false; ///< goes on: `to` is the moment of asking
    QString text;
    bool operator==(const PlotAlert &) const = default;
};

/// What a latency chart shows of the alert lines.
struct AlertOverlay {
    QList<PlotThreshold> thresholds;
    QList<PlotAlert> alerts; ///< oldest first
    bool operator==(const AlertOverlay &) const = default;
};

/// What the chart is of.
struct AlertView {
    QString statement; ///< empty: all of them together
    /// Whether a region's statements, or its network floor, are seen.
    std::function<bool(const QString &region, bool floor)> seen;
    RegionLabels labels;
    QTimeZone zone = QTimeZone::utc();
    QDateTime now;
};

/// A threshold is drawn only where its own curves are: one statement's limit says nothing about all of them. When it was
/// crossed is marked among all statements too, as it is one of them. The network floor is in every chart.
AlertOverlay alertOverlay(const QList<AlertLine> &lines, const QList<AlertMark> &marks,
                          const AlertView &view);

} // namespace movr
