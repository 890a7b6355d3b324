#pragma once

#include "models/latency/latency_scene.h"
#include "ui/latency/alert_painter.h"
#include "ui/latency/plot_frame.h"
#include "ui/theme/region_style.h"

#include <QImage>
#include <QPalette>

class QPainter;

namespace movr {

/// All that lies in the plot of the latency chart, as a value: the curves of a scene, the marks of what went wrong, the alert
/// lines and the jumps of the clock. A copy can be painted on any thread.
struct CurvesPainter {
    LatencyScene scene; ///< with the curves that are drawn
    PlotFrame frame;
    RegionStyles styles;
    QPalette palette;
    QString focus; ///< the region that is looked at; the others step back. Empty: none does
    AlertPainter alerts;

    /// Where the picture lies in the chart, in whole pixels of the device, so that it is copied and not resampled.
    struct Grid {
        QPointF origin;
        QSize size; ///< in the device's pixels
        double ratio = 1;
        bool operator==(const Grid &) const = default;
    };
    Grid grid(double ratio) const;
    QImage picture(const Grid &grid) const;

    /// Height of the strip at the bottom of the plot that has the marks.
    static double markHeight(qsizetype regions);

private:
    void paintAll(QPainter *painter) const;
    void paintCurve(QPainter *painter, const PlotCurve &curve) const;
    void paintShapes(QPainter *painter, const QPolygonF &line, const PlotCurve &curve,
                     const QColor &color) const;
    void paintMarks(QPainter *painter) const;
    void paintCrosses(QPainter *painter, const QRectF &row, bool lying) const;
    void paintJumps(QPainter *painter) const;
    QColor colorOf(const QString &region) const;
};

} // namespace movr
