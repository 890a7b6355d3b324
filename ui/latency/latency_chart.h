#pragma once

#include "models/latency/latency_scene.h"
#include "models/presentation/region_labels.h"
#include "ui/latency/crosshair_text.h"
#include "ui/latency/curves_item.h"
#include "ui/latency/plot_frame.h"
#include "ui/theme/region_style.h"

#include <QChartView>
#include <QTimeZone>

#include <functional>

class QCategoryAxis;
class QFrame;
class QLabel;
class QLineSeries;
class QRubberBand;

namespace movr {

/// Latency over time: a scene in a chart. A crosshair gives the exact figures below the mouse, or with the arrow keys;
/// dragging, the wheel, + and - zoom, a double click and Home show all again. What is zoomed to is asked for by a signal
/// and shown at once as far as it is there.
class LatencyChart : public QChartView
{
    Q_OBJECT

public:
    explicit LatencyChart(QWidget *parent = nullptr);

    void setRegions(const QStringList &names, const RegionLabels &labels);
    void setScene(const LatencyScene &scene);
    const LatencyScene &shownScene() const { return m_scene; }
    void setFilter(std::function<bool(const PlotCurve &)> shown);
    /// What the filter says has changed.
    void filterChanged();
    void setFocusRegion(const QString &region);
    void setLogarithmic(bool logarithmic);
    void setZone(const QTimeZone &zone);
    /// The alert lines; in the axis as far as it does not flatten the curves, else named at its edge.
    void setAlerts(const AlertOverlay &overlay);
    const AlertOverlay &alerts() const { return m_alerts; }

    /// The stretch of time that is seen.
    TimeWindow visibleWindow() const;
    bool isZoomed() const { return m_zoomed; }
    void resetZoom();
    const PlotFrame &frame() const { return m_frame; }
    /// So many columns a curve is to be made for: one for two pixels.
    int columns() const;
    /// The crosshair at a moment; invalid: none.
    void setCrosshair(const QDateTime &moment);
    QDateTime crosshair() const { return m_crosshair; }
    /// What the crosshair tells, as plain text; empty without one.
    QString crosshairText() const;

    /// The curves are painted on another thread: whether those that were set last are seen.
    bool isPainted() const { return m_curves->isCurrent(); }

Q_SIGNALS:
    void zoomChanged();

protected:
    void mousePressEvent(QMouseEvent *event) override;
    void mouseMoveEvent(QMouseEvent *event) override;
    void mouseReleaseEvent(QMouseEvent *event) override;
    void mouseDoubleClickEvent(QMouseEvent *event) override;
    void wheelEvent(QWheelEvent *event) override;
    void keyPressEvent(QKeyEvent *event) override;
    void leaveEvent(QEvent *event) override;
    void resizeEvent(QResizeEvent *event) override;
    void changeEvent(QEvent *event) override;

private:
    void layOut();
    void fitDurations();
    void dress();
    void zoomTo(double from, double to);
    void zoomAround(double time, double factor);
    void moveCrosshair(int steps);
    CrosshairReading reading() const;
    void showReadout();
    QList<double> shownValues() const;

    LatencyScene m_scene;
    AlertOverlay m_alerts;
    RegionStyles m_styles;
    RegionLabels m_labels;
    QTimeZone m_zone = QTimeZone::utc();
    PlotFrame m_frame;
    std::function<bool(const PlotCurve &)> m_shown;
    QDateTime m_crosshair;
    bool m_zoomed = false;
    QPoint m_dragFrom;
    bool m_dragging = false;
    QCategoryAxis *m_times;
    QCategoryAxis *m_durations;
    QLineSeries *m_anchor; ///< what the axes belong to
    CurvesItem *m_curves;
    QRubberBand *m_band;
    QFrame *m_line; ///< the crosshair: a widget, so that moving it paints what it leaves and no more
    QLabel *m_readout;
};

} // namespace movr
