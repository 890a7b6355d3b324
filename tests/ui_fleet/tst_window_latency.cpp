#include "db/latency/latency_store.h"
#include "fleet_window.h"
#include "models/latency/region_figures_model.h"
#include "models/latency/round_trip_model.h"
#include "models/latency/statement_table_model.h"
#include "tests/support/patience.h"
#include "ui/latency/latency_chart.h"
#include "ui/latency/latency_controls.h"
#include "ui/latency/latency_details.h"
#include "ui/latency/latency_page.h"

#include <QToolButton>

using namespace movr;
using namespace movr::test;
using namespace std::chrono_literals;
using PageKind = PageTarget::Page;

namespace {

const QString west = QStringLiteral("gcp-us-west1");

} // namespace

/// The latency page over real servers: the figures are the store's, a receipt leads to its history, a region that dies
/// is an outage in the chart.
class TestWindowLatency : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void initTestCase()
    {
        const QString problem = m_it.startCluster();
        QVERIFY2(problem.isEmpty(), qPrintable(problem));
        m_it.open();
        m_it.window().resize(1280, 800);
        QVERIFY(QTest::qWaitForWindowActive(&m_it.window()));
        QTRY_VERIFY_WITH_TIMEOUT(m_it.allUp(), patience);
    }
    void cleanupTestCase() { m_it.stop(); }

    void thePageShowsTheStoresFigures();
    void aReceiptLeadsToItsHistory();
    void roundTripsOfDeskAndRegionsAreKnown();
    void aDeadRegionIsAnOutage();

private:
    LatencyPage *page() { return m_it.window().view()->latency(); }
    /// By the page's own keys.
    void showPage()
    {
        const auto &pages = m_it.window().view()->pages();
        const int number = int(pages.indexOf(page())) + 1;
        QTest::keyClick(&m_it.window(), static_cast<Qt::Key>(Qt::Key_0 + number), Qt::ControlModifier);
        QCOMPARE(m_it.window().currentPage(), page());
    }

    FleetWindow m_it;
};

void TestWindowLatency::thePageShowsTheStoresFigures()
{
    showPage();
    QTRY_COMPARE_WITH_TIMEOUT(page()->state(), LoadState::Ready, patience);
    // The view that the window opened with was read; nothing but probes goes on meanwhile.
    const StatementTableModel *model = page()->details()->statementModel();
    QTRY_VERIFY_WITH_TIMEOUT(model->rowCount() > 0, patience);
    const auto stored = [this] {
        auto table = m_it.fleet().latency().table(
            {}, windowUntil(QDateTime::currentDateTimeUtc().addSecs(2), 302s), false);
        loopUntil([&table] { return table.isFinished(); }, 20s);
        return table.result();
    };
    const auto same = [&] {
        const QList<StatementFigures> all = stored();
        if (all.size() != model->rowCount())
            return false;
        for (qsizetype row = 0; row < all.size(); ++row) {
            const StatementFigures &shown = model->table().at(row);
            const LatencyFigures &figures = all.at(row).figures;
            if (shown.statement != all.at(row).statement || shown.figures.n != figures.n
                || shown.figures.p50 != figures.p50 || shown.figures.p95 != figures.p95
                || shown.figures.p99 != figures.p99 || shown.figures.max != figures.max)
                return false;
        }
        return true;
    };
    QTRY_VERIFY_WITH_TIMEOUT(same(), patience);
    // Every region's floor is measured, and the far ones' is longer.
    const auto floorsMeasured = [this] {
        const QList<LatencyCurve> &floors = page()->chart()->shownScene().floors;
        return floors.size() == 3
            && std::all_of(floors.cbegin(), floors.cend(),
                           [](const LatencyCurve &floor) { return floor.whole.n > 0 && floor.whole.p50; });
    };
    QTRY_VERIFY_WITH_TIMEOUT(floorsMeasured(), patience);
    QVERIFY(!page()->toolBarActions().isEmpty());
    QVERIFY(!m_it.offered(ConsoleAction::StartRide)); // what is about rows is not offered here
}

