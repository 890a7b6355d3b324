#include "db/cluster/relay.h"
#include "db/fleet/fleet.h"
#include "db/latency/latency_store.h"
#include "db/movr/page_reader.h"
#include "db/placement/placement_reader.h"
#include "tests/support/patience.h"
#include "tests/support/test_fleet.h"

#include <QTest>

#include <algorithm>
#include <utility>

using namespace movr;
using namespace movr::test;
using namespace std::chrono_literals;

namespace {

const QString city = QStringLiteral("rome");
const QString startRide = QStringLiteral("transactions/start_ride");
const QString logIn = QStringLiteral("transactions/log_in");

TimeWindow today()
{
    return windowUntil(QDateTime::currentDateTimeUtc().addSecs(5), std::chrono::hours(1));
}

} // namespace

/// What lanes record of what they send to real servers, over a link that can fail.
class TestLatency : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void initTestCase();
    void aTransactionIsOneSample();
    void aRefusalIsAnAnswer();
    void errorsAndRetriesAreCounted();
    void aBatchIsASampleEach();
    void viewsCountTheirRows();
    void aCancelledViewIsNoFailure();
    void aSilentRegionTimesOut();
    void aDeadRegionIsAnOutage();
    void aFleetMeasuresItsFloor();
    void theFloorKnowsHowLongARegionIsAway();

private:
    LatencyFigures figuresOf(LatencyStore &store, const QString &statement)
    {
        for (const StatementFigures &line : store.table({{}, {statement}}, today(), false).result())
            return line.figures;
        return {};
    }
    std::unique_ptr<TransactionLane> lane(LatencyStore &store, RetryPolicy policy = {}) const
    {
        return std::make_unique<TransactionLane>(
            settingsFor(m_region, m_relayed), std::make_shared<Watchdog>(), policy, store.recorder(m_region));
    }

    /// The lanes prepare what they will need while nothing is asked for; a quiet link is the sign that they have.
    void settle()
    {
        quint64 before = 0;
        const auto quiet = [&] {
            const quint64 now = m_relays.stats(m_relay).bytesUp;
            return std::exchange(before, now) == now;
        };
        for (int tries = 0; tries < 60 && !quiet(); ++tries)
            QTest::qWait(350);
    }

    RelayHub m_relays;
    RelayId m_relay = 0;
    QString m_region = homeOf(city);
    QString m_relayed;
    std::unique_ptr<Admins> m_admins;
    std::unique_ptr<Town> m_town;
};

void TestLatency::initTestCase()
{
    const auto endpoints = sharedEndpoints();
    QVERIFY2(endpoints.size() == 3, "no shared fleet: run this test through ctest");
    m_admins = std::make_unique<Admins>(endpoints);
    m_town = std::make_unique<Town>(m_admins->homeOfCity(city), city);
    const QString direct = m_admins->direct(m_region);
    const auto relay =
        m_relays.open({m_region, quint16(keyword(direct, QStringLiteral("port")).toUInt()), 20ms});
    QVERIFY2(relay.ok(), describe(relay));
    m_relay = *relay;
    m_relayed = withKeyword(direct, QStringLiteral("port"), QString::number(m_relay));
}

void TestLatency::aTransactionIsOneSample()
{
    LatencyStore store;
    const auto commands = lane(store);
    for (int i = 0; i < 3; ++i) {
        const auto outcome = await(commands->change(
            toCall(StartRide{stamp(), m_town->vehicle(), m_town->user(), QUuid::createUuid()})));
        QVERIFY2(outcome.ok() && outcome->done(), describe(outcome));
    }
    const auto figures = figuresOf(store, startRide);
    QCOMPARE(figures.n, quint64(3));
    QVERIFY(*figures.p50 >= 20ms);
    QCOMPARE(figures.rows, quint64(3));
    QCOMPARE(figures.failed + figures.timedOut + figures.unreachable + figures.retried, quint64(0));
    // Preparing it was no sample: nothing but the transaction is there.
    QCOMPARE(store.table({}, today(), false).result().size(), 1);
}

void TestLatency::aRefusalIsAnAnswer()
{
    LatencyStore store;
    const auto commands = lane(store);
    const auto outcome = await(commands->change(toCall(StartRide{
        stamp(), m_town->vehicle(QStringLiteral("removed")), m_town->user(), QUuid::createUuid()})));
    QVERIFY2(outcome.ok() && outcome->verdict == Verdict::VehicleRemoved, describe(outcome));
    QCOMPARE(figuresOf(store, startRide).n, quint64(1));
    QCOMPARE(figuresOf(store, startRide).failed, quint64(0));
}

