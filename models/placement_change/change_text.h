#pragma once

#include "db/placement_change/change_progress.h"
#include "db/placement_change/placement_plan.h"

#include <QString>

namespace movr {

/// "Move us_east to gcp-europe-west1", "Add Florence, at home in gcp-europe-west1".
QString changeTitle(const ChangeRecord &record);
/// What has come of a change, in one or two sentences.
QString changeEndText(const ChangeRecord &record, const ChangeEnd &end);
/// A change that some console left behind: what, by whom, since when, and what can be done.
QString openChangeText(const OpenChange &open);
/// A plan as plain text, for the clipboard.
QString planText(const PlacementPlan &plan);

} // namespace movr
