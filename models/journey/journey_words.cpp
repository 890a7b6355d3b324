#include "models/journey/journey_words.h"

#include <QCoreApplication>
#include <QStringList>

#include <algorithm>
#include <array>

namespace movr {

namespace {

struct Tr {
    Q_DECLARE_TR_FUNCTIONS(movr::Journey)
};

QString cell(const QString &text, int width)
{
    return text.rightJustified(width);
}

QString orDash(const QString &text)
{
    return text.isEmpty() ? QStringLiteral("-") : text;
}

constexpr std::array allWays{JourneyWay::MultiRegion, JourneyWay::SingleRegion, JourneyWay::Reference};

/// "1.06 (1.18) of 120"
QString figuresCell(const JourneyFigures &figures)
{
    return cell(
        QStringLiteral("%1 (%2) of %3")
            .arg(orDash(journeyMilliseconds(figures.median)), orDash(journeyMilliseconds(figures.p99)))
            .arg(figures.n),
        20);
}

QString ratioCells(std::optional<double> ratio, std::optional<double> reference)
{
    return cell(orDash(journeyRatioText(ratio)), 8) + cell(orDash(journeyRatioText(reference)), 12);
}

const JourneyTaskResult *resultOf(const JourneyReport &report, JourneyTask task, JourneyWay way)
{
    const JourneyColumn *const column = report.column(way);
    return column && column->tasks.size() > qsizetype(task) ? &column->tasks.at(qsizetype(task)) : nullptr;
}

QString wayLine(const JourneyColumn &column)
{
    const QString trip = column.roundTrip
                           ? Tr::tr("round trip %1 ms").arg(journeyMilliseconds(column.roundTrip))
                           : Tr::tr("does not answer");
    return Tr::tr("%1: %2, %3, %4, %5, %6")
        .arg(journeyTitle(column.way), column.deployment, column.region, trip, column.serverVersion,
             column.durable ? Tr::tr("commits wait for the disk")
                            : Tr::tr("commits do not wait for the disk"));
}

} // namespace

QString journeyTitle(JourneyTask task)
{
    switch (task) {
    case JourneyTask::SignUp:
        return Tr::tr("Sign up");
    case JourneyTask::LogIn:
        return Tr::tr("Log in");
    case JourneyTask::ViewVehicles:
        return Tr::tr("View vehicles");
    case JourneyTask::AddVehicle:
        return Tr::tr("Add vehicle");
    case JourneyTask::StartRide:
        return Tr::tr("Start ride");
    case JourneyTask::EndRide:
        return Tr::tr("End ride");
    case JourneyTask::ViewRides:
        break;
    }
    return Tr::tr("View rides");
}

QString journeyTitle(JourneyWay way)
{
    switch (way) {
    case JourneyWay::MultiRegion:
        return Tr::tr("Multi-region");
    case JourneyWay::SingleRegion:
        return Tr::tr("Single region");
    case JourneyWay::Reference:
        break;
    }
    return Tr::tr("Single region, the reference's transactions of several statements");
}

QString journeyMilliseconds(std::optional<Nanoseconds> duration)
{
    if (!duration)
        return {};
    const double ms = double(duration->count()) / 1e6;
    return QString::number(ms, 'f', ms < 9.995 ? 2 : ms < 99.95 ? 1 : 0);
}

QString journeyRatioText(std::optional<double> ratio)
{
    return ratio ? QString::number(*ratio, 'f', *ratio < 1000 ? 1 : 0) : QString();
}

std::optional<double> taskRatio(const JourneyReport &report, JourneyTask task, JourneyWay slow,
                                JourneyWay fast)
{
    const auto *const a = resultOf(report, task, slow);
    const auto *const b = resultOf(report, task, fast);
    return a && b ? journeyRatio(a->figures.median, b->figures.median) : std::nullopt;
}

JourneyTaskResult allTasksOf(const JourneyColumn &column)
{
    JourneyTaskResult all;
    for (const JourneyTaskResult &task : column.tasks) {
        all.roundTrips += task.roundTrips;
        all.asked += task.asked;
        all.failed += task.failed;
        all.timedOut += task.timedOut;
        all.notRun += task.notRun;
        all.retries += task.retries;
        if (all.firstFailure.isEmpty())
            all.firstFailure = task.firstFailure;
    }
    all.figures = column.requests;
    return all;
}

QString journeyTrouble(const JourneyTaskResult &result)
{
    QStringList parts;
    if (result.failed > 0)
        parts.append(Tr::tr("%1 failed").arg(result.failed));
    if (result.timedOut > 0)
        parts.append(Tr::tr("%1 timed out").arg(result.timedOut));
    if (result.notRun > 0)
        parts.append(Tr::tr("%1 not run").arg(result.notRun));
    const QString counts = parts.join(QStringLiteral(", "));
    return result.firstFailure.isEmpty() ? counts : Tr::tr("%1: %2").arg(counts, result.firstFailure);
}

QString journeyRetries(const JourneyReport &report)
{
    int retries = 0;
    for (const JourneyColumn &column : report.columns)
        for (const JourneyTaskResult &task : column.tasks)
            retries += task.retries;
    if (retries == 0)
        return {};
    return Tr::tr("Sent again after a conflict or a lost connection: %1. Of such a task the last attempt is "
                  "counted alone; the reference's way is not sent again.")
        .arg(retries);
}

QString journeyOrigin(const JourneyReport &report)
{
    qsizetype fewest = report.repeat;
    for (const JourneyColumn &column : report.columns)
        for (const JourneyTaskResult &task : column.tasks)
            fewest = std::min(fewest, task.figures.n);
    const QString n = fewest == report.repeat
                        ? Tr::tr("n = %1 of each task").arg(report.repeat)
                        : Tr::tr("n = %1 to %2 of each task").arg(fewest).arg(report.repeat);
    const QString from = report.from.isEmpty() ? report.machine.host : report.from;
    return Tr::tr("%1; %2 from %3; %4 UTC on %5; movr-console %6")
        .arg(n, report.city, from, report.begun.toUTC().toString(QStringLiteral("yyyy-MM-dd hh:mm")),
             report.machine.host, report.machine.console);
}

QString journeyText(const JourneyReport &report)
{
    QStringList lines;
    lines.append(Tr::tr("Tasks of %1, each %2 times%3; times in ms: median (p99) of n")
                     .arg(report.city)
                     .arg(report.repeat)
                     .arg(report.from.isEmpty() ? QString() : Tr::tr(" from %1").arg(report.from)));
    for (const JourneyColumn &column : report.columns)
        lines.append(QStringLiteral("  ") + wayLine(column));
    lines.append(QString());
    lines.append(QStringLiteral("%1%2%3%4%5%6")
                     .arg(QString(), -15)
                     .arg(cell(Tr::tr("multi-region"), 20), cell(Tr::tr("single region"), 20),
                          cell(Tr::tr("reference's way"), 20), cell(Tr::tr("ratio"), 8),
                          cell(Tr::tr("ref. ratio"), 12)));
    QStringList troubles;
    for (const JourneyTask task : journeyTasks()) {
        QString line = journeyTitle(task).leftJustified(15);
        for (const JourneyWay way : allWays) {
            const auto *const result = resultOf(report, task, way);
            if (!result)
                continue;
            line += figuresCell(result->figures);
            if (const QString trouble = journeyTrouble(*result); !trouble.isEmpty())
                troubles.append(
                    QStringLiteral("  %1, %2: %3").arg(journeyTitle(task), journeyTitle(way), trouble));
        }
        line += ratioCells(taskRatio(report, task, JourneyWay::SingleRegion, JourneyWay::MultiRegion),
                           taskRatio(report, task, JourneyWay::Reference, JourneyWay::SingleRegion));
        lines.append(line);
    }
    QString all = Tr::tr("All requests").leftJustified(15);
    for (const JourneyWay way : allWays)
        if (const JourneyColumn *const column = report.column(way))
            all += figuresCell(column->requests);
    lines.append(all + ratioCells(report.ratio, std::nullopt));
    lines.append(QString());
    lines.append(Tr::tr("Median request, single region / multi-region: %1")
                     .arg(orDash(journeyRatioText(report.ratio))));
    lines.append(Tr::tr("Seven tasks, the reference's way / the console's, both in a single region: %1")
                     .arg(orDash(journeyRatioText(report.ratioReference))));
    if (!troubles.isEmpty()) {
        lines.append(QString());
        lines.append(Tr::tr("Not answered, and in no figure:"));
        lines += troubles;
    }
    if (const QString retries = journeyRetries(report); !retries.isEmpty())
        lines += {QString(), retries};
    if (report.cancelled)
        lines.append(Tr::tr("The experiment was cancelled."));
    return lines.join(u'\n') + u'\n';
}

} // namespace movr
