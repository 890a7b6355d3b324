#include "db/cluster/network_map.h"

#include <array>

namespace movr {

namespace {

struct Link {
    const char *place;
    const char *region;
    double milliseconds;
};

constexpr std::array links{
    Link{"gcp-us-east1", "gcp-us-east1", 0.5},
    Link{"gcp-us-east1", "gcp-us-west1", 64},
    Link{"gcp-us-east1", "gcp-europe-west1", 92},
    Link{"gcp-us-west1", "gcp-us-east1", 64},
    Link{"gcp-us-west1", "gcp-us-west1", 0.5},
    Link{"gcp-us-west1", "gcp-europe-west1", 132},
    Link{"gcp-europe-west1", "gcp-us-east1", 92},
    Link{"gcp-europe-west1", "gcp-us-west1", 132},
    Link{"gcp-europe-west1", "gcp-europe-west1", 0.5},
    Link{"new york", "gcp-us-east1", 22},
    Link{"new york", "gcp-us-west1", 88},
    Link{"new york", "gcp-europe-west1", 84},
    Link{"seattle", "gcp-us-east1", 74},
    Link{"seattle", "gcp-us-west1", 4},
    Link{"seattle", "gcp-europe-west1", 164},
    Link{"rome", "gcp-us-east1", 127},
    Link{"rome", "gcp-us-west1", 164},
    Link{"rome", "gcp-europe-west1", 36},
};

} // namespace

QList<Region> NetworkMap::regions()
{
    return {{QStringLiteral("gcp-us-east1"), QStringLiteral("US East"), 33.19, -80.01, {}, {}},
            {QStringLiteral("gcp-us-west1"), QStringLiteral("US West"), 45.59, -121.18, {}, {}},
            {QStringLiteral("gcp-europe-west1"), QStringLiteral("Europe West"), 50.45, 3.82, {}, {}}};
}

QStringList NetworkMap::places()
{
    QStringList names;
    for (const Link &link : links)
        if (const QString name = QString::fromLatin1(link.place); !names.contains(name))
            names.append(name);
    return names;
}

std::optional<std::chrono::microseconds> NetworkMap::roundTrip(const QString &place, const QString &region)
{
    for (const Link &link : links)
        if (place == QLatin1String(link.place) && region == QLatin1String(link.region))
            return std::chrono::microseconds(qint64(link.milliseconds * 1000));
    return {};
}

} // namespace movr
