#include "models/journey/journey_files.h"
#include "models/journey/journey_words.h"

#include <QCoreApplication>

namespace movr {

namespace {

struct Tr {
    Q_DECLARE_TR_FUNCTIONS(movr::Journey)
};

QString escaped(const QString &text)
{
    return text.toHtmlEscaped();
}

QString cell(const QString &text, const char *element = "td")
{
    return QStringLiteral("<%1>%2</%1>")
        .arg(QLatin1String(element), text.isEmpty() ? QStringLiteral("&ndash;") : escaped(text));
}

QString row(const QStringList &cells, const char *element = "td")
{
    QString line = QStringLiteral("<tr>");
    for (const QString &text : cells)
        line += cell(text, element);
    return line + QStringLiteral("</tr>\n");
}

QString date(const QDateTime &time)
{
    return time.toUTC().toString(QStringLiteral("yyyy-MM-dd hh:mm:ss")) + QStringLiteral(" UTC");
}

QString taskRow(const JourneyColumn &column, const JourneyTaskResult &task, const QString &title,
                const char *element = "td")
{
    return row({journeyTitle(column.way), title,
                task.roundTrips > 0 ? QString::number(task.roundTrips) : QString(),
                QStringLiteral("%1 / %2").arg(task.figures.n).arg(task.asked),
                journeyMilliseconds(task.figures.median), journeyMilliseconds(task.figures.p99),
                journeyMilliseconds(task.figures.max), journeyTrouble(task)},
               element);
}

QString taskTable(const JourneyReport &report)
{
    QString html = QStringLiteral("<table>\n<caption>%1</caption>\n")
                       .arg(escaped(Tr::tr("Time of a task in milliseconds, sent until answered")));
    html += row({Tr::tr("Way"), Tr::tr("Task"), Tr::tr("Round trips"), Tr::tr("n"), Tr::tr("Median"),
                 Tr::tr("p99"), Tr::tr("Max"), Tr::tr("Not answered, and in no figure")},
                "th");
    for (const JourneyColumn &column : report.columns) {
        for (const JourneyTaskResult &task : column.tasks)
            html += taskRow(column, task, journeyTitle(task.task));
        html += taskRow(column, allTasksOf(column), Tr::tr("All requests"), "th");
    }
    html += QStringLiteral("</table>\n");
    const QString retries = journeyRetries(report);
    return retries.isEmpty() ? html : html + QStringLiteral("<p>%1</p>\n").arg(escaped(retries));
}

QString ratioTable(const JourneyReport &report)
{
    QString html =
        QStringLiteral("<table>\n<caption>%1</caption>\n").arg(escaped(Tr::tr("How many times as long")));
    html += row({Tr::tr("Task"), Tr::tr("Single region / multi-region"),
                 Tr::tr("The reference's way / the console's, both in a single region")},
                "th");
    for (const JourneyTask task : journeyTasks())
        html +=
            row({journeyTitle(task),
                 journeyRatioText(taskRatio(report, task, JourneyWay::SingleRegion, JourneyWay::MultiRegion)),
                 journeyRatioText(taskRatio(report, task, JourneyWay::Reference, JourneyWay::SingleRegion))});
    html += row({Tr::tr("All: median request, and seven tasks in a row"), journeyRatioText(report.ratio),
                 journeyRatioText(report.ratioReference)},
                "th");
    return html + QStringLiteral("</table>\n");
}

QString placesTable(const JourneyReport &report)
{
    QString html = QStringLiteral("<table>\n<caption>%1</caption>\n").arg(escaped(Tr::tr("Deployments")));
    html += row({Tr::tr("Way"), Tr::tr("Deployment"), Tr::tr("Region"), Tr::tr("Server"),
                 Tr::tr("Commits wait for the disk"), Tr::tr("Round trip, ms (median of n)"),
                 Tr::tr("Seven tasks, ms")},
                "th");
    for (const JourneyColumn &column : report.columns)
        html += row(
            {journeyTitle(column.way), column.deployment, column.region, column.serverVersion,
             column.durable ? Tr::tr("yes") : Tr::tr("no"),
             column.roundTrip
                 ? Tr::tr("%1 of %2").arg(journeyMilliseconds(column.roundTrip)).arg(column.roundTripSamples)
                 : QString(),
             journeyMilliseconds(column.journey)});
    return html + QStringLiteral("</table>\n");
}

QString machineTable(const JourneyReport &report)
{
    const JourneyMachine &machine = report.machine;
    QString html = QStringLiteral("<table>\n<caption>%1</caption>\n").arg(escaped(Tr::tr("Where and when")));
    html += row({Tr::tr("Desk"), report.from.isEmpty() ? Tr::tr("where this console is") : report.from});
    html += row({Tr::tr("City"), report.city});
    html += row({Tr::tr("Begun"), date(report.begun)});
    html += row({Tr::tr("Ended"), date(report.ended)});
    html += row({Tr::tr("Repeated"), QString::number(report.repeat)});
    html += row({Tr::tr("Rows of a view"), QString::number(report.viewRows)});
    html += row({Tr::tr("Machine"), machine.host});
    html += row({Tr::tr("System"), machine.system});
    html += row({Tr::tr("Processor"), machine.processor});
    html += row({Tr::tr("Versions"),
                 Tr::tr("movr-console %1, Qt %2, libpq %3").arg(machine.console, machine.qt, machine.libpq)});
    return html + QStringLiteral("</table>\n");
}

const char *style()
{
    return "body{font-family:sans-serif;max-width:62em;margin:2em auto;padding:0 "
           "1em;color:#222;background:#fff}"
           "table{border-collapse:collapse;margin:1.5em "
           "0}caption{text-align:left;font-weight:bold;padding:.3em 0}"
           "td,th{border:1px solid #bbb;padding:.25em .6em;text-align:left;vertical-align:top}"
           ".warning{border-left:.4em solid #c00;padding:.4em .8em}svg{max-width:100%;height:auto}";
}

} // namespace

QByteArray journeyHtml(const JourneyReport &report)
{
    const QString title = Tr::tr("MovR journey: what a request costs from %1")
                              .arg(report.from.isEmpty() ? report.machine.host : report.from);
    QString html =
        QStringLiteral("<!DOCTYPE html>\n<html lang=\"en\"><head><meta charset=\"utf-8\"><title>%1</title>"
                       "<style>%2</style></head><body>\n<h1>%1</h1>\n")
            .arg(escaped(title), QLatin1String(style()));
    if (report.ratio)
        html += QStringLiteral("<p>%1</p>\n")
                    .arg(escaped(
                        Tr::tr("The median request takes %1 times as long in the single-region deployment "
                               "as in the multi-region one. Password hashing is not part of a request.")
                            .arg(journeyRatioText(report.ratio))));
    if (report.ratioReference)
        html += QStringLiteral("<p>%1</p>\n")
                    .arg(escaped(
                        Tr::tr("In the single-region deployment the seven tasks take %1 times as long in the "
                               "reference's way, with transactions of several statements.")
                            .arg(journeyRatioText(report.ratioReference))));
    if (!report.complete())
        html +=
            QStringLiteral("<p class=\"warning\">%1</p>\n")
                .arg(escaped(report.cancelled
                                 ? Tr::tr("The experiment was cancelled: these are the figures until then.")
                                 : Tr::tr("Not every task was answered. Those are in no figure; the table "
                                          "tells how many and why.")));
    html += QString::fromUtf8(journeySvg(report)) + u'\n' + taskTable(report) + ratioTable(report)
          + placesTable(report) + machineTable(report);
    return (html + QStringLiteral("</body></html>\n")).toUtf8();
}

} // namespace movr
