#pragma once

#include <QDate>
#include <QDateTime>
#include <QJsonObject>
#include <QMetaType>
#include <QString>
#include <QUuid>

#include <optional>

namespace movr {

enum class VehicleType { Bike, Scooter, Skateboard };
enum class VehicleStatus { Available, Unavailable, Removed };

/// The words of the schema ("bike", "available", ...) and back.
QString toSql(VehicleType type);
QString toSql(VehicleStatus status);
std::optional<VehicleType> vehicleTypeFromSql(const QString &word);
std::optional<VehicleStatus> vehicleStatusFromSql(const QString &word);

/// A row is known by city and id; the city says in which partition it lives.
struct RowId {
    QString city;
    QUuid id;
    bool operator==(const RowId &) const = default;
};

struct User {
    QUuid id;
    QString city;
    QString firstName;
    QString lastName;
    QString email;
    QString username; ///< null (isNull) when the user was removed
    bool isOwner = false;
    bool riding = false; ///< in their own city, as far as the view that read it knows

    bool removed() const { return username.isNull(); }
    QString fullName() const;
    RowId rowId() const { return {city, id}; }
    bool operator==(const User &) const = default;
};

struct Vehicle {
    QUuid id;
    QString city;
    VehicleType type = VehicleType::Bike;
    QUuid ownerId;
    QString ownerUsername; ///< null when the owner was removed
    QDate dateAdded;
    VehicleStatus status = VehicleStatus::Available;
    QString lastLocation;
    QString color;
    QString brand;
    std::optional<QUuid> activeRide; ///< the ride it is in now
    RowId activeRider;               ///< and whose that is; of no account without one

    bool inRide() const { return activeRide.has_value(); }
    bool outOfService() const { return status == VehicleStatus::Unavailable && !inRide(); }
    RowId rowId() const { return {city, id}; }
    bool operator==(const Vehicle &) const = default;
};

struct Ride {
    QUuid id;
    QString city;
    QUuid vehicleId;
    VehicleType vehicleType = VehicleType::Bike;
    QString vehicleBrand;
    QUuid riderId;
    QString riderCity;
    QString riderUsername; ///< null when the rider was removed
    QString startLocation;
    QString endLocation; ///< null while active
    QDateTime startTime; ///< UTC
    QDateTime endTime;   ///< UTC; invalid while active
    std::optional<qint64> lengthSeconds;

    bool active() const { return !endTime.isValid(); }
    RowId rowId() const { return {city, id}; }
    RowId rider() const { return {riderCity, riderId}; }
    RowId vehicle() const { return {city, vehicleId}; }
    bool operator==(const Ride &) const = default;
};

/// One line of the record: who did what to what, why, when, and how it ended.
struct OperatorAction {
    QString city;
    QUuid requestId;
    QString action; ///< "start_ride", ... (see transactions.h)
    QString operatorName;
    QString subjectKind; ///< "user", "vehicle" or "ride"
    QUuid subjectId;
    QString reason;  ///< may be null
    QString outcome; ///< "done" or the rule that refused
    QJsonObject details;
    QDateTime actedAt; ///< UTC

    RowId rowId() const { return {city, requestId}; }
    bool operator==(const OperatorAction &) const = default;
};

} // namespace movr
