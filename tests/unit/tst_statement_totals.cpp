#include "db/latency/statement_totals.h"
#include "tests/support/latency_sample.h"

#include <QTest>

using namespace movr;
using namespace movr::test;
using namespace std::chrono_literals;

namespace {

const QString startRide = QStringLiteral("transactions/start_ride");
const QString endRide = QStringLiteral("transactions/end_ride");

StatementTotals of(const QString &region, const QString &statement, const LatencyTotals &totals,
                   FigureSource source = FigureSource::Live)
{
    return {region, statement, totals, source};
}

} // namespace

/// What two sources know of a statement, added up before percentiles are taken.
class TestStatementTotals : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void percentilesAreOfAllSamples()
    {
        // 60 and 60: neither source has enough for a p99, both together have.
        const QList<StatementTotals> all{
            of(eastRegion, startRide, answered(60, 2ms)),
            of(eastRegion, startRide, answered(60, 90ms), FigureSource::History)};
        const LatencyFigures figures = figuresOf(all, {}, seconds(0, 60));
        QCOMPARE(figures.n, quint64(120));
        QVERIFY(figures.p99 && *figures.p99 > 89ms);
        QVERIFY(figures.p50 && *figures.p50 < 3ms);
        QCOMPARE(figures.source, FigureSource::LiveAndHistory);
        QCOMPARE(figures.window, seconds(0, 60));
    }

    void theSourceIsOfWhatIsThere()
    {
        const QList<StatementTotals> all{of(eastRegion, startRide, answered(1, 2ms), FigureSource::History),
                                         of(westRegion, startRide, LatencyTotals())};
        QCOMPARE(figuresOf(all, {}, seconds(0, 60)).source, FigureSource::History);
        QCOMPARE(figuresOf(all, {{westRegion}, {}}, seconds(0, 60)).n, quint64(0));
        QCOMPARE(tableOf(all, {}, seconds(0, 60), true).size(), 1); // nothing is no line
    }

    void linesOfStatementsAndRegions()
    {
        const QList<StatementTotals> all{
            of(westRegion, startRide, answered(3, 2ms)), of(eastRegion, startRide, answered(2, 2ms)),
            of(eastRegion, endRide, unreachable(1)), of(eastRegion, floorStatement, answered(9, 1ms))};
        const auto together = tableOf(all, {}, seconds(0, 60), false);
        QCOMPARE(together.size(), 2); // the probe is none of them
        QCOMPARE(together.first().statement, endRide);
        QCOMPARE(together.first().figures.unreachable, quint64(1));
        QCOMPARE(together.last().figures.n, quint64(5));
        const auto apart = tableOf(all, {}, seconds(0, 60), true);
        QCOMPARE(apart.size(), 3);
        QCOMPARE(apart.at(1).region, eastRegion);
        QCOMPARE(apart.at(2).region, westRegion);
        QCOMPARE(tableOf(all, {{westRegion}, {}}, seconds(0, 60), true).size(), 1);
        const auto trips = roundTripsOf(all, seconds(0, 60));
        QCOMPARE(trips.size(), 1);
        QCOMPARE(trips.first().to, eastRegion);
        QCOMPARE(trips.first().figures.n, quint64(9));
    }

    void binsHoldEverySampleOnce()
    {
        const QList<StatementTotals> all{of(eastRegion, startRide, answered(3, 2ms), FigureSource::History),
                                         of(westRegion, startRide, answered(4, 2ms)),
                                         of(westRegion, endRide, answered(5, 70ms))};
        const auto distribution = distributionOf(all, {}, seconds(0, 60));
        QCOMPARE(distribution.bins.size(), 2);
        QCOMPARE(distribution.bins.first().count, quint64(7));
        QVERIFY(distribution.bins.last().from <= 70ms && 70ms < distribution.bins.last().to);
        QCOMPARE(distributionOf(all, {{}, {endRide}}, seconds(0, 60)).figures.n, quint64(5));
    }
};

QTEST_GUILESS_MAIN(TestStatementTotals)
#include "tst_statement_totals.moc"
