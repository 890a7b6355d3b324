#include "tests/support/own_fleet.h"

#include "db/base/sql_text.h"
#include "db/fleet/schema_initializer.h"
#include "tests/support/wait_for_servers.h"

#include <QDeadlineTimer>
#include <QTest>

namespace movr::test {

namespace {

/// Far more than it takes: other tests and their servers run on the same processors.
constexpr std::chrono::milliseconds longPatience{90'000};

/// 20 users, 10 vehicles, 100 rides (3 of them active) and no operator's action in each city that is at home.
const QString cityRows =
    QStringLiteral("INSERT INTO users (city, id, first_name, last_name, username) SELECT %1, "
                   "gen_random_uuid(), 'F' || i, 'L' || i, 'u' "
                   "|| i FROM generate_series(1, 20) i;"
                   "INSERT INTO vehicles (city, id, type, owner_id, date_added, status) SELECT %1, "
                   "gen_random_uuid(), 'bike', (SELECT id "
                   "FROM users WHERE city = %1 LIMIT 1), current_date, CASE WHEN i = 10 THEN 'removed' ELSE "
                   "'available' END FROM "
                   "generate_series(1, 10) i;"
                   "WITH v AS (SELECT id, row_number() OVER (ORDER BY id) n FROM vehicles WHERE city = %1), "
                   "u AS (SELECT id, row_number() OVER (ORDER BY id) n FROM users WHERE city = %1) "
                   "INSERT INTO rides (city, id, vehicle_id, rider_id, rider_city, start_time, end_time) "
                   "SELECT %1, gen_random_uuid(), "
                   "v.id, u.id, %1, now() - interval '1 hour', CASE WHEN i > 3 THEN now() END FROM "
                   "generate_series(1, 100) i "
                   "JOIN v ON v.n = 1 + i % 10 JOIN u ON u.n = 1 + i % 20;");

} // namespace

OwnFleet::OwnFleet(const QList<Endpoint> &endpoints)
    : m_endpoints(endpoints),
      m_database(QStringLiteral("test_") + QUuid::createUuid().toString(QUuid::Id128)),
      m_deployment(directDeployment(endpoints))
{
    for (const Endpoint &endpoint : m_endpoints)
        Admin(endpoint.direct, endpoint.region).run(QStringLiteral("CREATE DATABASE %1").arg(m_database));
    for (Region &region : m_deployment.regions) {
        region.connection = withKeyword(region.connection, QStringLiteral("dbname"), m_database);
        // What waits for a lock for ever is to say so.
        m_admins[region.name] =
            std::make_unique<Admin>(withKeyword(region.connection, QStringLiteral("options"),
                                                QStringLiteral("-c statement_timeout=100s")),
                                    region.name);
    }
    // Nothing is there yet but the regions' beats, and a first copy takes two processes a table.
    InitOptions options;
    options.copyData = false;
    if (auto made = initializeSchema(m_deployment, options); !made)
        qFatal("%s", describe(made).text.constData());
    everywhere(QString::fromUtf8(sqlText(QStringLiteral("cluster/first_beats")))
                   .replace(QStringLiteral("$1"), quoted(arrayLiteral(regions()))));
    seed();
}

OwnFleet::~OwnFleet()
{
    takeAway();
}

void OwnFleet::takeAway()
{
    // Followers first: a subscription takes its slot on the publisher with it.
    for (const QString &region : regions())
        for (const auto &row : in(region).rows(
                 QStringLiteral("SELECT subname FROM pg_subscription WHERE subdbid = (SELECT oid FROM "
                                "pg_database WHERE datname = current_database())")))
            in(region).run(QStringLiteral("DROP SUBSCRIPTION %1").arg(row.first()));
    for (const QString &region : regions())
        if (!waitForServers(
                [&] {
                    return in(region).value(
                               QStringLiteral("SELECT count(*) FROM pg_replication_slots WHERE database = "
                                              "current_database()"))
                        == u"0";
                },
                longPatience))
            qWarning("%s keeps a slot", qPrintable(region));
    m_admins.clear();
    for (const Endpoint &endpoint : m_endpoints)
        Admin(endpoint.direct, endpoint.region)
            .run(QStringLiteral("DROP DATABASE %1 WITH (FORCE)").arg(m_database));
}

QStringList OwnFleet::regions() const
{
    QStringList names;
    for (const Region &region : m_deployment.regions)
        names.append(region.name);
    return names;
}

void OwnFleet::seed()
{
    for (const QString &region : regions())
        for (const auto &row : in(region).rows(QStringLiteral(
                 "SELECT city FROM movr.city_homes WHERE region = (SELECT region FROM movr.self)")))
            in(region).run(cityRows.arg(quoted(row.first())));
    if (!caughtUp()) {
        takeAway(); // qFatal leaves everything where it is, and the servers are shared
        qFatal("the copies did not catch up");
    }
    analyze();
}

void OwnFleet::everywhere(const QString &sql)
{
    for (const QString &region : regions())
        in(region).run(sql);
}

void OwnFleet::analyze()
{
    everywhere(QStringLiteral("ANALYZE users, vehicles, rides, operator_actions"));
}

bool OwnFleet::caughtUp(Followers followers)
{
    const QDeadlineTimer deadline(longPatience); // of all regions together
    const QString which = followers == Followers::Running ? QStringLiteral(" AND active") : QString();
    for (const QString &region : regions()) {
        const QString now = in(region).value(QStringLiteral("SELECT pg_current_wal_lsn()"));
        const auto behind =
            QStringLiteral("SELECT count(*) FROM pg_replication_slots WHERE database = "
                           "current_database() AND NOT temporary AND confirmed_flush_lsn < '%1'")
                .arg(now)
            + which;
        // First copies (with temporary slots of their own) are done as well.
        const auto copying =
            QStringLiteral("SELECT count(*) FROM pg_subscription_rel WHERE srsubstate <> 'r'");
        if (!waitForServers(
                [&] { return in(region).value(behind) == u"0" && in(region).value(copying) == u"0"; },
                std::chrono::milliseconds(deadline.remainingTime()))) {
            qWarning("not caught up:\n%s", qPrintable(whatIsBehind()));
            return false;
        }
    }
    return true;
}

QString OwnFleet::whatIsBehind()
{
    const QString about = QStringLiteral(
        "SELECT concat_ws(' ', 'slot', slot_name, 'active', active, 'behind', pg_current_wal_lsn() - "
        "confirmed_flush_lsn) FROM pg_replication_slots WHERE database = current_database() "
        "UNION ALL SELECT concat_ws(' ', 'copy', srrelid::regclass, 'state', srsubstate) FROM "
        "pg_subscription_rel WHERE srsubstate <> 'r' "
        "UNION ALL SELECT concat_ws(' ', 'running', datname, backend_type, now() - xact_start, wait_event, "
        "left(query, 80)) FROM pg_stat_activity WHERE now() - xact_start > interval '1 second'");
    QStringList lines;
    for (const QString &region : regions())
        for (const auto &row : in(region).rows(about))
            lines.append(QStringLiteral("%1: %2").arg(region, row.first()));
    return lines.join(u'\n');
}

void OwnFleet::runFix(const QString &fix)
{
    QStringList targets;
    QString statement;
    bool transaction = false;
    for (const QString &line : fix.split(u'\n')) {
        if (line.startsWith(QStringLiteral("-- "))) {
            QStringList named;
            for (const QString &region : regions())
                if (line.contains(region))
                    named.append(region);
            if (line.contains(QStringLiteral("very region")))
                named = regions();
            if (!named.isEmpty()) {
                targets = named;
                QVERIFY(caughtUp(Followers::Running));
            }
            continue;
        }
        statement += line + u'\n';
        transaction = transaction ? !line.startsWith(QStringLiteral("COMMIT;")) : line == u"BEGIN;";
        if (transaction || !line.endsWith(u';'))
            continue;
        QVERIFY2(!targets.isEmpty(), qPrintable(fix));
        for (const QString &region : std::as_const(targets))
            in(region).run(statement);
        statement.clear();
    }
    QVERIFY2(statement.trimmed().isEmpty(), qPrintable(statement));
}

} // namespace movr::test
