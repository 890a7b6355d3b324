#include "ui/inspector/link_target.h"

namespace movr {

namespace {

template <class Filter, class Field>
PageTarget target(PageTarget::Page page, const InspectionLink &link, Field Filter::*field)
{
    Filter filter;
    filter.*field = link.id;
    return {page, link.id.city, filter};
}

} // namespace

PageTarget linkTarget(const InspectionLink &link)
{
    using To = InspectionLink::To;
    using Page = PageTarget::Page;
    switch (link.to) {
    case To::ThisVehicle:
        return target(Page::Vehicles, link, &VehicleFilter::id);
    case To::VehiclesOfOwner:
        return target(Page::Vehicles, link, &VehicleFilter::owner);
    case To::ThisUser:
        return target(Page::Users, link, &UserFilter::id);
    case To::ThisRide:
        return target(Page::Rides, link, &RideFilter::id);
    case To::RidesOfRider:
        return target(Page::Rides, link, &RideFilter::rider);
    case To::RidesOfVehicle:
        return target(Page::Rides, link, &RideFilter::vehicle);
    case To::PlaceOfVehicle:
        return {Page::Placement, {}, RowPlaceTarget{RowKind::Vehicle, link.id}};
    case To::PlaceOfUser:
        return {Page::Placement, {}, RowPlaceTarget{RowKind::User, link.id}};
    case To::PlaceOfRide:
        return {Page::Placement, {}, RowPlaceTarget{RowKind::Ride, link.id}};
    case To::Trace:
        break;
    }
    return {Page::Activity, link.id.city, ActionFilter{link.id.id, false}};
}

} // namespace movr
