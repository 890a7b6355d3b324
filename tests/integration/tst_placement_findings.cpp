#include "db/placement/placement_reader.h"
#include "tests/support/own_fleet.h"
#include "tests/support/patience.h"

#include <QTest>

#include <algorithm>

using namespace movr;
using namespace movr::test;

/// Every kind of finding, provoked on real servers, found, and gone again once its fix was run as it stands.
class TestPlacementFindings : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void initTestCase();
    void cleanupTestCase()
    {
        m_reader.reset();
        m_fleet.reset();
    }
    void cleanup();

    void misplacedPartition();
    void twoHomes();
    void undeclaredHome();
    void cityWithoutHome();
    void cityNotAllowed();
    void cityInWrongRegion();
    void rowsInDefault();
    void indexUnlikeTable();
    void indexOnOnePartition();
    void indexInOneRegion();
    void missingFollower();
    void unpublished();
    void stoppedFollower();
    void laggingFollower();
    void missingGuard();
    void guardThatIsOff();
    void schemaDisagreement();
    void boundsDisagreement();
    void missingPartition();
    void placementDisagreement();
    void staleStatistics();
    void neverAnalyzed();
    void skew();
    void sinceWhen();

private:
    /// With limits of its own by a reader of its own.
    QList<Finding> read(std::optional<FindingLimits> limits = {})
    {
        std::unique_ptr<PlacementReader> other;
        if (limits) {
            PlacementReader::Options options;
            options.limits = *limits;
            other = std::make_unique<PlacementReader>(m_fleet->deployment(), options);
        }
        auto placement = await((other ? other : m_reader)->read());
        if (!placement)
            qFatal("%s", describe(placement).text.constData());
        m_last = *placement;
        return placement->findings;
    }
    /// The findings of that kind; what else there is, is told when the test fails.
    QList<Finding> found(FindingKind kind, std::optional<FindingLimits> limits = {})
    {
        QList<Finding> all = read(limits);
        for (const Finding &finding : all)
            if (finding.kind != kind)
                qInfo("also: %s", qPrintable(finding.sentence));
        all.removeIf([kind](const Finding &finding) { return finding.kind != kind; });
        for (const Finding &finding : all) {
            if (finding.sentence.isEmpty() || finding.evidence.isEmpty() || !finding.since.isValid())
                qFatal("a finding lacks its sentence, evidence or time: %s", qPrintable(finding.key()));
        }
        return all;
    }
    bool healthy()
    {
        const QList<Finding> all = read();
        for (const Finding &finding : all)
            qWarning("%s\n%s\n%s", qPrintable(finding.sentence), qPrintable(finding.evidence),
                     qPrintable(finding.fix));
        return all.isEmpty();
    }
    Admin &in(const QString &region) { return m_fleet->in(region); }
    PlacementState stateOf(const QString &table, const QString &partition)
    {
        for (const PartitionPlacement &placement : m_last.table(table)->partitions)
            if (placement.partition == partition)
                return placement.state;
        return PlacementState::Unknown;
    }

    std::unique_ptr<OwnFleet> m_fleet;
    std::unique_ptr<PlacementReader> m_reader;
    Placement m_last;
    const QString m_east = QStringLiteral("gcp-us-east1");
    const QString m_west = QStringLiteral("gcp-us-west1");
    const QString m_europe = QStringLiteral("gcp-europe-west1");
};

void TestPlacementFindings::initTestCase()
{
    const auto endpoints = sharedEndpoints();
    QVERIFY2(endpoints.size() == 3, "no shared fleet: run this test through ctest");
    m_fleet = std::make_unique<OwnFleet>(endpoints);
    m_reader = std::make_unique<PlacementReader>(m_fleet->deployment(), PlacementReader::Options());
    QVERIFY(healthy());
}

/// Each test leaves a healthy fleet; else the next ones would tell of another's doing.
void TestPlacementFindings::cleanup()
{
    QVERIFY(m_fleet->caughtUp());
    QVERIFY(healthy());
}

void TestPlacementFindings::misplacedPartition()
{
    m_fleet->everywhere(
        QStringLiteral("UPDATE movr.placement SET region = 'gcp-europe-west1' WHERE partition = 'us_west'"));
    const auto findings = found(FindingKind::MisplacedPartition);
    QCOMPARE(findings.size(), 1);
    QCOMPARE(findings.first().partition, QStringLiteral("us_west"));
    QCOMPARE(findings.first().region, m_europe);
    QCOMPARE(findings.first().severity, FindingSeverity::Error);
    QCOMPARE(stateOf(QStringLiteral("rides"), QStringLiteral("us_west")), PlacementState::Misplaced);
    QCOMPARE(m_last.table(QStringLiteral("rides"))->state, PlacementState::Misplaced);
    m_fleet->runFix(findings.first().fix);
}

