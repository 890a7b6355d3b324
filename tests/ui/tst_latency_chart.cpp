#include "tests/support/busy_pool.h"
#include "tests/support/contrast.h"
#include "tests/support/latency_sample.h"
#include "tests/support/patience.h"
#include "ui/latency/distribution_chart.h"
#include "ui/latency/latency_chart.h"
#include "ui/theme/meaning.h"
#include "ui/theme/region_style.h"
#include "ui/theme/theme.h"

#include <QImage>
#include <QLabel>
#include <QSignalSpy>
#include <QTest>
#include <QThreadPool>
#include <QWheelEvent>

#include <memory>

using namespace movr;
using namespace movr::test;
using namespace std::chrono_literals;

namespace {

const QStringList regions{eastRegion, westRegion};

LatencyScene fiveMinutes()
{
    QList<std::pair<int, LatencyTotals>> east, west, floor;
    for (int second = 0; second < 300; ++second) {
        east.append({second, second >= 100 && second < 140 ? LatencyTotals() : answered(3, 2ms)});
        west.append({second, answered(2, second == 200 ? 400ms : 66ms)});
        floor.append({second, second < 20 ? unreachable(1) : answered(1, 64ms)});
    }
    LatencyCurves curves;
    curves.statements = {curve(eastRegion, east), curve(westRegion, west)};
    curves.floors = {curve(westRegion, floor)};
    return makeScene(curves, seconds(0, 300), 1s, 800);
}

/// How many pixels of the picture are about of that colour.
int pixelsOf(const QImage &image, const QColor &color)
{
    int found = 0;
    for (int y = 0; y < image.height(); ++y)
        for (int x = 0; x < image.width(); ++x) {
            const QColor pixel = image.pixelColor(x, y);
            found += std::abs(pixel.red() - color.red()) < 30 && std::abs(pixel.green() - color.green()) < 30
                          && std::abs(pixel.blue() - color.blue()) < 30
                       ? 1
                       : 0;
        }
    return found;
}

} // namespace

/// The charts of the latency page and the looks of regions, with clicks and keys.
class TestLatencyChart : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void initTestCase() { theme::apply(ColorScheme::Light); }
    void init()
    {
        m_chart = std::make_unique<LatencyChart>();
        m_chart->setRegions(regions, {});
        m_chart->resize(900, 360);
        m_chart->setScene(fiveMinutes());
        m_chart->show();
        QVERIFY(QTest::qWaitForWindowExposed(m_chart.get()));
    }
    void cleanup() { m_chart.reset(); }

    void regionsDifferInColourAndShape();
    void manyRegionsDifferInOneOfThem();
    void readingIsInTheLegendsOrder();
    void draggingHidesTheReading();
    void curvesAreDrawnInTheirColours();
    void hiddenCurvesAreNotDrawn();
    void curvesArePaintedElsewhere();
    void theChartIsPaintedAtOnce();
    void theFormerPictureStaysInThePlot();
    void theLastOfManyChangesIsPainted();
    void draggingZooms();
    void zoomingOutEnds();
    void wheelAndKeysZoom();
    void aClickAloneDoesNotZoom();
    void mouseShowsTheExactFigures();
    void arrowKeysMoveTheCrosshair();
    void gapsHaveNoFigures();
    void linearAndLogarithmic();
    void axesNameTheirUnits();
    void darkPaletteIsTaken();
    void thresholdsAreDashedLines();
    void farThresholdsAreNamedAtTheEdge();
    void alertsAreMarkedAtTheTop();
    void crosshairNamesTheAlert();
    void distributionTellsEachBar();
    void emptyDistributionSaysSo();

