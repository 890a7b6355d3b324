#pragma once

#include "db/fleet/catalog.h"

#include <QDateTime>
#include <QHash>
#include <QTimeZone>

#include <chrono>

namespace movr {

/// Shows moments the way people of a city read them, always naming the zone. A value; GUI thread.
class CityTime
{
public:
    CityTime() = default;
    explicit CityTime(const Catalog &catalog, bool inUtc = false);

    bool inUtc() const { return m_inUtc; }
    void setInUtc(bool utc) { m_inUtc = utc; }

    /// As preferred: the city's zone ("2026-11-23 09:14 EST") or UTC. Empty for an invalid moment.
    QString text(const QDateTime &moment, const QString &city) const;
    /// In the city's zone; in UTC when the zone is not known.
    QString localText(const QDateTime &moment, const QString &city) const;
    static QString utcText(const QDateTime &moment);
    /// Of a time as a server in UTC writes it; empty for another text.
    static QString serverText(const QString &time);
    /// A moment beside an earlier one: on the same day the clock is enough ("09:51 EST").
    QString textAfter(const QDateTime &earlier, const QDateTime &moment, const QString &city) const;
    /// Both, for a tooltip: "2026-11-23 09:14 EST (14:14 UTC)".
    QString bothText(const QDateTime &moment, const QString &city) const;

private:
    QHash<QString, QTimeZone> m_zones;
    bool m_inUtc = false;
};

/// "now", "3 s ago", "12 min ago", "5 h ago", "2 d ago". Negative ages count as now.
QString ageText(std::chrono::milliseconds age);
/// "3 s", "12 min": an age or a span without "ago".
QString spanText(std::chrono::milliseconds span);
/// "850 µs", "1.2 ms", "64 ms", "1.5 s".
QString durationText(std::chrono::nanoseconds duration);
/// A ride's length: "45 s", "23 min", "1 h 05 min".
QString lengthText(qint64 seconds);

} // namespace movr
