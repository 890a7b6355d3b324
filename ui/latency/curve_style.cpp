#include "ui/latency/curve_style.h"

namespace movr {

QPen curvePen(CurveKind kind, bool earlier, const QColor &color)
{
    QColor shade = color;
    if (earlier)
        shade.setAlphaF(0.5F);
    QPen pen(shade, kind == CurveKind::P50 ? 2 : 1.2, Qt::SolidLine, Qt::FlatCap, Qt::BevelJoin);
    switch (kind) {
    case CurveKind::P50:
    case CurveKind::P95:
        break;
    case CurveKind::P99:
        pen.setDashPattern({7, 2.5, 1.5, 2.5});
        break;
    case CurveKind::Floor:
        pen.setDashPattern({2.5, 2.5});
        break;
    }
    return pen;
}

} // namespace movr
