#pragma once

#include "models/action_rules.h"
#include "ui/pages/table_page.h"

#include <optional>

namespace movr {

class Catalog;
class ConsoleContext;

/// Where a following action (Show rider, ...) leads from the selected row; nothing for other actions.
std::optional<PageTarget> linkTarget(ConsoleAction action, const Selection &selection);

/// What the rules look at, gathered from the selection, the fleet's regions and the signed-in rider.
ActionSituation situationOf(const Selection &selection, const ConsoleContext &context);

} // namespace movr
