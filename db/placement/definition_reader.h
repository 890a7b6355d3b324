#pragma once

#include "db/lane/lane.h"
#include "db/placement/definition.h"

#include <QFuture>

namespace movr {

/// Reads a table's definition from one server, on its lane, in one round trip. InvalidInput when there is no such table.
QFuture<Result<Definition>> readDefinition(Lane &lane, const QString &table);

} // namespace movr
