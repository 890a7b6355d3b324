#pragma once

#include "db/fleet/fleet.h"
#include "tests/ui_fleet/event_loop.h"

#include <QFile>
#include <QJsonObject>

#include <algorithm>

namespace movr::test {

/// What this process has in memory now, in MB (10^6 bytes). 0 where the kernel does not tell.
inline double residentMegabytes()
{
    QFile file(QStringLiteral("/proc/self/statm"));
    const bool open = file.open(QIODevice::ReadOnly);
    return open ? file.readAll().split(' ').value(1).toDouble() * 4096 / 1e6 : 0;
}

/// The deployment of a file; ends the program with a sentence when there is none.
inline Deployment deploymentOf(const QString &file)
{
    auto deployment = readDeployment(file);
    if (!deployment.ok())
        qFatal("%s", qUtf8Printable(deployment.failure().sentence));
    return *deployment;
}

/// Starts it and waits until each region answers and the placement of the cities is known.
inline void connectAll(Fleet &fleet)
{
    fleet.start();
    const auto up = [&fleet] {
        const auto regions = fleet.regions();
        return !fleet.catalog().isEmpty() && !fleet.nearest().isEmpty()
            && std::all_of(regions.cbegin(), regions.cend(),
                           [](const RegionStatus &region) { return region.state == RegionState::Up; });
    };
    if (!loopUntil(up, std::chrono::seconds(30)))
        qFatal("the fleet does not answer");
}

/// What the regions' probes have measured, in ms.
inline QJsonObject roundTripsOf(const Fleet &fleet)
{
    QJsonObject object;
    const auto regions = fleet.regions();
    for (const RegionStatus &region : regions)
        if (region.roundTrip)
            object.insert(region.name, double(region.roundTrip->count()) / 1e6);
    return object;
}

} // namespace movr::test
