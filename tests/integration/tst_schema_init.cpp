#include "db/base/sql_text.h"
#include "db/fleet/schema_check.h"
#include "db/fleet/schema_initializer.h"
#include "db/placement_change/placement_change.h"
#include "tests/support/patience.h"
#include "tests/support/test_fleet.h"
#include "tests/support/wait_for_servers.h"

#include <QSignalSpy>
#include <QTest>

using namespace movr;
using namespace movr::test;

/// Creating and upgrading the schema, in databases of this test's own on the shared fleet's servers.
class TestSchemaInit : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void initTestCase();
    void init();
    void cleanup();

    void singleRegion();
    void multiRegion();
    void upgradesAnOlderVersion();
    void refusesANewerVersion();
    void refusesAForeignTable();
    void refusesAnotherRegionsServer();
    void refusesUnknownHomes();
    void homesAreDeclaredAsAsked();
    void looksAtAllBeforeItChangesOne();
    void newServerTakesThePlacementOfTheOthers();

private:
    /// Of the first regions, with an empty database of this test function's in each.
    Deployment deployment(qsizetype regions)
    {
        Deployment made = directDeployment(m_endpoints);
        made.regions = made.regions.mid(0, regions);
        for (; m_databases < regions; ++m_databases)
            m_admins->in(m_endpoints.at(m_databases).region)
                .run(QStringLiteral("CREATE DATABASE %1").arg(m_database));
        for (Region &region : made.regions)
            region.connection = own(region.connection);
        return made;
    }
    QString own(const QString &connection) const
    {
        return withKeyword(connection, QStringLiteral("dbname"), m_database);
    }
    QString ownIn(const QString &region) const { return own(m_admins->direct(region)); }

    QList<Endpoint> m_endpoints;
    std::unique_ptr<Admins> m_admins;
    QString m_database;
    qsizetype m_databases = 0; ///< in how many regions there is one
};

void TestSchemaInit::initTestCase()
{
    m_endpoints = sharedEndpoints();
    QVERIFY2(m_endpoints.size() == 3, "no shared fleet: run this test through ctest");
    m_admins = std::make_unique<Admins>(m_endpoints);
}

void TestSchemaInit::init()
{
    m_database = QStringLiteral("test_") + QUuid::createUuid().toString(QUuid::Id128);
    m_databases = 0;
}

void TestSchemaInit::cleanup()
{
    // Followers first: a subscription takes its slot on the publisher with it.
    const QList<Endpoint> used = m_endpoints.mid(0, m_databases);
    for (const Endpoint &endpoint : used) {
        Admin admin(own(endpoint.direct), endpoint.region);
        for (const auto &row :
             admin.rows(QStringLiteral("SELECT subname FROM pg_subscription WHERE subdbid = (SELECT oid FROM "
                                       "pg_database WHERE datname = current_database())")))
            admin.run(QStringLiteral("DROP SUBSCRIPTION %1").arg(row.first()));
    }
    for (const Endpoint &endpoint : used) {
        Admin &admin = m_admins->in(endpoint.region);
        QTRY_COMPARE_WITH_TIMEOUT(
            admin.value(QStringLiteral("SELECT count(*) FROM pg_replication_slots WHERE database = %1")
                            .arg(quoted(m_database))),
            QStringLiteral("0"), patience);
        admin.run(QStringLiteral("DROP DATABASE %1 WITH (FORCE)").arg(m_database));
    }
}

void TestSchemaInit::singleRegion()
{
    const Deployment one = deployment(1);
    auto report = initializeSchema(one, {});
    QVERIFY2(report.ok(), describe(report));
    QVERIFY(report->changes.size() >= schemaFilesAfter(0).size());
    Admin admin(one.regions.first().connection);
    QCOMPARE(admin.value(QStringLiteral("SELECT max(version) FROM movr.schema_version")),
             QString::number(currentSchemaVersion()));
    QCOMPARE(admin.value(QStringLiteral("SELECT count(*) FROM movr.placement WHERE region = 'gcp-us-east1'")),
             QStringLiteral("3"));
    QCOMPARE(admin.value(QStringLiteral("SELECT count(*) FROM pg_trigger WHERE tgname LIKE 'movr_guard%'")),
             QStringLiteral("0"));
    QCOMPARE(admin.value(QStringLiteral("SELECT count(*) FROM pg_publication")), QStringLiteral("0"));
    auto again = initializeSchema(one, {});
    QVERIFY2(again.ok(), describe(again));
    QCOMPARE(again->changes, QStringList());
    // Every city can be written there.
    Town town(admin, QStringLiteral("rome"));
    QCOMPARE(town.statusOf(town.vehicle()), QStringLiteral("available"));
}

