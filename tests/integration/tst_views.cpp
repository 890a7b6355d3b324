#include "db/base/sql_text.h"
#include "db/movr/page_reader.h"
#include "tests/support/bound_statement.h"
#include "tests/support/patience.h"
#include "tests/support/test_fleet.h"

#include <QRegularExpression>
#include <QTest>

#include <algorithm>
#include <functional>

using namespace movr;
using namespace movr::test;

namespace {

// Cities that no other test changes.
const QString city = QStringLiteral("amsterdam");
const QStringList quiet{QStringLiteral("amsterdam"), QStringLiteral("paris"),
                        QStringLiteral("san francisco")};

ViewScope oneCity()
{
    return {homeOf(city), city, ViewScope::Freshness::Home};
}

QString idOf(const OperatorAction &action)
{
    return action.requestId.toString(QUuid::WithoutBraces);
}
template <class Row>
QString idOf(const Row &row)
{
    return row.id.toString(QUuid::WithoutBraces);
}

} // namespace

/// Pages of the four tables: nothing lost, nothing doubled, in every order and under every filter.
class TestViews : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void initTestCase();
    void cleanupTestCase() { m_fleet.reset(); }

    void pagesEqualOneRead_data();
    void pagesEqualOneRead();
    void vehiclesTellWhoseRideTheyAreIn();
    void backwardFromAKey();
    void filters();
    void timeRanges();
    void placesAreFoundAsTyped_data();
    void placesAreFoundAsTyped();
    void allRegionsEqualTheNearestCopy();
    void supersededEndsCancelled();
    void keysKeepMicroseconds();
    void unknownCityIsNoEmptyPage();
    void aPageStartsNoWorkers();
    void plans_data();
    void plans();

private:
    template <class Row, class Query>
    QFuture<Result<Page<Row>>> ask(const ViewScope &scope, const Query &query)
    {
        const QString view = QStringLiteral("test");
        if constexpr (std::is_same_v<Row, Vehicle>)
            return m_fleet->vehicles(view, scope, query);
        else if constexpr (std::is_same_v<Row, Ride>)
            return m_fleet->rides(view, scope, query);
        else if constexpr (std::is_same_v<Row, User>)
            return m_fleet->users(view, scope, query);
        else
            return m_fleet->actions(view, scope, query);
    }
    /// All rows, page by page, in the query's order whatever the direction; empty with a warning when a page fails.
    template <class Row, class Query>
    QList<Row> readAll(const ViewScope &scope, Query query)
    {
        QList<Row> all;
        for (int pages = 0; pages < 1'000; ++pages) {
            auto page = await(ask<Row>(scope, query));
            if (!page.ok() || !page->gaps.isEmpty() || page->rows.size() != page->keys.size()
                || page->rows.size() > query.limit) {
                qWarning("a page failed: %s", static_cast<const char *>(describe(page)));
                return {};
            }
            all = query.direction == PageDirection::Forward ? all + page->rows : page->rows + all;
            if (!page->more)
                return all;
            query.from = query.direction == PageDirection::Forward ? page->keys.last() : page->keys.first();
        }
        qWarning("the pages never end");
        return {};
    }
    template <class Row, class Query>
    QStringList idsOf(const ViewScope &scope, const Query &query)
    {
        QStringList ids;
        for (const Row &row : readAll<Row>(scope, query))
            ids.append(idOf(row));
        return ids;
    }
    template <class Row, class Query>
    void compareBothWays(Query query, const QString &table, const QString &where, const QString &order)
    {
        const QStringList expected =
            column(QStringLiteral("SELECT %1 FROM %2 WHERE city = %3 AND %4 ORDER BY %5")
                       .arg(std::is_same_v<Row, OperatorAction> ? QStringLiteral("request_id")
                                                                : QStringLiteral("id"),
                            table, quoted(city), where, order));
        QVERIFY2(!expected.isEmpty(), "no rows tell nothing");
        query.limit = std::max(3, int(expected.size() / 7));
        for (const auto direction : {PageDirection::Forward, PageDirection::Backward}) {
            query.direction = direction;
            QCOMPARE(idsOf<Row>(oneCity(), query), expected);
        }
    }
    QStringList column(const QString &sql)
    {
        QStringList values;
        for (const auto &row : m_admins->homeOfCity(city).rows(sql))
            values.append(row.first());
        return values;
    }

    std::unique_ptr<Admins> m_admins;
    std::unique_ptr<Fleet> m_fleet;
};

