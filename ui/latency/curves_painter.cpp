#include "ui/latency/curves_painter.h"

#include "ui/latency/curve_style.h"
#include "ui/theme/meaning.h"

#include <QPainter>

#include <algorithm>
#include <cmath>

namespace movr {

namespace {

constexpr double shapeSize = 8;
constexpr double shapeDistance = 90; ///< px along a line between two shapes
constexpr double markRow = 8;
constexpr float steppedBack = 0.28F;

/// Lines one pixel wide are drawn at once, dashes and all; wider ones become outlines first, which takes a hundred times as
/// long where a curve goes up and down at every pixel. A bold line is two beside each other.
void drawLine(QPainter *painter, const QPolygonF &line, bool bold)
{
    painter->drawPolyline(bold ? line.translated(-0.35, -0.35) : line);
    if (bold)
        painter->drawPolyline(line.translated(0.35, 0.35));
}

} // namespace

CurvesPainter::Grid CurvesPainter::grid(double ratio) const
{
    const QPointF origin(std::floor(frame.area.left() * ratio) / ratio,
                         std::floor(frame.area.top() * ratio) / ratio);
    const QSizeF wanted = QRectF(origin, frame.area.bottomRight()).size() * ratio;
    return {origin, QSize(int(std::ceil(wanted.width())), int(std::ceil(wanted.height()))), ratio};
}

QImage CurvesPainter::picture(const Grid &grid) const
{
    QImage image(grid.size, QImage::Format_ARGB32_Premultiplied);
    image.setDevicePixelRatio(grid.ratio);
    image.fill(Qt::transparent);
    QPainter painter(&image);
    painter.translate(-grid.origin);
    painter.setClipRect(frame.area);
    painter.setRenderHint(QPainter::Antialiasing);
    paintAll(&painter);
    return image;
}

double CurvesPainter::markHeight(qsizetype regions)
{
    return markRow * double(std::max<qsizetype>(regions, 1)) + 4;
}

QColor CurvesPainter::colorOf(const QString &region) const
{
    QColor color = styles.color(region, palette);
    if (!focus.isEmpty() && region != focus)
        color.setAlphaF(steppedBack);
    return color;
}

void CurvesPainter::paintAll(QPainter *painter) const
{
    paintJumps(painter);
    // The region that is looked at lies above the others.
    for (const bool focused : {false, true})
        for (const PlotCurve &curve : scene.curves)
            if (focused == (curve.region == focus))
                paintCurve(painter, curve);
    alerts.paint(
        painter, frame, [this](const QString &region) { return colorOf(region); },
        meaningColor(Meaning::Bad, palette));
    paintMarks(painter);
}

void CurvesPainter::paintCurve(QPainter *painter, const PlotCurve &curve) const
{
    const QColor color = colorOf(curve.region);
    QPen pen = curvePen(curve.kind, curve.earlier, color);
    pen.setWidthF(1);
    pen.setCosmetic(true);
    QPolygonF line;
    for (const QList<QPointF> &run : curve.runs) {
        line.resize(0);
        for (const QPointF &point : run)
            line.append(frame.at(point));
        if (line.last().x() < frame.area.left() || line.first().x() > frame.area.right())
            continue;
        painter->setPen(pen);
        painter->setBrush(Qt::NoBrush);
        if (line.size() > 1)
            drawLine(painter, line, curve.kind == CurveKind::P50);
        paintShapes(painter, line, curve, pen.color());
    }
}

/// The region's shape where a line begins and now and then along it; a single point is a shape alone.
void CurvesPainter::paintShapes(QPainter *painter, const QPolygonF &line, const PlotCurve &curve,
                                const QColor &color) const
{
    const double size = curve.kind == CurveKind::P50 ? shapeSize : shapeSize - 2;
    const QPainterPath shape = QTransform::fromScale(size, size).map(styles.shape(curve.region));
    painter->setPen(Qt::NoPen);
    painter->setBrush(color);
    // Regions begin at different places, so that lines upon each other keep both shapes.
    const auto place = double(styles.regions().indexOf(curve.region));
    double next = line.first().x() + (line.size() > 1 ? 12 + 24 * place : 0);
    if (line.size() > 1 && line.last().x() < next)
        next = line.first().x();
    for (const QPointF &point : line) {
        if (point.x() < next)
            continue;
        painter->translate(point);
        painter->drawPath(shape);
        painter->translate(-point);
        next = point.x() + shapeDistance;
    }
}

/// A row for each region at the bottom: outages as bars, failures and time-outs as crosses.
void CurvesPainter::paintMarks(QPainter *painter) const
{
    const QStringList &regions = styles.regions();
    const double top = frame.area.bottom() - markHeight(regions.size()) + 2;
    const QColor bad = meaningColor(Meaning::Bad, palette);
    for (const PlotMark &mark : scene.marks) {
        const double left = std::max(frame.xAt(mark.from), frame.area.left());
        const double right = std::min(frame.xAt(mark.to), frame.area.right());
        if (right < frame.area.left() || left > frame.area.right())
            continue;
        const auto place = double(std::max<qsizetype>(regions.indexOf(mark.region), 0));
        const QRectF row(left, top + markRow * place + 1, std::max(right - left, 2.), markRow - 2);
        if (mark.kind == PlotMark::Kind::Outage) {
            painter->setPen(Qt::NoPen);
            painter->setBrush(colorOf(mark.region));
            painter->drawRect(row);
            painter->setBrush(QBrush(palette.color(QPalette::Base), Qt::BDiagPattern));
            painter->drawRect(row);
            continue;
        }
        painter->setPen(QPen(mark.kind == PlotMark::Kind::Failed ? bad : colorOf(mark.region), 1.6));
        paintCrosses(painter, row, mark.kind == PlotMark::Kind::Failed);
    }
}

/// Failed: lying crosses; timed out: upright ones. The shape tells them apart as well as the colour. What went on for a
/// while has a cross at either end and a line between them.
void CurvesPainter::paintCrosses(QPainter *painter, const QRectF &row, bool lying) const
{
    const double arm = (markRow - 3) / 2;
    const QPointF rise = lying ? QPointF(arm, -arm) : QPointF(0, -arm);
    const QPointF run = lying ? QPointF(arm, arm) : QPointF(arm, 0);
    const bool stretched = row.width() > 2 * markRow;
    const QPointF half(stretched ? row.width() / 2 - arm : 0, 0);
    for (const QPointF &middle : {row.center() - half, row.center() + half}) {
        painter->drawLine(middle - rise, middle + rise);
        painter->drawLine(middle - run, middle + run);
        if (!stretched)
            return;
    }
    painter->drawLine(row.center() - half, row.center() + half);
}

/// Between the two times the clock showed nothing, or the same twice.
void CurvesPainter::paintJumps(QPainter *painter) const
{
    const QColor muted = meaningColor(Meaning::Muted, palette);
    for (const ClockJump &jump : scene.jumps) {
        const double from = frame.xAt(double(std::min(jump.before, jump.after).toMSecsSinceEpoch()));
        const double to = frame.xAt(double(std::max(jump.before, jump.after).toMSecsSinceEpoch()));
        painter->fillRect(QRectF(from, frame.area.top(), std::max(to - from, 2.), frame.area.height()),
                          QBrush(muted, Qt::Dense7Pattern));
    }
}

} // namespace movr
