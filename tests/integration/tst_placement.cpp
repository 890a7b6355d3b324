#include "db/fleet/schema_initializer.h"
#include "db/placement/loss.h"
#include "db/placement/placement_reader.h"
#include "tests/support/own_fleet.h"
#include "tests/support/patience.h"

#include <QSignalSpy>
#include <QTcpServer>
#include <QTest>

#include <cmath>

using namespace movr;
using namespace movr::test;

/// What the placement reader tells of a healthy fleet, against what plain SQL says of it.
class TestPlacement : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void initTestCase();
    void cleanupTestCase()
    {
        m_reader.reset();
        m_fleet.reset();
    }

    void figuresAreTheServers();
    void indexesAreTheServers();
    void exactCounts();
    void healthyHasNoFindings();
    void demoHasNoFindings();
    void matrixAndTotals();
    void scansNoTable();
    void oneRegionDown();
    void aRegionThatNeverAnswers();
    void aRoleThatMayNot();
    void oneRegion();
    void anOrdinaryDatabase();
    void whereARowLives();
    void definitionCanBeRun();
    void localities();
    void aStatementThatCrossesRegions();
    void whatIfARegionIsLost();
    void aNewerReadingSupersedes();
    void aPlaceIsToldByWhicheverReadingEnds();
    void aRelationThatIsHeldHasNoSize();

private:
    Placement read(PlacementReader &reader, bool exact = false)
    {
        auto placement = await(reader.read(exact));
        if (!placement)
            qFatal("%s", describe(placement).text.constData());
        return *placement;
    }
    /// Of one console, with its connections, where nothing but the fleet is of account.
    PlacementReader &console()
    {
        if (!m_reader)
            m_reader = std::make_unique<PlacementReader>(m_fleet->deployment(), PlacementReader::Options());
        return *m_reader;
    }
    Placement read(bool exact = false) { return read(console(), exact); }
    Placement read(const Deployment &deployment, bool exact = false)
    {
        PlacementReader reader(deployment, {});
        return read(reader, exact);
    }
    Admin &in(const QString &region) { return m_fleet->in(region); }

    QList<Endpoint> m_endpoints;
    std::unique_ptr<OwnFleet> m_fleet;
    std::unique_ptr<PlacementReader> m_reader;
    const QString m_east = QStringLiteral("gcp-us-east1");
    const QString m_west = QStringLiteral("gcp-us-west1");
    const QString m_europe = QStringLiteral("gcp-europe-west1");
};

void TestPlacement::initTestCase()
{
    m_endpoints = sharedEndpoints();
    QVERIFY2(m_endpoints.size() == 3, "no shared fleet: run this test through ctest");
    m_fleet = std::make_unique<OwnFleet>(m_endpoints);
}

void TestPlacement::figuresAreTheServers()
{
    for (const QString &region : {m_east, m_west, m_europe}) // as a console does: lag is told by it
        in(region).run(
            QStringLiteral("UPDATE movr.heartbeat SET beat_at = clock_timestamp() WHERE region = %1")
                .arg(quoted(region)));
    const Placement placement = read();
    QCOMPARE(placement.tables.size(), 4);
    for (const PlacedTable &table : placement.tables) {
        QCOMPARE(table.partitionKey, QStringLiteral("LIST (city)"));
        QCOMPARE(table.partitions.size(), 3);
        double rows = 0;
        qint64 bytes = 0;
        for (const PartitionPlacement &partition : table.partitions) {
            const QString home =
                in(m_east).value(QStringLiteral("SELECT region FROM movr.placement WHERE partition = %1")
                                     .arg(quoted(partition.partition)));
            QCOMPARE(partition.declaredRegion, home);
            QCOMPARE(partition.homes, QStringList{home});
            QCOMPARE(partition.measuredIn, home);
            QCOMPARE(partition.state, PlacementState::Right);
            QCOMPARE(partition.relation, table.name + u'_' + partition.partition);
            Admin &admin = in(home);
            QCOMPARE(QString::number(*partition.bytes),
                     admin.value(QStringLiteral("SELECT pg_table_size(%1)").arg(quoted(partition.relation))));
            QCOMPARE(
                partition.rows->rows,
                admin
                    .value(QStringLiteral("SELECT greatest(reltuples, 0) FROM pg_class WHERE relname = %1")
                               .arg(quoted(partition.relation)))
                    .toDouble());
            QVERIFY(!partition.rows->exact);
            QStringList cities = partition.cities;
            cities.sort();
            QCOMPARE(
                cities.join(u'|'),
                admin.value(QStringLiteral("SELECT string_agg(city, '|' ORDER BY city COLLATE \"C\") FROM "
                                           "movr.city_homes WHERE partition = %1")
                                .arg(quoted(partition.partition))));
            QCOMPARE(partition.copies.size(), 2);
            for (const FollowerCopy &copy : partition.copies) {
                QCOMPARE(copy.state, FollowerCopy::State::Following);
                QVERIFY(copy.guarded);
                QVERIFY(copy.lag && *copy.lag < std::chrono::seconds(10));
                QVERIFY(copy.bytesBehind);
            }
            rows += partition.rows->rows;
            bytes += *partition.bytes;
        }
        QCOMPARE(table.rows->rows, rows);
        QCOMPARE(*table.bytes, bytes);
        double shares = 0;
        for (const PartitionPlacement &partition : table.partitions)
            shares += partition.share;
        QVERIFY(std::abs(shares - 1) < 1e-9);
    }
}

