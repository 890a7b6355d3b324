#include "models/latency/axis_ticks.h"
#include "models/latency/chart_caption.h"
#include "models/latency/distribution_bars.h"
#include "models/latency/figure_words.h"
#include "models/latency/joined_figures.h"
#include "models/latency/latency_range.h"
#include "models/latency/latency_scene.h"
#include "tests/support/latency_sample.h"

#include <QTest>

#include <cmath>

using namespace movr;
using namespace movr::test;
using namespace std::chrono_literals;

namespace {

const PlotCurve *plotOf(const LatencyScene &scene, const QString &region, CurveKind kind,
                        bool earlier = false)
{
    for (const PlotCurve &curve : scene.curves)
        if (curve.region == region && curve.kind == kind && curve.earlier == earlier)
            return &curve;
    return nullptr;
}

LatencyScene sceneOf(const QList<LatencyCurve> &statements, const QList<LatencyCurve> &floors,
                     const TimeWindow &window, int columns = 1000)
{
    LatencyCurves curves;
    curves.statements = statements;
    curves.floors = floors;
    return makeScene(curves, window, 1s, columns);
}

qsizetype pointsOf(const PlotCurve &curve)
{
    qsizetype sum = 0;
    for (const QList<QPointF> &run : curve.runs)
        sum += run.size();
    return sum;
}

} // namespace

/// What a latency chart draws, from the figures to its pixels.
class TestLatencyScene : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void anEmptyStepIsAGap();
    void p99IsWithheldBelowAHundred();
    void theFloorIsACurveOfItsOwn();
    void aDayOfSecondsIsDrawnByPixels();
    void aPeakSurvivesThePixels();
    void outagesOfTheProbeAreMarked();
    void anOutageGoesOnWhileTheProbeWaits();
    void neighboursWithFailuresAreOneMark();
    void comparedStretchesLieUponEachOther();
    void pointsAreFoundByTime();
    void anUnmeasuredWindowIsEmpty();
    void historyComesBeforeWhatIsLive();
    void theStepOfTheStartIsOfWhoHasMore();
    void historyEndsWhereLiveBegins();
    void theCaptionTellsWindowSourceAndWhatIsMissing();
    void barsHaveEverySampleOnce();
    void barsOfOneValueHaveAWidth();
    void timeTicksAreRoundInTheirZone();
    void timeTicksOfADayAreFew();
    void durationTicksAreRound();
    void durationRangesHoldTheirValues();
    void windowsAreAligned();
    void stepsAreNice();
    void figuresHaveThreeDigits();
    void everyFigureTellsItsSource();
    void statementsHaveTitles();
};

void TestLatencyScene::anEmptyStepIsAGap()
{
    const auto scene = sceneOf(
        {curve(eastRegion, {{0, answered(3, 2ms)}, {1, answered(1, 4ms)}, {2, {}}, {3, answered(1, 8ms)}})},
        {}, seconds(0, 4));
    const PlotCurve *p50 = plotOf(scene, eastRegion, CurveKind::P50);
    QVERIFY(p50);
    QCOMPARE(p50->runs.size(), 2);
    QCOMPARE(p50->runs.first().size(), 2);
    QCOMPARE(p50->runs.last().size(), 1);
    QCOMPARE(p50->runs.first().first().x(), double(sampleBegin.toMSecsSinceEpoch()) + 500);
    for (const QList<QPointF> &run : p50->runs)
        for (const QPointF &point : run)
            QVERIFY2(point.y() > 1, "a gap became a zero");
}

void TestLatencyScene::p99IsWithheldBelowAHundred()
{
    const auto scene =
        sceneOf({curve(eastRegion, {{0, answered(99, 2ms)}, {1, answered(100, 2ms)}})}, {}, seconds(0, 2));
    const PlotCurve *p99 = plotOf(scene, eastRegion, CurveKind::P99);
    QVERIFY(p99);
    QCOMPARE(pointsOf(*p99), 1);
    QCOMPARE(pointsOf(*plotOf(scene, eastRegion, CurveKind::P95)), 2);
}

