#include "ui/theme/region_style.h"

#include <QPainter>
#include <QPixmap>

#include <algorithm>
#include <array>
#include <cmath>
#include <numbers>

namespace movr {

namespace {

struct Shade {
    QRgb onLight;
    QRgb onDark;
};

constexpr std::array<Shade, distinctRegionStyles> shades{{
    {0xff0072b2, 0xff56b4e9}, // blue, sky blue
    {0xffd55e00, 0xfff0883e}, // vermillion
    {0xff008060, 0xff2fc79b}, // bluish green
    {0xffa4487f, 0xffdf9cc3}, // reddish purple
    {0xff9a6a00, 0xffe6b94f}, // orange
    {0xff1f7a8c, 0xff7fd8e6}, // cyan
    {0xff555b66, 0xffc0c6cf}, // grey
}};

QPainterPath polygon(int corners, double turn, double radius = 0.56)
{
    QPainterPath path;
    for (int i = 0; i < corners; ++i) {
        const double angle = turn + 2 * std::numbers::pi * i / corners;
        const QPointF corner(radius * std::sin(angle), -radius * std::cos(angle));
        if (i == 0)
            path.moveTo(corner);
        else
            path.lineTo(corner);
    }
    path.closeSubpath();
    return path;
}

QPainterPath cross()
{
    QPainterPath path;
    path.addRect(QRectF(-0.5, -0.17, 1, 0.34));
    path.addRect(QRectF(-0.17, -0.5, 0.34, 1));
    return path.simplified();
}

} // namespace

int RegionStyles::placeOf(const QString &region) const
{
    const auto place = m_regions.indexOf(region);
    return place < 0 ? distinctRegionStyles - 1 : int(place % distinctRegionStyles);
}

QColor RegionStyles::color(const QString &region, const QPalette &palette) const
{
    const Shade &shade = shades.at(std::size_t(placeOf(region)));
    return QColor::fromRgb(palette.color(QPalette::Base).lightness() < 128 ? shade.onDark : shade.onLight);
}

QPainterPath RegionStyles::shape(const QString &region) const
{
    constexpr double pi = std::numbers::pi;
    QPainterPath path;
    // A colour that comes again has another shape.
    const auto round = std::max<qsizetype>(m_regions.indexOf(region), 0) / distinctRegionStyles;
    switch (int((placeOf(region) + round) % distinctRegionStyles)) {
    case 0:
        path.addEllipse(QPointF(0, 0), 0.46, 0.46);
        return path;
    case 1:
        path.addRect(QRectF(-0.42, -0.42, 0.84, 0.84));
        return path;
    case 2:
        return polygon(3, 0);
    case 3:
        return polygon(4, 0);
    case 4:
        return polygon(3, pi);
    case 5:
        return cross();
    default:
        return polygon(5, 0);
    }
}

QIcon RegionStyles::icon(const QString &region, const QPalette &palette, int size, double pixelRatio) const
{
    QPixmap picture(QSize(size, size) * pixelRatio);
    picture.setDevicePixelRatio(pixelRatio);
    picture.fill(Qt::transparent);
    QPainter painter(&picture);
    painter.setRenderHint(QPainter::Antialiasing);
    painter.translate(size / 2., size / 2.);
    painter.scale(size - 1, size - 1);
    painter.fillPath(shape(region), color(region, palette));
    painter.end();
    QIcon icon(picture);
    icon.addPixmap(picture, QIcon::Selected); // not tinted: on the selection it stays itself
    return icon;
}

} // namespace movr
