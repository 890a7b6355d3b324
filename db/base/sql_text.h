#pragma once

#include <QByteArray>
#include <QString>
#include <QStringList>

namespace movr {

/// The text of sql/postgresql/<name>.sql without its comment lines, or an empty array for a name that is not
/// there (a defect). Comments go because Qt SQL would look for placeholders in them. Thread-safe.
enum class SqlEngine { PostgreSql, Sqlite };
/// Of the Sqlite engine: sql/sqlite/<name>.sql.
QByteArray sqlText(const QString &name, SqlEngine engine = SqlEngine::PostgreSql);

/// {"new york","rome"} as a text[] literal, to be bound.
QString arrayLiteral(const QStringList &values);

} // namespace movr