void TestViews::initTestCase()
{
    const auto endpoints = sharedEndpoints();
    QVERIFY2(endpoints.size() == 3, "no shared fleet: run this test through ctest");
    m_admins = std::make_unique<Admins>(endpoints);
    m_fleet = std::make_unique<Fleet>(directDeployment(endpoints));
    QVERIFY(connectFleet(*m_fleet));
}

void TestViews::pagesEqualOneRead_data()
{
    QTest::addColumn<bool>("descending");
    QTest::newRow("ascending") << false;
    QTest::newRow("descending") << true;
}

void TestViews::pagesEqualOneRead()
{
    QFETCH(bool, descending);
    const auto order = descending ? Qt::DescendingOrder : Qt::AscendingOrder;
    const auto by = [descending](const QStringList &columns) {
        QStringList parts;
        for (const QString &name : columns)
            parts.append(name + (descending ? QStringLiteral(" DESC") : QString()));
        return parts.join(QStringLiteral(", "));
    };
    VehicleQuery vehicles;
    vehicles.order = order;
    compareBothWays<Vehicle>(vehicles, QStringLiteral("vehicles"), QStringLiteral("status <> 'removed'"),
                             by({QStringLiteral("date_added"), QStringLiteral("id")}));
    vehicles.sort = VehicleSort::Status;
    vehicles.filter.withRemoved = true;
    compareBothWays<Vehicle>(
        vehicles, QStringLiteral("vehicles"), QStringLiteral("true"),
        by({QStringLiteral("status"), QStringLiteral("date_added"), QStringLiteral("id")}));
    RideQuery rides;
    rides.order = order;
    compareBothWays<Ride>(rides, QStringLiteral("rides"), QStringLiteral("true"),
                          by({QStringLiteral("start_time"), QStringLiteral("id")}));
    UserQuery users;
    users.order = order;
    compareBothWays<User>(users, QStringLiteral("users"), QStringLiteral("username IS NOT NULL"),
                          by({QStringLiteral("last_name COLLATE \"C\""),
                              QStringLiteral("first_name COLLATE \"C\""), QStringLiteral("id")}));
    ActionQuery actions;
    actions.order = order;
    compareBothWays<OperatorAction>(actions, QStringLiteral("operator_actions"), QStringLiteral("true"),
                                    by({QStringLiteral("acted_at"), QStringLiteral("request_id")}));
}

void TestViews::vehiclesTellWhoseRideTheyAreIn()
{
    QHash<QString, QStringList> expected; // by vehicle
    for (const auto &row : m_admins->homeOfCity(city).rows(
             QStringLiteral("SELECT vehicle_id, id, rider_city, rider_id FROM rides WHERE city = %1 AND "
                            "end_time IS NULL")
                 .arg(quoted(city))))
        expected.insert(row.value(0), row.mid(1));
    QVERIFY2(!expected.isEmpty(), "no rides tell nothing");
    for (const VehicleSort sort : {VehicleSort::DateAdded, VehicleSort::Status})
        for (const Qt::SortOrder order : {Qt::AscendingOrder, Qt::DescendingOrder}) {
            VehicleQuery query;
            query.sort = sort;
            query.order = order;
            QHash<QString, QStringList> found;
            for (const Vehicle &vehicle : readAll<Vehicle>(oneCity(), query))
                if (vehicle.inRide())
                    found.insert(idOf(vehicle), {vehicle.activeRide->toString(QUuid::WithoutBraces),
                                                 vehicle.activeRider.city,
                                                 vehicle.activeRider.id.toString(QUuid::WithoutBraces)});
            QCOMPARE(found, expected);
        }
}

