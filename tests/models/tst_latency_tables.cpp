#include "models/latency/region_figures_model.h"
#include "models/latency/round_trip_model.h"
#include "models/latency/statement_table_model.h"
#include "tests/support/latency_sample.h"

#include <QAbstractItemModelTester>
#include <QSignalSpy>
#include <QTest>

using namespace movr;
using namespace movr::test;
using namespace std::chrono_literals;

namespace {

using Legend = RegionFiguresModel;
using Table = StatementTableModel;
constexpr auto testerMode = QAbstractItemModelTester::FailureReportingMode::QtTest;

const QStringList regions{eastRegion, westRegion};

RegionLabels labels()
{
    Deployment deployment;
    deployment.regions = {{eastRegion, QStringLiteral("US East"), 0, 0, {}, {}},
                          {westRegion, QStringLiteral("US West"), 0, 0, {}, {}}};
    return RegionLabels(deployment);
}

LatencyScene sceneOf(quint64 east, quint64 west)
{
    LatencyCurves curves;
    curves.statements = {curve(eastRegion, {{0, answered(east, 2ms)}}),
                         curve(westRegion, {{0, answered(west, 66ms)}})};
    curves.floors = {curve(eastRegion, {{0, answered(1, 1ms)}})};
    return makeScene(curves, seconds(0, 60), 1s, 500);
}

QString textAt(const QAbstractItemModel &model, int row, int column, int role = Qt::DisplayRole)
{
    return model.index(row, column).data(role).toString();
}

StatementFigures line(const QString &statement, const LatencyTotals &totals)
{
    return {statement, {}, figuresOf(totals, seconds(0, 300), FigureSource::Live)};
}

FollowerLag lag(const QString &from, const QString &to, std::optional<Nanoseconds> written)
{
    return {from, to, written, {}};
}

} // namespace

/// The legend, the statements' table and the matrix of round trips.
class TestLatencyTables : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void legendHasTheWindowsFigures();
    void legendChangesInPlace();
    void aSeriesIsHiddenByItsBox();
    void aRegionIsHiddenAsAWhole();
    void whatIsHiddenIsKept();
    void regionsAreHeldAgainstOne();
    void comparedStretchesAreRows();
    void statementsHaveTheirFigures();
    void statementsComeAndGoInPlace();
    void unknownSharesAreNoZeros();
    void sortingTakesNumbers();
    void matrixKnowsWhatWasMeasured();
    void matrixTakesTheMedianOfLags();
};

void TestLatencyTables::legendHasTheWindowsFigures()
{
    Legend model;
    QAbstractItemModelTester tester(&model, testerMode);
    model.setRegions(regions, labels());
    QCOMPARE(model.rowCount(), 2);
    QCOMPARE(textAt(model, 0, Legend::Region), QStringLiteral("US East"));
    QCOMPARE(textAt(model, 0, Legend::P50), QStringLiteral("–"));
    model.setScene(sceneOf(150, 20), {}, {});
    QCOMPARE(textAt(model, 0, Legend::P50), QStringLiteral("2.01 ms"));
    QCOMPARE(textAt(model, 0, Legend::Count), QStringLiteral("150"));
    QVERIFY(textAt(model, 0, Legend::P99).endsWith(QStringLiteral("ms")));
    QCOMPARE(textAt(model, 1, Legend::P99), QStringLiteral("n < 100"));
    QCOMPARE(textAt(model, 1, Legend::Floor), QStringLiteral("–")); // no probe there: no zero
    const QString tooltip = textAt(model, 1, Legend::P95, Qt::ToolTipRole);
    QVERIFY2(tooltip.contains(QStringLiteral("n = 20")) && tooltip.contains(QStringLiteral("UTC"))
                 && tooltip.contains(QStringLiteral("live")),
             qPrintable(tooltip));
}