void TestWindowLatency::aReceiptLeadsToItsHistory()
{
    m_it.window().showPage(PageKind::Vehicles);
    QVERIFY(m_it.pickPlace(west, QStringLiteral("Los Angeles")));
    QTRY_VERIFY_WITH_TIMEOUT(m_it.ready() && m_it.model()->rowCount() > 0, patience);
    QVERIFY(
        m_it.selectWhere<Vehicle>([](const Vehicle &one) { return one.status == VehicleStatus::Available; }));
    auto *history = m_it.window().view()->receiptBar()->findChild<QToolButton *>();
    QVERIFY(history && !history->isVisible());
    Vehicle vehicle = m_it.selected<Vehicle>();
    TakeOutOfService request;
    request.stamp = m_it.window().context()->stamp();
    request.vehicle = vehicle.rowId();
    request.reason = QStringLiteral("brakes");
    QVERIFY(await(m_it.fleet().takeOutOfService(request)).ok());
    m_it.window().currentPage()->refresh();
    QTRY_VERIFY_WITH_TIMEOUT(m_it.ready() && m_it.offered(ConsoleAction::ReturnToService), patience);
    QVERIFY(m_it.press(ConsoleAction::ReturnToService));
    QTRY_VERIFY_WITH_TIMEOUT(history->isVisible(), patience);
    QVERIFY2(m_it.receipt().contains(QStringLiteral("1 round trip")), qPrintable(m_it.receipt()));
    QTest::mouseClick(history, Qt::LeftButton);
    QCOMPARE(m_it.window().currentPage(), page());
    QCOMPARE(page()->controls()->statement(), QStringLiteral("transactions/return_to_service"));
    QCOMPARE(page()->controls()->region(), west);
    const auto measured = [this] {
        const LatencyCurve *curve = curveOf(page()->chart()->shownScene().statements, west);
        return page()->state() == LoadState::Ready && curve && curve->whole.n == 1 && curve->whole.p50;
    };
    QTRY_VERIFY_WITH_TIMEOUT(measured(), patience);
    page()->controls()->setStatement({});
    page()->controls()->setRegion({});
    page()->controls()->setRange(LatencyRange::FiveMinutes);
}

void TestWindowLatency::roundTripsOfDeskAndRegionsAreKnown()
{
    showPage();
    page()->details()->setCurrentIndex(1);
    const RoundTripModel *model = page()->details()->roundTripModel();
    QCOMPARE(model->rowCount(), 4);
    const auto known = [model](int row, int column) {
        return model->index(row, column).data().toString().contains(QStringLiteral("ms"));
    };
    QTRY_VERIFY_WITH_TIMEOUT(known(0, 0) && known(0, 1) && known(0, 2), patience);
    for (int place = 0; place < 3; ++place)
        QCOMPARE(model->index(place + 1, place).data().toString(), QStringLiteral("·"));
    // What a server wrote of late was confirmed by the others: written here until they say so.
    const auto anyBetween = [&] {
        for (int row = 1; row < 4; ++row)
            for (int column = 0; column < 3; ++column)
                if (known(row, column))
                    return true;
        return false;
    };
    QTRY_VERIFY_WITH_TIMEOUT(anyBetween(), patience);
    page()->details()->setCurrentIndex(0);
}

void TestWindowLatency::aDeadRegionIsAnOutage()
{
    showPage();
    QVERIFY(onWorker([this] { return m_it.cluster().crashServer(west).ok(); }));
    // It goes on as long as the region is away, not only where the connection broke.
    const auto outage = [this] {
        const QList<PlotMark> &marks = page()->chart()->shownScene().marks;
        return std::any_of(marks.cbegin(), marks.cend(), [](const PlotMark &mark) {
            return mark.kind == PlotMark::Kind::Outage && mark.region == west && mark.to - mark.from >= 4'000;
        });
    };
    QTRY_VERIFY_WITH_TIMEOUT(outage(), patience);
    QCOMPARE(page()->state(), LoadState::Ready); // the others go on
}

QTEST_MAIN(TestWindowLatency)
#include "tst_window_latency.moc"
