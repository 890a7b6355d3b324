#pragma once

#include <QColor>
#include <QIcon>
#include <QPainterPath>
#include <QPalette>
#include <QStringList>

namespace movr {

/// How a region is told apart wherever regions are drawn: by a colour and, the same for those who do not see the
/// difference, by a shape. Both follow from its place in the deployment, so that they are the same everywhere. The
/// colours are those of Okabe and Ito, darker or lighter where the background asks for it; contrast to the palette's base
/// at least 3 : 1.
class RegionStyles
{
public:
    RegionStyles() = default;
    /// In the deployment's order.
    explicit RegionStyles(QStringList regions) : m_regions(std::move(regions)) {}

    QColor color(const QString &region, const QPalette &palette) const;
    /// Within a square of side 1 about the origin, to be filled.
    QPainterPath shape(const QString &region) const;
    QIcon icon(const QString &region, const QPalette &palette, int size = 12, double pixelRatio = 1) const;
    const QStringList &regions() const { return m_regions; }

private:
    int placeOf(const QString &region) const;

    QStringList m_regions;
};

/// As many regions as have a look of their own; further ones begin again.
constexpr int distinctRegionStyles = 7;

} // namespace movr
