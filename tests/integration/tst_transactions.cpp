#include "db/movr/password.h"
#include "tests/support/test_fleet.h"

#include <QSet>
#include <QTest>

#include <functional>

using namespace movr;
using namespace movr::test;
using namespace std::chrono_literals;

namespace {

const QString city = QStringLiteral("boston");
const QString otherCity = QStringLiteral("seattle"); // at home elsewhere

RequestStamp named()
{
    return {QUuid::createUuid(), QStringLiteral("operator \"O'Neil\"")};
}

} // namespace

/// Every transaction on the shared fleet: what it changes, what it records, what it refuses, and that it happens once.
class TestTransactions : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void initTestCase();
    void cleanupTestCase() { m_fleet.reset(); }

    void signsUp();
    void logsIn_data();
    void logsIn();
    void addsVehicles();
    void ridesAndEnds();
    void forceEnds();
    void takesOutAndReturns();
    void removesVehicles();
    void removedVehicleStaysRemoved();
    void removesUsers();

    void refuses_data();
    void refuses();
    void everyVerdictIsRefusedSomewhere();

    void repeats_data();
    void repeats();
    void repeatsRefusals();

    void keepsAnyText_data();
    void keepsAnyText();
    void refusesNul_data();
    void refusesNul();
    void keepsPasswordsOut();

    void followersRefuse();
    void visitorsRide();
    void unknownVisitorIsALaggingCopy();
    void refusesUnknownCity();

private:
    using Request = std::function<QFuture<Result<Outcome>>(const RequestStamp &)>;
    using Prepare = std::function<Request(TestTransactions &)>;
    struct Refusal {
        Verdict verdict;
        Prepare prepare;
    };
    static const std::map<QByteArray, Refusal> &refusals();

    QList<QString> record(const RequestStamp &stamp, const QString &where = city)
    {
        const Rows rows = m_admins->homeOfCity(where).rows(
            QStringLiteral("SELECT action, operator, subject_kind, subject_id, reason, outcome, details FROM "
                           "operator_actions "
                           "WHERE city = %1 AND request_id = %2")
                .arg(quoted(where), quoted(stamp.requestId)));
        return rows.size() == 1 ? rows.first() : QList<QString>();
    }
    QString fingerprint()
    {
        return m_town->home().value(
            QStringLiteral("SELECT md5(concat((SELECT string_agg(u::text, ',' ORDER BY id) FROM users u "
                           "WHERE city = %1),"
                           "(SELECT string_agg(v::text, ',' ORDER BY id) FROM vehicles v WHERE city = %1),"
                           "(SELECT string_agg(r::text, ',' ORDER BY id) FROM rides r WHERE city = %1),"
                           "(SELECT string_agg(a::text, ',' ORDER BY request_id) FROM operator_actions a "
                           "WHERE city = %1)))")
                .arg(quoted(city)));
    }

    std::unique_ptr<Admins> m_admins;
    std::unique_ptr<Town> m_town;
    std::unique_ptr<Fleet> m_fleet;
};

void TestTransactions::initTestCase()
{
    const auto endpoints = sharedEndpoints();
    QVERIFY2(endpoints.size() == 3, "no shared fleet: run this test through ctest");
    m_admins = std::make_unique<Admins>(endpoints);
    m_town = std::make_unique<Town>(m_admins->homeOfCity(city), city);
    m_fleet = std::make_unique<Fleet>(directDeployment(endpoints));
    QVERIFY(connectFleet(*m_fleet));
}

void TestTransactions::signsUp()
{
    SignUp request{named(),
                   city,
                   QUuid::createUuid(),
                   QStringLiteral("Ada"),
                   QStringLiteral("Byron"),
                   QStringLiteral("ada@example.org"),
                   QStringLiteral("ada-") + QUuid::createUuid().toString(QUuid::Id128),
                   QStringLiteral("correct horse")};
    auto outcome = await(m_fleet->signUp(request));
    QVERIFY2(outcome.ok(), describe(outcome));
    QCOMPARE(outcome->verdict, Verdict::Done);
    QCOMPARE(outcome->action, QStringLiteral("sign_up"));
    QCOMPARE(outcome->partition, QStringLiteral("us_east"));
    QCOMPARE(outcome->repeated, false);
    QCOMPARE(outcome->timing.region, QStringLiteral("gcp-us-east1"));
    QCOMPARE(outcome->timing.attempts, 1);
    QVERIFY(outcome->timing.wait > 0ns && outcome->timing.wait <= outcome->timing.total);

    const Rows rows = m_town->home().rows(QStringLiteral("SELECT first_name, last_name, email, username, "
                                                         "is_owner, password_hash FROM users WHERE city = %1 "
                                                         "AND id = %2")
                                              .arg(quoted(city), quoted(request.userId)));
    QCOMPARE(rows.size(), 1);
    QCOMPARE(rows.first().mid(0, 5), (QList<QString>{request.firstName, request.lastName, request.email,
                                                     request.username, QStringLiteral("f")}));
    QVERIFY2(rows.first().last().startsWith(QStringLiteral("$argon2id$")),
             qUtf8Printable(rows.first().last()));
    QVERIFY(verifyPassword(rows.first().last(), QStringLiteral("correct horse")));
    QCOMPARE(
        record(request.stamp).mid(0, 6),
        (QList<QString>{QStringLiteral("sign_up"), request.stamp.operatorName, QStringLiteral("user"),
                        request.userId.toString(QUuid::WithoutBraces), QString(), QStringLiteral("done")}));
}

