#include "db/movr/transactions.h"

#include <QCoreApplication>

#include <array>

namespace movr {

namespace {

struct Word {
    Verdict verdict;
    const char *sql;
    const char *sentence;
};

// QT_TRANSLATE_NOOP only marks the sentences for translation; they are translated when asked for.
constexpr std::array words{
    Word{Verdict::Done, "done", QT_TRANSLATE_NOOP("movr::Verdict", "Done.")},
    Word{Verdict::NoSuchVehicle, "no_such_vehicle",
         QT_TRANSLATE_NOOP("movr::Verdict", "There is no such vehicle in that city.")},
    Word{Verdict::VehicleRemoved, "vehicle_removed",
         QT_TRANSLATE_NOOP("movr::Verdict", "The vehicle has been removed.")},
    Word{Verdict::VehicleInRide, "vehicle_in_ride",
         QT_TRANSLATE_NOOP("movr::Verdict", "The vehicle is in a ride. End the ride first.")},
    Word{Verdict::VehicleNotAvailable, "vehicle_not_available",
         QT_TRANSLATE_NOOP("movr::Verdict", "The vehicle is not available: it is out of service.")},
    Word{Verdict::VehicleAlreadyInService, "vehicle_already_in_service",
         QT_TRANSLATE_NOOP("movr::Verdict", "The vehicle is in service already.")},
    Word{Verdict::NoSuchUser, "no_such_user",
         QT_TRANSLATE_NOOP("movr::Verdict", "There is no such user in that city.")},
    Word{Verdict::UserRemoved, "user_removed",
         QT_TRANSLATE_NOOP("movr::Verdict", "The user has been removed.")},
    Word{Verdict::UserRiding, "user_riding",
         QT_TRANSLATE_NOOP("movr::Verdict", "The user is riding. End the ride first.")},
    Word{Verdict::UsernameTaken, "username_taken",
         QT_TRANSLATE_NOOP("movr::Verdict", "That username is taken in this city. Choose another one.")},
    Word{Verdict::NoSuchRide, "no_such_ride",
         QT_TRANSLATE_NOOP("movr::Verdict", "There is no such ride in that city.")},
    Word{Verdict::RideAlreadyEnded, "ride_already_ended",
         QT_TRANSLATE_NOOP("movr::Verdict", "The ride has ended already.")},
    Word{Verdict::NotTheirRide, "not_their_ride",
         QT_TRANSLATE_NOOP("movr::Verdict", "The ride is another rider's.")},
    Word{Verdict::RiderAlreadyRiding, "rider_already_riding",
         QT_TRANSLATE_NOOP("movr::Verdict", "The rider is riding in this city already.")},
};

const Word &wordOf(Verdict verdict)
{
    for (const Word &word : words)
        if (word.verdict == verdict)
            return word;
    return words.front();
}

} // namespace

QString toSql(Verdict verdict)
{
    return QString::fromLatin1(wordOf(verdict).sql);
}

std::optional<Verdict> verdictFromSql(const QString &text)
{
    for (const Word &word : words)
        if (text == QLatin1String(word.sql))
            return word.verdict;
    return {};
}

QString sentence(Verdict verdict)
{
    return QCoreApplication::translate("movr::Verdict", wordOf(verdict).sentence);
}

} // namespace movr
