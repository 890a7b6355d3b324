#include "db/cluster/traffic.h"
#include "db/fleet/schema_initializer.h"
#include "tests/faults/busy_operator.h"
#include "tests/support/patience.h"

#include <QSemaphore>
#include <QThread>
#include <QTimer>

using namespace movr;
using namespace movr::test;
using namespace std::chrono_literals;

/// A partition's home moves while the fleet is at work, whatever happens to servers and consoles.
class TestMoveHome : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void initTestCase();
    void cleanupTestCase() { m_fleet.stop(); }

    void planTellsWhatIsInTheWay();
    void nothingIsLostUnderTraffic();
    void aVacuumInTheWayGivesWay();
    void initDoesNotTurnItBack();
    void cancelUndoes();
    void twoAtATimeAreRefused();
    void anotherConsoleResumes_data();
    void anotherConsoleResumes();
    void whoWasTakenOverFromIsRefused();
    void truncateWaits();

private:
    QString elsewhere() { return m_fleet.homeOfPartition(usEast) == east ? europe : east; }
    bool checked(const QString &home) { return m_fleet.isRight(usEast, home, usEastCities.first()); }
    OpenChange leaveBehind(const QStringList &until);

    MovingFleet m_fleet;
};

void TestMoveHome::initTestCase()
{
    const QString problem = m_fleet.start(MovingFleet::Distances::Real);
    QVERIFY2(problem.isEmpty(), qPrintable(problem));
}

