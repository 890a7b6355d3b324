#pragma once

#include "models/meaning.h"
#include "models/placement/placement_row.h"
#include "models/presentation/region_labels.h"

#include <QVariant>

/// What the columns of the placement tree show of a row. `column`: PlacementTreeModel::Column.
namespace movr::placement_cells {

QString text(const PlacementRow &row, int column, const RegionLabels &labels);
/// For sorting; what is not known comes first.
QVariant rawValue(const PlacementRow &row, int column, const RegionLabels &labels);
Meaning meaning(const PlacementRow &row, int column);
QString tip(const PlacementRow &row, int column, const RegionLabels &labels);

} // namespace movr::placement_cells
