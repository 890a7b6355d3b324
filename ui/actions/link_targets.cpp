#include "ui/actions/link_targets.h"

#include "db/fleet/fleet.h"
#include "ui/console_context.h"

#include <algorithm>

namespace movr {

namespace {

using Page = PageTarget::Page;

PageTarget toUser(const RowId &user)
{
    UserFilter filter;
    filter.id = user;
    filter.withRemoved = true;
    return {Page::Users, user.city, filter};
}

PageTarget toVehicle(const RowId &vehicle)
{
    VehicleFilter filter;
    filter.id = vehicle;
    filter.withRemoved = true;
    return {Page::Vehicles, vehicle.city, filter};
}

PageTarget toPlacement(RowKind kind, const RowId &row)
{
    return {Page::Placement, {}, RowPlaceTarget{kind, row}};
}

PageTarget toTrace(const QString &city, const QUuid &subject)
{
    ActionFilter filter;
    filter.subject = subject;
    return {Page::Activity, city, filter};
}

std::optional<PageTarget> fromRide(ConsoleAction action, const Ride &ride)
{
    switch (action) {
    case ConsoleAction::ShowRider:
        return toUser(ride.rider());
    case ConsoleAction::ShowVehicle:
        return toVehicle(ride.vehicle());
    case ConsoleAction::ShowTrace:
        return toTrace(ride.city, ride.id);
    case ConsoleAction::ShowPlacement:
        return toPlacement(RowKind::Ride, ride.rowId());
    default:
        return std::nullopt;
    }
}

std::optional<PageTarget> fromVehicle(ConsoleAction action, const Vehicle &vehicle)
{
    RideFilter rides;
    rides.vehicle = vehicle.rowId();
    switch (action) {
    case ConsoleAction::ShowOwner:
        return toUser({vehicle.city, vehicle.ownerId});
    case ConsoleAction::ShowRides:
        return PageTarget{Page::Rides, vehicle.city, rides};
    case ConsoleAction::ShowTrace:
        return toTrace(vehicle.city, vehicle.id);
    case ConsoleAction::ShowPlacement:
        return toPlacement(RowKind::Vehicle, vehicle.rowId());
    default:
        return std::nullopt;
    }
}

std::optional<PageTarget> fromUser(ConsoleAction action, const User &user)
{
    RideFilter rides;
    rides.rider = user.rowId();
    VehicleFilter vehicles;
    vehicles.owner = user.rowId();
    switch (action) {
    case ConsoleAction::ShowRides:
        return PageTarget{Page::Rides, user.city, rides};
    case ConsoleAction::ShowVehicles:
        return PageTarget{Page::Vehicles, user.city, vehicles};
    case ConsoleAction::ShowTrace:
        return toTrace(user.city, user.id);
    case ConsoleAction::ShowPlacement:
        return toPlacement(RowKind::User, user.rowId());
    default:
        return std::nullopt;
    }
}

RegionState homeState(const Fleet &fleet, const QString &city)
{
    const CityInfo *info = fleet.catalog().city(city);
    return info ? fleet.region(info->region).state : RegionState::Down;
}

} // namespace

std::optional<PageTarget> linkTarget(ConsoleAction action, const Selection &selection)
{
    if (const auto *ride = std::get_if<Ride>(&selection))
        return fromRide(action, *ride);
    if (const auto *vehicle = std::get_if<Vehicle>(&selection))
        return fromVehicle(action, *vehicle);
    if (const auto *user = std::get_if<User>(&selection))
        return fromUser(action, *user);
    return std::nullopt;
}

ActionSituation situationOf(const Selection &selection, const ConsoleContext &context)
{
    ActionSituation situation;
    situation.selection = selection;
    situation.rider = context.rider();
    const Fleet *fleet = context.fleet();
    if (!fleet)
        return situation;
    const QList<RegionStatus> regions = fleet->regions();
    situation.anyRegionUp = !fleet->catalog().isEmpty()
                         && std::any_of(regions.cbegin(), regions.cend(), [](const RegionStatus &region) {
                                return region.state == RegionState::Up;
                            });
    situation.home = homeState(*fleet, selectedCity(situation));
    if (situation.rider)
        situation.riderHome = homeState(*fleet, situation.rider->city);
    return situation;
}

} // namespace movr
