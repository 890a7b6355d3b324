#pragma once

#include "db/cluster/embedded_cluster.h"
#include "tests/support/test_fleet.h"

#include <memory>

namespace movr::test {

/// For a test class of servers that are its own and may crash: the cluster, a superuser's connection to each server,
/// and a fleet that is connected to all.
class OwnCluster
{
protected:
    /// `roundTrip`: from the desk to each region. Before connectOwn(), rows can be prepared past the console.
    Result<Done> startOwn(double scale, std::chrono::milliseconds roundTrip);
    bool connectOwn();
    Result<Done> stopOwn();

    std::unique_ptr<EmbeddedCluster> m_cluster;
    std::unique_ptr<Admins> m_admins;
    std::unique_ptr<Fleet> m_fleet;
};

} // namespace movr::test
