#include "db/fleet/schema_initializer.h"
#include "db/live/change_feed.h"
#include "db/live/change_listener.h"
#include "db/live/change_message.h"
#include "db/movr/statement_call.h"
#include "tests/support/patience.h"
#include "tests/support/test_fleet.h"

#include <QElapsedTimer>
#include <QSignalSpy>
#include <QTest>
#include <libpq-fe.h>

#include <poll.h>

#include <mutex>

using namespace movr;
using namespace movr::test;
using namespace std::chrono_literals;

namespace {

const QString east = QStringLiteral("gcp-us-east1");
const QString europe = QStringLiteral("gcp-europe-west1");
const QString boston = QStringLiteral("boston");

/// Hears the channel as any program would, with nothing of the console's in between.
class Ear
{
public:
    explicit Ear(const QString &connection)
        : m_connection(PQconnectdb(connection.toUtf8().constData()), PQfinish)
    {
        PQclear(PQexec(m_connection.get(), "LISTEN movr_changes"));
    }
    /// Everything that was sent before now: a message of this ear's own is the last of them.
    QList<QByteArray> all()
    {
        QList<QByteArray> heard;
        PQclear(PQexec(m_connection.get(), "SELECT pg_notify('movr_changes', 'end')"));
        for (int round = 0; round < 500; ++round) {
            PQconsumeInput(m_connection.get());
            while (PGnotify *raw = PQnotifies(m_connection.get())) {
                const QByteArray payload(raw->extra);
                PQfreemem(raw);
                if (payload == "end")
                    return heard;
                heard.append(payload);
            }
            pollfd fd{PQsocket(m_connection.get()), POLLIN, 0};
            ::poll(&fd, 1, 20);
        }
        qFatal("the channel is silent");
    }
    QList<ChangeBatch> batches()
    {
        QList<ChangeBatch> result;
        for (const QByteArray &payload : all()) {
            const auto batch = parseChangeMessage(payload, east);
            if (!batch)
                qFatal("not understood: %s", payload.constData());
            result.append(*batch);
        }
        return result;
    }

private:
    std::unique_ptr<PGconn, decltype(&PQfinish)> m_connection;
};

QStringList words(const ChangeBatch &batch)
{
    static const QStringList kinds{QStringLiteral("user"), QStringLiteral("vehicle"), QStringLiteral("ride"),
                                   QStringLiteral("action")};
    static const QString events = QStringLiteral("iud");
    QStringList result;
    for (const RowChange &row : batch.rows)
        result.append(QStringLiteral("%1 %2 %3")
                          .arg(kinds.at(int(row.kind)), events.at(int(row.event)),
                               row.id.id.toString(QUuid::WithoutBraces)));
    result.sort();
    return result;
}

QString word(const char *kindAndEvent, const QUuid &id)
{
    return QString::fromLatin1(kindAndEvent) + u' ' + id.toString(QUuid::WithoutBraces);
}

/// What a ChangeListener says, from its thread.
struct Heard {
    std::mutex mutex;
    QList<LiveStatus> statuses;
    int missed = 0;
    int rows = 0;

    ChangeListener::Heard batch()
    {
        return [this](const ChangeBatch &changes) {
            const std::lock_guard lock(mutex);
            missed += int(changes.missed.size());
            rows += int(changes.rows.size());
        };
    }
    ChangeListener::Changed status()
    {
        return [this](const LiveStatus &now) {
            const std::lock_guard lock(mutex);
            statuses.append(now);
        };
    }
    LiveStatus last()
    {
        const std::lock_guard lock(mutex);
        return statuses.isEmpty() ? LiveStatus{} : statuses.constLast();
    }
    int times()
    {
        const std::lock_guard lock(mutex);
        return int(statuses.size());
    }
};

} // namespace

/// Changes are told by the server and heard by the console. In a database of this test's own.
class TestChanges : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void initTestCase();
    void cleanupTestCase();
    void init() { m_ear->all(); }

    void aTransactionIsOneMessage();
    void whatIsRefusedIsRecordedAndTold();
    void theSameRequestAgainTellsNothing();
    void plainSqlIsToldToo();
    void whatIsRolledBackIsNotTold();
    void aRowWithAnotherKeyIsToldTwice();
    void aBulkIsOneSmallMessage();
    void truncateIsTold();
    void bulkLoadsAndApplyWorkersTellNothing();
    void theFleetHears();
    void batchesAreFewerThanChanges();
    void aListenerThatWasEndedComesBack();
    void aListenerEndsAtOnce();
    void anOlderSchemaIsNotListenedTo();

