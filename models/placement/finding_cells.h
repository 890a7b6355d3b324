#pragma once

#include "models/placement/cell_table_model.h"
#include "models/presentation/region_labels.h"

namespace movr {

/// Finding, where, since.
CellTable findingCells(const QList<Finding> &findings, const RegionLabels &labels = {});

/// What draws a finding's severity: an error as misplaced, a warning as lagging, a note as not known.
PlacementState severityMark(FindingSeverity severity);
QString severityText(FindingSeverity severity);
/// "users, us_east, US East": what of it is known.
QString whereText(const Finding &finding, const RegionLabels &labels = {});
/// "Since 2026-11-24 11:02 UTC, as the server tells." or "First seen …".
QString sinceText(const Finding &finding);

} // namespace movr
