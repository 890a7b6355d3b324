#include "models/placement/map_projection.h"

#include <algorithm>
#include <cmath>
#include <numbers>

namespace movr {

namespace {

constexpr QRectF inhabitedWorld(-170, -56, 350, 134);
/// One region alone is shown with the land around it, not as a point on nothing.
constexpr double leastWidth = 46;
constexpr double leastHeight = 22;
/// Room around the outermost places, for their names.
constexpr double roomAcross = 0.16;
constexpr double roomUpright = 0.30;

QRectF boxOf(const QList<MapPlace> &places)
{
    if (places.isEmpty())
        return inhabitedWorld;
    double west = 180, east = -180, south = 90, north = -90;
    for (const MapPlace &place : places) {
        west = std::min(west, place.longitude);
        east = std::max(east, place.longitude);
        south = std::min(south, place.latitude);
        north = std::max(north, place.latitude);
    }
    const double across = std::max((east - west) * roomAcross, (leastWidth - (east - west)) / 2);
    const double upright = std::max((north - south) * roomUpright, (leastHeight - (north - south)) / 2);
    return QRectF(west - across, south - upright, east - west + 2 * across, north - south + 2 * upright);
}

/// Grown about its middle to `width` by `height`.
QRectF grown(const QRectF &box, double width, double height)
{
    const QPointF middle = box.center();
    return QRectF(middle.x() - width / 2, middle.y() - height / 2, width, height);
}

} // namespace

MapProjection::MapProjection(const QList<MapPlace> &places, const QRectF &picture) : m_degrees(boxOf(places))
{
    const double latitude = std::clamp(m_degrees.center().y(), -60., 60.);
    const double narrower = std::cos(latitude * std::numbers::pi / 180); // a degree of longitude there
    const double width = std::max(picture.width(), 1.);
    const double height = std::max(picture.height(), 1.);
    // The smaller scale of the two shows everything; the other direction shows more than was asked for.
    const double scale = std::min(width / (m_degrees.width() * narrower), height / m_degrees.height());
    m_degrees = grown(m_degrees, width / (scale * narrower), height / scale);
    m_transform.translate(picture.left(), picture.top() + height);
    m_transform.scale(scale * narrower, -scale);
    m_transform.translate(-m_degrees.left(), -m_degrees.top());
}

QPointF MapProjection::point(const MapPlace &place) const
{
    return m_transform.map(QPointF(place.longitude, place.latitude));
}

} // namespace movr