void TestPlacementFindings::twoHomes()
{
    // A copy that is published and takes writes is a second home.
    in(m_west).run(QStringLiteral("DROP TRIGGER movr_guard_row ON rides_us_east"));
    in(m_west).run(QStringLiteral("DROP TRIGGER movr_guard_truncate ON rides_us_east"));
    in(m_west).run(QStringLiteral("ALTER PUBLICATION movr_home ADD TABLE rides_us_east"));
    const auto findings = found(FindingKind::MisplacedPartition);
    QCOMPARE(findings.size(), 1);
    QCOMPARE(findings.first().table, QStringLiteral("rides"));
    QVERIFY(findings.first().sentence.contains(m_west));
    m_fleet->runFix(findings.first().fix);
}

void TestPlacementFindings::undeclaredHome()
{
    m_fleet->everywhere(QStringLiteral("DELETE FROM movr.placement WHERE partition = 'us_west'"));
    const auto findings = found(FindingKind::UndeclaredHome);
    QCOMPARE(findings.size(), 1);
    QCOMPARE(findings.first().partition, QStringLiteral("us_west"));
    m_fleet->runFix(findings.first().fix);
}

void TestPlacementFindings::cityWithoutHome()
{
    const QString city = QStringLiteral("L'Île \"d'Yeu\" {city} \\ ü");
    const QString check =
        in(m_east).value(QStringLiteral("SELECT pg_get_constraintdef(oid) FROM pg_constraint WHERE conname = "
                                        "'rides_city_check' AND conrelid = 'rides'::regclass"));
    QString wider = check;
    wider.insert(wider.indexOf(u"'rome'"), quoted(city) + QStringLiteral("::text, "));
    QVERIFY(wider != check);
    m_fleet->everywhere(
        QStringLiteral("ALTER TABLE rides DROP CONSTRAINT rides_city_check, ADD CONSTRAINT rides_city_check ")
        + wider);
    in(m_west).run(QStringLiteral("INSERT INTO movr.cities VALUES ('oslo', 'Europe/Oslo', 60, 10)"));
    const auto findings = found(FindingKind::CityWithoutHome);
    QCOMPARE(findings.size(), 2);
    QStringList cities;
    for (const Finding &finding : findings) {
        cities.append(finding.city);
        m_fleet->runFix(finding.fix);
    }
    cities.sort();
    QCOMPARE(cities, (QStringList{city, QStringLiteral("oslo")}));
}

void TestPlacementFindings::cityNotAllowed()
{
    m_fleet->everywhere(QStringLiteral(
        "ALTER TABLE vehicles DROP CONSTRAINT vehicles_city_check, ADD CONSTRAINT "
        "vehicles_city_check CHECK (city IN ('new york', 'boston', 'washington dc', 'seattle', "
        "'san francisco', 'los angeles', 'amsterdam', 'paris')) NOT VALID"));
    const auto findings = found(FindingKind::CityNotAllowed);
    QCOMPARE(findings.size(), 1);
    QCOMPARE(findings.first().city, QStringLiteral("rome"));
    QCOMPARE(findings.first().table, QStringLiteral("vehicles"));
    m_fleet->runFix(findings.first().fix);
}

