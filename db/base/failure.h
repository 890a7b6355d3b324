#pragma once

#include <QMetaType>
#include <QString>

namespace movr {

/// Why something did not happen. Every error of the layers below is mapped to one of these once, at the
/// edge of db/ (see error_mapping.h); nothing above reads SQLSTATEs or driver texts.
enum class FailureKind {
    Connection,     ///< no connection, or it was lost
    Timeout,        ///< a deadline passed
    Cancelled,      ///< superseded or cancelled by the user
    Authentication, ///< the server refused the name or the password
    NotPostgres,    ///< something answers there, but not a PostgreSQL server
    NoSchema,       ///< no movr schema in that database
    SchemaVersion,  ///< a movr schema of another version
    Permission,     ///< the role may not do this
    WrongHome,      ///< MV001: the partition is a follower copy there
    LaggingCopy,    ///< 23503 across regions: a copy that has not caught up yet
    Contention,     ///< 40001, 40P01: lost to others more often than retried
    InvalidInput,   ///< text or file that cannot be accepted
    Environment,    ///< this machine: a missing program, no disk, a directory
    Internal        ///< everything else, a defect until proven otherwise
};

/// A failure as a plain value. `sentence` is for a person: what is wrong, where, what to do.
struct Failure {
    FailureKind kind = FailureKind::Internal;
    QString sqlState;  ///< five characters, or empty when no server answered
    QString region;    ///< region name, or empty
    QString statement; ///< name of the statement (sql/ file), or empty
    bool retryable = false;
    QString sentence; ///< complete sentence, translated, without secrets
    QString detail;   ///< the server's own words, for a tooltip or a log, without secrets
};

} // namespace movr
