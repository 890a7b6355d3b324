#include "db/fleet/region_link.h"
#include "db/journey/task_runner.h"
#include "db/movr/page_reader.h"

#include <QCoreApplication>

namespace movr {

namespace {

struct Tr {
    Q_DECLARE_TR_FUNCTIONS(movr::Journey)
};

template <class T>
Result<T> resultOf(QFuture<Result<T>> future)
{
    future.waitForFinished();
    return future.resultCount() > 0 ? future.result() : Result<T>(cancelledFailure({}, {}));
}

class ConsoleRunner : public TaskRunner
{
public:
    ConsoleRunner(const TaskServer &server, std::shared_ptr<Watchdog> watchdog)
        : m_server(server),
          m_link(server.region, server.password, std::move(watchdog), nullptr, policyOf(server.deadline))
    {}

    Result<TaskCost> run(JourneyTask task, const JourneyPerson &person) override
    {
        switch (task) {
        case JourneyTask::LogIn:
            return logIn(person);
        case JourneyTask::ViewVehicles:
            return view(VehicleQuery{}, person.city);
        case JourneyTask::ViewRides:
            return viewRides(person);
        default:
            return change(callOf(task, person));
        }
    }
    void requestStop() override
    {
        m_link.commands().requestStop();
        m_link.queries().requestStop();
    }

    Result<TaskCost> change(const StatementCall &call)
    {
        const auto outcome = resultOf(m_link.commands().change(call));
        if (!outcome)
            return outcome.failure();
        if (!outcome->done())
            return refused(call.statement, sentence(outcome->verdict));
        return costOf(outcome->timing);
    }

private:
    static RetryPolicy policyOf(std::chrono::milliseconds deadline)
    {
        RetryPolicy policy;
        policy.deadline = deadline;
        return policy;
    }

    static StatementCall callOf(JourneyTask task, const JourneyPerson &person)
    {
        const RequestStamp stamp{QUuid::createUuid(), JourneyPerson::operatorName()};
        if (task == JourneyTask::SignUp)
            return toCall(SignUp{stamp,
                                 person.city,
                                 person.userId,
                                 QStringLiteral("Journey"),
                                 QStringLiteral("Experiment"),
                                 QStringLiteral("journey@example.org"),
                                 person.username,
                                 {}},
                          person.passwordHash);
        if (task == JourneyTask::AddVehicle)
            return toCall(AddVehicle{stamp, person.user(), person.vehicleId, VehicleType::Bike,
                                     QStringLiteral("red"), QStringLiteral("Journey"),
                                     JourneyPerson::startLocation()});
        if (task == JourneyTask::StartRide)
            return toCall(StartRide{stamp, person.vehicle(), person.user(), person.rideId});
        return toCall(EndRide{stamp, person.ride(), JourneyPerson::endLocation(), person.user()});
    }

    Result<TaskCost> logIn(const JourneyPerson &person)
    {
        const auto call = toCall(LogIn{person.city, person.username, {}});
        const auto answer = resultOf(m_link.commands().send(call));
        if (!answer)
            return answer.failure();
        if (!toLoginRow(answer->answer))
            return refused(call.statement, Tr::tr("The user who signed up is not there."));
        return costOf(answer->timing);
    }

    Result<TaskCost> viewRides(const JourneyPerson &person)
    {
        RideQuery query;
        query.filter.rider = person.user();
        return view(query, person.city);
    }

    template <class Query>
    Result<TaskCost> view(Query query, const QString &city)
    {
        query.limit = m_server.viewRows;
        const auto page =
            resultOf(readPage(m_link.queries(), QStringLiteral("journey"),
                              {m_server.region.name, {city}, {"UTC"}}, city, query, Lane::Turn::Usual, m_server.deadline));
        if (!page)
            return page.failure();
        if (page->rows.isEmpty())
            return refused(page->timings.first().statement, Tr::tr("The view is empty."));
        return costOf(page->timings.first());
    }

    Failure refused(const QString &statement, const QString &why) const
    {
        return {FailureKind::Internal, {}, m_server.region.name, statement, false, why, {}};
    }
    static TaskCost costOf(const StatementTiming &timing) { return {timing.wait, 1, timing.attempts - 1}; }

    const TaskServer m_server;
    RegionLink m_link; ///< never started: its probe rests, nothing but the tasks goes over the link
};

} // namespace

std::unique_ptr<TaskRunner> consoleRunner(const TaskServer &server, std::shared_ptr<Watchdog> watchdog)
{
    return std::make_unique<ConsoleRunner>(server, std::move(watchdog));
}

bool tidyUp(const TaskServer &server, std::shared_ptr<Watchdog> watchdog, const JourneyPerson &person)
{
    return tidyUp(*consoleRunner(server, std::move(watchdog)), person, true);
}

bool tidyUp(TaskRunner &runner, const JourneyPerson &person, bool ride)
{
    auto *const console = dynamic_cast<ConsoleRunner *>(&runner);
    if (!console)
        return false;
    const auto stamp = [] { return RequestStamp{QUuid::createUuid(), JourneyPerson::operatorName()}; };
    // What is not there stays as it is: a refusal is an answer.
    const auto answered = [](const Result<TaskCost> &result) {
        return result.ok() || result.failure().kind == FailureKind::Internal;
    };
    const bool ended = !ride || answered(console->run(JourneyTask::EndRide, person));
    return ended && answered(console->change(toCall(RemoveVehicle{stamp(), person.vehicle()})))
        && answered(console->change(toCall(RemoveUser{stamp(), person.user()})));
}

} // namespace movr