void TestTransactions::logsIn_data()
{
    QTest::addColumn<bool>("known");
    QTest::addColumn<bool>("removed");
    QTest::addColumn<QString>("password");
    QTest::addColumn<bool>("expected");
    QTest::newRow("right") << true << false << QStringLiteral("pässword ☃") << true;
    QTest::newRow("wrong password") << true << false << QStringLiteral("pässword") << false;
    QTest::newRow("empty password") << true << false << QString() << false;
    QTest::newRow("unknown name") << false << false << QStringLiteral("pässword ☃") << false;
    QTest::newRow("removed user") << true << true << QStringLiteral("pässword ☃") << false;
}

void TestTransactions::logsIn()
{
    QFETCH(bool, known);
    QFETCH(bool, removed);
    QFETCH(QString, password);
    QFETCH(bool, expected);
    const QString name = QStringLiteral("login-") + QUuid::createUuid().toString(QUuid::Id128);
    if (known) {
        const auto hash = hashPassword(QStringLiteral("pässword ☃"));
        QVERIFY(hash.ok());
        const RowId user = m_town->user(name, *hash);
        if (removed)
            QVERIFY(await(m_fleet->removeUser({named(), user}))->done());
    }
    auto rider = await(m_fleet->logIn({city, name, password}));
    QCOMPARE(rider.ok(), expected);
    if (expected) {
        QCOMPARE(rider->user.username, name);
        QCOMPARE(rider->user.city, city);
        QCOMPARE(rider->timing.attempts, 1);
    } else {
        QCOMPARE(rider.failure().kind, FailureKind::Authentication);
        QVERIFY(!rider.failure().sentence.isEmpty());
    }
}

void TestTransactions::addsVehicles()
{
    const RowId owner = m_town->user();
    QVERIFY(!m_town->isOwner(owner));
    const AddVehicle request{named(),
                             owner,
                             QUuid::createUuid(),
                             VehicleType::Skateboard,
                             QStringLiteral("green"),
                             QStringLiteral("Santa Cruz"),
                             QStringLiteral("1 Main St")};
    auto outcome = await(m_fleet->addVehicle(request));
    QVERIFY2(outcome.ok(), describe(outcome));
    QVERIFY(outcome->done());
    QCOMPARE(
        m_town->home().rows(
            QStringLiteral("SELECT type, owner_id, date_added = current_date, status, last_location, "
                           "color, brand FROM vehicles WHERE city = %1 AND id = %2")
                .arg(quoted(city), quoted(request.vehicleId))),
        (Rows{{QStringLiteral("skateboard"), owner.id.toString(QUuid::WithoutBraces), QStringLiteral("t"),
               QStringLiteral("available"), request.location, request.color, request.brand}}));
    QVERIFY2(m_town->isOwner(owner), "the first vehicle makes its owner an owner");
    QCOMPARE(record(request.stamp).mid(0, 6),
             (QList<QString>{QStringLiteral("add_vehicle"), request.stamp.operatorName,
                             QStringLiteral("vehicle"), request.vehicleId.toString(QUuid::WithoutBraces),
                             QString(), QStringLiteral("done")}));
}

void TestTransactions::ridesAndEnds()
{
    const RowId vehicle = m_town->vehicle();
    const RowId rider = m_town->user();
    const StartRide start{named(), vehicle, rider, QUuid::createUuid()};
    auto started = await(m_fleet->startRide(start));
    QVERIFY2(started.ok(), describe(started));
    QVERIFY(started->done());
    QCOMPARE(started->details.value(u"location").toString(), QStringLiteral("Depot 1"));
    QCOMPARE(m_town->statusOf(vehicle), QStringLiteral("unavailable"));
    const RowId ride{city, start.rideId};
    const QString select =
        QStringLiteral("SELECT vehicle_id, rider_id, rider_city, start_location, end_location, "
                       "end_time IS NULL, length IS NOT NULL AND length = end_time - start_time "
                       "FROM rides WHERE city = %1 AND id = %2")
            .arg(quoted(city), quoted(ride.id));
    const QString vehicleId = vehicle.id.toString(QUuid::WithoutBraces);
    const QString riderId = rider.id.toString(QUuid::WithoutBraces);
    QCOMPARE(m_town->home().rows(select), (Rows{{vehicleId, riderId, city, QStringLiteral("Depot 1"),
                                                 QString(), QStringLiteral("t"), QStringLiteral("f")}}));
    QCOMPARE(record(start.stamp).at(5), QStringLiteral("done"));

    const EndRide end{named(), ride, QStringLiteral("12 Elm St"), rider};
    auto ended = await(m_fleet->endRide(end));
    QVERIFY2(ended.ok(), describe(ended));
    QVERIFY(ended->done());
    QCOMPARE(m_town->home().rows(select),
             (Rows{{vehicleId, riderId, city, QStringLiteral("Depot 1"), QStringLiteral("12 Elm St"),
                    QStringLiteral("f"), QStringLiteral("t")}}));
    QCOMPARE(m_town->statusOf(vehicle), QStringLiteral("available"));
    QCOMPARE(
        m_town->home().value(QStringLiteral("SELECT last_location FROM vehicles WHERE city = %1 AND id = %2")
                                 .arg(quoted(city), quoted(vehicle.id))),
        QStringLiteral("12 Elm St"));
    QCOMPARE(record(end.stamp).mid(0, 6),
             (QList<QString>{QStringLiteral("end_ride"), end.stamp.operatorName, QStringLiteral("ride"),
                             ride.id.toString(QUuid::WithoutBraces), QString(), QStringLiteral("done")}));
}

