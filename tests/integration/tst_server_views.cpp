#include "db/fleet/fleet.h"
#include "tests/support/patience.h"
#include "tests/support/test_fleet.h"

#include <QTest>

#include <thread>

using namespace movr;
using namespace movr::test;
using namespace std::chrono_literals;

namespace {

const QString city = QStringLiteral("rome");
const QString view = QStringLiteral("server view");

} // namespace

/// The servers' own figures and sessions, read from real servers.
class TestServerViews : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void initTestCase();
    void cleanupTestCase() { m_fleet.reset(); }
    void statementsHaveTheConsolesNames();
    void aDatabaseWithoutItSaysSo();
    void sessionsTellWhatTheyWaitFor();
    void aStatementIsCancelled();
    void anotherSessionOfThatNumberIsLeftAlone();
    void followersConfirm();
    void anUnknownRegionIsAFailure();

private:
    QList<ServerSession> sessions()
    {
        const auto all = await(m_fleet->sessions(view, m_region));
        if (!all.ok())
            qWarning("%s", describe(all).text.constData());
        return all.ok() ? *all : QList<ServerSession>();
    }
    /// The session that runs a statement with that mark in it.
    std::optional<ServerSession> find(const QString &mark)
    {
        for (const ServerSession &session : sessions())
            if (session.text.contains(mark) && !session.own && session.state == u"active")
                return session;
        return {};
    }

    const QString m_region = homeOf(city);
    std::unique_ptr<Admins> m_admins;
    std::unique_ptr<Fleet> m_fleet;
};

void TestServerViews::initTestCase()
{
    const auto endpoints = sharedEndpoints();
    QVERIFY2(endpoints.size() == 3, "no shared fleet: run this test through ctest");
    m_admins = std::make_unique<Admins>(endpoints);
    m_fleet = std::make_unique<Fleet>(directDeployment(endpoints));
    QVERIFY(connectFleet(*m_fleet));
}

void TestServerViews::statementsHaveTheConsolesNames()
{
    Town town(m_admins->homeOfCity(city), city);
    const RowId rider = town.user();
    const auto started =
        await(m_fleet->startRide({{QUuid::createUuid(), QStringLiteral("test")}, town.vehicle(), rider}));
    QVERIFY2(started.ok() && started->done(), describe(started));
    RideQuery query;
    const auto page = await(m_fleet->rides(QStringLiteral("rides"), {m_region, city, {}}, query));
    QVERIFY2(page.ok(), describe(page));
    const auto read = await(m_fleet->serverStatements(view, m_region));
    QVERIFY2(read.ok(), describe(read));
    QVERIFY2(read->available, qPrintable(read->hint));
    QCOMPARE(read->region, m_region);
    for (const char *name : {"transactions/start_ride", "views/rides_by_start_desc", "probe/pulse"}) {
        const ServerStatement *found = nullptr;
        for (const ServerStatement &statement : read->statements)
            if (statement.statement == QLatin1String(name))
                found = &statement;
        QStringList texts;
        for (const ServerStatement &statement : read->statements)
            texts.append(statement.statement + QStringLiteral(": ") + statement.text.left(200));
        QVERIFY2(found, qPrintable(QLatin1String(name) + u'\n' + texts.join(u'\n')));
        QVERIFY(found->calls >= 1);
        QVERIFY(found->mean > 0ns && found->least <= found->mean && found->mean <= found->most);
        QVERIFY(found->deviation >= 0ns);
    }
    // Others' statements are there too, without a name of the console's.
    QVERIFY(std::any_of(read->statements.begin(), read->statements.end(),
                        [](const ServerStatement &statement) { return statement.statement.isEmpty(); }));
}

void TestServerViews::aDatabaseWithoutItSaysSo()
{
    const QString direct = m_admins->direct(m_region);
    Lane lane(m_region,
              std::make_unique<SqlSession>(settingsFor(
                  m_region, withKeyword(direct, QStringLiteral("dbname"), QStringLiteral("template1")))),
              std::make_shared<Watchdog>());
    const auto read = await(readServerStatements(lane, view));
    QVERIFY2(read.ok(), describe(read));
    QVERIFY(!read->available);
    QVERIFY2(read->hint.contains(QStringLiteral("CREATE EXTENSION")), qPrintable(read->hint));
    QVERIFY(read->statements.isEmpty());
}

