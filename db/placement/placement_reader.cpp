#include "db/placement/placement_reader.h"

#include "db/base/ready_future.h"
#include "db/lane/lane.h"
#include "db/lane/pq_session.h"
#include "db/placement/definition_reader.h"
#include "db/placement/link_medians.h"
#include "db/placement/locality_reader.h"
#include "db/placement/placement_sources.h"
#include "db/placement/row_finder.h"

#include <QCoreApplication>
#include <QTimer>

#include <algorithm>
#include <vector>

namespace movr {

namespace {

struct Tr {
    Q_DECLARE_TR_FUNCTIONS(movr::Placement)
};

const QString view = QStringLiteral("placement");
/// How long a first beat may take to arrive everywhere.
constexpr std::chrono::milliseconds secondLook{1'500};

/// How old a reading may be that something else is derived from.
constexpr std::chrono::milliseconds knownFor{60'000};

Result<ServerCatalog> readOn(Lane::Run &run, std::chrono::milliseconds limit, bool exact)
{
    const QString statement =
        exact ? QStringLiteral("placement/exact_rows") : QStringLiteral("placement/relations");
    const std::function<Result<ServerCatalog>()> read = [&] {
        return readServerCatalog(static_cast<PqSession &>(run.session()), exact);
    };
    auto catalog = run.guarded<ServerCatalog>(statement, limit, read);
    // A connection that died while nobody used it is told apart from a dead server by one more try.
    if (!catalog && catalog.failure().kind == FailureKind::Connection)
        catalog = run.guarded<ServerCatalog>(statement, limit, read);
    return catalog;
}

bool lags(const Placement &placement)
{
    return std::any_of(placement.findings.begin(), placement.findings.end(),
                       [](const Finding &finding) { return finding.kind == FindingKind::LaggingFollower; });
}

} // namespace

struct PlacementReader::Private {
    PlacementReader *q = nullptr;
    Deployment deployment;
    Options options;
    std::shared_ptr<Watchdog> watchdog;
    std::vector<std::unique_ptr<Lane>> readings; ///< as many as regions, in their order
    std::vector<std::unique_ptr<Lane>> lookups;  ///< as many; a reading that counts rows takes its time
    std::optional<Placement> last;
    LinkMedians links;
    QHash<QString, QDateTime> firstSeen; ///< by Finding::key()
    quint64 generation = 0;
    bool lagged = false; ///< a lagging copy was confirmed by the last reading
    bool reading = false;
    QList<std::shared_ptr<QPromise<Result<Placement>>>> waiting; ///< for the reading that is under way

    std::unique_ptr<Lane> makeLane(const Region &region) const;
    Lane *lookup(const QString &region) const
    {
        for (qsizetype i = 0; i < deployment.regions.size(); ++i)
            if (deployment.regions.at(i).name == region)
                return lookups.at(size_t(i)).get();
        return nullptr;
    }
    RegionNow now(const QString &region) const { return options.now ? options.now(region) : RegionNow{}; }
    /// Why it is not asked: it is known not to answer. A database that is no fleet's is asked.
    std::optional<Failure> silent(const QString &region) const;

    QFuture<Result<Placement>> readOnce(bool exact);
    Result<Placement> assemble(const QList<QFuture<Result<ServerCatalog>>> &answers, bool exact);
    void keepFirstSeen(QList<Finding> &findings, const QDateTime &now);
    void accept(const Placement &placement);
    QFuture<Result<Placement>> known();
    void finish(const Result<Placement> &answer);
};

std::optional<Failure> PlacementReader::Private::silent(const QString &region) const
{
    const RegionNow state = now(region);
    const FailureKind kind = state.failure.kind;
    if (state.down && (kind == FailureKind::Connection || kind == FailureKind::Timeout))
        return state.failure;
    return {};
}

QFuture<Result<Placement>> PlacementReader::Private::readOnce(bool exact)
{
    const auto limit = exact ? options.exactDeadline : options.deadline;
    QList<QFuture<Result<ServerCatalog>>> asked;
    for (qsizetype i = 0; i < deployment.regions.size(); ++i) {
        if (const auto failure = silent(deployment.regions.at(i).name))
            asked.append(ready(Result<ServerCatalog>(*failure)));
        else
            asked.append(readings.at(size_t(i))->submit<ServerCatalog>(
                view, limit, [limit, exact](Lane::Run &run) { return readOn(run, limit, exact); }));
    }
    return QtFuture::whenAll(asked.begin(), asked.end())
        .then(q, [this, exact](const QList<QFuture<Result<ServerCatalog>>> &answers) {
            return assemble(answers, exact);
        });
}

Result<Placement> PlacementReader::Private::assemble(const QList<QFuture<Result<ServerCatalog>>> &answers,
                                                     bool exact)
{
    PlacementSources sources;
    sources.deployment = deployment;
    sources.limits = options.limits;
    sources.exact = exact;
    sources.now = QDateTime::currentDateTimeUtc();
    std::optional<Failure> first;
    for (qsizetype i = 0; i < answers.size(); ++i) {
        const Result<ServerCatalog> answer = answers.at(i).result();
        const QString &region = deployment.regions.at(i).name;
        if (!answer && answer.failure().kind == FailureKind::Cancelled)
            return answer.failure();
        if (const auto measured = now(region).roundTrip)
            sources.roundTrips.insert(region, *measured);
        else if (answer)
            sources.roundTrips.insert(region, answer->firstAnswer);
        if (!answer && !first)
            first = answer.failure();
        sources.catalogs.insert(region, answer);
    }
    if (sources.read().isEmpty())
        return first.value_or(Failure{});
    Placement placement = buildPlacement(sources);
    links.apply(placement.links);
    placement.findings = findFindings(placement, sources);
    return placement;
}

/// What the servers do not date is as old as this program knows it, without a break.
void PlacementReader::Private::keepFirstSeen(QList<Finding> &findings, const QDateTime &now)
{
    QHash<QString, QDateTime> kept;
    for (Finding &finding : findings) {
        const QDateTime since = firstSeen.value(finding.key(), now);
        kept.insert(finding.key(), since);
        if (!finding.sinceServer)
            finding.since = since;
    }
    firstSeen = kept;
}

void PlacementReader::Private::accept(const Placement &placement)
{
    lagged = lags(placement);
    last = placement;
    keepFirstSeen(last->findings, placement.readAt);
    Q_EMIT q->placementRead();
}

QFuture<Result<Placement>> PlacementReader::Private::known()
{
    if (last && last->readAt.msecsTo(QDateTime::currentDateTimeUtc()) < knownFor.count())
        return ready(Result<Placement>(*last));
    // Whichever reading ends: the page may ask for one of its own while this one is under way, and supersede it.
    auto promise = std::make_shared<QPromise<Result<Placement>>>();
    promise->start();
    waiting.append(promise);
    auto answer = promise->future();
    if (!reading)
        q->read();
    return answer;
}

void PlacementReader::Private::finish(const Result<Placement> &answer)
{
    reading = false;
    for (const auto &promise : std::exchange(waiting, {})) {
        promise->addResult(answer);
        promise->finish();
    }
}

std::unique_ptr<Lane> PlacementReader::Private::makeLane(const Region &region) const
{
    ConnectionSettings settings;
    settings.region = region.name;
    settings.connection = region.connection;
    settings.password = options.passwords.value(region.name);
    settings.applicationName = QStringLiteral("movr-console placement");
    // It can change nothing, not even by a mistake; compiling catalog queries would take longer.
    settings.options = QStringLiteral("-c default_transaction_read_only=on -c jit=off");
    return std::make_unique<Lane>(region.name, std::make_unique<PqSession>(settings), watchdog,
                                  options.recorder ? options.recorder(region.name) : nullptr);
}

PlacementReader::PlacementReader(Deployment deployment, Options options, std::shared_ptr<Watchdog> watchdog,
                                 QObject *parent)
    : QObject(parent), d(std::make_unique<Private>())
{
    d->q = this;
    d->deployment = std::move(deployment);
    d->options = std::move(options);
    d->watchdog = watchdog ? std::move(watchdog) : std::make_shared<Watchdog>();
    for (const Region &region : d->deployment.regions) {
        d->readings.push_back(d->makeLane(region));
        d->lookups.push_back(d->makeLane(region));
    }
}

PlacementReader::~PlacementReader()
{
    for (const auto *lanes : {&d->readings, &d->lookups})
        for (const auto &lane : *lanes)
            lane->requestStop();
}

QFuture<Result<Placement>> PlacementReader::read(bool exact)
{
    using Reading = Result<Placement>;
    const quint64 generation = ++d->generation;
    const auto current = [this, generation](const Reading &answer) {
        return generation == d->generation ? answer : Reading(cancelledFailure({}, view));
    };
    const auto finish = [this, current, generation](const Reading &answer) {
        if (generation != d->generation)
            return current(answer);
        if (answer)
            d->accept(*answer);
        const Reading own = answer ? Reading(*d->last) : answer;
        d->finish(own);
        return own;
    };
    d->reading = true;
    return d->readOnce(exact)
        .then(this,
              [this, exact, current, finish](const Reading &answer) -> QFuture<Reading> {
                  const Reading own = current(answer);
                  if (!own || d->lagged || !lags(*own))
                      return ready(finish(own));
                  auto again = std::make_shared<QPromise<bool>>();
                  again->start();
                  auto waited = again->future();
                  QTimer::singleShot(secondLook, this, [again] {
                      again->addResult(true);
                      again->finish();
                  });
                  return waited
                      .then(this,
                            [this, exact, current, own](bool) {
                                const Reading still = current(own);
                                return still ? d->readOnce(exact) : ready(still);
                            })
                      .unwrap()
                      .then(this, finish);
              })
        .unwrap();
}

void PlacementReader::cancel()
{
    ++d->generation;
    for (const auto &lane : d->readings)
        lane->cancel(view);
    d->finish(cancelledFailure({}, view));
}

const std::optional<Placement> &PlacementReader::last() const
{
    return d->last;
}

QFuture<Result<RowPlacement>> PlacementReader::locate(RowKind kind, const RowId &row)
{
    return d->known()
        .then(this,
              [this, kind, row](const Result<Placement> &placement) -> QFuture<Result<RowPlacement>> {
                  if (!placement)
                      return ready(Result<RowPlacement>(placement.failure()));
                  QList<QFuture<RowAnswer>> asked;
                  for (const Region &region : d->deployment.regions) {
                      const auto failure = d->silent(region.name);
                      asked.append(failure ? ready(RowAnswer(*failure))
                                           : findRow(*d->lookup(region.name), kind, row));
                  }
                  return QtFuture::whenAll(asked.begin(), asked.end())
                      .then(this,
                            [placement = *placement, kind, row](const QList<QFuture<RowAnswer>> &answers) {
                                QList<RowAnswer> found;
                                for (const auto &answer : answers)
                                    found.append(answer.result());
                                return rowPlacement(placement, kind, row, found);
                            });
              })
        .unwrap();
}

QFuture<Result<Definition>> PlacementReader::definition(const QString &table, const QString &region)
{
    Lane *lane = d->lookup(region);
    if (!lane)
        return ready(Result<Definition>(Failure{FailureKind::InvalidInput,
                                                {},
                                                region,
                                                {},
                                                false,
                                                Tr::tr("This deployment has no region %1.").arg(region),
                                                {}}));
    return readDefinition(*lane, table);
}

QFuture<Result<QList<StatementLocality>>> PlacementReader::localities()
{
    return d->known()
        .then(this,
              [this](const Result<Placement> &placement) -> QFuture<Result<QList<StatementLocality>>> {
                  if (!placement)
                      return ready(Result<QList<StatementLocality>>(placement.failure()));
                  const QList<PlannedStatement> statements = plannedStatements(*placement);
                  QList<QFuture<QList<StatementPlan>>> asked;
                  for (const Region &region : d->deployment.regions)
                      asked.append(explainOn(*d->lookup(region.name), statements, region.name,
                                             d->silent(region.name)));
                  return QtFuture::whenAll(asked.begin(), asked.end())
                      .then(this, [placement = *placement,
                                   statements](const QList<QFuture<QList<StatementPlan>>> &answers) {
                          QList<StatementPlan> plans;
                          for (const auto &answer : answers)
                              plans += answer.result();
                          return Result<QList<StatementLocality>>(localitiesOf(placement, statements, plans));
                      });
              })
        .unwrap();
}

} // namespace movr