void TestTransactions::forceEnds()
{
    const RowId vehicle = m_town->vehicle();
    const RowId ride = m_town->activeRide(vehicle, m_town->user());
    const ForceEndRide request{named(), ride, QStringLiteral("The rider's phone is dead")};
    auto outcome = await(m_fleet->forceEndRide(request));
    QVERIFY2(outcome.ok(), describe(outcome));
    QVERIFY(outcome->done());
    QCOMPARE(m_town->statusOf(vehicle), QStringLiteral("available"));
    QCOMPARE(m_town->home().value(QStringLiteral("SELECT end_location FROM rides WHERE city = %1 AND id = %2")
                                      .arg(quoted(city), quoted(ride.id))),
             QStringLiteral("Depot 1"));
    QCOMPARE(
        record(request.stamp).mid(0, 6),
        (QList<QString>{QStringLiteral("force_end_ride"), request.stamp.operatorName, QStringLiteral("ride"),
                        ride.id.toString(QUuid::WithoutBraces), request.reason, QStringLiteral("done")}));
}

void TestTransactions::takesOutAndReturns()
{
    const RowId vehicle = m_town->vehicle();
    const TakeOutOfService out{named(), vehicle, QStringLiteral("flat tyre")};
    auto outcome = await(m_fleet->takeOutOfService(out));
    QVERIFY2(outcome.ok() && outcome->done(), describe(outcome));
    QCOMPARE(m_town->statusOf(vehicle), QStringLiteral("unavailable"));
    QCOMPARE(record(out.stamp).mid(0, 6),
             (QList<QString>{QStringLiteral("take_out_of_service"), out.stamp.operatorName,
                             QStringLiteral("vehicle"), vehicle.id.toString(QUuid::WithoutBraces), out.reason,
                             QStringLiteral("done")}));
    const ReturnToService back{named(), vehicle};
    outcome = await(m_fleet->returnToService(back));
    QVERIFY2(outcome.ok() && outcome->done(), describe(outcome));
    QCOMPARE(m_town->statusOf(vehicle), QStringLiteral("available"));
    QCOMPARE(record(back.stamp).value(0), QStringLiteral("return_to_service"));
}

void TestTransactions::removesVehicles()
{
    const RowId owner = m_town->user();
    const RowId first = m_town->vehicle(owner);
    const RowId second = m_town->vehicle(owner, QStringLiteral("unavailable"));
    auto outcome = await(m_fleet->removeVehicle({named(), first}));
    QVERIFY2(outcome.ok() && outcome->done(), describe(outcome));
    QCOMPARE(m_town->statusOf(first), QStringLiteral("removed"));
    QVERIFY2(m_town->isOwner(owner), "one vehicle is left");
    const RemoveVehicle last{named(), second};
    outcome = await(m_fleet->removeVehicle(last));
    QVERIFY2(outcome.ok() && outcome->done(), describe(outcome));
    QVERIFY2(!m_town->isOwner(owner), "the last vehicle is gone");
    QCOMPARE(record(last.stamp).value(0), QStringLiteral("remove_vehicle"));
}

void TestTransactions::removedVehicleStaysRemoved()
{
    // No transaction removes a vehicle during a ride; should it be, by whatever hand, ending the ride leaves it removed.
    const RowId vehicle = m_town->vehicle();
    const RowId ride = m_town->activeRide(vehicle, m_town->user());
    m_town->home().run(QStringLiteral("UPDATE vehicles SET status = 'removed' WHERE city = %1 AND id = %2")
                           .arg(quoted(city), quoted(vehicle.id)));
    auto outcome = await(m_fleet->endRide({named(), ride, QStringLiteral("anywhere"), {}}));
    QVERIFY2(outcome.ok() && outcome->done(), describe(outcome));
    QCOMPARE(m_town->statusOf(vehicle), QStringLiteral("removed"));
}

