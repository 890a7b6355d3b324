#include "db/fleet/schema_initializer.h"
#include "db/placement_change/partition_name.h"
#include "tests/faults/moving_fleet.h"
#include "tests/support/patience.h"

#include <future>

using namespace movr;
using namespace movr::test;
using namespace std::chrono_literals;

namespace {

const QList<const char *> tables{"users", "vehicles", "rides", "operator_actions"};

} // namespace

/// A city is added while the fleet is at work; what fails leaves nothing behind.
class TestAddCity : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void initTestCase();
    void cleanupTestCase() { m_fleet.stop(); }

    void planTellsWhatIsInTheWay();
    void namesOfPartitions_data();
    void namesOfPartitions();
    void cityCanBeUsed_data();
    void cityCanBeUsed();
    void itsHomeCanMove();
    void readersAreLeftAlone();
    void failureLeavesNothing();
    void serverKilled_data();
    void serverKilled();
    void defaultPartitionIsRefused();

private:
    PlacementPlan plan(const PlacementRequest &request);
    /// What each server knows of cities and partitions.
    QStringList schema();

    MovingFleet m_fleet;
};

void TestAddCity::initTestCase()
{
    const QString problem = m_fleet.start();
    QVERIFY2(problem.isEmpty(), qPrintable(problem));
}

