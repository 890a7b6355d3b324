#pragma once

#include "db/fleet/deployment.h"
#include "db/placement/finding.h"
#include "db/placement/placement.h"
#include "db/placement/server_catalog.h"

#include <QHash>

#include <vector>

namespace movr {

/// What one reading collected: each region's catalog or why there is none, and what the desk knows besides.
struct PlacementSources {
    Deployment deployment;
    QHash<QString, Result<ServerCatalog>> catalogs;      ///< by region; every region has one
    QHash<QString, std::chrono::nanoseconds> roundTrips; ///< from the desk
    FindingLimits limits;
    bool exact = false;
    QDateTime now; ///< UTC

    /// nullptr when that region was not read.
    const ServerCatalog *server(const QString &region) const;
    /// The regions that were read, in the deployment's order.
    QStringList read() const;
    /// Of the regions that were read, the nearest first.
    QStringList byDistance() const;
    bool multiRegion() const { return deployment.multiRegion(); }

    /// Declared placement and placed tables, of the first region that tells them.
    QHash<QString, QString> placement() const;
    QStringList placedTables() const;
    bool placementKnown() const; ///< some region tells it
};

/// Everything but the findings.
Placement buildPlacement(const PlacementSources &sources);

/// The parts of buildPlacement() that sum up the tables.
void addSums(Placement &placement, const PlacementSources &sources);
void addActivity(Placement &placement, const PlacementSources &sources);
void addLinks(Placement &placement, const PlacementSources &sources);

/// How one server's rows of a table's partition (rows and bytes of its relation) spread over cities: shares that sum up to 1.
/// By count, else by statistics, else evenly over `cities`.
QHash<QString, double> citySpread(const ServerCatalog &server, const QString &relation,
                                  const QStringList &cities);

/// Declared against actual. `since` of each is what the servers know, else sources.now.
QList<Finding> findFindings(const Placement &placement, const PlacementSources &sources);

} // namespace movr
