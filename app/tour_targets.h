#pragma once

#include "ui/pages/table_page.h"

/// Where the tour goes: the pages with the filters that its pictures need.
namespace movr::tour {

PageTarget vehiclesThat(VehicleStatus status);
PageTarget activeRides();
/// Without a filter.
PageTarget allOf(PageTarget::Page page);

} // namespace movr::tour
