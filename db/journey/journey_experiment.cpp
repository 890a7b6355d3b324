#include "db/journey/journey_experiment.h"

#include "db/journey/journey_survey.h"
#include "db/journey/task_runner.h"
#include "db/movr/password.h"

#include <algorithm>
#include <array>
#include <atomic>
#include <mutex>
#include <thread>

namespace movr {

namespace {

constexpr int givenUpAfter = 3; ///< rounds without any answer
/// Of one way, before the next way has its turn. Short, so that a slow moment of the machine meets all ways; more than one,
/// because after seconds of other servers' work nothing of a server is left in the caches of the one machine that all
/// of them share, which is no property of a region.
constexpr int roundsInARow = 5;

/// One way, with what it has come to so far.
class WayRun
{
public:
    WayRun(JourneyWay way, const Deployment &deployment, const JourneyPlace &place, TaskServer server,
           std::unique_ptr<TaskRunner> runner)
        : m_server(std::move(server)), m_runner(std::move(runner))
    {
        m_column.way = way;
        m_column.deployment = deployment.name;
        m_column.region = place.region.name;
        m_column.serverVersion = place.serverVersion;
        m_column.durable = place.durable;
        m_column.roundTrip = place.roundTrip;
        m_column.roundTripSamples = place.samples;
        for (const JourneyTask task : journeyTasks()) {
            JourneyTaskResult result;
            result.task = task;
            m_column.tasks.append(result);
        }
    }

    TaskRunner &runner() { return *m_runner; }
    JourneyWay way() const { return m_column.way; }
    bool givenUp() const { return m_silentRounds >= givenUpAfter; }

    void beginRound()
    {
        m_signedUp = m_uncertain = m_doubtful = m_added = m_started = m_ended = false;
        m_answered = false;
    }
    void endRound(const JourneyPerson &person, bool cancelled)
    {
        m_silentRounds = m_answered || cancelled ? 0 : m_silentRounds + 1;
        if (m_doubtful) // a region that is silent is not asked again now
            noteDoubtful(person);
    }
    /// To be tidied up after in the end.
    void noteDoubtful(const JourneyPerson &person) { m_doubtfulPeople.append(person); }
    bool leftSomething() const { return (m_signedUp || m_uncertain) && !m_doubtful; }
    bool rideOpen() const { return m_started && !m_ended; }
    const TaskServer &server() const { return m_server; }

    /// `counted`: not while warming up.
    void run(JourneyTask task, const JourneyPerson &person, bool counted)
    {
        JourneyTaskResult &result = m_column.tasks[qsizetype(task)];
        if (!possible(task)) {
            result.asked += counted ? 1 : 0;
            result.notRun += counted ? 1 : 0;
            return;
        }
        const Result<TaskCost> cost = m_runner->run(task, person);
        if (cost.ok())
            noteDone(task);
        else if (task == JourneyTask::SignUp)
            m_uncertain = cost.failure().kind == FailureKind::Cancelled;
        m_doubtful |= !cost.ok() && cost.failure().kind != FailureKind::Cancelled;
        if (!counted)
            return;
        ++result.asked;
        if (cost.ok())
            accept(result, *cost);
        else
            acceptFailure(result, cost.failure());
    }
    /// Those of whom something was not answered: it may have happened. Nobody while the way is silent.
    QList<JourneyPerson> doubtfulPeople() const
    {
        return m_silentRounds == 0 ? m_doubtfulPeople : QList<JourneyPerson>();
    }
    void skip(JourneyTask task)
    {
        ++m_column.tasks[qsizetype(task)].asked;
        ++m_column.tasks[qsizetype(task)].notRun;
    }

