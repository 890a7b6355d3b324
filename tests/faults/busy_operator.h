#pragma once

#include "tests/faults/moving_fleet.h"

#include <QElapsedTimer>
#include <QTimer>

namespace movr::test {

/// An operator who adds vehicles, some at once and the next soon after each answer, and remembers what was acknowledged.
class BusyOperator : public QObject
{
public:
    BusyOperator(Fleet &fleet, QList<RowId> owners) : m_fleet(fleet), m_owners(std::move(owners)) {}

    void start(int atOnce)
    {
        m_busy = true;
        for (int i = 0; i < atOnce; ++i)
            next();
    }
    void stop() { m_busy = false; }
    bool atRest() const { return m_open == 0; }
    const QList<RowId> &acknowledged() const { return m_acknowledged; }
    const QStringList &failures() const { return m_failures; }
    std::chrono::milliseconds slowest() const { return std::chrono::milliseconds(m_slowest); }

private:
    void next()
    {
        if (!m_busy)
            return;
        ++m_open;
        AddVehicle request;
        request.stamp = {QUuid::createUuid(), QStringLiteral("busy operator")};
        request.owner = m_owners.at(m_number++ % m_owners.size());
        QElapsedTimer clock;
        clock.start();
        m_fleet.addVehicle(request).then(this, [this, request, clock](const Result<Outcome> &result) {
            --m_open;
            m_slowest = std::max(m_slowest, clock.elapsed());
            if (result.ok() && result->done())
                m_acknowledged.append({request.owner.city, request.vehicleId});
            else
                m_failures.append(result.ok() ? QStringLiteral("refused") : result.failure().sentence);
            QTimer::singleShot(pause, this, [this] { next(); });
        });
    }

    /// Enough for a hundred a second and more to be under way when something happens, and not all that the processors can.
    static constexpr std::chrono::milliseconds pause{20};

    Fleet &m_fleet;
    QList<RowId> m_owners;
    QList<RowId> m_acknowledged;
    QStringList m_failures;
    bool m_busy = false;
    int m_open = 0;
    qsizetype m_number = 0;
    qint64 m_slowest = 0;
};

/// A user in each of the cities, to own the vehicles.
inline QList<RowId> ownersIn(MovingFleet &fleet, const QString &region, const QStringList &cities)
{
    QList<RowId> all;
    for (const QString &city : cities)
        all.append(Town(fleet.admin(region), city).user());
    return all;
}

/// How many of the vehicles are there.
inline qsizetype countIn(MovingFleet &fleet, const QString &region, const QList<RowId> &vehicles)
{
    QStringList ids;
    for (const RowId &vehicle : vehicles)
        ids.append(quoted(vehicle.id));
    return fleet
        .value(region,
               QStringLiteral("SELECT count(*) FROM vehicles WHERE id::text IN ('', %1)").arg(ids.join(u',')))
        .toLongLong();
}

} // namespace movr::test
