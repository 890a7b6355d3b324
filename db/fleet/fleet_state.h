#pragma once

#include "db/base/ready_future.h"
#include "db/export/copy_stream.h"
#include "db/fleet/catalog.h"
#include "db/fleet/deployment.h"
#include "db/fleet/region_link.h"
#include "db/latency/latency_store.h"
#include "db/movr/page_reader.h"
#include "db/movr/pages.h"

#include <QFuture>
#include <QHash>

#include <memory>
#include <optional>
#include <vector>

namespace movr {

/// What a fleet knows of its regions, and which of them is asked for what. GUI thread.
struct FleetState {
    Deployment deployment;
    QHash<QString, QString> passwords; ///< by region
    Catalog catalog;                   ///< empty before the first region has answered
    LatencyStore latency;              ///< before the lanes, that write to it
    std::vector<std::unique_ptr<RegionLink>> links;
    QString nearest; ///< the Up region with the least round trip; or empty

    RegionLink *link(const QString &name) const; ///< nullptr: no such region
    /// Why nothing can be asked yet.
    Failure notReady() const;
    /// Where that city is written.
    Result<RegionLink *> home(const QString &city) const;
    /// What is read where: each home its own cities, or all of them at the nearest server.
    QList<PagePart> partsOf(const ViewScope &scope) const;
    Failure homeToNone(const ViewScope &scope) const;
    /// Age of the oldest copy among the part's cities; unset when all are at home there.
    std::optional<std::chrono::milliseconds> ageOf(const PagePart &part) const;
};

} // namespace movr