void TestViews::backwardFromAKey()
{
    RideQuery query;
    query.limit = 50;
    auto first = await(ask<Ride>(oneCity(), query));
    QVERIFY2(first.ok(), describe(first));
    QCOMPARE(first->rows.size(), 50);
    QVERIFY(first->more);
    query.from = first->keys.last();
    auto second = await(ask<Ride>(oneCity(), query));
    QVERIFY2(second.ok(), describe(second));
    query.direction = PageDirection::Backward;
    query.from = second->keys.first();
    auto back = await(ask<Ride>(oneCity(), query));
    QVERIFY2(back.ok(), describe(back));
    QCOMPARE(back->rows, first->rows);
    QVERIFY2(!back->more, "there is nothing before the first page");
    QCOMPARE(back->servedBy, homeOf(city));
    QVERIFY(!back->age.has_value());
    QCOMPARE(back->timings.size(), 1);
    QCOMPARE(back->timings.first().rows, 50);
}

void TestViews::filters()
{
    const QString descending = QStringLiteral("date_added DESC, id DESC");
    for (const auto status : {VehicleStatus::Available, VehicleStatus::Unavailable, VehicleStatus::Removed}) {
        VehicleQuery query;
        query.filter.status = status;
        QCOMPARE(idsOf<Vehicle>(oneCity(), query),
                 column(QStringLiteral("SELECT id FROM vehicles WHERE city = %1 AND status = %2 ORDER BY %3")
                            .arg(quoted(city), quoted(toSql(status)), descending)));
    }
    VehicleQuery scooters;
    scooters.filter.type = VehicleType::Scooter;
    compareBothWays<Vehicle>(scooters, QStringLiteral("vehicles"),
                             QStringLiteral("status <> 'removed' AND type = 'scooter'"), descending);

    const QString owner =
        column(
            QStringLiteral("SELECT owner_id FROM vehicles WHERE city = %1 AND status <> 'removed' GROUP BY 1 "
                           "ORDER BY count(*) DESC LIMIT 1")
                .arg(quoted(city)))
            .first();
    VehicleQuery owned;
    owned.filter.owner = RowId{city, QUuid::fromString(owner)};
    const QStringList theirs = column(
        QStringLiteral("SELECT id FROM vehicles WHERE city = %1 AND status <> 'removed' AND owner_id = %2 "
                       "ORDER BY %3")
            .arg(quoted(city), quoted(owner), descending));
    QVERIFY(!theirs.isEmpty());
    QCOMPARE(idsOf<Vehicle>(oneCity(), owned), theirs);
    VehicleQuery one;
    one.filter.id = RowId{city, QUuid::fromString(theirs.first())};
    QCOMPARE(idsOf<Vehicle>(oneCity(), one), QStringList{theirs.first()});

    RideQuery rides;
    rides.filter.active = true;
    compareBothWays<Ride>(rides, QStringLiteral("rides"), QStringLiteral("end_time IS NULL"),
                          QStringLiteral("start_time DESC, id DESC"));
    rides.filter.active = false;
    compareBothWays<Ride>(rides, QStringLiteral("rides"), QStringLiteral("end_time IS NOT NULL"),
                          QStringLiteral("start_time DESC, id DESC"));
    for (const QString &key : {QStringLiteral("rider_id"), QStringLiteral("vehicle_id")}) {
        const QString id =
            column(QStringLiteral(
                       "SELECT %1 FROM rides WHERE city = %2 GROUP BY 1 ORDER BY count(*) DESC LIMIT 1")
                       .arg(key, quoted(city)))
                .first();
        RideQuery query;
        (key == u"rider_id" ? query.filter.rider : query.filter.vehicle) = RowId{city, QUuid::fromString(id)};
        compareBothWays<Ride>(query, QStringLiteral("rides"), QStringLiteral("%1 = %2").arg(key, quoted(id)),
                              QStringLiteral("start_time DESC, id DESC"));
    }

    const QString byName =
        QStringLiteral("last_name COLLATE \"C\" DESC, first_name COLLATE \"C\" DESC, id DESC");
    UserQuery owners;
    owners.filter.owner = true;
    compareBothWays<User>(owners, QStringLiteral("users"),
                          QStringLiteral("username IS NOT NULL AND is_owner"), byName);
    UserQuery named;
    named.filter.namePrefix = QStringLiteral("jA");
    compareBothWays<User>(named, QStringLiteral("users"),
                          QStringLiteral("username IS NOT NULL AND (last_name ILIKE 'ja%' OR first_name "
                                         "ILIKE 'ja%' OR username ILIKE 'ja%')"),
                          byName);
    UserQuery odd;
    odd.filter.namePrefix = QStringLiteral("%_'\\");
    QCOMPARE(idsOf<User>(oneCity(), odd), QStringList());

    ActionQuery refused;
    refused.filter.refusedOnly = true;
    QCOMPARE(idsOf<OperatorAction>(oneCity(), refused),
             column(QStringLiteral("SELECT request_id FROM operator_actions WHERE city = %1 AND outcome <> "
                                   "'done' ORDER BY acted_at DESC, "
                                   "request_id DESC")
                        .arg(quoted(city))));
    const QString subject =
        column(QStringLiteral("SELECT subject_id FROM operator_actions WHERE city = %1 LIMIT 1")
                   .arg(quoted(city)))
            .first();
    ActionQuery traced;
    traced.filter.subject = QUuid::fromString(subject);
    QCOMPARE(idsOf<OperatorAction>(oneCity(), traced),
             column(QStringLiteral("SELECT request_id FROM operator_actions WHERE city = %1 AND subject_id = "
                                   "%2 ORDER BY acted_at DESC, "
                                   "request_id DESC")
                        .arg(quoted(city), quoted(subject))));
}