void TestSchemaInit::multiRegion()
{
    const Deployment three = deployment(3);
    auto report = initializeSchema(three, {});
    QVERIFY2(report.ok(), describe(report));
    auto again = initializeSchema(three, {});
    QVERIFY2(again.ok(), describe(again));
    QCOMPARE(again->changes, QStringList());
    Admin home(ownIn(QStringLiteral("gcp-europe-west1")));
    Town town(home, QStringLiteral("rome"));
    const RowId vehicle = town.vehicle();
    for (const Region &region : three.regions) {
        Admin admin(region.connection, region.name);
        QCOMPARE(admin.value(QStringLiteral("SELECT region FROM movr.self")), region.name);
        QCOMPARE(admin.value(QStringLiteral(
                     "SELECT count(*) FROM pg_subscription WHERE subenabled AND subdbid = (SELECT oid FROM "
                     "pg_database WHERE datname = current_database())")),
                 QStringLiteral("2"));
        QTRY_COMPARE_WITH_TIMEOUT(
            admin.value(QStringLiteral("SELECT count(*) FROM vehicles WHERE city = 'rome' AND id = %1")
                            .arg(quoted(vehicle.id))),
            QStringLiteral("1"), patience);
        auto changed = admin.tryRun(QStringLiteral("UPDATE vehicles SET color = 'blue' WHERE city = 'rome'"));
        if (region.name == u"gcp-europe-west1")
            QVERIFY2(changed.ok(), describe(changed));
        else
            QCOMPARE(changed.failure().kind, FailureKind::WrongHome);
    }
}

void TestSchemaInit::upgradesAnOlderVersion()
{
    const Deployment one = deployment(1);
    Admin admin(one.regions.first().connection);
    admin.run(QString::fromUtf8(sqlText(schemaFilesAfter(0).first())));
    QCOMPARE(admin.value(QStringLiteral("SELECT max(version) FROM movr.schema_version")),
             QStringLiteral("1"));
    QVERIFY2(currentSchemaVersion() > 1, "there is something to upgrade to");
    auto report = initializeSchema(one, {});
    QVERIFY2(report.ok(), describe(report));
    QVERIFY(!report->changes.isEmpty());
    QCOMPARE(admin.value(QStringLiteral(
                 "SELECT string_agg(version::text, ',' ORDER BY version) FROM movr.schema_version")),
             [] {
                 QStringList versions;
                 for (const QString &file : schemaFilesAfter(0))
                     versions.append(QString::number(file.section(u'/', 1).section(u'_', 0, 0).toInt()));
                 return versions.join(u',');
             }());
}

void TestSchemaInit::refusesANewerVersion()
{
    const Deployment one = deployment(1);
    QVERIFY(initializeSchema(one, {}).ok());
    Admin admin(one.regions.first().connection);
    const int newer = currentSchemaVersion() + 40;
    admin.run(QStringLiteral("INSERT INTO movr.schema_version (version) VALUES (%1)").arg(newer));
    auto report = initializeSchema(one, {});
    QVERIFY(!report.ok());
    QVERIFY2(report.failure().kind == FailureKind::SchemaVersion, describe(report));
    QVERIFY(report.failure().sentence.contains(QString::number(newer)));
    QVERIFY(report.failure().sentence.contains(QStringLiteral("version %1").arg(currentSchemaVersion())));
    QVERIFY(report.failure().sentence.contains(u"gcp-us-east1"));
    // The window refuses it too.
    PqSession session(settingsFor(QStringLiteral("gcp-us-east1"), one.regions.first().connection));
    QVERIFY(session.open().ok());
    auto catalog = checkAndReadCatalog(session, QStringLiteral("gcp-us-east1"));
    QVERIFY(!catalog.ok());
    QCOMPARE(catalog.failure().kind, FailureKind::SchemaVersion);
}

void TestSchemaInit::refusesAForeignTable()
{
    const Deployment one = deployment(1);
    Admin admin(one.regions.first().connection);
    admin.run(QStringLiteral("CREATE TABLE rides (mine text)"));
    auto report = initializeSchema(one, {});
    QVERIFY(!report.ok());
    QVERIFY2(report.failure().sentence.contains(u"rides"), describe(report));
    QCOMPARE(admin.value(QStringLiteral("SELECT count(*) FROM pg_namespace WHERE nspname = 'movr'")),
             QStringLiteral("0"));
}

void TestSchemaInit::refusesAnotherRegionsServer()
{
    Deployment one = deployment(1);
    QVERIFY(initializeSchema(one, {}).ok());
    one.regions.first().name = QStringLiteral("gcp-us-west1");
    auto report = initializeSchema(one, {});
    QVERIFY(!report.ok());
    QVERIFY2(report.failure().sentence.contains(u"gcp-us-east1"), describe(report));
}

void TestSchemaInit::refusesUnknownHomes()
{
    InitOptions options;
    options.homes.insert(QStringLiteral("us_west"), QStringLiteral("atlantis"));
    auto report = initializeSchema(deployment(1), options);
    QVERIFY(!report.ok());
    QVERIFY2(report.failure().sentence.contains(u"atlantis"), describe(report));
    Admin admin(ownIn(QStringLiteral("gcp-us-east1")));
    QCOMPARE(admin.value(QStringLiteral("SELECT count(*) FROM pg_namespace WHERE nspname = 'movr'")),
             QStringLiteral("0"));
}

