#pragma once

#include "db/base/result.h"
#include "db/fleet/catalog.h"
#include "db/lane/pq_session.h"

namespace movr {

/// The schema version this console works with: the number of the last file in sql/postgresql/schema.
int currentSchemaVersion();
/// Names of the schema files after `version`, in order.
QStringList schemaFilesAfter(int version);

/// What a server says of itself.
struct SchemaState {
    QString serverVersion;  ///< "15.18"
    bool hasSchema = false; ///< there is a movr schema
    bool hasRides = false;  ///< there is a table public.rides
    int version = 0;        ///< 0 without a schema
    QString region;         ///< movr.self; empty when not declared
};

/// On a lane's thread, with the session open. NotPostgres or Environment for servers older than 15.
Result<SchemaState> readSchemaState(PqSession &session);
/// The catalog, once the schema is known to be there, of this version, and of this region.
Result<Catalog> checkAndReadCatalog(PqSession &session, const QString &region);

/// The catalog of a session that was checked already.
Result<Catalog> readCatalog(PqSession &session);

/// "region: schema version 3 in the database, 2 in this console ..." with what to do.
Failure schemaVersionFailure(const QString &region, int found);

} // namespace movr
