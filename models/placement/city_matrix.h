#pragma once

#include "models/placement/cell_table_model.h"
#include "models/placement/map_scene.h"

namespace movr {

/// City by region: what each region's server holds of the city. Where it should be at home stands out, follower copies
/// step back, what deviates is marked. One row a city, by the region it is declared in.
CellTable matrixCells(const Placement &placement, const Surroundings &around, Measure measure);

} // namespace movr