void TestLatencyTables::legendChangesInPlace()
{
    Legend model;
    QAbstractItemModelTester tester(&model, testerMode);
    model.setRegions(regions, labels());
    QSignalSpy reset(&model, &QAbstractItemModel::modelReset);
    QSignalSpy changed(&model, &QAbstractItemModel::dataChanged);
    model.setScene(sceneOf(1, 1), {}, {});
    model.setScene(sceneOf(2, 1), {}, {});
    QCOMPARE(reset.size(), 0);
    QCOMPARE(changed.size(), 2);
    QCOMPARE(textAt(model, 0, Legend::Count), QStringLiteral("2"));
}

void TestLatencyTables::aSeriesIsHiddenByItsBox()
{
    Legend model;
    QAbstractItemModelTester tester(&model, testerMode);
    model.setRegions(regions, labels());
    QSignalSpy shown(&model, &Legend::shownChanged);
    const QModelIndex p95 = model.index(1, Legend::P95);
    QVERIFY(p95.flags().testFlag(Qt::ItemIsUserCheckable));
    QVERIFY(model.setData(p95, Qt::Unchecked, Qt::CheckStateRole));
    QCOMPARE(shown.size(), 1);
    QVERIFY(!model.isShown({westRegion, CurveKind::P95, false}));
    QVERIFY(model.isShown({eastRegion, CurveKind::P95, false}));
    QCOMPARE(model.index(1, 0).data(Qt::CheckStateRole).toInt(), int(Qt::PartiallyChecked));
    QVERIFY(!model.index(1, Legend::Count).flags().testFlag(Qt::ItemIsUserCheckable));
    QVERIFY(!model.setData(model.index(1, Legend::Count), Qt::Unchecked, Qt::CheckStateRole));
}

void TestLatencyTables::aRegionIsHiddenAsAWhole()
{
    Legend model;
    model.setRegions(regions, labels());
    QVERIFY(model.setData(model.index(0, Legend::Region), Qt::Unchecked, Qt::CheckStateRole));
    for (const CurveKind kind : allCurveKinds)
        QVERIFY(!model.isShown({eastRegion, kind, false}));
    QCOMPARE(model.index(0, 0).data(Qt::CheckStateRole).toInt(), int(Qt::Unchecked));
    QVERIFY(model.setData(model.index(0, Legend::Region), Qt::Checked, Qt::CheckStateRole));
    QVERIFY(model.isShown({eastRegion, CurveKind::Floor, false}));
}

void TestLatencyTables::whatIsHiddenIsKept()
{
    Legend model;
    model.setRegions(regions, labels());
    model.setShown({westRegion, CurveKind::P99, false}, false);
    const QStringList kept = model.hidden();
    QCOMPARE(kept.size(), 1);
    Legend other;
    other.setRegions(regions, labels());
    other.setHidden(kept + QStringList{QStringLiteral("nonsense")});
    QVERIFY(!other.isShown({westRegion, CurveKind::P99, false}));
    QCOMPARE(other.hidden(), kept);
}

void TestLatencyTables::regionsAreHeldAgainstOne()
{
    Legend model;
    model.setRegions(regions, labels());
    model.setScene(sceneOf(10, 10), {}, {});
    QCOMPARE(textAt(model, 1, Legend::Against), QString());
    model.setReference(eastRegion);
    QVERIFY(model.headerData(Legend::Against, Qt::Horizontal, Qt::DisplayRole)
                .toString()
                .contains(QStringLiteral("US East")));
    const QString text = textAt(model, 1, Legend::Against);
    QVERIFY2(text.startsWith(QStringLiteral("+6")) && text.contains(QStringLiteral("× 3")), qPrintable(text));
    model.setScene(sceneOf(10, 0), {}, {});
    QCOMPARE(textAt(model, 1, Legend::Against), QStringLiteral("–"));
}