void TestServerViews::sessionsTellWhatTheyWaitFor()
{
    Admin &holder = m_admins->in(m_region);
    Town town(holder, city);
    const RowId vehicle = town.vehicle();
    holder.run(QStringLiteral("BEGIN"));
    holder.run(QStringLiteral("UPDATE vehicles SET color = 'held' WHERE city = 'rome' AND id = %1")
                   .arg(quoted(vehicle.id)));
    const QString mark = QUuid::createUuid().toString(QUuid::Id128);
    std::jthread waiting([this, vehicle, mark] {
        Admin waiter(m_admins->direct(m_region), m_region);
        (void)waiter.tryRun(QStringLiteral("UPDATE vehicles SET color = '%1' WHERE city = 'rome' AND id = %2")
                                .arg(mark, quoted(vehicle.id)));
    });
    std::optional<ServerSession> found;
    // The server knows who blocks it a moment before it says that it waits.
    const auto blocked = [&] {
        found = find(mark);
        return found && !found->blockedBy.isEmpty() && !found->waitKind.isEmpty();
    };
    const bool seen = QTest::qWaitFor(blocked, 20'000);
    const int holderPid = holder.value(QStringLiteral("SELECT pg_backend_pid()")).toInt();
    holder.run(QStringLiteral("ROLLBACK"));
    QVERIFY(seen);
    QCOMPARE(found->blockedBy, QList<int>{holderPid});
    QCOMPARE(found->waitKind, QStringLiteral("Lock"));
    QVERIFY(found->statementAge && *found->statementAge >= 0ns);
    QVERIFY(found->transactionAge);
    QCOMPARE(found->application, QStringLiteral("movr-test"));
    QVERIFY(found->cancellable());
    // The console's own: the one that asks, and its commands, with the name of what they ran last.
    const RowId rider = town.user();
    const auto started =
        await(m_fleet->startRide({{QUuid::createUuid(), QStringLiteral("test")}, town.vehicle(), rider}));
    QVERIFY2(started.ok() && started->done(), describe(started));
    const auto all = sessions();
    QVERIFY(std::any_of(all.begin(), all.end(),
                        [](const ServerSession &session) { return session.own && !session.cancellable(); }));
    QVERIFY(std::any_of(all.begin(), all.end(), [](const ServerSession &session) {
        return session.application == u"movr-console commands" && session.state == u"idle"
            && session.statement == u"transactions/start_ride" && session.waitKind.isEmpty();
    }));
}

void TestServerViews::aStatementIsCancelled()
{
    const QString mark = QUuid::createUuid().toString(QUuid::Id128);
    Result<Answer> ended = Failure{};
    std::jthread sleeping([&] {
        Admin sleeper(m_admins->direct(m_region), m_region);
        ended = sleeper.tryRun(QStringLiteral("SELECT pg_sleep(60), '%1'").arg(mark));
    });
    QTRY_VERIFY_WITH_TIMEOUT(find(mark), patience);
    const auto outcome = await(m_fleet->cancelSession(m_region, *find(mark)));
    QVERIFY2(outcome.ok(), describe(outcome));
    QCOMPARE(*outcome, CancelOutcome::Asked);
    sleeping.join();
    QVERIFY(!ended.ok());
    QCOMPARE(ended.failure().kind, FailureKind::Cancelled);
}

void TestServerViews::anotherSessionOfThatNumberIsLeftAlone()
{
    const QString mark = QUuid::createUuid().toString(QUuid::Id128);
    Result<Answer> ended = Failure{};
    std::jthread sleeping([&] {
        Admin sleeper(m_admins->direct(m_region), m_region);
        ended = sleeper.tryRun(QStringLiteral("SELECT pg_sleep(2), '%1'").arg(mark));
    });
    QTRY_VERIFY_WITH_TIMEOUT(find(mark), patience);
    ServerSession earlier = *find(mark);
    earlier.startedAt = QStringLiteral("2020-01-01 00:00:00+00");
    // The session is the same, and has gone on to another statement since it was looked at.
    ServerSession before = *find(mark);
    before.statementStartedAt = QStringLiteral("2020-01-01 00:00:00+00");
    for (const ServerSession &one : {earlier, before}) {
        const auto outcome = await(m_fleet->cancelSession(m_region, one));
        QVERIFY2(outcome.ok(), describe(outcome));
        QCOMPARE(*outcome, CancelOutcome::GoneByNow);
    }
    sleeping.join();
    QVERIFY2(ended.ok(), describe(ended));
}

void TestServerViews::followersConfirm()
{
    QStringList subscribers;
    const auto confirmed = [&] {
        const auto lags = await(m_fleet->followerLags(view, m_region));
        if (!lags.ok())
            return false;
        // A server tells of a follower's lag while there is one, which need not be of both at the same moment.
        for (const FollowerLag &lag : *lags)
            if (lag.written && *lag.written >= 0ns && lag.publisher == m_region
                && !subscribers.contains(lag.subscriber))
                subscribers.append(lag.subscriber);
        subscribers.sort();
        return subscribers.size() == 2;
    };
    QVERIFY(QTest::qWaitFor(confirmed, 30'000)); // the home's beat is written every second
    QCOMPARE(subscribers, (QStringList{QStringLiteral("gcp-us-east1"), QStringLiteral("gcp-us-west1")}));
}

void TestServerViews::anUnknownRegionIsAFailure()
{
    QVERIFY(!await(m_fleet->sessions(view, QStringLiteral("nowhere"))).ok());
}

QTEST_GUILESS_MAIN(TestServerViews)
#include "tst_server_views.moc"
