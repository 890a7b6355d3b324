#pragma once

#include "db/placement/loss.h"
#include "models/placement/cell_table_model.h"
#include "models/placement/map_scene.h"

namespace movr {

/// All of it for a person, in sentences.
QString lossText(const RegionLoss &loss, const Surroundings &around);

/// City, can be changed, can be read from, how old that copy is, active rides, vehicles.
CellTable lossCells(const RegionLoss &loss, const Surroundings &around);

} // namespace movr