void TestPlacementFindings::cityInWrongRegion()
{
    m_fleet->everywhere(
        QStringLiteral("ALTER TABLE operator_actions DETACH PARTITION operator_actions_us_east;"
                       "ALTER TABLE operator_actions DETACH PARTITION operator_actions_europe_west;"
                       "ALTER TABLE operator_actions ATTACH PARTITION operator_actions_us_east FOR VALUES IN "
                       "('new york', 'boston', "
                       "'washington dc', 'rome');"
                       "ALTER TABLE operator_actions ATTACH PARTITION operator_actions_europe_west FOR "
                       "VALUES IN ('amsterdam', 'paris')"));
    in(m_east).run(QStringLiteral(
        "INSERT INTO operator_actions (city, request_id, action, operator, subject_kind, subject_id, "
        "outcome) SELECT 'rome', gen_random_uuid(), 'start_ride', 'o', 'ride', gen_random_uuid(), "
        "'done' FROM generate_series(1, 20)"));
    QVERIFY(m_fleet->caughtUp());
    m_fleet->analyze();
    const auto findings = found(FindingKind::CityInWrongRegion);
    QCOMPARE(findings.size(), 1);
    QCOMPARE(findings.first().city, QStringLiteral("rome"));
    QCOMPARE(findings.first().table, QStringLiteral("operator_actions"));
    QCOMPARE(findings.first().region, m_east);
    QVERIFY(findings.first().evidence.contains(QStringLiteral("20")));
    m_fleet->runFix(findings.first().fix);
    QVERIFY(m_fleet->caughtUp());
    for (const QString &region : m_fleet->regions())
        QCOMPARE(in(region).value(
                     QStringLiteral("SELECT count(*) FROM operator_actions_europe_west WHERE city = 'rome'")),
                 QStringLiteral("20"));
    in(m_europe).run(QStringLiteral("DELETE FROM operator_actions"
                                    " WHERE city = 'rome'"));
    QVERIFY(m_fleet->caughtUp());
    m_fleet->analyze();
}

void TestPlacementFindings::rowsInDefault()
{
    m_fleet->everywhere(
        QStringLiteral("CREATE TABLE operator_actions_rest PARTITION OF operator_actions DEFAULT"));
    QVERIFY(found(FindingKind::RowsInDefault).isEmpty()); // without rows it does no harm
    in(m_east).run(QStringLiteral(
        "INSERT INTO operator_actions (city, request_id, action, operator, subject_kind, subject_id, "
        "outcome) SELECT 'são \"paulo\"', gen_random_uuid(), 'start_ride', 'o', 'ride', "
        "gen_random_uuid(), 'done' FROM generate_series(1, 2)"));
    in(m_east).run(QStringLiteral("ANALYZE operator_actions"));
    const auto findings = found(FindingKind::RowsInDefault);
    QCOMPARE(findings.size(), 1);
    QCOMPARE(findings.first().city, QStringLiteral("são \"paulo\""));
    m_fleet->runFix(findings.first().fix);
    QVERIFY(found(FindingKind::RowsInDefault).isEmpty());
    // The new partition has no home yet: that is what is found next.
    QCOMPARE(found(FindingKind::UndeclaredHome).size(), 1);
    QCOMPARE(in(m_east).value(QStringLiteral("SELECT count(*) FROM operator_actions_sao_paulo")),
             QStringLiteral("2"));
    m_fleet->everywhere(QStringLiteral("DROP TABLE operator_actions_rest, operator_actions_sao_paulo"));
}

void TestPlacementFindings::indexUnlikeTable()
{
    in(m_west).run(QStringLiteral("CREATE INDEX rides_test_idx ON ONLY rides (city, length)"));
    const auto findings = found(FindingKind::IndexUnlikeTable);
    QStringList regions;
    for (const Finding &finding : findings)
        regions.append(finding.region);
    QVERIFY(regions.contains(m_west)); // it lacks every partition
    for (const Finding &finding : findings)
        if (finding.region == m_west) {
            QCOMPARE(finding.index, QStringLiteral("rides_test_idx"));
            m_fleet->runFix(finding.fix);
        }
    QCOMPARE(in(m_west).value(QStringLiteral(
                 "SELECT indisvalid FROM pg_index WHERE indexrelid = 'rides_test_idx'::regclass")),
             QStringLiteral("t"));
    in(m_west).run(QStringLiteral("DROP INDEX rides_test_idx"));
}

void TestPlacementFindings::indexOnOnePartition()
{
    m_fleet->everywhere(QStringLiteral("CREATE INDEX lone_idx ON rides_us_east (length)"));
    const auto findings = found(FindingKind::IndexUnlikeTable);
    QCOMPARE(findings.size(), 3); // in each region
    for (const Finding &finding : findings) {
        QCOMPARE(finding.index, QStringLiteral("lone_idx"));
        m_fleet->runFix(finding.fix);
    }
    QVERIFY(found(FindingKind::IndexUnlikeTable).isEmpty());
    m_fleet->everywhere(QStringLiteral("DROP INDEX lone_idx_all"));
}

void TestPlacementFindings::indexInOneRegion()
{
    in(m_europe).run(QStringLiteral("DROP INDEX rides_start_idx"));
    const auto findings = found(FindingKind::IndexUnlikeTable);
    QCOMPARE(findings.size(), 1);
    QCOMPARE(findings.first().region, m_europe);
    QCOMPARE(findings.first().index, QStringLiteral("rides_start_idx"));
    m_fleet->runFix(findings.first().fix);
}