void TestLatencyScene::theFloorIsACurveOfItsOwn()
{
    const auto scene =
        sceneOf({curve(eastRegion, {{0, {}}, {1, {}}})},
                {curve(eastRegion, {{0, answered(1, 1ms)}, {1, answered(1, 1ms)}})}, seconds(0, 2));
    QVERIFY(plotOf(scene, eastRegion, CurveKind::P50)->runs.isEmpty());
    QCOMPARE(pointsOf(*plotOf(scene, eastRegion, CurveKind::Floor)), 2);
    QVERIFY(!scene.isEmpty());
}

void TestLatencyScene::aDayOfSecondsIsDrawnByPixels()
{
    QList<std::pair<int, LatencyTotals>> steps;
    const LatencyTotals usual = answered(1, 60ms);
    for (int second = 0; second < 86'400; ++second)
        steps.append({second, second / 3600 == 5 ? LatencyTotals() : usual});
    const auto scene = sceneOf({curve(eastRegion, steps)}, {}, seconds(0, 86'400), 1000);
    const PlotCurve *p50 = plotOf(scene, eastRegion, CurveKind::P50);
    QVERIFY2(pointsOf(*p50) <= 2000, qPrintable(QString::number(pointsOf(*p50))));
    QVERIFY(pointsOf(*p50) > 900);
    QCOMPARE(p50->runs.size(), 2); // the empty hour
}

void TestLatencyScene::aPeakSurvivesThePixels()
{
    QList<std::pair<int, LatencyTotals>> steps;
    for (int second = 0; second < 20'000; ++second)
        steps.append({second, answered(1, second == 7'777 ? 900ms : 60ms)});
    const auto scene = sceneOf({curve(eastRegion, steps)}, {}, seconds(0, 20'000), 500);
    double most = 0;
    for (const QPointF &point : plotOf(scene, eastRegion, CurveKind::P50)->runs.first())
        most = std::max(most, point.y());
    QVERIFY2(most > 890, qPrintable(QString::number(most)));
}

void TestLatencyScene::outagesOfTheProbeAreMarked()
{
    const auto scene =
        sceneOf({}, {curve(westRegion, {{0, answered(1, 60ms)}, {1, unreachable(1)}, {2, unreachable(1)}})},
                seconds(0, 3));
    QCOMPARE(scene.marks.size(), 1);
    QCOMPARE(scene.marks.first().kind, PlotMark::Kind::Outage);
    QCOMPARE(scene.marks.first().region, westRegion);
    QCOMPARE(scene.marks.first().count, quint64(2));
    QCOMPARE(scene.marks.first().from, double(sampleBegin.addSecs(1).toMSecsSinceEpoch()));
    QCOMPARE(scene.marks.first().to, double(sampleBegin.addSecs(3).toMSecsSinceEpoch()));
}

void TestLatencyScene::anOutageGoesOnWhileTheProbeWaits()
{
    // Timed out, then no connection within 5 s; up again at 13; long after, and after a stretch in which nothing was
    // asked, away again.
    LatencyTotals late;
    late.timedOut = 1;
    const auto scene = sceneOf({},
                               {curve(westRegion, {{0, answered(1, 60ms)},
                                                   {2, late},
                                                   {3, {}},
                                                   {7, {}},
                                                   {8, unreachable(1)},
                                                   {10, {}},
                                                   {13, answered(1, 60ms)},
                                                   {14, unreachable(1)},
                                                   {15, {}},
                                                   {40, {}},
                                                   {41, unreachable(1)}})},
                               seconds(0, 42));
    QCOMPARE(scene.marks.size(), 3);
    QCOMPARE(scene.marks.at(0).from, double(sampleBegin.addSecs(2).toMSecsSinceEpoch()));
    QCOMPARE(scene.marks.at(0).to, double(sampleBegin.addSecs(9).toMSecsSinceEpoch()));
    QCOMPARE(scene.marks.at(0).count, quint64(2));
    QCOMPARE(scene.marks.at(1).to, double(sampleBegin.addSecs(15).toMSecsSinceEpoch()));
    QCOMPARE(scene.marks.at(2).from, double(sampleBegin.addSecs(41).toMSecsSinceEpoch()));
}

void TestLatencyScene::neighboursWithFailuresAreOneMark()
{
    LatencyTotals failed = answered(1, 2ms);
    failed.failed = 2;
    LatencyTotals late;
    late.timedOut = 1;
    const auto scene = sceneOf(
        {curve(eastRegion, {{0, failed}, {1, failed}, {2, answered(1, 2ms)}, {3, failed}, {4, late}})}, {},
        seconds(0, 5));
    QCOMPARE(scene.marks.size(), 3);
    QCOMPARE(scene.marks.at(0).count, quint64(4));
    QCOMPARE(scene.marks.at(1).count, quint64(2));
    QCOMPARE(scene.marks.at(2).kind, PlotMark::Kind::TimedOut);
}

void TestLatencyScene::comparedStretchesLieUponEachOther()
{
    const int week = 7 * 86'400;
    LatencyComparison both;
    both.now = curve(eastRegion, {{0, answered(5, 2ms)}, {60, answered(5, 3ms)}}, FigureSource::History, 60);
    both.then = curve(eastRegion, {{-week, answered(5, 4ms)}, {60 - week, {}}}, FigureSource::History, 60);
    const ComparedWindows windows{seconds(0, 120), seconds(-week, 120 - week)};
    const LatencyScene scene = makeScene({both}, windows, 60s, 500);
    QCOMPARE(scene.shift, qint64(week) * 1000);
    const PlotCurve *now = plotOf(scene, eastRegion, CurveKind::P50);
    const PlotCurve *then = plotOf(scene, eastRegion, CurveKind::P50, true);
    QVERIFY(now && then);
    QCOMPARE(then->runs.size(), 1);
    QCOMPARE(then->runs.first().first().x(), now->runs.first().first().x());
    QVERIFY(then->runs.first().first().y() > now->runs.first().first().y());
}

void TestLatencyScene::pointsAreFoundByTime()
{
    const LatencyCurve some = curve(eastRegion, {{0, answered(1, 2ms)}, {5, answered(7, 2ms)}});
    QCOMPARE(pointAt(some, sampleBegin.addSecs(5))->figures.n, quint64(7));
    QCOMPARE(pointAt(some, sampleBegin.addMSecs(5'999))->figures.n, quint64(7));
    QVERIFY(!pointAt(some, sampleBegin.addSecs(6)));
    QVERIFY(!pointAt(some, sampleBegin.addSecs(2)));
    QVERIFY(!pointAt(some, sampleBegin.addSecs(-1)));
}

void TestLatencyScene::anUnmeasuredWindowIsEmpty()
{
    QVERIFY(sceneOf({curve(eastRegion, {{0, {}}})}, {curve(eastRegion, {{0, {}}})}, seconds(0, 1)).isEmpty());
    QVERIFY(!sceneOf({}, {curve(eastRegion, {{0, unreachable(1)}})}, seconds(0, 1)).isEmpty());
}

void TestLatencyScene::historyComesBeforeWhatIsLive()
{
    const LatencyCurve live =
        curve(eastRegion, {{0, {}}, {60, {}}, {120, answered(3, 2ms)}, {180, {}}}, FigureSource::Live, 60);
    const LatencyCurve history = curve(eastRegion, {{0, answered(9, 5ms)}, {60, {}}, {120, answered(2, 2ms)}},
                                       FigureSource::History, 60);
    const LatencyCurve west = curve(westRegion, {{0, answered(1, 5ms)}}, FigureSource::History, 60);
    const auto both = joined({live}, {history, west});
    QCOMPARE(both.size(), 2);
    const LatencyCurve &east = both.first();
    QCOMPARE(east.region, eastRegion);
    QCOMPARE(east.points.size(), 4);
    QCOMPARE(east.points.at(0).figures.n, quint64(9));
    QCOMPARE(east.points.at(0).figures.source, FigureSource::History);
    QCOMPARE(east.points.at(2).figures.n, quint64(3));
    QCOMPARE(east.points.at(2).figures.source, FigureSource::Live);
    QCOMPARE(both.last().points.size(), 1);
}

void TestLatencyScene::theStepOfTheStartIsOfWhoHasMore()
{
    const LatencyCurve live =
        curve(eastRegion, {{0, answered(3, 2ms)}, {60, answered(1, 2ms)}}, FigureSource::Live, 60);
    const LatencyCurve history =
        curve(eastRegion, {{0, answered(50, 5ms)}, {60, answered(1, 2ms)}}, FigureSource::History, 60);
    const auto both = joined({live}, {history});
    QCOMPARE(both.first().points.size(), 2);
    QCOMPARE(both.first().points.first().figures.n, quint64(50));
    QCOMPARE(both.first().points.last().figures.source, FigureSource::Live);
}

void TestLatencyScene::historyEndsWhereLiveBegins()
{
    const QDateTime since = sampleBegin.addSecs(25);
    QVERIFY(!historyEnd({}, since).isValid());
    // The minute of the start is not written while it goes on: what a former console has of it waits.
    QCOMPARE(historyEnd(since, since.addSecs(1)), sampleBegin);
    QCOMPARE(historyEnd(since, sampleBegin.addSecs(69)), sampleBegin);
    QCOMPARE(historyEnd(since, sampleBegin.addSecs(70)), sampleBegin.addSecs(60));
    QCOMPARE(historyEnd(since, sampleBegin.addDays(1)), sampleBegin.addSecs(60));
}

void TestLatencyScene::theCaptionTellsWindowSourceAndWhatIsMissing()
{
    const auto captionOf = [](const QList<LatencyCurve> &statements, const QList<LatencyCurve> &floors = {}) {
        return chartCaption(sceneOf(statements, floors, seconds(0, 300)), QTimeZone::utc());
    };
    QCOMPARE(captionOf({curve(eastRegion, {{0, {}}})}), QString()); // the picture says that there is nothing
    const QString whole = captionOf({curve(eastRegion, {{0, answered(200, 2ms)}})});
    QVERIFY2(whole.startsWith(QStringLiteral("12:00:00 to 12:05:00 UTC, measured live by this console.")),
             qPrintable(whole));
    QVERIFY(whole.contains(QStringLiteral("A point for each 1 s.")));
    QVERIFY(!whole.contains(u"p99") && !whole.contains(u"Below"));
    const QString few = captionOf({curve(eastRegion, {{0, answered(200, 2ms)}, {1, answered(99, 2ms)}})});
    QVERIFY2(few.contains(QStringLiteral("p99 only where a point has 100 answers.")), qPrintable(few));
    LatencyTotals late;
    late.timedOut = 1;
    const QString marked =
        captionOf({curve(eastRegion, {{0, late}})}, {curve(eastRegion, {{0, unreachable(1)}})});
    QVERIFY2(marked.endsWith(QStringLiteral("Below the curves: + timed out, hatched: out of reach.")),
             qPrintable(marked));
    const QString both = captionOf({curve(eastRegion, {{0, answered(200, 2ms)}}, FigureSource::History)},
                                   {curve(eastRegion, {{0, answered(200, 2ms)}})});
    QVERIFY2(both.contains(QStringLiteral("history kept on this desk, then measured live")),
             qPrintable(both));
    const QString minutes =
        captionOf({curve(eastRegion, {{0, answered(200, 2ms)}}, FigureSource::History, 60)});
    QVERIFY2(minutes.contains(QStringLiteral("for each minute where it is history")), qPrintable(minutes));
    LatencyComparison days;
    days.now = curve(eastRegion, {{0, answered(200, 2ms)}}, FigureSource::History, 60);
    days.then = curve(eastRegion, {{-86'400, answered(200, 3ms)}}, FigureSource::History, 60);
    const ComparedWindows windows{seconds(0, 3600), seconds(-86'400, 3600 - 86'400)};
    const QString compared = chartCaption(makeScene({days}, windows, 60s, 600), QTimeZone::utc());
    QVERIFY2(compared.startsWith(QStringLiteral(
                 "2026-11-24 12:00 to 13:00 UTC, against 2026-11-23 12:00 to 13:00 UTC, history")),
             qPrintable(compared));
}

void TestLatencyScene::barsHaveEverySampleOnce()
{
    Histogram samples;
    for (int i = 1; i <= 10'000; ++i)
        samples.add(std::chrono::microseconds(i * 37));
    LatencyDistribution distribution;
    for (int i = 0; i < samples.end(); ++i)
        if (const auto bucket = Histogram::Bucket(i); samples.countAt(bucket) > 0)
            distribution.bins.append(
                {Histogram::lowest(bucket), Histogram::highest(bucket), samples.countAt(bucket)});
    const DistributionBars bars = barsOf(distribution, 40);
    QVERIFY(bars.bars.size() <= 40);
    quint64 sum = 0;
    for (qsizetype i = 0; i < bars.bars.size(); ++i) {
        sum += bars.bars.at(i).count;
        if (i > 0)
            QCOMPARE(bars.bars.at(i).from, bars.bars.at(i - 1).to);
    }
    QCOMPARE(sum, quint64(10'000));
    QVERIFY(bars.highest > 0);
    QVERIFY(bars.placeOf(50ms) > bars.placeOf(5ms));
    QVERIFY(!bars.ticks(8).isEmpty() && bars.ticks(8).size() <= 8);
}

void TestLatencyScene::barsOfOneValueHaveAWidth()
{
    LatencyDistribution distribution;
    const auto bucket = Histogram::bucketOf(64ms);
    distribution.bins.append({Histogram::lowest(bucket), Histogram::highest(bucket), 5});
    const DistributionBars bars = barsOf(distribution, 40);
    QVERIFY(bars.bars.size() >= 10);
    QCOMPARE(bars.highest, quint64(5));
    QVERIFY(barsOf({}, 40).bars.isEmpty());
}

void TestLatencyScene::timeTicksAreRoundInTheirZone()
{
    // Half an hour from UTC: round there is not round here.
    const QTimeZone kolkata("Asia/Kolkata");
    const auto ticks = timeTicks(seconds(7, 3 * 3600 + 7), kolkata, 4);
    QVERIFY(ticks.size() >= 2);
    for (const AxisTick &tick : ticks)
        QVERIFY2(tick.label.endsWith(QStringLiteral(":00")), qPrintable(tick.label));
    const auto utc = timeTicks(seconds(0, 300), QTimeZone::utc(), 6);
    QCOMPARE(utc.first().label, QStringLiteral("12:00"));
    QCOMPARE(utc.size(), 6);
}

void TestLatencyScene::timeTicksOfADayAreFew()
{
    const auto ticks = timeTicks(seconds(5, 86'405), QTimeZone::utc(), 9);
    QVERIFY(ticks.size() >= 6 && ticks.size() <= 9);
    QVERIFY(std::any_of(ticks.cbegin(), ticks.cend(),
                        [](const AxisTick &tick) { return tick.label == QStringLiteral("25 Nov"); }));
    QVERIFY(timeTicks(seconds(5, 5), QTimeZone::utc(), 9).isEmpty());
}

void TestLatencyScene::durationTicksAreRound()
{
    QStringList labels;
    for (const AxisTick &tick : durationTicks(0.5, 200, true, 12))
        labels.append(tick.label);
    QCOMPARE(labels.join(u' '), QStringLiteral("0.5 1 2 5 10 20 50 100 200"));
    labels.clear();
    for (const AxisTick &tick : durationTicks(0.5, 200, true, 5))
        labels.append(tick.label);
    QCOMPARE(labels.join(u' '), QStringLiteral("1 10 100"));
    labels.clear();
    for (const AxisTick &tick : durationTicks(0, 100, false, 6))
        labels.append(tick.label);
    QCOMPARE(labels.join(u' '), QStringLiteral("0 20 40 60 80 100"));
    QVERIFY(durationTicks(0, 100, true, 5).isEmpty()); // no logarithm of nothing
}

void TestLatencyScene::durationRangesHoldTheirValues()
{
    for (const double most : {0.3, 1.0, 66.0, 99.9, 10'000.0})
        for (const bool logarithmic : {false, true}) {
            const AxisRange range = durationRange(most / 50, most, logarithmic);
            QVERIFY(range.high >= most);
            QVERIFY(range.low <= most / 50);
            QVERIFY(!logarithmic || range.low > 0);
        }
    QVERIFY(durationRange(0, 0, true).low > 0); // nothing to show still has an axis
}

void TestLatencyScene::windowsAreAligned()
{
    const TimeWindow window{sampleBegin.addMSecs(7'300), sampleBegin.addMSecs(61'200)};
    QCOMPARE(alignedTo(window, 15s), seconds(0, 75));
    QCOMPARE(alignedTo(seconds(0, 60), 15s), seconds(0, 60));
    const TimeWindow goesOn{sampleBegin, sampleBegin.addMSecs(5'100)};
    QCOMPARE(alignedTo(goesOn, 1s), seconds(0, 6)); // the sixth second has begun
    QCOMPARE(alignedTo(goesOn, 2s), seconds(0, 6));
}

void TestLatencyScene::stepsAreNice()
{
    QCOMPARE(niceStep(300s, 300), 1s);
    QCOMPARE(niceStep(301s, 300), 2s);
    QCOMPARE(niceStep(86'400s, 300), 300s);
}

void TestLatencyScene::figuresHaveThreeDigits()
{
    QCOMPARE(latencyText(std::nullopt), QStringLiteral("–"));
    QCOMPARE(latencyText(412us), QStringLiteral("0.412 ms"));
    QCOMPARE(latencyText(Nanoseconds(1'234'000)), QStringLiteral("1.23 ms"));
    QCOMPARE(latencyText(Nanoseconds(66'340'000)), QStringLiteral("66.3 ms"));
    QCOMPARE(latencyText(204ms), QStringLiteral("204 ms"));
}

void TestLatencyScene::everyFigureTellsItsSource()
{
    const LatencyFigures figures = figuresOf(answered(7, 2ms), seconds(0, 3600), FigureSource::History);
    const QString text = provenanceText(figures, QTimeZone::utc());
    QVERIFY2(text.contains(QStringLiteral("n = 7")), qPrintable(text));
    QVERIFY2(text.contains(QStringLiteral("12:00 to 13:00 UTC")), qPrintable(text));
    QVERIFY2(text.contains(QStringLiteral("history")), qPrintable(text));
    QCOMPARE(p99Text(figures), QStringLiteral("n < 100"));
    QCOMPARE(p99Text({}), QStringLiteral("–"));
}

void TestLatencyScene::statementsHaveTitles()
{
    QCOMPARE(statementTitle(QStringLiteral("transactions/start_ride")), QStringLiteral("Start ride"));
    QCOMPARE(statementTitle(QStringLiteral("views/rides_by_start_desc")),
             QStringLiteral("Rides by start, descending"));
    QCOMPARE(statementKind(QStringLiteral("transactions/start_ride")), QStringLiteral("Transaction"));
}

QTEST_GUILESS_MAIN(TestLatencyScene)
#include "tst_latency_scene.moc"