PlacementPlan TestAddCity::plan(const PlacementRequest &request)
{
    const auto change = m_fleet.change();
    auto planned = change->plan(request);
    return QTest::qWaitFor([&] { return planned.isFinished(); }, 30'000) ? planned.result() : PlacementPlan{};
}

QStringList TestAddCity::schema()
{
    QStringList all;
    for (const QString &region : m_fleet.regions()) {
        Admin &admin = m_fleet.admin(region);
        all.append(admin.value(QStringLiteral(
            "SELECT concat_ws(' | ', (SELECT string_agg(concat_ws(' ', city, partition, region), ',' ORDER "
            "BY city) FROM "
            "movr.city_homes), (SELECT string_agg(city, ',' ORDER BY city) FROM movr.cities), (SELECT "
            "string_agg("
            "concat_ws(' ', partition, region), ',' ORDER BY partition) FROM movr.placement))")));
        all.append(
            admin.value(QStringLiteral("SELECT string_agg(relname, ',' ORDER BY relname) FROM pg_class WHERE "
                                       "relnamespace = 'public'::regnamespace AND relkind IN ('r', 'p')")));
    }
    return all;
}

void TestAddCity::planTellsWhatIsInTheWay()
{
    const AddCity good{QStringLiteral("lisbon"), "Europe/Lisbon", 38.7223, -9.1393, europe};
    const PlacementPlan fine = plan(good);
    QVERIFY2(fine.canBegin(), qPrintable(fine.problems.join(u' ')));
    QCOMPARE(fine.record.partition, QStringLiteral("lisbon"));
    QCOMPARE(fine.record.newHome, europe);
    const auto refused = [&](auto change, const char *because) {
        AddCity bad = good;
        change(bad);
        const QString problems = plan(bad).problems.join(u' ');
        return problems.contains(QLatin1String(because)) ? QString() : QStringLiteral("\"%1\"").arg(problems);
    };
    QCOMPARE(refused([](AddCity &c) { c.city = QStringLiteral("rome"); }, "europe_west already"), QString());
    QCOMPARE(refused([](AddCity &c) { c.city = QStringLiteral(" "); }, "A city's name"), QString());
    QCOMPARE(refused([](AddCity &c) { c.city = QStringLiteral("back\\slash"); }, "A city's name"), QString());
    QCOMPARE(refused([](AddCity &c) { c.timeZone = "Mars/Olympus"; }, "Mars/Olympus"), QString());
    QCOMPARE(refused([](AddCity &c) { c.latitude = 91; }, "latitude"), QString());
    QCOMPARE(refused([](AddCity &c) { c.longitude = qQNaN(); }, "longitude"), QString());
    QCOMPARE(refused([](AddCity &c) { c.region = QStringLiteral("atlantis"); }, "atlantis"), QString());
}

void TestAddCity::namesOfPartitions_data()
{
    QTest::addColumn<QString>("city");
    QTest::addColumn<QString>("name");
    QTest::newRow("plain") << "lisbon"
                           << "lisbon";
    QTest::newRow("space") << "new delhi"
                           << "new_delhi";
    QTest::newRow("umlaut") << QString::fromUtf8("Köln") << "koln";
    QTest::newRow("quote") << "L'Aquila"
                           << "l_aquila";
    QTest::newRow("none of it") << QString::fromUtf8("東京") << "city";
    QTest::newRow("long") << QString(60, u'a') << QString(36, u'a');
    QTest::newRow("ends") << "'s-Hertogenbosch!"
                          << "s_hertogenbosch";
}

void TestAddCity::namesOfPartitions()
{
    QFETCH(QString, city);
    QFETCH(QString, name);
    QCOMPARE(partitionNameFor(city), name);
}

void TestAddCity::cityCanBeUsed_data()
{
    QTest::addColumn<QString>("city");
    QTest::addColumn<QString>("region");
    QTest::newRow("plain") << "lisbon" << europe;
    QTest::newRow("quotes and umlauts") << QString::fromUtf8("L'Aquila \"Größe\"") << west;
}

void TestAddCity::cityCanBeUsed()
{
    QFETCH(QString, city);
    QFETCH(QString, region);
    Fleet fleet(m_fleet.cluster().deployment());
    QVERIFY(connectFleet(fleet));
    const auto change = m_fleet.change();
    const auto end = carryOut(*change, AddCity{city, "Europe/Lisbon", 38.7223, -9.1393, region});
    QVERIFY2(end && end->kind == ChangeEnd::Kind::Done, qPrintable(describe(end)));
    const QString partition = partitionNameFor(city);
    QTRY_COMPARE_WITH_TIMEOUT(m_fleet.wrong(partition, region), QString(), patience);

    // A console that was connected all the time knows it, and everything can be done there.
    QTRY_VERIFY_WITH_TIMEOUT(fleet.catalog().city(city) != nullptr, patience);
    QCOMPARE(fleet.catalog().city(city)->region, region);
    QCOMPARE(fleet.catalog().city(city)->timeZone, QByteArray("Europe/Lisbon"));
    const auto stamp = [] { return RequestStamp{QUuid::createUuid(), QStringLiteral("tester")}; };
    SignUp signUp;
    signUp.stamp = stamp();
    signUp.city = city;
    signUp.firstName = QStringLiteral("Ana");
    signUp.lastName = QStringLiteral("Silva");
    signUp.username = QStringLiteral("ana");
    signUp.password = QStringLiteral("correct horse battery");
    const auto signedUp = await(fleet.signUp(signUp));
    QVERIFY2(signedUp.ok() && signedUp->done(), describe(signedUp));
    AddVehicle add;
    add.stamp = stamp();
    add.owner = {city, signUp.userId};
    const auto added = await(fleet.addVehicle(add));
    QVERIFY2(added.ok() && added->done(), describe(added));
    StartRide start;
    start.stamp = stamp();
    start.vehicle = {city, add.vehicleId};
    start.rider = {city, signUp.userId};
    const auto started = await(fleet.startRide(start));
    QVERIFY2(started.ok() && started->done(), describe(started));
    QTRY_VERIFY_WITH_TIMEOUT(m_fleet.copiesAgree(partition), patience);
    QCOMPARE(
        m_fleet.value(east, QStringLiteral("SELECT count(*) FROM rides WHERE city = %1").arg(quoted(city))),
        QStringLiteral("1"));

    // The tables are like their neighbours in every respect.
    for (const QString &name : m_fleet.regions()) {
        Admin &admin = m_fleet.admin(name);
        for (const char *table : tables) {
            const auto shape = [&](const QString &leaf) {
                return admin.value(
                    QStringLiteral(
                        "SELECT concat_ws(' ', (SELECT count(*) FROM pg_index WHERE indrelid = c.oid AND "
                        "indisvalid), (SELECT count(*) FROM pg_inherits i JOIN pg_index x ON i.inhrelid = "
                        "x.indexrelid WHERE x.indrelid = c.oid), (SELECT string_agg(conname, ',' ORDER BY "
                        "conname) FROM pg_constraint WHERE conrelid = c.oid AND contype IN ('c', 'f') AND "
                        "convalidated), (SELECT string_agg(tgname, ',' ORDER BY tgname) FROM pg_trigger "
                        "WHERE tgrelid = c.oid AND NOT tgisinternal AND tgname NOT LIKE 'movr_guard%')) "
                        "FROM pg_class c WHERE oid = 'public.%1_%2'::regclass")
                        .arg(QLatin1String(table), leaf));
            };
            QCOMPARE(shape(partition), shape(QStringLiteral("us_east")));
        }
        QCOMPARE(admin.value(QStringLiteral(
                     "SELECT count(*) FROM pg_constraint WHERE conname LIKE '%_city_check' AND "
                     "NOT convalidated")),
                 QStringLiteral("0"));
        const auto nowhere = admin.tryRun(QStringLiteral("INSERT INTO users (city, id) VALUES ('nowhere', "
                                                         "gen_random_uuid())"));
        QVERIFY(!nowhere.ok());
    }
    Deployment direct = m_fleet.cluster().deployment();
    for (Region &one : direct.regions)
        one.connection = m_fleet.direct(one.name);
    const auto report = initializeSchema(direct, {});
    QVERIFY2(report.ok(), describe(report));
    QCOMPARE(report->changes, QStringList());
}

void TestAddCity::itsHomeCanMove()
{
    const auto change = m_fleet.change();
    const auto end = carryOut(*change, MoveHome{QStringLiteral("lisbon"), east});
    QVERIFY2(end && end->kind == ChangeEnd::Kind::Done, qPrintable(describe(end)));
    QTRY_COMPARE_WITH_TIMEOUT(m_fleet.wrong(QStringLiteral("lisbon"), east), QString(), patience);
    QTRY_VERIFY_WITH_TIMEOUT(m_fleet.copiesAgree(QStringLiteral("lisbon")), patience);
}

/// A reader that takes long is not waited for with the tables locked: others go on, and the change in the end too.
void TestAddCity::readersAreLeftAlone()
{
    Admin reader(m_fleet.direct(west), west);
    reader.run(QStringLiteral("BEGIN; SELECT count(*) FROM users"));
    Admin other(m_fleet.direct(west), west);
    std::atomic<int> tries = 0;
    bool read = true;
    const auto change = m_fleet.change();
    change->setBefore([&](const QString &statement, const QString &region) {
        if (statement != u"placement_change/build_city" || region != west)
            return;
        if (++tries == 2) {
            read = other.tryRun(QStringLiteral("SELECT count(*) FROM users")).ok();
            reader.run(QStringLiteral("COMMIT"));
        }
    });
    const auto end =
        carryOut(*change, AddCity{QStringLiteral("porto"), "Europe/Lisbon", 41.1579, -8.6291, europe});
    QVERIFY2(end && end->kind == ChangeEnd::Kind::Done, qPrintable(describe(end)));
    QVERIFY(tries >= 2);
    QVERIFY(read);
}

void TestAddCity::failureLeavesNothing()
{
    const QStringList before = schema();
    // Somebody has taken a name there.
    m_fleet.admin(west).run(QStringLiteral("CREATE TABLE rides_oslo (mine text)"));
    const auto change = m_fleet.change();
    const auto end =
        carryOut(*change, AddCity{QStringLiteral("oslo"), "Europe/Oslo", 59.9139, 10.7522, europe});
    QVERIFY2(end && end->kind == ChangeEnd::Kind::Undone, qPrintable(describe(end)));
    QVERIFY2(end->failure->region == west, qPrintable(describe(end)));
    QCOMPARE(m_fleet.value(west, QStringLiteral("SELECT count(*) FROM rides_oslo")), QStringLiteral("0"));
    m_fleet.admin(west).run(QStringLiteral("DROP TABLE rides_oslo"));
    QCOMPARE(schema(), before);
    // And then it can be added.
    const auto again =
        carryOut(*change, AddCity{QStringLiteral("oslo"), "Europe/Oslo", 59.9139, 10.7522, europe});
    QVERIFY2(again && again->kind == ChangeEnd::Kind::Done, qPrintable(describe(again)));
}

void TestAddCity::serverKilled_data()
{
    QTest::addColumn<QString>("statement");
    QTest::addColumn<QString>("victim");
    for (const char *statement : {"build_city", "open_city", "end"})
        for (const QString &victim : {europe, west})
            QTest::addRow("%s, %s", statement, qPrintable(victim))
                << QStringLiteral("placement_change/") + QLatin1String(statement) << victim;
}

void TestAddCity::serverKilled()
{
    QFETCH(QString, statement);
    QFETCH(QString, victim);
    const QStringList before = schema();
    static int number = 0;
    const QString city = QStringLiteral("town %1").arg(++number);
    const QString partition = partitionNameFor(city);
    const AddCity request{city, "Europe/Rome", 1, 2, europe};
    // Who followed the server that died before tries it again once a second.
    QVERIFY(waitForServers([&] { return plan(request).canBegin(); }));
    const auto change = m_fleet.change();
    change->setPatience(60s);
    std::future<bool> killed;
    change->setBefore([&](const QString &name, const QString &) {
        if (name == statement && !killed.valid())
            killed = std::async(std::launch::async, [this, victim] {
                return m_fleet.cluster().crashServer(victim).ok()
                    && m_fleet.cluster().restartServer(victim).ok();
            });
    });
    const auto end = carryOut(*change, request);
    QVERIFY(killed.valid() && killed.get());
    QVERIFY2(end && end->kind != ChangeEnd::Kind::Unfinished, qPrintable(describe(end)));
    if (end->kind == ChangeEnd::Kind::Undone) {
        QTRY_COMPARE_WITH_TIMEOUT(schema(), before, patience);
        return;
    }
    QTRY_COMPARE_WITH_TIMEOUT(m_fleet.wrong(partition, europe), QString(), patience);
    Admin &home = m_fleet.admin(europe);
    Town(home, city).vehicle();
    QTRY_VERIFY_WITH_TIMEOUT(m_fleet.copiesAgree(partition), 30'000);
}

void TestAddCity::defaultPartitionIsRefused()
{
    m_fleet.admin(west).run(QStringLiteral("CREATE TABLE users_rest PARTITION OF users DEFAULT"));
    const PlacementPlan refused = plan(AddCity{QStringLiteral("bergen"), "Europe/Oslo", 60.39, 5.32, europe});
    m_fleet.admin(west).run(
        QStringLiteral("ALTER TABLE users DETACH PARTITION users_rest; DROP TABLE users_rest"));
    QVERIFY2(refused.problems.join(u' ').contains(u"DEFAULT"), qPrintable(refused.problems.join(u' ')));
}

QTEST_GUILESS_MAIN(TestAddCity)
#include "tst_add_city.moc"
