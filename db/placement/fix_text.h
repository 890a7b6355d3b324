#pragma once

#include <QHash>
#include <QString>
#include <QStringList>

namespace movr {

/// The SQL of a fix, as text to copy: sql/postgresql/placement/fix/<name>.sql with its {placeholders} filled in.
/// Values are SQL already: identifier(), literal(), or a server's own words.
QString fixText(const QString &name, const QHash<QString, QString> &values = {});

/// Quoted as PostgreSQL needs it; a plain lower-case name with an underscore stays as it is.
QString identifier(const QString &name);
/// Of "name" or "schema.name" as relationKey() makes it: with its schema.
QString qualified(const QString &key);
QString literal(const QString &text);
QString literals(const QStringList &texts);
/// A comment line that says where to run what follows: "-- On gcp-us-east1:".
QString onRegion(const QString &region);
QString onEveryRegion();
/// A comment of any text; several lines become several.
QString comment(const QString &text);

} // namespace movr
