#pragma once

#include <QHash>
#include <QString>

namespace movr::test {

/// A statement of sql/ with literals for what a lane binds, to be explained; NULL for what has no value.
QString withValues(const QString &statement, const QHash<QString, QString> &values);

} // namespace movr::test
