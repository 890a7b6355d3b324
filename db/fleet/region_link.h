#pragma once

#include "db/fleet/catalog.h"
#include "db/fleet/deployment.h"
#include "db/fleet/region_status.h"
#include "db/lane/lane.h"
#include "db/movr/transaction_lane.h"

#include <QObject>
#include <QTimer>

#include <memory>

namespace movr {

class LatencyStore;

/// One region's three lanes (commands, queries, probe) and what the probe says of it. Lives on the GUI
/// thread; the probe asks once a second, two seconds without an answer are an outage.
class RegionLink : public QObject
{
    Q_OBJECT

public:
    /// `latency`: where the lanes record what they send; may be null. `policy`: of the commands.
    RegionLink(const Region &region, const QString &password, std::shared_ptr<Watchdog> watchdog,
               LatencyStore *latency = nullptr, const RetryPolicy &policy = {}, QObject *parent = nullptr);

    const RegionStatus &status() const { return m_status; }
    TransactionLane &commands() { return *m_commands; }
    Lane &queries() { return *m_queries; }

    void start();
    /// Reads the placement again, soon.
    void readPlacement();
    /// All lanes end soon; the destructor waits for them.
    void requestStop();

Q_SIGNALS:
    void changed();
    /// Placement and cities as this region's database has them; after each connect, and when it changed.
    void catalogRead(const movr::Catalog &catalog);

private:
    struct Pulse {
        std::chrono::nanoseconds roundTrip{};
        QHash<QString, std::chrono::milliseconds> copyAge;
        QString placement; ///< tells one declared placement from another
        std::optional<Catalog> catalog;
    };
    static Result<Pulse> pulse(Lane::Run &run, bool fresh, const QString &placement);
    void probe();
    void accept(const Result<Pulse> &result);

    RegionStatus m_status;
    QList<std::chrono::nanoseconds> m_roundTrips;
    std::unique_ptr<TransactionLane> m_commands;
    std::unique_ptr<Lane> m_queries;
    std::unique_ptr<Lane> m_probe;
    QTimer m_timer;
    bool m_asked = false;
    bool m_again = false;
    QString m_placement;  ///< as last read
    bool m_known = false; ///< schema and catalog were read on this outage-free stretch
};

} // namespace movr