void TestTransactions::removesUsers()
{
    const RowId user = m_town->user();
    const RowId ride = m_town->endedRide(m_town->vehicle(), user);
    const RemoveUser request{named(), user};
    auto outcome = await(m_fleet->removeUser(request));
    QVERIFY2(outcome.ok() && outcome->done(), describe(outcome));
    QCOMPARE(m_town->home().rows(QStringLiteral("SELECT username FROM users WHERE city = %1 AND id = %2")
                                     .arg(quoted(city), quoted(user.id))),
             (Rows{{QString()}}));
    QCOMPARE(m_town->home().value(QStringLiteral("SELECT count(*) FROM rides WHERE city = %1 AND id = %2")
                                      .arg(quoted(city), quoted(ride.id))),
             QStringLiteral("1"));
    QCOMPARE(record(request.stamp).mid(0, 4),
             (QList<QString>{QStringLiteral("remove_user"), request.stamp.operatorName,
                             QStringLiteral("user"), user.id.toString(QUuid::WithoutBraces)}));
}

const std::map<QByteArray, TestTransactions::Refusal> &TestTransactions::refusals()
{
    using T = TestTransactions;
    static const auto nobody = [] { return RowId{city, QUuid::createUuid()}; };
    static const auto start = [](const RowId &vehicle, const RowId &rider) {
        return [vehicle, rider](T &t) -> Request {
            return [&t, vehicle, rider](const RequestStamp &s) {
                return t.m_fleet->startRide({s, vehicle, rider, QUuid::createUuid()});
            };
        };
    };
    static const auto end = [](const RowId &ride, const std::optional<RowId> &rider) {
        const auto request = std::make_shared<EndRide>(EndRide{{}, ride, QStringLiteral("x"), rider});
        return [request](T &t) -> Request {
            return [&t, request](const RequestStamp &s) {
                request->stamp = s;
                return t.m_fleet->endRide(*request);
            };
        };
    };
    static const auto force = [](const RowId &ride) {
        return [ride](T &t) -> Request {
            return [&t, ride](const RequestStamp &s) {
                return t.m_fleet->forceEndRide({s, ride, QStringLiteral("x")});
            };
        };
    };
    static const auto takeOut = [](const RowId &vehicle) {
        return [vehicle](T &t) -> Request {
            return [&t, vehicle](const RequestStamp &s) {
                return t.m_fleet->takeOutOfService({s, vehicle, QStringLiteral("x")});
            };
        };
    };
    static const auto giveBack = [](const RowId &vehicle) {
        return [vehicle](T &t) -> Request {
            return [&t, vehicle](const RequestStamp &s) { return t.m_fleet->returnToService({s, vehicle}); };
        };
    };
    static const auto removeVehicle = [](const RowId &vehicle) {
        return [vehicle](T &t) -> Request {
            return [&t, vehicle](const RequestStamp &s) { return t.m_fleet->removeVehicle({s, vehicle}); };
        };
    };
    static const auto removeUser = [](const RowId &user) {
        return [user](T &t) -> Request {
            return [&t, user](const RequestStamp &s) { return t.m_fleet->removeUser({s, user}); };
        };
    };
    static const auto add = [](const RowId &owner) {
        return [owner](T &t) -> Request {
            return [&t, owner](const RequestStamp &s) {
                return t.m_fleet->addVehicle({s, owner, QUuid::createUuid(), VehicleType::Bike, {}, {}, {}});
            };
        };
    };
    static const auto signUp = [](const QString &username) {
        return [username](T &t) -> Request {
            return [&t, username](const RequestStamp &s) {
                return t.m_fleet->signUp(
                    {s, city, QUuid::createUuid(), {}, {}, {}, username, QStringLiteral("pw")});
            };
        };
    };
    static const auto removed = QStringLiteral("removed");
    static const auto unavailable = QStringLiteral("unavailable");
    static const auto inRide = [](T &t) {
        const RowId vehicle = t.m_town->vehicle();
        t.m_town->activeRide(vehicle, t.m_town->user());
        return vehicle;
    };
    static const auto ended = [](T &t) { return t.m_town->endedRide(t.m_town->vehicle(), t.m_town->user()); };
    static const std::map<QByteArray, Refusal> all{
        {"start: no such vehicle",
         {Verdict::NoSuchVehicle, [](T &t) { return start(nobody(), t.m_town->user())(t); }}},
        {"start: vehicle removed",
         {Verdict::VehicleRemoved,
          [](T &t) { return start(t.m_town->vehicle(removed), t.m_town->user())(t); }}},
        {"start: vehicle in ride",
         {Verdict::VehicleInRide, [](T &t) { return start(inRide(t), t.m_town->user())(t); }}},
        {"start: out of service",
         {Verdict::VehicleNotAvailable,
          [](T &t) { return start(t.m_town->vehicle(unavailable), t.m_town->user())(t); }}},
        {"start: no such rider",
         {Verdict::NoSuchUser, [](T &t) { return start(t.m_town->vehicle(), nobody())(t); }}},
        {"start: rider removed",
         {Verdict::UserRemoved, [](T &t) { return start(t.m_town->vehicle(), t.m_town->removedUser())(t); }}},
        {"start: riding already",
         {Verdict::RiderAlreadyRiding,
          [](T &t) {
              const RowId rider = t.m_town->user();
              t.m_town->activeRide(t.m_town->vehicle(), rider);
              return start(t.m_town->vehicle(), rider)(t);
          }}},
        {"end: no such ride", {Verdict::NoSuchRide, [](T &t) { return end(nobody(), {})(t); }}},
        {"end: ended already", {Verdict::RideAlreadyEnded, [](T &t) { return end(ended(t), {})(t); }}},
        {"end: not theirs",
         {Verdict::NotTheirRide,
          [](T &t) {
              const RowId ride = t.m_town->activeRide(t.m_town->vehicle(), t.m_town->user());
              return end(ride, t.m_town->user())(t);
          }}},
        {"end: of a namesake elsewhere",
         {Verdict::NotTheirRide,
          [](T &t) {
              const RowId rider = t.m_town->user();
              const RowId ride = t.m_town->activeRide(t.m_town->vehicle(), rider);
              return end(ride, RowId{otherCity, rider.id})(t);
          }}},
        {"force: no such ride", {Verdict::NoSuchRide, [](T &t) { return force(nobody())(t); }}},
        {"force: ended already", {Verdict::RideAlreadyEnded, [](T &t) { return force(ended(t))(t); }}},
        {"take out: no such vehicle", {Verdict::NoSuchVehicle, [](T &t) { return takeOut(nobody())(t); }}},
        {"take out: removed",
         {Verdict::VehicleRemoved, [](T &t) { return takeOut(t.m_town->vehicle(removed))(t); }}},
        {"take out: in ride", {Verdict::VehicleInRide, [](T &t) { return takeOut(inRide(t))(t); }}},
        {"take out: out already",
         {Verdict::VehicleNotAvailable, [](T &t) { return takeOut(t.m_town->vehicle(unavailable))(t); }}},
        {"return: no such vehicle", {Verdict::NoSuchVehicle, [](T &t) { return giveBack(nobody())(t); }}},
        {"return: removed",
         {Verdict::VehicleRemoved, [](T &t) { return giveBack(t.m_town->vehicle(removed))(t); }}},
        {"return: in ride", {Verdict::VehicleInRide, [](T &t) { return giveBack(inRide(t))(t); }}},
        {"return: in service",
         {Verdict::VehicleAlreadyInService, [](T &t) { return giveBack(t.m_town->vehicle())(t); }}},
        {"remove vehicle: none", {Verdict::NoSuchVehicle, [](T &t) { return removeVehicle(nobody())(t); }}},
        {"remove vehicle: removed",
         {Verdict::VehicleRemoved, [](T &t) { return removeVehicle(t.m_town->vehicle(removed))(t); }}},
        {"remove vehicle: in ride",
         {Verdict::VehicleInRide, [](T &t) { return removeVehicle(inRide(t))(t); }}},
        {"remove user: none", {Verdict::NoSuchUser, [](T &t) { return removeUser(nobody())(t); }}},
        {"remove user: removed",
         {Verdict::UserRemoved, [](T &t) { return removeUser(t.m_town->removedUser())(t); }}},
        {"remove user: riding",
         {Verdict::UserRiding,
          [](T &t) {
              const RowId rider = t.m_town->user();
              t.m_town->activeRide(t.m_town->vehicle(), rider);
              return removeUser(rider)(t);
          }}},
        {"add vehicle: no owner", {Verdict::NoSuchUser, [](T &t) { return add(nobody())(t); }}},
        {"add vehicle: owner removed",
         {Verdict::UserRemoved, [](T &t) { return add(t.m_town->removedUser())(t); }}},
        {"sign up: name taken",
         {Verdict::UsernameTaken,
          [](T &t) {
              const QString name = QStringLiteral("taken-") + QUuid::createUuid().toString(QUuid::Id128);
              t.m_town->user(name);
              return signUp(name)(t);
          }}},
    };
    return all;
}

