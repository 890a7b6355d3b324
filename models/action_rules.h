#pragma once

#include "db/fleet/region_status.h"
#include "db/movr/entities.h"

#include <QList>

#include <optional>
#include <variant>

namespace movr {

/// Everything that can be asked for from toolbar, menus and keyboard about a row or a rider.
enum class ConsoleAction {
    SignUp,
    SignInRider,
    SignOut,
    AddVehicle,
    StartRide,
    EndRide,
    ForceEndRide,
    TakeOutOfService,
    ReturnToService,
    RemoveVehicle,
    RemoveUser,
    ShowRider,
    ShowVehicle,
    ShowOwner,
    ShowRides,
    ShowVehicles,
    ShowTrace,
    ShowPlacement
};

/// In the order of the menus.
QList<ConsoleAction> allConsoleActions();

/// What the rules look at: the selected row, and the state of the world around it.
struct ActionSituation {
    std::variant<std::monostate, Vehicle, Ride, User, OperatorAction> selection;
    /// State of the home region of the selected row's city.
    RegionState home = RegionState::Down;
    /// Some region takes writes: a form can be offered that asks for the city.
    bool anyRegionUp = false;
    /// The rider who is signed in.
    std::optional<User> rider;
    /// The home of the signed-in rider's city.
    RegionState riderHome = RegionState::Down;
};

/// Whether the action is offered: it is not when it is already known that it must fail.
bool isOffered(ConsoleAction action, const ActionSituation &situation);

/// The ride that End ride and Force-end would end: the ride itself, or the one the vehicle is in.
std::optional<RowId> rideToEnd(const ActionSituation &situation);

/// The rider in whose name a ride is ended: the one signed in, when it is known to be theirs.
std::optional<RowId> riderEnding(const ActionSituation &situation);

/// The owner an added vehicle would get without asking: the selected user, or the signed-in rider.
std::optional<User> proposedOwner(const ActionSituation &situation);

/// City of the selected row; empty without one.
QString selectedCity(const ActionSituation &situation);

} // namespace movr
