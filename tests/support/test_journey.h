#pragma once

#include "db/cluster/relay.h"
#include "db/fleet/deployment.h"

#include <chrono>

namespace movr::test {

/// The shared fleet's two deployments, reached through links of one's own, so that a test decides how far the regions
/// are and breaks the links as it likes: others who use the fleet notice nothing.
class JourneyLinks
{
public:
    /// `region`: the one that is near in the multi-region deployment; all others, and the single-region one, are far.
    /// The deployments are empty when there is no shared fleet.
    JourneyLinks(const QString &region, std::chrono::microseconds near, std::chrono::microseconds far);

    const Deployment &multiRegion() const { return m_multi; }
    const Deployment &singleRegion() const { return m_single; }
    RelayHub &relays() { return m_relays; }
    RelayId nearLink() const { return m_near; }
    RelayId farLink() const { return m_far; } ///< to the single-region deployment's server

private:
    RelayId linkTo(Region &region, std::chrono::microseconds roundTrip);

    RelayHub m_relays;
    Deployment m_multi;
    Deployment m_single;
    RelayId m_near = 0;
    RelayId m_far = 0;
};

} // namespace movr::test
