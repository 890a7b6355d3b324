#include "db/cluster/fleet_template.h"

#include "db/base/sql_text.h"
#include "db/cluster/cluster_directory.h"
#include "db/cluster/cluster_work.h"
#include "db/cluster/network_map.h"
#include "db/cluster/seeder.h"
#include "db/fleet/schema_check.h"
#include "db/lane/pq_session.h"

#include <QCoreApplication>
#include <QDir>
#include <QFile>

#include <csignal>
#include <future>

namespace movr {

using cluster_work::environmentFailure;
using cluster_work::runGenerated;
using cluster_work::runProgram;

namespace {

struct Tr {
    Q_DECLARE_TR_FUNCTIONS(movr::Cluster)
};

const QString fleetDatabase = QStringLiteral("movr");

/// What a template of that scale takes while it is filled, with its log and what is sorted.
double peakBytes(double scale)
{
    return 150e6 + scale * 120e6;
}

/// Nothing here is lost that could not be made again, and a smaller log is less to copy: rows and indexes
/// that are new need no log at this level.
QStringList fillingSettings()
{
    return {QStringLiteral("fsync=off"),         QStringLiteral("full_page_writes=off"),
            QStringLiteral("autovacuum=off"),    QStringLiteral("checkpoint_timeout=1h"),
            QStringLiteral("max_wal_size=20GB"), QStringLiteral("wal_level=minimal"),
            QStringLiteral("max_wal_senders=0"), QStringLiteral("wal_skip_threshold=0"),
            QStringLiteral("wal_init_zero=off"), QStringLiteral("wal_recycle=off")};
}

} // namespace

Result<std::unique_ptr<FleetTemplate>> FleetTemplate::make(WardenClient &warden, const Options &options,
                                                           std::optional<TemplateShelf> shelf)
{
    std::unique_ptr<FleetTemplate> made(new FleetTemplate(warden, options));
    made->m_shelf = std::move(shelf);
    if (made->m_shelf && made->m_shelf->isFilled()) {
        made->m_place = made->m_shelf->place();
        return made;
    }
    for (const auto step : {&FleetTemplate::findPlace, &FleetTemplate::initialise, &FleetTemplate::fill})
        if (auto done = (made.get()->*step)(); !done)
            return done.failure();
    if (made->m_shelf) {
        if (auto done = made->m_shelf->setFilled(); !done)
            return done.failure();
        made->m_place = made->m_shelf->place();
    }
    return made;
}

FleetTemplate::~FleetTemplate()
{
    m_stop.reset();
    if (m_own)
        (void)m_own->quit().ok();
}

Result<Done> FleetTemplate::findPlace()
{
    if (m_shelf) {
        m_place = m_shelf->place();
        return Done{};
    }
    m_place = m_options.directory;
    const QString inMemory = cluster_directory::createInMemory(peakBytes(m_options.scale));
    if (inMemory.isEmpty())
        return Done{};
    auto own = WardenClient::start(wardenProgram(), inMemory, false);
    if (!own) { // the disk will do
        QDir().rmdir(inMemory);
        return Done{};
    }
    m_own = std::move(own).value();
    m_place = inMemory;
    m_stop = std::make_unique<std::stop_callback<std::function<void()>>>(
        m_options.stop, [pid = pid_t(m_own->processId())] { ::kill(pid, SIGTERM); });
    return Done{};
}

Result<Done> FleetTemplate::initialise()
{
    const QString passwordFile = m_place + QStringLiteral("/initdb-password");
    if (auto written = cluster_directory::writePrivate(passwordFile, m_options.password + '\n'); !written)
        return written;
    auto made =
        runProgram(warden(), logs(), QStringLiteral("initdb"), m_options.programs.initdb,
                   {QStringLiteral("-D"), data(), QStringLiteral("-U"), QStringLiteral("movr"),
                    QStringLiteral("--pwfile=") + passwordFile, QStringLiteral("--auth=scram-sha-256"),
                    QStringLiteral("--encoding=UTF8"), QStringLiteral("--locale=C.UTF-8"),
                    QStringLiteral("--no-sync"), QStringLiteral("--no-instructions")},
                   60);
    QFile::remove(passwordFile);
    return made;
}

ConnectionSettings FleetTemplate::local(const EmbeddedServer &server, const QString &database) const
{
    return {QStringLiteral("demo"),
            QString::fromUtf8(joinConninfo({{QStringLiteral("host"), QStringLiteral("127.0.0.1")},
                                            {QStringLiteral("port"), QString::number(server.port())},
                                            {QStringLiteral("user"), QStringLiteral("movr")},
                                            {QStringLiteral("dbname"), database},
                                            {QStringLiteral("passfile"), m_options.passFile},
                                            {QStringLiteral("sslmode"), QStringLiteral("disable")}})),
            {},
            QStringLiteral("movr-console demo"),
            {}};
}

Result<Done> FleetTemplate::fill()
{
    EmbeddedServer server(warden(), m_options.programs, QStringLiteral("template"), data(),
                          m_options.hbaFile);
    if (auto started = server.start(fillingSettings()); !started)
        return started;
    // initdb's own empty database becomes the fleet's: a database is some 300 files, and each would be copied.
    if (auto renamed = runGenerated(local(server, QStringLiteral("template1")),
                                    QStringLiteral("cluster/rename_database"),
                                    {QStringLiteral("postgres"), fleetDatabase});
        !renamed)
        return renamed;
    // For the same reason the spare of template1 goes, while the schema is made.
    auto dropped = std::async(std::launch::async, [this, &server]() -> Result<Done> {
        for (const char *statement : {"cluster/release_template", "cluster/drop_database"})
            if (auto done = runGenerated(local(server, QStringLiteral("template1")),
                                         QString::fromLatin1(statement), {QStringLiteral("template0")});
                !done)
                return done;
        return Done{};
    });
    auto filled = fillFleet(server);
    if (auto gone = dropped.get(); filled && !gone)
        return gone;
    if (!filled)
        return filled;
    return server.stop();
}

Result<Done> FleetTemplate::fillFleet(const EmbeddedServer &server)
{
    PqSession session(local(server, fleetDatabase));
    if (auto opened = session.open(); !opened)
        return opened;
    for (const QString &file : schemaFilesAfter(0))
        if (auto done = session.execText(sqlText(file), file); !done)
            return done.failure();
    // Of the demo's servers, not of the schema: where it is installed is up to whoever runs a server.
    const QString extension = QStringLiteral("cluster/statement_statistics");
    if (auto done = session.execText(sqlText(extension), extension); !done)
        return done.failure();
    QStringList regions;
    for (const Region &region : NetworkMap::regions())
        regions.append(region.name);
    return seedFleet(local(server, fleetDatabase), regions, m_options.scale, m_options.progress);
}

Result<Done> FleetTemplate::copyTo(const QString &data) const
{
    // Plain reading and writing: on some file systems the attempt to share blocks costs three times as much.
    return runProgram(m_shared, m_options.directory, QStringLiteral("copy-") + QFileInfo(data).fileName(),
                      m_options.programs.copy,
                      {QStringLiteral("-a"), QStringLiteral("--reflink=never"), this->data(), data}, 3600);
}

Result<Done> FleetTemplate::moveTo(const QString &data) const
{
    if (QDir().rename(this->data(), data))
        return Done{};
    return environmentFailure(Tr::tr("%1 cannot be renamed.").arg(this->data()));
}

} // namespace movr