void TestTransactions::refuses_data()
{
    QTest::addColumn<QByteArray>("name");
    for (const auto &[name, refusal] : refusals())
        QTest::newRow(name.constData()) << name;
}

void TestTransactions::refuses()
{
    QFETCH(QByteArray, name);
    const Refusal &refusal = refusals().at(name);
    const Request request = refusal.prepare(*this);
    const auto tables = [this] {
        return m_town->home().value(
            QStringLiteral("SELECT md5(concat((SELECT string_agg(u::text, ',' ORDER BY id) FROM users u "
                           "WHERE city = %1),"
                           "(SELECT string_agg(v::text, ',' ORDER BY id) FROM vehicles v WHERE city = %1),"
                           "(SELECT string_agg(r::text, ',' ORDER BY id) FROM rides r WHERE city = %1)))")
                .arg(quoted(city)));
    };
    const QString before = tables();
    const RequestStamp sent = named();
    auto outcome = await(request(sent));
    QVERIFY2(outcome.ok(), describe(outcome));
    QCOMPARE(toSql(outcome->verdict), toSql(refusal.verdict));
    QVERIFY(!sentence(outcome->verdict).isEmpty());
    QCOMPARE(tables(), before);
    const auto row = record(sent);
    QCOMPARE(row.size(), 7);
    QCOMPARE(row.at(1), sent.operatorName);
    QCOMPARE(row.at(5), toSql(refusal.verdict));
}

