#include "models/journey/journey_files.h"

#include "models/journey/journey_words.h"

#include <QCoreApplication>
#include <QJsonArray>

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
    // Whole: what people are shown is rounded from this very number, once.
    return ratio ? QJsonValue(*ratio) : QJsonValue();
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
            {QStringLiteral("durable"), column.durable},
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

/// The tasks' medians added up; of how many answers, but no percentile of its own.
JourneyTaskResult sevenInARow(const JourneyColumn &column)
{
    JourneyTaskResult row = allTasksOf(column);
    row.figures.median = column.journey;
    row.figures.p99.reset();
    row.figures.max.reset();
    return row;
}

struct Ratios {
    std::optional<double> singleToMulti, referenceToOurs;
};

/// One line of the table for spreadsheets: all of it, so that lines can be sorted and filtered.
QByteArray csvLine(const JourneyReport &report, const JourneyColumn &column, const JourneyTaskResult &task,
                   const QString &key, const Ratios &ratios)
{
    const QList<QByteArray> cells{quotedCsv(journeyKey(column.way)),
                                  quotedCsv(column.deployment),
                                  quotedCsv(column.region),
                                  quotedCsv(column.serverVersion),
                                  column.durable ? QByteArray("true") : QByteArray("false"),
                                  journeyMilliseconds(column.roundTrip).toUtf8(),
                                  quotedCsv(key),
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
                                  task.firstFailure.isEmpty() ? QByteArray() : quotedCsv(task.firstFailure),
                                  journeyRatioText(ratios.singleToMulti).toUtf8(),
                                  journeyRatioText(ratios.referenceToOurs).toUtf8(),
                                  quotedCsv(report.from),
                                  quotedCsv(report.city),
                                  quotedCsv(stamp(report.begun)),
                                  quotedCsv(stamp(report.ended)),
                                  quotedCsv(report.machine.host),
                                  quotedCsv(report.machine.console)};
    return cells.join(',') + "\r\n";
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
    QByteArray csv = "way,deployment,region,server,durable,round_trip_ms,task,round_trips,asked,n,failed,"
                     "timed_out,not_run,retries,median_ms,p99_ms,max_ms,first_failure,"
                     "task_ratio,task_ratio_reference,from,city,begun,ended,host,console\r\n";
    for (const JourneyColumn &column : report.columns) {
        for (const JourneyTaskResult &task : column.tasks)
            csv += csvLine(report, column, task, journeyKey(task.task),
                           {taskRatio(report, task.task, JourneyWay::SingleRegion, JourneyWay::MultiRegion),
                            taskRatio(report, task.task, JourneyWay::Reference, JourneyWay::SingleRegion)});
        csv += csvLine(report, column, allTasksOf(column), QStringLiteral("all_tasks"), {report.ratio, {}});
        csv += csvLine(report, column, sevenInARow(column), QStringLiteral("seven_in_a_row"),
                       {{}, report.ratioReference});
    }
    return csv;
}

} // namespace movr
