#include "models/latency/axis_ticks.h"

#include <QLocale>

#include <algorithm>
#include <array>
#include <cmath>

namespace movr {

namespace {

constexpr std::array<qint64, 17> clockSteps{1,   2,   5,    10,   15,   30,    60,    120,  300,
                                            600, 900, 1800, 3600, 7200, 10800, 21600, 86400};

/// The least of 1, 2, 5 times a power of ten that is not below the value.
double roundUp(double value)
{
    const double power = std::pow(10., std::floor(std::log10(value)));
    for (const double factor : {1., 2., 5.})
        if (value <= power * factor * (1 + 1e-9))
            return power * factor;
    return power * 10;
}

double roundDown(double value)
{
    const double power = std::pow(10., std::floor(std::log10(value)));
    for (const double factor : {5., 2.})
        if (value * (1 + 1e-9) >= power * factor)
            return power * factor;
    return power;
}

/// As short as it is exact: 0.05, 2, 1,000.
QString shortNumber(double value)
{
    const int digits = value <= 0 ? 0 : std::max(0, int(std::ceil(-std::log10(value) - 1e-9)));
    QString text = QLocale().toString(value, 'f', std::min(digits + 1, 6));
    const QString point = QLocale().decimalPoint();
    if (text.contains(point)) {
        while (text.endsWith(u'0'))
            text.chop(1);
        if (text.endsWith(point))
            text.chop(point.size());
    }
    return text;
}

QList<AxisTick> logarithmicTicks(double low, double high, const QList<double> &factors)
{
    QList<AxisTick> ticks;
    for (double power = std::pow(10., std::floor(std::log10(low) + 1e-9)); power <= high; power *= 10)
        for (const double factor : factors)
            if (const double value = power * factor; value >= low * (1 - 1e-9) && value <= high * (1 + 1e-9))
                ticks.append({value, shortNumber(value)});
    return ticks;
}

} // namespace

QList<AxisTick> timeTicks(const TimeWindow &window, const QTimeZone &zone, int most)
{
    const qint64 from = window.from.toSecsSinceEpoch();
    const qint64 to = window.to.toSecsSinceEpoch();
    if (to <= from || most < 1)
        return {};
    const auto fits = [&](qint64 step) { return (to - from) / step <= most; };
    const auto found = std::find_if(clockSteps.cbegin(), clockSteps.cend(), fits);
    const qint64 step =
        found == clockSteps.cend() ? clockSteps.back() * ((to - from) / (86400 * most) + 1) : *found;
    QList<AxisTick> ticks;
    // Whole steps of the zone's own clock: the offset may change on the way.
    for (qint64 at = from; at <= to;) {
        const qint64 offset = zone.offsetFromUtc(QDateTime::fromSecsSinceEpoch(at, Qt::UTC));
        const qint64 local = at + offset;
        const qint64 over = local % step;
        if (over != 0) {
            at += step - over;
            continue;
        }
        const QDateTime time = QDateTime::fromSecsSinceEpoch(at, zone);
        const QString format = step >= 86400 || (time.time() == QTime(0, 0) && step >= 60)
                                 ? QStringLiteral("d MMM")
                             : step < 60 ? QStringLiteral("HH:mm:ss")
                                         : QStringLiteral("HH:mm");
        ticks.append({double(at) * 1000, QLocale().toString(time, format)});
        at += step;
    }
    return ticks;
}

QList<AxisTick> durationTicks(double low, double high, bool logarithmic, int most)
{
    if (high <= low || most < 2)
        return {};
    if (logarithmic) {
        if (low <= 0)
            return {};
        QList<AxisTick> ticks = logarithmicTicks(low, high, {1, 2, 5});
        if (ticks.size() > most)
            ticks = logarithmicTicks(low, high, {1});
        return ticks;
    }
    const double step = roundUp((high - low) / most);
    QList<AxisTick> ticks;
    for (qint64 i = qint64(std::ceil(low / step - 1e-9)); double(i) * step <= high * (1 + 1e-9); ++i)
        ticks.append({double(i) * step, i == 0 ? QStringLiteral("0") : shortNumber(double(i) * step)});
    return ticks;
}

AxisRange durationRange(double least, double most, bool logarithmic)
{
    if (!(most > 0))
        return logarithmic ? AxisRange{0.1, 100} : AxisRange{0, 100};
    if (!logarithmic) {
        const double step = roundUp(most / 5);
        return {0, std::ceil(most * 1.02 / step) * step};
    }
    const double low = roundDown(std::max(least, 1e-3) / 1.02);
    double high = roundUp(most * 1.02);
    if (high < low * 5)
        high = roundUp(low * 5);
    return {low, high};
}

} // namespace movr
