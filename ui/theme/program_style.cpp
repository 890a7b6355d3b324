#include "ui/theme/program_style.h"

#include <QPainter>
#include <QStyleOption>

namespace movr {

namespace {

/// Of a box that can be ticked, at least 3 : 1 on the page and on the window, light or dark.
QPen frame(const QStyleOption &option)
{
    const bool enabled = option.state.testFlag(QStyle::State_Enabled);
    return {option.palette.color(QPalette::Active, enabled ? QPalette::PlaceholderText : QPalette::Mid), 1};
}

} // namespace

ProgramStyle::ProgramStyle() : QProxyStyle(QStringLiteral("fusion")) {}

void ProgramStyle::drawPrimitive(PrimitiveElement element, const QStyleOption *option, QPainter *painter,
                                 const QWidget *widget) const
{
    QProxyStyle::drawPrimitive(element, option, painter, widget);
    const bool box = element == PE_IndicatorCheckBox || element == PE_IndicatorItemViewItemCheck;
    if (!box && element != PE_IndicatorRadioButton)
        return;
    painter->save();
    painter->setPen(frame(*option));
    painter->setBrush(Qt::NoBrush);
    painter->setRenderHint(QPainter::Antialiasing);
    // Where Fusion has put its own: it keeps half a pixel from the edge.
    const QRectF place = QRectF(option->rect).adjusted(0.5, 0.5, -0.5, -0.5);
    if (box) {
        painter->drawRect(place);
    } else {
        const double side = qMin(place.width(), place.height());
        QRectF circle(0, 0, side, side);
        circle.moveCenter(place.center());
        painter->drawEllipse(circle);
    }
    painter->restore();
}

} // namespace movr
