#include "db/placement/loss.h"

#include <QCoreApplication>
#include <QLocale>
#include <QSet>

#include <algorithm>

namespace movr {

namespace {

struct Tr {
    Q_DECLARE_TR_FUNCTIONS(movr::RegionLoss)
};

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

QString sentenceOf(const RegionLoss &loss)
{
    if (loss.unchangeable.isEmpty())
        return Tr::tr("Without %1 every city can still be read and changed.").arg(loss.region);
    const QLocale locale;
    const auto number = [&](const std::optional<double> &value) {
        return value ? (loss.exact ? QString() : Tr::tr("about ")) + locale.toString(*value, 'f', 0)
                     : Tr::tr("an unknown number of");
    };
    QString sentence =
        Tr::tr("Without %1, %2 cannot be changed: that concerns %3 active rides and %4 vehicles.")
            .arg(loss.region, loss.unchangeable.join(QStringLiteral(", ")), number(loss.activeRides),
                 number(loss.vehicles));
    if (loss.unreadable.isEmpty())
        return sentence + u' ' + Tr::tr("Every city can still be read.");
    return sentence + u' '
         + Tr::tr("No copy is left to read of %1.").arg(loss.unreadable.join(QStringLiteral(", ")));
}

} // namespace

RegionLoss regionLoss(const Placement &placement, const QString &region)
{
    RegionLoss loss;
    loss.region = region;
    loss.asOf = placement.readAt;
    loss.exact = placement.exact;
    QSet<QString> lost{region};
    for (const QString &unread : placement.unread())
        lost.insert(unread);
    const CityReader reader(placement, lost);
    for (const QString &city : placement.cities) {
        CityLoss each = reader.lossOf(city);
        for (const Placement::CityActivity &activity : placement.activity)
            if (activity.city == city) {
                each.activeRides = activity.activeRides;
                each.vehicles = activity.vehicles;
            }
        if (!each.changeable) {
            loss.unchangeable.append(city);
            addTo(loss.activeRides, each.activeRides);
            addTo(loss.vehicles, each.vehicles);
        }
        if (each.readableIn.isEmpty())
            loss.unreadable.append(city);
        loss.cities.append(each);
    }
    std::stable_sort(loss.cities.begin(), loss.cities.end(),
                     [](const CityLoss &a, const CityLoss &b) { return !a.changeable && b.changeable; });
    loss.sentence = sentenceOf(loss);
    return loss;
}

} // namespace movr
