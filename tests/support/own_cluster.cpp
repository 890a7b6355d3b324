#include "tests/support/own_cluster.h"

#include "tests/support/cluster_options.h"

namespace movr::test {

Result<Done> OwnCluster::startOwn(double scale, std::chrono::milliseconds roundTrip)
{
    auto cluster = EmbeddedCluster::start(clusterOptions(scale));
    if (!cluster.ok())
        return cluster.failure();
    m_cluster = std::move(cluster).value();
    QList<Endpoint> endpoints;
    for (const auto &endpoint : m_cluster->endpoints())
        endpoints.append({endpoint.region, endpoint.direct, endpoint.relayed});
    m_admins = std::make_unique<Admins>(endpoints);
    for (const auto &endpoint : endpoints)
        m_cluster->relays().setRoundTrip(m_cluster->deskRelay(endpoint.region), roundTrip);
    return Done{};
}

bool OwnCluster::connectOwn()
{
    m_fleet = std::make_unique<Fleet>(m_cluster->deployment());
    return connectFleet(*m_fleet);
}

Result<Done> OwnCluster::stopOwn()
{
    m_fleet.reset();
    m_admins.reset();
    return m_cluster ? m_cluster->stop() : Result<Done>(Done{});
}

} // namespace movr::test
