#pragma once

#include "db/placement/statement_locality.h"
#include "models/placement/cell_table_model.h"
#include "models/placement/map_scene.h"

namespace movr {

/// Statement, asked for, whether it stays in one region, servers, partitions, and what it costs from the desk and from
/// each region: one column a place.
CellTable statementCells(const QList<StatementLocality> &statements, const Surroundings &around);

/// The plans of a statement as the servers gave them, each headed by its region.
QString planText(const StatementLocality &statement);

/// A statement's key in the table.
QString statementKey(const StatementLocality &statement);

} // namespace movr
