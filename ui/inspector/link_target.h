#pragma once

#include "models/inspection.h"
#include "ui/pages/table_page.h"

namespace movr {

/// The page and filter that an inspection's link leads to.
PageTarget linkTarget(const InspectionLink &link);

} // namespace movr
