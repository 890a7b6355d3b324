#pragma once

#include "db/base/result.h"
#include "db/fleet/deployment.h"

#include <QHash>
#include <QString>

#include <chrono>
#include <optional>
#include <stop_token>

namespace movr {

/// Where a city's tasks go in a deployment, and how far that is.
struct JourneyPlace {
    Region region;
    QString city;
    bool durable = true;   ///< the server waits for its disk at each commit (fsync and synchronous_commit)
    QString serverVersion; ///< empty when the region does not answer
    std::optional<std::chrono::nanoseconds> roundTrip;
    int samples = 0;
};

/// Asks every region for its distance and what it knows of the cities. `city` empty: the first city (by name) at home in
/// the nearest region. A region that does not answer is found by the others' catalog: its tasks will fail and be
/// reported. Blocks: 5 s for regions that are silent.
Result<JourneyPlace> surveyDeployment(const Deployment &deployment, const QHash<QString, QString> &passwords,
                                      const QString &city, const std::stop_token &stop);

} // namespace movr
