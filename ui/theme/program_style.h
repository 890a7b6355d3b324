#pragma once

#include <QProxyStyle>

namespace movr {

/// Fusion with boxes that are seen: it draws the frame of a check box and of a radio button darker than the window, which on
/// a dark page is the page itself.
class ProgramStyle : public QProxyStyle
{
    Q_OBJECT

public:
    ProgramStyle();

    void drawPrimitive(PrimitiveElement element, const QStyleOption *option, QPainter *painter,
                       const QWidget *widget = nullptr) const override;
};

} // namespace movr
