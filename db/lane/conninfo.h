#pragma once

#include "db/base/result.h"

#include <QByteArray>
#include <QList>
#include <QString>

#include <utility>

namespace movr {

/// What a lane adds to the user's connection string.
struct ConnectionSettings {
    QString region;
    QString connection;      ///< the user's libpq connection string (or URI), without a password
    QString password;        ///< empty: libpq looks in pgpass
    QString applicationName; ///< what pg_stat_activity shows
    QString options;         ///< "-c name=value ...", appended to the user's own
    int connectTimeoutSeconds = 5;
};

using ConninfoPairs = QList<std::pair<QString, QString>>;

/// The set keywords of a connection string, by libpq's own parser. InvalidInput with libpq's words otherwise.
Result<ConninfoPairs> parseConninfo(const QString &connection);
/// key='value' ... with libpq's quoting.
QByteArray joinConninfo(const ConninfoPairs &pairs);
/// The user's settings with the lane's added: time-out, application name, UTC, search path public (a role named
/// movr would otherwise find schema movr first). The password is
/// left out: it is handed over apart.
Result<ConninfoPairs> laneConninfo(const ConnectionSettings &settings);

} // namespace movr
