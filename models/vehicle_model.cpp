#include "models/vehicle_model.h"

#include "models/presentation/words.h"

namespace movr {

VehicleModel::VehicleModel(QObject *parent) : TypedPagedModel<Vehicle>(parent)
{
    m_columns = {
        {tr("Id"), tr("The first eight characters of the vehicle's id."), false, false, 9},
        {tr("City"), tr("The city decides in which partition the vehicle lives."), false, false, 13},
        {tr("Type"), tr("Bike, scooter or skateboard."), false, false, 10},
        {tr("Brand"), tr("Brand of the vehicle."), false, false, 12},
        {tr("Color"), tr("Color of the vehicle."), false, false, 8},
        {tr("Status"),
         tr("Available, in a ride, out of service or removed. Whether a vehicle that is not available is in "
            "a ride "
            "is known by its ride: in this order the two stand together, by the day they were added."),
         false, true, 13, tr("In a ride and out of service stand together, by the day added")},
        {tr("Location"), tr("Where it was last left."), false, false, 28},
        {tr("Owner"), tr("Username of the owner."), false, false, 16},
        {tr("Added"), tr("The day it joined the fleet."), false, true, 10},
    };
    setInitialSort(Added, Qt::DescendingOrder);
}

VehicleSort VehicleModel::sortKey() const
{
    return sortColumn() == Status ? VehicleSort::Status : VehicleSort::DateAdded;
}

QString VehicleModel::text(const Vehicle &vehicle, int column) const
{
    switch (column) {
    case Id:
        return words::shortId(vehicle.id);
    case City:
        return words::city(vehicle.city);
    case Type:
        return words::type(vehicle.type);
    case Brand:
        return vehicle.brand;
    case Color:
        return vehicle.color;
    case Status:
        return words::status(vehicle);
    case Location:
        return vehicle.lastLocation;
    case Owner:
        return words::username(vehicle.ownerUsername);
    case Added:
        return vehicle.dateAdded.toString(Qt::ISODate);
    default:
        return {};
    }
}

QVariant VehicleModel::sortValue(const Vehicle &vehicle, int column) const
{
    switch (column) {
    case Id:
        return vehicle.id;
    case City:
        return vehicle.city;
    case Status:
        return toSql(vehicle.status);
    case Added:
        return vehicle.dateAdded;
    default:
        return text(vehicle, column);
    }
}

QString VehicleModel::tooltip(const Vehicle &vehicle, int column) const
{
    switch (column) {
    case Id:
        return words::fullId(vehicle.id);
    case Status:
        return vehicle.inRide() ? tr("In ride %1").arg(words::fullId(*vehicle.activeRide))
                                : words::status(vehicle);
    case Owner:
        return tr("%1, %2").arg(words::username(vehicle.ownerUsername), words::fullId(vehicle.ownerId));
    default:
        return text(vehicle, column);
    }
}

Meaning VehicleModel::meaning(const Vehicle &vehicle, int column) const
{
    if (column == Status)
        return words::statusMeaning(vehicle);
    const bool muted =
        vehicle.status == VehicleStatus::Removed || (column == Owner && vehicle.ownerUsername.isNull());
    return muted ? Meaning::Muted : Meaning::Neutral;
}

QString VehicleModel::keyText(const PageKey &key) const
{
    if (sortColumn() != Status)
        return key.value(0).toString();
    Vehicle like;
    like.status = vehicleStatusFromSql(key.value(0).toString()).value_or(VehicleStatus::Available);
    const QString status =
        like.status == VehicleStatus::Unavailable ? tr("In ride or out of service") : words::status(like);
    return tr("%1, added %2").arg(status, key.value(1).toString());
}

} // namespace movr
