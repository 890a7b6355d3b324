#include "ui/latency/curves_item.h"

#include "ui/latency/curve_style.h"
#include "ui/theme/meaning.h"

#include <QPainter>

#include <cmath>
#include <utility>

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

CurvesItem::CurvesItem(QGraphicsItem *parent) : QGraphicsItem(parent)
{
    setAcceptedMouseButtons(Qt::NoButton);
}

void CurvesItem::setScene(const LatencyScene &scene)
{
    m_scene = scene;
    change();
}

void CurvesItem::setFrame(const PlotFrame &frame)
{
    if (frame == m_frame)
        return;
    if (frame.area != m_frame.area)
        prepareGeometryChange();
    m_frame = frame;
    change();
}

void CurvesItem::setStyles(const RegionStyles &styles, const QPalette &palette)
{
    m_styles = styles;
    m_alerts.setRegions(styles.regions());
    m_palette = palette;
    change();
}

void CurvesItem::setFilter(std::function<bool(const PlotCurve &)> shown)
{
    m_shown = std::move(shown);
    change();
}

void CurvesItem::setFocusRegion(const QString &region)
{
    m_focus = region;
    change();
}

void CurvesItem::setAlerts(const AlertOverlay &overlay)
{
    m_alerts.setOverlay(overlay);
    change();
}

QRectF CurvesItem::boundingRect() const
{
    return m_frame.area;
}

double CurvesItem::markHeight(qsizetype regions)
{
    return markRow * double(std::max<qsizetype>(regions, 1)) + 4;
}

QColor CurvesItem::colorOf(const QString &region) const
{
    QColor color = m_styles.color(region, m_palette);
    if (!m_focus.isEmpty() && region != m_focus)
        color.setAlphaF(steppedBack);
    return color;
}

void CurvesItem::change()
{
    m_stale = true;
    update();
}

void CurvesItem::paint(QPainter *painter, const QStyleOptionGraphicsItem *, QWidget *)
{
    if (m_frame.area.isEmpty() || m_frame.to <= m_frame.from)
        return;
    const double ratio = painter->device()->devicePixelRatioF();
    // Whole pixels, so that the picture is copied and not resampled.
    const QPointF origin(std::floor(m_frame.area.left() * ratio) / ratio,
                         std::floor(m_frame.area.top() * ratio) / ratio);
    const QSizeF wanted = QRectF(origin, m_frame.area.bottomRight()).size() * ratio;
    const QSize size(int(std::ceil(wanted.width())), int(std::ceil(wanted.height())));
    if (m_picture.size() != size || m_picture.devicePixelRatio() != ratio) {
        m_picture = QImage(size, QImage::Format_ARGB32_Premultiplied);
        m_picture.setDevicePixelRatio(ratio);
        m_stale = true;
    }
    if (std::exchange(m_stale, false))
        paintPicture(origin);
    painter->drawImage(origin, m_picture);
}

void CurvesItem::paintPicture(QPointF origin)
{
    m_picture.fill(Qt::transparent);
    QPainter painter(&m_picture);
    painter.translate(-origin);
    painter.setClipRect(m_frame.area);
    painter.setRenderHint(QPainter::Antialiasing);
    paintAll(&painter);
}

void CurvesItem::paintAll(QPainter *painter) const
{
    paintJumps(painter);
    // The region that is looked at lies above the others.
    for (const bool focused : {false, true})
        for (const PlotCurve &curve : m_scene.curves)
            if (focused == (curve.region == m_focus) && (!m_shown || m_shown(curve)))
                paintCurve(painter, curve);
    m_alerts.paint(
        painter, m_frame, [this](const QString &region) { return colorOf(region); },
        meaningColor(Meaning::Bad, m_palette));
    paintMarks(painter);
}

void CurvesItem::paintCurve(QPainter *painter, const PlotCurve &curve) const
{
    const QColor color = colorOf(curve.region);
    QPen pen = curvePen(curve.kind, curve.earlier, color);
    pen.setWidthF(1);
    pen.setCosmetic(true);
    QPolygonF line;
    for (const QList<QPointF> &run : curve.runs) {
        line.resize(0);
        for (const QPointF &point : run)
            line.append(m_frame.at(point));
        if (line.last().x() < m_frame.area.left() || line.first().x() > m_frame.area.right())
            continue;
        painter->setPen(pen);
        painter->setBrush(Qt::NoBrush);
        if (line.size() > 1)
            drawLine(painter, line, curve.kind == CurveKind::P50);
        paintShapes(painter, line, curve, pen.color());
    }
}

/// The region's shape where a line begins and now and then along it; a single point is a shape alone.
void CurvesItem::paintShapes(QPainter *painter, const QPolygonF &line, const PlotCurve &curve,
                             const QColor &color) const
{
    const double size = curve.kind == CurveKind::P50 ? shapeSize : shapeSize - 2;
    const QPainterPath shape = QTransform::fromScale(size, size).map(m_styles.shape(curve.region));
    painter->setPen(Qt::NoPen);
    painter->setBrush(color);
    // Regions begin at different places, so that lines upon each other keep both shapes.
    const auto place = double(m_styles.regions().indexOf(curve.region));
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
void CurvesItem::paintMarks(QPainter *painter) const
{
    const QStringList &regions = m_styles.regions();
    const double top = m_frame.area.bottom() - markHeight(regions.size()) + 2;
    const QColor bad = meaningColor(Meaning::Bad, m_palette);
    for (const PlotMark &mark : m_scene.marks) {
        const double left = std::max(m_frame.xAt(mark.from), m_frame.area.left());
        const double right = std::min(m_frame.xAt(mark.to), m_frame.area.right());
        if (right < m_frame.area.left() || left > m_frame.area.right())
            continue;
        const auto place = double(std::max<qsizetype>(regions.indexOf(mark.region), 0));
        const QRectF row(left, top + markRow * place + 1, std::max(right - left, 2.), markRow - 2);
        if (mark.kind == PlotMark::Kind::Outage) {
            painter->setPen(Qt::NoPen);
            painter->setBrush(colorOf(mark.region));
            painter->drawRect(row);
            painter->setBrush(QBrush(m_palette.color(QPalette::Base), Qt::BDiagPattern));
            painter->drawRect(row);
            continue;
        }
        painter->setPen(QPen(mark.kind == PlotMark::Kind::Failed ? bad : colorOf(mark.region), 1.6));
        paintCrosses(painter, row, mark.kind == PlotMark::Kind::Failed);
    }
}

/// Failed: lying crosses; timed out: upright ones. The shape tells them apart as well as the colour. What went on for a
/// while has a cross at either end and a line between them.
void CurvesItem::paintCrosses(QPainter *painter, const QRectF &row, bool lying) const
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
void CurvesItem::paintJumps(QPainter *painter) const
{
    const QColor muted = meaningColor(Meaning::Muted, m_palette);
    for (const ClockJump &jump : m_scene.jumps) {
        const double from = m_frame.xAt(double(std::min(jump.before, jump.after).toMSecsSinceEpoch()));
        const double to = m_frame.xAt(double(std::max(jump.before, jump.after).toMSecsSinceEpoch()));
        painter->fillRect(QRectF(from, m_frame.area.top(), std::max(to - from, 2.), m_frame.area.height()),
                          QBrush(muted, Qt::Dense7Pattern));
    }
}

} // namespace movr
