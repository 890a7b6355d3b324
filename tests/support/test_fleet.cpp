#include "tests/support/test_fleet.h"

#include "db/base/sql_text.h"
#include "db/cluster/network_map.h"
#include "db/lane/conninfo.h"
#include "db/movr/statement_call.h"

#include <QFile>
#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>
#include <QTest>

namespace movr::test {

QList<Endpoint> sharedEndpoints()
{
    QFile file(qEnvironmentVariable("MOVR_TEST_CLUSTER"));
    if (!file.open(QIODevice::ReadOnly))
        return {};
    QList<Endpoint> endpoints;
    const QJsonObject ready = QJsonDocument::fromJson(file.readAll()).object();
    for (const QJsonValue region : ready.value(QStringLiteral("regions")).toArray())
        endpoints.append(
            {region[u"name"].toString(), region[u"direct"].toString(), region[u"relayed"].toString()});
    return endpoints;
}

Deployment directDeployment(const QList<Endpoint> &endpoints)
{
    Deployment deployment;
    deployment.name = QStringLiteral("test");
    for (Region region : NetworkMap::regions())
        for (const Endpoint &endpoint : endpoints)
            if (endpoint.region == region.name) {
                region.connection = endpoint.direct;
                deployment.regions.append(region);
            }
    return deployment;
}

QString keyword(const QString &connection, const QString &key)
{
    if (const auto pairs = parseConninfo(connection))
        for (const auto &[name, value] : *pairs)
            if (name == key)
                return value;
    return {};
}

QString withKeyword(const QString &connection, const QString &key, const QString &value)
{
    ConninfoPairs kept;
    if (const auto pairs = parseConninfo(connection))
        for (const auto &pair : *pairs)
            if (pair.first != key)
                kept.append(pair);
    if (!value.isNull())
        kept.append({key, value});
    return QString::fromUtf8(joinConninfo(kept));
}

QString homeOf(const QString &city)
{
    static const QStringList east{QStringLiteral("new york"), QStringLiteral("boston"),
                                  QStringLiteral("washington dc")};
    static const QStringList west{QStringLiteral("seattle"), QStringLiteral("san francisco"),
                                  QStringLiteral("los angeles")};
    return east.contains(city) ? QStringLiteral("gcp-us-east1")
         : west.contains(city) ? QStringLiteral("gcp-us-west1")
                               : QStringLiteral("gcp-europe-west1");
}

Admin::Admin(const QString &connection, const QString &region) : m_session(settingsFor(region, connection)) {}

Result<Answer> Admin::tryRun(const QString &sql)
{
    if (auto opened = m_session.open(); !opened)
        return opened.failure();
    return m_session.execText(sql.toUtf8(), QStringLiteral("test"));
}

Rows Admin::rows(const QString &sql)
{
    auto answer = tryRun(sql);
    if (!answer)
        qFatal("%s\n%s", describe(answer.failure()).text.constData(), qUtf8Printable(sql.left(2000)));
    return answer->rows;
}

QString Admin::value(const QString &sql)
{
    const Rows all = rows(sql);
    return all.isEmpty() ? QString() : all.first().first();
}

QString Admins::direct(const QString &region) const
{
    for (const Endpoint &endpoint : m_endpoints)
        if (endpoint.region == region)
            return endpoint.direct;
    return {};
}

Admin &Admins::in(const QString &region)
{
    auto &admin = m_admins[region];
    if (!admin)
        admin = std::make_unique<Admin>(direct(region), region);
    return *admin;
}

QString quoted(const QString &text)
{
    QString doubled = text;
    return u'\'' + doubled.replace(u'\'', QStringLiteral("''")) + u'\'';
}

QString quoted(const QUuid &id)
{
    return quoted(id.toString(QUuid::WithoutBraces));
}

RowId Town::user(const QString &username, const QString &passwordHash)
{
    const QUuid id = QUuid::createUuid();
    const QString name = username.isNull() ? QStringLiteral("t-") + id.toString(QUuid::Id128) : username;
    m_home->run(
        QStringLiteral("INSERT INTO users (city, id, first_name, last_name, email, username, password_hash) "
                       "VALUES (%1, %2, 'Test', 'Person', 'test@example.org', %3, %4)")
            .arg(quoted(m_city), quoted(id), quoted(name), quoted(passwordHash)));
    return {m_city, id};
}

RowId Town::removedUser()
{
    const RowId id = user();
    m_home->run(QStringLiteral("UPDATE users SET username = NULL WHERE city = %1 AND id = %2")
                    .arg(quoted(m_city), quoted(id.id)));
    return id;
}

RowId Town::vehicle(const RowId &owner, const QString &status)
{
    const QUuid id = QUuid::createUuid();
    m_home->run(
        QStringLiteral(
            "INSERT INTO vehicles (city, id, type, owner_id, date_added, status, last_location, color, "
            "brand) VALUES (%1, %2, 'bike', %3, current_date, %4, 'Depot 1', 'red', 'Test')")
            .arg(quoted(m_city), quoted(id), quoted(owner.id), quoted(status)));
    if (status != u"removed")
        m_home->run(QStringLiteral("UPDATE users SET is_owner = true WHERE city = %1 AND id = %2")
                        .arg(quoted(m_city), quoted(owner.id)));
    return {m_city, id};
}

RowId Town::activeRide(const RowId &vehicle, const RowId &rider)
{
    const QUuid id = QUuid::createUuid();
    m_home->run(
        QStringLiteral(
            "INSERT INTO rides (city, id, vehicle_id, rider_id, rider_city, start_location, start_time) "
            "VALUES (%1, %2, %3, %4, %5, 'Depot 1', now() - interval '10 minutes')")
            .arg(quoted(m_city), quoted(id), quoted(vehicle.id), quoted(rider.id), quoted(rider.city)));
    m_home->run(QStringLiteral("UPDATE vehicles SET status = 'unavailable' WHERE city = %1 AND id = %2")
                    .arg(quoted(m_city), quoted(vehicle.id)));
    return {m_city, id};
}

RowId Town::endedRide(const RowId &vehicle, const RowId &rider)
{
    const RowId ride = activeRide(vehicle, rider);
    m_home->run(
        QStringLiteral(
            "UPDATE rides SET end_time = now(), end_location = 'Depot 2', length = now() - start_time "
            "WHERE city = %1 AND id = %2")
            .arg(quoted(m_city), quoted(ride.id)));
    m_home->run(QStringLiteral("UPDATE vehicles SET status = 'available' WHERE city = %1 AND id = %2")
                    .arg(quoted(m_city), quoted(vehicle.id)));
    return ride;
}

QString Town::statusOf(const RowId &vehicle)
{
    return m_home->value(QStringLiteral("SELECT status FROM vehicles WHERE city = %1 AND id = %2")
                             .arg(quoted(vehicle.city), quoted(vehicle.id)));
}

bool Town::isOwner(const RowId &user)
{
    return m_home->value(QStringLiteral("SELECT is_owner FROM users WHERE city = %1 AND id = %2")
                             .arg(quoted(user.city), quoted(user.id)))
        == u"t";
}

bool connectFleet(Fleet &fleet)
{
    fleet.start();
    const bool up = QTest::qWaitFor(
        [&fleet] {
            for (const RegionStatus &region : fleet.regions())
                if (region.state != RegionState::Up)
                    return false;
            return !fleet.catalog().isEmpty();
        },
        20'000);
    for (const RegionStatus &region : fleet.regions())
        if (!up && region.state != RegionState::Up)
            qWarning("%s: %s", qUtf8Printable(region.name), describe(region.failure).text.constData());
    return up;
}

ConnectionSettings settingsFor(const QString &region, const QString &connection)
{
    ConnectionSettings settings;
    settings.region = region.isEmpty() ? QStringLiteral("test") : region;
    settings.connection = connection;
    settings.applicationName = QStringLiteral("movr-test");
    return settings;
}

std::unique_ptr<TransactionLane> transactionLane(const QString &region, const QString &connection,
                                                 RetryPolicy policy)
{
    return std::make_unique<TransactionLane>(settingsFor(region, connection), std::make_shared<Watchdog>(),
                                             policy);
}

bool hasPrepared(Admin &admin, const QString &application)
{
    const QString last = QString::fromUtf8(sqlText(transactionStatements().constLast()));
    return admin.value(
               QStringLiteral("SELECT count(*) FROM pg_stat_activity WHERE application_name = %1 AND state = "
                              "'idle' AND query = left(%2, length(query)) AND query <> ''")
                   .arg(quoted(application), quoted(last)))
        == u"1";
}

Words describe(const Failure &failure)
{
    return {QStringLiteral("failure kind %1, SQLSTATE %2, region %3, statement %4: %5 [%6]")
                .arg(int(failure.kind))
                .arg(failure.sqlState, failure.region, failure.statement, failure.sentence, failure.detail)
                .toUtf8()};
}

RequestStamp stamp()
{
    return {QUuid::createUuid(), QStringLiteral("test")};
}

} // namespace movr::test