    JourneyColumn column() const
    {
        JourneyColumn column = m_column;
        QList<Nanoseconds> all;
        std::optional<Nanoseconds> journey = Nanoseconds(0);
        for (qsizetype i = 0; i < column.tasks.size(); ++i) {
            column.tasks[i].figures = journeyFigures(m_times[std::size_t(i)]);
            all += m_times[std::size_t(i)];
            const auto median = column.tasks.at(i).figures.median;
            journey = journey && median ? std::optional(*journey + *median) : std::nullopt;
        }
        column.requests = journeyFigures(all);
        column.journey = journey;
        return column;
    }

private:
    bool possible(JourneyTask task) const
    {
        switch (task) {
        case JourneyTask::SignUp:
        case JourneyTask::ViewVehicles:
            return true;
        case JourneyTask::LogIn:
        case JourneyTask::AddVehicle:
            return m_signedUp;
        case JourneyTask::StartRide:
            return m_added;
        case JourneyTask::EndRide:
        case JourneyTask::ViewRides:
            break;
        }
        return m_started;
    }
    void noteDone(JourneyTask task)
    {
        m_answered = true;
        m_signedUp |= task == JourneyTask::SignUp;
        m_added |= task == JourneyTask::AddVehicle;
        m_started |= task == JourneyTask::StartRide;
        m_ended |= task == JourneyTask::EndRide;
    }
    void accept(JourneyTaskResult &result, const TaskCost &cost)
    {
        m_times[std::size_t(result.task)].append(cost.time);
        result.roundTrips = cost.roundTrips;
        result.retries += cost.retries;
    }
    static void acceptFailure(JourneyTaskResult &result, const Failure &failure)
    {
        if (failure.kind == FailureKind::Cancelled) {
            ++result.notRun;
            return;
        }
        ++(failure.kind == FailureKind::Timeout ? result.timedOut : result.failed);
        if (result.firstFailure.isEmpty())
            result.firstFailure = failure.sentence;
    }

    const TaskServer m_server;
    std::unique_ptr<TaskRunner> m_runner;
    JourneyColumn m_column;
    std::array<QList<Nanoseconds>, 7> m_times;
    bool m_signedUp = false, m_added = false, m_started = false, m_ended = false; ///< in this round
    bool m_uncertain = false; ///< signing up was broken off: it may have happened
    bool m_doubtful = false;  ///< something was not answered: it may have happened
    bool m_answered = false;
    int m_silentRounds = 0;
    QList<JourneyPerson> m_doubtfulPeople;
};

} // namespace

struct JourneyExperiment::Private {
    JourneyExperiment *q = nullptr;
    JourneyRequest request;
    std::shared_ptr<Watchdog> watchdog = std::make_shared<Watchdog>();
    std::stop_source stop;
    std::mutex mutex; ///< of the runners, while they are made, stopped and taken down
    std::vector<std::unique_ptr<WayRun>> ways;
    std::thread thread;
    JourneyProgress now;

    bool stopped() const { return stop.stop_requested(); }
    template <class Emit>
    void tell(Emit emit)
    {
        QMetaObject::invokeMethod(q, std::move(emit), Qt::QueuedConnection);
    }

