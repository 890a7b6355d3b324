#pragma once

#include "ui/latency/curves_painter.h"

#include <QFutureWatcher>
#include <QGraphicsItem>

#include <functional>
#include <optional>

namespace movr {

/// What lies in the plot of a chart (CurvesPainter), as one item: a series of Qt Charts has no gaps. It is painted on another
/// thread into a picture of its own; until that is done the former picture stays. So a day's curves cost the window no more
/// than copying it, and a crosshair above it nothing. GUI thread; what it has begun goes on without it when it goes.
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

    /// Whether the picture shows what it was given last.
    bool isCurrent() const { return m_painted == m_revision; }

    QRectF boundingRect() const override;
    void paint(QPainter *painter, const QStyleOptionGraphicsItem *option, QWidget *widget) override;

private:
    bool isDrawn() const; ///< there is a plot
    void change();
    void begin(const CurvesPainter::Grid &grid);
    void accept();

    CurvesPainter m_now;
    std::function<bool(const PlotCurve &)> m_shown;
    QImage m_picture;
    CurvesPainter::Grid m_grid; ///< of the picture
    quint64 m_revision = 0;     ///< of what is to be seen
    quint64 m_painted = 0;      ///< of the picture
    /// Under way on another thread.
    struct Job {
        quint64 revision = 0;
        CurvesPainter::Grid grid;
    };
    std::optional<Job> m_job;
    QFutureWatcher<QImage> m_watcher; ///< of the job
};

} // namespace movr
