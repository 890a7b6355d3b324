#include "db/cluster/embedded_cluster.h"
#include "tests/support/cluster_options.h"
#include "tests/support/patience.h"
#include "tests/support/test_fleet.h"

#include <QTest>

#include <array>
#include <thread>

using namespace movr;
using namespace movr::test;
using namespace std::chrono_literals;

namespace {

const QString region = QStringLiteral("gcp-us-east1");
const QString city = QStringLiteral("new york");

} // namespace

/// Replies that never arrive, servers that die, and conflicts: every outcome is known, and everything happened once.
class TestLostReplies : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void initTestCase();
    void cleanupTestCase();

    void replyIsCut_data();
    void replyIsCut();
    void everyReplyOfAStreamIsCut();
    void conflictsAreRetried_data();
    void conflictsAreRetried();
    void conflictsEndInTime();
    void serverDiesInTheMiddle();

private:
    int recorded(const QUuid &requestId)
    {
        return m_town->home()
            .value(QStringLiteral("SELECT count(*) FROM operator_actions WHERE city = %1 AND request_id = %2")
                       .arg(quoted(city), quoted(requestId)))
            .toInt();
    }
    int count(const QString &table, const QUuid &id)
    {
        return m_town->home()
            .value(QStringLiteral("SELECT count(*) FROM %1 WHERE city = %2 AND id = %3")
                       .arg(table, quoted(city), quoted(id)))
            .toInt();
    }
    QString relayed() const
    {
        for (const auto &endpoint : m_cluster->endpoints())
            if (endpoint.region == region)
                return endpoint.relayed;
        return {};
    }
    void reconnectAdmin();

    std::unique_ptr<EmbeddedCluster> m_cluster;
    std::unique_ptr<Admin> m_admin;
    std::unique_ptr<Town> m_town;
};

void TestLostReplies::initTestCase()
{
    auto cluster = EmbeddedCluster::start(clusterOptions(0.02));
    QVERIFY2(cluster.ok(), describe(cluster));
    m_cluster = std::move(cluster).value();
    QVERIFY2(!m_cluster->waitForSingleRegion().ok(), "it was started without a control");
    QVERIFY(!m_cluster->linksFrom(QStringLiteral("new york")).ok());
    reconnectAdmin();
}

void TestLostReplies::reconnectAdmin()
{
    for (const auto &endpoint : m_cluster->endpoints())
        if (endpoint.region == region)
            m_admin = std::make_unique<Admin>(endpoint.direct, region);
    m_town = std::make_unique<Town>(*m_admin, city);
}

void TestLostReplies::cleanupTestCase()
{
    m_admin.reset();
    if (m_cluster)
        QVERIFY(m_cluster->stop().ok());
}

void TestLostReplies::replyIsCut_data()
{
    QTest::addColumn<QString>("action");
    for (const char *action : {"sign_up", "start_ride", "end_ride", "remove_vehicle"})
        QTest::newRow(action) << QString::fromLatin1(action);
}

