#include "models/journey/journey_files.h"

#include "models/journey/journey_words.h"

#include <QCoreApplication>
#include <QJsonArray>

#include <cmath>

namespace movr {

namespace {

struct Tr {
    Q_DECLARE_TR_FUNCTIONS(movr::Journey)
};

QJsonValue json(std::optional<Nanoseconds> duration)
{
    return duration ? QJsonValue(double(duration->count()) / 1e6) : QJsonValue();
}

QJsonValue json(std::optional<double> ratio)
{
    return ratio ? QJsonValue(std::round(*ratio * 100) / 100) : QJsonValue();
}

QString stamp(const QDateTime &time)
{
    return time.toUTC().toString(Qt::ISODate);
}

void putFigures(QJsonObject &object, const JourneyFigures &figures)
{
    object[QStringLiteral("n")] = figures.n;
    object[QStringLiteral("median_ms")] = json(figures.median);
    object[QStringLiteral("p99_ms")] = json(figures.p99);
    object[QStringLiteral("max_ms")] = json(figures.max);
}

QJsonObject json(const JourneyTaskResult &result)
{
    QJsonObject object{{QStringLiteral("task"), journeyKey(result.task)},
                       {QStringLiteral("round_trips"), result.roundTrips},
                       {QStringLiteral("asked"), result.asked},
                       {QStringLiteral("failed"), result.failed},
                       {QStringLiteral("timed_out"), result.timedOut},
                       {QStringLiteral("not_run"), result.notRun},
                       {QStringLiteral("retries"), result.retries},
                       {QStringLiteral("first_failure"),
                        result.firstFailure.isEmpty() ? QJsonValue() : QJsonValue(result.firstFailure)}};
    putFigures(object, result.figures);
    return object;
}

QJsonObject json(const JourneyColumn &column)
{
    QJsonArray tasks;
    for (const JourneyTaskResult &task : column.tasks)
        tasks.append(json(task));
    QJsonObject requests;
    putFigures(requests, column.requests);
    return {{QStringLiteral("way"), journeyKey(column.way)},
            {QStringLiteral("title"), journeyTitle(column.way)},
            {QStringLiteral("deployment"), column.deployment},
            {QStringLiteral("region"), column.region},
            {QStringLiteral("server"), column.serverVersion},
            {QStringLiteral("round_trip_ms"), json(column.roundTrip)},
            {QStringLiteral("round_trip_samples"), column.roundTripSamples},
            {QStringLiteral("all_tasks"), requests},
            {QStringLiteral("journey_ms"), json(column.journey)},
            {QStringLiteral("tasks"), tasks}};
}

QByteArray quotedCsv(const QString &text)
{
    QString doubled = text;
    return '"' + doubled.replace(u'"', QStringLiteral("\"\"")).toUtf8() + '"';
}

// --- chart ------------------------------------------------------------------------------------------

constexpr int chartLeft = 130;
constexpr int chartRight = 700;
constexpr int chartTop = 70;
constexpr int barHeight = 11;
constexpr int groupHeight = 48;

/// Milliseconds on the axis: from a tenth to a thousand, further where a bar needs it.
struct LogAxis {
    double low = 0.1;
    double high = 1000;
    explicit LogAxis(const JourneyReport &report)
    {
        for (const JourneyColumn &column : report.columns)
            for (const JourneyTaskResult &task : column.tasks)
                if (task.figures.median) {
                    const double ms = double(task.figures.median->count()) / 1e6;
                    while (ms > high)
                        high *= 10;
                    while (ms < low && low > 1e-6)
                        low /= 10;
                }
    }
    double at(double ms) const
    {
        return chartLeft + (chartRight - chartLeft) * std::log(ms / low) / std::log(high / low);
    }
};

const char *fillOf(JourneyWay way)
{
    switch (way) {
    case JourneyWay::MultiRegion:
        return "#0072b2";
    case JourneyWay::SingleRegion:
        return "url(#dots)";
    case JourneyWay::Reference:
        break;
    }
    return "url(#stripes)";
}

QString patterns()
{
    return QStringLiteral(
        "<defs><pattern id=\"dots\" width=\"6\" height=\"6\" patternUnits=\"userSpaceOnUse\">"
        "<rect width=\"6\" height=\"6\" fill=\"#e69f00\"/><circle cx=\"3\" cy=\"3\" r=\"1.3\" "
        "fill=\"#5c3f00\"/></pattern>"
        "<pattern id=\"stripes\" width=\"6\" height=\"6\" patternUnits=\"userSpaceOnUse\">"
        "<rect width=\"6\" height=\"6\" fill=\"#cc79a7\"/><path d=\"M0 6 L6 0\" "
        "stroke=\"#4d1030\"/></pattern></defs>");
}

QString textAt(double x, double y, const QString &text, const char *anchor = "start", int size = 12)
{
    return QStringLiteral("<text x=\"%1\" y=\"%2\" text-anchor=\"%3\" font-size=\"%4\">%5</text>")
        .arg(x, 0, 'f', 1)
        .arg(y, 0, 'f', 1)
        .arg(QLatin1String(anchor))
        .arg(size)
        .arg(text.toHtmlEscaped());
}

QString barOf(const LogAxis &axis, const JourneyColumn &column, const JourneyTaskResult &task, double y)
{
    if (!task.figures.median) // a gap that says so, no bar of no length
        return textAt(chartLeft + 4, y + barHeight - 1, Tr::tr("no answer"), "start", 10);
    const double end = axis.at(double(task.figures.median->count()) / 1e6);
    return QStringLiteral("<rect x=\"%1\" y=\"%2\" width=\"%3\" height=\"%4\" fill=\"%5\" stroke=\"#333\"/>")
               .arg(chartLeft)
               .arg(y, 0, 'f', 1)
               .arg(end - chartLeft, 0, 'f', 1)
               .arg(barHeight)
               .arg(QLatin1String(fillOf(column.way)))
         + textAt(end + 4, y + barHeight - 1, journeyMilliseconds(task.figures.median), "start", 10);
}

} // namespace

QJsonObject journeyJson(const JourneyReport &report)
{
    QJsonArray columns;
    for (const JourneyColumn &column : report.columns)
        columns.append(json(column));
    QJsonArray ratios;
    for (const JourneyTask task : journeyTasks())
        ratios.append(
            QJsonObject{{QStringLiteral("task"), journeyKey(task)},
                        {QStringLiteral("ratio"),
                         json(taskRatio(report, task, JourneyWay::SingleRegion, JourneyWay::MultiRegion))},
                        {QStringLiteral("ratio_reference"),
                         json(taskRatio(report, task, JourneyWay::Reference, JourneyWay::SingleRegion))}});
    const JourneyMachine &machine = report.machine;
    return {{QStringLiteral("ratio"), json(report.ratio)},
            {QStringLiteral("ratio_reference"), json(report.ratioReference)},
            {QStringLiteral("complete"), report.complete()},
            {QStringLiteral("cancelled"), report.cancelled},
            {QStringLiteral("from"), report.from.isEmpty() ? QJsonValue() : QJsonValue(report.from)},
            {QStringLiteral("city"), report.city},
            {QStringLiteral("repeat"), report.repeat},
            {QStringLiteral("view_rows"), report.viewRows},
            {QStringLiteral("begun"), stamp(report.begun)},
            {QStringLiteral("ended"), stamp(report.ended)},
            {QStringLiteral("machine"), QJsonObject{{QStringLiteral("host"), machine.host},
                                                    {QStringLiteral("system"), machine.system},
                                                    {QStringLiteral("processor"), machine.processor},
                                                    {QStringLiteral("console"), machine.console},
                                                    {QStringLiteral("qt"), machine.qt},
                                                    {QStringLiteral("libpq"), machine.libpq}}},
            {QStringLiteral("ways"), columns},
            {QStringLiteral("task_ratios"), ratios}};
}

QByteArray journeyCsv(const JourneyReport &report)
{
    QByteArray csv =
        "way,deployment,region,server,round_trip_ms,task,round_trips,asked,n,failed,timed_out,not_run,"
        "retries,median_ms,p99_ms,max_ms,first_failure,from,city,begun,ended,host,console\r\n";
    for (const JourneyColumn &column : report.columns)
        for (const JourneyTaskResult &task : column.tasks) {
            const QList<QByteArray> cells{quotedCsv(journeyKey(column.way)),
                                          quotedCsv(column.deployment),
                                          quotedCsv(column.region),
                                          quotedCsv(column.serverVersion),
                                          journeyMilliseconds(column.roundTrip).toUtf8(),
                                          quotedCsv(journeyKey(task.task)),
                                          QByteArray::number(task.roundTrips),
                                          QByteArray::number(task.asked),
                                          QByteArray::number(task.figures.n),
                                          QByteArray::number(task.failed),
                                          QByteArray::number(task.timedOut),
                                          QByteArray::number(task.notRun),
                                          QByteArray::number(task.retries),
                                          journeyMilliseconds(task.figures.median).toUtf8(),
                                          journeyMilliseconds(task.figures.p99).toUtf8(),
                                          journeyMilliseconds(task.figures.max).toUtf8(),
                                          task.firstFailure.isEmpty() ? QByteArray()
                                                                      : quotedCsv(task.firstFailure),
                                          quotedCsv(report.from),
                                          quotedCsv(report.city),
                                          quotedCsv(stamp(report.begun)),
                                          quotedCsv(stamp(report.ended)),
                                          quotedCsv(report.machine.host),
                                          quotedCsv(report.machine.console)};
            csv += cells.join(',') + "\r\n";
        }
    return csv;
}

QByteArray journeySvg(const JourneyReport &report)
{
    const LogAxis axis(report);
    const int bottom = chartTop + groupHeight * int(journeyTasks().size());
    QString svg =
        QStringLiteral("<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 760 %1\" width=\"760\" "
                       "height=\"%1\" font-family=\"sans-serif\" role=\"img\" aria-label=\"%2\">"
                       "<rect width=\"760\" height=\"%1\" fill=\"#ffffff\"/>")
            .arg(bottom + 45)
            .arg(Tr::tr("Median time of each task in each deployment").toHtmlEscaped())
        + patterns();
    for (double ms = axis.low; ms <= axis.high * 1.001; ms *= 10) {
        const double x = axis.at(ms);
        svg += QStringLiteral("<path d=\"M%1 %2 V%3\" stroke=\"#cccccc\"/>")
                   .arg(x, 0, 'f', 1)
                   .arg(chartTop - 6)
                   .arg(bottom);
        svg += textAt(x, bottom + 16, QString::number(ms), "middle", 11);
    }
    svg += textAt((chartLeft + chartRight) / 2.0, bottom + 34,
                  Tr::tr("median, milliseconds, logarithmic scale"), "middle");
    double legend = 20;
    for (const JourneyColumn &column : report.columns) {
        svg +=
            QStringLiteral("<rect x=\"20\" y=\"%1\" width=\"20\" height=\"10\" fill=\"%2\" stroke=\"#333\"/>")
                .arg(legend - 9)
                .arg(QLatin1String(fillOf(column.way)));
        svg += textAt(46, legend, Tr::tr("%1 (%2)").arg(journeyTitle(column.way), column.region));
        legend += 16;
    }
    for (const JourneyTask task : journeyTasks()) {
        const double top = chartTop + groupHeight * int(task);
        svg += textAt(chartLeft - 8, top + groupHeight / 2.0, journeyTitle(task), "end");
        for (qsizetype i = 0; i < report.columns.size(); ++i)
            if (const auto &tasks = report.columns.at(i).tasks; tasks.size() > int(task))
                svg +=
                    barOf(axis, report.columns.at(i), tasks.at(int(task)), top + double(i) * (barHeight + 3));
    }
    return (svg + QStringLiteral("</svg>")).toUtf8();
}

} // namespace movr
