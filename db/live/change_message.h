#pragma once

#include "db/live/row_change.h"

#include <QByteArray>

#include <optional>

namespace movr {

/// A message of the channel movr_changes (its form is in sql/postgresql/schema/004_changes.sql) as values;
/// unset for anything else that somebody sent there.
std::optional<ChangeBatch> parseChangeMessage(const QByteArray &payload, const QString &region);

} // namespace movr
