#include "db/placement/loss.h"

#include <QSet>

#include <algorithm>

namespace movr {

namespace {

void addTo(std::optional<double> &sum, const std::optional<double> &value)
{
    if (value)
        sum = sum.value_or(0) + *value;
}

/// Where each table's partition of a city can be read: the same region for all of them.
class CityReader
{
public:
    CityReader(const Placement &placement, const QSet<QString> &lost) : m_placement(placement), m_lost(lost)
    {}

    CityLoss lossOf(const QString &city) const
    {
        CityLoss loss;
        loss.city = city;
        QList<const PartitionPlacement *> partitions;
        for (const PlacedTable &table : m_placement.tables)
            for (const PartitionPlacement &partition : table.partitions)
                if (partition.cities.contains(city))
                    partitions.append(&partition);
        loss.changeable = !partitions.isEmpty();
        for (const PartitionPlacement *partition : partitions)
            if (partition->homes.size() != 1 || m_lost.contains(partition->homes.constFirst()))
                loss.changeable = false;
        if (partitions.isEmpty())
            return loss;
        std::chrono::milliseconds least = std::chrono::milliseconds::max();
        for (const RegionReading &region : m_placement.regions) {
            const auto age =
                m_lost.contains(region.region) ? std::nullopt : oldest(partitions, region.region);
            if (!age)
                continue;
            const bool home =
                std::all_of(partitions.begin(), partitions.end(), [&](const PartitionPlacement *partition) {
                    return partition->homes.contains(region.region);
                });
            const auto rank = home ? std::chrono::milliseconds(-1) : age->value_or(unknownAge);
            if (rank >= least)
                continue;
            least = rank;
            loss.readableIn = region.region;
            loss.age = home ? std::nullopt : *age;
        }
        return loss;
    }

private:
    using Age = std::optional<std::chrono::milliseconds>;
    static constexpr std::chrono::milliseconds unknownAge = std::chrono::hours(24 * 365 * 100);

    /// The age of the oldest partition there; nothing when one of them is not there.
    static std::optional<Age> oldest(const QList<const PartitionPlacement *> &partitions,
                                     const QString &region)
    {
        Age worst = std::chrono::milliseconds(0);
        for (const PartitionPlacement *partition : partitions) {
            if (partition->homes.contains(region))
                continue;
            const auto copy = std::find_if(partition->copies.begin(), partition->copies.end(),
                                           [&](const FollowerCopy &c) { return c.region == region; });
            using State = FollowerCopy::State;
            if (copy == partition->copies.end() || copy->state == State::Missing
                || copy->state == State::Unknown || copy->state == State::Copying)
                return {};
            const Age age = copy->age ? copy->age : copy->lag;
            worst = worst && age ? Age(std::max(*worst, *age)) : std::nullopt;
        }
        return worst;
    }

    const Placement &m_placement;
    const QSet<QString> &m_lost;
};

} // namespace

RegionLoss regionLoss(const Placement &placement, const QString &region)
{
    RegionLoss loss;
    loss.region = region;
    loss.asOf = placement.readAt;
    loss.exact = placement.exact;
    const QStringList unread = placement.unread();
    QSet<QString> before(unread.begin(), unread.end());
    before.remove(region);
    for (const QString &other : unread)
        if (other != region)
            loss.lostAlready.append(other);
    QSet<QString> lost = before;
    lost.insert(region);
    const CityReader reader(placement, lost);
    const CityReader today(placement, before);
    for (const QString &city : placement.cities) {
        CityLoss each = reader.lossOf(city);
        const CityLoss now = today.lossOf(city);
        for (const Placement::CityActivity &activity : placement.activity)
            if (activity.city == city) {
                each.activeRides = activity.activeRides;
                each.vehicles = activity.vehicles;
            }
        if (!now.changeable) {
            loss.alreadyCannot.append(city);
        } else if (!each.changeable) {
            loss.unchangeable.append(city);
            addTo(loss.activeRides, each.activeRides);
            addTo(loss.vehicles, each.vehicles);
        }
        if (each.readableIn.isEmpty() && !now.readableIn.isEmpty())
            loss.unreadable.append(city);
        loss.cities.append(each);
    }
    std::stable_sort(loss.cities.begin(), loss.cities.end(),
                     [](const CityLoss &a, const CityLoss &b) { return !a.changeable && b.changeable; });
    return loss;
}

} // namespace movr
