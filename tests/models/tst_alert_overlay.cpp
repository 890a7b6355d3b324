#include "models/alerts/alert_overlay.h"

#include <QTest>

using namespace movr;
using namespace std::chrono_literals;

namespace {

const QString east = QStringLiteral("gcp-us-east1");
const QString west = QStringLiteral("gcp-us-west1");
const QString startRide = QStringLiteral("transactions/start_ride");
const QDateTime start(QDate(2026, 11, 24), QTime(10, 0), Qt::UTC);

AlertLine line(const QString &statement, const QString &region, std::chrono::milliseconds threshold)
{
    AlertLine one;
    one.statement = statement;
    one.region = region;
    one.threshold = threshold;
    return one;
}

AlertView viewOf(const QString &statement)
{
    AlertView view;
    view.statement = statement;
    view.now = start.addSecs(600);
    return view;
}

QList<double> limits(const AlertOverlay &overlay)
{
    QList<double> all;
    for (const PlotThreshold &threshold : overlay.thresholds)
        all.append(threshold.milliseconds);
    return all;
}

} // namespace

/// Which alert lines and which of their crossings a chart shows, and in what words.
class TestAlertOverlay : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void thresholdsAreThoseOfTheStatementShown()
    {
        AlertLine off = line({}, {}, 900ms);
        off.enabled = false;
        const QList<AlertLine> lines{line({}, {}, 250ms), line(startRide, west, 90ms),
                                     line(floorStatement, west, 70ms), off};
        const AlertOverlay all = alertOverlay(lines, {}, viewOf({}));
        QCOMPARE(limits(all), (QList<double>{250, 70}));
        QVERIFY(all.thresholds.first().region.isEmpty());
        QCOMPARE(all.thresholds.first().text,
                 QStringLiteral("All statements in each region: p95 of the last 1 min over 250 ms"));
        const AlertOverlay one = alertOverlay(lines, {}, viewOf(startRide));
        QCOMPARE(limits(one), (QList<double>{90, 70}));
        QCOMPARE(one.thresholds.first().region, west);
        QCOMPARE(one.thresholds.first().text,
                 QStringLiteral("Start ride in gcp-us-west1: p95 of the last 1 min over 90 ms"));
    }

    void hiddenRegionsHaveNone()
    {
        AlertView view = viewOf({});
        view.seen = [](const QString &region, bool floor) { return region == east || floor; };
        const QList<AlertLine> lines{line({}, east, 100ms), line({}, west, 200ms), line({}, {}, 300ms),
                                     line(floorStatement, west, 70ms)};
        const QList<AlertMark> marks{{east, {}, start, start.addSecs(60), 100ms},
                                     {west, {}, start, start.addSecs(60), 200ms}};
        const AlertOverlay overlay = alertOverlay(lines, marks, view);
        QCOMPARE(limits(overlay), (QList<double>{100, 300, 70}));
        QCOMPARE(overlay.alerts.size(), 1);
        QCOMPARE(overlay.alerts.first().region, east);
    }

    void crossingsOfEachStatementAreAmongAll()
    {
        const QList<AlertMark> marks{{west, startRide, start, start.addSecs(125), 90ms},
                                     {west, {}, start.addSecs(30), {}, 250ms}};
        const AlertOverlay all = alertOverlay({}, marks, viewOf({}));
        QCOMPARE(all.alerts.size(), 2);
        QCOMPARE(all.alerts.first().text,
                 QStringLiteral("Start ride in gcp-us-west1: p95 over 90 ms, 10:00:00 to 10:02:05 UTC"));
        QCOMPARE(all.alerts.first().to, double(start.addSecs(125).toMSecsSinceEpoch()));
        QVERIFY(!all.alerts.first().open);
        const AlertOverlay one = alertOverlay({}, marks, viewOf(startRide));
        QCOMPARE(one.alerts.size(), 1);
        QCOMPARE(one.alerts.first(), all.alerts.first());
    }

    void whatGoesOnReachesToNow()
    {
        const AlertOverlay overlay = alertOverlay({}, {{west, {}, start.addSecs(30), {}, 250ms}}, viewOf({}));
        const PlotAlert &alert = overlay.alerts.first();
        QVERIFY(alert.open);
        QCOMPARE(alert.to, double(start.addSecs(600).toMSecsSinceEpoch()));
        QCOMPARE(alert.text,
                 QStringLiteral("All statements in gcp-us-west1: p95 over 250 ms since 10:00:30 UTC"));
    }
};

QTEST_GUILESS_MAIN(TestAlertOverlay)
#include "tst_alert_overlay.moc"
