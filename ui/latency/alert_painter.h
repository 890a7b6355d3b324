#pragma once

#include "models/alerts/alert_overlay.h"
#include "ui/latency/plot_frame.h"

#include <QColor>
#include <QStringList>

#include <functional>

class QPainter;

namespace movr {

/// Draws the alert lines into a plot: each threshold as a thin dashed line with its words, and in a strip at the top, a row
/// for each region that was over one, when that began (a filled triangle), how long it went on (a bar) and when it
/// ended (a hollow triangle).
class AlertPainter
{
public:
    using Colors = std::function<QColor(const QString &region)>;

    void setOverlay(const AlertOverlay &overlay) { m_overlay = overlay; }
    /// Of all regions, in their order: the rows keep to it.
    void setRegions(const QStringList &regions) { m_regions = regions; }
    void paint(QPainter *painter, const PlotFrame &frame, const Colors &colorOf, const QColor &bad) const;

    /// Height of the strip; 0 when nothing was over a line in that time.
    static double stripHeight(const AlertOverlay &overlay, const PlotFrame &frame);

private:
    void paintThresholds(QPainter *painter, const PlotFrame &frame, const Colors &colorOf,
                         const QColor &bad) const;
    QStringList rows(const PlotFrame &frame) const;

    AlertOverlay m_overlay;
    QStringList m_regions;
};

} // namespace movr
