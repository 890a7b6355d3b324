#include "models/action_rules.h"

namespace movr {

namespace {

const Vehicle *vehicleOf(const ActionSituation &situation)
{
    return std::get_if<Vehicle>(&situation.selection);
}

const Ride *rideOf(const ActionSituation &situation)
{
    return std::get_if<Ride>(&situation.selection);
}

const User *userOf(const ActionSituation &situation)
{
    return std::get_if<User>(&situation.selection);
}

/// A change of a vehicle, which needs its home.
bool onVehicle(const ActionSituation &situation, bool (*rule)(const Vehicle &))
{
    const Vehicle *vehicle = vehicleOf(situation);
    return vehicle && situation.home == RegionState::Up && rule(*vehicle);
}

bool idle(const Vehicle &vehicle)
{
    return vehicle.status == VehicleStatus::Available && !vehicle.inRide();
}

bool outOfService(const Vehicle &vehicle)
{
    return vehicle.outOfService();
}

bool removable(const Vehicle &vehicle)
{
    return vehicle.status != VehicleStatus::Removed && !vehicle.inRide();
}

bool followsLink(ConsoleAction action, const ActionSituation &situation)
{
    switch (action) {
    case ConsoleAction::ShowRider:
    case ConsoleAction::ShowVehicle:
        return rideOf(situation);
    case ConsoleAction::ShowOwner:
        return vehicleOf(situation);
    case ConsoleAction::ShowRides:
        return vehicleOf(situation) || userOf(situation);
    case ConsoleAction::ShowVehicles:
        return userOf(situation) && userOf(situation)->isOwner;
    case ConsoleAction::ShowTrace:
    case ConsoleAction::ShowPlacement:
        return vehicleOf(situation) || userOf(situation) || rideOf(situation);
    default:
        return false;
    }
}

} // namespace

QList<ConsoleAction> allConsoleActions()
{
    using enum ConsoleAction;
    return {SignUp,       SignInRider,      SignOut,         AddVehicle,    StartRide,  EndRide,
            ForceEndRide, TakeOutOfService, ReturnToService, RemoveVehicle, RemoveUser, ShowRider,
            ShowVehicle,  ShowOwner,        ShowRides,       ShowVehicles,  ShowTrace,  ShowPlacement};
}

bool isOffered(ConsoleAction action, const ActionSituation &situation)
{
    switch (action) {
    case ConsoleAction::SignUp:
    case ConsoleAction::SignInRider:
    case ConsoleAction::AddVehicle:
        return situation.anyRegionUp;
    case ConsoleAction::SignOut:
        return situation.rider.has_value();
    case ConsoleAction::StartRide:
        return onVehicle(situation, idle);
    case ConsoleAction::EndRide:
    case ConsoleAction::ForceEndRide:
        return situation.home == RegionState::Up && rideToEnd(situation).has_value();
    case ConsoleAction::TakeOutOfService:
        return onVehicle(situation, idle);
    case ConsoleAction::ReturnToService:
        return onVehicle(situation, outOfService);
    case ConsoleAction::RemoveVehicle:
        return onVehicle(situation, removable);
    case ConsoleAction::RemoveUser:
        return userOf(situation) && !userOf(situation)->removed() && !userOf(situation)->riding
            && situation.home == RegionState::Up;
    default:
        return followsLink(action, situation);
    }
}

std::optional<RowId> rideToEnd(const ActionSituation &situation)
{
    if (const Ride *ride = rideOf(situation); ride && ride->active())
        return ride->rowId();
    if (const Vehicle *vehicle = vehicleOf(situation);
        vehicle && vehicle->inRide() && vehicle->status != VehicleStatus::Removed)
        return RowId{vehicle->city, *vehicle->activeRide};
    return std::nullopt;
}

std::optional<RowId> riderEnding(const ActionSituation &situation)
{
    std::optional<RowId> rider;
    if (const Ride *ride = rideOf(situation))
        rider = ride->rider();
    else if (const Vehicle *vehicle = vehicleOf(situation); vehicle && vehicle->inRide())
        rider = vehicle->activeRider;
    return rider && situation.rider && situation.rider->rowId() == *rider ? rider : std::nullopt;
}

std::optional<User> proposedOwner(const ActionSituation &situation)
{
    if (const User *user = userOf(situation); user && !user->removed() && situation.home == RegionState::Up)
        return *user;
    if (situation.rider && situation.riderHome == RegionState::Up)
        return situation.rider;
    return std::nullopt;
}

QString selectedCity(const ActionSituation &situation)
{
    return std::visit(
        []<class Row>(const Row &row) {
            if constexpr (std::is_same_v<Row, std::monostate>)
                return QString();
            else
                return row.city;
        },
        situation.selection);
}

} // namespace movr