void TestLatency::errorsAndRetriesAreCounted()
{
    LatencyStore store;
    const auto commands = lane(store);
    // A rider of another city whom no copy here knows: tried again until the deadline or the attempts are over.
    RetryPolicy brief;
    brief.maxAttempts = 3;
    const auto impatient = lane(store, brief);
    const auto outcome =
        await(impatient->change(toCall(StartRide{stamp(),
                                                 m_town->vehicle(),
                                                 {QStringLiteral("new york"), QUuid::createUuid()},
                                                 QUuid::createUuid()})));
    QVERIFY(!outcome.ok());
    QCOMPARE(outcome.failure().kind, FailureKind::LaggingCopy);
    auto figures = figuresOf(store, startRide);
    QCOMPARE(figures.n, quint64(0));
    QVERIFY(!figures.p50 && !figures.max);
    QCOMPARE(figures.failed, quint64(3));
    QCOMPARE(figures.retried, quint64(2));
    // A cut reply: the attempt is an outage, and the one after it a retry.
    QVERIFY(await(commands->send(toCall(LogIn{city, QStringLiteral("nobody"), {}}))).ok());
    settle();
    m_relays.cutNextReply(m_relay);
    QVERIFY(await(commands->send(toCall(LogIn{city, QStringLiteral("nobody"), {}}))).ok());
    figures = figuresOf(store, logIn);
    QCOMPARE(figures.n, quint64(2));
    QCOMPARE(figures.unreachable, quint64(1));
    QCOMPARE(figures.retried, quint64(1));
}

void TestLatency::aBatchIsASampleEach()
{
    LatencyStore store;
    const auto commands = lane(store);
    QList<StatementCall> calls;
    for (int i = 0; i < 5; ++i)
        calls.append(toCall(StartRide{stamp(), m_town->vehicle(), m_town->user(), QUuid::createUuid()}));
    const auto outcomes = await(commands->changeAll(calls));
    QVERIFY2(outcomes.ok(), describe(outcomes));
    const auto figures = figuresOf(store, startRide);
    // Beaten by each other now and then, they are sent again: what counts is that each was answered.
    QCOMPARE(figures.n, quint64(5));
    QCOMPARE(figures.failed, figures.retried);
}

void TestLatency::viewsCountTheirRows()
{
    LatencyStore store;
    Lane queries(m_region, std::make_unique<SqlSession>(settingsFor(m_region, m_relayed)),
                 std::make_shared<Watchdog>(), store.recorder(m_region));
    VehicleQuery query;
    query.limit = 10;
    const auto page =
        await(readPage(queries, QStringLiteral("test"), {m_region, {city}, {"UTC"}}, city, query));
    QVERIFY2(page.ok() && page->rows.size() == 10, describe(page));
    const auto figures = figuresOf(store, page->timings.first().statement);
    QCOMPARE(figures.n, quint64(1));
    QCOMPARE(figures.rows, quint64(11)); // one more, to know whether there are more
    QVERIFY(std::abs(double(figures.p50->count()) / double(page->timings.first().wait.count()) - 1) < 0.01);
}

void TestLatency::aCancelledViewIsNoFailure()
{
    LatencyStore store;
    const auto session = std::make_shared<std::atomic<bool>>(false);
    Lane queries(m_region, std::make_unique<PqSession>(settingsFor(m_region, m_relayed)),
                 std::make_shared<Watchdog>(), store.recorder(m_region));
    const auto sleeping = [session](Lane::Run &run) {
        return run.guarded<Answer>(QStringLiteral("test"), 20s, [&] {
            *session = true;
            return static_cast<PqSession &>(run.session())
                .execText("SELECT pg_sleep(20)", QStringLiteral("test"));
        });
    };
    auto future = queries.submit<Answer>(QStringLiteral("view"), 20s, sleeping);
    QTRY_VERIFY_WITH_TIMEOUT(session->load(), patience);
    queries.cancel(QStringLiteral("view"));
    const auto answer = await(future);
    QVERIFY(!answer.ok());
    QCOMPARE(answer.failure().kind, FailureKind::Cancelled);
    const auto figures = figuresOf(store, QStringLiteral("test"));
    QCOMPARE(figures.cancelled, quint64(1));
    QCOMPARE(figures.failed + figures.timedOut + figures.unreachable + figures.n, quint64(0));
}

