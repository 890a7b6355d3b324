#include "db/cluster/cluster_builder.h"

#include "db/base/error_mapping.h"
#include "db/cluster/cluster_directory.h"
#include "db/cluster/cluster_work.h"
#include "db/cluster/fleet_template.h"
#include "db/cluster/network_map.h"
#include "db/cluster/postgres_programs.h"
#include "db/fleet/schema_check.h"
#include "db/fleet/schema_initializer.h"
#include "db/lane/pq_session.h"

#include <QCoreApplication>
#include <QFile>
#include <QFileInfo>
#include <QJsonDocument>
#include <QJsonObject>
#include <sodium.h>

#include <algorithm>
#include <csignal>
#include <functional>
#include <future>
#include <optional>

namespace movr {

using cluster_directory::randomPassword;
using cluster_work::environmentFailure;
using cluster_work::runGenerated;
using cluster_work::runProgram;
using cluster_work::sideBySide;

namespace {

struct Tr {
    Q_DECLARE_TR_FUNCTIONS(movr::Cluster)
};

constexpr auto role = "movr";
const QString database = QStringLiteral("movr");
/// The control's server has a directory of its own, and is at home where this region is.
const QString controlName = QStringLiteral("single-region");
const QString controlHome = QStringLiteral("gcp-us-east1");

Failure withoutControl()
{
    return environmentFailure(Tr::tr("This fleet was started without a single-region control."));
}

class Builder
{
public:
    Builder(ClusterParts &parts, ClusterOptions options, EmbeddedCluster::Progress progress)
        : m_parts(parts), m_options(std::move(options)), m_progress(std::move(progress))
    {}

    /// Until the regions can be used.
    Result<Done> run()
    {
        for (const auto step :
             {&Builder::prepare, &Builder::makeOrReuse, &Builder::startServers, &Builder::renewPassword,
              &Builder::openRelays, &Builder::connectRegions, &Builder::writeFiles}) {
            auto done = (this->*step)();
            if (m_options.stop.stop_requested())
                return cancelledFailure({}, {});
            if (!done)
                return done;
            if (!m_stop
                && m_parts
                       .warden) // its end takes the servers along, and with them whatever is being waited for
                m_stop.emplace(m_options.stop,
                               [pid = pid_t(m_parts.warden->processId())] { ::kill(pid, SIGTERM); });
        }
        return Done{};
    }
    /// What is left then: the control, from the same template.
    Result<Done> finish();

private:
    Result<Done> prepare();
    Result<Done> makeOrReuse();
    Result<Done> makeTemplate();
    Result<Done> startFromTemplate(EmbeddedServer &server, bool move);
    Result<Done> checkKept();
    Result<Done> startServers();
    Result<Done> renewPassword();
    Result<Done> openRelays();
    Result<Done> connectRegions();
    Result<Done> makeControl();
    Result<Done> writeFiles();

    QString path(const QString &name) const { return m_parts.directory + u'/' + name; }
    bool kept() const { return !m_options.keep.isEmpty(); }
    ConnectionSettings local(quint16 port, const QString &name) const
    {
        return {QStringLiteral("demo"),
                m_parts.connection(port, name),
                {},
                QStringLiteral("movr-console demo"),
                {}};
    }
    Result<Done> writePassFile(const QByteArray &password);

