#include "db/base/sql_text.h"
#include "db/search/search_reader.h"
#include "tests/support/bound_statement.h"
#include "tests/support/patience.h"
#include "tests/support/test_fleet.h"

#include <QElapsedTimer>
#include <QRegularExpression>
#include <QTest>

#include <algorithm>

using namespace movr;
using namespace movr::test;
using namespace std::chrono_literals;

namespace {

const QString city = QStringLiteral("boston"); // of us-east
const QString view = QStringLiteral("search");

QString compact(const QUuid &id)
{
    return id.toString(QUuid::Id128);
}
QString dashed(const QUuid &id)
{
    return id.toString(QUuid::WithoutBraces);
}

/// Everything that one search found, region by region.
struct Found {
    QList<SearchHit> hits;
    QStringList answered;
    QList<Failure> failures;
    bool more = false;

    const SearchHit *hit(const RowId &row) const
    {
        const auto found = std::find_if(hits.cbegin(), hits.cend(),
                                        [&row](const SearchHit &hit) { return hit.rowId() == row; });
        return found == hits.cend() ? nullptr : &*found;
    }
    bool has(const RowId &row) const { return hit(row); }
};

Found search(Fleet &fleet, const QString &text)
{
    Found found;
    for (const RegionSearch &one : fleet.search(view, parseSearch(text))) {
        const auto page = await(one.answer);
        if (!page.ok()) {
            found.failures.append(page.failure());
            continue;
        }
        found.answered.append(one.region);
        found.hits += page->hits;
        found.more =
            found.more || std::any_of(page->more.cbegin(), page->more.cend(), [](bool b) { return b; });
    }
    return found;
}

} // namespace

/// Searching anything on a real fleet: what is found, what is not, and by which indexes.
class TestSearch : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void initTestCase();
    void cleanupTestCase() { m_fleet.reset(); }

    void everyKindByItsId_data();
    void everyKindByItsId();
    void idPrefixFindsAllOfThem();
    void usersByEachField_data();
    void usersByEachField();
    void exactComesFirst();
    void places();
    void placesBeyondTheIndexedLength();
    void removedUserIsFound();
    void removedVehicleIsFoundByIdOnly();
    void textIsLiteral_data();
    void textIsLiteral();
    void longTexts();
    void moreIsTold();
    void everyRegionIsAsked();
    void problemsAskNobody();
    void supersedingCancels();
    void aSlowRegionDelaysNoOther();
    void aDeadRegionIsAGap();
    void plans_data();
    void plans();

private:
    RowId person(const QString &first, const QString &last, const QString &username, const QString &email);
    RowId vehicleAt(const QString &place, const QString &status = QStringLiteral("available"));
    RowId rideBetween(const QString &from, const QString &to, const QString &started);
    Found find(const QString &text) { return search(*m_fleet, text); }
    Admin &home() { return m_admins->homeOfCity(city); }

    std::unique_ptr<Admins> m_admins;
    std::unique_ptr<Fleet> m_fleet;
    std::unique_ptr<Town> m_town;
};

void TestSearch::initTestCase()
{
    const auto endpoints = sharedEndpoints();
    QVERIFY2(endpoints.size() == 3, "no shared fleet: run this test through ctest");
    m_admins = std::make_unique<Admins>(endpoints);
    m_fleet = std::make_unique<Fleet>(directDeployment(endpoints));
    QVERIFY(connectFleet(*m_fleet));
    m_town = std::make_unique<Town>(home(), city);
}

RowId TestSearch::person(const QString &first, const QString &last, const QString &username,
                         const QString &email)
{
    const RowId user = m_town->user(username);
    home().run(QStringLiteral(
                   "UPDATE users SET first_name = %1, last_name = %2, email = %3 WHERE city = %4 AND id = %5")
                   .arg(quoted(first), quoted(last), quoted(email), quoted(city), quoted(user.id)));
    return user;
}