void TestLostReplies::replyIsCut()
{
    QFETCH(QString, action);
    const QString name = QStringLiteral("cut ") + action;
    const auto lane =
        transactionLane(region, withKeyword(relayed(), QStringLiteral("application_name"), name));
    // Connected and with the statement prepared, so that the next reply is the transaction's.
    const RowId owner = m_town->user();
    const RowId vehicle = m_town->vehicle(owner);
    const RowId rider = m_town->user();
    const RequestStamp sent = stamp();
    const QUuid id = QUuid::createUuid();
    StatementCall call;
    StatementCall warm;
    if (action == u"sign_up") {
        const auto signUp = [&](const RequestStamp &s, const QUuid &user) {
            return toCall(SignUp{s, city, user, {}, {}, {}, user.toString(QUuid::Id128), {}},
                          QStringLiteral("hash"));
        };
        warm = signUp(stamp(), QUuid::createUuid());
        call = signUp(sent, id);
    } else if (action == u"start_ride") {
        warm = toCall(StartRide{stamp(), {city, QUuid::createUuid()}, rider, QUuid::createUuid()});
        call = toCall(StartRide{sent, vehicle, rider, id});
    } else if (action == u"end_ride") {
        warm = toCall(EndRide{stamp(), {city, QUuid::createUuid()}, QStringLiteral("x"), {}});
        call = toCall(EndRide{sent, m_town->activeRide(vehicle, rider), QStringLiteral("x"), {}});
    } else {
        warm = toCall(RemoveVehicle{stamp(), {city, QUuid::createUuid()}});
        call = toCall(RemoveVehicle{sent, vehicle});
    }
    QVERIFY(lane->change(warm).result().ok());
    m_admin->run(QStringLiteral("SELECT 1")); // the town's work above is over
    // Else the reply that is cut is of a preparation.
    QTRY_VERIFY_WITH_TIMEOUT(hasPrepared(*m_admin, name), patience);
    // The server rests before its reply is here: behind one more answer nothing is under way.
    QVERIFY(lane->change(warm).result().ok());
    const auto connections = m_cluster->relays().stats(m_cluster->deskRelay(region)).connections;
    m_cluster->relays().cutNextReply(m_cluster->deskRelay(region));
    const auto outcome = lane->change(call).result();
    QVERIFY2(outcome.ok(), describe(outcome));
    QCOMPARE(outcome->verdict, Verdict::Done);
    QVERIFY2(outcome->repeated, "the server had committed before its reply was lost");
    QCOMPARE(outcome->timing.attempts, 2);
    QVERIFY(m_cluster->relays().stats(m_cluster->deskRelay(region)).connections > connections);
    QCOMPARE(recorded(sent.requestId), 1);
    if (action == u"sign_up")
        QCOMPARE(count(QStringLiteral("users"), id), 1);
    if (action == u"start_ride") {
        QCOMPARE(count(QStringLiteral("rides"), id), 1);
        QCOMPARE(m_town->statusOf(vehicle), QStringLiteral("unavailable"));
    }
    if (action == u"end_ride")
        QCOMPARE(m_town->statusOf(vehicle), QStringLiteral("available"));
    if (action == u"remove_vehicle")
        QVERIFY(!m_town->isOwner(owner));
}

void TestLostReplies::everyReplyOfAStreamIsCut()
{
    const auto lane = transactionLane(region, relayed());
    QVERIFY(lane->change(toCall(StartRide{
                             stamp(), {city, QUuid::createUuid()}, m_town->user(), QUuid::createUuid()}))
                .result()
                .ok());
    for (int i = 0; i < 20; ++i) {
        const RowId vehicle = m_town->vehicle();
        const StartRide request{stamp(), vehicle, m_town->user(), QUuid::createUuid()};
        m_cluster->relays().cutNextReply(m_cluster->deskRelay(region));
        const auto outcome = lane->change(toCall(request)).result();
        QVERIFY2(outcome.ok() && outcome->done(), describe(outcome));
        QCOMPARE(recorded(request.stamp.requestId), 1);
        QCOMPARE(count(QStringLiteral("rides"), request.rideId), 1);
    }
}

void TestLostReplies::conflictsAreRetried_data()
{
    QTest::addColumn<QString>("state");
    QTest::addColumn<int>("times");
    QTest::newRow("40001 once") << QStringLiteral("40001") << 1;
    QTest::newRow("40001 four times") << QStringLiteral("40001") << 4;
    QTest::newRow("40P01 twice") << QStringLiteral("40P01") << 2;
    QTest::newRow("40003 once") << QStringLiteral("40003") << 1;
}

void TestLostReplies::conflictsAreRetried()
{
    QFETCH(QString, state);
    QFETCH(int, times);
    const RowId vehicle = m_town->vehicle();
    // A sequence keeps counting through the roll-backs.
    m_admin->run(
        QStringLiteral(
            "CREATE SEQUENCE public.injected; CREATE FUNCTION public.inject() RETURNS trigger LANGUAGE "
            "plpgsql AS $$ BEGIN "
            "IF nextval('public.injected') <= %1 THEN RAISE EXCEPTION 'injected' USING ERRCODE = %2; END IF; "
            "RETURN NEW; END $$; "
            "CREATE TRIGGER inject BEFORE UPDATE ON public.vehicles_us_east FOR EACH ROW WHEN (NEW.id = %3) "
            "EXECUTE FUNCTION public.inject()")
            .arg(times)
            .arg(quoted(state), quoted(vehicle.id)));
    const auto lane = transactionLane(region, relayed());
    const StartRide request{stamp(), vehicle, m_town->user(), QUuid::createUuid()};
    const auto outcome = lane->change(toCall(request)).result();
    m_admin->run(QStringLiteral("DROP FUNCTION public.inject() CASCADE; DROP SEQUENCE public.injected"));
    QVERIFY2(outcome.ok() && outcome->done(), describe(outcome));
    QVERIFY(!outcome->repeated);
    QCOMPARE(outcome->timing.attempts, times + 1);
    QCOMPARE(recorded(request.stamp.requestId), 1);
    QCOMPARE(count(QStringLiteral("rides"), request.rideId), 1);
}