void TestPlacementFindings::missingFollower()
{
    const QString name = in(m_europe).value(QStringLiteral(
        "SELECT subname FROM pg_subscription WHERE subname LIKE '%from_gcp_us_east1' AND subdbid = (SELECT "
        "oid FROM pg_database WHERE datname = current_database())"));
    in(m_east).run(QStringLiteral("ALTER PUBLICATION movr_home DROP TABLE users_us_east"));
    in(m_europe).run(QStringLiteral("ALTER SUBSCRIPTION %1 REFRESH PUBLICATION").arg(name));
    in(m_east).run(QStringLiteral("SELECT movr.settle()"));
    const auto findings = found(FindingKind::MissingFollower);
    QCOMPARE(findings.size(), 1);
    QCOMPARE(findings.first().region, m_europe);
    QCOMPARE(findings.first().partition, QStringLiteral("us_east"));
    QCOMPARE(findings.first().table, QStringLiteral("users"));
    m_fleet->runFix(findings.first().fix);
    QVERIFY(m_fleet->caughtUp());
    QCOMPARE(in(m_europe).value(QStringLiteral("SELECT count(*) FROM users_us_east")), QStringLiteral("60"));
}

/// What the home does not publish is followed by nobody, whatever the followers have on their lists.
void TestPlacementFindings::unpublished()
{
    in(m_east).run(QStringLiteral("ALTER PUBLICATION movr_home DROP TABLE vehicles_us_east"));
    in(m_east).run(QStringLiteral("UPDATE vehicles_us_east SET color = 'violet'")); // nobody hears of it
    const auto findings = found(FindingKind::MissingFollower);
    QCOMPARE(findings.size(), 1);
    QCOMPARE(findings.first().region, m_east);
    QCOMPARE(findings.first().partition, QStringLiteral("us_east"));
    m_fleet->runFix(findings.first().fix);
    m_fleet->runFix(findings.first().fix); // twice does no harm
    QVERIFY(m_fleet->caughtUp());
    for (const QString &region : m_fleet->regions())
        QCOMPARE(
            in(region).value(QStringLiteral("SELECT count(*) FROM vehicles_us_east WHERE color = 'violet'")),
            QStringLiteral("30"));
}

void TestPlacementFindings::stoppedFollower()
{
    const QString name =
        in(m_west).value(QStringLiteral("SELECT subname FROM pg_subscription WHERE subname LIKE "
                                        "'%from_gcp_europe_west1' AND subdbid = (SELECT "
                                        "oid FROM pg_database WHERE datname = current_database())"));
    in(m_west).run(QStringLiteral("ALTER SUBSCRIPTION %1 DISABLE").arg(name));
    const auto findings = found(FindingKind::StoppedFollower);
    QCOMPARE(findings.size(), 1);
    QCOMPARE(findings.first().region, m_west);
    QCOMPARE(findings.first().partition, QStringLiteral("europe_west"));
    QVERIFY(findings.first().sinceServer); // since its last beat
    QCOMPARE(stateOf(QStringLiteral("users"), QStringLiteral("europe_west")), PlacementState::Lagging);
    m_fleet->runFix(findings.first().fix);
    QTRY_VERIFY_WITH_TIMEOUT(found(FindingKind::StoppedFollower).isEmpty(), patience);
}

void TestPlacementFindings::laggingFollower()
{
    in(m_east).run(QStringLiteral(
        "UPDATE movr.heartbeat SET beat_at = clock_timestamp() - interval '1 hour' WHERE region = "
        "'gcp-us-east1'"));
    QVERIFY(m_fleet->caughtUp());
    QVERIFY(healthy()); // nobody beats: that says nothing of a copy
    // The copy's worker waits for a row that somebody holds.
    Admin holder(m_fleet->deployment().region(m_europe)->connection, m_europe);
    holder.run(QStringLiteral("BEGIN"));
    const QString held = holder.value(QStringLiteral("SELECT id FROM users_us_east LIMIT 1 FOR UPDATE"));
    in(m_east).run(QStringLiteral("UPDATE users_us_east SET email = 'x' WHERE id = %1").arg(quoted(held)));
    in(m_east).run(QStringLiteral(
        "UPDATE movr.heartbeat SET beat_at = clock_timestamp() WHERE region = 'gcp-us-east1'"));
    const auto findings = found(FindingKind::LaggingFollower);
    const auto held_there = std::find_if(findings.begin(), findings.end(), [this](const Finding &finding) {
        return finding.region == m_europe;
    });
    QVERIFY(held_there != findings.end());
    QCOMPARE(findings.size(), 1);
    QCOMPARE(held_there->partition, QStringLiteral("us_east"));
    QVERIFY(held_there->sinceServer);
    QCOMPARE(stateOf(QStringLiteral("rides"), QStringLiteral("us_east")), PlacementState::Lagging);
    for (const PartitionPlacement &partition : m_last.table(QStringLiteral("rides"))->partitions)
        for (const FollowerCopy &copy : partition.copies)
            if (partition.partition == u"us_east" && copy.region == m_europe) {
                QVERIFY(*copy.lag > std::chrono::minutes(59));
                QVERIFY(*copy.bytesBehind > 0);
            }
    const QString look = findings.first().fix; // it tells who holds it
    QVERIFY(!in(m_europe).rows(look.mid(look.indexOf(u'\n'))).isEmpty());
    holder.run(QStringLiteral("ROLLBACK"));
}