void TestTransactions::everyVerdictIsRefusedSomewhere()
{
    QSet<int> seen{int(Verdict::Done)};
    for (const auto &[name, refusal] : refusals())
        seen.insert(int(refusal.verdict));
    for (int verdict = 0; verdict <= int(Verdict::RiderAlreadyRiding); ++verdict)
        QVERIFY2(seen.contains(verdict), qUtf8Printable(toSql(Verdict(verdict))));
}

void TestTransactions::repeats_data()
{
    QTest::addColumn<QString>("action");
    for (const char *action : {"sign_up", "add_vehicle", "start_ride", "end_ride", "force_end_ride",
                               "take_out_of_service", "return_to_service", "remove_vehicle", "remove_user"})
        QTest::newRow(action) << QString::fromLatin1(action);
}

void TestTransactions::repeats()
{
    QFETCH(QString, action);
    const RowId user = m_town->user();
    const RowId vehicle = m_town->vehicle();
    const auto request = [&]() -> Request {
        if (action == u"sign_up")
            return [this, id = QUuid::createUuid()](const RequestStamp &s) {
                return m_fleet->signUp(
                    {s, city, id, {}, {}, {}, id.toString(QUuid::Id128), QStringLiteral("pw")});
            };
        if (action == u"add_vehicle")
            return [this, user, id = QUuid::createUuid()](const RequestStamp &s) {
                return m_fleet->addVehicle({s, user, id, VehicleType::Bike, {}, {}, {}});
            };
        if (action == u"start_ride")
            return [this, user, vehicle, id = QUuid::createUuid()](const RequestStamp &s) {
                return m_fleet->startRide({s, vehicle, user, id});
            };
        if (action == u"end_ride" || action == u"force_end_ride") {
            const RowId ride = m_town->activeRide(vehicle, user);
            if (action == u"end_ride")
                return [this, ride](const RequestStamp &s) {
                    return m_fleet->endRide({s, ride, QStringLiteral("here"), {}});
                };
            return [this, ride](const RequestStamp &s) {
                return m_fleet->forceEndRide({s, ride, QStringLiteral("why")});
            };
        }
        if (action == u"take_out_of_service")
            return [this, vehicle](const RequestStamp &s) {
                return m_fleet->takeOutOfService({s, vehicle, QStringLiteral("why")});
            };
        if (action == u"return_to_service") {
            const RowId out = m_town->vehicle(QStringLiteral("unavailable"));
            return [this, out](const RequestStamp &s) { return m_fleet->returnToService({s, out}); };
        }
        if (action == u"remove_vehicle")
            return [this, vehicle](const RequestStamp &s) { return m_fleet->removeVehicle({s, vehicle}); };
        return [this, user](const RequestStamp &s) { return m_fleet->removeUser({s, user}); };
    }();
    const RequestStamp sent = named();
    auto first = await(request(sent));
    QVERIFY2(first.ok(), describe(first));
    QVERIFY(first->done());
    QVERIFY(!first->repeated);
    const QString after = fingerprint();
    auto second = await(request(sent));
    QVERIFY2(second.ok(), describe(second));
    QCOMPARE(second->verdict, first->verdict);
    QVERIFY(second->repeated);
    QCOMPARE(second->details, first->details);
    QCOMPARE(fingerprint(), after);
}

void TestTransactions::repeatsRefusals()
{
    const RowId vehicle = m_town->vehicle(QStringLiteral("unavailable"));
    const StartRide request{named(), vehicle, m_town->user(), QUuid::createUuid()};
    auto first = await(m_fleet->startRide(request));
    QVERIFY2(first.ok(), describe(first));
    QCOMPARE(first->verdict, Verdict::VehicleNotAvailable);
    // What refused it is gone, and yet the same request has had its answer.
    QVERIFY(await(m_fleet->returnToService({named(), vehicle}))->done());
    auto second = await(m_fleet->startRide(request));
    QVERIFY2(second.ok(), describe(second));
    QCOMPARE(second->verdict, Verdict::VehicleNotAvailable);
    QVERIFY(second->repeated);
    QCOMPARE(m_town->statusOf(vehicle), QStringLiteral("available"));
}