RowId TestSearch::vehicleAt(const QString &place, const QString &status)
{
    const RowId vehicle = m_town->vehicle(status);
    home().run(QStringLiteral("UPDATE vehicles SET last_location = %1 WHERE city = %2 AND id = %3")
                   .arg(quoted(place), quoted(city), quoted(vehicle.id)));
    return vehicle;
}

RowId TestSearch::rideBetween(const QString &from, const QString &to, const QString &started)
{
    const RowId ride = m_town->endedRide(m_town->vehicle(), m_town->user());
    home().run(QStringLiteral("UPDATE rides SET start_location = %1, end_location = %2, start_time = %3 "
                              "WHERE city = %4 AND id = %5")
                   .arg(quoted(from), quoted(to), quoted(started), quoted(city), quoted(ride.id)));
    return ride;
}

void TestSearch::everyKindByItsId_data()
{
    QTest::addColumn<QString>("kind");
    for (const QString &kind : {QStringLiteral("user"), QStringLiteral("vehicle"), QStringLiteral("ride")})
        QTest::newRow(qPrintable(kind)) << kind;
}

void TestSearch::everyKindByItsId()
{
    QFETCH(QString, kind);
    const RowId rider = m_town->user();
    const RowId vehicle = m_town->vehicle();
    const RowId ride = m_town->activeRide(vehicle, rider);
    const RowId wanted = kind == u"user" ? rider : kind == u"vehicle" ? vehicle : ride;
    for (const QString &text : {dashed(wanted.id), compact(wanted.id), dashed(wanted.id).toUpper(),
                                u'{' + dashed(wanted.id) + u'}'}) {
        const Found found = find(text);
        QVERIFY2(found.hits.size() == 1 && found.has(wanted), qPrintable(text));
        QVERIFY(found.hits.first().exact);
        QCOMPARE(found.hits.first().field, SearchField::Id);
    }
    for (const qsizetype digits : {4, 8, 9, 13, 20, 31})
        QVERIFY2(find(dashed(wanted.id).left(digits)).has(wanted),
                 qPrintable(dashed(wanted.id).left(digits)));
    QVERIFY(!find(dashed(wanted.id).left(3)).has(wanted));
    const Found found = find(dashed(wanted.id));
    if (kind == u"vehicle") {
        const auto &row = std::get<Vehicle>(found.hits.first().row);
        QCOMPARE(row.activeRide, std::optional(ride.id));
        QCOMPARE(row.lastLocation, QStringLiteral("Depot 1"));
        QCOMPARE(row.status, VehicleStatus::Unavailable);
    } else if (kind == u"ride") {
        const auto &row = std::get<Ride>(found.hits.first().row);
        QVERIFY(row.active());
        QVERIFY(qAbs(row.startTime.secsTo(QDateTime::currentDateTimeUtc()) - 600) < 60);
    }
}

void TestSearch::idPrefixFindsAllOfThem()
{
    // Ids of one beginning in every kind, and one just outside on either side.
    const QString begin = QStringLiteral("fade0bad");
    const auto insert = [&](const QString &id) {
        home().run(QStringLiteral("INSERT INTO users (city, id, username) VALUES (%1, %2, %3)")
                       .arg(quoted(city), quoted(id), quoted(QUuid::createUuid().toString(QUuid::Id128))));
        return RowId{city, QUuid::fromString(id)};
    };
    const RowId lowest = insert(begin + QStringLiteral("-0000-0000-0000-000000000000"));
    const RowId highest = insert(begin + QStringLiteral("-ffff-ffff-ffff-ffffffffffff"));
    const RowId below = insert(QStringLiteral("fade0bac-ffff-ffff-ffff-ffffffffffff"));
    const RowId above = insert(QStringLiteral("fade0bae-0000-0000-0000-000000000000"));
    const Found found = find(begin);
    QVERIFY(found.has(lowest) && found.has(highest));
    QVERIFY(!found.has(below) && !found.has(above));
    QVERIFY2(!found.hit(lowest)->exact, "a beginning is not the whole");
}