void TestPlacementFindings::missingGuard()
{
    in(m_west).run(QStringLiteral("DROP TRIGGER movr_guard_row ON rides_europe_west"));
    in(m_west).run(QStringLiteral("DROP TRIGGER movr_guard_truncate ON rides_europe_west"));
    const auto findings = found(FindingKind::MissingGuard);
    QCOMPARE(findings.size(), 1);
    QCOMPARE(findings.first().region, m_west);
    QCOMPARE(findings.first().table, QStringLiteral("rides"));
    QCOMPARE(findings.first().partition, QStringLiteral("europe_west"));
    m_fleet->runFix(findings.first().fix);
}

void TestPlacementFindings::guardThatIsOff()
{
    in(m_west).run(QStringLiteral("ALTER TABLE rides_europe_west DISABLE TRIGGER movr_guard_row"));
    const auto findings = found(FindingKind::MissingGuard);
    QCOMPARE(findings.size(), 1);
    QVERIFY(findings.first().evidence.contains(QStringLiteral("disabled")));
    m_fleet->runFix(findings.first().fix);
}

void TestPlacementFindings::schemaDisagreement()
{
    in(m_europe).run(QStringLiteral("INSERT INTO movr.schema_version (version) VALUES (99)"));
    const auto findings = found(FindingKind::SchemaDisagreement);
    QCOMPARE(findings.size(), 1);
    QCOMPARE(findings.first().region, m_europe);
    in(m_europe).run(QStringLiteral("DELETE FROM movr.schema_version WHERE version = 99"));
}

void TestPlacementFindings::boundsDisagreement()
{
    in(m_east).run(QStringLiteral("ALTER TABLE operator_actions DETACH PARTITION operator_actions_us_west"));
    in(m_east).run(QStringLiteral(
        "ALTER TABLE operator_actions ATTACH PARTITION operator_actions_us_west FOR VALUES IN ('seattle', "
        "'san francisco')"));
    const auto findings = found(FindingKind::BoundsDisagreement);
    QCOMPARE(findings.size(), 1);
    QCOMPARE(findings.first().region, m_east);
    QCOMPARE(findings.first().table, QStringLiteral("operator_actions"));
    QCOMPARE(findings.first().partition, QStringLiteral("us_west"));
    m_fleet->runFix(findings.first().fix);
}

void TestPlacementFindings::missingPartition()
{
    // Cut off, but still there as a table of its own.
    in(m_west).run(QStringLiteral("ALTER TABLE operator_actions DETACH PARTITION operator_actions_us_east"));
    const auto findings = found(FindingKind::BoundsDisagreement);
    QCOMPARE(findings.size(), 1);
    QCOMPARE(m_last.findings.size(), 1); // and nothing else is said of it
    QCOMPARE(findings.first().region, m_west);
    QCOMPARE(findings.first().partition, QStringLiteral("us_east"));
    m_fleet->runFix(findings.first().fix);
}

void TestPlacementFindings::placementDisagreement()
{
    in(m_europe).run(
        QStringLiteral("UPDATE movr.placement SET region = 'gcp-us-west1' WHERE partition = 'us_east'"));
    const auto findings = found(FindingKind::PlacementDisagreement);
    QCOMPARE(findings.size(), 1);
    QCOMPARE(findings.first().region, m_europe);
    QCOMPARE(findings.first().partition, QStringLiteral("us_east"));
    m_fleet->runFix(findings.first().fix);
}

