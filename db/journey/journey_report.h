#pragma once

#include "db/base/timing.h"

#include <QDateTime>
#include <QList>
#include <QMetaType>
#include <QString>

#include <optional>

namespace movr {

/// The reference's seven tasks, in the order in which a person does them.
enum class JourneyTask { SignUp, LogIn, ViewVehicles, AddVehicle, StartRide, EndRide, ViewRides };
QList<JourneyTask> journeyTasks();
/// "sign_up", ...: in JSON and CSV.
QString journeyKey(JourneyTask task);

/// The columns of the experiment.
enum class JourneyWay {
    MultiRegion,  ///< the console's transactions, at the city's home in the multi-region deployment
    SingleRegion, ///< the same, against the single-region deployment
    Reference ///< transactions of several statements as the reference has them, against the single-region deployment
};
/// "multi_region", "single_region", "reference_single_region": in JSON and CSV.
QString journeyKey(JourneyWay way);

/// Exact figures of some durations; without one (n = 0) nothing is set. p99 is withheld below n = 100.
struct JourneyFigures {
    qsizetype n = 0;
    std::optional<Nanoseconds> median, p99, max;
    bool operator==(const JourneyFigures &) const = default;
};
JourneyFigures journeyFigures(QList<Nanoseconds> durations);

/// One task in one column: asked = figures.n + failed + timedOut + notRun. What failed has no part in the figures.
struct JourneyTaskResult {
    JourneyTask task = JourneyTask::SignUp;
    int roundTrips = 0; ///< of one task, counted as they were sent; 0 when none was answered
    int asked = 0;
    int failed = 0;
    int timedOut = 0;
    int notRun = 0;         ///< an earlier task that it needs had failed, or the experiment was cancelled
    int retries = 0;        ///< attempts beyond the first of those that were answered; the last one counts
    QString firstFailure;   ///< sentence for a person; empty when nothing failed
    JourneyFigures figures; ///< sent until answered; several round trips together
    bool operator==(const JourneyTaskResult &) const = default;
};

struct JourneyColumn {
    JourneyWay way = JourneyWay::MultiRegion;
    QString deployment; ///< its name
    QString region;     ///< where the city lives in it: where the tasks were sent
    QString serverVersion;
    bool durable = true; ///< the server waits for its disk at each commit (fsync and synchronous_commit)
    std::optional<Nanoseconds> roundTrip; ///< desk to that region, median
    int roundTripSamples = 0;
    QList<JourneyTaskResult> tasks; ///< all seven, in order
    /// All answered tasks together. In the console's ways a task is one database request.
    JourneyFigures requests;
    /// The tasks' medians added up; unset where a task was never answered.
    std::optional<Nanoseconds> journey;
    bool operator==(const JourneyColumn &) const = default;
};

/// Where it ran.
struct JourneyMachine {
    QString host;
    QString system;    ///< "Debian GNU/Linux 12 (bookworm), kernel 6.1"
    QString processor; ///< "2 x AMD EPYC"
    QString console;   ///< version of movr-console
    QString qt;
    QString libpq;
    bool operator==(const JourneyMachine &) const = default;
};
JourneyMachine thisMachine();

/// A finished (or cancelled) experiment. Page, command and files all show this one value.
struct JourneyReport {
    QString from; ///< the place of the desk; empty: wherever this console is
    QString city; ///< whose tasks they were
    int repeat = 0;
    int viewRows = 0; ///< rows of a view, in every way
    bool cancelled = false;
    QDateTime begun, ended; ///< UTC
    JourneyMachine machine;
    QList<JourneyColumn> columns;
    /// Single-region / multi-region: the medians of JourneyColumn::requests. Unset when one has none.
    std::optional<double> ratio;
    /// The reference's way / the console's, both single-region: their JourneyColumn::journey.
    std::optional<double> ratioReference;

    const JourneyColumn *column(JourneyWay way) const;
    /// Every task that was asked for was answered.
    bool complete() const;
    bool operator==(const JourneyReport &) const = default;
};

/// median / median; unset when either is.
std::optional<double> journeyRatio(std::optional<Nanoseconds> slow, std::optional<Nanoseconds> fast);

/// How far it is.
struct JourneyProgress {
    int done = 0;  ///< tasks, of all columns
    int total = 0; ///< warming up included
    JourneyWay way = JourneyWay::MultiRegion;
    JourneyTask task = JourneyTask::SignUp;
};

} // namespace movr

Q_DECLARE_METATYPE(movr::JourneyProgress)
Q_DECLARE_METATYPE(movr::JourneyReport)
