#pragma once

#include "db/base/result.h"
#include "db/base/timing.h"
#include "db/movr/entities.h"

#include <QJsonObject>
#include <QString>
#include <QUuid>

#include <optional>

namespace movr {

/// What every changing transaction carries: its request id makes it exactly once, the operator is its trace.
struct RequestStamp {
    QUuid requestId = QUuid::createUuid();
    QString operatorName;
};

struct SignUp {
    RequestStamp stamp;
    QString city;
    QUuid userId = QUuid::createUuid();
    QString firstName, lastName, email, username;
    QString password; ///< hashed (argon2id) on a worker thread; the plain text goes no further
};
struct LogIn {
    QString city, username, password;
};
struct AddVehicle {
    RequestStamp stamp;
    RowId owner;
    QUuid vehicleId = QUuid::createUuid();
    VehicleType type = VehicleType::Bike;
    QString color, brand, location;
};
struct StartRide {
    RequestStamp stamp;
    RowId vehicle;
    RowId rider;
    QUuid rideId = QUuid::createUuid();
};
struct EndRide {
    RequestStamp stamp;
    RowId ride;
    QString endLocation;
    std::optional<RowId> rider; ///< set: only when the ride is theirs
};
struct ForceEndRide {
    RequestStamp stamp;
    RowId ride;
    QString reason;
};
struct TakeOutOfService {
    RequestStamp stamp;
    RowId vehicle;
    QString reason;
};
struct ReturnToService {
    RequestStamp stamp;
    RowId vehicle;
};
struct RemoveVehicle {
    RequestStamp stamp;
    RowId vehicle;
};
struct RemoveUser {
    RequestStamp stamp;
    RowId user;
};

/// What a changing transaction came to: done, or the rule that refused it.
enum class Verdict {
    Done,
    NoSuchVehicle,
    VehicleRemoved,
    VehicleInRide,
    VehicleNotAvailable,
    VehicleAlreadyInService,
    NoSuchUser,
    UserRemoved,
    UserRiding,
    UsernameTaken,
    NoSuchRide,
    RideAlreadyEnded,
    NotTheirRide,
    RiderAlreadyRiding
};

/// The word in operator_actions.outcome ("done", "vehicle_in_ride", ...) and back.
QString toSql(Verdict verdict);
std::optional<Verdict> verdictFromSql(const QString &word);
/// The rule as a sentence for a person.
QString sentence(Verdict verdict);

/// The answer of the home region. A refusal is an answer, not a failure.
struct Outcome {
    Verdict verdict = Verdict::Done;
    QString action;        ///< "start_ride", ...
    QString city;          ///< decides partition and home
    QString partition;     ///< "us_east", ...
    QJsonObject details;   ///< what the record keeps: ids, locations
    bool repeated = false; ///< the request was known already: this is its first outcome
    StatementTiming timing;

    bool done() const { return verdict == Verdict::Done; }
};

/// A rider who proved their password.
struct SignedInRider {
    User user;
    StatementTiming timing;
};

} // namespace movr
