#pragma once

#include "db/placement_change/change_servers.h"

namespace movr {

/// Makes sure that a region's server follows another one's publication, with all tables that are in it now, and takes
/// no row that is there already. A subscription that is missing is made; it reaches the publisher as the deployment says.
Result<Done> followRegion(ChangeServers &servers, const QString &subscriber, const QString &publisher);

} // namespace movr