private:
    QString own(const QString &connection) const
    {
        return withKeyword(connection, QStringLiteral("dbname"), m_database);
    }
    Deployment deployment() const
    {
        Deployment one = directDeployment(m_endpoints);
        one.regions = one.regions.mid(0, 1);
        one.regions.first().connection = m_connection;
        return one;
    }
    RequestStamp stamp() const { return {QUuid::createUuid(), QStringLiteral("tester")}; }

    QList<Endpoint> m_endpoints;
    std::unique_ptr<Admins> m_admins;
    QString m_database;
    QString m_connection;
    std::unique_ptr<Admin> m_admin;
    std::unique_ptr<Town> m_town;
    std::unique_ptr<Ear> m_ear;
};

void TestChanges::initTestCase()
{
    m_endpoints = sharedEndpoints();
    QVERIFY2(m_endpoints.size() == 3, "no shared fleet: run this test through ctest");
    m_admins = std::make_unique<Admins>(m_endpoints);
    m_database = QStringLiteral("test_") + QUuid::createUuid().toString(QUuid::Id128);
    m_admins->in(east).run(QStringLiteral("CREATE DATABASE %1").arg(m_database));
    m_connection = own(m_admins->direct(east));
    auto made = initializeSchema(deployment(), {});
    QVERIFY2(made.ok(), describe(made));
    m_admin = std::make_unique<Admin>(m_connection, east);
    m_town = std::make_unique<Town>(*m_admin, boston);
    m_ear = std::make_unique<Ear>(m_connection);
}

void TestChanges::cleanupTestCase()
{
    m_ear.reset();
    m_admin.reset();
    if (m_admins)
        m_admins->in(east).run(QStringLiteral("DROP DATABASE %1 WITH (FORCE)").arg(m_database));
}

void TestChanges::aTransactionIsOneMessage()
{
    const RowId rider = m_town->user();
    const RowId vehicle = m_town->vehicle();
    auto lane = transactionLane(east, m_connection);
    m_ear->all();
    const StartRide start{stamp(), vehicle, rider};
    auto done = await(lane->change(toCall(start)));
    QVERIFY2(done.ok() && done->done(), describe(done));
    auto batches = m_ear->batches();
    QCOMPARE(batches.size(), 1);
    QStringList wanted{word("vehicle u", vehicle.id), word("ride i", start.rideId),
                       word("action i", start.stamp.requestId)};
    wanted.sort();
    QCOMPARE(words(batches.first()), wanted);
    QCOMPARE(batches.first().rows.first().id.city, boston);

    const EndRide end{stamp(), {boston, start.rideId}, QStringLiteral("Depot 3"), rider};
    done = await(lane->change(toCall(end)));
    QVERIFY2(done.ok() && done->done(), describe(done));
    batches = m_ear->batches();
    QCOMPARE(batches.size(), 1);
    wanted = {word("vehicle u", vehicle.id), word("ride u", start.rideId),
              word("action i", end.stamp.requestId)};
    wanted.sort();
    QCOMPARE(words(batches.first()), wanted);
}

void TestChanges::whatIsRefusedIsRecordedAndTold()
{
    const RowId vehicle = m_town->vehicle(QStringLiteral("removed"));
    auto lane = transactionLane(east, m_connection);
    m_ear->all();
    const TakeOutOfService request{stamp(), vehicle, QStringLiteral("Flat tyre")};
    const auto refused = await(lane->change(toCall(request)));
    QVERIFY2(refused.ok() && !refused->done(), describe(refused));
    const auto batches = m_ear->batches();
    QCOMPARE(batches.size(), 1);
    QCOMPARE(words(batches.first()), QStringList{word("action i", request.stamp.requestId)});
}

void TestChanges::theSameRequestAgainTellsNothing()
{
    const RowId vehicle = m_town->vehicle();
    auto lane = transactionLane(east, m_connection);
    const TakeOutOfService request{stamp(), vehicle, QStringLiteral("Flat tyre")};
    QVERIFY(await(lane->change(toCall(request))).ok());
    m_ear->all();
    const auto again = await(lane->change(toCall(request)));
    QVERIFY2(again.ok() && again->done(), describe(again));
    QCOMPARE(m_ear->all(), QList<QByteArray>());
}

