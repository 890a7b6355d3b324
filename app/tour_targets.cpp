#include "app/tour_targets.h"

namespace movr::tour {

using PageKind = PageTarget::Page;

PageTarget vehiclesThat(VehicleStatus status)
{
    VehicleFilter filter;
    filter.status = status;
    return {PageKind::Vehicles, {}, filter};
}

PageTarget activeRides()
{
    RideFilter filter;
    filter.active = true;
    return {PageKind::Rides, {}, filter};
}

PageTarget allOf(PageKind page)
{
    switch (page) {
    case PageKind::Vehicles:
        return {page, {}, VehicleFilter{}};
    case PageKind::Rides:
        return {page, {}, RideFilter{}};
    case PageKind::Users:
        return {page, {}, UserFilter{}};
    case PageKind::Placement:
    case PageKind::Experiment:
    case PageKind::Servers:
    case PageKind::Latency:
        return {page, {}, {}};
    case PageKind::Activity:
        break;
    }
    return {page, {}, ActionFilter{}};
}

} // namespace movr::tour
