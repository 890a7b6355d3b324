#pragma once

#include "models/placement/map_scene.h"

#include <QPointF>
#include <QRectF>
#include <QTransform>

namespace movr {

/// Degrees to points of a picture, so that all places are in it with room around them. Equirectangular, true to
/// shape at the middle latitude of what is shown. A value.
class MapProjection
{
public:
    /// `picture`: where the map is drawn. Without places it is the inhabited world.
    MapProjection(const QList<MapPlace> &places, const QRectF &picture);

    QPointF point(const MapPlace &place) const;
    /// For paths in degrees (x longitude, y latitude).
    const QTransform &transform() const { return m_transform; }
    /// What is in the picture, in degrees: left and right are longitudes, top is the southern edge.
    QRectF degrees() const { return m_degrees; }

private:
    QRectF m_degrees;
    QTransform m_transform;
};

} // namespace movr
