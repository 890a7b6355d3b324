#include "db/fleet/catalog.h"

#include <algorithm>

namespace movr {

Catalog::Catalog(QList<CityInfo> cities) : m_cities(std::move(cities)) {}

const CityInfo *Catalog::city(const QString &name) const
{
    const auto it =
        std::find_if(m_cities.begin(), m_cities.end(), [&](const CityInfo &c) { return c.city == name; });
    return it == m_cities.end() ? nullptr : &*it;
}

QStringList Catalog::citiesOf(const QString &region) const
{
    QStringList names;
    for (const CityInfo &city : m_cities)
        if (region.isEmpty() || city.region == region)
            names.append(city.city);
    names.sort();
    return names;
}

QStringList Catalog::homeRegions() const
{
    QStringList names;
    for (const CityInfo &city : m_cities)
        if (!names.contains(city.region))
            names.append(city.region);
    return names;
}

Catalog Catalog::withLaterHomes(const Catalog &other) const
{
    QList<CityInfo> cities = m_cities;
    for (CityInfo &city : cities)
        if (const CityInfo *known = other.city(city.city);
            known && known->partition == city.partition && known->generation > city.generation)
            city = *known;
    return Catalog(std::move(cities));
}

} // namespace movr
