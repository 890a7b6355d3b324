#include "ui/placement/mark_shape.h"

#include "ui/theme/meaning.h"

#include <QPainter>
#include <QPixmap>

namespace movr {

namespace {

constexpr int iconSize = 16;

QPainterPath questionMark()
{
    QPainterPath path;
    path.moveTo(-0.20, -0.18);
    path.cubicTo(-0.20, -0.48, 0.22, -0.48, 0.22, -0.18);
    path.cubicTo(0.22, 0.02, 0.0, 0.0, 0.0, 0.16);
    path.moveTo(0.0, 0.36);
    path.lineTo(0.0, 0.38);
    return path;
}

/// What lies under the shape: a copy that lags is striped, what does not answer or is not known is open.
QBrush filling(PlacementState mark, const QColor &colour, const QPalette &palette)
{
    const Meaning meaning = markMeaning(mark);
    if (mark == PlacementState::Lagging)
        return QBrush(colour, Qt::BDiagPattern);
    if (mark == PlacementState::Unreachable || mark == PlacementState::Unknown)
        return palette.color(QPalette::Base);
    return meaningBackground(meaning, palette);
}

QPen outline(PlacementState mark, const QColor &colour, double radius)
{
    QPen pen(colour, radius < 10 ? 1.3 : 2);
    if (mark == PlacementState::Unreachable)
        pen.setDashPattern({2, 1.6});
    else if (mark == PlacementState::Unknown)
        pen.setDashPattern({1, 1.6});
    return pen;
}

} // namespace

QPainterPath markShape(PlacementState mark)
{
    QPainterPath path;
    switch (mark) {
    case PlacementState::Right:
        path.moveTo(-0.32, 0.02);
        path.lineTo(-0.08, 0.28);
        path.lineTo(0.34, -0.26);
        return path;
    case PlacementState::Misplaced:
        path.moveTo(-0.26, -0.26);
        path.lineTo(0.26, 0.26);
        path.moveTo(0.26, -0.26);
        path.lineTo(-0.26, 0.26);
        return path;
    case PlacementState::Lagging:
        path.moveTo(0, -0.36);
        path.lineTo(0, 0.04);
        path.lineTo(0.28, 0.2);
        return path;
    case PlacementState::Unreachable:
        path.moveTo(-0.40, 0);
        path.lineTo(-0.14, 0);
        path.moveTo(0.14, 0);
        path.lineTo(0.40, 0);
        path.moveTo(-0.06, 0.26);
        path.lineTo(0.06, -0.26);
        return path;
    case PlacementState::Unknown:
        break;
    }
    return questionMark();
}

void paintMark(QPainter *painter, const QPointF &middle, double radius, PlacementState mark,
               const QPalette &palette)
{
    const QColor colour = meaningColor(markMeaning(mark), palette);
    painter->save();
    painter->setRenderHint(QPainter::Antialiasing);
    painter->setPen(Qt::NoPen);
    painter->setBrush(palette.color(QPalette::Base));
    painter->drawEllipse(middle, radius, radius);
    painter->setPen(outline(mark, colour, radius));
    painter->setBrush(filling(mark, colour, palette));
    painter->drawEllipse(middle, radius, radius);
    // The shape stays of one size: a large region is large, not loud.
    const double side = std::min(radius * 1.3, 15.);
    if (mark == PlacementState::Lagging) {
        painter->setPen(Qt::NoPen);
        painter->setBrush(palette.color(QPalette::Base));
        painter->drawEllipse(middle, side * 0.55, side * 0.55);
    }
    painter->translate(middle);
    painter->setBrush(Qt::NoBrush);
    QPen pen(colour, std::max(1.4, side / 7), Qt::SolidLine, Qt::RoundCap, Qt::RoundJoin);
    painter->setPen(pen);
    painter->drawPath(QTransform::fromScale(side, side).map(markShape(mark)));
    painter->restore();
}

QIcon markIcon(PlacementState mark, const QPalette &palette, double pixelRatio)
{
    QPixmap picture(QSize(iconSize, iconSize) * pixelRatio);
    picture.setDevicePixelRatio(pixelRatio);
    picture.fill(Qt::transparent);
    QPainter painter(&picture);
    paintMark(&painter, QPointF(iconSize / 2., iconSize / 2.), iconSize / 2. - 1, mark, palette);
    painter.end();
    QIcon icon(picture);
    icon.addPixmap(picture, QIcon::Selected); // not tinted: on the selection it stays itself
    return icon;
}

} // namespace movr
