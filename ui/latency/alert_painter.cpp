#include "ui/latency/alert_painter.h"

#include <QFontMetricsF>
#include <QPainter>
#include <QSet>

#include <algorithm>
#include <cmath>

namespace movr {

namespace {

constexpr double rowHeight = 9;
constexpr double stripRoom = 4;
constexpr double textGap = 14;

bool isSeen(const PlotAlert &alert, const PlotFrame &frame)
{
    return alert.to >= frame.from && alert.from <= frame.to;
}

/// Points down at what happened; filled where it begins.
void paintTriangle(QPainter *painter, double x, double top, bool filled, const QColor &color)
{
    const double half = (rowHeight - 2) / 2;
    const QPolygonF triangle{
        {QPointF(x - half, top + 1), QPointF(x + half, top + 1), QPointF(x, top + rowHeight - 1)}};
    painter->setPen(QPen(color, 1.4));
    painter->setBrush(filled ? QBrush(color) : QBrush(Qt::NoBrush));
    painter->drawPolygon(triangle);
}

void paintAlert(QPainter *painter, const PlotFrame &frame, const PlotAlert &alert, double top,
                const QColor &color, const QColor &bad)
{
    const double left = std::max(frame.xAt(alert.from), frame.area.left());
    const double right = std::min(frame.xAt(alert.to), frame.area.right());
    painter->fillRect(QRectF(left, top + rowHeight / 2 - 1.5, std::max(right - left, 1.), 3), color);
    if (alert.from >= frame.from)
        paintTriangle(painter, frame.xAt(alert.from), top, true, bad);
    if (!alert.open && alert.to <= frame.to)
        paintTriangle(painter, frame.xAt(alert.to), top, false, bad);
}

/// In the middle of a row of pixels: a thin line between two rows is a pale one on both.
void paintAcross(QPainter *painter, const QRectF &area, double y)
{
    const double row = std::floor(y) + 0.5;
    painter->drawLine(QPointF(area.left(), row), QPointF(area.right(), row));
}

/// Beside words that would lie upon it.
QRectF freePlace(QRectF place, const QList<QRectF> &taken)
{
    for (const QRectF &other : taken)
        if (place.intersects(other))
            place.moveLeft(other.right() + textGap);
    return place;
}

/// What lies above or below what the axis shows is named at that edge.
QString arrowed(const QString &text, double y, const QRectF &area)
{
    return y < area.top()    ? QStringLiteral("↑ ") + text
         : y > area.bottom() ? QStringLiteral("↓ ") + text
                             : text;
}

} // namespace

double AlertPainter::stripHeight(const AlertOverlay &overlay, const PlotFrame &frame)
{
    QSet<QString> regions;
    for (const PlotAlert &alert : overlay.alerts)
        if (isSeen(alert, frame))
            regions.insert(alert.region);
    return regions.isEmpty() ? 0 : double(regions.size()) * rowHeight + stripRoom;
}

QStringList AlertPainter::rows(const PlotFrame &frame) const
{
    QStringList seen;
    for (const PlotAlert &alert : m_overlay.alerts)
        if (isSeen(alert, frame) && !seen.contains(alert.region))
            seen.append(alert.region);
    std::sort(seen.begin(), seen.end(), [this](const QString &a, const QString &b) {
        return m_regions.indexOf(a) < m_regions.indexOf(b);
    });
    return seen;
}

void AlertPainter::paint(QPainter *painter, const PlotFrame &frame, const Colors &colorOf,
                         const QColor &bad) const
{
    const QStringList regions = rows(frame);
    for (const PlotAlert &alert : m_overlay.alerts)
        if (isSeen(alert, frame))
            paintAlert(painter, frame, alert,
                       frame.area.top() + 2 + double(regions.indexOf(alert.region)) * rowHeight,
                       colorOf(alert.region), bad);
    paintThresholds(painter, frame, colorOf, bad);
}

void AlertPainter::paintThresholds(QPainter *painter, const PlotFrame &frame, const Colors &colorOf,
                                   const QColor &bad) const
{
    const QFontMetricsF metrics(painter->font());
    const double highest = frame.area.top() + stripHeight(m_overlay, frame);
    const double lowest = std::max(highest, frame.area.bottom() - metrics.height());
    QList<QRectF> taken;
    for (const PlotThreshold &threshold : m_overlay.thresholds) {
        const double y = frame.yAt(threshold.milliseconds);
        QPen pen(threshold.region.isEmpty() ? bad : colorOf(threshold.region), 1);
        pen.setDashPattern({8, 4});
        painter->setPen(pen);
        if (y >= frame.area.top() && y <= frame.area.bottom())
            paintAcross(painter, frame.area, y);
        const QString text = arrowed(threshold.text, y, frame.area);
        const QRectF place =
            freePlace({frame.area.left() + 6, std::clamp(y - metrics.height() - 1, highest, lowest),
                       metrics.horizontalAdvance(text) + 1, metrics.height()},
                      taken);
        taken.append(place);
        painter->drawText(place, Qt::AlignLeft | Qt::AlignTop, text);
    }
}

} // namespace movr
