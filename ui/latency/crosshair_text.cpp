#include "ui/latency/crosshair_text.h"

#include "models/latency/figure_words.h"
#include "models/latency/latency_range.h"
#include "ui/theme/meaning.h"

#include <QCoreApplication>
#include <QLocale>

namespace movr {

namespace {

struct Tr {
    Q_DECLARE_TR_FUNCTIONS(movr::Crosshair)
};

QStringList cellsOf(const LatencyPoint *point, const LatencyPoint *floor)
{
    const LatencyFigures none;
    const LatencyFigures &figures = point ? point->figures : none;
    QString failures = failuresText(figures);
    if (floor && floor->figures.unreachable + floor->figures.timedOut > 0 && failures.isEmpty())
        failures = Tr::tr("unreachable");
    return {latencyText(figures.p50),
            latencyText(figures.p95),
            p99Text(figures),
            floor ? latencyText(floor->figures.p50) : QStringLiteral("–"),
            QLocale().toString(figures.n),
            failures};
}

QStringList headings()
{
    return {Tr::tr("p50"), Tr::tr("p95"), Tr::tr("p99"), Tr::tr("floor"), Tr::tr("n"), {}};
}

} // namespace

CrosshairReading readingAt(const LatencyScene &scene, const QDateTime &moment, const RegionLabels &labels,
                           const QTimeZone &zone)
{
    CrosshairReading reading;
    for (const QString &region : scene.regions()) {
        const LatencyCurve *statements = curveOf(scene.statements, region);
        const LatencyCurve *floors = curveOf(scene.floors, region);
        const LatencyPoint *point = statements ? pointAt(*statements, moment) : nullptr;
        const LatencyPoint *floor = floors ? pointAt(*floors, moment) : nullptr;
        if (!point && !floor)
            continue;
        reading.step = (point ? point : floor)->figures.window;
        reading.rows.append({region, labels.of(region), cellsOf(point, floor)});
        const LatencyCurve *earlier = curveOf(scene.earlier, region);
        const LatencyPoint *then = earlier ? pointAt(*earlier, moment.addMSecs(-scene.shift)) : nullptr;
        if (then)
            reading.rows.append({region,
                                 Tr::tr("%1, %2", "region, time")
                                     .arg(labels.of(region), datedWindowText(then->figures.window, zone)),
                                 cellsOf(then, nullptr)});
    }
    if (!reading.empty())
        reading.when =
            scene.earlier.isEmpty() ? windowText(reading.step, zone) : datedWindowText(reading.step, zone);
    return reading;
}

void addAlerts(CrosshairReading *reading, const AlertOverlay &overlay)
{
    if (reading->empty())
        return;
    const auto from = double(reading->step.from.toMSecsSinceEpoch());
    const auto to = double(reading->step.to.toMSecsSinceEpoch());
    for (const PlotAlert &alert : overlay.alerts)
        if (alert.from < to && alert.to > from)
            reading->alerts.append(alert.text);
}

QString thresholdsText(const AlertOverlay &overlay)
{
    QStringList lines;
    for (const PlotThreshold &threshold : overlay.thresholds)
        lines.append(threshold.text);
    return lines.join(u'\n');
}

QString plainText(const CrosshairReading &reading)
{
    if (reading.empty())
        return {};
    QStringList lines{reading.when};
    const QStringList names = headings();
    for (const CrosshairReading::Row &row : reading.rows) {
        QStringList parts;
        for (qsizetype i = 0; i < row.cells.size(); ++i)
            if (!row.cells.at(i).isEmpty())
                parts.append(names.at(i).isEmpty() ? row.cells.at(i) : names.at(i) + u' ' + row.cells.at(i));
        lines.append(row.label + QStringLiteral(": ") + parts.join(QStringLiteral(", ")));
    }
    return (lines + reading.alerts).join(u'\n');
}

QString richText(const CrosshairReading &reading, const RegionStyles &styles, const QPalette &palette)
{
    if (reading.empty())
        return {};
    QString html = QStringLiteral("<b>%1</b><table cellspacing='0' cellpadding='2'><tr><td></td>")
                       .arg(reading.when.toHtmlEscaped());
    for (const QString &name : headings())
        html += QStringLiteral("<td align='right'>%1</td>").arg(name.toHtmlEscaped());
    html += QStringLiteral("</tr>");
    for (const CrosshairReading::Row &row : reading.rows) {
        html += QStringLiteral("<tr><td style='color:%1'><b>%2</b></td>")
                    .arg(styles.color(row.region, palette).name(), row.label.toHtmlEscaped());
        for (const QString &cell : row.cells)
            html += QStringLiteral("<td align='right'>&nbsp;%1</td>").arg(cell.toHtmlEscaped());
        html += QStringLiteral("</tr>");
    }
    html += QStringLiteral("</table>");
    for (const QString &alert : reading.alerts)
        html += QStringLiteral("<div style='color:%1'>%2</div>")
                    .arg(meaningColor(Meaning::Bad, palette).name(), alert.toHtmlEscaped());
    return html;
}

} // namespace movr
