#include "ui/placement/world_map.h"

#include "ui/placement/map_marker.h"

#include <QHelpEvent>
#include <QKeyEvent>
#include <QPainterPathStroker>
#include <QToolTip>

#include <algorithm>

namespace movr {

namespace {

constexpr int edge = 1;

} // namespace

WorldMap::WorldMap(QWidget *parent) : QWidget(parent)
{
    setObjectName(QStringLiteral("worldMap"));
    setAccessibleName(tr("Map of the regions"));
    setAccessibleDescription(tr("Arrow keys go from place to place, Space shows only what is there."));
    setBackgroundRole(QPalette::Base);
    setAutoFillBackground(true);
}

template <class Marker>
void WorldMap::count(QList<Marker *> &markers, qsizetype wanted)
{
    while (markers.size() > wanted)
        delete markers.takeLast();
    while (markers.size() < wanted) {
        auto *marker = new Marker(this);
        connectMarker(marker);
        marker->show();
        markers.append(marker);
    }
}

void WorldMap::connectMarker(MapMarker *marker)
{
    connect(marker, &MapMarker::stepWanted, this, [this, marker](int by) { step(marker, by); });
    connect(marker, &QAbstractButton::clicked, this, [this, marker] {
        PlacementFilter wanted;
        if (const auto *region = qobject_cast<RegionMarker *>(marker))
            wanted.region = region->region().name;
        else if (const auto *city = qobject_cast<CityMarker *>(marker))
            wanted.city = city->city().name;
        handTabAround(marker);
        choose(wanted == m_filter ? PlacementFilter{} : wanted);
    });
}

void WorldMap::setScene(const MapScene &scene)
{
    if (scene == m_scene)
        return;
    m_scene = scene;
    count(m_regions, scene.regions.size());
    count(m_cities, scene.cities.size());
    for (qsizetype i = 0; i < m_regions.size(); ++i)
        m_regions[i]->setRegion(scene.regions.at(i));
    for (qsizetype i = 0; i < m_cities.size(); ++i)
        m_cities[i]->setCity(scene.cities.at(i));
    layOut();
    const QList<MapMarker *> all = fromWestToEast();
    if (std::none_of(all.cbegin(), all.cend(),
                     [](const MapMarker *marker) { return marker->focusPolicy() == Qt::StrongFocus; }))
        handTabAround(all.isEmpty() ? nullptr : all.first());
    setFilter(m_filter);
}

void WorldMap::setFilter(const PlacementFilter &filter)
{
    m_filter = filter;
    for (RegionMarker *marker : std::as_const(m_regions))
        marker->setChecked(!filter.region.isEmpty() && marker->region().name == filter.region);
    for (CityMarker *marker : std::as_const(m_cities))
        marker->setChecked(!filter.city.isEmpty() && marker->city().name == filter.city);
}

void WorldMap::choose(const PlacementFilter &filter)
{
    setFilter(filter);
    Q_EMIT filterChosen(filter);
}

QList<MapMarker *> WorldMap::fromWestToEast() const
{
    QList<MapMarker *> all;
    for (RegionMarker *marker : m_regions)
        all.append(marker);
    for (CityMarker *marker : m_cities)
        all.append(marker);
    std::stable_sort(all.begin(), all.end(), [](const MapMarker *a, const MapMarker *b) {
        return a->middle().x() < b->middle().x();
    });
    return all;
}

void WorldMap::handTabAround(MapMarker *stop)
{
    const QList<MapMarker *> all = fromWestToEast();
    for (MapMarker *marker : all)
        marker->setFocusPolicy(marker == stop ? Qt::StrongFocus : Qt::ClickFocus);
}

void WorldMap::step(const MapMarker *from, int by)
{
    const QList<MapMarker *> all = fromWestToEast();
    const auto at = std::find(all.cbegin(), all.cend(), from);
    const qsizetype next = at - all.cbegin() + by;
    if (at == all.cend() || next < 0 || next >= all.size())
        return;
    handTabAround(all.at(next));
    all.at(next)->setFocus(Qt::TabFocusReason);
}

void WorldMap::layOut()
{
    QList<double> radii;
    for (const RegionMarker *marker : std::as_const(m_regions))
        radii.append(marker->radius());
    const QTransform before = m_layout.transform();
    m_layout = MapLayout(m_scene, radii, QRectF(rect()).adjusted(edge, edge, -edge, -edge),
                         QFontMetricsF(nameFont()));
    if (m_layout.transform() != before || m_land.deviceIndependentSize().toSize() != size())
        m_land = {};
    const auto moveTo = [](QWidget *marker, const QPointF &middle) {
        marker->move((middle - QPointF(marker->width(), marker->height()) / 2).toPoint());
    };
    for (qsizetype i = 0; i < m_regions.size(); ++i)
        moveTo(m_regions[i], m_layout.discs().at(i).middle);
    for (qsizetype i = 0; i < m_cities.size(); ++i)
        moveTo(m_cities[i], m_layout.dots().at(i));
    update();
}

/// What a way's figure means; empty away from any.
QString WorldMap::wayTip(const QPoint &position) const
{
    QPainterPathStroker stroker;
    stroker.setWidth(8);
    for (const MapLayout::Way &way : m_layout.ways()) {
        if (!stroker.createStroke(way.path).contains(position))
            continue;
        const MapLink &link = m_scene.links.at(way.link);
        const QString text =
            link.from.isEmpty()
                ? tr("Round trip from this desk to %1: %2.\nWhere the desk is, is not known: it is drawn "
                     "beside the "
                     "nearest region.")
                      .arg(link.to, roundTripText(link))
                : tr("Round trip between %1 and %2: %3.").arg(link.from, link.to, roundTripText(link));
        return link.source.isEmpty() ? text : text + u'\n' + link.source;
    }
    return {};
}

void WorldMap::resizeEvent(QResizeEvent *event)
{
    QWidget::resizeEvent(event);
    layOut();
}

void WorldMap::changeEvent(QEvent *event)
{
    QWidget::changeEvent(event);
    if (event->type() == QEvent::FontChange)
        layOut();
    else if (event->type() == QEvent::PaletteChange) {
        m_land = {};
        update();
    }
}

void WorldMap::keyPressEvent(QKeyEvent *event)
{
    if (event->key() == Qt::Key_Escape && !m_filter.isEmpty())
        choose({});
    else
        QWidget::keyPressEvent(event);
}

bool WorldMap::event(QEvent *event)
{
    if (event->type() == QEvent::ToolTip) {
        const auto *help = static_cast<QHelpEvent *>(event);
        QToolTip::showText(help->globalPos(), wayTip(help->pos()), this);
        return true;
    }
    return QWidget::event(event);
}

} // namespace movr
