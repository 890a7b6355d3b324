#include "models/ride_model.h"

#include "models/presentation/words.h"

namespace movr {

RideModel::RideModel(QObject *parent) : TypedPagedModel<Ride>(parent)
{
    m_columns = {
        {tr("Id"), tr("The first eight characters of the ride's id."), false, false, 9},
        {tr("City"), tr("The city decides in which partition the ride lives."), false, false, 13},
        {tr("Rider"), tr("Username of the rider."), false, false, 14},
        {tr("Vehicle"), tr("Type and brand of the vehicle."), false, false, 16},
        {tr("From"), tr("Where the ride began."), false, false, 15},
        {tr("To"), tr("Where the ride ended."), false, false, 15},
        {tr("Start"), tr("When the ride began, with the time zone."), false, true, 24},
        {tr("End"), tr("When the ride ended, with the time zone, or that it is active."), false, false, 11},
        {tr("Length"), tr("How long the ride took."), true, false, 7},
    };
    setInitialSort(Start, Qt::DescendingOrder);
}

QString RideModel::text(const Ride &ride, int column) const
{
    switch (column) {
    case Id:
        return words::shortId(ride.id);
    case City:
        return words::city(ride.city);
    case Rider:
        return words::username(ride.riderUsername);
    case VehicleName:
        return tr("%1 %2").arg(words::type(ride.vehicleType), ride.vehicleBrand).trimmed();
    case From:
        return ride.startLocation;
    case To:
        return ride.endLocation;
    case Start:
        return time().text(ride.startTime, ride.city);
    case End:
        return ride.active() ? tr("Active") : time().textAfter(ride.startTime, ride.endTime, ride.city);
    case Length:
        return ride.lengthSeconds ? lengthText(*ride.lengthSeconds) : QString();
    default:
        return {};
    }
}

QVariant RideModel::sortValue(const Ride &ride, int column) const
{
    switch (column) {
    case Id:
        return ride.id;
    case City:
        return ride.city;
    case Start:
        return ride.startTime;
    case End:
        return ride.endTime;
    case Length:
        return ride.lengthSeconds ? QVariant(*ride.lengthSeconds) : QVariant();
    default:
        return text(ride, column);
    }
}

QString RideModel::tooltip(const Ride &ride, int column) const
{
    switch (column) {
    case Id:
        return words::fullId(ride.id);
    case Rider:
        return tr("%1 of %2, %3")
            .arg(words::username(ride.riderUsername), words::city(ride.riderCity),
                 words::fullId(ride.riderId));
    case VehicleName:
        return tr("%1, %2").arg(text(ride, column), words::fullId(ride.vehicleId));
    case Start:
        return time().bothText(ride.startTime, ride.city);
    case End:
        return ride.active() ? tr("This ride has not ended yet.") : time().bothText(ride.endTime, ride.city);
    default:
        return text(ride, column);
    }
}

Meaning RideModel::meaning(const Ride &ride, int column) const
{
    if (column == End && ride.active())
        return Meaning::Info;
    return column == Rider && ride.riderUsername.isNull() ? Meaning::Muted : Meaning::Neutral;
}

QString RideModel::keyText(const PageKey &key) const
{
    return CityTime::serverText(key.value(0).toString());
}

} // namespace movr
