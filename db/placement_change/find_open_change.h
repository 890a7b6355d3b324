#pragma once

#include "db/placement_change/change_record.h"
#include "db/placement_change/change_servers.h"

namespace movr {

/// The change that is at its end not everywhere; none: nullopt. A failure only when no region answers. Blocking.
Result<std::optional<OpenChange>> findOpenChange(ChangeServers &servers);

} // namespace movr