    ClusterParts &m_parts;
    const ClusterOptions m_options;
    const EmbeddedCluster::Progress m_progress;
    PostgresPrograms m_programs;
    QByteArray m_password;
    bool m_reused = false;
    FleetTemplate::Options m_templateOptions;
    std::unique_ptr<FleetTemplate> m_template; ///< until every server has its copy
    std::optional<std::stop_callback<std::function<void()>>> m_stop;
};

Result<Done> Builder::writePassFile(const QByteArray &password)
{
    m_password = password;
    return cluster_directory::writePrivate(m_parts.passFile, "127.0.0.1:*:*:movr:" + password + "\n");
}

Result<Done> Builder::prepare()
{
    if (sodium_init() < 0)
        return environmentFailure(Tr::tr("The cryptographic library cannot be initialised."));
    if (!NetworkMap::places().contains(m_options.from))
        return Failure{FailureKind::InvalidInput,
                       {},
                       {},
                       {},
                       false,
                       Tr::tr("%1 is not a place with measured round trips. Known: %2.")
                           .arg(m_options.from, NetworkMap::places().join(QStringLiteral(", "))),
                       {}};
    auto programs = findPostgres();
    if (!programs)
        return programs.failure();
    m_programs = *programs;
    cluster_directory::removeAbandoned();
    auto directory =
        kept() ? cluster_directory::prepareKept(m_options.keep) : cluster_directory::createTemporary();
    if (!directory)
        return directory.failure();
    m_parts.directory = *directory;
    m_parts.passFile = path(QStringLiteral("pgpass"));
    m_parts.from = m_options.from;
    const QString program = wardenProgram();
    if (program.isEmpty())
        return environmentFailure(
            Tr::tr("The program movr-warden is missing beside movr-console. Build or install it again."));
    auto warden = WardenClient::start(program, m_parts.directory, kept());
    if (!warden)
        return warden.failure();
    m_parts.warden = std::move(warden).value();
    return cluster_directory::writePrivate(path(QStringLiteral("hba.conf")),
                                           "host all,replication movr 127.0.0.1/32 scram-sha-256\n");
}

Result<Done> Builder::checkKept()
{
    QFile file(path(QStringLiteral("cluster.json")));
    if (!file.open(QIODevice::ReadOnly))
        return environmentFailure(Tr::tr("%1 cannot be read: %2.").arg(file.fileName(), file.errorString()));
    const int version =
        QJsonDocument::fromJson(file.readAll()).object().value(QStringLiteral("schema_version")).toInt();
    if (!QFileInfo::exists(path(controlName)))
        return environmentFailure(
            Tr::tr("The kept fleet in %1 was made by an older console: it has no server for the "
                   "single-region control. Use another directory.")
                .arg(m_parts.directory));
    if (version != currentSchemaVersion())
        return Failure{
            FailureKind::SchemaVersion,
            {},
            {},
            {},
            false,
            Tr::tr("The kept fleet in %1 has schema version %2, this console works with version %3. Use the "
                   "console that made it, or another directory.")
                .arg(m_parts.directory)
                .arg(version)
                .arg(currentSchemaVersion()),
            {}};
    return Done{};
}

Result<Done> Builder::makeOrReuse()
{
    m_reused = QFileInfo::exists(path(QStringLiteral("cluster.json")));
    const auto server = [this](const QString &name) {
        return std::make_unique<EmbeddedServer>(*m_parts.warden, m_programs, name, path(name),
                                                path(QStringLiteral("hba.conf")));
    };
    for (const Region &region : NetworkMap::regions())
        m_parts.servers.push_back(server(region.name));
    m_parts.control = server(controlName);
    if (m_reused)
        return checkKept();
    if (auto room = cluster_directory::checkRoom(m_parts.directory, m_options.scale); !room)
        return room;
    return makeTemplate();
}

Result<Done> Builder::makeTemplate()
{
    m_progress(Tr::tr("Preparing PostgreSQL"));
    std::optional<TemplateShelf> shelf;
    if (!m_options.shelf.isEmpty()) {
        auto opened = TemplateShelf::open(m_options.shelf, m_options.scale);
        if (!opened)
            return opened.failure();
        shelf = std::move(opened).value();
    }
    if (auto written = writePassFile(shelf ? shelf->password() : randomPassword()); !written)
        return written;
    m_templateOptions = {m_programs, m_parts.directory, m_parts.passFile, path(QStringLiteral("hba.conf")),
                         m_password, m_options.scale,   m_options.stop,   m_progress};
    auto made = FleetTemplate::make(*m_parts.warden, m_templateOptions, std::move(shelf));
    if (!made)
        return made.failure();
    m_template = std::move(made).value();
    return Done{};
}

Result<Done> Builder::startServers()
{
    m_progress(Tr::tr("Starting three regions"));
    if (m_reused) { // and the control with them
        const auto all = m_parts.everyServer();
        return sideBySide(all, [](EmbeddedServer *server) { return server->start(); });
    }
    return sideBySide(m_parts.servers,
                      [this](const auto &server) { return startFromTemplate(*server, false); });
}

Result<Done> Builder::startFromTemplate(EmbeddedServer &server, bool move)
{
    const QString data = path(server.name());
    if (auto there = move ? m_template->moveTo(data) : m_template->copyTo(data); !there)
        return there;
    // The template was filled without fsync; what is kept must be on disk before it is called kept.
    if (kept()) {
        auto synced =
            runProgram(*m_parts.warden, m_parts.directory, QStringLiteral("sync-") + server.name(),
                       m_programs.initdb, {QStringLiteral("--sync-only"), QStringLiteral("-D"), data}, 600);
        if (!synced)
            return synced;
    }
    return server.start();
}

Result<Done> Builder::renewPassword()
{
    if (!m_reused)
        return Done{};
    // A start that was cut off may have left some servers with the next password already.
    const QByteArray next = randomPassword();
    const QString nextFile = path(QStringLiteral("pgpass.next"));
    const QByteArray line = "127.0.0.1:*:*:movr:" + next + "\n";
    auto open = [&](const EmbeddedServer &server) -> std::unique_ptr<PqSession> {
        for (const QString &file : {m_parts.passFile, nextFile}) {
            ConninfoPairs pairs = *parseConninfo(m_parts.connection(server.port(), database));
            for (auto &[key, value] : pairs)
                if (key == u"passfile")
                    value = file;
            auto session =
                std::make_unique<PqSession>(ConnectionSettings{server.name(),
                                                               QString::fromUtf8(joinConninfo(pairs)),
                                                               {},
                                                               QStringLiteral("movr-console demo"),
                                                               {}});
            if (session->open())
                return session;
        }
        return nullptr;
    };
    std::vector<std::unique_ptr<PqSession>> sessions;
    for (const EmbeddedServer *server : m_parts.everyServer())
        if (auto session = open(*server))
            sessions.push_back(std::move(session));
        else
            return environmentFailure(Tr::tr("The kept server %1 refuses the kept password in %2.")
                                          .arg(server->name(), m_parts.passFile));
    if (auto written = cluster_directory::writePrivate(nextFile, line); !written)
        return written;
    for (const auto &session : sessions) {
        auto verifier = session->passwordVerifier(QString::fromLatin1(role), QString::fromLatin1(next));
        if (!verifier)
            return verifier.failure();
        auto text =
            session->exec(QStringLiteral("cluster/change_password"), {QString::fromLatin1(role), *verifier});
        if (text.ok())
            text = session->execText(text->rows.first().first().toUtf8(),
                                     QStringLiteral("cluster/change_password"));
        if (!text)
            return text.failure();
    }
    if (auto written = writePassFile(next); !written)
        return written;
    QFile::remove(nextFile);
    return Done{};
}

Result<Done> Builder::openRelays()
{
    const auto openRelay = [this](const QString &name, const EmbeddedServer &server,
                                  std::chrono::microseconds roundTrip) {
        return m_parts.relays.open({name, server.port(), roundTrip});
    };
    for (const auto &server : m_parts.servers) {
        auto desk =
            openRelay(server->name(), *server, NetworkMap::roundTrip(m_options.from, server->name()).value());
        if (!desk)
            return desk.failure();
        m_parts.deskRelays.insert(server->name(), *desk);
        for (const auto &subscriber : m_parts.servers) {
            if (subscriber == server)
                continue;
            auto link = openRelay(subscriber->name() + QStringLiteral(" to ") + server->name(), *server,
                                  NetworkMap::roundTrip(subscriber->name(), server->name()).value());
            if (!link)
                return link.failure();
            m_parts.between.insert({{subscriber->name(), server->name()}, *link});
        }
    }
    // The latencies that are kept under this name are those from one place.
    m_parts.deployment.name = m_options.from == ClusterOptions().from
                                ? Tr::tr("Demo fleet")
                                : Tr::tr("Demo fleet from %1").arg(m_options.from);
    for (Region region : NetworkMap::regions()) {
        region.connection = m_parts.connection(m_parts.deskRelays.value(region.name), database);
        m_parts.deployment.regions.append(region);
    }
    return Done{};
}

Result<Done> Builder::makeControl()
{
    EmbeddedServer &server = *m_parts.control;
    if (!m_reused) {
        auto started = startFromTemplate(server, m_template->canMove());
        m_template.reset();
        if (!started)
            return started;
    }
    auto relay = m_parts.relays.open(
        {controlName, server.port(), NetworkMap::roundTrip(m_options.from, controlHome).value()});
    if (!relay)
        return relay.failure();
    Region region = *m_parts.deployment.region(controlHome);
    Deployment direct{Tr::tr("Demo fleet, single region"), {region}, {}};
    direct.regions[0].connection = m_parts.connection(server.port(), database);
    if (auto done = initializeSchema(direct, {}); !done.ok())
        return done.failure();
    region.connection = m_parts.connection(*relay, database);
    m_parts.single = {direct.name, {region}, path(QStringLiteral("single-region.json"))};
    return writeDeployment(m_parts.single, m_parts.single.file);
}

Result<Done> Builder::connectRegions()
{
    m_progress(Tr::tr("Connecting the regions"));
    Deployment direct = m_parts.deployment;
    for (Region &region : direct.regions)
        region.connection = m_parts.connection(m_parts.server(region.name)->port(), database);
    InitOptions options;
    options.copyData = false; // every copy came with all rows
    options.route = [this](const Region &subscriber, const Region &publisher) {
        return m_parts.connection(m_parts.between.at({subscriber.name, publisher.name}), database);
    };
    options.setupRoute = [](const Region &, const Region &publisher) { return publisher.connection; };
    auto done = initializeSchema(direct, options);
    return done.ok() ? Result<Done>(Done{}) : Result<Done>(done.failure());
}

Result<Done> Builder::writeFiles()
{
    m_parts.deployment.file = path(QStringLiteral("deployment.json"));
    return writeDeployment(m_parts.deployment, m_parts.deployment.file);
}

Result<Done> Builder::finish()
{
    auto made = makeControl();
    m_stop.reset();
    if (m_options.stop.stop_requested())
        return cancelledFailure({}, {});
    if (!made || m_reused)
        return made;
    // From here on it is a fleet that can be kept.
    const QJsonObject about{{QStringLiteral("schema_version"), currentSchemaVersion()},
                            {QStringLiteral("scale"), m_options.scale}};
    return cluster_directory::writePrivate(path(QStringLiteral("cluster.json")),
                                           QJsonDocument(about).toJson());
}

} // namespace

std::vector<EmbeddedServer *> ClusterParts::everyServer() const
{
    std::vector<EmbeddedServer *> all{control.get()};
    for (const auto &server : servers)
        all.push_back(server.get());
    return all;
}

EmbeddedServer *ClusterParts::server(const QString &region) const
{
    const auto it =
        std::find_if(servers.begin(), servers.end(), [&](const auto &s) { return s->name() == region; });
    return it == servers.end() ? nullptr : it->get();
}

QString ClusterParts::connection(quint16 port, const QString &name) const
{
    return QString::fromUtf8(joinConninfo({{QStringLiteral("host"), QStringLiteral("127.0.0.1")},
                                           {QStringLiteral("port"), QString::number(port)},
                                           {QStringLiteral("user"), QString::fromLatin1(role)},
                                           {QStringLiteral("dbname"), name},
                                           {QStringLiteral("passfile"), passFile},
                                           {QStringLiteral("sslmode"), QStringLiteral("disable")}}));
}

Result<ClusterParts::OtherDesk> openDesk(ClusterParts &parts, const QString &place)
{
    if (!NetworkMap::places().contains(place))
        return environmentFailure(Tr::tr("%1 is not a place with measured round trips. Known: %2.")
                                      .arg(place, NetworkMap::places().join(QStringLiteral(", "))));
    if (!parts.control)
        return withoutControl();
    ClusterParts::OtherDesk desk{{}, parts.deployment, parts.single};
    for (Region &region : desk.deployment.regions) {
        auto relay = parts.relays.open({region.name, parts.server(region.name)->port(),
                                        NetworkMap::roundTrip(place, region.name).value()});
        if (!relay)
            return relay.failure();
        desk.relays.insert(region.name, *relay);
        region.connection = parts.connection(*relay, database);
    }
    auto control = parts.relays.open(
        {controlName, parts.control->port(), NetworkMap::roundTrip(place, controlHome).value()});
    if (!control)
        return control.failure();
    desk.single.regions[0].connection = parts.connection(*control, database);
    for (Deployment *deployment : {&desk.deployment, &desk.single})
        deployment->file.clear(); // the files are the desk's own
    return desk;
}

void ClusterParts::pointRelays(const QString &region, quint16 port)
{
    relays.setTarget(deskRelays.value(region), port);
    for (const auto &[place, desk] : otherDesks)
        relays.setTarget(desk.relays.value(region), port);
    for (const auto &[ends, relay] : between)
        if (ends.second == region)
            relays.setTarget(relay, port);
}

Result<Done> buildCluster(ClusterParts &parts, const ClusterOptions &options,
                          const EmbeddedCluster::Progress &progress)
{
    const auto builder = std::make_shared<Builder>(parts, options, progress);
    if (auto built = builder->run(); !built)
        return built;
    using Control = ClusterOptions::Control;
    const Control control = options.keep.isEmpty() ? options.control : Control::AtOnce;
    if (control == Control::None) {
        parts.control.reset();
        parts.finished =
            std::async(std::launch::deferred, [] { return Result<Done>(withoutControl()); }).share();
        return Done{};
    }
    const bool later = control == Control::Later;
    parts.finished = std::async(later ? std::launch::async : std::launch::deferred, [builder] {
                         return builder->finish();
                     }).share();
    return later ? Result<Done>(Done{}) : parts.finished.get();
}

} // namespace movr