void TestMoveHome::planTellsWhatIsInTheWay()
{
    const auto change = m_fleet.change();
    const auto plan = [&](const PlacementRequest &request) {
        auto planned = change->plan(request);
        return QTest::qWaitFor([&] { return planned.isFinished(); }, 30'000) ? planned.result()
                                                                             : PlacementPlan{};
    };
    const PlacementPlan good = plan(MoveHome{usEast, europe});
    QVERIFY2(good.canBegin(), qPrintable(good.problems.join(u' ')));
    QCOMPARE(good.record.oldHome, east);
    QCOMPARE(good.cities, (QStringList{QStringLiteral("boston"), QStringLiteral("new york"),
                                       QStringLiteral("washington dc")}));
    QVERIFY(!good.statements.isEmpty());
    QVERIFY(!good.facts.isEmpty());
    QVERIFY(plan(MoveHome{usEast, east}).problems.join(u' ').contains(u"already"));
    QVERIFY(plan(MoveHome{QStringLiteral("atlantis"), east}).problems.join(u' ').contains(u"atlantis"));
    QVERIFY(plan(MoveHome{usEast, QStringLiteral("atlantis")}).problems.join(u' ').contains(u"atlantis"));

    Admin &follower = m_fleet.admin(europe);
    follower.run(QStringLiteral("ALTER SUBSCRIPTION movr_gcp_europe_west1_from_gcp_us_east1 DISABLE"));
    const PlacementPlan disabled = plan(MoveHome{usEast, west});
    follower.run(QStringLiteral("ALTER SUBSCRIPTION movr_gcp_europe_west1_from_gcp_us_east1 ENABLE"));
    QVERIFY(disabled.problems.join(u' ').contains(u"movr_gcp_europe_west1_from_gcp_us_east1"));
    QTRY_VERIFY_WITH_TIMEOUT(plan(MoveHome{usEast, west}).canBegin(), patience);

    QVERIFY(m_fleet.cluster().crashServer(west).ok());
    const PlacementPlan dead = plan(MoveHome{usEast, europe});
    QVERIFY(m_fleet.cluster().restartServer(west).ok());
    QVERIFY(dead.problems.join(u' ').contains(west));
    QTRY_VERIFY_WITH_TIMEOUT(plan(MoveHome{usEast, europe}).canBegin(), patience);
    QVERIFY(checked(east)); // a plan changes nothing
}

void TestMoveHome::nothingIsLostUnderTraffic()
{
    Fleet fleet(m_fleet.cluster().deployment());
    QVERIFY(connectFleet(fleet));
    const Traffic traffic(m_fleet.cluster().deployment(), 15);
    QTRY_VERIFY_WITH_TIMEOUT(traffic.counts().started > 5, patience);
    const auto failedBefore = traffic.counts().failed;
    BusyOperator busy(fleet, ownersIn(m_fleet, m_fleet.homeOfPartition(usEast), usEastCities));
    busy.start(6);
    QString home = m_fleet.homeOfPartition(usEast);
    for (const QString &next : {europe, west, east}) {
        // Reads go on everywhere all the time.
        struct Reads {
            int answered = 0;
            QStringList failed;
        };
        const auto reads = std::make_shared<Reads>(); // the last answer may come after this round
        QTimer reader;
        ViewScope scope;
        scope.city = usEastCities.first();
        connect(&reader, &QTimer::timeout, this, [this, &fleet, scope, reads] {
            fleet.vehicles(QStringLiteral("reader"), scope, {})
                .then(this, [reads](const Result<VehiclePage> &page) {
                    reads->answered += page.ok() ? 1 : 0;
                    if (!page.ok() && page.failure().kind != FailureKind::Cancelled)
                        reads->failed.append(page.failure().sentence);
                });
        });
        reader.start(250);
        const auto change = m_fleet.change();
        const auto end = carryOut(*change, MoveHome{usEast, next});
        QVERIFY2(end && end->kind == ChangeEnd::Kind::Done, qPrintable(describe(end)));
        QVERIFY(end->writePause);
        qInfo("%s to %s: writes refused for at most %lld ms; slowest transaction %lld ms",
              qUtf8Printable(home), qUtf8Printable(next), static_cast<long long>(end->writePause->count()),
              static_cast<long long>(busy.slowest().count()));
        const auto before = busy.acknowledged().size();
        QTRY_VERIFY_WITH_TIMEOUT(busy.acknowledged().size() > before + 20, patience);
        reader.stop();
        QCOMPARE(reads->failed, QStringList());
        QVERIFY(reads->answered > 0);
        QCOMPARE(fleet.catalog().city(usEastCities.first())->region, next);
        home = next;
    }
    busy.stop();
    QTRY_VERIFY_WITH_TIMEOUT(busy.atRest(), patience);
    m_fleet.cluster().setRoundTrips(10ms); // from here on they only make the test longer
    QCOMPARE(busy.failures(), QStringList());
    QCOMPARE(traffic.counts().failed, failedBefore);
    QVERIFY(busy.acknowledged().size() > 60);
    QCOMPARE(countIn(m_fleet, home, busy.acknowledged()), busy.acknowledged().size());
    QCOMPARE(
        m_fleet.value(
            home, QStringLiteral("SELECT count(*) FROM operator_actions WHERE operator = 'busy operator'")),
        QString::number(busy.acknowledged().size()));
}

/// One that the server began by itself and that takes minutes, as on a large table.
void TestMoveHome::aVacuumInTheWayGivesWay()
{
    Admin &home = m_fleet.admin(m_fleet.homeOfPartition(usEast));
    const QString running = QStringLiteral(
        "SELECT count(*) FROM pg_stat_activity WHERE query LIKE 'autovacuum: VACUUM%users_us_east%'");
    home.run(QStringLiteral("ALTER SYSTEM SET autovacuum_naptime = '1s'"));
    home.run(QStringLiteral("SELECT pg_reload_conf()"));
    home.run(QStringLiteral(
        "ALTER TABLE users_us_east SET (autovacuum_vacuum_threshold = 0, autovacuum_vacuum_scale_factor = 0, "
        "autovacuum_vacuum_cost_delay = 100, autovacuum_vacuum_cost_limit = 1)"));
    home.run(QStringLiteral("INSERT INTO users (city, id, last_name, username) SELECT 'boston', "
                            "gen_random_uuid(), 'l', 'vacuum ' || n FROM generate_series(1, 4000) n"));
    home.run(QStringLiteral("UPDATE users_us_east SET last_name = last_name || '.'"));
    home.run(QStringLiteral("SELECT pg_stat_force_next_flush()"));
    QTRY_COMPARE_WITH_TIMEOUT(home.value(running), QStringLiteral("1"), 60'000);
    const auto change = m_fleet.change();
    const auto end = carryOut(*change, MoveHome{usEast, elsewhere()});
    home.run(QStringLiteral("ALTER SYSTEM RESET autovacuum_naptime"));
    home.run(QStringLiteral("SELECT pg_reload_conf()"));
    home.run(QStringLiteral(
        "ALTER TABLE users_us_east RESET (autovacuum_vacuum_threshold, autovacuum_vacuum_scale_factor, "
        "autovacuum_vacuum_cost_delay, autovacuum_vacuum_cost_limit)"));
    QVERIFY2(end && end->kind == ChangeEnd::Kind::Done, qPrintable(describe(end)));
}

void TestMoveHome::initDoesNotTurnItBack()
{
    QVERIFY(checked(m_fleet.homeOfPartition(usEast)));
    const QString next = elsewhere();
    const auto change = m_fleet.change();
    const auto end = carryOut(*change, MoveHome{usEast, next});
    QVERIFY2(end && end->kind == ChangeEnd::Kind::Done, qPrintable(describe(end)));
    Deployment direct = m_fleet.cluster().deployment();
    for (Region &region : direct.regions)
        region.connection = m_fleet.direct(region.name);
    const auto report = initializeSchema(direct, {});
    QVERIFY2(report.ok(), describe(report));
    QCOMPARE(report->changes, QStringList());
    QVERIFY(checked(next));
}

void TestMoveHome::cancelUndoes()
{
    const QString home = m_fleet.homeOfPartition(usEast);
    const auto change = m_fleet.change();
    change->setBefore([&change = *change](const QString &statement, const QString &) {
        if (statement == u"placement_change/prepare_move")
            QMetaObject::invokeMethod(&change, &PlacementChange::cancel, Qt::BlockingQueuedConnection);
    });
    const auto end = carryOut(*change, MoveHome{usEast, elsewhere()});
    QVERIFY2(end && end->kind == ChangeEnd::Kind::Undone, qPrintable(describe(end)));
    QCOMPARE(end->failure->kind, FailureKind::Cancelled);
    QVERIFY(!end->writePause);
    QVERIFY(checked(home));
}

void TestMoveHome::twoAtATimeAreRefused()
{
    const QString next = elsewhere();
    const auto first = m_fleet.change();
    const auto second = m_fleet.anotherConsole();
    auto planned = second->plan(MoveHome{QStringLiteral("us_west"), europe});
    QTRY_VERIFY_WITH_TIMEOUT(planned.isFinished(), patience);
    const PlacementPlan other = planned.result();
    QVERIFY(other.canBegin());
    QSignalSpy secondFinished(second.get(), &PlacementChange::finished);
    std::atomic<bool> once = false;
    first->setBefore([&](const QString &statement, const QString &) {
        if (statement == u"placement_change/hold_writes" && !once.exchange(true)) {
            QMetaObject::invokeMethod(
                second.get(), [&] { second->begin(other, QStringLiteral("second")); }, Qt::QueuedConnection);
            for (int i = 0; i < 2'000 && m_fleet.value(east, QStringLiteral("SELECT 1")) == u"1"; ++i) {
                if (secondFinished.count() > 0)
                    break;
                QThread::msleep(10);
            }
        }
    });
    const auto end = carryOut(*first, MoveHome{usEast, next});
    QVERIFY2(end && end->kind == ChangeEnd::Kind::Done, qPrintable(describe(end)));
    QCOMPARE(secondFinished.count(), 1);
    QCOMPARE(second->end()->kind, ChangeEnd::Kind::Undone);
    QVERIFY2(second->end()->failure->sentence.contains(u"under another change"),
             qPrintable(describe(second->end())));
    QVERIFY(checked(next));
    QCOMPARE(m_fleet.wrong(QStringLiteral("us_west"), west), QString());
}

/// A console that vanishes after some steps.
OpenChange TestMoveHome::leaveBehind(const QStringList &until)
{
    const QString oldHome = m_fleet.homeOfPartition(usEast);
    const QString newHome = elsewhere();
    OpenChange left;
    left.record.id = QUuid::createUuid();
    left.record.request = MoveHome{usEast, newHome};
    left.record.partition = usEast;
    left.record.oldHome = oldHome;
    left.record.newHome = newHome;
    const QString id = quoted(left.record.id);
    const QString attempt = quoted(QUuid::createUuid());
    for (const QString &region : m_fleet.regions())
        m_fleet.admin(region).run(
            QStringLiteral(
                "INSERT INTO movr.placement_changes (id, attempt, operator, kind, partition, old_home, "
                "new_home) VALUES (%1, %2, 'gone', 'move_home', 'us_east', %3, %4)")
                .arg(id, attempt, quoted(oldHome), quoted(newHome)));
    const auto call = [&](const QString &region, const QString &function, const QString &more = {}) {
        return m_fleet.value(region,
                             QStringLiteral("SELECT movr.%1(%2, %3%4)").arg(function, id, attempt, more));
    };
    QString mark;
    if (until.contains(u"prepared"))
        for (const QString &region : {oldHome, newHome, m_fleet.third(oldHome, newHome)})
            call(region, QStringLiteral("prepare_move"));
    if (until.contains(u"followed"))
        for (const QString &region : {oldHome, m_fleet.third(oldHome, newHome)})
            m_fleet.admin(region).run(
                QStringLiteral(
                    "ALTER SUBSCRIPTION movr_%1_from_%2 REFRESH PUBLICATION WITH (copy_data = false)")
                    .arg(QString(region).replace(u'-', u'_'), QString(newHome).replace(u'-', u'_')));
    if (until.contains(u"held"))
        mark = call(oldHome, QStringLiteral("hold_writes"));
    if (until.contains(u"switched")) {
        for (const QString &region : {newHome, m_fleet.third(oldHome, newHome)})
            call(region, QStringLiteral("await_mark"), QStringLiteral(", '%1', '10 s'").arg(mark));
        call(newHome, QStringLiteral("take_over"), QStringLiteral(", '%1'").arg(mark));
    }
    return left;
}

void TestMoveHome::anotherConsoleResumes_data()
{
    QTest::addColumn<QStringList>("until");
    QTest::addColumn<bool>("forward");
    QTest::addColumn<bool>("moved");
    const QStringList steps{QStringLiteral("begun"), QStringLiteral("prepared"), QStringLiteral("followed"),
                            QStringLiteral("held"), QStringLiteral("switched")};
    for (qsizetype i = 0; i < steps.size(); ++i)
        for (const bool forward : {true, false})
            QTest::newRow(
                qPrintable(steps.at(i) + (forward ? QStringLiteral(", on") : QStringLiteral(", back"))))
                << steps.mid(0, i + 1) << forward << (forward || steps.at(i) == u"switched");
}

void TestMoveHome::anotherConsoleResumes()
{
    QFETCH(QStringList, until);
    QFETCH(bool, forward);
    QFETCH(bool, moved);
    const QString oldHome = m_fleet.homeOfPartition(usEast);
    const QString newHome = elsewhere();
    const OpenChange left = leaveBehind(until);
    const auto change = m_fleet.change();
    auto found = change->findOpen();
    QTRY_VERIFY_WITH_TIMEOUT(found.isFinished(), patience);
    const auto open = found.result();
    QVERIFY2(open.ok(), describe(open));
    QVERIFY(*open);
    QCOMPARE((*open)->record.id, left.record.id);
    QCOMPARE((*open)->record.operatorName, QStringLiteral("gone"));
    QCOMPARE((*open)->states.size(), 3);
    QCOMPARE((*open)->onlyForward(), until.contains(u"switched"));
    QSignalSpy finished(change.get(), &PlacementChange::finished);
    change->resume(**open, forward, QStringLiteral("another"));
    QVERIFY(finished.wait(60'000));
    QVERIFY2(change->end()->kind == (moved ? ChangeEnd::Kind::Done : ChangeEnd::Kind::Undone),
             qPrintable(describe(change->end())));
    QVERIFY(checked(moved ? newHome : oldHome));
}

void TestMoveHome::whoWasTakenOverFromIsRefused()
{
    const QString home = m_fleet.homeOfPartition(usEast);
    const auto first = m_fleet.change();
    const auto second = m_fleet.anotherConsole();
    std::optional<ChangeEnd> ofSecond;
    first->setBefore([&](const QString &statement, const QString &) {
        if (statement != u"placement_change/hold_writes" || ofSecond)
            return;
        QSemaphore through;
        QMetaObject::invokeMethod(
            second.get(),
            [&] {
                second->findOpen().then(second.get(), [&](const Result<std::optional<OpenChange>> &open) {
                    connect(second.get(), &PlacementChange::finished, second.get(), [&] {
                        ofSecond = second->end();
                        through.release();
                    });
                    second->resume(**open, false, QStringLiteral("second"));
                });
            },
            Qt::QueuedConnection);
        if (!through.tryAcquire(1, 60'000))
            qWarning("The second console does not come to an end.");
    });
    const auto end = carryOut(*first, MoveHome{usEast, elsewhere()});
    QVERIFY2(ofSecond && ofSecond->kind == ChangeEnd::Kind::Undone, qPrintable(describe(ofSecond)));
    QVERIFY(end);
    QVERIFY2(end->kind == ChangeEnd::Kind::Unfinished && end->failure->sqlState == u"MV004",
             qPrintable(describe(end)));
    QVERIFY(checked(home));
}

/// A TRUNCATE passes every row filter: it would come back from the new home after rows that came later.
void TestMoveHome::truncateWaits()
{
    const QString oldHome = m_fleet.homeOfPartition(usEast);
    leaveBehind({QStringLiteral("prepared")});
    const auto refused = m_fleet.admin(oldHome).tryRun(QStringLiteral("TRUNCATE rides_us_east"));
    QVERIFY(!refused.ok());
    QCOMPARE(refused.failure().sqlState, QStringLiteral("MV001"));
    Town(m_fleet.admin(oldHome), usEastCities.first()).vehicle(); // rows go on
    const auto change = m_fleet.change();
    auto found = change->findOpen();
    QTRY_VERIFY_WITH_TIMEOUT(found.isFinished(), patience);
    QSignalSpy finished(change.get(), &PlacementChange::finished);
    const auto open = found.result();
    change->resume(**open, false, QStringLiteral("another"));
    QVERIFY(finished.wait(60'000));
    QVERIFY(checked(oldHome));
}

QTEST_GUILESS_MAIN(TestMoveHome)
#include "tst_move_home.moc"