void TestChanges::plainSqlIsToldToo()
{
    const RowId user = m_town->user();
    const RowId vehicle = m_town->vehicle(user);
    m_ear->all();
    m_admin->run(QStringLiteral("UPDATE vehicles_us_east SET color = 'green' WHERE id = %1; "
                                "UPDATE users SET first_name = 'Ada' WHERE id = %2; "
                                "UPDATE vehicles SET color = 'blue' WHERE id = %1")
                     .arg(quoted(vehicle.id), quoted(user.id)));
    auto batches = m_ear->batches();
    QCOMPARE(batches.size(), 1);
    QStringList wanted{word("vehicle u", vehicle.id), word("user u", user.id)};
    wanted.sort();
    QCOMPARE(words(batches.first()), wanted);
    m_admin->run(QStringLiteral("DELETE FROM vehicles WHERE id = %1").arg(quoted(vehicle.id)));
    batches = m_ear->batches();
    QCOMPARE(batches.size(), 1);
    QCOMPARE(words(batches.first()), QStringList{word("vehicle d", vehicle.id)});
}

void TestChanges::whatIsRolledBackIsNotTold()
{
    const RowId user = m_town->user();
    const RowId vehicle = m_town->vehicle(user);
    m_ear->all();
    const QString paint =
        QStringLiteral("UPDATE vehicles SET color = 'black' WHERE id = %1; ").arg(quoted(vehicle.id));
    const QString name =
        QStringLiteral("UPDATE users SET first_name = 'Bo' WHERE id = %1; ").arg(quoted(user.id));
    m_admin->run(QStringLiteral("BEGIN; %1 ROLLBACK").arg(paint));
    QCOMPARE(m_ear->all(), QList<QByteArray>());
    // The first change of the transaction is taken back, and so is the promise to send.
    m_admin->run(QStringLiteral("BEGIN; SAVEPOINT a; %1 ROLLBACK TO a; %2 COMMIT").arg(paint, name));
    auto batches = m_ear->batches();
    QCOMPARE(batches.size(), 1);
    QCOMPARE(words(batches.first()), QStringList{word("user u", user.id)});
    m_admin->run(QStringLiteral("BEGIN; %1 SAVEPOINT a; %2 ROLLBACK TO a; COMMIT").arg(paint, name));
    batches = m_ear->batches();
    QCOMPARE(batches.size(), 1);
    QCOMPARE(words(batches.first()), QStringList{word("vehicle u", vehicle.id)});
}

void TestChanges::aRowWithAnotherKeyIsToldTwice()
{
    const RowId user = m_town->user();
    const QUuid other = QUuid::createUuid();
    m_ear->all();
    m_admin->run(
        QStringLiteral("UPDATE users SET id = %1 WHERE id = %2").arg(quoted(other), quoted(user.id)));
    auto batches = m_ear->batches();
    QCOMPARE(batches.size(), 1);
    QStringList wanted{word("user u", other), word("user d", user.id)};
    wanted.sort();
    QCOMPARE(words(batches.first()), wanted);
    m_admin->run(QStringLiteral("UPDATE users SET city = 'rome' WHERE id = %1").arg(quoted(other)));
    batches = m_ear->batches();
    QCOMPARE(batches.size(), 1);
    wanted = {word("user i", other), word("user d", other)};
    wanted.sort();
    QCOMPARE(words(batches.first()), wanted);
}