void TestLatencyTables::comparedStretchesAreRows()
{
    Legend model;
    QAbstractItemModelTester tester(&model, testerMode);
    model.setRegions(regions, labels());
    LatencyComparison both;
    both.now = curve(eastRegion, {{0, answered(5, 2ms)}}, FigureSource::History, 60);
    both.then = curve(eastRegion, {{-86'400, answered(4, 3ms)}}, FigureSource::History, 60);
    model.setScene(makeScene({both}, {seconds(0, 60), seconds(-86'400, -86'340)}, 60s, 100),
                   QStringLiteral("today"), QStringLiteral("yesterday"));
    QCOMPARE(model.rowCount(), 3);
    QCOMPARE(textAt(model, 0, Legend::Region), QStringLiteral("US East, today"));
    QCOMPARE(textAt(model, 1, Legend::Region), QStringLiteral("US East, yesterday"));
    QCOMPARE(textAt(model, 1, Legend::Count), QStringLiteral("4"));
    QVERIFY(!model.index(1, Legend::Floor).data(Qt::CheckStateRole).isValid());
    model.setScene(sceneOf(1, 1), {}, {});
    QCOMPARE(model.rowCount(), 2);
}

void TestLatencyTables::statementsHaveTheirFigures()
{
    Table model;
    QAbstractItemModelTester tester(&model, testerMode);
    LatencyTotals totals = answered(20, 60ms);
    totals.failed = 1;
    totals.unreachable = 2;
    totals.retried = 4;
    model.setTable({line(QStringLiteral("transactions/start_ride"), totals)});
    QCOMPARE(textAt(model, 0, Table::Statement), QStringLiteral("Start ride"));
    QCOMPARE(textAt(model, 0, Table::Count), QStringLiteral("20"));
    QCOMPARE(textAt(model, 0, Table::P99), QStringLiteral("n < 100"));
    QCOMPARE(textAt(model, 0, Table::Failures), QStringLiteral("3"));
    QCOMPARE(textAt(model, 0, Table::Failures, Qt::ToolTipRole), QStringLiteral("1 failed, 2 unreachable"));
    QCOMPARE(textAt(model, 0, Table::Retries), QStringLiteral("4"));
    QCOMPARE(textAt(model, 0, Table::Shares), QStringLiteral("90 / 10 / 0 %"));
    QVERIFY(textAt(model, 0, Table::P50, Qt::ToolTipRole).contains(QStringLiteral("n = 20")));
}

void TestLatencyTables::statementsComeAndGoInPlace()
{
    Table model;
    QAbstractItemModelTester tester(&model, testerMode);
    const auto some = [](const QString &name, quint64 n) { return line(name, answered(n, 2ms)); };
    model.setTable({some(QStringLiteral("b"), 1), some(QStringLiteral("d"), 1)});
    const QPersistentModelIndex d = model.index(1, Table::Count);
    QSignalSpy reset(&model, &QAbstractItemModel::modelReset);
    model.setTable(
        {some(QStringLiteral("a"), 1), some(QStringLiteral("c"), 1), some(QStringLiteral("d"), 5)});
    QVERIFY(d.isValid());
    QCOMPARE(d.row(), 2);
    QCOMPARE(d.data().toString(), QStringLiteral("5"));
    QCOMPARE(model.rowOf(QStringLiteral("b")), -1);
    model.setTable({});
    QCOMPARE(model.rowCount(), 0);
    QCOMPARE(reset.size(), 0);
}

void TestLatencyTables::unknownSharesAreNoZeros()
{
    LatencyTotals totals = answered(2, 60ms);
    totals.knownMicros = totals.networkMicros = 0;
    Table model;
    model.setTable({line(QStringLiteral("a"), totals)});
    QCOMPARE(textAt(model, 0, Table::Shares), QStringLiteral("–"));
    QVERIFY(model.index(0, Table::Shares).data(Table::SharesRole).value<QList<double>>().isEmpty());
}

void TestLatencyTables::sortingTakesNumbers()
{
    Table model;
    model.setTable(
        {line(QStringLiteral("a"), answered(9, 60ms)), line(QStringLiteral("b"), answered(100, 2ms))});
    QCOMPARE(model.index(1, Table::Count).data(Table::SortRole).toInt(), 100);
    QVERIFY(model.index(0, Table::P50).data(Table::SortRole).toDouble() > 50);
    QVERIFY(model.index(0, Table::P99).data(Table::SortRole).toDouble() < 0); // not known: before all
}

void TestLatencyTables::matrixKnowsWhatWasMeasured()
{
    RoundTripModel model;
    QAbstractItemModelTester tester(&model, testerMode);
    QCOMPARE(model.rowCount(), 0);
    model.setRegions(regions, labels());
    QCOMPARE(model.rowCount(), 3);
    QCOMPARE(model.columnCount(), 2);
    model.setDesk({{{}, westRegion, figuresOf(answered(30, 64ms), seconds(0, 60), FigureSource::Live)}});
    QVERIFY(textAt(model, 0, 1).startsWith(QStringLiteral("64")));
    QVERIFY(textAt(model, 0, 1).endsWith(QStringLiteral("(n = 30)")));
    QVERIFY(textAt(model, 0, 1, Qt::AccessibleTextRole).contains(QStringLiteral("measured live")));
    QVERIFY(textAt(model, 0, 1, Qt::ToolTipRole).contains(QStringLiteral("n = 30")));
    QCOMPARE(textAt(model, 0, 0), QStringLiteral("not known")); // never a zero
    QCOMPARE(textAt(model, 1, 1), QStringLiteral("not known"));
    QCOMPARE(textAt(model, 1, 0), QStringLiteral("·"));
    QVERIFY(!model.index(1, 1).data(RoundTripModel::ShareRole).isValid());
    QCOMPARE(model.index(0, 1).data(RoundTripModel::ShareRole).toDouble(), 1.0);
    QCOMPARE(model.headerData(0, Qt::Vertical, Qt::DisplayRole).toString(), QStringLiteral("Desk"));
}

void TestLatencyTables::matrixTakesTheMedianOfLags()
{
    RoundTripModel model;
    QAbstractItemModelTester tester(&model, testerMode);
    model.setRegions(regions, labels());
    for (const Nanoseconds written : QList<Nanoseconds>{60ms, 90ms, 61ms})
        model.addLags({lag(eastRegion, westRegion, written)}, sampleBegin);
    model.addLags({lag(eastRegion, westRegion, std::nullopt)}, sampleBegin.addSecs(5)); // idle: stays
    QCOMPARE(textAt(model, 1, 1), QStringLiteral("61.0 ms (n = 3)"));
    QVERIFY(textAt(model, 1, 1, Qt::ToolTipRole).contains(QStringLiteral("n = 3")));
    for (int i = 0; i < 2 * RoundTripModel::keptLags; ++i)
        model.addLags({lag(eastRegion, westRegion, 70ms)}, sampleBegin.addSecs(i));
    QVERIFY(textAt(model, 1, 1).startsWith(QStringLiteral("70.0 ms (n = ")));
    QVERIFY(textAt(model, 1, 1, Qt::ToolTipRole)
                .contains(QStringLiteral("n = %1").arg(RoundTripModel::keptLags)));
    // Of a server that says nothing any more nothing is known.
    const QDateTime last = sampleBegin.addSecs(2 * RoundTripModel::keptLags - 1);
    model.forgetOld(last.addSecs(RoundTripModel::keptSeconds));
    QVERIFY(textAt(model, 1, 1).startsWith(QStringLiteral("70.0 ms (n = ")));
    model.forgetOld(last.addSecs(RoundTripModel::keptSeconds + 1));
    QCOMPARE(textAt(model, 1, 1), QStringLiteral("not known"));
}

QTEST_GUILESS_MAIN(TestLatencyTables)
#include "tst_latency_tables.moc"
