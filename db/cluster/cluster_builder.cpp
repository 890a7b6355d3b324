#include "db/cluster/cluster_builder.h"

#include "db/base/error_mapping.h"
#include "db/base/sql_text.h"
#include "db/cluster/cluster_directory.h"
#include "db/cluster/network_map.h"
#include "db/cluster/postgres_programs.h"
#include "db/cluster/seeder.h"
#include "db/fleet/schema_check.h"
#include "db/fleet/schema_initializer.h"
#include "db/lane/pq_session.h"

#include <QCoreApplication>
#include <QDir>
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

namespace {

struct Tr {
    Q_DECLARE_TR_FUNCTIONS(movr::Cluster)
};

constexpr auto role = "movr";
const QString database = QStringLiteral("movr");
const QString singleDatabase = QStringLiteral("movr_single");
const QString singleHome = QStringLiteral("gcp-us-east1");

Failure environment(const QString &sentence)
{
    return {FailureKind::Environment, {}, {}, {}, false, sentence, {}};
}

QByteArray randomPassword()
{
    QByteArray bytes(24, Qt::Uninitialized);
    randombytes_buf(bytes.data(), size_t(bytes.size()));
    return bytes.toBase64(QByteArray::Base64UrlEncoding | QByteArray::OmitTrailingEquals);
}

/// The same work for several things side by side; the first failure is the result.
template <class Container, class Work>
Result<Done> sideBySide(Container &things, const Work &work)
{
    std::vector<std::future<Result<Done>>> running;
    for (auto &thing : things)
        running.push_back(std::async(std::launch::async, [&work, &thing] { return work(thing); }));
    Result<Done> first = Done{};
    for (auto &one : running)
        if (auto done = one.get(); !done && first.ok())
            first = done;
    return first;
}

class Builder
{
public:
    Builder(ClusterParts &parts, const ClusterOptions &options, const EmbeddedCluster::Progress &progress)
        : m_parts(parts), m_options(options), m_progress(progress)
    {}

