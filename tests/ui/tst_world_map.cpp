#include "models/placement/map_projection.h"
#include "ui/placement/map_layout.h"
#include "ui/placement/map_marker.h"
#include "ui/placement/mark_shape.h"
#include "ui/placement/world_map.h"
#include "ui/placement/world_outline.h"
#include "ui/theme/meaning.h"
#include "ui/theme/theme.h"

#include <QImage>
#include <QPainter>
#include <QSet>
#include <QSignalSpy>
#include <QTest>

#include <array>

using namespace movr;
using namespace std::chrono_literals;

namespace {

constexpr std::array marks{PlacementState::Right, PlacementState::Misplaced, PlacementState::Lagging,
                           PlacementState::Unreachable, PlacementState::Unknown};

MapScene reference()
{
    const QString east = QStringLiteral("gcp-us-east1");
    const QString west = QStringLiteral("gcp-us-west1");
    const QString europe = QStringLiteral("gcp-europe-west1");
    MapScene scene;
    scene.regions = {
        {east,
         QStringLiteral("US East"),
         {33.19, -80.01},
         PlacementState::Right,
         0.5,
         QStringLiteral("about 5,000 rows"),
         {}},
        {west,
         QStringLiteral("US West"),
         {45.59, -121.18},
         PlacementState::Lagging,
         0.3,
         QStringLiteral("about 3,000 rows"),
         {}},
        {europe,
         QStringLiteral("Europe West"),
         {50.45, 3.82},
         PlacementState::Misplaced,
         0.2,
         QStringLiteral("about 2,000 rows"),
         {}},
    };
    scene.cities = {
        {QStringLiteral("new york"), east, {40.7128, -74.0060}},
        {QStringLiteral("boston"), east, {42.3601, -71.0589}},
        {QStringLiteral("washington dc"), east, {38.9072, -77.0369}},
        {QStringLiteral("seattle"), west, {47.6062, -122.3321}},
        {QStringLiteral("san francisco"), west, {37.7749, -122.4194}},
        {QStringLiteral("los angeles"), west, {34.0522, -118.2437}},
        {QStringLiteral("amsterdam"), europe, {52.3676, 4.9041}},
        {QStringLiteral("paris"), europe, {48.8566, 2.3522}},
        {QStringLiteral("rome"), europe, {41.9028, 12.4964}},
    };
    scene.nearest = europe;
    scene.links = {{east, west, 64ms, true, {}},        {east, europe, 92ms, true, {}},
                   {west, europe, 132ms, true, {}},     {{}, east, 92ms, true, {}},
                   {{}, west, std::nullopt, false, {}}, {{}, europe, 500us, true, {}}};
    return scene;
}

QAbstractButton *marker(const WorldMap &map, const QString &name)
{
    for (QAbstractButton *button : map.findChildren<QAbstractButton *>())
        if (button->accessibleName().contains(name))
            return button;
    return nullptr;
}

} // namespace

class TestWorldMap : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void landIsWhereLandIs();
    void everyPlaceIsInThePicture();
    void nothingLiesOnAnotherThing();
    void eachMarkHasAShapeOfItsOwn();
    void clickNarrowsAndWidens();
    void keyboardGoesFromPlaceToPlace();
    void readersHearPlaceAndState();
    void anyScene();
    void bothThemes();
};

void TestWorldMap::landIsWhereLandIs()
{
    const QPainterPath &land = worldOutline();
    for (const QPointF &place : {QPointF(-100, 40), QPointF(2.35, 48.5), QPointF(25, -28), QPointF(135, -25)})
        QVERIFY2(land.contains(place), qPrintable(QStringLiteral("%1, %2").arg(place.x()).arg(place.y())));
    for (const QPointF &place :
         {QPointF(-40, 35), QPointF(-150, 0), QPointF(51, 42)}) // the last: Caspian Sea
        QVERIFY2(!land.contains(place), qPrintable(QStringLiteral("%1, %2").arg(place.x()).arg(place.y())));
}

