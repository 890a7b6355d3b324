#include "ui/placement/map_layout.h"

#include "models/placement/map_projection.h"
#include "models/presentation/city_time.h"
#include "models/presentation/words.h"

#include <QCoreApplication>
#include <QLineF>

#include <algorithm>
#include <array>
#include <cmath>

namespace movr {

namespace {

constexpr double dotRoom = 5;
constexpr double deskSide = 18;

struct Tr {
    Q_DECLARE_TR_FUNCTIONS(movr::MapLayout)
};

/// East first, then round: names read best at the right of what they name.
constexpr std::array<QPointF, 8> directions{
    QPointF{1, 0},        QPointF{-1, 0},      QPointF{0, -1},        QPointF{0, 1},
    QPointF{0.71, -0.71}, QPointF{0.71, 0.71}, QPointF{-0.71, -0.71}, QPointF{-0.71, 0.71},
};

QRectF around(const QPointF &middle, double radius)
{
    return QRectF(middle.x() - radius, middle.y() - radius, 2 * radius, 2 * radius);
}

/// The text's box beside a point, touching a circle of `distance` about it.
QRectF beside(const QPointF &point, const QPointF &direction, double distance, const QSizeF &size)
{
    const QPointF middle = point + direction * distance
                         + QPointF(direction.x() * size.width() / 2, direction.y() * size.height() / 2);
    return QRectF(middle.x() - size.width() / 2, middle.y() - size.height() / 2, size.width(), size.height());
}

/// A bow between two points, to the left of the way as it goes.
QPainterPath bow(const QPointF &from, const QPointF &to, double bend)
{
    const QLineF line(from, to);
    const QPointF normal = line.length() > 0 ? QPointF(line.dy(), -line.dx()) / line.length() : QPointF();
    QPainterPath path(from);
    path.quadTo(line.center() + normal * bend * line.length(), to);
    return path;
}

} // namespace

QString roundTripText(const MapLink &link)
{
    if (!link.up)
        return Tr::tr("no answer");
    return link.roundTrip ? durationText(*link.roundTrip) : Tr::tr("?");
}

MapLayout::MapLayout(const MapScene &scene, const QList<double> &radii, const QRectF &picture,
                     const QFontMetricsF &metrics)
    : m_picture(picture)
{
    QList<MapPlace> places;
    for (const MapRegion &region : scene.regions)
        places.append(region.place);
    for (const MapCity &city : scene.cities)
        places.append(city.place);
    const MapProjection projection(places, picture);
    m_transform = projection.transform();
    for (const MapCity &city : scene.cities) {
        m_dots.append(projection.point(city.place));
        m_taken.append(around(m_dots.last(), dotRoom));
    }
    for (const MapRegion &region : scene.regions)
        m_discs.append({projection.point(region.place), projection.point(region.place), 0});
    placeDiscs(radii);
    placeDesk(scene);
    drawWays(scene, metrics);
    writeNames(scene, metrics);
}

bool MapLayout::isFree(const QRectF &area) const
{
    return m_picture.contains(area)
        && std::none_of(m_taken.cbegin(), m_taken.cend(),
                        [&area](const QRectF &taken) { return taken.intersects(area); });
}

/// A disc stands at its place, or a little aside where cities would lie under it.
void MapLayout::placeDiscs(const QList<double> &radii)
{
    for (qsizetype i = 0; i < m_discs.size(); ++i) {
        Disc &disc = m_discs[i];
        disc.radius = radii.value(i);
        const double room = disc.radius + 3;
        QPointF found = disc.anchor;
        bool free = isFree(around(found, room));
        for (double away = room + 4; !free && away < room + 60; away += 9) {
            for (const QPointF &direction : directions) {
                found = disc.anchor + direction * away;
                free = isFree(around(found, room));
                if (free)
                    break;
            }
        }
        if (free)
            disc.middle = found;
        m_taken.append(around(disc.middle, room));
    }
}

/// Where the desk is nobody knows; it stands beside the region that answers it first.
void MapLayout::placeDesk(const MapScene &scene)
{
    const auto near =
        std::find_if(scene.regions.cbegin(), scene.regions.cend(),
                     [&scene](const MapRegion &region) { return region.name == scene.nearest; });
    if (near == scene.regions.cend())
        return;
    const Disc &disc = m_discs.at(near - scene.regions.cbegin());
    QPointF found = disc.middle + QPointF(0, disc.radius + 30);
    for (double away = disc.radius + 26; away < disc.radius + 80; away += 10) {
        for (const QPointF &direction : {QPointF(0, 1), QPointF(0.71, 0.71), QPointF(-0.71, 0.71),
                                         QPointF(1, 0), QPointF(-1, 0), QPointF(0, -1)}) {
            const QPointF point = disc.middle + direction * away;
            if (!isFree(around(point, deskSide)))
                continue;
            m_desk = point;
            m_taken.append(around(point, deskSide * 0.7));
            return;
        }
    }
    m_desk = found;
}

std::optional<QPointF> MapLayout::endOf(const MapScene &scene, const QString &region) const
{
    if (region.isEmpty())
        return m_desk;
    for (qsizetype i = 0; i < scene.regions.size(); ++i)
        if (scene.regions.at(i).name == region)
            return m_discs.at(i).middle;
    return {};
}

void MapLayout::drawWays(const MapScene &scene, const QFontMetricsF &metrics)
{
    for (qsizetype i = 0; i < scene.links.size(); ++i) {
        const MapLink &link = scene.links.at(i);
        std::optional<QPointF> from = endOf(scene, link.from);
        std::optional<QPointF> to = endOf(scene, link.to);
        if (!from || !to)
            continue;
        if (from->x() > to->x())
            std::swap(from, to);
        const bool desk = link.from.isEmpty();
        // From west to east, left is north: ways between regions bow northwards, those of the desk southwards.
        const QPainterPath path = bow(*from, *to, desk ? -0.16 : 0.16);
        m_ways.append({path, desk, link.up, i});
        const QString text = roundTripText(link);
        bool written = writeOn(path, text, metrics);
        for (double away = 6; !written && away < 34; away += 8) // a short way: beside it
            written = write(text, Text::Kind::Link, path.pointAtPercent(0.5), away, metrics);
    }
}

/// A way's figure stands on it, in the middle if there is room.
bool MapLayout::writeOn(const QPainterPath &way, const QString &text, const QFontMetricsF &metrics)
{
    const QSizeF size(metrics.horizontalAdvance(text) + 6, metrics.height());
    for (const double at : {0.5, 0.42, 0.58, 0.34, 0.66, 0.26, 0.74, 0.18, 0.82}) {
        const QPointF middle = way.pointAtPercent(at);
        const QRectF area(middle.x() - size.width() / 2, middle.y() - size.height() / 2, size.width(),
                          size.height());
        if (!isFree(area))
            continue;
        m_texts.append({area, text, Text::Kind::Link});
        m_taken.append(area);
        return true;
    }
    return false;
}

bool MapLayout::write(const QString &text, Text::Kind kind, const QPointF &about, double distance,
                      const QFontMetricsF &metrics)
{
    const QSizeF size(metrics.horizontalAdvance(text) + 2, metrics.height() - 1);
    for (QPointF direction : directions) {
        if (kind == Text::Kind::Desk) // ways lead from it to the sides: above or below first
            direction = direction.transposed();
        const QRectF area = beside(about, direction, distance, size);
        if (!isFree(area))
            continue;
        m_texts.append({area, text, kind});
        m_taken.append(area);
        return true;
    }
    return false;
}

void MapLayout::writeNames(const MapScene &scene, const QFontMetricsF &metrics)
{
    // The regions' names are bold: a little wider.
    for (qsizetype i = 0; i < m_discs.size(); ++i) {
        const QString label = scene.regions.at(i).label;
        const double wider = metrics.horizontalAdvance(label) * 0.12;
        const Disc &disc = m_discs.at(i);
        if (write(label, Text::Kind::Region, disc.middle, disc.radius + 5 + wider / 2, metrics))
            continue;
        const QSizeF size(metrics.horizontalAdvance(label) + wider, metrics.height());
        m_texts.append({beside(disc.middle, {0, -1}, disc.radius + 3, size), label, Text::Kind::Region});
    }
    if (m_desk)
        write(Tr::tr("This desk"), Text::Kind::Desk, *m_desk, deskSide * 0.75, metrics);
    for (qsizetype i = 0; i < m_dots.size(); ++i) {
        bool written = false; // beside its dot, or a little farther off where others are in the way
        for (double away = dotRoom + 1; !written && away < dotRoom + 16; away += 5)
            written =
                write(words::city(scene.cities.at(i).name), Text::Kind::City, m_dots.at(i), away, metrics);
    }
}

} // namespace movr
