#include "db/cluster/traffic_worker.h"

#include "db/fleet/schema_check.h"

#include <chrono>

namespace movr {

namespace {

constexpr int tickMilliseconds = 20;
constexpr int pooledPerCity = 400;
constexpr int mostUnderWay = 200;

const RequestStamp &stampNow(RequestStamp &stamp)
{
    stamp = {QUuid::createUuid(), QStringLiteral("rider simulation")};
    return stamp;
}

template <class T>
T takeFront(std::deque<T> &pool)
{
    T first = std::move(pool.front());
    pool.pop_front();
    return first;
}

} // namespace

TrafficWorker::TrafficWorker(Deployment deployment, double perSecond)
    : m_deployment(std::move(deployment)), m_perSecond(perSecond)
{
    connect(&m_timer, &QTimer::timeout, this, &TrafficWorker::tick);
}

Traffic::Counts TrafficWorker::counts() const
{
    return {m_started, m_ended, m_other, m_refused, m_failed};
}

void TrafficWorker::start()
{
    if (load())
        m_timer.start(tickMilliseconds);
}

void TrafficWorker::stop()
{
    m_timer.stop();
    for (const auto &[region, lane] : m_lanes)
        lane->requestStop();
    m_lanes.clear();
}

bool TrafficWorker::load()
{
    for (const Region &region : m_deployment.regions) {
        if (auto loaded = loadRegion(region); !loaded) {
            qWarning("traffic: %s", qUtf8Printable(loaded.failure().sentence));
            return false;
        }
        m_lanes.emplace(region.name, std::make_unique<TransactionLane>(
                                         ConnectionSettings{region.name, region.connection, {}, {}, {}},
                                         std::make_shared<Watchdog>()));
    }
    return !m_cities.empty();
}

Result<Done> TrafficWorker::loadRegion(const Region &region)
{
    PqSession session({region.name, region.connection, {}, QStringLiteral("movr-console traffic"), {}});
    if (auto opened = session.open(); !opened)
        return opened;
    auto catalog = checkAndReadCatalog(session, region.name);
    if (!catalog)
        return catalog.failure();
    for (const QString &name : catalog->citiesOf(region.name)) {
        auto city = std::make_unique<City>();
        city->name = name;
        city->region = region.name;
        const QList<QString> parameters{name, QString::number(pooledPerCity)};
        auto vehicles = session.exec(QStringLiteral("cluster/traffic_vehicles"), parameters);
        auto riders = session.exec(QStringLiteral("cluster/traffic_riders"), parameters);
        auto active = session.exec(QStringLiteral("cluster/traffic_active"), parameters);
        auto places = session.exec(QStringLiteral("cluster/traffic_places"), parameters);
        for (const auto *answer : {&vehicles, &riders, &active, &places})
            if (!answer->ok())
                return answer->failure();
        for (const auto &row : vehicles->rows)
            city->vehicles.push_back(QUuid::fromString(row.value(0)));
        for (const auto &row : riders->rows)
            city->riders.push_back(QUuid::fromString(row.value(0)));
        for (const auto &row : active->rows)
            city->trips.push_back({QUuid::fromString(row.value(0)), QUuid::fromString(row.value(1)),
                                   QUuid::fromString(row.value(2))});
        for (const auto &row : places->rows)
            city->places.append(row.value(0));
        m_cities.push_back(std::move(city));
    }
    return Done{};
}

void TrafficWorker::tick()
{
    m_due = std::min(m_due + m_perSecond * tickMilliseconds / 1000.0, std::max(1.0, m_perSecond));
    while (m_due >= 1 && m_underWay < mostUnderWay) {
        m_due -= 1;
        act();
    }
}

void TrafficWorker::act()
{
    City &city = *m_cities[m_random() % m_cities.size()];
    if (m_random() % 50 == 0)
        service(city);
    else if ((m_startNext = !m_startNext))
        endRide(city);
    else
        startRide(city);
}

QString TrafficWorker::place(const City &city)
{
    return city.places.isEmpty() ? city.name
                                 : city.places.at(qsizetype(m_random() % quint64(city.places.size())));
}

HomeWay TrafficWorker::wayTo(City &city)
{
    return {[this, &city]() -> Result<TransactionLane *> {
                const auto lane = m_lanes.find(city.region);
                return lane == m_lanes.end() ? Result<TransactionLane *>(cancelledFailure(city.region, {}))
                                             : Result<TransactionLane *>(lane->second.get());
            },
            [this, &city] { findHome(city); }};
}

/// Asks every region, of which the one that knows of the latest home is right.
void TrafficWorker::findHome(City &city)
{
    if (city.asked > 0)
        return;
    for (const auto &[region, lane] : m_lanes) {
        ++city.asked;
        lane->send({QStringLiteral("catalog/home"), {}, city.name, {city.name}})
            .then(this, [&city](const Result<TimedAnswer> &result) {
                --city.asked;
                const QList<QString> row = result.ok() ? result->answer.rows.value(0) : QList<QString>();
                if (row.value(1).toInt() > city.generation) {
                    city.region = row.value(0);
                    city.generation = row.value(1).toInt();
                }
            });
    }
}

void TrafficWorker::send(City &city, const StatementCall &call, std::function<void(bool)> settled)
{
    ++m_underWay;
    changeAtHome(this, call, wayTo(city))
        .then(this, [this, settled = std::move(settled)](const Result<Outcome> &result) {
            --m_underWay;
            if (!result.ok())
                ++m_failed;
            else if (!result->done())
                ++m_refused;
            settled(result.ok() && result->done());
        });
}

void TrafficWorker::startRide(City &city)
{
    if (city.vehicles.empty() || city.riders.empty())
        return;
    RequestStamp stamp;
    StartRide request{
        stampNow(stamp), {city.name, takeFront(city.vehicles)}, {city.name, takeFront(city.riders)}};
    const Trip trip{request.rideId, request.vehicle.id, request.rider.id};
    send(city, toCall(request), [this, &city, trip](bool done) {
        if (!done) { // an operator was faster: that vehicle or rider is left alone
            city.riders.push_back(trip.rider);
            return;
        }
        ++m_started;
        city.trips.push_back(trip);
    });
}

void TrafficWorker::endRide(City &city)
{
    if (city.trips.empty())
        return;
    const Trip trip = takeFront(city.trips);
    RequestStamp stamp;
    const EndRide request{stampNow(stamp), {city.name, trip.ride}, place(city), {}};
    send(city, toCall(request), [this, &city, trip](bool done) {
        if (done)
            ++m_ended;
        city.riders.push_back(trip.rider);
        city.vehicles.push_back(trip.vehicle);
    });
}

void TrafficWorker::service(City &city)
{
    RequestStamp stamp;
    if (!city.outOfService.empty() && m_random() % 2 == 0) {
        const QUuid vehicle = takeFront(city.outOfService);
        send(city, toCall(ReturnToService{stampNow(stamp), {city.name, vehicle}}),
             [this, &city, vehicle](bool done) {
                 m_other += done ? 1 : 0;
                 city.vehicles.push_back(vehicle);
             });
    } else if (!city.vehicles.empty()) {
        const QUuid vehicle = takeFront(city.vehicles);
        send(city,
             toCall(TakeOutOfService{stampNow(stamp), {city.name, vehicle}, QStringLiteral("Low battery")}),
             [this, &city, vehicle](bool done) {
                 m_other += done ? 1 : 0;
                 if (done)
                     city.outOfService.push_back(vehicle);
             });
    }
}

} // namespace movr
