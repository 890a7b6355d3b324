#pragma once

#include "db/placement/row_placement.h"
#include "models/placement/cell_table_model.h"
#include "models/placement/map_scene.h"

namespace movr {

/// Where a row is, one line a region: what that server has, how old it is, what reading and changing it costs.
CellTable rowPlaceCells(const RowPlacement &place, const Surroundings &around);

/// "Vehicle 0f1e2d3c, Rome"
QString rowPlaceTitle(RowKind kind, const RowId &row);

} // namespace movr