void TestPlacementFindings::staleStatistics()
{
    in(m_east).run(QStringLiteral("UPDATE vehicles SET color = 'blue' WHERE city = 'boston'"));
    QVERIFY(m_fleet->caughtUp());
    FindingLimits none;
    none.statisticsAge = std::chrono::milliseconds(0);
    const auto findings = [&] {
        QList<Finding> all = found(FindingKind::StaleStatistics, none);
        all.removeIf([this](const Finding &finding) {
            return finding.region != m_east || finding.table != u"vehicles";
        });
        return all;
    };
    in(m_east).run(QStringLiteral("SELECT pg_stat_force_next_flush()"));
    QTRY_COMPARE_WITH_TIMEOUT(findings().size(), 1, patience);
    const Finding finding = findings().first();
    QCOMPARE(finding.table, QStringLiteral("vehicles"));
    QVERIFY(finding.sinceServer);
    QCOMPARE(
        finding.since.toString(Qt::ISODate),
        QDateTime::fromString(
            in(m_east).value(QStringLiteral(
                "SELECT to_char(last_analyze AT TIME ZONE 'UTC', 'YYYY-MM-DD\"T\"HH24:MI:SS') || 'Z' FROM "
                "pg_stat_user_tables WHERE relname = 'vehicles_us_east'")),
            Qt::ISODate)
            .toString(Qt::ISODate));
    QVERIFY(found(FindingKind::StaleStatistics).isEmpty()); // less than a day old
    m_fleet->runFix(finding.fix);
}

void TestPlacementFindings::neverAnalyzed()
{
    in(m_east).run(QStringLiteral("CREATE TABLE notes AS SELECT i FROM generate_series(1, 100) i"));
    in(m_east).run(QStringLiteral("SELECT pg_stat_force_next_flush()"));
    QTRY_COMPARE_WITH_TIMEOUT(found(FindingKind::StaleStatistics).size(), 1, patience);
    const auto findings = found(FindingKind::StaleStatistics);
    QCOMPARE(findings.first().table, QStringLiteral("notes"));
    QVERIFY(!findings.first().sinceServer);
    m_fleet->runFix(findings.first().fix);
    QVERIFY(found(FindingKind::StaleStatistics).isEmpty());
    in(m_east).run(QStringLiteral("DROP TABLE notes"));
}

void TestPlacementFindings::skew()
{
    in(m_europe).run(QStringLiteral(
        "INSERT INTO operator_actions (city, request_id, action, operator, subject_kind, subject_id, "
        "outcome) SELECT 'rome', gen_random_uuid(), 'start_ride', 'o', 'ride', gen_random_uuid(), "
        "'done' FROM generate_series(1, 5000)"));
    QVERIFY(m_fleet->caughtUp());
    m_fleet->analyze();
    const auto findings = found(FindingKind::Skew);
    QCOMPARE(findings.size(), 1);
    QCOMPARE(findings.first().region, m_europe);
    in(m_europe).run(QStringLiteral("DELETE FROM operator_actions"
                                    " WHERE city = 'rome'"));
    QVERIFY(m_fleet->caughtUp());
    m_fleet->everywhere(QStringLiteral("VACUUM ANALYZE operator_actions"));
}

/// What the servers do not date is as old as this program knows it, and starts anew after a break.
void TestPlacementFindings::sinceWhen()
{
    PlacementReader reader(m_fleet->deployment(), {});
    const auto versions = [&] {
        auto placement = await(reader.read());
        QList<Finding> all = placement.ok() ? placement->findings : QList<Finding>();
        all.removeIf([](const Finding &finding) { return finding.kind != FindingKind::SchemaDisagreement; });
        return all;
    };
    in(m_europe).run(QStringLiteral("INSERT INTO movr.schema_version (version) VALUES (99)"));
    const auto first = versions();
    QCOMPARE(first.size(), 1);
    QVERIFY(!first.first().sinceServer);
    QCOMPARE(versions().first().since, first.first().since);
    in(m_europe).run(QStringLiteral("DELETE FROM movr.schema_version WHERE version = 99"));
    QVERIFY(versions().isEmpty());
    in(m_europe).run(QStringLiteral("INSERT INTO movr.schema_version (version) VALUES (99)"));
    QVERIFY(versions().first().since > first.first().since);
    in(m_europe).run(QStringLiteral("DELETE FROM movr.schema_version WHERE version = 99"));
}

QTEST_GUILESS_MAIN(TestPlacementFindings)
#include "tst_placement_findings.moc"
