#pragma once

#include "db/base/failure.h"

#include <QString>

namespace movr {

/// What a driver knows of an error, before anybody judged it.
struct ErrorFacts {
    QString sqlState;   ///< empty when no server answered
    QString message;    ///< the driver's text
    QString constraint; ///< name of the violated constraint, where known
    bool connectionLost = false;
    bool connecting = false; ///< the connection was never there
    QString region;
    QString statement;
};

/// The one place where SQLSTATEs and libpq's texts become a Failure.
Failure mapError(const ErrorFacts &facts);

/// A deadline that passed, and a request that was superseded or cancelled.
Failure timeoutFailure(const QString &region, const QString &statement, int milliseconds);
Failure cancelledFailure(const QString &region, const QString &statement);

/// libpq texts as shown to a person: one line, no password.
QString cleanMessage(const QString &driverText);

} // namespace movr