void TestChanges::aBulkIsOneSmallMessage()
{
    const RowId owner = m_town->user();
    m_ear->all();
    QElapsedTimer clock;
    clock.start();
    m_admin->run(
        QStringLiteral(
            "INSERT INTO vehicles (city, id, type, owner_id, date_added, status) SELECT 'boston', "
            "gen_random_uuid(), 'bike', %1, current_date, 'available' FROM generate_series(1, 5000); "
            "UPDATE users SET is_owner = true WHERE id = %1")
            .arg(quoted(owner.id)));
    qInfo("5,000 vehicles in one statement: %lld ms", clock.elapsed());
    const auto messages = m_ear->all();
    QCOMPARE(messages.size(), 1);
    QVERIFY2(messages.first().size() < 200, messages.first().constData());
    const auto batch = parseChangeMessage(messages.first(), east);
    QVERIFY(batch);
    QCOMPARE(batch->many,
             (QList<ManyChanges>{{RowKind::User, boston, 1, east}, {RowKind::Vehicle, boston, 5000, east}}));
    // Below the bound every row is named, and the message is one that the server takes.
    m_admin->run(
        QStringLiteral("UPDATE vehicles SET color = 'red' WHERE id IN (SELECT id FROM vehicles LIMIT 100)"));
    const auto batches = m_ear->batches();
    QCOMPARE(batches.size(), 1);
    QCOMPARE(batches.first().rows.size(), 100);
    for (int rows = 118; rows < 130; ++rows) // around the bound
        m_admin->run(
            QStringLiteral("UPDATE vehicles SET color = 'red' WHERE id IN (SELECT id FROM vehicles LIMIT %1)")
                .arg(rows));
    for (const QByteArray &message : m_ear->all())
        QVERIFY(message.size() < 7'200);
}

void TestChanges::truncateIsTold()
{
    m_admin->run(QStringLiteral("TRUNCATE operator_actions"));
    const auto batches = m_ear->batches();
    QVERIFY(!batches.isEmpty());
    QCOMPARE(batches.first().many, (QList<ManyChanges>{{RowKind::Action, {}, 0, east}}));
}

void TestChanges::bulkLoadsAndApplyWorkersTellNothing()
{
    const RowId user = m_town->user();
    m_ear->all();
    m_admin->run(
        QStringLiteral("BEGIN; SET LOCAL session_replication_role = replica; UPDATE users SET first_name = "
                       "'Bulk' WHERE id = %1; COMMIT")
            .arg(quoted(user.id)));
    QCOMPARE(m_ear->all(), QList<QByteArray>());

    // The shared fleet's own database: what is done at home arrives at the follower without a message there.
    Ear home(m_admins->direct(europe));
    Ear follower(m_admins->direct(east));
    Town rome(m_admins->in(europe), QStringLiteral("rome"));
    const RowId vehicle = rome.vehicle();
    QTRY_COMPARE_WITH_TIMEOUT(
        m_admins->in(east).value(
            QStringLiteral("SELECT count(*) FROM vehicles WHERE id = %1").arg(quoted(vehicle.id))),
        QStringLiteral("1"), patience);
    const auto names = [&vehicle](const QList<QByteArray> &messages) {
        return messages.join().contains(vehicle.id.toByteArray(QUuid::WithoutBraces));
    };
    QVERIFY(names(home.all()));
    QVERIFY(!names(follower.all()));
}

void TestChanges::theFleetHears()
{
    const RowId vehicle = m_town->vehicle();
    Fleet fleet(deployment());
    QSignalSpy changes(&fleet, &Fleet::changed);
    QVERIFY(connectFleet(fleet));
    QTRY_VERIFY_WITH_TIMEOUT(fleet.live(east).listening, patience);
    // What happened before it listened is unknown, and said to be.
    QTRY_VERIFY_WITH_TIMEOUT(!changes.isEmpty(), patience);
    QCOMPARE(changes.first().first().value<ChangeBatch>().missed, QStringList{east});
    QCOMPARE(m_admin->value(QStringLiteral(
                 "SELECT count(*) FROM pg_stat_activity WHERE application_name = 'movr-console changes' AND "
                 "datname = current_database()")),
             QStringLiteral("1"));
    changes.clear();
    QElapsedTimer clock;
    clock.start();
    m_admin->run(QStringLiteral("UPDATE vehicles SET color = 'pink' WHERE id = %1").arg(quoted(vehicle.id)));
    QTRY_COMPARE_WITH_TIMEOUT(changes.size(), 1, patience);
    QVERIFY2(clock.elapsed() < 1'000, qPrintable(QString::number(clock.elapsed())));
    QCOMPARE(changes.first().first().value<ChangeBatch>().rows,
             (QList<RowChange>{{RowKind::Vehicle, vehicle, RowEvent::Updated, east}}));
}

void TestChanges::batchesAreFewerThanChanges()
{
    const RowId vehicle = m_town->vehicle();
    const RowId other = m_town->vehicle();
    Fleet fleet(deployment());
    QVERIFY(connectFleet(fleet));
    QTRY_VERIFY_WITH_TIMEOUT(fleet.live(east).listening, patience);
    QTest::qWait(150); // the first batch, that says what was missed, is out
    QSignalSpy changes(&fleet, &Fleet::changed);
    QElapsedTimer clock;
    clock.start();
    for (int i = 0; clock.elapsed() < 1'000; ++i) {
        m_admin->run(QStringLiteral("UPDATE vehicles SET color = 'c%1' WHERE id = %2")
                         .arg(i)
                         .arg(quoted((i % 2 ? vehicle : other).id)));
        QCoreApplication::processEvents();
    }
    QTest::qWait(200);
    QVERIFY2(changes.size() >= 3 && changes.size() <= 13, qPrintable(QString::number(changes.size())));
    for (const auto &one : changes)
        QVERIFY(one.first().value<ChangeBatch>().rows.size() <= 2);
}

void TestChanges::aListenerThatWasEndedComesBack()
{
    Fleet fleet(deployment());
    QVERIFY(connectFleet(fleet));
    QTRY_VERIFY_WITH_TIMEOUT(fleet.live(east).listening, patience);
    QTest::qWait(150);
    QSignalSpy changes(&fleet, &Fleet::changed);
    QSignalSpy statuses(&fleet, &Fleet::liveChanged);
    QCOMPARE(m_admin->value(QStringLiteral(
                 "SELECT count(pg_terminate_backend(pid)) FROM pg_stat_activity WHERE application_name = "
                 "'movr-console changes' AND datname = current_database()")),
             QStringLiteral("1"));
    QTRY_COMPARE_WITH_TIMEOUT(statuses.size(), 2, patience); // away, and back
    QVERIFY(fleet.live(east).listening);
    QTRY_VERIFY_WITH_TIMEOUT(!changes.isEmpty(), patience);
    QCOMPARE(changes.first().first().value<ChangeBatch>().missed, QStringList{east});
    changes.clear();
    const RowId vehicle = m_town->vehicle();
    QTRY_VERIFY_WITH_TIMEOUT(!changes.isEmpty(), patience);
    QVERIFY(!changes.first().first().value<ChangeBatch>().rows.isEmpty());
    QVERIFY(vehicle.id != QUuid());
}

void TestChanges::aListenerEndsAtOnce()
{
    Heard heard;
    auto listener =
        std::make_unique<ChangeListener>(settingsFor(east, m_connection), heard.batch(), heard.status());
    QTRY_VERIFY_WITH_TIMEOUT(heard.last().listening, patience);
    QElapsedTimer clock;
    clock.start();
    listener.reset();
    QVERIFY2(clock.elapsed() < 500, qPrintable(QString::number(clock.elapsed())));

    // While it connects to a server that says nothing, and while it waits for the next attempt, too.
    const QString nowhere = withKeyword(m_connection, QStringLiteral("port"), QStringLiteral("1"));
    Heard nothing;
    listener =
        std::make_unique<ChangeListener>(settingsFor(east, nowhere), nothing.batch(), nothing.status());
    QTRY_VERIFY_WITH_TIMEOUT(nothing.times() >= 2, patience); // it tries again
    QVERIFY(!nothing.last().listening);
    QCOMPARE(nothing.last().failure.kind, FailureKind::Connection);
    QCOMPARE(nothing.missed, 0);
    clock.start();
    listener.reset();
    QVERIFY2(clock.elapsed() < 500, qPrintable(QString::number(clock.elapsed())));
}

void TestChanges::anOlderSchemaIsNotListenedTo()
{
    m_admin->run(QStringLiteral("ALTER TABLE rides DISABLE TRIGGER movr_send"));
    Heard heard;
    ChangeListener listener(settingsFor(east, m_connection), heard.batch(), heard.status());
    QTRY_VERIFY_WITH_TIMEOUT(heard.times() > 0, patience);
    QVERIFY(!heard.last().listening);
    QCOMPARE(heard.last().failure.kind, FailureKind::SchemaVersion);
    QVERIFY2(heard.last().failure.sentence.contains(east), describe(heard.last().failure));
    // Once it tells of changes, whoever is asked to look again finds out.
    m_admin->run(QStringLiteral("ALTER TABLE rides ENABLE TRIGGER movr_send"));
    listener.nudge();
    QTRY_VERIFY_WITH_TIMEOUT(heard.last().listening, patience);
    QTRY_VERIFY_WITH_TIMEOUT(heard.missed == 1, patience);
}

QTEST_GUILESS_MAIN(TestChanges)
#include "tst_changes.moc"