void TestPlacement::indexesAreTheServers()
{
    const Placement placement = read();
    for (const PlacedTable &table : placement.tables) {
        qint64 indexBytes = 0;
        QStringList names;
        for (const PlacedIndex &index : table.indexes) {
            names.append(index.name);
            QCOMPARE(index.partitions.size(), 3);
            for (const PartitionPlacement &partition : index.partitions) {
                QCOMPARE(
                    QString::number(*partition.bytes),
                    in(partition.measuredIn)
                        .value(QStringLiteral("SELECT pg_table_size(%1)").arg(quoted(partition.relation))));
                indexBytes += *partition.bytes;
            }
        }
        names.sort();
        QCOMPARE(
            names.join(u'|'),
            in(m_east).value(QStringLiteral("SELECT string_agg(indexrelid::regclass::text, '|' ORDER BY "
                                            "indexrelid::regclass::text COLLATE \"C\") FROM pg_index WHERE "
                                            "indrelid = %1::regclass")
                                 .arg(quoted(table.name))));
        QCOMPARE(*table.totalBytes, *table.bytes + indexBytes);
        qint64 total = 0;
        for (const PartitionPlacement &partition : table.partitions)
            total +=
                in(partition.measuredIn)
                    .value(
                        QStringLiteral("SELECT pg_total_relation_size(%1)").arg(quoted(partition.relation)))
                    .toLongLong();
        QCOMPARE(*table.totalBytes, total);
    }
}

void TestPlacement::exactCounts()
{
    const Placement placement = read(true);
    QVERIFY(placement.exact);
    for (const PlacedTable &table : placement.tables) {
        QVERIFY(table.rows->exact);
        QCOMPARE(QString::number(table.rows->rows),
                 in(m_east).value(QStringLiteral("SELECT count(*) FROM %1").arg(table.name)));
    }
    for (const Placement::CityActivity &city : placement.activity) {
        Admin &home = in(homeOf(city.city));
        QCOMPARE(QString::number(*city.activeRides),
                 home.value(QStringLiteral("SELECT count(*) FROM rides WHERE city = %1 AND end_time IS NULL")
                                .arg(quoted(city.city))));
        QCOMPARE(
            QString::number(*city.vehicles),
            home.value(QStringLiteral("SELECT count(*) FROM vehicles WHERE city = %1 AND status <> 'removed'")
                           .arg(quoted(city.city))));
        const double rows =
            home.value(QStringLiteral(
                           "SELECT (SELECT count(*) FROM users WHERE city = %1) + (SELECT count(*) FROM "
                           "vehicles WHERE city = %1) + (SELECT count(*) FROM rides WHERE city = %1) + "
                           "(SELECT count(*) FROM operator_actions WHERE city = %1)")
                           .arg(quoted(city.city)))
                .toDouble();
        QVERIFY(std::abs(placement.cell(city.city, homeOf(city.city))->rows - rows) < 0.01);
    }
}

void TestPlacement::healthyHasNoFindings()
{
    const Placement placement = read();
    for (const Finding &finding : placement.findings)
        qWarning("%s\n%s", qPrintable(finding.sentence), qPrintable(finding.evidence));
    QCOMPARE(placement.findings.size(), 0);
}

