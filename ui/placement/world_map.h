#pragma once

#include "models/placement/map_scene.h"
#include "ui/placement/map_layout.h"

#include <QPixmap>
#include <QWidget>

namespace movr {

class CityMarker;
class MapMarker;
class RegionMarker;

/// The regions and cities of a fleet on a map of the world, with the ways between them. Regions and cities are
/// buttons: choosing one narrows the page to it, choosing it again shows everything. One stop of Tab; arrow keys go
/// from place to place, Escape shows everything.
class WorldMap : public QWidget
{
    Q_OBJECT

public:
    explicit WorldMap(QWidget *parent = nullptr);

    void setScene(const MapScene &scene);
    const MapScene &scene() const { return m_scene; }
    /// Shows what the page is narrowed to; tells nobody.
    void setFilter(const PlacementFilter &filter);
    const PlacementFilter &filter() const { return m_filter; }

    QSize sizeHint() const override { return {560, 300}; }
    QSize minimumSizeHint() const override { return {260, 160}; }

Q_SIGNALS:
    void filterChosen(const movr::PlacementFilter &filter);

protected:
    void paintEvent(QPaintEvent *event) override;
    void resizeEvent(QResizeEvent *event) override;
    void changeEvent(QEvent *event) override;
    void keyPressEvent(QKeyEvent *event) override;
    bool event(QEvent *event) override;

private:
    template <class Marker>
    void count(QList<Marker *> &markers, qsizetype wanted);
    void connectMarker(MapMarker *marker);
    void layOut();
    void choose(const PlacementFilter &filter);
    void step(const MapMarker *from, int by);
    QList<MapMarker *> fromWestToEast() const;
    void handTabAround(MapMarker *stop);
    QString wayTip(const QPoint &position) const;
    QFont nameFont() const;
    void paintLand(QPainter &painter);
    void drawLand(QPainter &painter) const;
    void paintAnchors(QPainter &painter) const;
    void paintWays(QPainter &painter) const;
    void paintDesk(QPainter &painter) const;
    void paintTexts(QPainter &painter) const;

    MapScene m_scene;
    PlacementFilter m_filter;
    MapLayout m_layout;
    QPixmap m_land; ///< drawn once for a size and a palette; null: anew
    QList<RegionMarker *> m_regions;
    QList<CityMarker *> m_cities;
};

} // namespace movr
