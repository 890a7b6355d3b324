#pragma once

#include <QHash>
#include <QString>
#include <QStringList>

namespace movr {

/// Declared placement and cities, as the database says.
struct CityInfo {
    QString city;
    QString partition;   ///< "us_east"
    QString region;      ///< declared home region
    QByteArray timeZone; ///< IANA id
    double latitude = 0;
    double longitude = 0;
    int generation = 0; ///< how often that home was declared; where servers disagree, the highest knows best
    bool operator==(const CityInfo &) const = default;
};

class Catalog
{
public:
    Catalog() = default;
    explicit Catalog(QList<CityInfo> cities);

    bool isEmpty() const { return m_cities.isEmpty(); }
    const QList<CityInfo> &cities() const { return m_cities; }
    /// nullptr when the city is unknown.
    const CityInfo *city(const QString &name) const;
    /// Cities whose home is that region; all of them for an empty name. Sorted.
    QStringList citiesOf(const QString &region) const;
    /// Regions that are home to a city, each once.
    QStringList homeRegions() const;
    /// The same cities; of each, whichever of the two catalogs knows the later home.
    Catalog withLaterHomes(const Catalog &other) const;
    bool operator==(const Catalog &) const = default;

private:
    QList<CityInfo> m_cities;
};

} // namespace movr
