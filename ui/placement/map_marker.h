#pragma once

#include "models/placement/map_scene.h"

#include <QAbstractButton>

namespace movr {

/// A place on the map that can be chosen: by a click, by Space or Return, and by a screen reader, as any button.
class MapMarker : public QAbstractButton
{
    Q_OBJECT

public:
    explicit MapMarker(QWidget *parent);

    QSize sizeHint() const override { return size(); }
    /// Its middle on the map.
    QPointF middle() const { return QRectF(geometry()).center(); }

Q_SIGNALS:
    /// An arrow key was pressed: the next marker to the right (1) or to the left (-1) is wanted.
    void stepWanted(int step);

protected:
    void keyPressEvent(QKeyEvent *event) override;
    void paintRing(QPainter *painter, double radius) const;
};

/// A region: a disc whose area is its share, with the shape of its state.
class RegionMarker : public MapMarker
{
    Q_OBJECT

public:
    using MapMarker::MapMarker;

    void setRegion(const MapRegion &region);
    const MapRegion &region() const { return m_region; }
    double radius() const { return m_radius; }

protected:
    void paintEvent(QPaintEvent *event) override;

private:
    MapRegion m_region;
    double m_radius = 0;
};

/// A city: a dot.
class CityMarker : public MapMarker
{
    Q_OBJECT

public:
    using MapMarker::MapMarker;

    void setCity(const MapCity &city);
    const MapCity &city() const { return m_city; }

protected:
    void paintEvent(QPaintEvent *event) override;

private:
    MapCity m_city;
};

} // namespace movr
