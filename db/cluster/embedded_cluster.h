#pragma once

#include "db/base/result.h"
#include "db/cluster/relay.h"
#include "db/fleet/deployment.h"

#include <QHash>
#include <QString>

#include <functional>
#include <memory>
#include <stop_token>

namespace movr {

struct ClusterOptions {
    QString from = QStringLiteral("gcp-us-east1"); ///< where the desk is (NetworkMap::places())
    double scale = 1;                              ///< 1: 100,000 rides; 0.01 to 1000
    QString keep;         ///< a directory to keep the data in; empty: nothing is kept
    std::stop_token stop; ///< ends a start that is under way: it then fails as Cancelled
    /// Of the single-region control. What is kept has one from the start.
    enum class Control {
        AtOnce, ///< the start ends when it is there
        Later,  ///< made side by side with the use of the regions: see waitForSingleRegion()
        None    ///< nobody is going to compare
    };
    Control control = Control::AtOnce;
    /// A directory for the templates of many starts (TemplateShelf): they then have one password. Empty: each makes its own.
    QString shelf;
    /// The start ends when the disk has what it wrote. Else the kernel writes hundreds of megabytes out half a minute
    /// later, and every commit of that time waits behind them: for measurements.
    bool settled = false;
};

/// Three real PostgreSQL servers on this machine, one a region, with relays between them and to the desk that
/// add the measured round trips, and replication through relays too. Start and destruction block (seconds):
/// on a worker thread. Whatever happens to this process, its warden ends the servers and, unless they are
/// kept, removes the data.
class EmbeddedCluster
{
public:
    using Progress = std::function<void(const QString &step)>;

    /// How to reach one region's server.
    struct Endpoint {
        QString region;
        QString direct;  ///< connection string past the relays, for checks
        QString relayed; ///< connection string as the desk sees it
    };

    /// `progress` is called on the calling thread and on helper threads, one at a time.
    static Result<std::unique_ptr<EmbeddedCluster>> start(const ClusterOptions &options,
                                                          const Progress &progress = {});
    ~EmbeddedCluster();

    const Deployment &deployment() const; ///< multi-region, through the relays
    /// The control: one server, with the same data, at home to every partition, where gcp-us-east1 is.
    /// Once waitForSingleRegion() is done; at once with ClusterOptions::Control::AtOnce.
    const Deployment &singleRegion() const;
    /// Blocks until the control is there; why it could not be made. Thread-safe.
    Result<Done> waitForSingleRegion() const;
    /// Both deployments, as a desk reaches them.
    struct Links {
        Deployment multiRegion;
        Deployment singleRegion;
    };
    /// Where this cluster's own desk is.
    QString from() const;
    /// As a desk at another place (NetworkMap::places()) reaches the deployments: through relays of their own, that live as
    /// long as the cluster. Once waitForSingleRegion() is done. Does not block; one thread at a time.
    Result<Links> linksFrom(const QString &place);

    QString deploymentFile() const;
    QString singleRegionFile() const;
    QList<Endpoint> endpoints() const;
    QString directory() const;

    /// The desk's links, for measuring and for faults. Thread-safe.
    RelayHub &relays();
    RelayId deskRelay(const QString &region) const;
    /// One round trip for every link, between the regions as well: where a test's subject is not the distances.
    void setRoundTrips(std::chrono::microseconds roundTrip);

    /// For tests of outages. The server comes back on its former port with all its data.
    Result<Done> crashServer(const QString &region);
    Result<Done> restartServer(const QString &region);

    /// All servers down, the directory removed unless kept; what is kept is on disk then. The destructor does it too.
    Result<Done> stop();

private:
    EmbeddedCluster();
    struct Private;
    std::unique_ptr<Private> d;
};

} // namespace movr
