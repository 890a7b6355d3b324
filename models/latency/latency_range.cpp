#include "models/latency/latency_range.h"

#include <QCoreApplication>

#include <array>

namespace movr {

namespace {

using namespace std::chrono_literals;
using std::chrono::seconds;

struct Tr {
    Q_DECLARE_TR_FUNCTIONS(movr::LatencyRange)
};

constexpr std::array niceSteps{1s,   2s,   5s,   10s,   15s,   30s,   60s,    120s,
                               300s, 600s, 900s, 1800s, 3600s, 7200s, 21600s, 86400s};

} // namespace

QList<LatencyRange> allLatencyRanges()
{
    using enum LatencyRange;
    return {FiveMinutes, Hour, Day, TodayAndYesterday, ThisHourAndLastWeek};
}

QString rangeText(LatencyRange range)
{
    switch (range) {
    case LatencyRange::FiveMinutes:
        return Tr::tr("Last 5 minutes");
    case LatencyRange::Hour:
        return Tr::tr("Last hour");
    case LatencyRange::Day:
        return Tr::tr("Last day");
    case LatencyRange::TodayAndYesterday:
        return Tr::tr("Today against yesterday");
    case LatencyRange::ThisHourAndLastWeek:
        return Tr::tr("This hour against last week's");
    }
    return {};
}

QString rangeName(LatencyRange range)
{
    switch (range) {
    case LatencyRange::Hour:
        return QStringLiteral("hour");
    case LatencyRange::Day:
        return QStringLiteral("day");
    case LatencyRange::TodayAndYesterday:
        return QStringLiteral("today");
    case LatencyRange::ThisHourAndLastWeek:
        return QStringLiteral("week");
    case LatencyRange::FiveMinutes:
        break;
    }
    return QStringLiteral("minutes");
}

LatencyRange rangeFromName(const QString &name)
{
    for (const LatencyRange range : allLatencyRanges())
        if (rangeName(range) == name)
            return range;
    return LatencyRange::FiveMinutes;
}

bool isComparison(LatencyRange range)
{
    return range == LatencyRange::TodayAndYesterday || range == LatencyRange::ThisHourAndLastWeek;
}

seconds lengthOf(LatencyRange range)
{
    return range == LatencyRange::FiveMinutes ? 300s : range == LatencyRange::Hour ? 3600s : 86400s;
}

seconds niceStep(seconds length, int mostSteps)
{
    for (const seconds step : niceSteps)
        if (length <= step * std::max(mostSteps, 1))
            return step;
    return niceSteps.back();
}

TimeWindow alignedTo(const TimeWindow &window, seconds step)
{
    const qint64 length = std::max<qint64>(step.count(), 1);
    const qint64 from = window.from.toSecsSinceEpoch() / length * length;
    // Of the second that goes on too: what was measured in it is not to come and go with the length of a step.
    const qint64 lastSecond = (window.to.toMSecsSinceEpoch() + 999) / 1000;
    const qint64 to = (lastSecond + length - 1) / length * length;
    return {QDateTime::fromSecsSinceEpoch(from, Qt::UTC), QDateTime::fromSecsSinceEpoch(to, Qt::UTC)};
}

namespace {

QString textOf(const TimeWindow &window, const QTimeZone &zone, bool dated)
{
    const QDateTime from = window.from.toTimeZone(zone);
    const QDateTime to = window.to.toTimeZone(zone);
    const bool isShort = window.from.secsTo(window.to) < 900;
    const QString clock = isShort ? QStringLiteral("HH:mm:ss") : QStringLiteral("HH:mm");
    const QString whole = QStringLiteral("yyyy-MM-dd ") + clock;
    const bool oneDay = from.date() == to.date();
    return Tr::tr("%1 to %2 %3", "time, time, zone")
        .arg(from.toString(oneDay && !dated ? clock : whole), to.toString(oneDay ? clock : whole),
             zone.abbreviation(window.to));
}

} // namespace

QString windowText(const TimeWindow &window, const QTimeZone &zone)
{
    return textOf(window, zone, false);
}

QString datedWindowText(const TimeWindow &window, const QTimeZone &zone)
{
    return textOf(window, zone, true);
}

} // namespace movr
