#include "db/journey/journey_survey.h"

#include "db/base/error_mapping.h"
#include "db/base/median.h"
#include "db/fleet/schema_check.h"
#include "db/lane/pq_session.h"

#include <QCoreApplication>

#include <algorithm>
#include <future>
#include <vector>

namespace movr {

namespace {

struct Tr {
    Q_DECLARE_TR_FUNCTIONS(movr::Journey)
};

constexpr int probes = 31;

struct Surveyed {
    JourneyPlace place;
    std::optional<Failure> failure;
    Catalog catalog;
};

Result<Done> survey(Surveyed &found, const QString &password)
{
    const Region &region = found.place.region;
    PqSession session({region.name, region.connection, password, QStringLiteral("movr-console journey"), {}});
    if (auto opened = session.open(); !opened)
        return opened;
    auto catalog = checkAndReadCatalog(session, region.name);
    if (!catalog)
        return catalog.failure();
    found.catalog = *catalog;
    found.place.serverVersion = QStringLiteral("PostgreSQL ") + session.serverVersion();
    const auto durable = session.exec(QStringLiteral("servers/durability"));
    if (!durable)
        return durable.failure();
    found.place.durable = durable->rows.value(0).value(0) == u"t";
    QList<Nanoseconds> trips;
    for (int i = 0; i < probes; ++i) {
        const auto answer = session.exec(QStringLiteral("probe/round_trip"));
        if (!answer)
            return answer.failure();
        trips.append(answer->wait);
    }
    found.place.roundTrip = medianOf(trips);
    found.place.samples = probes;
    return Done{};
}

const Surveyed *nearestOf(const std::vector<Surveyed> &all)
{
    const Surveyed *best = nullptr;
    for (const Surveyed &one : all)
        if (!one.failure && (!best || one.place.roundTrip < best->place.roundTrip))
            best = &one;
    return best;
}

Failure unknownCity(const Deployment &deployment, const QString &city)
{
    return {FailureKind::InvalidInput,
            {},
            {},
            {},
            false,
            city.isEmpty()
                ? Tr::tr("No city is at home in the nearest region of %1. Name one.").arg(deployment.name)
                : Tr::tr("%1 does not say in which of its regions %2 is at home.").arg(deployment.name, city),
            {}};
}

} // namespace

Result<JourneyPlace> surveyDeployment(const Deployment &deployment, const QHash<QString, QString> &passwords,
                                      const QString &city, const std::stop_token &stop)
{
    std::vector<Surveyed> all(std::size_t(deployment.regions.size()));
    std::vector<std::future<void>> asked; // side by side: a silent region takes its time only once
    for (std::size_t i = 0; i < all.size(); ++i) {
        all[i].place.region = deployment.regions.at(qsizetype(i));
        asked.push_back(std::async(std::launch::async, [&one = all[i], &passwords] {
            if (auto done = survey(one, passwords.value(one.place.region.name)); !done)
                one.failure = done.failure();
        }));
    }
    asked.clear(); // waits
    if (stop.stop_requested())
        return cancelledFailure({}, {});
    const Surveyed *const nearest = nearestOf(all);
    if (!nearest)
        return all.empty() ? unknownCity(deployment, city) : *all.front().failure;
    const QString wanted =
        city.isEmpty() ? nearest->catalog.citiesOf(nearest->place.region.name).value(0) : city;
    const CityInfo *const info = nearest->catalog.city(wanted);
    const auto home = std::find_if(all.begin(), all.end(), [info](const Surveyed &one) {
        return info && one.place.region.name == info->region;
    });
    if (home == all.end())
        return unknownCity(deployment, city);
    home->place.city = wanted;
    return home->place;
}

} // namespace movr
