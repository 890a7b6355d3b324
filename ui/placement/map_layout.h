#pragma once

#include "models/placement/map_scene.h"

#include <QFontMetricsF>
#include <QHash>
#include <QPainterPath>
#include <QRectF>
#include <QTransform>

namespace movr {

/// Where everything of a map is drawn. A region's disc steps aside from the cities around it; names are written where
/// nothing else is, and left out where there is no room: the tooltip has them.
class MapLayout
{
public:
    struct Disc {
        QPointF anchor; ///< where the region is
        QPointF middle; ///< where its disc is drawn
        double radius = 0;
    };
    struct Text {
        QRectF area;
        QString text;
        enum class Kind { Region, City, Link, Desk } kind = Kind::City;
    };
    struct Way {
        QPainterPath path;
        bool fromDesk = false;
        bool up = true;
        qsizetype link = 0; ///< of the scene
    };

    MapLayout() = default;
    /// `radii`: of each region's disc, in the scene's order.
    MapLayout(const MapScene &scene, const QList<double> &radii, const QRectF &picture,
              const QFontMetricsF &metrics);

    /// From degrees to the picture.
    const QTransform &transform() const { return m_transform; }
    const QList<Disc> &discs() const { return m_discs; }  ///< in the order of the scene's regions
    const QList<QPointF> &dots() const { return m_dots; } ///< in the order of the scene's cities
    const QList<Way> &ways() const { return m_ways; }
    const QList<Text> &texts() const { return m_texts; }
    /// Where the desk is drawn; unset without one.
    std::optional<QPointF> desk() const { return m_desk; }

private:
    void placeDiscs(const QList<double> &radii);
    void placeDesk(const MapScene &scene);
    void drawWays(const MapScene &scene, const QFontMetricsF &metrics);
    void writeNames(const MapScene &scene, const QFontMetricsF &metrics);
    bool writeOn(const QPainterPath &way, const QString &text, const QFontMetricsF &metrics);
    bool write(const QString &text, Text::Kind kind, const QPointF &about, double distance,
               const QFontMetricsF &metrics);
    bool isFree(const QRectF &area) const;
    std::optional<QPointF> endOf(const MapScene &scene, const QString &region) const;

    QRectF m_picture;
    QTransform m_transform;
    QList<Disc> m_discs;
    QList<QPointF> m_dots;
    QList<Way> m_ways;
    QList<Text> m_texts;
    std::optional<QPointF> m_desk;
    QList<QRectF> m_taken;
};

/// "64 ms": a round trip on a link; a question mark when it is not known.
QString roundTripText(const MapLink &link);

} // namespace movr
