#include "db/positions/server_time.h"

#include <QDateTime>
#include <QRegularExpression>
#include <QTimeZone>

namespace movr {

namespace {

constexpr qint64 perSecond = 1'000'000;

} // namespace

std::optional<qint64> microsecondsFromServer(const QString &text)
{
    static const QRegularExpression form(
        QStringLiteral(R"(^(\d{4,6}-\d\d-\d\d) (\d\d:\d\d:\d\d)(?:\.(\d{1,6}))?([+-]\d\d)(?::(\d\d))?$)"));
    const auto match = form.match(text);
    if (!match.hasMatch())
        return {};
    const QDateTime whole(QDate::fromString(match.captured(1), Qt::ISODate),
                          QTime::fromString(match.captured(2), QStringLiteral("HH:mm:ss")), Qt::UTC);
    if (!whole.isValid())
        return {};
    const qint64 fraction = match.captured(3).leftJustified(6, u'0').toLongLong();
    const int hours = match.captured(4).toInt();
    const int minutes = match.captured(5).toInt();
    const qint64 offset = hours * 3600LL + (match.captured(4).startsWith(u'-') ? -minutes : minutes) * 60LL;
    return (whole.toSecsSinceEpoch() - offset) * perSecond + fraction;
}

QString serverTime(qint64 microseconds)
{
    qint64 seconds = microseconds / perSecond;
    qint64 fraction = microseconds % perSecond;
    if (fraction < 0) {
        fraction += perSecond;
        --seconds;
    }
    const QString whole =
        QDateTime::fromSecsSinceEpoch(seconds, Qt::UTC).toString(QStringLiteral("yyyy-MM-dd HH:mm:ss"));
    return QStringLiteral("%1.%2+00").arg(whole).arg(fraction, 6, 10, QLatin1Char('0'));
}

} // namespace movr
