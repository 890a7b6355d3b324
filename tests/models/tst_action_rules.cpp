#include "models/action_rules.h"

#include <QSet>
#include <QTest>

using namespace movr;
using enum ConsoleAction;

namespace {

const QUuid rideId = QUuid::createUuid();
const QUuid riderId = QUuid::createUuid();

Vehicle vehicle(VehicleStatus status, bool riding = false)
{
    Vehicle vehicle;
    vehicle.id = QUuid::createUuid();
    vehicle.city = QStringLiteral("rome");
    vehicle.status = status;
    if (riding)
        vehicle.activeRide = rideId;
    return vehicle;
}

Ride ride(bool active)
{
    Ride ride;
    ride.id = rideId;
    ride.city = QStringLiteral("rome");
    ride.riderId = riderId;
    ride.riderCity = QStringLiteral("paris");
    if (!active)
        ride.endTime = QDateTime::currentDateTimeUtc();
    return ride;
}

User user(bool removed, bool owner = false)
{
    User user;
    user.id = riderId;
    user.city = QStringLiteral("paris");
    user.isOwner = owner;
    if (!removed)
        user.username = QStringLiteral("ada");
    return user;
}

ActionSituation on(decltype(ActionSituation::selection) selection, RegionState home = RegionState::Up)
{
    ActionSituation situation;
    situation.selection = std::move(selection);
    situation.home = home;
    situation.anyRegionUp = true;
    return situation;
}

QSet<ConsoleAction> offered(const ActionSituation &situation)
{
    QSet<ConsoleAction> actions;
    for (const ConsoleAction action : allConsoleActions()) {
        if (isOffered(action, situation))
            actions.insert(action);
    }
    return actions;
}

const QSet<ConsoleAction> always{SignUp, SignInRider, AddVehicle};

} // namespace

class TestActionRules : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void offers_data()
    {
        QTest::addColumn<ActionSituation>("situation");
        QTest::addColumn<QSet<ConsoleAction>>("actions");
        const QSet<ConsoleAction> vehicleLinks{ShowOwner, ShowRides, ShowTrace, ShowPlacement};
        const QSet<ConsoleAction> rideLinks{ShowRider, ShowVehicle, ShowTrace, ShowPlacement};
        const auto row = [](const char *what, const ActionSituation &situation,
                            const QSet<ConsoleAction> &actions) {
            QTest::newRow(what) << situation << actions;
        };
        using S = VehicleStatus;
        row("nothing selected", on({}), always);
        row("available vehicle", on(vehicle(S::Available)),
            always + vehicleLinks + QSet{StartRide, TakeOutOfService, RemoveVehicle});
        row("vehicle in a ride", on(vehicle(S::Unavailable, true)),
            always + vehicleLinks + QSet{EndRide, ForceEndRide});
        row("vehicle in a ride whose status says available", on(vehicle(S::Available, true)),
            always + vehicleLinks + QSet{EndRide, ForceEndRide});
        row("vehicle out of service", on(vehicle(S::Unavailable)),
            always + vehicleLinks + QSet{ReturnToService, RemoveVehicle});
        row("removed vehicle", on(vehicle(S::Removed)), always + vehicleLinks);
        row("active ride", on(ride(true)), always + rideLinks + QSet{EndRide, ForceEndRide});
        row("ended ride", on(ride(false)), always + rideLinks);
        row("user", on(user(false)), always + QSet{RemoveUser, ShowRides, ShowTrace, ShowPlacement});
        row("owner", on(user(false, true)),
            always + QSet{RemoveUser, ShowRides, ShowVehicles, ShowTrace, ShowPlacement});
        row("removed user", on(user(true)), always + QSet{ShowRides, ShowTrace, ShowPlacement});
        row("operator action", on(OperatorAction{}), always);
        for (const RegionState state : {RegionState::Down, RegionState::Connecting}) {
            const char *const name = state == RegionState::Down ? "down" : "connecting";
            QTest::addRow("vehicle, home %s", name)
                << on(vehicle(S::Available), state) << always + vehicleLinks;
            QTest::addRow("ride, home %s", name) << on(ride(true), state) << always + rideLinks;
            QTest::addRow("user, home %s", name)
                << on(user(false), state) << always + QSet{ShowRides, ShowTrace, ShowPlacement};
        }
        row("no region up", ActionSituation{}, {});
        ActionSituation signedIn = on({});
        signedIn.rider = user(false);
        row("rider signed in", signedIn, always + QSet{SignOut});
    }

    void offers()
    {
        QFETCH(ActionSituation, situation);
        QFETCH(QSet<ConsoleAction>, actions);
        QCOMPARE(offered(situation), actions);
    }

    void endsTheRideOfAVehicle()
    {
        QCOMPARE(rideToEnd(on(vehicle(VehicleStatus::Unavailable, true))),
                 (RowId{QStringLiteral("rome"), rideId}));
        QCOMPARE(rideToEnd(on(ride(true))), (RowId{QStringLiteral("rome"), rideId}));
        QVERIFY(!rideToEnd(on(ride(false))));
        QVERIFY(!rideToEnd(on(vehicle(VehicleStatus::Available))));
    }

    void endsAsTheRiderOnlyTheirOwn()
    {
        ActionSituation situation = on(ride(true));
        QVERIFY(!riderEnding(situation));
        situation.rider = user(false);
        QCOMPARE(riderEnding(situation), (RowId{QStringLiteral("paris"), riderId}));
        situation.rider->id = QUuid::createUuid();
        QVERIFY(!riderEnding(situation));
        // The same id in another city is another user.
        situation.rider = user(false);
        situation.rider->city = QStringLiteral("rome");
        QVERIFY(!riderEnding(situation));
        // The ride that a vehicle is in is no other one.
        Vehicle ridden;
        ridden.city = QStringLiteral("paris");
        ridden.activeRide = QUuid::createUuid();
        ridden.activeRider = {QStringLiteral("paris"), riderId};
        situation = on(ridden);
        situation.rider = user(false);
        QCOMPARE(riderEnding(situation), ridden.activeRider);
        situation.rider->id = QUuid::createUuid();
        QVERIFY(!riderEnding(situation));
    }

    void proposesAnOwner()
    {
        QCOMPARE(proposedOwner(on(user(false)))->id, riderId);
        QVERIFY(!proposedOwner(on(user(true))));
        QVERIFY(!proposedOwner(on(user(false), RegionState::Down)));
        ActionSituation signedIn = on({});
        signedIn.rider = user(false);
        signedIn.riderHome = RegionState::Up;
        QCOMPARE(proposedOwner(signedIn)->id, riderId);
        signedIn.riderHome = RegionState::Down;
        QVERIFY(!proposedOwner(signedIn));
    }

    void listsEachActionOnce()
    {
        const auto all = allConsoleActions();
        QCOMPARE(QSet<ConsoleAction>(all.cbegin(), all.cend()).size(), all.size());
        QCOMPARE(all.size(), static_cast<int>(ShowPlacement) + 1);
    }
};

QTEST_GUILESS_MAIN(TestActionRules)
#include "tst_action_rules.moc"
