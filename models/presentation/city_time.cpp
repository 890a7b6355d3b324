#include "models/presentation/city_time.h"

#include "db/positions/server_time.h"

#include <QCoreApplication>
#include <QLocale>

#include <algorithm>

namespace movr {

using namespace std::chrono;

CityTime::CityTime(const Catalog &catalog, bool inUtc) : m_inUtc(inUtc)
{
    for (const CityInfo &info : catalog.cities()) {
        const QTimeZone zone(info.timeZone);
        if (zone.isValid())
            m_zones.insert(info.city, zone);
    }
}

QString CityTime::text(const QDateTime &moment, const QString &city) const
{
    return m_inUtc ? utcText(moment) : localText(moment, city);
}

QString CityTime::localText(const QDateTime &moment, const QString &city) const
{
    const auto zone = m_zones.constFind(city);
    if (!moment.isValid() || zone == m_zones.constEnd())
        return utcText(moment);
    const QDateTime local = moment.toTimeZone(*zone);
    return local.toString(QStringLiteral("yyyy-MM-dd HH:mm ")) + zone->abbreviation(moment);
}

QString CityTime::utcText(const QDateTime &moment)
{
    return moment.isValid() ? moment.toUTC().toString(QStringLiteral("yyyy-MM-dd HH:mm 'UTC'")) : QString();
}

QString CityTime::serverText(const QString &time)
{
    const auto microseconds = microsecondsFromServer(time);
    return microseconds ? utcText(QDateTime::fromMSecsSinceEpoch(*microseconds / 1000, Qt::UTC)) : QString();
}

QString CityTime::textAfter(const QDateTime &earlier, const QDateTime &moment, const QString &city) const
{
    constexpr qsizetype dateWidth = 11; // "2026-11-23 "
    const QString whole = text(moment, city);
    return whole.left(dateWidth) == text(earlier, city).left(dateWidth) ? whole.mid(dateWidth) : whole;
}

QString CityTime::bothText(const QDateTime &moment, const QString &city) const
{
    if (!moment.isValid())
        return {};
    return QCoreApplication::translate("CityTime", "%1 (%2)").arg(localText(moment, city), utcText(moment));
}

QString spanText(milliseconds span)
{
    const auto s = duration_cast<seconds>(std::max(span, milliseconds::zero())).count();
    if (s < 60)
        return QCoreApplication::translate("CityTime", "%1 s").arg(s);
    if (s < 3600)
        return QCoreApplication::translate("CityTime", "%1 min").arg(s / 60);
    if (s < 2 * 86400)
        return QCoreApplication::translate("CityTime", "%1 h").arg(s / 3600);
    return QCoreApplication::translate("CityTime", "%1 d").arg(s / 86400);
}

QString ageText(milliseconds age)
{
    if (age < seconds(1))
        return QCoreApplication::translate("CityTime", "now");
    return QCoreApplication::translate("CityTime", "%1 ago").arg(spanText(age));
}

QString durationText(nanoseconds duration)
{
    const double us = std::max(0.0, double(duration.count()) / 1e3);
    const QLocale locale;
    if (us < 999.5)
        return QCoreApplication::translate("CityTime", "%1 µs").arg(locale.toString(us, 'f', 0));
    if (us < 9'950)
        return QCoreApplication::translate("CityTime", "%1 ms").arg(locale.toString(us / 1e3, 'f', 1));
    if (us < 999'500)
        return QCoreApplication::translate("CityTime", "%1 ms").arg(locale.toString(us / 1e3, 'f', 0));
    return QCoreApplication::translate("CityTime", "%1 s").arg(locale.toString(us / 1e6, 'f', 1));
}

QString lengthText(qint64 seconds)
{
    if (seconds < 60)
        return QCoreApplication::translate("CityTime", "%1 s").arg(std::max(seconds, qint64(0)));
    if (seconds < 3600)
        return QCoreApplication::translate("CityTime", "%1 min").arg(seconds / 60);
    return QCoreApplication::translate("CityTime", "%1 h %2 min")
        .arg(seconds / 3600)
        .arg(seconds / 60 % 60, 2, 10, QLatin1Char('0'));
}

} // namespace movr