private:
    /// With the curves that were set last.
    QImage picture() const
    {
        (void)m_chart->grab();
        if (!QTest::qWaitFor([this] { return m_chart->isPainted(); }, patience))
            qWarning("The curves are never painted.");
        return m_chart->grab().toImage();
    }
    QPoint placeOf(int second, double ms = 10) const
    {
        const PlotFrame &frame = m_chart->frame();
        return {int(frame.xAt(double(sampleBegin.addMSecs(second * 1000 + 500).toMSecsSinceEpoch()))),
                int(frame.yAt(ms))};
    }

    /// Over a line from the 60th second to the 90th, and again from the 280th on.
    static QList<PlotAlert> twoAlerts()
    {
        const auto at = [](int second) { return double(sampleBegin.addSecs(second).toMSecsSinceEpoch()); };
        return {{westRegion, at(60), at(90), false, QStringLiteral("West was slow")},
                {westRegion, at(280), at(300), true, QStringLiteral("West is slow")}};
    }
    /// In the rows of the picture from the top of the plot on, about that second.
    int pixelsAtTheTop(int second, const QColor &color) const
    {
        const QRectF area = m_chart->frame().area;
        const QRect there(placeOf(second).x() - 6, int(area.top()), 13, 12);
        return pixelsOf(picture().copy(there), color);
    }

    std::unique_ptr<LatencyChart> m_chart;
};

void TestLatencyChart::regionsDifferInColourAndShape()
{
    QStringList names;
    for (int i = 0; i < distinctRegionStyles; ++i)
        names.append(QStringLiteral("region %1").arg(i));
    const RegionStyles styles(names);
    for (const QPalette &palette : {theme::lightPalette(), theme::darkPalette()}) {
        for (const QString &name : names) {
            const double ratio = contrast(styles.color(name, palette), palette.color(QPalette::Base));
            QVERIFY2(ratio >= 3, qPrintable(QStringLiteral("%1: %2").arg(name).arg(ratio)));
            for (const QString &other : names) {
                if (name == other)
                    continue;
                QVERIFY(styles.color(name, palette) != styles.color(other, palette));
                QVERIFY(styles.shape(name) != styles.shape(other));
            }
            QVERIFY(QRectF(-0.6, -0.6, 1.2, 1.2).contains(styles.shape(name).boundingRect()));
        }
        QVERIFY(!styles.icon(names.first(), palette).isNull());
    }
}

/// More regions than colours: what has the same colour has another shape.
void TestLatencyChart::manyRegionsDifferInOneOfThem()
{
    QStringList names;
    for (int i = 0; i < 3 * distinctRegionStyles; ++i)
        names.append(QStringLiteral("region %1").arg(i));
    const RegionStyles styles(names);
    const QPalette palette = theme::lightPalette();
    for (const QString &name : names)
        for (const QString &other : names)
            QVERIFY2(name == other || styles.color(name, palette) != styles.color(other, palette)
                         || styles.shape(name) != styles.shape(other),
                     qPrintable(name + u' ' + other));
}

void TestLatencyChart::readingIsInTheLegendsOrder()
{
    m_chart->setRegions({westRegion, eastRegion}, {});
    QTest::mouseMove(m_chart->viewport(), placeOf(200));
    const QString text = m_chart->crosshairText();
    QVERIFY2(text.contains(eastRegion) && text.indexOf(westRegion) < text.indexOf(eastRegion),
             qPrintable(text));
}

void TestLatencyChart::draggingHidesTheReading()
{
    const auto *readout = m_chart->findChild<QLabel *>(QStringLiteral("readout"));
    QTest::mouseMove(m_chart->viewport(), placeOf(100));
    QVERIFY(readout->isVisible());
    QTest::mousePress(m_chart->viewport(), Qt::LeftButton, {}, placeOf(100));
    QTest::mouseMove(m_chart->viewport(), placeOf(200));
    QVERIFY2(!readout->isVisible(), "it lies over what is chosen");
    QTest::mouseRelease(m_chart->viewport(), Qt::LeftButton, {}, placeOf(200));
    QVERIFY(m_chart->isZoomed());
}

void TestLatencyChart::curvesAreDrawnInTheirColours()
{
    const QImage image = picture();
    const RegionStyles styles(regions);
    for (const QString &region : regions) {
        const int found = pixelsOf(image, styles.color(region, m_chart->palette()));
        QVERIFY2(found > 200, qPrintable(QStringLiteral("%1: %2").arg(region).arg(found)));
    }
}

