#include "db/fleet/fleet.h"

#include "db/bulk/bulk_change.h"
#include "db/export/copy_stream.h"
#include "db/export/export_job.h"
#include "db/fleet/fleet_state.h"
#include "db/fleet/home_change.h"
#include "db/fleet/schema_check.h"
#include "db/fleet/view_reader.h"
#include "db/latency/latency_store.h"
#include "db/live/change_feed.h"
#include "db/movr/page_reader.h"
#include "db/movr/password.h"
#include "db/placement/placement_reader.h"
#include "db/placement_change/placement_change.h"

#include <QCoreApplication>
#include <QPointer>
#include <QThreadPool>

namespace movr {

namespace {

struct Tr {
    Q_DECLARE_TR_FUNCTIONS(movr::Fleet)
};

using Clock = std::chrono::steady_clock;

/// Work for a pool thread, its value as a future.
template <class T>
QFuture<Result<T>> onPool(QThreadPool &pool, std::function<Result<T>()> work)
{
    auto promise = std::make_shared<QPromise<Result<T>>>();
    promise->start();
    pool.start([promise, work = std::move(work)] {
        promise->addResult(work());
        promise->finish();
    });
    return promise->future();
}

} // namespace

struct Fleet::Private : FleetState {
    Fleet *q = nullptr;
    std::shared_ptr<Watchdog> watchdog = std::make_shared<Watchdog>();
    std::unique_ptr<ChangeFeed> changes;
    std::unique_ptr<ViewReader> views;
    std::unique_ptr<PlacementReader> placement; ///< made when first asked for
    QThreadPool workers; ///< password hashes; last, so that it has ended before what its answers go to