void TestWorldMap::everyPlaceIsInThePicture()
{
    const QList<QList<MapPlace>> all{
        {{-33.9, 151.2}, {64, -21}, {35, 139}}, {{50, 3}}, {}, {{90, 180}, {-90, -180}}};
    for (const QList<MapPlace> &places : all) {
        for (const QSizeF &size : {QSizeF(600, 200), QSizeF(200, 600), QSizeF(1, 1)}) {
            const QRectF picture(QPointF(7, 5), size);
            const MapProjection projection(places, picture);
            for (const MapPlace &place : places) {
                const QPointF point = projection.point(place);
                QVERIFY(picture.adjusted(-1, -1, 1, 1).contains(point));
            }
        }
    }
    const MapProjection north({{10, 0}, {50, 0}}, QRectF(0, 0, 100, 100));
    QVERIFY(north.point({50, 0}).y() < north.point({10, 0}).y());
    const MapProjection east({{0, -30}, {0, 30}}, QRectF(0, 0, 100, 100));
    QVERIFY(east.point({0, -30}).x() < east.point({0, 30}).x());
}

void TestWorldMap::nothingLiesOnAnotherThing()
{
    const MapLayout layout(reference(), {20, 16, 14}, QRectF(0, 0, 620, 300), QFontMetricsF(qApp->font()));
    QCOMPARE(layout.discs().size(), 3);
    for (const MapLayout::Disc &disc : layout.discs())
        for (const QPointF &dot : layout.dots())
            QVERIFY(QLineF(disc.middle, dot).length() > disc.radius);
    const auto &texts = layout.texts();
    for (qsizetype i = 0; i < texts.size(); ++i)
        for (qsizetype k = i + 1; k < texts.size(); ++k)
            QVERIFY2(!texts.at(i).area.intersects(texts.at(k).area),
                     qPrintable(texts.at(i).text + QStringLiteral(" / ") + texts.at(k).text));
    const auto count = [&texts](MapLayout::Text::Kind kind) {
        return std::count_if(texts.cbegin(), texts.cend(),
                             [kind](const MapLayout::Text &text) { return text.kind == kind; });
    };
    QCOMPARE(count(MapLayout::Text::Kind::Region), 3);
    QCOMPARE(count(MapLayout::Text::Kind::Link), 6);
    QVERIFY2(count(MapLayout::Text::Kind::City) >= 7, "two names may not find room, not more");
}

void TestWorldMap::eachMarkHasAShapeOfItsOwn()
{
    QSet<QByteArray> seen;
    for (const PlacementState mark : marks) {
        QImage picture(48, 48, QImage::Format_ARGB32);
        picture.fill(Qt::white);
        QPainter painter(&picture);
        paintMark(&painter, {24, 24}, 20, mark, theme::lightPalette());
        painter.end();
        // Without colour: what a person who sees none is left with.
        const QImage grey = picture.convertToFormat(QImage::Format_Mono);
        seen.insert(QByteArray(reinterpret_cast<const char *>(grey.constBits()), grey.sizeInBytes()));
        QVERIFY(!markText(mark).isEmpty());
        QVERIFY(!markExplanation(mark).isEmpty());
    }
    QCOMPARE(seen.size(), qsizetype(marks.size()));
}

void TestWorldMap::clickNarrowsAndWidens()
{
    WorldMap map;
    map.resize(620, 300);
    map.setScene(reference());
    map.show();
    QSignalSpy chosen(&map, &WorldMap::filterChosen);
    QAbstractButton *west = marker(map, QStringLiteral("US West"));
    QVERIFY(west);
    QTest::mouseClick(west, Qt::LeftButton);
    QCOMPARE(chosen.size(), 1);
    QCOMPARE(map.filter(), (PlacementFilter{QStringLiteral("gcp-us-west1"), {}}));
    QVERIFY(west->isChecked());
    QTest::mouseClick(marker(map, QStringLiteral("Rome")), Qt::LeftButton);
    QCOMPARE(map.filter(), (PlacementFilter{{}, QStringLiteral("rome")}));
    QVERIFY2(!west->isChecked(), "one place at a time");
    MapScene again = reference();
    again.regions[0].state = PlacementState::Unreachable;
    map.setScene(again);
    QVERIFY2(marker(map, QStringLiteral("Rome"))->isChecked(), "a refresh keeps what is chosen");
    QTest::mouseClick(marker(map, QStringLiteral("Rome")), Qt::LeftButton);
    QVERIFY(map.filter().isEmpty());
    QCOMPARE(chosen.size(), 3);
    map.setFilter({QStringLiteral("gcp-us-west1"), {}});
    QCOMPARE(chosen.size(), 3);
    QVERIFY(west->isChecked());
}