void TestLatencyChart::hiddenCurvesAreNotDrawn()
{
    const QColor east = RegionStyles(regions).color(eastRegion, m_chart->palette());
    const int before = pixelsOf(picture(), east);
    m_chart->setFilter([](const PlotCurve &curve) { return curve.region != eastRegion; });
    const int after = pixelsOf(picture(), east);
    QVERIFY2(before > 200 && after < 20, qPrintable(QStringLiteral("%1, %2").arg(before).arg(after)));
    // What is hidden does not stretch the axis either.
    QVERIFY(m_chart->frame().durations.low > 5);
}

/// The window shows the former curves until the new ones are painted, by themselves.
void TestLatencyChart::curvesArePaintedElsewhere()
{
    (void)picture();
    QVERIFY(m_chart->isPainted());
    const QColor east = RegionStyles(regions).color(eastRegion, m_chart->palette());
    m_chart->setFilter([](const PlotCurve &curve) { return curve.region != eastRegion; });
    QVERIFY(!m_chart->isPainted());
    QTRY_VERIFY(m_chart->isPainted());
    QVERIFY(pixelsOf(m_chart->grab().toImage(), east) < 20);
}

/// The window waits for no other thread: neither for the curves nor for pieces of the grid.
void TestLatencyChart::theChartIsPaintedAtOnce()
{
    (void)picture();
    BusyPool pool;
    m_chart->setLogarithmic(false);
    (void)m_chart->grab();
    QVERIFY(!m_chart->isPainted());
    QVERIFY(!pool.wasWaitedFor());
    QTRY_VERIFY(m_chart->isPainted());
}

/// A plot that is smaller now shows no more of it than there is room for, and leaves nothing beside it.
void TestLatencyChart::theFormerPictureStaysInThePlot()
{
    (void)picture();
    BusyPool pool;
    m_chart->resize(500, 360);
    QTRY_VERIFY(m_chart->frame().area.right() < 500);
    const QImage smaller = m_chart->grab().toImage();
    QVERIFY(!m_chart->isPainted());
    const int right = int(m_chart->frame().area.right()) + 2;
    const QRect margin(right, 0, smaller.width() - right, int(m_chart->frame().area.bottom()) - 4);
    for (const QString &region : regions)
        QCOMPARE(pixelsOf(smaller.copy(margin), RegionStyles(regions).color(region, m_chart->palette())), 0);
    (void)pool.wasWaitedFor();
    QTRY_VERIFY(m_chart->isPainted());
}

/// What changes while a picture is painted is in the next one; a chart that goes meanwhile takes nothing along.
void TestLatencyChart::theLastOfManyChangesIsPainted()
{
    const QColor east = RegionStyles(regions).color(eastRegion, m_chart->palette());
    for (int i = 0; i < 20; ++i) {
        m_chart->setFilter([i](const PlotCurve &curve) { return i == 19 || curve.region != eastRegion; });
        (void)m_chart->grab();
    }
    QTRY_VERIFY(m_chart->isPainted());
    QVERIFY(pixelsOf(m_chart->grab().toImage(), east) > 200);
    m_chart->setFilter({});
    (void)m_chart->grab();
    m_chart.reset();
    QThreadPool::globalInstance()->waitForDone();
    QCoreApplication::processEvents();
}

void TestLatencyChart::draggingZooms()
{
    QSignalSpy zoomed(m_chart.get(), &LatencyChart::zoomChanged);
    QTest::mousePress(m_chart->viewport(), Qt::LeftButton, {}, placeOf(150));
    QTest::mouseMove(m_chart->viewport(), placeOf(180));
    QTest::mouseMove(m_chart->viewport(), placeOf(210));
    QTest::mouseRelease(m_chart->viewport(), Qt::LeftButton, {}, placeOf(210));
    QCOMPARE(zoomed.size(), 1);
    QVERIFY(m_chart->isZoomed());
    const TimeWindow seen = m_chart->visibleWindow();
    QVERIFY(std::abs(sampleBegin.secsTo(seen.from) - 150) <= 2);
    QVERIFY(std::abs(sampleBegin.secsTo(seen.to) - 210) <= 2);
    m_chart->setScene(fiveMinutes()); // a new answer does not move what one looks at
    QCOMPARE(m_chart->visibleWindow(), seen);
    QTest::mouseDClick(m_chart->viewport(), Qt::LeftButton, {}, placeOf(180));
    QVERIFY(!m_chart->isZoomed());
    QCOMPARE(zoomed.size(), 2);
    m_chart->setScene(fiveMinutes());
    QCOMPARE(m_chart->visibleWindow(), seconds(0, 300));
}

