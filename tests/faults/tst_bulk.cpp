#include "db/bulk/bulk_change.h"
#include "db/movr/statement_call.h"
#include "tests/support/own_cluster.h"
#include "tests/support/patience.h"

#include <QSignalSpy>
#include <QTest>

using namespace movr;
using namespace movr::test;
using namespace std::chrono_literals;

namespace {

const QString east = QStringLiteral("gcp-us-east1");
const QString eastCity = QStringLiteral("new york");
const QString westCity = QStringLiteral("seattle");

QUuid requestIdOf(const BulkRequest &request)
{
    return std::visit([](const auto &one) { return one.stamp.requestId; }, request);
}

} // namespace

/// Many rows at once: each exactly once, each with an outcome of its own, whatever happens on the way.
class TestBulk : public QObject, OwnCluster
{
    Q_OBJECT

private Q_SLOTS:
    void initTestCase();
    void cleanupTestCase();
    void cleanup();

    void fiveHundredOverADistance();
    void homesWorkSideBySide();
    void otherTransactionsAreNotHeldUp();
    void cancelTellsWhatWasNotSent();
    void everyKindOfRequest();
    void replyIsCutInTheMiddle();
    void conflictOfOneRow_data();
    void conflictOfOneRow();
    void badTextIsOneRowsFailure();
    void homeThatIsUnreachable();
    void unknownCity();
    void fleetThatGoes();

private:
    /// Vehicles of one owner, made in one statement.
    QList<RowId> vehicles(const QString &city, int count, const QString &status = QStringLiteral("available"))
    {
        Admin &home = m_admins->homeOfCity(city);
        const RowId owner = Town(home, city).user();
        QList<RowId> ids;
        for (const auto &row : home.rows(
                 QStringLiteral(
                     "INSERT INTO vehicles (city, id, type, owner_id, date_added, status, last_location) "
                     "SELECT %1, gen_random_uuid(), 'bike', %2, current_date, %3, 'Depot' "
                     "FROM generate_series(1, %4) RETURNING id")
                     .arg(quoted(city), quoted(owner.id), quoted(status))
                     .arg(count)))
            ids.append({city, QUuid::fromString(row.first())});
        return ids;
    }
    static QList<BulkRequest> takeOut(const QList<RowId> &ids)
    {
        QList<BulkRequest> requests;
        for (const RowId &id : ids)
            requests.append(
                TakeOutOfService{stamp(), id, QStringLiteral("Recall of the brakes' \"B\" series")});
        return requests;
    }
    /// How many records there are of these requests, and how many differ.
    std::pair<int, int> recorded(const QString &city, const QList<BulkRequest> &requests)
    {
        QStringList ids;
        for (const BulkRequest &request : requests)
            ids.append(quoted(requestIdOf(request)));
        const auto row =
            m_admins->homeOfCity(city)
                .rows(QStringLiteral("SELECT count(*), count(DISTINCT request_id) FROM operator_actions "
                                     "WHERE city = %1 AND request_id IN (%2)")
                          .arg(quoted(city), ids.join(u',')))
                .first();
        return {row.at(0).toInt(), row.at(1).toInt()};
    }
    int withStatus(const QList<RowId> &ids, const QString &status)
    {
        QStringList list;
        for (const RowId &id : ids)
            list.append(quoted(id.id));
        return m_admins->homeOfCity(ids.first().city)
            .value(
                QStringLiteral("SELECT count(*) FROM vehicles WHERE city = %1 AND status = %2 AND id IN (%3)")
                    .arg(quoted(ids.first().city), quoted(status), list.join(u',')))
            .toInt();
    }
    static bool finish(BulkChange &change, int milliseconds = 30'000)
    {
        QSignalSpy finished(&change, &BulkChange::finished);
        change.start();
        return finished.wait(milliseconds);
    }
};

void TestBulk::initTestCase()
{
    const auto started = startOwn(0.02, 100ms);
    QVERIFY2(started.ok(), describe(started));
    QVERIFY(connectOwn());
}

void TestBulk::cleanupTestCase()
{
    const auto stopped = stopOwn();
    QVERIFY2(stopped.ok(), describe(stopped));
}

void TestBulk::cleanup()
{
    m_cluster->relays().setRefuse(m_cluster->deskRelay(east), false);
}

void TestBulk::fiveHundredOverADistance()
{
    const auto available = vehicles(eastCity, 440);
    const auto out = vehicles(eastCity, 30, QStringLiteral("unavailable"));
    const auto removed = vehicles(eastCity, 20, QStringLiteral("removed"));
    QList<RowId> missing;
    for (int i = 0; i < 10; ++i)
        missing.append({eastCity, QUuid::createUuid()});
    const auto requests = takeOut(available + out + removed + missing);
    const auto change = m_fleet->changeAll(requests);
    QSignalSpy progressed(change.get(), &BulkChange::itemsChanged);
    const auto begun = std::chrono::steady_clock::now();
    QVERIFY(finish(*change));
    const auto took =
        std::chrono::duration_cast<std::chrono::milliseconds>(std::chrono::steady_clock::now() - begun);
    qInfo("500 vehicles at a round trip of 100 ms: %lld ms (bar: 3000)",
          static_cast<long long>(took.count()));
    QVERIFY2(took < 15s, "one after another they would take 50 s");
    QVERIFY2(progressed.count() >= 5, "progress is told on the way");
    QCOMPARE(change->items().size(), 500);
    for (int i = 0; i < 500; ++i) {
        const BulkItem &item = change->items().at(i);
        QVERIFY2(item.state == BulkItem::State::Answered,
                 item.failure ? describe(*item.failure).text.constData() : "not answered");
        QCOMPARE(item.outcome->verdict, i < 440   ? Verdict::Done
                                        : i < 470 ? Verdict::VehicleNotAvailable
                                        : i < 490 ? Verdict::VehicleRemoved
                                                  : Verdict::NoSuchVehicle);
        QVERIFY(!item.outcome->repeated);
    }
    QCOMPARE(change->doneCount(), 440);
    QCOMPARE(change->refusedCount(), 60);
    QCOMPARE(change->retryableCount(), 0);
    QCOMPARE(recorded(eastCity, requests), std::pair(500, 500));
    QCOMPARE(withStatus(available, QStringLiteral("unavailable")), 440);
}

void TestBulk::homesWorkSideBySide()
{
    const auto east200 = vehicles(eastCity, 200);
    const auto west200 = vehicles(westCity, 200);
    QList<RowId> mixed;
    for (int i = 0; i < 200; ++i)
        mixed << east200.at(i) << west200.at(i);
    const auto requests = takeOut(mixed);
    const auto change = m_fleet->changeAll(requests);
    QVERIFY(finish(*change));
    QCOMPARE(change->doneCount(), 400);
    for (int i = 0; i < mixed.size(); ++i)
        QCOMPARE(change->items().at(i).outcome->city, mixed.at(i).city);
    QCOMPARE(withStatus(east200, QStringLiteral("unavailable")), 200);
    QCOMPARE(withStatus(west200, QStringLiteral("unavailable")), 200);
}

void TestBulk::otherTransactionsAreNotHeldUp()
{
    const auto change = m_fleet->changeAll(takeOut(vehicles(eastCity, 500)));
    const RowId other = vehicles(eastCity, 1).first();
    change->start();
    const auto outcome = await(m_fleet->takeOutOfService({stamp(), other, QStringLiteral("In between")}));
    QVERIFY2(outcome.ok() && outcome->done(), describe(outcome));
    QVERIFY2(change->isRunning(), "it waited for the whole batch");
    QTRY_VERIFY_WITH_TIMEOUT(!change->isRunning(), patience);
    QCOMPARE(change->doneCount(), 500);
}

void TestBulk::cancelTellsWhatWasNotSent()
{
    const auto ids = vehicles(eastCity, 500);
    const auto requests = takeOut(ids);
    const auto change = m_fleet->changeAll(requests);
    QSignalSpy progressed(change.get(), &BulkChange::itemsChanged);
    QSignalSpy finished(change.get(), &BulkChange::finished);
    change->start();
    QVERIFY(progressed.wait());
    change->cancel();
    QVERIFY(change->isCancelled());
    QVERIFY(finished.count() > 0 || finished.wait());
    const int done = change->doneCount();
    const int notSent = change->count(BulkItem::State::NotSent);
    QVERIFY2(done >= 100 && done <= 200, qPrintable(QString::number(done)));
    QCOMPARE(done + notSent, 500);
    QCOMPARE(recorded(eastCity, requests), std::pair(done, done));
    QCOMPARE(withStatus(ids, QStringLiteral("unavailable")), done);
    // The rest can still be sent, under the same request ids.
    finished.clear();
    change->retry();
    QVERIFY(finished.wait());
    QCOMPARE(change->doneCount(), 500);
    QCOMPARE(recorded(eastCity, requests), std::pair(500, 500));
}

void TestBulk::everyKindOfRequest()
{
    Town town(m_admins->homeOfCity(eastCity), eastCity);
    const RowId out = town.vehicle(QStringLiteral("unavailable"));
    const RowId idle = town.vehicle();
    const RowId ridden = town.vehicle();
    const RowId ride = town.activeRide(ridden, town.user());
    const QString reason = QStringLiteral("Flood");
    const QList<BulkRequest> requests{ReturnToService{stamp(), out}, RemoveVehicle{stamp(), idle},
                                      RemoveVehicle{stamp(), ridden}, ForceEndRide{stamp(), ride, reason},
                                      RemoveVehicle{stamp(), ridden}};
    const auto change = m_fleet->changeAll(requests);
    QVERIFY(finish(*change));
    QList<Verdict> verdicts;
    for (const BulkItem &item : change->items())
        verdicts.append(item.outcome ? item.outcome->verdict : Verdict::NoSuchUser);
    // In the order given: after its ride has ended the vehicle can go.
    QCOMPARE(verdicts, QList<Verdict>({Verdict::Done, Verdict::Done, Verdict::VehicleInRide, Verdict::Done,
                                       Verdict::Done}));
    QCOMPARE(town.statusOf(out), QStringLiteral("available"));
    QCOMPARE(town.statusOf(ridden), QStringLiteral("removed"));
    QCOMPARE(change->items().at(3).row(), ride);
    // The same once more: every first outcome again, nothing twice.
    const auto again = m_fleet->changeAll(requests);
    QVERIFY(finish(*again));
    for (int i = 0; i < requests.size(); ++i) {
        QCOMPARE(again->items().at(i).outcome->verdict, verdicts.at(i));
        QVERIFY(again->items().at(i).outcome->repeated);
    }
    QCOMPARE(recorded(eastCity, requests), std::pair(5, 5));
}

void TestBulk::replyIsCutInTheMiddle()
{
    // A relay of its own: the next reply on it is this lane's and nobody else's.
    RelayHub &relays = m_cluster->relays();
    const auto relay =
        relays.open({QStringLiteral("cut"),
                     quint16(keyword(m_admins->direct(east), QStringLiteral("port")).toUInt()), 20ms});
    QVERIFY2(relay.ok(), describe(relay));
    for (int round = 0; round < 3; ++round) {
        const QString name = QStringLiteral("cut-test-%1").arg(round);
        const auto lane = transactionLane(
            east,
            withKeyword(withKeyword(m_admins->direct(east), QStringLiteral("port"), QString::number(*relay)),
                        QStringLiteral("application_name"), name));
        const auto warm =
            toCall(TakeOutOfService{stamp(), {eastCity, QUuid::createUuid()}, QStringLiteral("warm")});
        QVERIFY(lane->change(warm).result().ok());
        // Else the reply that is cut is of a preparation. The server rests before its reply is here: behind one more
        // answer nothing is under way.
        QTRY_VERIFY_WITH_TIMEOUT(hasPrepared(m_admins->in(east), name), patience);
        QVERIFY(lane->change(warm).result().ok());
        const auto ids = vehicles(eastCity, 100);
        const auto requests = takeOut(ids);
        QList<StatementCall> calls;
        for (const BulkRequest &request : requests)
            calls.append(toCall(std::get<TakeOutOfService>(request)));
        relays.cutNextReply(*relay);
        const auto outcomes = lane->changeAll(calls).result();
        QVERIFY2(outcomes.ok(), describe(outcomes));
        QCOMPARE(outcomes->size(), 100);
        int repeated = 0;
        int again = 0;
        for (const auto &outcome : *outcomes) {
            QVERIFY2(outcome.ok() && outcome->done(), describe(outcome));
            repeated += outcome->repeated;
            again += outcome->timing.attempts > 1;
        }
        QVERIFY2(repeated > 0, "no reply was lost after its commit");
        QVERIFY(again >= repeated);
        QCOMPARE(recorded(eastCity, requests), std::pair(100, 100));
        QCOMPARE(withStatus(ids, QStringLiteral("unavailable")), 100);
    }
    relays.close(*relay);
}

void TestBulk::conflictOfOneRow_data()
{
    QTest::addColumn<bool>("atCommit");
    QTest::newRow("in the statement") << false;
    QTest::newRow("at the commit, after its rows") << true;
}

void TestBulk::conflictOfOneRow()
{
    QFETCH(bool, atCommit);
    const auto ids = vehicles(eastCity, 20);
    Admin &home = m_admins->in(east);
    home.run(QStringLiteral("CREATE SEQUENCE public.injected; CREATE FUNCTION public.inject() RETURNS "
                            "trigger LANGUAGE plpgsql AS "
                            "$$ BEGIN IF nextval('public.injected') <= 2 THEN RAISE EXCEPTION 'injected' "
                            "USING ERRCODE = '40001'; "
                            "END IF; RETURN NEW; END $$; CREATE %1 TRIGGER inject %2 UPDATE ON "
                            "public.vehicles_us_east %3 FOR "
                            "EACH ROW WHEN (NEW.id = %4) EXECUTE FUNCTION public.inject()")
                 .arg(atCommit ? QStringLiteral("CONSTRAINT") : QString(),
                      atCommit ? QStringLiteral("AFTER") : QStringLiteral("BEFORE"),
                      atCommit ? QStringLiteral("DEFERRABLE INITIALLY DEFERRED") : QString(),
                      quoted(ids.at(7).id)));
    const auto requests = takeOut(ids);
    const auto change = m_fleet->changeAll(requests);
    const bool finished = finish(*change);
    home.run(QStringLiteral("DROP FUNCTION public.inject() CASCADE; DROP SEQUENCE public.injected"));
    QVERIFY(finished);
    QCOMPARE(change->doneCount(), 20);
    for (int i = 0; i < 20; ++i) {
        const Outcome &outcome = *change->items().at(i).outcome;
        QCOMPARE(outcome.timing.attempts, i == 7 ? 3 : 1);
        QVERIFY(!outcome.repeated);
    }
    QCOMPARE(recorded(eastCity, requests), std::pair(20, 20));
}

void TestBulk::badTextIsOneRowsFailure()
{
    const auto ids = vehicles(eastCity, 3);
    QList<BulkRequest> requests = takeOut(ids);
    std::get<TakeOutOfService>(requests[1]).reason = QStringLiteral("nul") + QChar(u'\0');
    const auto change = m_fleet->changeAll(requests);
    QVERIFY(finish(*change));
    QVERIFY(change->items().at(0).done());
    QCOMPARE(change->items().at(1).state, BulkItem::State::Failed);
    QCOMPARE(change->items().at(1).failure->kind, FailureKind::InvalidInput);
    QVERIFY(change->items().at(2).done());
    QCOMPARE(withStatus(ids, QStringLiteral("unavailable")), 2);
}

void TestBulk::homeThatIsUnreachable()
{
    const auto ids = vehicles(eastCity, 150);
    const auto others = vehicles(westCity, 5);
    const auto requests = takeOut(ids + others);
    m_cluster->relays().setRefuse(m_cluster->deskRelay(east), true);
    const auto change = m_fleet->changeAll(requests);
    QVERIFY(finish(*change));
    m_cluster->relays().setRefuse(m_cluster->deskRelay(east), false);
    QCOMPARE(change->count(BulkItem::State::Failed), 100);
    QCOMPARE(change->count(BulkItem::State::NotSent), 50);
    QCOMPARE(change->doneCount(), 5);
    const Failure &failure = *change->items().at(120).failure;
    QVERIFY2(failure.kind == FailureKind::Connection && failure.region == east, describe(failure));
    QTRY_COMPARE_WITH_TIMEOUT(m_fleet->region(east).state, RegionState::Up, patience);
    QSignalSpy finished(change.get(), &BulkChange::finished);
    change->retry();
    QVERIFY(finished.wait());
    QCOMPARE(change->doneCount(), 155);
    QCOMPARE(recorded(eastCity, requests.mid(0, 150)), std::pair(150, 150));
}

void TestBulk::unknownCity()
{
    const auto change = m_fleet->changeAll(takeOut({{QStringLiteral("atlantis"), QUuid::createUuid()}}));
    QVERIFY(finish(*change));
    QCOMPARE(change->items().first().state, BulkItem::State::NotSent);
    QVERIFY(change->items().first().failure->sentence.contains(QStringLiteral("atlantis")));
    const auto nothing = m_fleet->changeAll({});
    QVERIFY(finish(*nothing));
    QVERIFY(!nothing->isRunning());
}

void TestBulk::fleetThatGoes()
{
    Fleet *fleet = new Fleet(m_cluster->deployment());
    QVERIFY(connectFleet(*fleet));
    const auto requests = takeOut(vehicles(eastCity, 500));
    const auto change = fleet->changeAll(requests);
    QSignalSpy finished(change.get(), &BulkChange::finished);
    change->start();
    delete fleet;
    QVERIFY(finished.count() > 0 || finished.wait());
    QCOMPARE(change->doneCount() + change->refusedCount() + change->count(BulkItem::State::Failed)
                 + change->count(BulkItem::State::NotSent),
             500);
    QVERIFY(change->count(BulkItem::State::NotSent) > 0);
}

QTEST_GUILESS_MAIN(TestBulk)
#include "tst_bulk.moc"