void TestViews::timeRanges()
{
    const QString order = QStringLiteral("start_time DESC, id DESC");
    RideQuery query;
    query.filter.started = TimeRange{TimeRange::Kind::LastHour, {}, {}};
    compareBothWays<Ride>(query, QStringLiteral("rides"),
                          QStringLiteral("start_time >= now() - interval '1 hour'"), order);
    query.filter.started->kind = TimeRange::Kind::TodayInCity;
    const QString today = QStringLiteral("start_time >= date_trunc('day', now() AT TIME ZONE "
                                         "'Europe/Amsterdam') AT TIME ZONE 'Europe/Amsterdam'");
    if (!column(QStringLiteral("SELECT 1 FROM rides WHERE city = %1 AND %2 LIMIT 1").arg(quoted(city), today))
             .isEmpty())
        compareBothWays<Ride>(query, QStringLiteral("rides"), today, order);
    const QDateTime now = QDateTime::currentDateTimeUtc();
    query.filter.started = TimeRange{TimeRange::Kind::Between, now.addDays(-3), now.addDays(-2)};
    const auto bounded = QStringLiteral("start_time >= %1 AND start_time < %2")
                             .arg(quoted(query.filter.started->from.toString(Qt::ISODateWithMs)),
                                  quoted(query.filter.started->to.toString(Qt::ISODateWithMs)));
    compareBothWays<Ride>(query, QStringLiteral("rides"), bounded, order);
    query.filter.active = false;
    compareBothWays<Ride>(query, QStringLiteral("rides"),
                          bounded + QStringLiteral(" AND end_time IS NOT NULL"), order);
    query.filter.active.reset();
    query.filter.started->to = {}; // open
    compareBothWays<Ride>(query, QStringLiteral("rides"),
                          QStringLiteral("start_time >= %1")
                              .arg(quoted(query.filter.started->from.toString(Qt::ISODateWithMs))),
                          order);

    // Midnight is that of each row's own city, in one region and over all of them.
    RideQuery everywhere;
    everywhere.filter.started = TimeRange{TimeRange::Kind::TodayInCity, {}, {}};
    const QStringList ids = idsOf<Ride>({{}, {}, ViewScope::Freshness::Home}, everywhere);
    qsizetype expected = 0;
    for (const CityInfo &info : m_fleet->catalog().cities())
        expected += m_admins->homeOfCity(info.city)
                        .value(QStringLiteral("SELECT count(*) FROM rides WHERE city = %1 AND start_time >= "
                                              "date_trunc('day', now() AT TIME ZONE %2) AT TIME ZONE %2")
                                   .arg(quoted(info.city), quoted(QString::fromLatin1(info.timeZone))))
                        .toInt();
    // Other tests start rides meanwhile.
    QVERIFY2(std::abs(ids.size() - expected) <= 300,
             qPrintable(QStringLiteral("%1 %2").arg(ids.size()).arg(expected)));
}

