#include "db/cluster/embedded_cluster.h"

#include "db/cluster/cluster_builder.h"
#include "db/cluster/unique_fd.h"

#include <QFile>

#include <fcntl.h>
#include <unistd.h>

#include <algorithm>

namespace movr {

namespace {

void waitForDisk(const QString &directory)
{
    const UniqueFd place(
        ::open(QFile::encodeName(directory).constData(), O_RDONLY | O_DIRECTORY | O_CLOEXEC));
    if (place.valid())
        (void)::syncfs(place.get()); // what cannot be written the servers will say themselves
}

} // namespace

struct EmbeddedCluster::Private : ClusterParts {};

EmbeddedCluster::EmbeddedCluster() : d(std::make_unique<Private>()) {}

EmbeddedCluster::~EmbeddedCluster()
{
    (void)stop().ok();
}

Result<std::unique_ptr<EmbeddedCluster>> EmbeddedCluster::start(const ClusterOptions &options,
                                                                const Progress &progress)
{
    std::unique_ptr<EmbeddedCluster> cluster(new EmbeddedCluster);
    if (auto built = buildCluster(
            *cluster->d, options, progress ? progress : [](const QString &) {});
        !built)
        return built.failure();
    if (options.settled)
        waitForDisk(cluster->directory());
    return cluster;
}

const Deployment &EmbeddedCluster::deployment() const
{
    return d->deployment;
}
const Deployment &EmbeddedCluster::singleRegion() const
{
    return d->single;
}
Result<Done> EmbeddedCluster::waitForSingleRegion() const
{
    return d->finished.get();
}
QString EmbeddedCluster::from() const
{
    return d->from;
}
Result<EmbeddedCluster::Links> EmbeddedCluster::linksFrom(const QString &place)
{
    if (place == d->from)
        return Links{d->deployment, d->single};
    auto known = d->otherDesks.find(place);
    if (known == d->otherDesks.end()) {
        auto opened = openDesk(*d, place);
        if (!opened)
            return opened.failure();
        known = d->otherDesks.emplace(place, std::move(opened).value()).first;
    }
    return Links{known->second.deployment, known->second.single};
}
QString EmbeddedCluster::deploymentFile() const
{
    return d->deployment.file;
}
QString EmbeddedCluster::singleRegionFile() const
{
    return d->single.file;
}
QString EmbeddedCluster::directory() const
{
    return d->directory;
}
RelayHub &EmbeddedCluster::relays()
{
    return d->relays;
}
RelayId EmbeddedCluster::deskRelay(const QString &region) const
{
    return d->deskRelays.value(region);
}

void EmbeddedCluster::setRoundTrips(std::chrono::microseconds roundTrip)
{
    for (const RelayId relay : std::as_const(d->deskRelays))
        d->relays.setRoundTrip(relay, roundTrip);
    for (const auto &[ends, relay] : d->between)
        d->relays.setRoundTrip(relay, roundTrip);
}

QList<EmbeddedCluster::Endpoint> EmbeddedCluster::endpoints() const
{
    QList<Endpoint> all;
    for (const auto &server : d->servers)
        all.append({server->name(), d->connection(server->port(), QStringLiteral("movr")),
                    d->connection(d->deskRelays.value(server->name()), QStringLiteral("movr"))});
    return all;
}

Result<Done> EmbeddedCluster::crashServer(const QString &region)
{
    EmbeddedServer *server = d->server(region);
    return server ? server->crash() : Result<Done>(Failure{});
}

Result<Done> EmbeddedCluster::restartServer(const QString &region)
{
    EmbeddedServer *server = d->server(region);
    if (!server)
        return Failure{};
    auto started = server->start();
    if (started)
        d->pointRelays(region, server->port());
    return started;
}

Result<Done> EmbeddedCluster::stop()
{
    if (!d->warden)
        return Done{};
    auto ended = d->warden->quit();
    if (d->finished.valid())
        d->finished.wait(); // with the warden gone it fails at once
    d->warden.reset();
    return ended;
}

} // namespace movr
