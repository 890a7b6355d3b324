#pragma once

#include <QString>

#include <chrono>

namespace movr {

using Nanoseconds = std::chrono::nanoseconds;

/// What one statement cost, measured where it was sent, on a monotonic clock.
struct StatementTiming {
    QString region;       ///< where it was sent
    QString statement;    ///< name of the statement (sql/ file)
    Nanoseconds queued{}; ///< asked for until sent: waiting in the console's own lane
    Nanoseconds wait{};   ///< sent until answered, the last attempt: network + database
    Nanoseconds total{};  ///< asked for until delivered, all attempts and back-offs in it
    int attempts = 1;
    int rows = 0;
};

} // namespace movr