/// The fleet that the console itself makes, seen through its probes.
void TestPlacement::demoHasNoFindings()
{
    Fleet fleet(directDeployment(m_endpoints));
    QVERIFY(connectFleet(fleet));
    auto placement = await(fleet.placement()->read());
    QVERIFY2(placement.ok(), describe(placement));
    for (const Finding &finding : placement->findings)
        qWarning("%s\n%s", qPrintable(finding.sentence), qPrintable(finding.evidence));
    // Other tests leave rows in it: only what concerns where things are.
    for (const Finding &finding : placement->findings)
        QVERIFY2(finding.kind == FindingKind::StaleStatistics || finding.kind == FindingKind::Skew,
                 qPrintable(finding.sentence));
    for (const RegionReading &region : placement->regions)
        QCOMPARE(region.roundTrip.has_value(), true);
    QCOMPARE(placement->links.size(), 3);
}

void TestPlacement::matrixAndTotals()
{
    const Placement placement = read();
    QCOMPARE(placement.cities.size(), 9);
    QCOMPARE(placement.matrix.size(), 27);
    for (const CityCell &cell : placement.matrix) {
        QVERIFY(cell.known);
        QCOMPARE(cell.declared, homeOf(cell.city) == cell.region);
        QCOMPARE(cell.home, cell.declared);
        QCOMPARE(cell.state, PlacementState::Right);
        QVERIFY(std::abs(cell.rows - 130) < 1); // as every copy has them
        QVERIFY(cell.bytes > 0);
    }
    double share = 0;
    for (const RegionTotals &totals : placement.totals) {
        QCOMPARE(totals.cities.size(), 3);
        QCOMPARE(*totals.homeRows, 390.0);
        QCOMPARE(*totals.copyRows, 780.0);
        const QString bytes =
            in(totals.region)
                .value(QStringLiteral(
                    "SELECT sum(pg_total_relation_size(leaf.oid)) FROM pg_class leaf WHERE "
                    "leaf.relispartition AND leaf.relkind = 'r' AND NOT EXISTS (SELECT FROM pg_trigger "
                    "WHERE tgrelid = leaf.oid AND tgname = 'movr_guard_row')"));
        QCOMPARE(QString::number(*totals.homeBytes), bytes);
        share += totals.share;
    }
    QVERIFY(std::abs(share - 1) < 1e-9);
}

/// The servers' own counters: reading never scans a table, exact counts do (so the counters can tell).
void TestPlacement::scansNoTable()
{
    const auto scans = [this] {
        qint64 sum = 0;
        for (const QString &region : m_fleet->regions())
            sum +=
                in(region)
                    .value(QStringLiteral("SELECT coalesce(sum(seq_scan), 0) FROM pg_stat_user_tables WHERE "
                                          "schemaname = 'public'"))
                    .toLongLong();
        return sum;
    };
    const auto allGone = [this] { // a session that ends has told its counters
        for (const QString &region : m_fleet->regions())
            if (in(region).value(
                    QStringLiteral("SELECT count(*) FROM pg_stat_activity WHERE application_name = "
                                   "'movr-console placement' AND datname = current_database()"))
                != u"0")
                return false;
        return true;
    };
    const auto run = [&](bool exact) {
        {
            PlacementReader reader(m_fleet->deployment(), {});
            read(reader, exact);
            if (!exact) {
                QVERIFY(await(reader.definition(QStringLiteral("rides"), m_east)).ok());
                const auto id =
                    in(m_europe).value(QStringLiteral("SELECT id FROM rides WHERE city = 'rome' LIMIT 1"));
                (void)await(reader.locate(RowKind::Ride, {QStringLiteral("rome"), QUuid::fromString(id)}));
            }
        }
        QTRY_VERIFY_WITH_TIMEOUT(allGone(), patience);
    };
    m_reader.reset();
    QTRY_VERIFY_WITH_TIMEOUT(allGone(), patience);
    // What this test itself looked at is in the counters once its sessions have told it.
    for (const QString &region : m_fleet->regions())
        in(region).run(QStringLiteral("SELECT pg_stat_force_next_flush()"));
    const qint64 before = scans();
    run(false);
    for (const QString &region : m_fleet->regions())
        in(region).run(QStringLiteral("SELECT pg_stat_force_next_flush()"));
    // The one SELECT of the test above reads rides by its primary key, or one partition by a scan.
    const qint64 between = scans();
    QVERIFY2(between - before <= 1, qPrintable(QString::number(between - before)));
    run(true);
    QVERIFY(scans() - between >= 12);
}