    Result<Done> run()
    {
        for (const auto step : {&Builder::prepare, &Builder::makeOrReuse, &Builder::startServers,
                                &Builder::renewPassword, &Builder::openRelays, &Builder::makeSingleRegion,
                                &Builder::connectRegions, &Builder::writeFiles}) {
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

private:
    Result<Done> prepare();
    Result<Done> makeOrReuse();
    Result<Done> makeTemplate();
    Result<Done> fillTemplate(const EmbeddedServer &server);
    Result<Done> copyTemplate();
    Result<Done> checkKept();
    Result<Done> startServers();
    Result<Done> renewPassword();
    Result<Done> openRelays();
    Result<Done> makeSingleRegion();
    Result<Done> connectRegions();
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
    Result<Done> runProgram(const QString &id, const QString &program, const QStringList &arguments,
                            int seconds);
    /// Runs, from outside the fleet's databases, a text about databases that the server itself has put together.
    Result<Done> runGenerated(const EmbeddedServer &server, const QString &statement,
                              const QList<QString> &names) const;
    Result<Done> writePassFile(const QByteArray &password);

    ClusterParts &m_parts;
    const ClusterOptions &m_options;
    const EmbeddedCluster::Progress &m_progress;
    PostgresPrograms m_programs;
    QByteArray m_password;
    bool m_reused = false;
    std::optional<std::stop_callback<std::function<void()>>> m_stop;
};

Result<Done> Builder::runProgram(const QString &id, const QString &program, const QStringList &arguments,
                                 int seconds)
{
    auto code = m_parts.warden->run(id, program, arguments, std::chrono::seconds(seconds));
    if (!code)
        return code.failure();
    if (*code == 0)
        return Done{};
    QFile log(path(id + QStringLiteral(".log")));
    const QString words = log.open(QIODevice::ReadOnly)
                            ? QString::fromUtf8(log.readAll()).trimmed().section(u'\n', -1)
                            : QString();
    return environment(Tr::tr("%1 failed: %2").arg(QFileInfo(program).fileName(), words));
}

Result<Done> Builder::runGenerated(const EmbeddedServer &server, const QString &statement,
                                   const QList<QString> &names) const
{
    PqSession session(local(server.port(), QStringLiteral("template1")));
    if (auto opened = session.open(); !opened)
        return opened;
    auto text = session.exec(statement, names);
    if (text.ok())
        text = session.execText(text->rows.first().first().toUtf8(), statement);
    return text.ok() ? Result<Done>(Done{}) : Result<Done>(text.failure());
}

Result<Done> Builder::writePassFile(const QByteArray &password)
{
    m_password = password;
    return cluster_directory::writePrivate(m_parts.passFile, "127.0.0.1:*:*:movr:" + password + "\n");
}

Result<Done> Builder::prepare()
{
    if (sodium_init() < 0)
        return environment(Tr::tr("The cryptographic library cannot be initialised."));
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
    const QString program = wardenProgram();
    if (program.isEmpty())
        return environment(
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
        return environment(Tr::tr("%1 cannot be read: %2.").arg(file.fileName(), file.errorString()));
    const int version =
        QJsonDocument::fromJson(file.readAll()).object().value(QStringLiteral("schema_version")).toInt();
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
    for (const Region &region : NetworkMap::regions())
        m_parts.servers.push_back(std::make_unique<EmbeddedServer>(
            *m_parts.warden, m_programs, region.name, path(region.name), path(QStringLiteral("hba.conf"))));
    if (m_reused)
        return checkKept();
    if (auto room = cluster_directory::checkRoom(m_parts.directory, m_options.scale); !room)
        return room;
    if (auto made = makeTemplate(); !made)
        return made;
    if (auto copied = copyTemplate(); !copied)
        return copied;
    const QJsonObject about{{QStringLiteral("schema_version"), currentSchemaVersion()},
                            {QStringLiteral("scale"), m_options.scale}};
    return cluster_directory::writePrivate(path(QStringLiteral("cluster.json")),
                                           QJsonDocument(about).toJson());
}

Result<Done> Builder::makeTemplate()
{
    m_progress(Tr::tr("Preparing PostgreSQL"));
    if (auto written = writePassFile(randomPassword()); !written)
        return written;
    const QString passwordFile = path(QStringLiteral("initdb-password"));
    if (auto written = cluster_directory::writePrivate(passwordFile, m_password + '\n'); !written)
        return written;
    auto made = runProgram(QStringLiteral("initdb"), m_programs.initdb,
                           {QStringLiteral("-D"), path(QStringLiteral("template")), QStringLiteral("-U"),
                            QString::fromLatin1(role), QStringLiteral("--pwfile=") + passwordFile,
                            QStringLiteral("--auth=scram-sha-256"), QStringLiteral("--encoding=UTF8"),
                            QStringLiteral("--locale=C.UTF-8"), QStringLiteral("--no-sync"),
                            QStringLiteral("--no-instructions")},
                           60);
    QFile::remove(passwordFile);
    if (!made)
        return made;
    EmbeddedServer server(*m_parts.warden, m_programs, QStringLiteral("template"),
                          path(QStringLiteral("template")), path(QStringLiteral("hba.conf")));
    // Nothing is lost here that could not be made again: durability begins when the regions start.
    auto started =
        server.start({QStringLiteral("fsync=off"), QStringLiteral("autovacuum=off"),
                      QStringLiteral("full_page_writes=off"), QStringLiteral("checkpoint_timeout=1h"),
                      QStringLiteral("max_wal_size=20GB")});
    if (!started)
        return started;
    if (auto filled = fillTemplate(server); !filled)
        return filled;
    return server.stop();
}

Result<Done> Builder::fillTemplate(const EmbeddedServer &server)
{
    // initdb's own empty database becomes the fleet's: a database is some 300 files, and each would be copied.
    if (auto renamed = runGenerated(server, QStringLiteral("cluster/rename_database"),
                                    {QStringLiteral("postgres"), database});
        !renamed)
        return renamed;
    PqSession session(local(server.port(), database));
    if (auto opened = session.open(); !opened)
        return opened;
    for (const QString &file : schemaFilesAfter(0))
        if (auto done = session.execText(sqlText(file), file); !done)
            return done.failure();
    QStringList regions;
    for (const Region &region : NetworkMap::regions())
        regions.append(region.name);
    return seedFleet(local(server.port(), database), regions, m_options.scale, m_progress);
}

Result<Done> Builder::copyTemplate()
{
    m_progress(Tr::tr("Giving each region its copy"));
    auto copies = NetworkMap::regions();
    const QString last = copies.takeLast().name;
    auto copied = sideBySide(copies, [this](const Region &region) {
        // Plain reading and writing: on some file systems the attempt to share blocks costs three times as much.
        return runProgram(QStringLiteral("copy-") + region.name, m_programs.copy,
                          {QStringLiteral("-a"), QStringLiteral("--reflink=never"),
                           path(QStringLiteral("template")), path(region.name)},
                          3600);
    });
    if (copied && !QDir().rename(path(QStringLiteral("template")), path(last)))
        return environment(Tr::tr("%1 cannot be renamed.").arg(path(QStringLiteral("template"))));
    if (!copied || !kept())
        return copied;
    // The template was filled without fsync; what is kept must be on disk before it is called kept.
    auto all = NetworkMap::regions();
    return sideBySide(all, [this](const Region &region) {
        return runProgram(QStringLiteral("sync-") + region.name, m_programs.initdb,
                          {QStringLiteral("--sync-only"), QStringLiteral("-D"), path(region.name)}, 600);
    });
}

Result<Done> Builder::startServers()
{
    m_progress(Tr::tr("Starting three regions"));
    return sideBySide(m_parts.servers, [](const auto &server) { return server->start(); });
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
    for (const auto &server : m_parts.servers)
        if (auto session = open(*server))
            sessions.push_back(std::move(session));
        else
            return environment(Tr::tr("The kept server %1 refuses the kept password in %2.")
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
    m_parts.deployment.name = Tr::tr("Demo fleet");
    m_parts.single.name = Tr::tr("Demo fleet, single region");
    for (Region region : NetworkMap::regions()) {
        region.connection = m_parts.connection(m_parts.deskRelays.value(region.name), database);
        m_parts.deployment.regions.append(region);
        if (region.name == singleHome) {
            region.connection = m_parts.connection(m_parts.deskRelays.value(region.name), singleDatabase);
            m_parts.single.regions.append(region);
        }
    }
    return Done{};
}

Result<Done> Builder::makeSingleRegion()
{
    if (m_reused)
        return Done{};
    m_progress(Tr::tr("Making the single-region control"));
    const EmbeddedServer *server = m_parts.server(singleHome);
    if (auto made =
            runGenerated(*server, QStringLiteral("cluster/create_database"), {singleDatabase, database});
        !made)
        return made;
    Deployment direct = m_parts.single;
    direct.regions[0].connection = m_parts.connection(server->port(), singleDatabase);
    auto done = initializeSchema(direct, {});
    return done.ok() ? Result<Done>(Done{}) : Result<Done>(done.failure());
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
    m_parts.single.file = path(QStringLiteral("single-region.json"));
    if (auto written = writeDeployment(m_parts.deployment, m_parts.deployment.file); !written)
        return written;
    return writeDeployment(m_parts.single, m_parts.single.file);
}

} // namespace

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

void ClusterParts::pointRelays(const QString &region, quint16 port)
{
    relays.setTarget(deskRelays.value(region), port);
    for (const auto &[ends, relay] : between)
        if (ends.second == region)
            relays.setTarget(relay, port);
}

Result<Done> buildCluster(ClusterParts &parts, const ClusterOptions &options,
                          const EmbeddedCluster::Progress &progress)
{
    return Builder(parts, options, progress).run();
}

} // namespace movr