void TestLatency::aSilentRegionTimesOut()
{
    LatencyStore store;
    RetryPolicy brief;
    brief.deadline = 700ms;
    const auto impatient = lane(store, brief);
    QVERIFY(await(impatient->send(toCall(LogIn{city, QStringLiteral("nobody"), {}}))).ok());
    m_relays.setBlackhole(m_relay, true);
    const auto answer = await(impatient->send(toCall(LogIn{city, QStringLiteral("nobody"), {}})));
    m_relays.setBlackhole(m_relay, false);
    QVERIFY(!answer.ok());
    QCOMPARE(answer.failure().kind, FailureKind::Timeout);
    const auto figures = figuresOf(store, logIn);
    QCOMPARE(figures.n, quint64(1));
    QVERIFY2(figures.timedOut == 1,
             qPrintable(QStringLiteral("%1 failed, %2 unreachable, %3 cancelled, %4 timed out")
                            .arg(figures.failed)
                            .arg(figures.unreachable)
                            .arg(figures.cancelled)
                            .arg(figures.timedOut)));
    QVERIFY(*figures.max < 700ms); // the silence is in no percentile
}

void TestLatency::aDeadRegionIsAnOutage()
{
    LatencyStore store;
    RetryPolicy brief;
    brief.maxAttempts = 1;
    const auto commands = lane(store, brief);
    m_relays.setRefuse(m_relay, true);
    const auto answer = await(commands->send(toCall(LogIn{city, QStringLiteral("nobody"), {}})));
    m_relays.setRefuse(m_relay, false);
    QVERIFY(!answer.ok());
    const auto figures = figuresOf(store, logIn);
    QCOMPARE(figures.unreachable, quint64(1));
    QCOMPARE(figures.n + figures.failed + figures.timedOut, quint64(0));
}

void TestLatency::theFloorKnowsHowLongARegionIsAway()
{
    Deployment deployment = directDeployment(sharedEndpoints());
    for (Region &region : deployment.regions)
        if (region.name == m_region)
            region.connection = m_relayed;
    m_relays.setRefuse(m_relay, true);
    Fleet fleet(deployment);
    fleet.start();
    const auto away = [&] {
        quint64 count = 0;
        for (const StatementTotals &one :
             fleet.latency().totals({{m_region}, {floorStatement}}, today()).result())
            count += one.totals.unreachable;
        return count;
    };
    // Again and again, whatever the console would have asked first.
    const bool told = QTest::qWaitFor([&] { return away() >= 3; }, patience);
    m_relays.setRefuse(m_relay, false);
    QVERIFY(told);
}

void TestLatency::aFleetMeasuresItsFloor()
{
    Deployment deployment = directDeployment(sharedEndpoints());
    for (Region &region : deployment.regions)
        if (region.name == m_region)
            region.connection = m_relayed;
    Fleet fleet(deployment);
    QVERIFY(connectFleet(fleet));
    const auto floorsOf = [&fleet] {
        return roundTripsOf(fleet.latency().totals({{}, {floorStatement}}, today()).result(), today());
    };
    QTRY_VERIFY_WITH_TIMEOUT(floorsOf().size() == 3 && floorsOf().first().figures.n >= 2, patience);
    // Half of the probes of a region that is near find a processor in time, however many others want one.
    const auto farAndNear = [&] {
        const QList<RoundTrip> floors = floorsOf();
        return std::all_of(floors.cbegin(), floors.cend(), [this](const RoundTrip &trip) {
            return trip.figures.p50 && (*trip.figures.p50 >= 20ms) == (trip.to == m_region);
        });
    };
    QTRY_VERIFY_WITH_TIMEOUT(farAndNear(), patience);
    const RowId rider = m_town->user(QUuid::createUuid().toString(QUuid::Id128));
    const auto outcome = await(fleet.startRide({stamp(), m_town->vehicle(rider), rider}));
    QVERIFY2(outcome.ok() && outcome->done(), describe(outcome));
    const auto figures = figuresOf(fleet.latency(), startRide);
    QCOMPARE(figures.n, quint64(1));
    QVERIFY(figures.shares);
    QVERIFY(figures.shares->network >= 20ms && figures.shares->network <= *figures.mean);
    // So is what the page Placement reads by the clock.
    const auto read = await(fleet.placement()->read());
    QVERIFY2(read.ok(), describe(read));
    QVERIFY(figuresOf(fleet.latency(), QStringLiteral("placement/relations")).n >= 3);
    const auto curves = fleet.latency().curves({}, today(), 60s).result();
    QCOMPARE(curves.lost, quint64(0));
    for (const LatencyCurve &curve : curves.statements)
        QCOMPARE(curve.whole.n, quint64(curve.region == m_region ? 1 : 0)); // probes are no requests
}

QTEST_GUILESS_MAIN(TestLatency)
#include "tst_latency.moc"
