#include "db/placement/placement.h"

#include <algorithm>

namespace movr {

namespace {

template <class List, class Predicate>
auto found(const List &list, Predicate predicate) -> decltype(&*list.begin())
{
    const auto it = std::find_if(list.begin(), list.end(), predicate);
    return it == list.end() ? nullptr : &*it;
}

} // namespace

const PlacedTable *Placement::table(const QString &name) const
{
    return found(tables, [&](const PlacedTable &table) { return table.name == name; });
}

const RegionReading *Placement::region(const QString &name) const
{
    return found(regions, [&](const RegionReading &reading) { return reading.region == name; });
}

const CityCell *Placement::cell(const QString &city, const QString &region) const
{
    return found(matrix, [&](const CityCell &cell) { return cell.city == city && cell.region == region; });
}

QStringList Placement::unread() const
{
    QStringList names;
    for (const RegionReading &reading : regions)
        if (!reading.read)
            names.append(reading.region);
    return names;
}

bool Placement::isComplete() const
{
    return std::all_of(regions.cbegin(), regions.cend(),
                       [](const RegionReading &reading) { return reading.read && reading.hidden.isEmpty(); });
}

PlacementState worse(PlacementState a, PlacementState b)
{
    return std::max(a, b);
}

} // namespace movr
