#include "db/journey/task_runner.h"
#include "db/lane/lane.h"
#include "db/lane/pq_session.h"

#include <vector>

namespace movr {

namespace {

QString text(const QUuid &id)
{
    return id.toString(QUuid::WithoutBraces);
}

struct ReferenceStatement {
    QString name;
    QList<QString> parameters;
};

ConnectionSettings settingsOf(const TaskServer &server)
{
    return {server.region.name, server.region.connection, server.password,
            QStringLiteral("movr-console journey"), QStringLiteral("-c plan_cache_mode=force_generic_plan")};
}

class ReferenceRunner : public TaskRunner
{
public:
    ReferenceRunner(const TaskServer &server, std::shared_ptr<Watchdog> watchdog)
        : m_server(server),
          m_lane(server.region.name, std::make_unique<PqSession>(settingsOf(server)), std::move(watchdog))
    {}

    Result<TaskCost> run(JourneyTask task, const JourneyPerson &person) override
    {
        std::vector<ReferenceStatement> transaction{{named("begin"), {}}, {named("savepoint"), {}}};
        for (ReferenceStatement &statement : statementsOf(task, person))
            transaction.push_back(std::move(statement));
        transaction.push_back({named("release"), {}});
        transaction.push_back({named("commit"), {}});
        const auto deadline = m_server.deadline;
        auto future = m_lane.submit<TaskCost>({}, deadline, [transaction, deadline](Lane::Run &run) {
            return run.guarded<TaskCost>(transaction[2].name, deadline, [&] {
                return send(static_cast<PqSession &>(run.session()), transaction);
            });
        });
        future.waitForFinished();
        return future.resultCount() > 0 ? future.result() : Result<TaskCost>(cancelledFailure({}, {}));
    }
    void requestStop() override { m_lane.requestStop(); }

private:
    static QString named(const char *name)
    {
        return QStringLiteral("reference/") + QString::fromLatin1(name);
    }

    std::vector<ReferenceStatement> statementsOf(JourneyTask task, const JourneyPerson &p) const
    {
        const QString city = p.city;
        const QString user = text(p.userId);
        const QString vehicle = text(p.vehicleId);
        const QString ride = text(p.rideId);
        const QString rows = QString::number(m_server.viewRows);
        switch (task) {
        case JourneyTask::SignUp:
            return {{named("sign_up"),
                     {city, user, QStringLiteral("Journey"), QStringLiteral("Experiment"),
                      QStringLiteral("journey@example.org"), p.username, p.passwordHash}}};
        case JourneyTask::LogIn:
            return {{named("log_in"), {city, p.username}}};
        case JourneyTask::ViewVehicles:
            return {{named("view_vehicles"), {city, rows}}};
        case JourneyTask::AddVehicle:
            return {{named("insert_vehicle"),
                     {city, vehicle, user, QStringLiteral("bike"), JourneyPerson::startLocation(),
                      QStringLiteral("red"), QStringLiteral("Journey")}},
                    {named("read_user"), {city, user}},
                    {named("set_owner"), {city, user}}};
        case JourneyTask::StartRide:
            return {{named("read_vehicle"), {city, vehicle}},
                    {named("insert_ride"), {city, ride, vehicle, city, user, JourneyPerson::startLocation()}},
                    {named("set_vehicle"),
                     {city, vehicle, QStringLiteral("unavailable"), JourneyPerson::startLocation()}}};
        case JourneyTask::EndRide:
            return {{named("read_ride"), {city, ride}},
                    {named("read_vehicle"), {city, vehicle}},
                    {named("end_ride"), {city, ride, JourneyPerson::endLocation()}},
                    {named("set_vehicle"),
                     {city, vehicle, QStringLiteral("available"), JourneyPerson::endLocation()}}};
        case JourneyTask::ViewRides:
            break;
        }
        return {{named("view_rides"), {city, user, rows}}};
    }

    static Result<TaskCost> send(PqSession &session, const std::vector<ReferenceStatement> &transaction)
    {
        // The reference's statements are known to its driver by then; preparing them is no part of a task.
        for (const ReferenceStatement &statement : transaction)
            if (auto prepared = session.prepare(statement.name); !prepared)
                return prepared.failure();
        TaskCost cost{{}, 0, 0};
        for (const ReferenceStatement &statement : transaction) {
            const auto answer = session.exec(statement.name, statement.parameters);
            if (!answer) {
                if (session.isOpen() && !session.exec(named("rollback")))
                    session.close();
                return answer.failure();
            }
            cost.time += answer->wait;
            ++cost.roundTrips;
        }
        return cost;
    }

    const TaskServer m_server;
    Lane m_lane;
};

} // namespace

std::unique_ptr<TaskRunner> referenceRunner(const TaskServer &server, std::shared_ptr<Watchdog> watchdog)
{
    return std::make_unique<ReferenceRunner>(server, std::move(watchdog));
}

} // namespace movr
