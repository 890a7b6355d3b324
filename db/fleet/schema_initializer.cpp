#include "db/fleet/schema_initializer.h"

#include "db/base/sql_text.h"
#include "db/fleet/schema_check.h"
#include "db/fleet/subscriptions.h"
#include "db/lane/pq_session.h"

#include <QCoreApplication>
#include <QUuid>

#include <future>
#include <map>
#include <mutex>
#include <optional>
#include <vector>

namespace movr {

namespace {

struct Tr {
    Q_DECLARE_TR_FUNCTIONS(movr::Schema)
};

Failure problem(const QString &region, const QString &sentence)
{
    return {FailureKind::InvalidInput, {}, region, {}, false, sentence, {}};
}

const QHash<QString, QString> &referenceHomes()
{
    static const QHash<QString, QString> homes{
        {QStringLiteral("us_east"), QStringLiteral("gcp-us-east1")},
        {QStringLiteral("us_west"), QStringLiteral("gcp-us-west1")},
        {QStringLiteral("europe_west"), QStringLiteral("gcp-europe-west1")}};
    return homes;
}

QString homelessSentence(const QString &partition)
{
    return Tr::tr("Partition %1 has no home. Say where it lives with: --home %1=REGION").arg(partition);
}

class Initializer
{
public:
    Initializer(const Deployment &deployment, const InitOptions &options)
        : m_deployment(deployment), m_options(options)
    {}

    Result<InitReport> run()
    {
        for (const auto step : {&Initializer::look, &Initializer::build, &Initializer::learn,
                                &Initializer::declare, &Initializer::settle, &Initializer::subscribe})
            if (auto done = (this->*step)(); !done)
                return done.failure();
        return m_report;
    }

private:
    struct Server {
        const Region *region;
        std::unique_ptr<PqSession> session;
        SchemaState state;
    };
    using Step = std::function<Result<Done>(Server &)>;

    Result<Done> look();
    Result<Done> build();
    Result<Done> learn();
    Result<Done> declare();
    Result<Done> settle();
    Result<Done> subscribe();
    Result<Done> addCities(Server &server);
    Result<Done> declareHomes(Server &server);
    struct Followed {
        QString subscription;
        QString route; ///< to be given to it, which then begins; empty: nothing is to be done
    };
    Result<Followed> follow(PqSession &session, const Server &subscriber, const Server &publisher);
    Result<Done> followAll(Server &subscriber, const std::vector<const Server *> &publishers);
    Result<Done> runGenerated(PqSession &session, const QString &statement, const QList<QString> &parameters);
    std::unique_ptr<PqSession> connect(const Region &region) const;
    QString homeOf(const QString &partition) const;

    /// The same step on every server, side by side; the first failure is the result.
    Result<Done> everywhere(const Step &step);
    void changed(const Server &server, const QString &what);

