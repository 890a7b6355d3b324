#pragma once

#include "db/placement/placement.h"

#include <QJsonObject>

namespace movr {

/// "right", "misplaced", ... and "following", "stopped", ...: the words of --json. Stable.
QString stateWord(PlacementState state);
QString copyWord(FollowerCopy::State state);

/// The object of `placement --json`; its keys are in the man page and stay as they are.
QJsonObject placementJson(const QString &deployment, const Placement &placement);

/// The tree of tables, indexes and partitions, then the findings, for a terminal.
QString placementText(const QString &deployment, const Placement &placement);

} // namespace movr