void TestViews::placesAreFoundAsTyped_data()
{
    QTest::addColumn<QString>("place");
    for (const QString &text :
         {QStringLiteral("50% off_road"), QStringLiteral("O'Hare \"gate\" \\ 7"), QStringLiteral("Zürich 🚲")})
        QTest::newRow(qPrintable(text)) << text;
}

void TestViews::placesAreFoundAsTyped()
{
    QFETCH(QString, place);
    Town town(m_admins->homeOfCity(QStringLiteral("rome")), QStringLiteral("rome"));
    const RowId vehicle = town.vehicle();
    const RowId ride = town.endedRide(vehicle, town.user());
    town.home().run(QStringLiteral("UPDATE vehicles SET last_location = %1 WHERE city = 'rome' AND id = %2")
                        .arg(quoted(QStringLiteral("At ") + place), quoted(vehicle.id)));
    town.home().run(QStringLiteral("UPDATE rides SET end_location = %1 WHERE city = 'rome' AND id = %2")
                        .arg(quoted(QStringLiteral("At ") + place), quoted(ride.id)));
    const ViewScope rome{homeOf(QStringLiteral("rome")), QStringLiteral("rome"), ViewScope::Freshness::Home};
    VehicleQuery vehicles;
    vehicles.filter.place = place;
    QCOMPARE(idsOf<Vehicle>(rome, vehicles), QStringList{vehicle.id.toString(QUuid::WithoutBraces)});
    vehicles.filter.place = place.toUpper();
    QCOMPARE(idsOf<Vehicle>(rome, vehicles), QStringList{vehicle.id.toString(QUuid::WithoutBraces)});
    RideQuery rides;
    rides.filter.place = place;
    QCOMPARE(idsOf<Ride>(rome, rides), QStringList{ride.id.toString(QUuid::WithoutBraces)});
    // What is nobody's pattern matches nothing else.
    QString other = place;
    other.replace(u'%', u'x')
        .replace(u'_', u'x')
        .replace(u'\'', u'x')
        .replace(QStringLiteral("🚲"), QStringLiteral("x"));
    rides.filter.place = other;
    QCOMPARE(idsOf<Ride>(rome, rides), QStringList());
    // Gone again: other tests' rows are as they were.
    town.home().run(
        QStringLiteral("UPDATE vehicles SET last_location = NULL WHERE id = %1").arg(quoted(vehicle.id)));
    town.home().run(
        QStringLiteral("UPDATE rides SET end_location = NULL WHERE id = %1").arg(quoted(ride.id)));
}