void TestLostReplies::conflictsEndInTime()
{
    const RowId vehicle = m_town->vehicle();
    m_admin->run(
        QStringLiteral(
            "CREATE FUNCTION public.inject() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN "
            "RAISE EXCEPTION 'injected' USING ERRCODE = '40001'; END $$; "
            "CREATE TRIGGER inject BEFORE UPDATE ON public.vehicles_us_east FOR EACH ROW WHEN (NEW.id = %1) "
            "EXECUTE FUNCTION public.inject()")
            .arg(quoted(vehicle.id)));
    RetryPolicy policy;
    policy.deadline = 3s;
    const auto lane = transactionLane(region, relayed(), policy);
    // What is measured is the trying again, not the connecting.
    QVERIFY(lane->send(toCall(LogIn{city, QStringLiteral("nobody"), {}})).result().ok());
    const RequestStamp sent = stamp();
    const auto begun = std::chrono::steady_clock::now();
    const auto outcome =
        lane->change(toCall(StartRide{sent, vehicle, m_town->user(), QUuid::createUuid()})).result();
    const auto took = std::chrono::steady_clock::now() - begun;
    m_admin->run(QStringLiteral("DROP FUNCTION public.inject() CASCADE"));
    QVERIFY(!outcome.ok());
    QVERIFY2(outcome.failure().kind == FailureKind::Contention, describe(outcome));
    QCOMPARE(outcome.failure().sqlState, QStringLiteral("40001"));
    QVERIFY(took < policy.deadline + 2s);
    QCOMPARE(recorded(sent.requestId), 0);
}

void TestLostReplies::serverDiesInTheMiddle()
{
    constexpr std::size_t streams = 3;
    constexpr int each = 60;
    struct Sent {
        StartRide request;
        QFuture<Result<Outcome>> answer;
    };
    std::array<std::unique_ptr<TransactionLane>, streams> lanes;
    std::vector<Sent> sent;
    RetryPolicy policy; // nothing is to be given up here, however long the server takes to recover
    policy.deadline = 60s;
    policy.maxAttempts = 200;
    for (auto &lane : lanes)
        lane = transactionLane(region, relayed(), policy);
    std::vector<std::pair<RowId, RowId>> pairs;
    for (std::size_t i = 0; i < streams * each; ++i)
        pairs.emplace_back(m_town->vehicle(), m_town->user());
    // Somebody holds the last vehicle until the crash: the streams are not over before.
    m_admin->run(QStringLiteral("BEGIN"));
    m_admin->run(QStringLiteral("SELECT FROM vehicles WHERE city = %1 AND id = %2 FOR UPDATE")
                     .arg(quoted(pairs.back().first.city), quoted(pairs.back().first.id)));
    for (std::size_t i = 0; i < pairs.size(); ++i) {
        const StartRide request{stamp(), pairs[i].first, pairs[i].second, QUuid::createUuid()};
        sent.push_back({request, lanes[i % streams]->change(toCall(request))});
    }
    sent[10].answer.waitForFinished();
    const auto crashed = m_cluster->crashServer(region);
    QVERIFY2(crashed.ok(), describe(crashed));
    const auto restarted = m_cluster->restartServer(region);
    QVERIFY2(restarted.ok(), describe(restarted));
    reconnectAdmin();
    int retried = 0;
    for (Sent &one : sent) {
        const auto outcome = one.answer.result();
        QVERIFY2(outcome.ok(), describe(outcome));
        QCOMPARE(outcome->verdict, Verdict::Done);
        retried += outcome->timing.attempts > 1;
        QCOMPARE(recorded(one.request.stamp.requestId), 1);
        QCOMPARE(count(QStringLiteral("rides"), one.request.rideId), 1);
        QCOMPARE(m_town->statusOf(one.request.vehicle), QStringLiteral("unavailable"));
    }
    QVERIFY2(retried > 0, "the crash hit nothing");
    qInfo("%d of %zu transactions were sent again", retried, sent.size());
}

QTEST_GUILESS_MAIN(TestLostReplies)
#include "tst_lost_replies.moc"