void TestSchemaInit::homesAreDeclaredAsAsked()
{
    InitOptions options;
    options.copyData = false;
    options.homes.insert(QStringLiteral("us_west"), QStringLiteral("gcp-us-east1"));
    options.homes.insert(QStringLiteral("europe_west"), QStringLiteral("gcp-us-west1"));
    auto report = initializeSchema(deployment(2), options);
    QVERIFY2(report.ok(), describe(report));
    for (const QString &region : {QStringLiteral("gcp-us-east1"), QStringLiteral("gcp-us-west1")}) {
        Admin admin(ownIn(region));
        QCOMPARE(
            admin.rows(QStringLiteral("SELECT partition, region FROM movr.placement ORDER BY partition")),
            (Rows{{QStringLiteral("europe_west"), QStringLiteral("gcp-us-west1")},
                  {QStringLiteral("us_east"), QStringLiteral("gcp-us-east1")},
                  {QStringLiteral("us_west"), QStringLiteral("gcp-us-east1")}}));
    }
    // Without an answer for a partition, two regions are not enough.
    QCOMPARE(report->changes.isEmpty(), false);
}

void TestSchemaInit::looksAtAllBeforeItChangesOne()
{
    Deployment three = deployment(3);
    three.regions.last().connection =
        withKeyword(three.regions.last().connection, QStringLiteral("dbname"), QStringLiteral("nowhere"));
    auto report = initializeSchema(three, {});
    QVERIFY(!report.ok());
    QCOMPARE(report.failure().region, three.regions.last().name);
    Admin admin(three.regions.first().connection);
    QCOMPARE(admin.value(QStringLiteral("SELECT count(*) FROM pg_namespace WHERE nspname = 'movr'")),
             QStringLiteral("0"));
}

/// Homes move and cities are added: what a new server would declare by itself is not what the others have.
void TestSchemaInit::newServerTakesThePlacementOfTheOthers()
{
    const QString east = QStringLiteral("gcp-us-east1");
    const QString west = QStringLiteral("gcp-us-west1");
    InitOptions options;
    options.homes.insert(QStringLiteral("europe_west"), west);
    const Deployment two = deployment(2);
    auto report = initializeSchema(two, options);
    QVERIFY2(report.ok(), describe(report));
    const QList<PlacementRequest> requests{
        MoveHome{QStringLiteral("us_west"), east},
        AddCity{QStringLiteral("lisbon"), "Europe/Lisbon", 38.7223, -9.1393, west}};
    PlacementChange change(two, {});
    for (const PlacementRequest &request : requests) {
        PlacementPlan made;
        QVERIFY(waitForServers([&] { // until the subscriptions are at work
            auto planned = change.plan(request);
            planned.waitForFinished();
            made = planned.result();
            return made.canBegin();
        }));
        QSignalSpy finished(&change, &PlacementChange::finished);
        change.begin(made, QStringLiteral("tester"));
        QVERIFY(finished.wait(60'000));
        QVERIFY2(change.end()->kind == ChangeEnd::Kind::Done,
                 qPrintable(change.end()->failure ? change.end()->failure->sentence : QString()));
    }

    Admin home(ownIn(west));
    const RowId former = Town(home, QStringLiteral("lisbon")).vehicle();
    const Deployment three = deployment(3);
    report = initializeSchema(three, {});
    QVERIFY2(report.ok(), describe(report));
    const auto again = initializeSchema(three, {});
    QVERIFY2(again.ok(), describe(again));
    QCOMPARE(again->changes, QStringList());
    const RowId vehicle = Town(home, QStringLiteral("lisbon")).vehicle();
    for (const Region &region : three.regions) {
        Admin admin(region.connection, region.name);
        QCOMPARE(
            admin.rows(QStringLiteral("SELECT partition, region FROM movr.placement ORDER BY partition")),
            (Rows{{QStringLiteral("europe_west"), west},
                  {QStringLiteral("lisbon"), west},
                  {QStringLiteral("us_east"), east},
                  {QStringLiteral("us_west"), east}}));
        QCOMPARE(admin.value(QStringLiteral("SELECT time_zone FROM movr.cities WHERE city = 'lisbon'")),
                 QStringLiteral("Europe/Lisbon"));
        for (const RowId &row : {former, vehicle}) // the one was there before the third server
            QTRY_COMPARE_WITH_TIMEOUT(
                admin.value(QStringLiteral("SELECT count(*) FROM vehicles WHERE city = 'lisbon' AND id = %1")
                                .arg(quoted(row.id))),
                QStringLiteral("1"), patience);
    }
}

QTEST_GUILESS_MAIN(TestSchemaInit)
#include "tst_schema_init.moc"