void TestPlacement::oneRegionDown()
{
    Deployment deployment = m_fleet->deployment();
    for (Region &region : deployment.regions)
        if (region.name == m_west)
            region.connection = withKeyword(region.connection, QStringLiteral("port"), QStringLiteral("1"));
    const Placement placement = read(deployment);
    QCOMPARE(placement.unread(), QStringList{m_west});
    QCOMPARE(placement.region(m_west)->failure.kind, FailureKind::Connection);
    QVERIFY(!placement.region(m_west)->failure.sentence.isEmpty());
    QVERIFY(!placement.region(m_west)->roundTrip); // what does not answer has no cost
    QVERIFY(!placement.region(m_west)->schemaVersion);
    QVERIFY(placement.region(m_east)->roundTrip);
    for (const PlacedTable &table : placement.tables)
        for (const PartitionPlacement &partition : table.partitions) {
            const bool lost = partition.declaredRegion == m_west;
            QCOMPARE(partition.state, lost ? PlacementState::Unreachable : PlacementState::Right);
            QCOMPARE(partition.homes.isEmpty(), lost);
            QVERIFY(partition.bytes); // as a copy has it
            for (const FollowerCopy &copy : partition.copies)
                QCOMPARE(copy.state, copy.region == m_west ? FollowerCopy::State::Unknown
                                                           : FollowerCopy::State::Following);
        }
    for (const CityCell &cell : placement.matrix)
        QCOMPARE(cell.known, cell.region != m_west);
    for (const RegionTotals &totals : placement.totals) {
        QCOMPARE(totals.homeRows.has_value(), totals.region != m_west);
        QCOMPARE(totals.state, totals.region == m_west ? PlacementState::Unreachable : PlacementState::Right);
    }
    QCOMPARE(placement.findings.size(), 0);
}