void TestSearch::usersByEachField_data()
{
    QTest::addColumn<QString>("text");
    QTest::addColumn<int>("field"); // -1: not found
    QTest::addColumn<bool>("exact");
    const int none = -1;
    const int username = int(SearchField::Username);
    const int email = int(SearchField::Email);
    const int name = int(SearchField::Name);
    QTest::newRow("username") << "qadri.test" << username << true;
    QTest::newRow("username, other case") << "QADRI.TEST" << username << true;
    QTest::newRow("beginning of the username") << "qadri.t" << username << false;
    QTest::newRow("inside the username") << "adri.test" << none << false;
    QTest::newRow("e-mail") << "qpost@example.org" << email << true;
    QTest::newRow("e-mail, other case") << "QPost@Example.org" << email << true;
    QTest::newRow("beginning of the e-mail") << "qpost@" << email << false;
    QTest::newRow("first name") << "Xenophonia" << name << false;
    QTest::newRow("beginning of the last name") << "quetzalc" << name << false;
    QTest::newRow("last name") << "Quetzalcoatl" << name << true;
    QTest::newRow("full name") << "xenophonia quetzalcoatl" << name << true;
    QTest::newRow("beginning of the full name") << "xenophonia qu" << name << false;
    QTest::newRow("last name first") << "Quetzalcoatl Xeno" << name << false;
    QTest::newRow("last name first, comma") << "Quetzalcoatl, Xenophonia" << name << true;
    QTest::newRow("blanks around") << "  Quetzalcoatl  " << name << true;
    QTest::newRow("something else") << "quetzalz" << none << false;
}

void TestSearch::usersByEachField()
{
    QFETCH(QString, text);
    QFETCH(int, field);
    QFETCH(bool, exact);
    static const RowId user = person(QStringLiteral("Xenophonia"), QStringLiteral("Quetzalcoatl"),
                                     QStringLiteral("Qadri.Test"), QStringLiteral("qPost@example.org"));
    const Found found = find(text);
    QCOMPARE(found.has(user), field >= 0);
    if (field < 0)
        return;
    QCOMPARE(int(found.hit(user)->field), field);
    QCOMPARE(found.hit(user)->exact, exact);
    const auto &row = std::get<User>(found.hit(user)->row);
    QCOMPARE(row.fullName(), QStringLiteral("Xenophonia Quetzalcoatl"));
    QCOMPARE(row.username, QStringLiteral("Qadri.Test"));
    QCOMPARE(row.email, QStringLiteral("qPost@example.org"));
}

void TestSearch::exactComesFirst()
{
    for (int i = 0; i < hitsPerKind; ++i)
        m_town->user(QStringLiteral("wyxzabc%1").arg(i));
    const RowId exact = m_town->user(QStringLiteral("Wyxzabc"));
    const Found found = find(QStringLiteral("wyxzabc"));
    QCOMPARE(found.hits.size(), hitsPerKind);
    QCOMPARE(found.hits.first().rowId(), exact);
    QVERIFY(found.hits.first().exact);
    QVERIFY(found.more);
}

void TestSearch::places()
{
    const QString here = QStringLiteral("Zzyzx Road 7");
    const RowId vehicle = vehicleAt(here);
    const RowId from = rideBetween(here, QStringLiteral("Elsewhere"), QStringLiteral("2026-01-01 10:00+00"));
    const RowId to = rideBetween(QStringLiteral("Elsewhere"), here, QStringLiteral("2026-01-02 10:00+00"));
    const RowId other = rideBetween(QStringLiteral("Zzyzx Road 70"), QStringLiteral("Elsewhere"),
                                    QStringLiteral("2026-01-03 10:00+00"));
    const Found whole = find(QStringLiteral("zzyzx road 7"));
    QVERIFY(whole.has(vehicle) && whole.has(from) && whole.has(to) && whole.has(other));
    QVERIFY(whole.hit(vehicle)->exact && whole.hit(from)->exact && whole.hit(to)->exact);
    QVERIFY(!whole.hit(other)->exact);
    QCOMPARE(whole.hit(to)->field, SearchField::Place);
    QStringList rides;
    for (const SearchHit &hit : whole.hits)
        if (hit.kind() == SearchKind::Ride)
            rides.append(dashed(hit.rowId().id));
    QCOMPARE(rides, (QStringList{dashed(to.id), dashed(from.id), dashed(other.id)}));
    const Found begun = find(QStringLiteral("ZZYZX"));
    QVERIFY(begun.has(vehicle) && begun.has(from) && begun.has(to) && begun.has(other));
    QVERIFY(!find(QStringLiteral("road 7")).has(vehicle));
}

