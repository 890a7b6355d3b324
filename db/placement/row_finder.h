#pragma once

#include "db/lane/lane.h"
#include "db/placement/row_placement.h"

#include <QFuture>

namespace movr {

/// The partition in which one server has a row; a null text: it does not have it.
using RowAnswer = Result<QString>;

/// Asks one server, on its lane.
QFuture<RowAnswer> findRow(Lane &lane, RowKind kind, const RowId &row);

/// Puts the answers together; as many as placement.regions, in their order. InvalidInput when no partition takes the row's
/// city, or no region that answered has the row.
Result<RowPlacement> rowPlacement(const Placement &placement, RowKind kind, const RowId &row,
                                  const QList<RowAnswer> &answers);

} // namespace movr