void TestTransactions::keepsAnyText_data()
{
    QTest::addColumn<QString>("text");
    QTest::newRow("quotes") << QStringLiteral("O'Brien \"the\" \\'; DROP TABLE rides; -- $1 :city {}");
    QTest::newRow("newlines") << QStringLiteral("one\ntwo\r\nthree\ttab");
    QTest::newRow("emoji") << QStringLiteral("🛴🚲 naïve 東京 \u202e");
    QTest::newRow("10,000 characters") << QString(10'000, QChar(u'ß'));
    QTest::newRow("empty") << QStringLiteral("");
}

void TestTransactions::keepsAnyText()
{
    QFETCH(QString, text);
    auto &home = m_town->home();
    RequestStamp by = named();
    by.operatorName = text;
    // The unique index on the username bounds its length.
    const QString username = text.left(500) + QUuid::createUuid().toString(QUuid::Id128);
    const SignUp signUp{by, city, QUuid::createUuid(), text, text, text, username, text};
    auto outcome = await(m_fleet->signUp(signUp));
    QVERIFY2(outcome.ok() && outcome->done(), describe(outcome));
    QCOMPARE(
        home.rows(QStringLiteral(
                      "SELECT first_name, last_name, email, username FROM users WHERE city = %1 AND id = %2")
                      .arg(quoted(city), quoted(signUp.userId))),
        (Rows{{text, text, text, username}}));
    QCOMPARE(record(by).value(1), text);
    auto rider = await(m_fleet->logIn({city, username, text}));
    QVERIFY2(rider.ok(), describe(rider));

    const RowId user{city, signUp.userId};
    const AddVehicle add{named(), user, QUuid::createUuid(), VehicleType::Bike, text, text, text};
    outcome = await(m_fleet->addVehicle(add));
    QVERIFY2(outcome.ok() && outcome->done(), describe(outcome));
    const RowId vehicle{city, add.vehicleId};
    QCOMPARE(home.rows(QStringLiteral(
                           "SELECT color, brand, last_location FROM vehicles WHERE city = %1 AND id = %2")
                           .arg(quoted(city), quoted(vehicle.id))),
             (Rows{{text, text, text}}));

    const TakeOutOfService out{named(), vehicle, text};
    QVERIFY(await(m_fleet->takeOutOfService(out))->done());
    QCOMPARE(record(out.stamp).value(4), text);
    QVERIFY(await(m_fleet->returnToService({named(), vehicle}))->done());

    StartRide start{named(), vehicle, user, QUuid::createUuid()};
    QVERIFY(await(m_fleet->startRide(start))->done());
    QVERIFY(await(m_fleet->endRide({named(), {city, start.rideId}, text, {}}))->done());
    QCOMPARE(
        home.rows(QStringLiteral("SELECT start_location, end_location FROM rides WHERE city = %1 AND id = %2")
                      .arg(quoted(city), quoted(start.rideId))),
        (Rows{{text, text}}));
    start = {named(), vehicle, user, QUuid::createUuid()};
    QVERIFY(await(m_fleet->startRide(start))->done());
    const ForceEndRide force{named(), {city, start.rideId}, text};
    QVERIFY(await(m_fleet->forceEndRide(force))->done());
    QCOMPARE(record(force.stamp).value(4), text);
}

void TestTransactions::refusesNul_data()
{
    QTest::addColumn<int>("field");
    const char *names[] = {"operator",     "first name",   "last name",      "e-mail",
                           "username",     "color",        "brand",          "location",
                           "end location", "force reason", "service reason", "login name"};
    for (int i = 0; i < int(std::size(names)); ++i)
        QTest::newRow(names[i]) << i;
}

void TestTransactions::refusesNul()
{
    QFETCH(int, field);
    const QString nul = QStringLiteral("a") + QChar(u'\0') + QStringLiteral("b");
    const RowId user = m_town->user();
    const RowId vehicle = m_town->vehicle();
    const RowId ride = m_town->activeRide(m_town->vehicle(), m_town->user());
    RequestStamp by = named();
    if (field == 0)
        by.operatorName = nul;
    const auto at = [&](int index) { return field == index ? nul : QStringLiteral("fine"); };
    const QString before = fingerprint();
    Failure failure;
    if (field == 11) {
        auto rider = await(m_fleet->logIn({city, nul, QStringLiteral("pw")}));
        QVERIFY(!rider.ok());
        failure = rider.failure();
    } else {
        auto outcome = field <= 4 ? await(m_fleet->signUp(
                           {by, city, QUuid::createUuid(), at(1), at(2), at(3), at(4), QStringLiteral("pw")}))
                     : field <= 7 ? await(m_fleet->addVehicle(
                           {by, user, QUuid::createUuid(), VehicleType::Bike, at(5), at(6), at(7)}))
                     : field == 8 ? await(m_fleet->endRide({by, ride, nul, {}}))
                     : field == 9 ? await(m_fleet->forceEndRide({by, ride, nul}))
                                  : await(m_fleet->takeOutOfService({by, vehicle, nul}));
        QVERIFY(!outcome.ok());
        failure = outcome.failure();
    }
    QVERIFY2(failure.kind == FailureKind::InvalidInput, describe(failure));
    QVERIFY(!failure.retryable);
    QCOMPARE(fingerprint(), before);
}

void TestTransactions::keepsPasswordsOut()
{
    const QString password = QStringLiteral("swordfish-") + QUuid::createUuid().toString(QUuid::Id128);
    const QString username = QUuid::createUuid().toString(QUuid::Id128);
    const SignUp request{named(), city, QUuid::createUuid(), {}, {}, {}, username, password};
    QVERIFY(await(m_fleet->signUp(request))->done());
    const QString hash =
        m_town->home().value(QStringLiteral("SELECT password_hash FROM users WHERE city = %1 AND id = %2")
                                 .arg(quoted(city), quoted(request.userId)));
    QVERIFY(hash.startsWith(QStringLiteral("$argon2id$")));
    // The commands lane is idle and still shows its last statement.
    const Rows statements = m_town->home().rows(QStringLiteral(
        "SELECT query FROM pg_stat_activity WHERE application_name = 'movr-console commands'"));
    QVERIFY(!statements.isEmpty());
    bool shown = false;
    for (const auto &row : statements) {
        shown = shown || row.first().contains(u"INSERT INTO users");
        QVERIFY(!row.first().contains(u"$argon2id$"));
        QVERIFY(!row.first().contains(password));
    }
    QVERIFY2(shown, "the statement that was looked for is the one that signs up");
    QCOMPARE(m_town->home().value(
                 QStringLiteral("SELECT count(*) FROM operator_actions a WHERE a::text LIKE '%argon2%' "
                                "OR position(%1 in a::text) > 0")
                     .arg(quoted(password))),
             QStringLiteral("0"));
    auto wrong = await(m_fleet->logIn({city, username, password + u'x'}));
    QVERIFY(!wrong.ok());
    QVERIFY(!wrong.failure().sentence.contains(password) && !wrong.failure().detail.contains(password));
}

void TestTransactions::followersRefuse()
{
    const auto lane =
        transactionLane(QStringLiteral("gcp-us-west1"), m_admins->direct(QStringLiteral("gcp-us-west1")));
    const RequestStamp sent = named();
    auto outcome =
        await(lane->change(toCall(TakeOutOfService{sent, m_town->vehicle(), QStringLiteral("x")})));
    QVERIFY(!outcome.ok());
    QVERIFY2(outcome.failure().kind == FailureKind::WrongHome, describe(outcome));
    QCOMPARE(outcome.failure().sqlState, QStringLiteral("MV001"));
    QCOMPARE(outcome.failure().region, QStringLiteral("gcp-us-west1"));
    QVERIFY(!outcome.failure().retryable);
    QVERIFY(record(sent).isEmpty());
}

void TestTransactions::visitorsRide()
{
    Town elsewhere(m_admins->homeOfCity(otherCity), otherCity);
    const RowId visitor = elsewhere.user();
    const RowId vehicle = m_town->vehicle();
    // The copy of the visitor may still be on its way: the transaction waits for it.
    const StartRide request{named(), vehicle, visitor, QUuid::createUuid()};
    auto outcome = await(m_fleet->startRide(request));
    QVERIFY2(outcome.ok() && outcome->done(), describe(outcome));
    QCOMPARE(m_town->home().rows(
                 QStringLiteral("SELECT rider_city, rider_id FROM rides WHERE city = %1 AND id = %2")
                     .arg(quoted(city), quoted(request.rideId))),
             (Rows{{otherCity, visitor.id.toString(QUuid::WithoutBraces)}}));
    auto again = await(m_fleet->startRide({named(), m_town->vehicle(), visitor, QUuid::createUuid()}));
    QVERIFY2(again.ok(), describe(again));
    QCOMPARE(again->verdict, Verdict::RiderAlreadyRiding);
    outcome = await(m_fleet->endRide({named(), {city, request.rideId}, QStringLiteral("there"), visitor}));
    QVERIFY2(outcome.ok() && outcome->done(), describe(outcome));
}

void TestTransactions::unknownVisitorIsALaggingCopy()
{
    RetryPolicy brief;
    brief.deadline = 600ms;
    const auto lane = transactionLane(homeOf(city), m_admins->direct(homeOf(city)), brief);
    const RowId vehicle = m_town->vehicle();
    const StartRide request{named(), vehicle, {otherCity, QUuid::createUuid()}, QUuid::createUuid()};
    const auto begun = std::chrono::steady_clock::now();
    auto outcome = await(lane->change(toCall(request)));
    QVERIFY(std::chrono::steady_clock::now() - begun < 2s);
    QVERIFY(!outcome.ok());
    QVERIFY2(outcome.failure().kind == FailureKind::LaggingCopy, describe(outcome));
    QCOMPARE(outcome.failure().sqlState, QStringLiteral("23503"));
    QCOMPARE(m_town->statusOf(vehicle), QStringLiteral("available"));
    QVERIFY2(record(request.stamp).isEmpty(), "nothing was committed");
}

void TestTransactions::refusesUnknownCity()
{
    auto outcome = await(m_fleet->removeUser({named(), {QStringLiteral("atlantis"), QUuid::createUuid()}}));
    QVERIFY(!outcome.ok());
    QCOMPARE(outcome.failure().kind, FailureKind::InvalidInput);
    QVERIFY2(outcome.failure().sentence.contains(u"atlantis"), describe(outcome));
}

QTEST_GUILESS_MAIN(TestTransactions)
#include "tst_transactions.moc"
