#include "ui/theme/program_style.h"

#include "ui/theme/mixed_color.h"

#include <QPainter>
#include <QStyleOption>

namespace movr {

namespace {

/// Of a box that can be ticked, at least 3 : 1 on the page and on the window, light or dark; where the keyboard is, as Fusion
/// has it.
QColor frame(const QStyleOption &option)
{
    using Role = QPalette::ColorRole;
    const Role role = !option.state.testFlag(QStyle::State_Enabled) ? QPalette::Mid
                    : option.state.testFlags(QStyle::State_HasFocus | QStyle::State_KeyboardFocusChange)
                        ? QPalette::Highlight
                        : QPalette::PlaceholderText;
    return option.palette.color(QPalette::Active, role);
}

/// So strong stands a part of a scroll bar out from the window.
QColor shade(const QStyleOption &option, double part)
{
    return mixedColor(option.palette.color(QPalette::WindowText), option.palette.color(QPalette::Window),
                      part);
}

constexpr double grooveShade = 0.06;
constexpr double edgeShade = 0.14;
constexpr double handleShade = 0.58; ///< 3 : 1 to the groove, and more when it is touched

bool isTouched(const QStyleOptionSlider &bar, QStyle::SubControl part, QStyle::State how)
{
    return bar.activeSubControls.testFlag(part) && bar.state.testFlags(how | QStyle::State_Enabled);
}

} // namespace

ProgramStyle::ProgramStyle() : QProxyStyle(QStringLiteral("fusion")) {}

void ProgramStyle::drawPrimitive(PrimitiveElement element, const QStyleOption *option, QPainter *painter,
                                 const QWidget *widget) const
{
    QProxyStyle::drawPrimitive(element, option, painter, widget);
    if (element != PE_IndicatorCheckBox) // a box in a table is painted as one as well
        return;
    // Where Fusion has put its own.
    painter->save();
    painter->setPen(frame(*option));
    painter->setBrush(Qt::NoBrush);
    painter->setRenderHint(QPainter::Antialiasing);
    painter->drawRect(QRectF(option->rect).adjusted(0.5, 0.5, -0.5, -0.5));
    painter->restore();
}

void ProgramStyle::drawComplexControl(ComplexControl control, const QStyleOptionComplex *option,
                                      QPainter *painter, const QWidget *widget) const
{
    const auto *bar = qstyleoption_cast<const QStyleOptionSlider *>(option);
    if (control == CC_ScrollBar && bar)
        drawScrollBar(*bar, painter, widget);
    else
        QProxyStyle::drawComplexControl(control, option, painter, widget);
}

/// Of plain rectangles only: those are filled at once.
void ProgramStyle::drawScrollBar(const QStyleOptionSlider &bar, QPainter *painter,
                                 const QWidget *widget) const
{
    const bool upright = bar.orientation == Qt::Vertical;
    painter->fillRect(bar.rect, shade(bar, grooveShade));
    QRect edge = bar.rect; // towards what is scrolled
    if (!upright)
        edge.setHeight(1);
    else if (bar.direction == Qt::LeftToRight)
        edge.setWidth(1);
    else
        edge.setLeft(edge.right());
    painter->fillRect(edge, shade(bar, edgeShade));
    for (const SubControl step : {SC_ScrollBarSubLine, SC_ScrollBarAddLine})
        drawStep(bar, step, painter, widget);
    if (bar.minimum == bar.maximum)
        return;
    const double more = !bar.state.testFlag(State_Enabled)                  ? -0.38
                      : isTouched(bar, SC_ScrollBarSlider, State_Sunken)    ? 0.24
                      : isTouched(bar, SC_ScrollBarSlider, State_MouseOver) ? 0.12
                                                                            : 0;
    const QRect slider = proxy()->subControlRect(CC_ScrollBar, &bar, SC_ScrollBarSlider, widget);
    painter->fillRect(upright ? slider.adjusted(4, 1, -3, -1) : slider.adjusted(1, 4, -1, -3),
                      shade(bar, handleShade + more));
}

void ProgramStyle::drawStep(const QStyleOptionSlider &bar, SubControl part, QPainter *painter,
                            const QWidget *widget) const
{
    constexpr int size = 7;
    const QRect place = proxy()->subControlRect(CC_ScrollBar, &bar, part, widget);
    if (place.isEmpty())
        return;
    if (isTouched(bar, part, State_Sunken))
        painter->fillRect(place, shade(bar, 2 * edgeShade));
    else if (isTouched(bar, part, State_MouseOver))
        painter->fillRect(place, shade(bar, edgeShade));
    const bool back = part == SC_ScrollBarSubLine;
    const bool left = back == (bar.direction == Qt::LeftToRight);
    QStyleOption arrow;
    arrow.direction = bar.direction;
    arrow.state = bar.state;
    arrow.palette = bar.palette;
    arrow.rect = QRect(0, 0, size, size);
    arrow.rect.moveCenter(place.center());
    // No step is left in that direction.
    const int end = back != bar.upsideDown ? bar.minimum : bar.maximum;
    if (bar.sliderPosition == end)
        arrow.palette.setCurrentColorGroup(QPalette::Disabled);
    const PrimitiveElement upright = back ? PE_IndicatorArrowUp : PE_IndicatorArrowDown;
    const PrimitiveElement lying = left ? PE_IndicatorArrowLeft : PE_IndicatorArrowRight;
    proxy()->drawPrimitive(bar.orientation == Qt::Vertical ? upright : lying, &arrow, painter, widget);
}

} // namespace movr