void TestPlacement::aRegionThatNeverAnswers()
{
    QTcpServer mute; // takes connections and says nothing
    QVERIFY(mute.listen(QHostAddress::LocalHost));
    Deployment deployment = m_fleet->deployment();
    deployment.regions[0].connection = withKeyword(
        deployment.regions.at(0).connection, QStringLiteral("port"), QString::number(mute.serverPort()));
    PlacementReader::Options options;
    options.deadline = std::chrono::milliseconds(1'500);
    PlacementReader reader(deployment, options);
    QSignalSpy told(&reader, &PlacementReader::placementRead);
    auto future = reader.read();
    QVERIFY(!future.isFinished()); // and the caller goes on
    const auto placement = await(future);
    QVERIFY2(placement.ok(), describe(placement));
    QCOMPARE(placement->unread(), QStringList{m_east});
    QCOMPARE(told.size(), 1);
    QCOMPARE(placement->tables.size(), 4);
}

/// What the role may not see is named; the rest is there.
void TestPlacement::aRoleThatMayNot()
{
    const QString role = QStringLiteral("test_blind_") + QUuid::createUuid().toString(QUuid::Id128).left(8);
    Deployment deployment = m_fleet->deployment();
    for (Region &region : deployment.regions) {
        in(region.name).run(QStringLiteral("CREATE ROLE %1").arg(role));
        region.connection =
            withKeyword(region.connection, QStringLiteral("options"), QStringLiteral("-c role=") + role);
    }
    Placement placement = read(deployment);
    for (const RegionReading &region : placement.regions) {
        QVERIFY(region.read);
        QCOMPARE(region.hidden.size(), 3); // what is declared, the cities, the beats
        QVERIFY(!region.schemaVersion);    // hidden is not "none"
        for (const Failure &hidden : region.hidden)
            QCOMPARE(hidden.kind, FailureKind::Permission);
    }
    QCOMPARE(placement.tables.size(), 4);
    for (const PlacedTable &table : placement.tables)
        for (const PartitionPlacement &partition : table.partitions) {
            QCOMPARE(partition.state, PlacementState::Unknown);
            QCOMPARE(partition.homes.size(), 1); // the catalogs tell
            QCOMPARE(partition.cities.size(), 3);
            QVERIFY(partition.bytes);
        }
    QCOMPARE(placement.findings.size(), 0);
    // Exact counts are of tables that it may read: none.
    placement = read(deployment, true);
    for (const PlacedTable &table : placement.tables)
        QVERIFY(!table.rows || !table.rows->exact);

    // One region where it may is enough for what is declared.
    in(m_europe).run(
        QStringLiteral("GRANT USAGE ON SCHEMA movr TO %1; GRANT SELECT ON movr.placement, movr.self, "
                       "movr.schema_version, movr.placed_tables TO %1")
            .arg(role));
    placement = read(deployment);
    for (const PlacedTable &table : placement.tables)
        QCOMPARE(table.state, PlacementState::Right);
    QCOMPARE(placement.region(m_europe)->hidden.size(), 2);
    for (const QString &region : m_fleet->regions())
        in(region).run(QStringLiteral("DROP OWNED BY %1; DROP ROLE %1").arg(role));
}

void TestPlacement::oneRegion()
{
    Deployment deployment = m_fleet->deployment();
    deployment.regions = deployment.regions.mid(0, 1);
    const QString database = QStringLiteral("test_") + QUuid::createUuid().toString(QUuid::Id128);
    in(m_east).run(QStringLiteral("CREATE DATABASE %1").arg(database));
    deployment.regions[0].connection =
        withKeyword(deployment.regions.at(0).connection, QStringLiteral("dbname"), database);
    {
        const auto made = initializeSchema(deployment, {});
        QVERIFY2(made.ok(), describe(made));
        const Placement placement = read(deployment);
        QCOMPARE(placement.tables.size(), 4);
        for (const PlacedTable &table : placement.tables)
            for (const PartitionPlacement &partition : table.partitions) {
                QCOMPARE(partition.state, PlacementState::Right);
                QCOMPARE(partition.homes, QStringList{m_east});
                QVERIFY(partition.copies.isEmpty());
            }
        QCOMPARE(placement.links.size(), 0);
        QCOMPARE(placement.findings.size(), 0);
        const RegionLoss loss = regionLoss(placement, m_east);
        QCOMPARE(loss.unreadable.size(), 9);
    }
    in(m_east).run(QStringLiteral("DROP DATABASE %1 WITH (FORCE)").arg(database));
}

/// Tables that nobody partitioned, with names and cities as people write them, and a DEFAULT partition.
void TestPlacement::anOrdinaryDatabase()
{
    Deployment deployment = m_fleet->deployment();
    deployment.regions = deployment.regions.mid(0, 1);
    const QString database = QStringLiteral("test_") + QUuid::createUuid().toString(QUuid::Id128);
    in(m_east).run(QStringLiteral("CREATE DATABASE %1").arg(database));
    deployment.regions[0].connection =
        withKeyword(deployment.regions.at(0).connection, QStringLiteral("dbname"), database);
    {
        Admin admin(deployment.regions.at(0).connection);
        const QString odd = QStringLiteral("L'Aquila \"centro\" \\ Zürich {city}");
        admin.run(QStringLiteral("CREATE TABLE users (id uuid PRIMARY KEY, city text, name text)"));
        admin.run(
            QStringLiteral("INSERT INTO users SELECT gen_random_uuid(), %1, 'n' FROM generate_series(1, 10)")
                .arg(quoted(odd)));
        admin.run(QStringLiteral("CREATE TABLE \"Odd Name\" (city text, v int) PARTITION BY LIST (city)"));
        admin.run(
            QStringLiteral("CREATE TABLE odd_one PARTITION OF \"Odd Name\" FOR VALUES IN (%1, 'köln', NULL)")
                .arg(quoted(odd)));
        admin.run(QStringLiteral("CREATE TABLE odd_rest PARTITION OF \"Odd Name\" DEFAULT"));
        admin.run(QStringLiteral(
            "INSERT INTO \"Odd Name\" VALUES ('köln', 1), ('köln', 2), ('são paulo', 3), ('são paulo', 4)"));
        admin.run(QStringLiteral("CREATE TABLE by_range (v int) PARTITION BY RANGE (v)"));
        admin.run(
            QStringLiteral("CREATE TABLE by_range_1 PARTITION OF by_range FOR VALUES FROM (1) TO (10)"));
        admin.run(QStringLiteral("CREATE TABLE empty_parent (v int) PARTITION BY HASH (v)"));
        admin.run(QStringLiteral("ANALYZE"));
        const Placement placement = read(deployment);
        const PlacedTable *users = placement.table(QStringLiteral("users"));
        QVERIFY(users && !users->partitioned());
        QCOMPARE(users->partitions.size(), 1);
        QCOMPARE(users->partitions.first().boundKind, BoundKind::Whole);
        QCOMPARE(users->rows->rows, 10.0);
        QCOMPARE(users->state, PlacementState::Right);
        const PlacedTable *oddTable = placement.table(QStringLiteral("Odd Name"));
        QVERIFY(oddTable);
        QCOMPARE(oddTable->partitions.size(), 2);
        QCOMPARE(oddTable->partitions.first().cities, (QStringList{odd, QStringLiteral("köln")}));
        QCOMPARE(oddTable->partitions.last().boundKind, BoundKind::Default);
        QCOMPARE(placement.table(QStringLiteral("by_range"))->partitions.first().boundKind, BoundKind::Other);
        QVERIFY(placement.table(QStringLiteral("empty_parent"))->partitions.isEmpty());
        QVERIFY(placement.cities.contains(odd) && placement.cities.contains(QStringLiteral("são paulo")));
        QCOMPARE(placement.cell(odd, m_east)->rows, 10.0);
        QCOMPARE(placement.region(m_east)->schemaVersion, std::optional(0));
        QVERIFY(placement.region(m_east)->hidden.isEmpty()); // nothing is hidden: nothing is there
        QCOMPARE(placement.findings.size(), 1);
        QCOMPARE(placement.findings.first().kind, FindingKind::RowsInDefault);
        QCOMPARE(placement.findings.first().city, QStringLiteral("são paulo"));
        const Placement counted = read(deployment, true);
        QCOMPARE(counted.cell(odd, m_east)->rows, 10.0);
        QCOMPARE(counted.cell(QStringLiteral("são paulo"), m_east)->rows, 2.0);
        // The fix is SQL that runs, whatever the names are.
        const QString fix = placement.findings.first().fix;
        admin.run(fix.mid(fix.indexOf(QStringLiteral("BEGIN;"))));
        QVERIFY(read(deployment).findings.isEmpty());
        QCOMPARE(admin.value(QStringLiteral("SELECT count(*) FROM \"Odd Name_sao_paulo\"")),
                 QStringLiteral("2"));
        PlacementReader reader(deployment, {});
        QVERIFY(await(reader.localities()).ok());
        const auto definition = await(reader.definition(QStringLiteral("Odd Name"), m_east));
        QVERIFY2(definition.ok(), describe(definition));
        const auto missing = await(reader.definition(QStringLiteral("nobody"), m_east));
        QCOMPARE(missing.failure().kind, FailureKind::InvalidInput);
    }
    in(m_east).run(QStringLiteral("DROP DATABASE %1 WITH (FORCE)").arg(database));
}

void TestPlacement::whereARowLives()
{
    PlacementReader &reader = console();
    const QString rome = QStringLiteral("rome");
    const QUuid ride = QUuid::fromString(
        in(m_europe).value(QStringLiteral("SELECT id FROM rides WHERE city = 'rome' LIMIT 1")));
    const auto found = await(reader.locate(RowKind::Ride, {rome, ride}));
    QVERIFY2(found.ok(), describe(found));
    QCOMPARE(found->table, QStringLiteral("rides"));
    QCOMPARE(found->partition, QStringLiteral("europe_west"));
    QCOMPARE(found->relation, QStringLiteral("rides_europe_west"));
    QCOMPARE(found->homeRegion, m_europe);
    QCOMPARE(found->copies.size(), 3);
    QVERIFY(found->copies.first().home);
    for (const RowCopy &copy : found->copies) {
        QVERIFY(copy.present && *copy.present);
        QVERIFY(copy.server.contains(QStringLiteral("PostgreSQL")));
        QVERIFY(copy.roundTrip);
    }
    QVERIFY(found->readCost && found->changeCost && *found->readCost <= *found->changeCost);

    const auto nobody = await(reader.locate(RowKind::User, {rome, QUuid::createUuid()}));
    QCOMPARE(nobody.failure().kind, FailureKind::InvalidInput);
    const auto nowhere = await(reader.locate(RowKind::User, {QStringLiteral("atlantis"), ride}));
    QCOMPARE(nowhere.failure().kind, FailureKind::InvalidInput);

    // With its home down it is still found, and nobody says what a change costs.
    Deployment deployment = m_fleet->deployment();
    for (Region &region : deployment.regions)
        if (region.name == m_europe)
            region.connection = withKeyword(region.connection, QStringLiteral("port"), QStringLiteral("1"));
    PlacementReader without(deployment, {});
    const auto left = await(without.locate(RowKind::Ride, {rome, ride}));
    QVERIFY2(left.ok(), describe(left));
    QCOMPARE(left->declaredRegion, m_europe);
    QVERIFY(!left->changeCost);
    QVERIFY(left->readCost);
}

/// The text makes the same tables again, in a database of their own.
void TestPlacement::definitionCanBeRun()
{
    PlacementReader &reader = console();
    const QString database = QStringLiteral("test_") + QUuid::createUuid().toString(QUuid::Id128);
    in(m_east).run(QStringLiteral("CREATE DATABASE %1").arg(database));
    {
        Admin copy(withKeyword(m_fleet->deployment().region(m_east)->connection, QStringLiteral("dbname"),
                               database));
        copy.run(QStringLiteral(
            "CREATE SCHEMA movr; CREATE TABLE movr.placement (partition text PRIMARY KEY, region text)"));
        const QStringList tables{QStringLiteral("users"), QStringLiteral("vehicles"), QStringLiteral("rides"),
                                 QStringLiteral("operator_actions")};
        for (const QString &table : tables) {
            const auto definition = await(reader.definition(table, m_east));
            QVERIFY2(definition.ok(), describe(definition));
            QCOMPARE(definition->region, m_east);
            QVERIFY(!definition->text().contains(QStringLiteral("passfile")));
            copy.run(definition->text());
        }
        const QStringList looks{
            QStringLiteral(
                "SELECT relname, relkind, pg_get_partkeydef(oid), pg_get_expr(relpartbound, oid) FROM "
                "pg_class "
                "WHERE relnamespace = 'public'::regnamespace AND relkind IN ('r', 'p') ORDER BY 1"),
            QStringLiteral("SELECT regexp_replace(pg_get_indexdef(indexrelid), 'INDEX \\S+ ', ''), "
                           "indisvalid FROM pg_index JOIN pg_class ON "
                           "pg_class.oid = "
                           "indexrelid WHERE relnamespace = 'public'::regnamespace ORDER BY 1"),
            QStringLiteral("SELECT conrelid::regclass::text, conname, pg_get_constraintdef(oid) FROM "
                           "pg_constraint WHERE "
                           "connamespace = 'public'::regnamespace AND conrelid <> 0 AND contype <> 't' AND "
                           "conparentid = 0 ORDER BY 1, 2"),
            QStringLiteral(
                "SELECT pg_get_triggerdef(oid), tgenabled FROM pg_trigger WHERE NOT tgisinternal AND "
                "tgrelid IN (SELECT oid FROM pg_class WHERE relnamespace = 'public'::regnamespace) ORDER BY "
                "1"),
            QStringLiteral(
                "SELECT attrelid::regclass::text, attname, format_type(atttypid, atttypmod), attnotnull FROM "
                "pg_attribute WHERE attnum > 0 AND attrelid IN (SELECT oid FROM pg_class WHERE relnamespace "
                "= "
                "'public'::regnamespace AND relkind IN ('r', 'p')) ORDER BY 1, attnum"),
            QStringLiteral(
                "SELECT tablename FROM pg_publication_tables WHERE schemaname = 'public' ORDER BY 1"),
            QStringLiteral("SELECT partition, region FROM movr.placement ORDER BY 1")};
        for (const QString &look : looks) {
            const Rows expected = in(m_east).rows(look);
            const Rows actual = copy.rows(look);
            QVERIFY(!expected.isEmpty());
            QCOMPARE(actual, expected);
        }
    }
    in(m_east).run(QStringLiteral("DROP DATABASE %1 WITH (FORCE)").arg(database));
    const auto unknown = await(reader.definition(QStringLiteral("users"), QStringLiteral("mars")));
    QCOMPARE(unknown.failure().kind, FailureKind::InvalidInput);
}

void TestPlacement::localities()
{
    PlacementReader &reader = console();
    const auto localities = await(reader.localities());
    QVERIFY2(localities.ok(), describe(localities));
    QSet<QString> statements;
    for (const StatementLocality &locality : *localities) {
        statements.insert(locality.statement);
        QVERIFY(!locality.plans.isEmpty());
        for (const StatementPlan &plan : locality.plans) {
            QVERIFY2(plan.explained,
                     qPrintable(locality.statement + u' ' + plan.failure.sentence + plan.failure.detail));
            QVERIFY(!plan.costs.isEmpty());
            QVERIFY(!plan.plan.isEmpty());
            // Who rides anywhere cannot be removed: the other regions' rides are looked at, in the copies.
            if (locality.statement == u"transactions/remove_user") {
                QCOMPARE(plan.foreign.size(), 2);
                QVERIFY(locality.crossesRegions);
                continue;
            }
            // A statement is sent to the home of the cities it asks for, and uses nothing but their partitions.
            QVERIFY2(plan.foreign.isEmpty(), qPrintable(locality.statement + u' ' + plan.foreign.join(u',')));
            const bool own =
                locality.statement.startsWith(u"probe/") || locality.statement.startsWith(u"catalog/");
            QCOMPARE(plan.regions, own ? QStringList() : QStringList{plan.region});
        }
        QCOMPARE(locality.crossesRegions,
                 locality.asked == u"all cities" || locality.statement == u"transactions/remove_user");
        QVERIFY(!locality.sentence.isEmpty());
    }
    for (const char *name : {"transactions/start_ride", "transactions/sign_up", "views/rides_by_start_desc",
                             "views/users_by_name_asc", "search/anything", "probe/pulse"})
        QVERIFY2(statements.contains(QLatin1String(name)), name);
    QCOMPARE(statements.size(), 10 + 9 + 1 + 3);
}

/// The rider of a ride may be from another region: their name is read from the copy, and the statement is marked.
void TestPlacement::aStatementThatCrossesRegions()
{
    Admin &europe = in(m_europe);
    const QString id = QUuid::createUuid().toString(QUuid::WithoutBraces);
    europe.run(
        QStringLiteral(
            "INSERT INTO rides (city, id, vehicle_id, rider_id, rider_city, start_time, end_time) SELECT "
            "'amsterdam', '%1', (SELECT id FROM vehicles WHERE city = 'amsterdam' LIMIT 1), (SELECT id FROM "
            "users WHERE city = 'boston' LIMIT 1), 'boston', now(), now()")
            .arg(id));
    PlacementReader &reader = console();
    const auto localities = await(reader.localities());
    europe.run(QStringLiteral("DELETE FROM rides"
                              " WHERE city = 'amsterdam' AND id = '%1'")
                   .arg(id));
    QVERIFY2(localities.ok(), describe(localities));
    int marked = 0;
    for (const StatementLocality &locality : *localities) {
        if (locality.statement != u"views/rides_by_start_desc" || locality.plans.size() != 1
            || locality.plans.first().region != m_europe)
            continue;
        ++marked;
        QVERIFY(locality.crossesRegions);
        QCOMPARE(locality.plans.first().foreign, QStringList{QStringLiteral("users_us_east")});
        QVERIFY(locality.sentence.contains(QStringLiteral("users_us_east")));
    }
    QCOMPARE(marked, 1);
    QVERIFY(m_fleet->caughtUp());
    m_fleet->analyze();
}

void TestPlacement::whatIfARegionIsLost()
{
    const Placement placement = read(true);
    const RegionLoss loss = regionLoss(placement, m_europe);
    QCOMPARE(loss.unchangeable,
             (QStringList{QStringLiteral("amsterdam"), QStringLiteral("paris"), QStringLiteral("rome")}));
    QVERIFY(loss.unreadable.isEmpty());
    QVERIFY(loss.exact);
    QCOMPARE(*loss.activeRides, 9.0);
    QCOMPARE(*loss.vehicles, 27.0);
    QCOMPARE(loss.cities.size(), 9);
    for (const CityLoss &city : loss.cities) {
        QVERIFY(city.readableIn != m_europe);
        QCOMPARE(city.changeable, homeOf(city.city) != m_europe);
        if (city.changeable)
            QCOMPARE(city.readableIn, homeOf(city.city));
    }
}

void TestPlacement::aNewerReadingSupersedes()
{
    PlacementReader &reader = console();
    auto first = reader.read();
    auto second = reader.read();
    const auto older = await(first);
    const auto newer = await(second);
    QVERIFY(!older.ok());
    QCOMPARE(older.failure().kind, FailureKind::Cancelled);
    QVERIFY2(newer.ok(), describe(newer));
    auto third = reader.read();
    reader.cancel();
    QCOMPARE(await(third).failure().kind, FailureKind::Cancelled);
    QVERIFY2(await(reader.read()).ok(), "usable after a cancel");
}

/// The page reads anew when it is shown, which is what asking for a place does first.
void TestPlacement::aPlaceIsToldByWhicheverReadingEnds()
{
    PlacementReader reader(m_fleet->deployment(), {});
    const RowId nowhere{QStringLiteral("rome"), QUuid::createUuid()};
    auto place = reader.locate(RowKind::Vehicle, nowhere);
    auto page = reader.read();
    QVERIFY2(await(page).ok(), "the newer one");
    const auto told = await(place);
    QVERIFY2(told.ok() || told.failure().kind != FailureKind::Cancelled,
             describe(told)); // there is no such row
}

/// VACUUM FULL of one table does not make its region one that does not answer.
void TestPlacement::aRelationThatIsHeldHasNoSize()
{
    in(m_west).run(QStringLiteral("BEGIN"));
    in(m_west).run(QStringLiteral("LOCK TABLE rides_us_west IN ACCESS EXCLUSIVE MODE"));
    const Placement placement = read();
    in(m_west).run(QStringLiteral("ROLLBACK"));
    QCOMPARE(placement.unread(), QStringList());
    for (const PartitionPlacement &partition : placement.table(QStringLiteral("rides"))->partitions)
        QCOMPARE(partition.bytes.has_value(), partition.partition != u"us_west");
}

QTEST_GUILESS_MAIN(TestPlacement)
#include "tst_placement.moc"