    const Deployment &m_deployment;
    const InitOptions &m_options;
    std::vector<Server> m_servers;
    QString m_homeless; ///< a partition that a new schema would have and nobody gave a home
    Catalog m_known;    ///< what the servers that are not new declare; the latest where they differ
    std::mutex m_mutex;
    InitReport m_report;
};

std::unique_ptr<PqSession> Initializer::connect(const Region &region) const
{
    return std::make_unique<PqSession>(ConnectionSettings{region.name,
                                                          region.connection,
                                                          m_options.passwords.value(region.name),
                                                          QStringLiteral("movr-console init"),
                                                          {}});
}

Result<Done> Initializer::everywhere(const Step &step)
{
    std::vector<std::future<Result<Done>>> running;
    for (Server &server : m_servers)
        running.push_back(std::async(std::launch::async, [&step, &server] { return step(server); }));
    Result<Done> first = Done{};
    for (auto &one : running)
        if (auto done = one.get(); !done && first.ok())
            first = done;
    return first;
}

void Initializer::changed(const Server &server, const QString &what)
{
    const std::lock_guard lock(m_mutex);
    m_report.changes.append(QStringLiteral("%1: %2").arg(server.region->name, what));
    if (m_options.progress)
        m_options.progress(m_report.changes.constLast());
}

Result<Done> Initializer::look()
{
    if (auto valid = validate(m_deployment); !valid)
        return valid;
    for (auto it = m_options.homes.begin(); it != m_options.homes.end(); ++it)
        if (!m_deployment.region(it.value()))
            return problem(
                {},
                Tr::tr("The deployment has no region %1 to be the home of %2.").arg(it.value(), it.key()));
    for (auto it = m_options.homes.begin(); it != m_options.homes.end(); ++it)
        if (!referenceHomes().contains(it.key()))
            return problem({}, Tr::tr("There is no partition %1 to give a home; the schema has us_east, "
                                      "us_west and europe_west.")
                                   .arg(it.key()));
    for (const QString &partition : referenceHomes().keys())
        if (homeOf(partition).isEmpty())
            m_homeless = partition;
    for (const Region &region : m_deployment.regions)
        m_servers.push_back({&region, connect(region), {}});
    return everywhere([this](Server &server) -> Result<Done> {
        if (auto opened = server.session->open(); !opened)
            return opened;
        auto state = readSchemaState(*server.session);
        if (!state)
            return state.failure();
        server.state = *state;
        if (!state->hasSchema && !m_homeless.isEmpty()) // said before anything is made
            return problem(server.region->name, homelessSentence(m_homeless));
        if (state->version > currentSchemaVersion())
            return schemaVersionFailure(server.region->name, state->version);
        if (!state->hasSchema && state->hasRides)
            return problem(
                server.region->name,
                Tr::tr(
                    "%1 already has a table \"rides\" that this console did not create. Give the console a "
                    "database of its own.")
                    .arg(server.region->name));
        if (!state->region.isEmpty() && state->region != server.region->name)
            return problem(server.region->name,
                           Tr::tr("The server that the deployment calls %1 says that it is %2.")
                               .arg(server.region->name, state->region));
        return Done{};
    });
}

Result<Done> Initializer::build()
{
    return everywhere([this](Server &server) -> Result<Done> {
        for (const QString &file : schemaFilesAfter(server.state.version)) {
            // One text of several statements is one transaction: a version is there whole or not at all.
            if (auto done = server.session->execText(sqlText(file), file); !done)
                return done.failure();
            changed(server, Tr::tr("created schema version %1").arg(file.section(u'/', 1)));
        }
        return Done{};
    });
}

/// Homes move and cities are added: a server that is new takes the placement of the others.
Result<Done> Initializer::learn()
{
    return everywhere([this](Server &server) -> Result<Done> {
        if (!server.state.hasSchema)
            return Done{};
        auto catalog = readCatalog(*server.session);
        if (!catalog)
            return catalog.failure();
        const std::lock_guard lock(m_mutex);
        QList<CityInfo> cities = catalog->withLaterHomes(m_known).cities();
        for (const CityInfo &city : m_known.cities())
            if (!catalog->city(city.city))
                cities.append(city);
        m_known = Catalog(cities);
        return Done{};
    });
}

/// As a change of placement does it, on this server alone: the others have the city already.
Result<Done> Initializer::addCities(Server &server)
{
    auto here = readCatalog(*server.session);
    if (!here)
        return here.failure();
    for (const CityInfo &city : m_known.cities()) {
        if (here->city(city.city) || city.region.isEmpty() || city.region == server.region->name)
            continue;
        const QString id = QUuid::createUuid().toString(QUuid::WithoutBraces);
        const QList<QString> noted{id,
                                   id,
                                   QStringLiteral("movr-console init"),
                                   QStringLiteral("add_city"),
                                   city.partition,
                                   {},
                                   city.region,
                                   city.city,
                                   QString::fromLatin1(city.timeZone),
                                   QString::number(city.latitude, 'g', 12),
                                   QString::number(city.longitude, 'g', 12)};
        auto done = server.session->exec(QStringLiteral("placement_change/begin"), noted);
        for (const char *step : {"build_city", "end"})
            if (done.ok())
                done =
                    server.session->exec(QStringLiteral("placement_change/") + QLatin1String(step), {id, id});
        if (!done)
            return done.failure();
        changed(server, Tr::tr("added %1").arg(city.city));
    }
    return Done{};
}

QString Initializer::homeOf(const QString &partition) const
{
    for (const CityInfo &city : m_known.cities())
        if (city.partition == partition && !city.region.isEmpty())
            return city.region;
    if (m_options.homes.contains(partition))
        return m_options.homes.value(partition);
    if (!m_deployment.multiRegion())
        return m_deployment.regions.constFirst().name;
    const QString reference = referenceHomes().value(partition);
    return m_deployment.region(reference) ? reference : QString();
}

Result<Done> Initializer::declareHomes(Server &server)
{
    auto known = server.session->exec(QStringLiteral("catalog/placement"));
    auto partitions = server.session->exec(QStringLiteral("catalog/partitions"));
    if (!known.ok() || !partitions.ok())
        return known.ok() ? partitions.failure() : known.failure();
    QHash<QString, QString> declared;
    for (const auto &row : known->rows)
        declared.insert(row.value(0), row.value(1));
    for (const auto &row : partitions->rows) {
        const QString &partition = row.first();
        if (declared.contains(partition))
            continue;
        const QString home = homeOf(partition);
        if (home.isEmpty())
            return problem(server.region->name, homelessSentence(partition));
        if (auto done = server.session->exec(QStringLiteral("catalog/declare_placement"), {partition, home});
            !done)
            return done.failure();
        changed(server, Tr::tr("declared %1 at home in %2").arg(partition, home));
    }
    return Done{};
}

Result<Done> Initializer::declare()
{
    return everywhere([this](Server &server) -> Result<Done> {
        if (server.state.region.isEmpty()) {
            auto done = server.session->exec(QStringLiteral("catalog/declare_self"), {server.region->name});
            if (!done)
                return done.failure();
            changed(server, Tr::tr("declared this server to be %1").arg(server.region->name));
        }
        if (auto added = addCities(server); !added)
            return added;
        return declareHomes(server);
    });
}

Result<Done> Initializer::settle()
{
    return everywhere([this](Server &server) -> Result<Done> {
        auto done = server.session->exec(QStringLiteral("catalog/settle"));
        if (!done)
            return done.failure();
        if (const int count = done->rows.first().first().toInt())
            changed(server, Tr::tr("%n guard(s) and publication(s) set", nullptr, count));
        return Done{};
    });
}

Result<Done> Initializer::runGenerated(PqSession &session, const QString &statement,
                                       const QList<QString> &parameters)
{
    auto text = session.exec(statement, parameters);
    if (!text)
        return text.failure();
    auto done = session.execText(text->rows.first().first().toUtf8(), statement);
    return done.ok() ? Result<Done>(Done{}) : Result<Done>(done.failure());
}

Result<Initializer::Followed> Initializer::follow(PqSession &session, const Server &subscriber,
                                                  const Server &publisher)
{
    const Region &from = *publisher.region;
    const auto ordinary = [](const Region &, const Region &to) {
        return to.replication.isEmpty() ? to.connection : to.replication;
    };
    const QString route = (m_options.route ? m_options.route : ordinary)(*subscriber.region, from);
    const QString setupRoute = m_options.setupRoute ? m_options.setupRoute(*subscriber.region, from) : route;
    const QString name = subscriptionName(subscriber.region->name, from.name);
    auto known = session.exec(QStringLiteral("catalog/subscription"), {name});
    if (!known)
        return known.failure();
    if (!known->rows.isEmpty()) {
        const bool asItIs = !m_options.route || known->rows.first().value(1) == route;
        return Followed{name, asItIs ? QString() : route};
    }
    const bool detour = setupRoute != route;
    auto done =
        runGenerated(session, QStringLiteral("catalog/create_subscription"),
                     {name, setupRoute, m_options.copyData ? QStringLiteral("true") : QStringLiteral("false"),
                      detour ? QStringLiteral("false") : QStringLiteral("true")});
    if (!done)
        return done.failure();
    changed(subscriber, Tr::tr("follows %1").arg(from.name));
    return Followed{name, detour ? route : QString()};
}

Result<Done> Initializer::followAll(Server &subscriber, const std::vector<const Server *> &publishers)
{
    // Side by side: the first of them over the subscriber's own connection, each of the others over one more.
    std::vector<std::future<Result<Followed>>> running;
    for (const Server *publisher : publishers)
        running.push_back(std::async(
            std::launch::async, [this, &subscriber, own = publisher == publishers.front(), publisher] {
                const auto more = own ? nullptr : connect(*subscriber.region);
                if (auto opened = more ? more->open() : Result<Done>(Done{}); !opened)
                    return Result<Followed>(opened.failure());
                return follow(more ? *more : *subscriber.session, subscriber, *publisher);
            }));
    std::optional<Failure> failed;
    QStringList names, routes;
    for (auto &one : running) {
        const auto followed = one.get();
        if (!followed && !failed)
            failed = followed.failure();
        if (followed.ok() && !followed->route.isEmpty()) {
            names.append(followed->subscription);
            routes.append(followed->route);
        }
    }
    Result<Done> begun = Done{};
    // All in one transaction: the server starts them together, a later one only after wal_retrieve_retry_interval.
    if (!names.isEmpty())
        begun = runGenerated(*subscriber.session, QStringLiteral("catalog/alter_subscriptions"),
                             {arrayLiteral(names), arrayLiteral(routes)});
    return failed ? Result<Done>(*failed) : begun;
}

Result<Done> Initializer::subscribe()
{
    if (!m_deployment.multiRegion())
        return Done{};
    // One subscriber after the other: a slot is made once the publisher's older transactions have ended, and
    // two servers that subscribe to each other at the same time would wait for each other for ever.
    for (Server &subscriber : m_servers) {
        auto placement = subscriber.session->exec(QStringLiteral("catalog/placement"));
        if (!placement)
            return placement.failure();
        std::vector<const Server *> publishers;
        for (const Server &publisher : m_servers) {
            const bool home =
                std::any_of(placement->rows.begin(), placement->rows.end(),
                            [&](const auto &row) { return row.value(1) == publisher.region->name; });
            if (home && publisher.region != subscriber.region)
                publishers.push_back(&publisher);
        }
        if (auto followed = followAll(subscriber, publishers); !followed)
            return followed;
    }
    return Done{};
}

} // namespace

Result<InitReport> initializeSchema(const Deployment &deployment, const InitOptions &options)
{
    return Initializer(deployment, options).run();
}

} // namespace movr
