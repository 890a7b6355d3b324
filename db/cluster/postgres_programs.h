#pragma once

#include "db/base/result.h"

#include <QString>

namespace movr {

/// Where this machine's PostgreSQL server programs are.
struct PostgresPrograms {
    QString initdb;
    QString postgres;
    QString copy; ///< cp
};

/// Looks in MOVR_PG_BINDIR, Debian's /usr/lib/postgresql/<version>/bin (newest first, 15 or newer), and PATH.
/// Environment, naming the package to install, when there is none.
Result<PostgresPrograms> findPostgres();

} // namespace movr
