#pragma once

#include "db/cluster/embedded_cluster.h"
#include "db/cluster/embedded_server.h"
#include "db/cluster/relay.h"
#include "db/lane/conninfo.h"

#include <future>
#include <map>
#include <memory>
#include <vector>

namespace movr {

/// What an embedded cluster consists of. Destroyed in reverse order: servers before the warden, relays first.
struct ClusterParts {
    QString directory;
    QString from; ///< where the desk is
    QString passFile;
    Deployment deployment;
    Deployment single;
    std::unique_ptr<WardenClient> warden;
    std::vector<std::unique_ptr<EmbeddedServer>> servers;
    QHash<QString, RelayId> deskRelays; ///< by region
    /// A desk at another place, and both deployments as it reaches them.
    struct OtherDesk {
        QHash<QString, RelayId> relays; ///< by region
        Deployment deployment;
        Deployment single;
    };
    std::map<QString, OtherDesk> otherDesks;                ///< by place
    std::map<std::pair<QString, QString>, RelayId> between; ///< (subscriber, publisher)
    RelayHub relays;
    std::unique_ptr<EmbeddedServer> control;   ///< of the single-region deployment
    std::shared_future<Result<Done>> finished; ///< when the control, and with it `single`, is there

    std::vector<EmbeddedServer *> everyServer() const; ///< the regions' and the control's
    EmbeddedServer *server(const QString &region) const;
    /// A connection string to a port of this cluster; the password is in the pass file.
    QString connection(quint16 port, const QString &database) const;
    /// The region's server has (another) port.
    void pointRelays(const QString &region, quint16 port);
};

/// Makes or continues a cluster in its directory. Blocking, until the regions can be used; until the control is
/// there too, unless the options let that wait: parts.finished tells. `parts` outlives that.
Result<Done> buildCluster(ClusterParts &parts, const ClusterOptions &options,
                          const EmbeddedCluster::Progress &progress);

/// Relays from a place to every region and to the control, which must be there.
Result<ClusterParts::OtherDesk> openDesk(ClusterParts &parts, const QString &place);

} // namespace movr
