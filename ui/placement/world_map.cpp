#include "ui/placement/world_map.h"

#include "ui/placement/map_marker.h"
#include "ui/placement/world_outline.h"
#include "ui/theme/meaning.h"

#include <QHelpEvent>
#include <QKeyEvent>
#include <QPainter>
#include <QToolTip>

#include <algorithm>

namespace movr {

namespace {

constexpr int edge = 1;

QColor mixed(const QColor &a, const QColor &b, double share)
{
    const auto part = [share](int x, int y) { return int(x * share + y * (1 - share)); };
    return QColor(part(a.red(), b.red()), part(a.green(), b.green()), part(a.blue(), b.blue()));
}

QFont smaller(QFont font)
{
    font.setPointSizeF(font.pointSizeF() * 0.86);
    return font;
}

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
    m_layout = MapLayout(m_scene, radii, QRectF(rect()).adjusted(edge, edge, -edge, -edge),
                         QFontMetricsF(smaller(font())));
    const auto moveTo = [](QWidget *marker, const QPointF &middle) {
        marker->move((middle - QPointF(marker->width(), marker->height()) / 2).toPoint());
    };
    for (qsizetype i = 0; i < m_regions.size(); ++i)
        moveTo(m_regions[i], m_layout.discs().at(i).middle);
    for (qsizetype i = 0; i < m_cities.size(); ++i)
        moveTo(m_cities[i], m_layout.dots().at(i));
    update();
}

void WorldMap::paintEvent(QPaintEvent *)
{
    QPainter painter(this);
    painter.setRenderHint(QPainter::Antialiasing);
    paintLand(painter);
    paintWays(painter);
    paintDesk(painter);
    paintTexts(painter);
}

void WorldMap::paintLand(QPainter &painter) const
{
    const QColor base = palette().color(QPalette::Base);
    const QColor ink = palette().color(QPalette::Text);
    painter.setPen(QPen(mixed(ink, base, 0.26), 0.8));
    painter.setBrush(mixed(ink, base, 0.10));
    painter.drawPath(m_layout.transform().map(worldOutline()));
    painter.setPen(QPen(mixed(ink, base, 0.45), 1));
    for (const MapLayout::Disc &disc : m_layout.discs()) {
        if (disc.anchor == disc.middle)
            continue;
        painter.drawLine(disc.anchor, disc.middle);
        painter.setBrush(mixed(ink, base, 0.45));
        painter.drawRect(QRectF(disc.anchor - QPointF(2, 2), QSizeF(4, 4)));
    }
}

void WorldMap::paintWays(QPainter &painter) const
{
    painter.setBrush(Qt::NoBrush);
    for (const MapLayout::Way &way : m_layout.ways()) {
        const Meaning meaning = !way.up ? Meaning::Bad : way.fromDesk ? Meaning::Info : Meaning::Muted;
        QPen pen(meaningColor(meaning, palette()), way.fromDesk ? 1.6 : 1.2);
        if (way.fromDesk)
            pen.setDashPattern({5, 3});
        if (!way.up)
            pen.setDashPattern({1, 3});
        painter.setPen(pen);
        painter.drawPath(way.path);
    }
}

void WorldMap::paintDesk(QPainter &painter) const
{
    if (!m_layout.desk())
        return;
    const QPointF middle = *m_layout.desk();
    painter.setPen(QPen(meaningColor(Meaning::Info, palette()), 1.6));
    painter.setBrush(palette().color(QPalette::Base));
    painter.drawRoundedRect(QRectF(middle - QPointF(8, 7), QSizeF(16, 11)), 1.5, 1.5);
    painter.drawLine(middle + QPointF(0, 4), middle + QPointF(0, 7));
    painter.drawLine(middle + QPointF(-4, 7), middle + QPointF(4, 7));
}

void WorldMap::paintTexts(QPainter &painter) const
{
    const QColor base = palette().color(QPalette::Base);
    const QFont plain = smaller(font());
    QFont bold = plain;
    bold.setBold(true);
    for (const MapLayout::Text &text : m_layout.texts()) {
        const bool region = text.kind == MapLayout::Text::Kind::Region;
        QColor behind = base;
        behind.setAlphaF(text.kind == MapLayout::Text::Kind::Link ? 0.92F : 0.6F);
        painter.setPen(Qt::NoPen);
        painter.setBrush(behind);
        painter.drawRoundedRect(text.area, 3, 3);
        painter.setFont(region ? bold : plain);
        painter.setPen(text.kind == MapLayout::Text::Kind::City ? meaningColor(Meaning::Muted, palette())
                                                                : palette().color(QPalette::Text));
        painter.drawText(text.area, Qt::AlignCenter | Qt::TextDontClip, text.text);
    }
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
    else if (event->type() == QEvent::PaletteChange)
        update();
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
