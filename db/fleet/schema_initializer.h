#pragma once

#include "db/base/result.h"
#include "db/fleet/deployment.h"

#include <QHash>
#include <QString>
#include <QStringList>

#include <functional>

namespace movr {

/// What `init` does to a deployment. Blocking; for the command line and worker threads, not the GUI's.
struct InitOptions {
    /// partition -> region, for a schema that is new everywhere: a home that is declared stays where it is, and a new
    /// server takes the placement of the others. A partition without an entry lives in the region of the reference
    /// (us_east: gcp-us-east1, ...) or, in a single-region deployment, in that region.
    QHash<QString, QString> homes;
    QHash<QString, QString> passwords; ///< by region; empty: pgpass
    /// Rows that are at a home already are copied to new followers. Off when every copy has them.
    bool copyData = true;
    /// How `subscriber` reaches `publisher`; by default the deployment's replication string.
    std::function<QString(const Region &subscriber, const Region &publisher)> route;
    /// A shorter way for the set-up itself; the subscription then runs over `route`.
    std::function<QString(const Region &subscriber, const Region &publisher)> setupRoute;
    std::function<void(const QString &line)> progress; ///< may be called from several threads, one at a time
};

struct InitReport {
    QStringList changes; ///< a line for each thing that was created or upgraded; empty: all was there
};

/// Creates or upgrades the schema on every region, then declared placement, guards, publications and
/// subscriptions. Looks at all regions before it changes one; refuses a schema newer than this console.
Result<InitReport> initializeSchema(const Deployment &deployment, const InitOptions &options);

} // namespace movr