void TestWorldMap::keyboardGoesFromPlaceToPlace()
{
    WorldMap map;
    map.resize(620, 300);
    map.setScene(reference());
    map.show();
    map.activateWindow();
    QVERIFY(QTest::qWaitForWindowActive(&map));
    QList<QAbstractButton *> stops;
    for (QAbstractButton *button : map.findChildren<QAbstractButton *>())
        if (button->focusPolicy() & Qt::TabFocus)
            stops.append(button);
    QCOMPARE(stops.size(), 1);
    stops.first()->setFocus(Qt::TabFocusReason);
    QSet<QWidget *> visited{map.focusWidget()};
    for (int step = 0; step < 20; ++step) {
        QTest::keyClick(map.focusWidget(), Qt::Key_Right);
        visited.insert(map.focusWidget());
    }
    QCOMPARE(visited.size(), 12);
    QTest::keyClick(map.focusWidget(), Qt::Key_Return);
    QVERIFY(!map.filter().isEmpty());
    QTest::keyClick(map.focusWidget(), Qt::Key_Left);
    QTest::keyClick(map.focusWidget(), Qt::Key_Escape);
    QVERIFY(map.filter().isEmpty());
}

void TestWorldMap::readersHearPlaceAndState()
{
    WorldMap map;
    map.setScene(reference());
    QVERIFY(!map.accessibleName().isEmpty());
    QCOMPARE(marker(map, QStringLiteral("US West"))->accessibleName(),
             QStringLiteral("Region US West: Lagging, about 3,000 rows"));
    QCOMPARE(marker(map, QStringLiteral("Rome"))->accessibleName(),
             QStringLiteral("City Rome, at home in gcp-europe-west1"));
}

void TestWorldMap::anyScene()
{
    WorldMap map;
    map.resize(300, 200);
    map.show();
    QVERIFY(!map.grab().isNull());
    MapScene scene;
    scene.regions = {
        {QStringLiteral("only"), QStringLiteral("Only"), {0, 0}, PlacementState::Unknown, {}, {}, {}}};
    scene.links = {{QStringLiteral("only"), QStringLiteral("no such"), 1ms, true, {}}};
    map.setScene(scene);
    QVERIFY(!map.grab().isNull());
    for (int i = 0; i < 50; ++i)
        scene.cities.append({QStringLiteral("city %1 “ü' <b>").arg(i), {}, {double(i % 7), double(i % 11)}});
    for (int i = 0; i < 7; ++i)
        scene.regions.append(
            {QString::number(i), QString::number(i), {0, 0}, PlacementState::Right, 1. / 7, {}, {}});
    map.setScene(scene);
    QVERIFY(!map.grab().isNull());
    map.setScene({});
    QVERIFY(map.findChildren<QAbstractButton *>().isEmpty());
}

void TestWorldMap::bothThemes()
{
    WorldMap map;
    map.resize(620, 300);
    map.setScene(reference());
    QSet<QRgb> seas;
    for (const QPalette &palette : {theme::lightPalette(), theme::darkPalette()}) {
        map.setPalette(palette);
        const QImage picture = map.grab().toImage();
        if (qEnvironmentVariableIsSet("MOVR_LOOK"))
            picture.save(QStringLiteral("/tmp/b2map/map%1.png").arg(seas.size()));
        seas.insert(picture.pixel(300, 290));
        QSet<QRgb> colours;
        for (int y = 0; y < picture.height(); y += 2)
            for (int x = 0; x < picture.width(); x += 2)
                colours.insert(picture.pixel(x, y));
        QVERIFY(colours.contains(meaningColor(Meaning::Bad, palette).rgb()));
    }
    QCOMPARE(seas.size(), 2);
}

QTEST_MAIN(TestWorldMap)
#include "tst_world_map.moc"