void TestSearch::placesBeyondTheIndexedLength()
{
    // Far longer than what a row of an index takes: it can be stored, and found by all of it.
    const QString common = QStringLiteral("Wvwv") + QString(120, u'w');
    QString noise;
    for (int i = 0; i < 3'000; ++i)
        noise += QUuid::createUuid().toString(QUuid::Id128);
    const RowId one = vehicleAt(common + u'1');
    const RowId huge = vehicleAt(common + u'2' + noise);
    const Found both = find(common);
    QVERIFY(both.has(one) && both.has(huge));
    const Found first = find(common + u'1');
    QVERIFY(first.has(one) && !first.has(huge));
    QVERIFY(first.hit(one)->exact);
    const RowId ride =
        rideBetween(common + u'3' + noise, common + u'4', QStringLiteral("2026-01-01 10:00+00"));
    QVERIFY(find(common + u'4').has(ride));
    QVERIFY(find(common + u'3').has(ride));
    QVERIFY(!find(common + u'5').has(ride));
}

void TestSearch::removedUserIsFound()
{
    const RowId user = person(QStringLiteral("Gonebert"), QStringLiteral("Awayman"),
                              QStringLiteral("gonebert.away"), QStringLiteral("gonebert@example.org"));
    home().run(QStringLiteral("UPDATE users SET username = NULL WHERE city = %1 AND id = %2")
                   .arg(quoted(city), quoted(user.id)));
    for (const QString &text :
         {dashed(user.id), QStringLiteral("gonebert aw"), QStringLiteral("gonebert@example.org")}) {
        const Found found = find(text);
        QVERIFY2(found.has(user), qPrintable(text));
        QVERIFY2(std::get<User>(found.hit(user)->row).removed(), "told as removed");
    }
    QVERIFY2(!find(QStringLiteral("gonebert.away")).has(user), "the username was given up");
}

void TestSearch::removedVehicleIsFoundByIdOnly()
{
    const RowId vehicle = vehicleAt(QStringLiteral("Yonder Yard 9"), QStringLiteral("removed"));
    const Found found = find(dashed(vehicle.id));
    QVERIFY(found.has(vehicle));
    QCOMPARE(std::get<Vehicle>(found.hit(vehicle)->row).status, VehicleStatus::Removed);
    QVERIFY(!find(QStringLiteral("yonder yard 9")).has(vehicle));
}

void TestSearch::textIsLiteral_data()
{
    QTest::addColumn<QString>("text");
    QTest::newRow("single quote") << QStringLiteral("qq'; DROP TABLE rides; --");
    QTest::newRow("double quote") << QStringLiteral("qq\"x\"");
    QTest::newRow("percent") << QStringLiteral("qq%x");
    QTest::newRow("underscore") << QStringLiteral("qq_x");
    QTest::newRow("backslash") << QStringLiteral("qq\\x\\");
    QTest::newRow("placeholder") << QStringLiteral("qq:name ? $1");
    QTest::newRow("emoji") << QStringLiteral("🛴qq👩🏽‍🚀");
    QTest::newRow("accents") << QStringLiteral("Çrépuscule Ñandú");
    QTest::newRow("Cyrillic") << QStringLiteral("Ёлка Жуковой");
    QTest::newRow("right to left") << QStringLiteral("שלום");
    QTest::newRow("line break") << QStringLiteral("qq\nnext");
    QTest::newRow("tab") << QStringLiteral("qq\tnext");
    QTest::newRow("braces and commas") << QStringLiteral("{qq,\"NULL\"}");
    QTest::newRow("the last characters there are") << QString::fromUcs4(U"qq\U0010FFFF\U0010FFFF");
}

void TestSearch::textIsLiteral()
{
    QFETCH(QString, text);
    const RowId vehicle = vehicleAt(text + QStringLiteral(" end"));
    const RowId user = person(QStringLiteral("Q"), text,
                              QString(text).remove(u' ').append(u'-').append(compact(vehicle.id)), {});
    const RowId ride = rideBetween(text, text, QStringLiteral("2026-01-01 10:00+00"));
    // What a pattern would take for the same: any character in place of % and _.
    QString similar = text;
    const RowId decoy =
        vehicleAt(similar.replace(u'%', QStringLiteral("zz")).replace(u'_', u'z').replace(u'\\', u'z')
                  + QStringLiteral(" end"));
    const Found found = find(text);
    QVERIFY2(found.failures.isEmpty(), found.failures.isEmpty() ? "" : describe(found.failures.first()));
    QVERIFY(found.has(vehicle));
    QVERIFY(found.has(user));
    QVERIFY(found.has(ride));
    QVERIFY(found.hit(ride)->exact);
    if (similar != text)
        QVERIFY(!found.has(decoy));
    QVERIFY(find(text.toUpper()).has(vehicle));
    QCOMPARE(home().value(QStringLiteral("SELECT to_regclass('rides') IS NOT NULL")), QStringLiteral("t"));
}

void TestSearch::longTexts()
{
    const QString longest(longestSearch, u'y');
    const RowId vehicle = vehicleAt(longest + QStringLiteral("yy"));
    QVERIFY(find(longest).has(vehicle));
    // What the parser would never send is only a text to the servers.
    SearchQuery query;
    query.username = query.email = query.name = query.place = QString(10'000, u'y');
    query.lastName = query.firstName = query.name;
    for (const RegionSearch &one : m_fleet->search(view, query)) {
        const auto page = await(one.answer);
        QVERIFY2(page.ok(), describe(page));
        QVERIFY(page->hits.isEmpty());
    }
}

void TestSearch::moreIsTold()
{
    for (int i = 0; i < hitsPerKind; ++i)
        vehicleAt(QStringLiteral("Moreplace"));
    Found found = find(QStringLiteral("moreplace"));
    QCOMPARE(found.hits.size(), hitsPerKind);
    QVERIFY(!found.more);
    vehicleAt(QStringLiteral("Moreplace"));
    found = find(QStringLiteral("moreplace"));
    QCOMPARE(found.hits.size(), hitsPerKind);
    QVERIFY(found.more);
}

void TestSearch::everyRegionIsAsked()
{
    const QString name = QStringLiteral("allover-") + compact(QUuid::createUuid()).left(8);
    QStringList regions;
    for (const QString &town :
         {QStringLiteral("boston"), QStringLiteral("seattle"), QStringLiteral("rome")}) {
        Town(m_admins->homeOfCity(town), town).user(name);
        regions.append(homeOf(town));
    }
    // Copies of it are on every server by now or soon: each is found once all the same, at its home.
    const Found found = find(name);
    QCOMPARE(found.hits.size(), 3);
    QStringList answered = found.answered;
    std::sort(answered.begin(), answered.end());
    std::sort(regions.begin(), regions.end());
    QCOMPARE(answered, regions);
    QStringList cities;
    for (const SearchHit &hit : found.hits)
        cities.append(hit.rowId().city);
    std::sort(cities.begin(), cities.end());
    QCOMPARE(cities,
             (QStringList{QStringLiteral("boston"), QStringLiteral("rome"), QStringLiteral("seattle")}));
}

void TestSearch::problemsAskNobody()
{
    for (const QString &text : {QString(), QStringLiteral("a"), QString(10'000, u'x'),
                                QStringLiteral("x") + QChar(QChar::Null) + QStringLiteral("y")})
        QVERIFY(m_fleet->search(view, parseSearch(text)).isEmpty());
}

void TestSearch::supersedingCancels()
{
    // The table is locked: the older search cannot end by itself.
    Admin holder(m_admins->direct(homeOf(city)));
    holder.run(QStringLiteral("BEGIN; LOCK TABLE users_us_east IN ACCESS EXCLUSIVE MODE"));
    const QString waiting =
        QStringLiteral("SELECT count(*) FROM pg_stat_activity WHERE wait_event_type = 'Lock' AND "
                       "application_name = 'movr-console queries'");
    const auto older = m_fleet->search(view, parseSearch(QStringLiteral("anna")));
    QTRY_VERIFY_WITH_TIMEOUT(holder.value(waiting) != u"0", patience);
    const auto newer = m_fleet->search(view, parseSearch(QStringLiteral("annab")));
    for (const RegionSearch &one : older) {
        const auto first = await(one.answer, 3s);
        if (one.region != homeOf(city))
            continue; // it may have answered in time
        QVERIFY(!first.ok());
        QVERIFY2(first.failure().kind == FailureKind::Cancelled, describe(first));
    }
    holder.run(QStringLiteral("ROLLBACK"));
    for (const RegionSearch &one : newer) {
        const auto second = await(one.answer);
        QVERIFY2(second.ok(), describe(second));
    }
}

void TestSearch::aSlowRegionDelaysNoOther()
{
    Admin holder(m_admins->direct(homeOf(city)));
    holder.run(QStringLiteral("BEGIN; LOCK TABLE users_us_east IN ACCESS EXCLUSIVE MODE"));
    QElapsedTimer clock;
    clock.start();
    const auto asked = m_fleet->search(view, parseSearch(QStringLiteral("anna")));
    QCOMPARE(asked.size(), 3);
    for (const RegionSearch &one : asked) {
        if (one.region == homeOf(city))
            continue;
        const auto page = await(one.answer);
        QVERIFY2(page.ok(), describe(page));
    }
    QVERIFY2(clock.elapsed() < 3'000, "the others waited for it");
    for (const RegionSearch &one : asked) {
        if (one.region != homeOf(city))
            continue;
        QVERIFY(!one.answer.isFinished());
        // It is given up after five seconds, and says so.
        const auto page = await(one.answer, 10s);
        QVERIFY(!page.ok());
        QVERIFY2(page.failure().kind == FailureKind::Timeout, describe(page));
        QCOMPARE(page.failure().region, one.region);
    }
    holder.run(QStringLiteral("ROLLBACK"));
}

void TestSearch::aDeadRegionIsAGap()
{
    Deployment deployment = directDeployment(sharedEndpoints());
    const QString dead = QStringLiteral("gcp-us-west1");
    for (Region &region : deployment.regions)
        if (region.name == dead)
            region.connection = withKeyword(region.connection, QStringLiteral("port"), QStringLiteral("1"));
    Fleet fleet(deployment);
    fleet.start();
    QTRY_VERIFY_WITH_TIMEOUT(!fleet.catalog().isEmpty() && fleet.region(dead).state == RegionState::Down
                                 && fleet.region(homeOf(city)).state == RegionState::Up
                                 && fleet.region(homeOf(QStringLiteral("rome"))).state == RegionState::Up,
                             patience);
    const RowId user = m_town->user();
    const Found found = search(fleet, dashed(user.id));
    QVERIFY(found.has(user));
    QCOMPARE(found.answered.size(), 2);
    QCOMPARE(found.failures.size(), 1);
    QCOMPARE(found.failures.first().region, dead);
    QVERIFY(!found.failures.first().sentence.isEmpty());
}

void TestSearch::plans_data()
{
    QTest::addColumn<QString>("text");
    QTest::addColumn<QString>("settings");
    QTest::addColumn<QStringList>("indexes"); // of which each has to be in the plan
    const QStringList keys{QStringLiteral("users_us_east_pkey"), QStringLiteral("vehicles_us_east_pkey"),
                           QStringLiteral("rides_us_east_pkey")};
    const QList<std::tuple<const char *, QString, QStringList>> cases{
        {"id", QStringLiteral("fade0bad"), keys},
        {"whole id", QStringLiteral("fade0bad-0000-0000-0000-000000000000"), keys},
        {"a word", QStringLiteral("anna"), {}},
        {"two letters", QStringLiteral("an"), {}},
        {"e-mail", QStringLiteral("anna@example.org"), {}},
        {"full name", QStringLiteral("Anna Rossi"), {}},
        {"place", QStringLiteral("Newbury Street"), {}},
        {"digits of a place", QStringLiteral("10"), {}},
        {"odd", QStringLiteral("%_'\\"), {}},
        {"the last character there is", QString::fromUcs4(U"\U0010FFFF"), {}}};
    const QString byIndexes = QStringLiteral("SET LOCAL enable_seqscan = off; ");
    for (const auto &[name, text, indexes] : cases) {
        QTest::addRow("%s", name) << text << QString() << QStringList{};
        QTest::addRow("%s by indexes", name) << text << byIndexes << indexes;
    }
}

/// Every table is read by an index, and only the partition of the cities asked for.
void TestSearch::plans()
{
    QFETCH(QString, text);
    QFETCH(QStringList, indexes);
    // Told not to read whole tables, the planner still does where no index serves.
    QFETCH(QString, settings);
    const SearchQuery query = parseSearch(text);
    const auto literal = [](const QString &value) {
        return value.isEmpty() ? QStringLiteral("NULL") : quoted(value);
    };
    const QHash<QString, QString> values{
        {QStringLiteral("cities"), quoted(arrayLiteral({QStringLiteral("boston"), QStringLiteral("new york"),
                                                        QStringLiteral("washington dc")}))},
        {QStringLiteral("low"), literal(query.ids ? dashed(query.ids->low) : QString())},
        {QStringLiteral("high"), literal(query.ids ? dashed(query.ids->high) : QString())},
        {QStringLiteral("username"), literal(query.username)},
        {QStringLiteral("email"), literal(query.email)},
        {QStringLiteral("name"), literal(query.name)},
        {QStringLiteral("last_name"), literal(query.lastName)},
        {QStringLiteral("first_name"), literal(query.firstName)},
        {QStringLiteral("place"), literal(query.place)},
        {QStringLiteral("limit"), QString::number(hitsPerKind + 1)}};
    for (const QString &statement : searchStatements()) {
        const QString bound = withValues(statement, values);
        QStringList plan;
        for (const auto &row :
             home().rows(settings + QStringLiteral("EXPLAIN (ANALYZE, COSTS OFF, TIMING OFF) ") + bound))
            plan.append(row.first());
        const QByteArray shown = plan.join(u'\n').toUtf8();
        QVERIFY2(!shown.contains("Seq Scan on rides"), shown.constData());
        QVERIFY2(!shown.contains("_us_west") && !shown.contains("_europe_west"), shown.constData());
        QVERIFY2(shown.contains("_us_east"), shown.constData());
        // The few vehicles of this fleet lie on less pages than an index has: they may be read through.
        if (settings.isEmpty())
            return;
        QVERIFY2(!shown.contains("Seq Scan"), shown.constData());
        static const QRegularExpression scan(QStringLiteral("Scan.* on (users|vehicles|rides)"));
        for (const QString &line : plan)
            if (line.contains(scan))
                QVERIFY2(line.contains(u"Index") || line.contains(u"Bitmap Heap Scan"), shown.constData());
        for (const QString &index : indexes)
            QVERIFY2(shown.contains(index.toUtf8()), shown.constData());
    }
}

QTEST_GUILESS_MAIN(TestSearch)
#include "tst_search.moc"
