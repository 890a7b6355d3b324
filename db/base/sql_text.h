#pragma once

#include <QByteArray>
#include <QString>

namespace movr {

/// The text of sql/postgresql/<name>.sql without its comment lines, or an empty array for a name that is not
/// there (a defect). Comments go because Qt SQL would look for placeholders in them. Thread-safe.
QByteArray sqlText(const QString &name);

} // namespace movr
