#pragma once

#include "db/base/error_mapping.h"
#include "db/lane/pq_session.h"

struct pg_result;

namespace movr {

/// What libpq knows of an error on the session's connection: of `result`, or without one of the connection.
ErrorFacts pqFacts(const PqSession &session, const QString &statement, const pg_result *result);

} // namespace movr