    void updateNearest();
    Result<Lane *> laneOf(const QString &region) const;
    Result<QList<ExportSource>> exportSources(const ExportRequest &request);
    QFuture<Result<Outcome>> changeAtHome(const StatementCall &call);
    QFuture<Result<Outcome>> change(const StatementCall &call);
    QFuture<Result<QList<Result<Outcome>>>> changeAll(const QString &region,
                                                      const QList<StatementCall> &calls);
};

void Fleet::Private::updateNearest()
{
    QString best;
    std::chrono::nanoseconds least = std::chrono::nanoseconds::max();
    for (const auto &candidate : links) {
        const RegionStatus &status = candidate->status();
        if (status.state == RegionState::Up && status.roundTrip && *status.roundTrip < least) {
            least = *status.roundTrip;
            best = status.name;
        }
    }
    if (best == nearest)
        return;
    nearest = best;
    Q_EMIT q->nearestChanged(best);
}

/// Every region that has a part must be there: an export without some of its rows would look complete.
Result<QList<ExportSource>> Fleet::Private::exportSources(const ExportRequest &request)
{
    if (catalog.isEmpty())
        return notReady();
    QList<ExportSource> sources;
    for (const PagePart &part : partsOf(request.scope)) {
        const RegionLink *server = link(part.region);
        if (!server)
            return notReady();
        if (server->status().state == RegionState::Down)
            return server->status().failure;
        for (const Region &region : deployment.regions)
            if (region.name == part.region)
                sources.append({{region.name, region.connection, passwords.value(region.name), {}, {}},
                                std::visit(
                                    [&](const auto &query) {
                                        auto all = query;
                                        all.from.reset();
                                        all.direction = PageDirection::Forward;
                                        return viewStatement(part, request.scope.city, all);
                                    },
                                    request.query),
                                latency.recorder(region.name)});
    }
    return sources.isEmpty() ? Result<QList<ExportSource>>(homeToNone(request.scope))
                             : Result<QList<ExportSource>>(std::move(sources));
}

QFuture<Result<Outcome>> Fleet::Private::changeAtHome(const StatementCall &call)
{
    const HomeWay way{[this, city = call.city]() -> Result<TransactionLane *> {
                          auto server = home(city);
                          return server.ok() ? Result<TransactionLane *>(&(*server)->commands())
                                             : Result<TransactionLane *>(server.failure());
                      },
                      [this] {
                          for (const auto &candidate : links)
                              candidate->readPlacement();
                      }};
    return movr::changeAtHome(q, call, way);
}

/// What a home refuses because it moves goes to the new one, each by itself.
QFuture<Result<QList<Result<Outcome>>>> Fleet::Private::changeAll(const QString &region,
                                                                  const QList<StatementCall> &calls)
{
    using Outcomes = Result<QList<Result<Outcome>>>;
    RegionLink *const server = link(region);
    if (!server)
        return ready<QList<Result<Outcome>>>(Outcomes(cancelledFailure(region, {})));
    return server->commands()
        .changeAll(calls)
        .then(q,
              [this, calls](Outcomes answers) {
                  if (!answers.ok())
                      return ready<QList<Result<Outcome>>>(std::move(answers));
                  auto outcomes = std::make_shared<QList<Result<Outcome>>>(*answers);
                  QList<qsizetype> moved;
                  QList<QFuture<Result<Outcome>>> again;
                  for (qsizetype i = 0; i < outcomes->size(); ++i) {
                      const Result<Outcome> &one = outcomes->at(i);
                      if (one.ok() || one.failure().kind != FailureKind::WrongHome)
                          continue;
                      moved.append(i);
                      again.append(changeAtHome(calls.at(i)));
                  }
                  if (moved.isEmpty())
                      return ready<QList<Result<Outcome>>>(std::move(answers));
                  return QtFuture::whenAll(again.begin(), again.end())
                      .then(q, [outcomes, moved](const QList<QFuture<Result<Outcome>>> &ended) {
                          for (qsizetype i = 0; i < moved.size(); ++i)
                              if (ended.at(i).resultCount() == 1)
                                  (*outcomes)[moved.at(i)] = ended.at(i).result();
                          return Outcomes(*outcomes);
                      });
              })
        .unwrap();
}

QFuture<Result<Outcome>> Fleet::Private::change(const StatementCall &call)
{
    const auto begun = Clock::now();
    return changeAtHome(call).then(q, [this, begun](Result<Outcome> result) {
        if (!result.ok())
            return result;
        Outcome outcome = std::move(result).value();
        if (const CityInfo *info = catalog.city(outcome.city))
            outcome.partition = info->partition;
        outcome.timing.total = Clock::now() - begun;
        return Result<Outcome>(std::move(outcome));
    });
}

Fleet::Fleet(Deployment deployment, QHash<QString, QString> passwords, QObject *parent)
    : QObject(parent), d(std::make_unique<Private>())
{
    d->q = this;
    d->views = std::make_unique<ViewReader>(*d, this);
    d->deployment = std::move(deployment);
    d->passwords = std::move(passwords);
    d->changes = std::make_unique<ChangeFeed>(d->deployment, d->passwords);
    d->changes->recordTo(&d->latency);
    connect(d->changes.get(), &ChangeFeed::changed, this, &Fleet::changed);
    connect(d->changes.get(), &ChangeFeed::statusChanged, this, &Fleet::liveChanged);
    for (const Region &region : d->deployment.regions) {
        auto &link = d->links.emplace_back(
            std::make_unique<RegionLink>(region, d->passwords.value(region.name), d->watchdog, &d->latency));
        connect(link.get(), &RegionLink::changed, this, [this, name = region.name] {
            d->changes->regionSeen(name, d->link(name)->status().state);
            Q_EMIT regionChanged(name); // first: who hears of another nearest region knows why
            d->updateNearest();
        });
        connect(link.get(), &RegionLink::catalogRead, this, [this](const Catalog &catalog) {
            const Catalog known = catalog.withLaterHomes(d->catalog);
            if (d->catalog == known)
                return;
            d->catalog = known;
            Q_EMIT catalogChanged();
        });
    }
}

Fleet::~Fleet()
{
    d->placement.reset();
    d->changes->requestStop();
    for (const auto &link : d->links)
        link->requestStop();
}

const Deployment &Fleet::deployment() const
{
    return d->deployment;
}
LatencyStore &Fleet::latency() const
{
    return d->latency;
}
const Catalog &Fleet::catalog() const
{
    return d->catalog;
}
QString Fleet::nearest() const
{
    return d->nearest;
}

QList<RegionStatus> Fleet::regions() const
{
    QList<RegionStatus> all;
    for (const auto &link : d->links)
        all.append(link->status());
    return all;
}

RegionStatus Fleet::region(const QString &name) const
{
    const RegionLink *link = d->link(name);
    return link ? link->status() : RegionStatus{};
}

LiveStatus Fleet::live(const QString &region) const
{
    return d->changes->status(region);
}

void Fleet::start()
{
    for (const auto &link : d->links)
        link->start();
    d->changes->start();
}

QFuture<Result<VehiclePage>> Fleet::vehicles(const QString &view, const ViewScope &scope,
                                             const VehicleQuery &query)
{
    return d->views->page<Vehicle>(view, scope, query);
}

QFuture<Result<RidePage>> Fleet::rides(const QString &view, const ViewScope &scope, const RideQuery &query)
{
    return d->views->page<Ride>(view, scope, query);
}

QFuture<Result<UserPage>> Fleet::users(const QString &view, const ViewScope &scope, const UserQuery &query)
{
    return d->views->page<User>(view, scope, query);
}

QFuture<Result<ActionPage>> Fleet::actions(const QString &view, const ViewScope &scope,
                                           const ActionQuery &query)
{
    return d->views->page<OperatorAction>(view, scope, query);
}

QFuture<Result<RowPositions>> Fleet::positions(const QString &view, const ViewScope &scope,
                                               const VehicleQuery &query)
{
    return d->views->positions<Vehicle>(view, scope, query);
}

QFuture<Result<RowPositions>> Fleet::positions(const QString &view, const ViewScope &scope,
                                               const RideQuery &query)
{
    return d->views->positions<Ride>(view, scope, query);
}

QFuture<Result<RowPositions>> Fleet::positions(const QString &view, const ViewScope &scope,
                                               const UserQuery &query)
{
    return d->views->positions<User>(view, scope, query);
}

QFuture<Result<RowPositions>> Fleet::positions(const QString &view, const ViewScope &scope,
                                               const ActionQuery &query)
{
    return d->views->positions<OperatorAction>(view, scope, query);
}

QList<RegionSearch> Fleet::search(const QString &view, const SearchQuery &query)
{
    cancel(view);
    if (query.problem != SearchProblem::None)
        return {};
    if (d->catalog.isEmpty())
        return {{{}, ready<SearchPage>(d->notReady())}};
    const auto begun = Clock::now();
    QList<RegionSearch> asked;
    for (const PagePart &part : d->partsOf({})) {
        RegionLink *server = d->link(part.region);
        if (!server || server->status().state == RegionState::Down) {
            asked.append({part.region, ready<SearchPage>(server ? server->status().failure : d->notReady())});
            continue;
        }
        auto answer = readSearch(server->queries(), view, part, query);
        asked.append({part.region, answer.then(this, [begun](Result<SearchPage> result) {
                          if (!result.ok())
                              return result;
                          SearchPage page = std::move(result).value();
                          page.timing.total = Clock::now() - begun;
                          return Result<SearchPage>(std::move(page));
                      })});
    }
    return asked;
}

void Fleet::cancel(const QString &view)
{
    d->views->cancel(view);
}

QFuture<Result<Outcome>> Fleet::signUp(SignUp request)
{
    if (auto server = d->home(request.city); !server)
        return ready<Outcome>(server.failure());
    const QString password = std::exchange(request.password, {});
    return onPool<QString>(d->workers, [password] { return hashPassword(password); })
        .then(this,
              [this, request](const Result<QString> &hash) {
                  return hash.ok() ? d->change(toCall(request, *hash)) : ready<Outcome>(hash.failure());
              })
        .unwrap();
}

QFuture<Result<SignedInRider>> Fleet::logIn(LogIn request)
{
    auto server = d->home(request.city);
    if (!server)
        return ready<SignedInRider>(server.failure());
    const auto begun = Clock::now();
    return (*server)
        ->commands()
        .send(toCall(request))
        .then(&d->workers,
              [request](const Result<TimedAnswer> &answer) -> Result<SignedInRider> {
                  if (!answer.ok())
                      return answer.failure();
                  const auto login = toLoginRow(answer->answer);
                  if (!login || !verifyPassword(login->passwordHash, request.password))
                      return Failure{FailureKind::Authentication,
                                     {},
                                     {},
                                     {},
                                     false,
                                     Tr::tr("Username or password is wrong for this city."),
                                     {}};
                  return SignedInRider{login->user, answer->timing};
              })
        .then(this, [begun](Result<SignedInRider> result) {
            if (!result.ok())
                return result;
            SignedInRider rider = std::move(result).value();
            rider.timing.total = Clock::now() - begun;
            return Result<SignedInRider>(std::move(rider));
        });
}

QFuture<Result<Outcome>> Fleet::addVehicle(AddVehicle r)
{
    return d->change(toCall(r));
}
QFuture<Result<Outcome>> Fleet::startRide(StartRide r)
{
    return d->change(toCall(r));
}
QFuture<Result<Outcome>> Fleet::endRide(EndRide r)
{
    return d->change(toCall(r));
}
QFuture<Result<Outcome>> Fleet::forceEndRide(ForceEndRide r)
{
    return d->change(toCall(r));
}
QFuture<Result<Outcome>> Fleet::takeOutOfService(TakeOutOfService r)
{
    return d->change(toCall(r));
}
QFuture<Result<Outcome>> Fleet::returnToService(ReturnToService r)
{
    return d->change(toCall(r));
}
QFuture<Result<Outcome>> Fleet::removeVehicle(RemoveVehicle r)
{
    return d->change(toCall(r));
}
QFuture<Result<Outcome>> Fleet::removeUser(RemoveUser r)
{
    return d->change(toCall(r));
}

/// The lane for a question to one region, or why there is none to ask.
Result<Lane *> Fleet::Private::laneOf(const QString &region) const
{
    RegionLink *const server = link(region);
    if (!server || server->status().state == RegionState::Down)
        return server ? server->status().failure : notReady();
    return &server->queries();
}

QFuture<Result<ServerStatements>> Fleet::serverStatements(const QString &view, const QString &region)
{
    auto lane = d->laneOf(region);
    return lane.ok() ? readServerStatements(**lane, view) : ready<ServerStatements>(lane.failure());
}

QFuture<Result<QList<ServerSession>>> Fleet::sessions(const QString &view, const QString &region)
{
    auto lane = d->laneOf(region);
    return lane.ok() ? readSessions(**lane, view) : ready<QList<ServerSession>>(lane.failure());
}

QFuture<Result<QList<FollowerLag>>> Fleet::followerLags(const QString &view, const QString &region)
{
    auto lane = d->laneOf(region);
    if (!lane)
        return ready<QList<FollowerLag>>(lane.failure());
    QStringList names;
    for (const Region &known : d->deployment.regions)
        names.append(known.name);
    return readFollowerLags(**lane, view).then(this, [region, names](Result<QList<FollowerLag>> result) {
        if (!result.ok())
            return result;
        QList<FollowerLag> lags = std::move(result).value();
        for (FollowerLag &lag : lags) {
            lag.publisher = region;
            lag.subscriber = regionOfSubscription(lag.subscriber, names);
        }
        return Result<QList<FollowerLag>>(std::move(lags));
    });
}

QFuture<Result<CancelOutcome>> Fleet::cancelSession(const QString &region, const ServerSession &session)
{
    auto lane = d->laneOf(region);
    return lane.ok() ? movr::cancelSession(**lane, session) : ready<CancelOutcome>(lane.failure());
}

std::unique_ptr<BulkChange> Fleet::changeAll(const QList<BulkRequest> &requests)
{
    using Outcomes = Result<QList<Result<Outcome>>>;
    const QPointer<Fleet> self(this);
    BulkChange::Way way;
    way.home = [self](const QString &city) -> Result<QString> {
        if (!self)
            return cancelledFailure({}, {});
        auto server = self->d->home(city);
        return server.ok() ? Result<QString>((*server)->status().name) : Result<QString>(server.failure());
    };
    way.send = [self](const QString &region, const QList<StatementCall> &calls) {
        return self ? self->d->changeAll(region, calls)
                    : ready<QList<Result<Outcome>>>(Outcomes(cancelledFailure(region, {})));
    };
    return std::make_unique<BulkChange>(requests, std::move(way));
}

std::unique_ptr<ExportJob> Fleet::exportView(const ExportRequest &request)
{
    auto sources = d->exportSources(request);
    if (!sources)
        return std::make_unique<ExportJob>(request, sources.failure());
    auto job = std::make_unique<ExportJob>(request, std::move(sources).value(), d->watchdog);
    connect(this, &Fleet::regionChanged, job.get(), [this, running = job.get()](const QString &name) {
        running->setRegionDown(name, region(name).state == RegionState::Down);
    });
    return job;
}

PlacementReader *Fleet::placement()
{
    if (!d->placement) {
        PlacementReader::Options options;
        options.passwords = d->passwords;
        options.now = [this](const QString &name) {
            const RegionStatus status = region(name);
            return RegionNow{status.state == RegionState::Down, status.failure, status.roundTrip};
        };
        options.recorder = [this](const QString &name) { return d->latency.recorder(name); };
        d->placement = std::make_unique<PlacementReader>(d->deployment, options, d->watchdog);
    }
    return d->placement.get();
}

std::unique_ptr<PlacementChange> Fleet::changePlacement() const
{
    return std::make_unique<PlacementChange>(
        d->deployment, d->passwords, [this](const QString &name) { return d->latency.recorder(name); });
}

QFuture<Result<ConnectionReport>> testConnection(const QString &connection, const QString &password)
{
    return onPool<ConnectionReport>(
        *QThreadPool::globalInstance(), [connection, password]() -> Result<ConnectionReport> {
            PqSession session(
                {Tr::tr("The server"), connection, password, QStringLiteral("movr-console test"), {}});
            if (auto opened = session.open(); !opened)
                return opened.failure();
            auto state = readSchemaState(session);
            if (!state)
                return state.failure();
            auto again = session.exec(QStringLiteral("catalog/schema_state"));
            if (!again)
                return again.failure();
            return ConnectionReport{QStringLiteral("PostgreSQL ") + state->serverVersion, again->wait,
                                    state->region, state->version};
        });
}

} // namespace movr
