#pragma once

#include "db/cluster/traffic.h"
#include "db/fleet/catalog.h"
#include "db/fleet/home_change.h"
#include "db/movr/transaction_lane.h"

#include <QObject>
#include <QTimer>

#include <atomic>
#include <deque>
#include <map>
#include <random>
#include <vector>

namespace movr {

/// The simulated riders of Traffic, on its thread.
class TrafficWorker : public QObject
{
    Q_OBJECT

public:
    TrafficWorker(Deployment deployment, double perSecond);

    void start();
    void stop();
    Traffic::Counts counts() const;

private:
    struct Trip {
        QUuid ride, vehicle, rider;
    };
    struct City {
        QString name;
        QString region;
        int generation = 0;         ///< of that home's declaration
        int asked = 0;              ///< regions that are being asked for the home
        std::deque<QUuid> vehicles; ///< available, as far as known here
        std::deque<QUuid> riders;   ///< not riding
        std::deque<Trip> trips;     ///< going on, oldest first
        std::deque<QUuid> outOfService;
        QStringList places;
    };

    bool load();
    Result<Done> loadRegion(const Region &region);
    void tick();
    void act();
    void startRide(City &city);
    void endRide(City &city);
    void service(City &city);
    HomeWay wayTo(City &city);
    void findHome(City &city);
    void send(City &city, const StatementCall &call, std::function<void(bool done)> settled);
    QString place(const City &city);

    Deployment m_deployment;
    double m_perSecond;
    double m_due = 0;
    bool m_startNext = true;
    QTimer m_timer{this};
    std::mt19937_64 m_random{20200301};
    std::map<QString, std::unique_ptr<TransactionLane>> m_lanes;
    std::vector<std::unique_ptr<City>> m_cities;
    std::atomic<quint64> m_started = 0, m_ended = 0, m_other = 0, m_refused = 0, m_failed = 0;
    int m_underWay = 0;
};

} // namespace movr