void TestViews::allRegionsEqualTheNearestCopy()
{
    const auto quietIds = [](const auto &rows) {
        QStringList ids;
        for (const auto &row : rows)
            if (quiet.contains(row.city))
                ids.append(idOf(row));
        return ids;
    };
    const ViewScope homes{{}, {}, ViewScope::Freshness::Home};
    const ViewScope copies{{}, {}, ViewScope::Freshness::Nearest};
    for (const auto direction : {PageDirection::Forward, PageDirection::Backward}) {
        RideQuery rides;
        rides.limit = 1'500;
        rides.direction = direction;
        const QStringList merged = quietIds(readAll<Ride>(homes, rides));
        QVERIFY(merged.size() > 1'000);
        QCOMPARE(quietIds(readAll<Ride>(copies, rides)), merged);
        UserQuery users;
        users.order = Qt::AscendingOrder;
        users.limit = 150;
        users.direction = direction;
        const QStringList people = quietIds(readAll<User>(homes, users));
        QVERIFY(people.size() > 100);
        QCOMPARE(quietIds(readAll<User>(copies, users)), people);
        VehicleQuery vehicles;
        vehicles.limit = 101;
        vehicles.direction = direction;
        QCOMPARE(quietIds(readAll<Vehicle>(copies, vehicles)), quietIds(readAll<Vehicle>(homes, vehicles)));
    }
    auto page = await(ask<Ride>(homes, RideQuery{}));
    QVERIFY2(page.ok(), describe(page));
    QCOMPARE(page->servedBy.split(QStringLiteral(", ")).size(), 3);
    QCOMPARE(page->timings.size(), 3);
    QVERIFY(!page->age);
    page = await(ask<Ride>(copies, RideQuery{}));
    QVERIFY2(page.ok(), describe(page));
    QCOMPARE(page->servedBy, m_fleet->nearest());
    QVERIFY2(page->age.has_value(), "a copy has an age");
}

void TestViews::supersededEndsCancelled()
{
    // The table is locked: the older request cannot end by itself.
    Admin holder(m_admins->direct(homeOf(city)));
    holder.run(QStringLiteral("BEGIN; LOCK TABLE users_europe_west IN ACCESS EXCLUSIVE MODE"));
    auto older = m_fleet->users(QStringLiteral("users"), oneCity(), UserQuery{});
    QTRY_VERIFY_WITH_TIMEOUT(holder.value(QStringLiteral(
                                 "SELECT count(*) FROM pg_stat_activity WHERE wait_event_type = 'Lock' AND "
                                 "application_name = 'movr-console queries'"))
                                 != u"0",
                             patience);
    auto newer = m_fleet->users(QStringLiteral("users"), oneCity(), UserQuery{});
    auto first = await(older, std::chrono::seconds(5));
    QVERIFY(!first.ok());
    QVERIFY2(first.failure().kind == FailureKind::Cancelled, describe(first));
    QVERIFY(!newer.isFinished());
    holder.run(QStringLiteral("ROLLBACK"));
    auto second = await(newer);
    QVERIFY2(second.ok(), describe(second));
    QVERIFY(!second->rows.isEmpty());
}

void TestViews::keysKeepMicroseconds()
{
    RideQuery query;
    query.limit = 20;
    auto page = await(ask<Ride>(oneCity(), query));
    QVERIFY2(page.ok(), describe(page));
    for (qsizetype i = 0; i < page->rows.size(); ++i)
        QCOMPARE(
            page->keys.at(i).first().toString(),
            column(QStringLiteral(
                       "SET TimeZone = 'UTC'; SELECT start_time::text FROM rides WHERE city = %1 AND id = %2")
                       .arg(quoted(city), quoted(page->rows.at(i).id)))
                .first());
}

void TestViews::unknownCityIsNoEmptyPage()
{
    auto page = await(ask<Ride>({{}, QStringLiteral("atlantis"), ViewScope::Freshness::Home}, RideQuery{}));
    QVERIFY2(!page.ok(), "an unknown city looks like an empty one");
    QCOMPARE(page.failure().kind, FailureKind::InvalidInput);
    QVERIFY(page.failure().sentence.contains(u"atlantis"));
}

void TestViews::plans_data()
{
    QTest::addColumn<QString>("statement");
    QTest::addColumn<bool>("inCity");
    QTest::addColumn<QString>("filter");
    // Every filter that is offered and served: name of the placeholder and its value.
    const QHash<QString, QStringList> offered{
        {QStringLiteral("vehicles"),
         {QStringLiteral("status=available"), QStringLiteral("type=bike"),
          QStringLiteral("id=00000000-0000-4000-8000-000000000000"),
          QStringLiteral("owner=00000000-0000-4000-8000-000000000000")}},
        {QStringLiteral("rides"),
         {QStringLiteral("active=true"), QStringLiteral("active=false"),
          QStringLiteral("rider=00000000-0000-4000-8000-000000000000"),
          QStringLiteral("vehicle=00000000-0000-4000-8000-000000000000"),
          QStringLiteral("id=00000000-0000-4000-8000-000000000000"), QStringLiteral("from=2026-11-01"),
          QStringLiteral("k1=2026-11-01")}},
        {QStringLiteral("users"),
         {QStringLiteral("prefix=ja"), QStringLiteral("is_owner=true"),
          QStringLiteral("id=00000000-0000-4000-8000-000000000000")}},
        {QStringLiteral("actions"),
         {QStringLiteral("subject=00000000-0000-4000-8000-000000000000"),
          QStringLiteral("refused_only=true")}}};
    for (const QString &statement : viewStatements()) {
        const QString table = statement.section(u'/', 1).section(u'_', 0, 0);
        for (const QString &filter : QStringList{QString()} + offered.value(table))
            for (const bool inCity : {true, false})
                QTest::newRow(qPrintable(
                    statement + (inCity ? QStringLiteral(" of a city ") : QStringLiteral(" of a region "))
                    + filter))
                    << statement << inCity << filter;
    }
}

/// Starting one takes longer than the whole page.
void TestViews::aPageStartsNoWorkers()
{
    const QList<QStringList> homes{
        {QStringLiteral("boston"), QStringLiteral("new york"), QStringLiteral("washington dc")},
        {QStringLiteral("los angeles"), QStringLiteral("san francisco"), QStringLiteral("seattle")},
        {QStringLiteral("amsterdam"), QStringLiteral("paris"), QStringLiteral("rome")}};
    for (const QStringList &cities : homes) {
        Admin session(m_admins->direct(homeOf(cities.first()))
                      + QStringLiteral(" options='%1'").arg(viewSessionOptions()));
        for (const QString &statement : viewStatements())
            for (const QString &one : {quoted(cities.first()), QStringLiteral("NULL")}) {
                const QString bound =
                    withValues(statement, {{QStringLiteral("cities"), quoted(arrayLiteral(cities))},
                                           {QStringLiteral("city"), one},
                                           {QStringLiteral("with_removed"), QStringLiteral("'false'")},
                                           {QStringLiteral("refused_only"), QStringLiteral("'false'")},
                                           {QStringLiteral("limit"), QStringLiteral("201")}});
                QStringList plan;
                for (const auto &row : session.rows(QStringLiteral("EXPLAIN ") + bound))
                    plan.append(row.first());
                const QByteArray shown = plan.join(u'\n').toUtf8();
                QVERIFY2(!shown.contains("Gather"), shown.constData());
            }
    }
}

void TestViews::plans()
{
    QFETCH(QString, statement);
    QFETCH(bool, inCity);
    QFETCH(QString, filter);
    // What the lane binds, as literals: it plans with its values at hand as well.
    QHash<QString, QString> values{
        {QStringLiteral("cities"), quoted(arrayLiteral({QStringLiteral("amsterdam"), QStringLiteral("paris"),
                                                        QStringLiteral("rome")}))},
        {QStringLiteral("city"), inCity ? quoted(city) : QStringLiteral("NULL")},
        {QStringLiteral("with_removed"), QStringLiteral("'false'")},
        {QStringLiteral("refused_only"), QStringLiteral("'false'")},
        {QStringLiteral("limit"), QStringLiteral("201")}};
    if (!filter.isEmpty())
        values.insert(filter.section(u'=', 0, 0), quoted(filter.section(u'=', 1)));
    if (filter.startsWith(u"k1"))
        values.insert(QStringLiteral("k2"), quoted(QStringLiteral("00000000-0000-4000-8000-000000000000")));
    if (filter.startsWith(u"owner") || filter.startsWith(u"rider") || filter.startsWith(u"vehicle"))
        values.insert(filter.section(u'=', 0, 0) + QStringLiteral("_city"), quoted(city));
    const QString bound = withValues(statement, values);
    const QStringList plan =
        // The tables of the test are small: whether an index can serve is asked, not whether it is worth it.
        column(
            QStringLiteral("SET enable_seqscan = off; EXPLAIN (ANALYZE, COSTS OFF, TIMING OFF, SUMMARY OFF) ")
            + bound);
    const QByteArray shown = plan.join(u'\n').toUtf8();
    QVERIFY(shown.contains("_europe_west"));
    for (const QString &line : plan) {
        if (!line.contains(u"_us_east") && !line.contains(u"_us_west"))
            continue;
        // Another partition may be in the plan of a lookup by key, but it is not read. A rider may be at home anywhere.
        const bool ridersHome = statement.contains(u"rides_by_start") && line.contains(u" on users_us_");
        QVERIFY2(ridersHome || !line.contains(u"Scan") || line.contains(u"never executed"),
                 shown.constData());
    }
    QVERIFY2(!shown.contains("Seq Scan"), shown.constData());
    if (statement.contains(u"rides_by_start") && filter.isEmpty())
        QVERIFY2(QString::fromUtf8(shown).contains(
                     QRegularExpression(QStringLiteral("Index.*Scan.*(start_time|start_idx)"))),
                 shown.constData());
}

QTEST_GUILESS_MAIN(TestViews)
#include "tst_views.moc"
