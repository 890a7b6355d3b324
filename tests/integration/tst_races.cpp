#include "tests/support/test_fleet.h"

#include <QTest>

#include <array>

using namespace movr;
using namespace movr::test;
using namespace std::chrono_literals;

/// Who wins where two want the same.
class TestRaces : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void initTestCase()
    {
        const auto endpoints = sharedEndpoints();
        QVERIFY2(endpoints.size() == 3, "no shared fleet: run this test through ctest");
        m_admins = std::make_unique<Admins>(endpoints);
    }
    void oneWinsEachRace();
    void lastTwoVehiclesLeaveNoOwner();

private:
    std::unique_ptr<Admins> m_admins;
};

void TestRaces::oneWinsEachRace()
{
    constexpr int rounds = 1'000;
    Town town(m_admins->homeOfCity(QStringLiteral("washington dc")), QStringLiteral("washington dc"));
    const QString region = homeOf(town.city());
    RetryPolicy policy;
    policy.firstBackOff = 2ms;
    std::array lanes{transactionLane(region, m_admins->direct(region), policy),
                     transactionLane(region, m_admins->direct(region), policy)};
    const std::array riders{town.user(), town.user()};
    const RowId vehicle = town.vehicle();
    std::array<int, 2> wins{};
    int attempts = 0;
    for (int round = 0; round < rounds; ++round) {
        std::array<QUuid, 2> rides{QUuid::createUuid(), QUuid::createUuid()};
        std::array<QFuture<Result<Outcome>>, 2> races;
        for (std::size_t i = 0; i < 2; ++i) {
            const std::size_t rider = (i + std::size_t(round)) % 2; // neither always goes first
            races[rider] =
                lanes[rider]->change(toCall(StartRide{stamp(), vehicle, riders[rider], rides[rider]}));
        }
        int winners = 0;
        std::size_t winner = 0;
        for (std::size_t i = 0; i < 2; ++i) {
            const auto outcome = races[i].result();
            QVERIFY2(outcome.ok(), describe(outcome));
            attempts += outcome->timing.attempts;
            if (outcome->done()) {
                ++winners;
                winner = i;
            } else {
                QCOMPARE(outcome->verdict, Verdict::VehicleInRide);
            }
        }
        QCOMPARE(winners, 1);
        ++wins[winner];
        const auto ended =
            lanes[winner]
                ->change(toCall(
                    EndRide{stamp(), {town.city(), rides[winner]}, QStringLiteral("x"), riders[winner]}))
                .result();
        QVERIFY2(ended.ok() && ended->done(), describe(ended));
    }
    qInfo("%d rounds: %d and %d wins, %.2f attempts a request", rounds, wins[0], wins[1],
          double(attempts) / (2 * rounds));
    QVERIFY2(wins[0] > 0 && wins[1] > 0, "one rider never won: this was no race");
    QCOMPARE(
        town.home().value(QStringLiteral("SELECT count(*) FROM rides WHERE city = %1 AND vehicle_id = %2")
                              .arg(quoted(town.city()), quoted(vehicle.id))),
        QString::number(rounds));
    QCOMPARE(town.home().value(
                 QStringLiteral("SELECT count(*) FROM (SELECT vehicle_id FROM rides WHERE end_time IS NULL "
                                "GROUP BY city, vehicle_id HAVING count(*) > 1) doubled")),
             QStringLiteral("0"));
    // No two rides of it overlap either.
    QCOMPARE(town.home().value(QStringLiteral("SELECT count(*) FROM (SELECT start_time < lag(end_time) OVER "
                                              "(ORDER BY start_time) AS early FROM rides "
                                              "WHERE city = %1 AND vehicle_id = %2) r WHERE early")
                                   .arg(quoted(town.city()), quoted(vehicle.id))),
             QStringLiteral("0"));
}

void TestRaces::lastTwoVehiclesLeaveNoOwner()
{
    Town town(m_admins->homeOfCity(QStringLiteral("washington dc")), QStringLiteral("washington dc"));
    const QString region = homeOf(town.city());
    RetryPolicy policy;
    policy.firstBackOff = 2ms;
    std::array lanes{transactionLane(region, m_admins->direct(region), policy),
                     transactionLane(region, m_admins->direct(region), policy)};
    for (int round = 0; round < 50; ++round) {
        const RowId owner = town.user();
        const std::array vehicles{town.vehicle(owner), town.vehicle(owner)};
        QVERIFY(town.isOwner(owner));
        std::array<QFuture<Result<Outcome>>, 2> removals;
        for (std::size_t i = 0; i < 2; ++i)
            removals[i] = lanes[i]->change(toCall(RemoveVehicle{stamp(), vehicles[i]}));
        for (auto &removal : removals) {
            const auto outcome = removal.result();
            QVERIFY2(outcome.ok() && outcome->done(), describe(outcome));
        }
        QVERIFY2(!town.isOwner(owner), qPrintable(QStringLiteral("round %1").arg(round)));
    }
}

QTEST_GUILESS_MAIN(TestRaces)
#include "tst_races.moc"