void TestLatencyChart::zoomingOutEnds()
{
    QTest::keyClick(m_chart.get(), Qt::Key_Plus);
    QVERIFY(m_chart->isZoomed());
    for (int notch = 0; notch < 200; ++notch)
        QTest::keyClick(m_chart.get(), Qt::Key_Minus);
    const TimeWindow seen = m_chart->visibleWindow();
    QCOMPARE(seen.from.daysTo(seen.to), 31); // as long as a history is kept
}

void TestLatencyChart::wheelAndKeysZoom()
{
    const QPoint middle = placeOf(150);
    QWheelEvent in(middle, m_chart->viewport()->mapToGlobal(middle), {}, {0, 120}, Qt::NoButton,
                   Qt::NoModifier, Qt::NoScrollPhase, false);
    QApplication::sendEvent(m_chart->viewport(), &in);
    QVERIFY(m_chart->isZoomed());
    const qint64 once = m_chart->visibleWindow().from.msecsTo(m_chart->visibleWindow().to);
    QVERIFY(once < 300'000);
    QTest::keyClick(m_chart.get(), Qt::Key_Plus);
    QVERIFY(m_chart->visibleWindow().from.msecsTo(m_chart->visibleWindow().to) < once);
    const QDateTime from = m_chart->visibleWindow().from;
    QTest::keyClick(m_chart.get(), Qt::Key_Right, Qt::ShiftModifier);
    QVERIFY(m_chart->visibleWindow().from > from);
    QTest::keyClick(m_chart.get(), Qt::Key_Home);
    QVERIFY(!m_chart->isZoomed());
}

void TestLatencyChart::aClickAloneDoesNotZoom()
{
    QTest::mouseClick(m_chart->viewport(), Qt::LeftButton, {}, placeOf(150));
    QVERIFY(!m_chart->isZoomed());
}

void TestLatencyChart::mouseShowsTheExactFigures()
{
    QTest::mouseMove(m_chart->viewport(), placeOf(200));
    const QString text = m_chart->crosshairText();
    QVERIFY2(text.contains(QStringLiteral("12:03:20 to 12:03:21 UTC")), qPrintable(text));
    QVERIFY2(text.contains(QStringLiteral("n 2")), qPrintable(text));
    const auto *readout = m_chart->findChild<QLabel *>(QStringLiteral("readout"));
    QVERIFY(readout && readout->isVisible());
    QVERIFY(readout->text().contains(westRegion));
    QVERIFY(m_chart->rect().contains(readout->geometry()));
    QCOMPARE(m_chart->accessibleDescription(), text);
    QTest::mouseMove(m_chart->viewport(), QPoint(2, 2)); // outside of the plot
    QVERIFY(m_chart->crosshairText().isEmpty());
    QVERIFY(!readout->isVisible());
}

void TestLatencyChart::arrowKeysMoveTheCrosshair()
{
    QTest::keyClick(m_chart.get(), Qt::Key_Left);
    const QDateTime first = m_chart->crosshair();
    QVERIFY(first.isValid());
    QTest::keyClick(m_chart.get(), Qt::Key_Left);
    QCOMPARE(m_chart->crosshair().secsTo(first), 1); // one step of the curves
    QTest::keyClick(m_chart.get(), Qt::Key_Escape);
    QVERIFY(!m_chart->crosshair().isValid());
}

void TestLatencyChart::gapsHaveNoFigures()
{
    m_chart->setCrosshair(sampleBegin.addMSecs(120'500));
    const QString text = m_chart->crosshairText();
    QVERIFY2(text.contains(eastRegion + QStringLiteral(": p50 –, p95 –, p99 –, floor –, n 0")),
             qPrintable(text));
    m_chart->setCrosshair(sampleBegin.addMSecs(10'500));
    QVERIFY2(m_chart->crosshairText().contains(QStringLiteral("unreachable")),
             qPrintable(m_chart->crosshairText()));
}

void TestLatencyChart::linearAndLogarithmic()
{
    m_chart->setLogarithmic(true);
    const double low = m_chart->frame().yAt(2) - m_chart->frame().yAt(20);
    const double high = m_chart->frame().yAt(20) - m_chart->frame().yAt(200);
    QVERIFY(std::abs(low - high) < 1);
    m_chart->setLogarithmic(false);
    const double near = m_chart->frame().yAt(0) - m_chart->frame().yAt(100);
    const double far = m_chart->frame().yAt(100) - m_chart->frame().yAt(200);
    QVERIFY(std::abs(near - far) < 1);
    QVERIFY(m_chart->frame().durations.high >= 400);
}

void TestLatencyChart::axesNameTheirUnits()
{
    QStringList titles;
    for (const QAbstractAxis *axis : m_chart->chart()->axes())
        titles.append(axis->titleText());
    QVERIFY2(titles.join(u' ').contains(QStringLiteral("ms")), qPrintable(titles.join(u' ')));
    QVERIFY2(titles.join(u' ').contains(QStringLiteral("Time (UTC)")), qPrintable(titles.join(u' ')));
}

void TestLatencyChart::darkPaletteIsTaken()
{
    theme::apply(ColorScheme::Dark);
    QTest::qWait(0);
    const QImage image = picture();
    QVERIFY(image.pixelColor(3, 3).lightness() < 80);
    QVERIFY(pixelsOf(image, RegionStyles(regions).color(westRegion, m_chart->palette())) > 100);
    theme::apply(ColorScheme::Light);
}

void TestLatencyChart::thresholdsAreDashedLines()
{
    const QColor west = RegionStyles(regions).color(westRegion, m_chart->palette());
    const QColor bad = meaningColor(Meaning::Bad, m_chart->palette());
    const auto dashes = [this](double ms, const QColor &color) {
        const QRectF area = m_chart->frame().area;
        // Right of the one peak, which would be taken for dashes.
        const QRect row(int(area.left() + area.width() * 0.7), int(m_chart->frame().yAt(ms)) - 1,
                        int(area.width() / 4), 3);
        return std::pair(pixelsOf(picture().copy(row), color), row.width());
    };
    m_chart->setAlerts({{{westRegion, 250, QStringLiteral("West: p95 over 250 ms")},
                         {QString(), 1000, QStringLiteral("All: p95 over 1,000 ms")}},
                        {}});
    QVERIFY(m_chart->frame().durations.high >= 1000); // the axis has grown to have it
    for (const auto &[ms, color] : {std::pair(250., west), std::pair(1000., bad)}) {
        const auto [found, width] = dashes(ms, color);
        QVERIFY2(found > width / 3 && found < width * 2, qPrintable(QString::number(found)));
    }
    // Whoever does not see the lines is told of them.
    QCOMPARE(m_chart->accessibleDescription(),
             QStringLiteral("West: p95 over 250 ms\nAll: p95 over 1,000 ms"));
    m_chart->setAlerts({});
    QCOMPARE(dashes(250, west).first, 0);
    QVERIFY(m_chart->accessibleDescription().isEmpty());
}

void TestLatencyChart::farThresholdsAreNamedAtTheEdge()
{
    const AxisRange before = m_chart->frame().durations;
    const QImage without = picture();
    m_chart->setAlerts({{{QString(), 60'000, QStringLiteral("All: p95 over 60,000 ms")}}, {}});
    QCOMPARE(m_chart->frame().durations, before); // the curves stay as they are
    QVERIFY(pixelsOf(picture(), meaningColor(Meaning::Bad, m_chart->palette()))
            > pixelsOf(without, meaningColor(Meaning::Bad, m_chart->palette())) + 20);
}

void TestLatencyChart::alertsAreMarkedAtTheTop()
{
    const QColor bad = meaningColor(Meaning::Bad, m_chart->palette());
    const double high = m_chart->frame().durations.high;
    QCOMPARE(pixelsAtTheTop(60, bad), 0);
    m_chart->setAlerts({{}, twoAlerts()});
    QVERIFY(m_chart->frame().durations.high > high); // room above all curves
    const int began = pixelsAtTheTop(60, bad);
    const int ended = pixelsAtTheTop(90, bad);
    QVERIFY2(began > ended && ended > 0, qPrintable(QStringLiteral("%1, %2").arg(began).arg(ended)));
    const QColor west = RegionStyles(regions).color(westRegion, m_chart->palette());
    QVERIFY(pixelsAtTheTop(75, west) > 20);
    QCOMPARE(pixelsAtTheTop(75, bad), 0);
    QCOMPARE(pixelsAtTheTop(150, west), 0);
    QVERIFY(pixelsAtTheTop(280, bad) > 0);
    // What is not seen takes no room.
    m_chart->setAlerts({{}, {{westRegion, 0, 1000, false, {}}}});
    QCOMPARE(m_chart->frame().durations.high, high);
}

void TestLatencyChart::crosshairNamesTheAlert()
{
    m_chart->setAlerts({{}, twoAlerts()});
    m_chart->setCrosshair(sampleBegin.addMSecs(75'500));
    QVERIFY2(m_chart->crosshairText().endsWith(QStringLiteral("\nWest was slow")),
             qPrintable(m_chart->crosshairText()));
    const auto *readout = m_chart->findChild<QLabel *>(QStringLiteral("readout"));
    QVERIFY(readout->text().contains(QStringLiteral("West was slow")));
    m_chart->setCrosshair(sampleBegin.addMSecs(90'500));
    QVERIFY(!m_chart->crosshairText().contains(QStringLiteral("slow")));
    m_chart->setCrosshair(sampleBegin.addMSecs(299'500));
    QVERIFY(m_chart->crosshairText().contains(QStringLiteral("West is slow")));
}

void TestLatencyChart::distributionTellsEachBar()
{
    m_chart->hide(); // it lies where the mouse goes
    DistributionChart chart;
    chart.resize(420, 240);
    LatencyDistribution distribution;
    LatencyTotals totals;
    for (const auto &[wait, count] :
         QList<std::pair<Nanoseconds, quint64>>{{60ms, 150}, {70ms, 40}, {900ms, 2}}) {
        const auto bucket = Histogram::bucketOf(wait);
        distribution.bins.append({Histogram::lowest(bucket), Histogram::highest(bucket), count});
        totals.merge(answered(count, wait));
    }
    distribution.figures = figuresOf(totals, seconds(0, 300), FigureSource::Live);
    chart.setDistribution(distribution, QStringLiteral("Start ride, US West"));
    chart.show();
    QVERIFY(QTest::qWaitForWindowExposed(&chart));
    QVERIFY2(chart.caption().contains(QStringLiteral("Start ride, US West"))
                 && chart.caption().contains(QStringLiteral("n = 192")),
             qPrintable(chart.caption()));
    QTest::keyClick(&chart, Qt::Key_Left); // the last bar
    QVERIFY2(chart.barText().contains(QStringLiteral("2 of 192")), qPrintable(chart.barText()));
    QVERIFY(chart.caption().contains(chart.barText()));
    QTest::keyClick(&chart, Qt::Key_Escape);
    QVERIFY(chart.barText().isEmpty());
    QCoreApplication::processEvents(); // the layout
    const QRectF area = chart.chart()->plotArea();
    QTest::mouseMove(chart.viewport(), area.center().toPoint());
    QTest::mouseMove(chart.viewport(), QPoint(int(area.left()) + 3, int(area.center().y())));
    QVERIFY2(chart.barText().contains(QStringLiteral("150 of 192")),
             qPrintable(chart.barText() + u' ' + chart.caption()));
}

void TestLatencyChart::emptyDistributionSaysSo()
{
    DistributionChart chart;
    chart.resize(420, 240);
    chart.setDistribution({}, QStringLiteral("Start ride"));
    QVERIFY2(chart.caption().contains(QStringLiteral("Nothing was answered")), qPrintable(chart.caption()));
    QVERIFY(chart.shownBars().bars.isEmpty());
}

QTEST_MAIN(TestLatencyChart)
#include "tst_latency_chart.moc"