    void work()
    {
        const auto report = run();
        {
            const std::lock_guard lock(mutex);
            ways.clear();
        }
        tell([this, report] {
            if (report.ok())
                Q_EMIT q->finished(*report);
            else
                Q_EMIT q->failed(report.failure());
        });
    }
    Result<JourneyReport> run();
    void makeWays(const JourneyPlace &multi, const JourneyPlace &single);
    void round(WayRun &way, const QString &passwordHash, const QString &city, bool counted);
    /// false: the region did not answer.
    bool tidyUpAfter(WayRun &way, const JourneyPerson &person, bool ride);
};

void JourneyExperiment::Private::makeWays(const JourneyPlace &multi, const JourneyPlace &single)
{
    const auto server = [this](const JourneyPlace &place) {
        return TaskServer{place.region, request.passwords.value(place.region.name), request.viewRows,
                          request.deadline};
    };
    const std::lock_guard lock(mutex);
    ways.push_back(std::make_unique<WayRun>(JourneyWay::MultiRegion, request.multiRegion, multi,
                                            server(multi), consoleRunner(server(multi), watchdog)));
    ways.push_back(std::make_unique<WayRun>(JourneyWay::SingleRegion, request.singleRegion, single,
                                            server(single), consoleRunner(server(single), watchdog)));
    ways.push_back(std::make_unique<WayRun>(JourneyWay::Reference, request.singleRegion, single,
                                            server(single), referenceRunner(server(single), watchdog)));
}

void JourneyExperiment::Private::round(WayRun &way, const QString &passwordHash, const QString &city,
                                       bool counted)
{
    JourneyPerson person;
    person.city = city;
    person.passwordHash = passwordHash;
    const bool silent = way.givenUp();
    way.beginRound();
    for (const JourneyTask task : journeyTasks()) {
        if (!stopped() && !silent)
            way.run(task, person, counted);
        else if (counted)
            way.skip(task);
        now.way = way.way();
        now.task = task;
        ++now.done;
        tell([this, progress = now] { Q_EMIT q->progress(progress); });
    }
    if (silent)
        return;
    way.endRound(person, stopped());
    if (way.leftSomething() && !tidyUpAfter(way, person, way.rideOpen()))
        way.noteDoubtful(person);
}

bool JourneyExperiment::Private::tidyUpAfter(WayRun &way, const JourneyPerson &person, bool ride)
{
    // The reference's rows lie in the same deployment as the console's single-region ones.
    if (stopped()) // its lanes have ended
        return tidyUp(way.server(), watchdog, person);
    return tidyUp((way.way() == JourneyWay::Reference ? *ways[1] : way).runner(), person, ride);
}

Result<JourneyReport> JourneyExperiment::Private::run()
{
    JourneyReport report;
    report.begun = QDateTime::currentDateTimeUtc();
    auto multi = surveyDeployment(request.multiRegion, request.passwords, request.city, stop.get_token());
    if (!multi)
        return multi.failure();
    auto single = surveyDeployment(request.singleRegion, request.passwords, multi->city, stop.get_token());
    if (!single)
        return single.failure();
    const auto hash = hashPassword(QStringLiteral("journey"));
    if (!hash)
        return hash.failure();
    makeWays(*multi, *single);
    now.total = int(journeyTasks().size() * qsizetype(ways.size())) * (request.repeat + 1);
    for (const auto &way : ways)
        round(*way, *hash, multi->city, false);
    for (int begun = 0; begun < request.repeat; begun += roundsInARow)
        for (const auto &way : ways)
            for (int i = begun; i < std::min(begun + roundsInARow, request.repeat); ++i)
                round(*way, *hash, multi->city, true);
    for (const auto &way : ways)
        for (const JourneyPerson &person : way->doubtfulPeople())
            (void)tidyUpAfter(*way, person, true);
    report.from = request.from;
    report.city = multi->city;
    report.repeat = request.repeat;
    report.viewRows = request.viewRows;
    report.cancelled = stopped();
    report.ended = QDateTime::currentDateTimeUtc();
    report.machine = thisMachine();
    for (const auto &way : ways)
        report.columns.append(way->column());
    const auto &columns = report.columns;
    report.ratio = journeyRatio(columns.at(1).requests.median, columns.at(0).requests.median);
    report.ratioReference = journeyRatio(columns.at(2).journey, columns.at(1).journey);
    return report;
}

JourneyExperiment::JourneyExperiment(JourneyRequest request, QObject *parent)
    : QObject(parent), d(std::make_unique<Private>())
{
    qRegisterMetaType<JourneyProgress>();
    qRegisterMetaType<JourneyReport>();
    d->q = this;
    d->request = std::move(request);
    d->request.repeat = std::clamp(d->request.repeat, 1, 10'000);
    d->request.viewRows = std::clamp(d->request.viewRows, 1, 200);
}

JourneyExperiment::~JourneyExperiment()
{
    cancel();
    if (d->thread.joinable())
        d->thread.join();
}

void JourneyExperiment::start()
{
    if (!d->thread.joinable())
        d->thread = std::thread([this] { d->work(); });
}

void JourneyExperiment::cancel()
{
    d->stop.request_stop();
    const std::lock_guard lock(d->mutex);
    for (const auto &way : d->ways)
        way->runner().requestStop();
}

} // namespace movr
