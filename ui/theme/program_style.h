#pragma once

#include <QProxyStyle>

class QStyleOptionSlider;

namespace movr {

/// Fusion, but for two things. It frames check boxes darker than the window, which on a dark page is the page itself. And it
/// paints scroll bars with gradients and translucent lines along their whole length, which Qt hands to other threads in many
/// pieces and waits for: with the processors busy, a scroll bar that moves was what a window waited for.
class ProgramStyle : public QProxyStyle
{
    Q_OBJECT

public:
    ProgramStyle();

    void drawPrimitive(PrimitiveElement element, const QStyleOption *option, QPainter *painter,
                       const QWidget *widget = nullptr) const override;
    void drawComplexControl(ComplexControl control, const QStyleOptionComplex *option, QPainter *painter,
                            const QWidget *widget = nullptr) const override;

private:
    void drawScrollBar(const QStyleOptionSlider &bar, QPainter *painter, const QWidget *widget) const;
    void drawStep(const QStyleOptionSlider &bar, SubControl part, QPainter *painter,
                  const QWidget *widget) const;
};

} // namespace movr
