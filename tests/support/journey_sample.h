#pragma once

#include "db/journey/journey_report.h"

namespace movr::test {

/// A way whose tasks took `fast` for each of `trips` round trips, 120 times.
inline JourneyColumn sampleColumn(JourneyWay way, Nanoseconds fast, int trips)
{
    using namespace std::chrono_literals;
    JourneyColumn made;
    made.way = way;
    made.deployment = way == JourneyWay::MultiRegion ? QStringLiteral("Fleet") : QStringLiteral("Control");
    made.region = QStringLiteral("gcp-us-east1");
    made.serverVersion = QStringLiteral("PostgreSQL 15.18");
    made.roundTrip = fast;
    made.roundTripSamples = 15;
    QList<Nanoseconds> all;
    made.journey = 0ns;
    for (const JourneyTask task : journeyTasks()) {
        JourneyTaskResult result;
        result.task = task;
        result.roundTrips = trips;
        result.asked = 120;
        QList<Nanoseconds> times;
        for (int i = 0; i < 120; ++i)
            times.append(fast * trips + i * 1us + int(task) * 10us);
        result.figures = journeyFigures(times);
        all += times;
        *made.journey += *result.figures.median;
        made.tasks.append(result);
    }
    made.requests = journeyFigures(all);
    return made;
}

/// From Rome: 1 ms against 93 ms, and six round trips of it.
inline JourneyReport sampleJourney()
{
    using namespace std::chrono_literals;
    JourneyReport report;
    report.from = QStringLiteral("rome");
    report.city = QStringLiteral("rome");
    report.repeat = 120;
    report.viewRows = 25;
    report.begun = QDateTime(QDate(2026, 3, 1), QTime(12, 0), Qt::UTC);
    report.ended = report.begun.addSecs(90);
    report.machine = {QStringLiteral("desk"),  QStringLiteral("Debian"), QStringLiteral("2 x CPU"),
                      QStringLiteral("0.1.0"), QStringLiteral("6.4.2"),  QStringLiteral("15.18")};
    report.columns = {sampleColumn(JourneyWay::MultiRegion, 1ms, 1),
                      sampleColumn(JourneyWay::SingleRegion, 93ms, 1),
                      sampleColumn(JourneyWay::Reference, 93ms, 6)};
    report.columns[0].region = QStringLiteral("gcp-europe-west1");
    report.ratio = journeyRatio(report.columns.at(1).requests.median, report.columns.at(0).requests.median);
    report.ratioReference = journeyRatio(report.columns.at(2).journey, report.columns.at(1).journey);
    return report;
}

/// The same with a task that timed out twice and was not run after that.
inline JourneyReport sampleJourneyWithFailures()
{
    JourneyReport report = sampleJourney();
    JourneyTaskResult &task = report.columns[0].tasks[int(JourneyTask::EndRide)];
    task.figures = {};
    task.roundTrips = 0;
    task.timedOut = 2;
    task.notRun = 118;
    task.firstFailure = QStringLiteral("It did not answer within 10 s.");
    report.columns[0].journey.reset();
    report.ratio.reset();
    return report;
}

} // namespace movr::test
