#pragma once

#include <QString>

#include <optional>

namespace movr {

/// Microseconds since 1970 (UTC) of a time as a server in UTC writes it: "2026-11-23 09:14:07.123456+00".
/// Nothing for another text, nor for a year above 32767. Any thread.
std::optional<qint64> microsecondsFromServer(const QString &text);
/// The same back.
QString serverTime(qint64 microseconds);

} // namespace movr
