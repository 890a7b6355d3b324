#include "models/search/hit_words.h"

#include "models/presentation/words.h"

#include <QCoreApplication>

namespace movr {

namespace {

struct Tr {
    Q_DECLARE_TR_FUNCTIONS(movr::Search)
};

QString joined(QStringList parts)
{
    parts.removeAll(QString());
    return parts.join(QStringLiteral(" · "));
}

/// One line, whatever the text has in it.
QString line(const QString &text)
{
    return text.simplified();
}

QString keyOf(const char *kind, const RowId &id)
{
    return QString::fromLatin1(kind) + u':' + id.city + u':' + words::fullId(id.id);
}

SearchRow rowOf(const User &user, const CityTime &)
{
    SearchRow row;
    row.kind = SearchRow::Kind::User;
    row.key = keyOf("user", user.rowId());
    const QString name = line(user.fullName());
    row.title = name.isEmpty() ? words::username(user.username) : name;
    row.detail = joined({words::username(user.username), line(user.email), words::city(user.city)});
    row.meaning = user.removed() ? Meaning::Muted : Meaning::Neutral;
    row.link = InspectionLink{InspectionLink::To::ThisUser, user.rowId()};
    return row;
}

SearchRow rowOf(const Vehicle &vehicle, const CityTime &)
{
    SearchRow row;
    row.kind = SearchRow::Kind::Vehicle;
    row.key = keyOf("vehicle", vehicle.rowId());
    const QString brand = line(vehicle.brand);
    row.title = brand.isEmpty()
                  ? words::type(vehicle.type)
                  : Tr::tr("%1 %2", "brand, type").arg(brand, words::type(vehicle.type).toLower());
    row.detail = joined({words::status(vehicle), line(vehicle.lastLocation), words::city(vehicle.city)});
    row.meaning = vehicle.status == VehicleStatus::Removed ? Meaning::Muted : Meaning::Neutral;
    row.link = InspectionLink{InspectionLink::To::ThisVehicle, vehicle.rowId()};
    return row;
}

SearchRow rowOf(const Ride &ride, const CityTime &time)
{
    SearchRow row;
    row.kind = SearchRow::Kind::Ride;
    row.key = keyOf("ride", ride.rowId());
    row.title = time.text(ride.startTime, ride.city);
    const QString to = ride.active() ? Tr::tr("under way") : line(ride.endLocation);
    row.detail = joined({Tr::tr("%1 → %2").arg(line(ride.startLocation), to), words::city(ride.city)});
    row.link = InspectionLink{InspectionLink::To::ThisRide, ride.rowId()};
    return row;
}

} // namespace

SearchRow searchRow(const SearchHit &hit, const CityTime &time)
{
    SearchRow row = std::visit([&time](const auto &value) { return rowOf(value, time); }, hit.row);
    row.choosable = true;
    row.trailing = words::shortId(hit.rowId().id);
    return row;
}

QString headingOf(SearchKind kind)
{
    switch (kind) {
    case SearchKind::User:
        return Tr::tr("Users");
    case SearchKind::Vehicle:
        return Tr::tr("Vehicles");
    case SearchKind::Ride:
        break;
    }
    return Tr::tr("Rides");
}

} // namespace movr
