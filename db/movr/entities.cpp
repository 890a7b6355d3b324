#include "db/movr/entities.h"

namespace movr {

QString toSql(VehicleType type)
{
    switch (type) {
    case VehicleType::Bike:
        return QStringLiteral("bike");
    case VehicleType::Scooter:
        return QStringLiteral("scooter");
    case VehicleType::Skateboard:
        return QStringLiteral("skateboard");
    }
    return {};
}

QString toSql(VehicleStatus status)
{
    switch (status) {
    case VehicleStatus::Available:
        return QStringLiteral("available");
    case VehicleStatus::Unavailable:
        return QStringLiteral("unavailable");
    case VehicleStatus::Removed:
        return QStringLiteral("removed");
    }
    return {};
}

std::optional<VehicleType> vehicleTypeFromSql(const QString &word)
{
    for (const auto type : {VehicleType::Bike, VehicleType::Scooter, VehicleType::Skateboard})
        if (toSql(type) == word)
            return type;
    return {};
}

std::optional<VehicleStatus> vehicleStatusFromSql(const QString &word)
{
    for (const auto status : {VehicleStatus::Available, VehicleStatus::Unavailable, VehicleStatus::Removed})
        if (toSql(status) == word)
            return status;
    return {};
}

QString User::fullName() const
{
    return (firstName + u' ' + lastName).trimmed();
}

} // namespace movr
