#include "models/alerts/alert_overlay.h"

#include "models/latency/figure_words.h"
#include "models/latency/latency_range.h"

#include <QCoreApplication>
#include <QLocale>

namespace movr {

namespace {

struct Tr {
    Q_DECLARE_TR_FUNCTIONS(movr::AlertOverlay)
};

bool isSeen(const AlertView &view, const QString &region, const QString &statement)
{
    return !view.seen || view.seen(region, statement == floorStatement);
}

QString alertText(const AlertMark &mark, const AlertView &view)
{
    const QString subject = alertSubject(mark.statement, mark.region, view.labels);
    const QString limit = QLocale().toString(qlonglong(mark.threshold.count()));
    if (mark.until.isValid())
        return Tr::tr("%1: p95 over %2 ms, %3", "subject, limit, stretch of time")
            .arg(subject, limit, windowText({mark.since, mark.until}, view.zone));
    return Tr::tr("%1: p95 over %2 ms since %3", "subject, limit, time")
        .arg(subject, limit, mark.since.toTimeZone(view.zone).toString(QStringLiteral("HH:mm:ss t")));
}

} // namespace

AlertOverlay alertOverlay(const QList<AlertLine> &lines, const QList<AlertMark> &marks, const AlertView &view)
{
    AlertOverlay overlay;
    for (const AlertLine &line : lines) {
        const bool here = line.statement == view.statement || line.statement == floorStatement;
        if (!line.enabled || !here || (!line.region.isEmpty() && !isSeen(view, line.region, line.statement)))
            continue;
        overlay.thresholds.append(
            {line.region, double(line.threshold.count()),
             Tr::tr("%1: %2", "subject, rule")
                 .arg(alertSubject(line.statement, line.region, view.labels), alertRule(line))});
    }
    for (const AlertMark &mark : marks) {
        const bool here =
            view.statement.isEmpty() || mark.statement == view.statement || mark.statement == floorStatement;
        if (!here || !isSeen(view, mark.region, mark.statement))
            continue;
        const bool open = !mark.until.isValid();
        overlay.alerts.append({mark.region, double(mark.since.toMSecsSinceEpoch()),
                               double((open ? view.now : mark.until).toMSecsSinceEpoch()), open,
                               alertText(mark, view)});
    }
    return overlay;
}

} // namespace movr
