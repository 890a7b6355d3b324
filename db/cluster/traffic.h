#pragma once

#include "db/base/result.h"
#include "db/fleet/deployment.h"

#include <QObject>
#include <QThread>

#include <memory>

namespace movr {

class TrafficWorker;

/// Simulated riders: so many actions a second over all cities, through the console's own transactions on
/// lanes of their own. As many rides end as start, so the active ones stay in balance; now and then a vehicle
/// goes out of service and back. Runs on a thread of its own; destruction ends it within a transaction.
class Traffic
{
public:
    struct Counts {
        quint64 started = 0;
        quint64 ended = 0;
        quint64 other = 0;
        quint64 refused = 0;
        quint64 failed = 0;
    };

    /// `deployment`: as the riders reach it, who are near their region. `perSecond`: 0.01 to 1000.
    Traffic(const Deployment &deployment, double perSecond);
    ~Traffic();
    Traffic(const Traffic &) = delete;
    Traffic &operator=(const Traffic &) = delete;

    Counts counts() const;

private:
    QThread m_thread;
    std::unique_ptr<TrafficWorker> m_worker;
};

} // namespace movr
