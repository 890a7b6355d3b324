#pragma once

#include "models/latency/latency_scene.h"
#include "ui/latency/alert_painter.h"
#include "ui/latency/plot_frame.h"
#include "ui/theme/region_style.h"

#include <QGraphicsItem>
#include <QImage>
#include <QPalette>

#include <functional>

namespace movr {

/// The curves of a scene, the marks of what went wrong, the alert lines and the jumps of the clock, in the plot of a chart. One item for
/// all of them: a series of Qt Charts has no gaps, and this way a new scene costs one painting. Painted into a picture of its
/// own, so that a crosshair above it costs none: what QPixmapCache has room for is too little for a large screen.
class CurvesItem : public QGraphicsItem
{
public:
    explicit CurvesItem(QGraphicsItem *parent);

    void setScene(const LatencyScene &scene);
    void setFrame(const PlotFrame &frame);
    void setStyles(const RegionStyles &styles, const QPalette &palette);
    /// Which curves are drawn.
    void setFilter(std::function<bool(const PlotCurve &)> shown);
    /// The others step back; empty: none does.
    void setFocusRegion(const QString &region);
    void setAlerts(const AlertOverlay &overlay);
    /// What the filter says is another.
    void filterChanged() { change(); }

    QRectF boundingRect() const override;
    void paint(QPainter *painter, const QStyleOptionGraphicsItem *option, QWidget *widget) override;

    /// Height of the strip at the bottom of the plot that has the marks.
    static double markHeight(qsizetype regions);

private:
    void change();
    void paintPicture(QPointF origin);
    void paintAll(QPainter *painter) const;
    void paintCurve(QPainter *painter, const PlotCurve &curve) const;
    void paintShapes(QPainter *painter, const QPolygonF &line, const PlotCurve &curve,
                     const QColor &color) const;
    void paintMarks(QPainter *painter) const;
    void paintCrosses(QPainter *painter, const QRectF &row, bool lying) const;
    void paintJumps(QPainter *painter) const;
    QColor colorOf(const QString &region) const;

    LatencyScene m_scene;
    PlotFrame m_frame;
    RegionStyles m_styles;
    QPalette m_palette;
    QString m_focus;
    AlertPainter m_alerts;
    std::function<bool(const PlotCurve &)> m_shown;
    QImage m_picture; ///< of the frame's area, in the device's pixels
    bool m_stale = true;
};

} // namespace movr
