#pragma once

#include "db/movr/entities.h"

#include <QString>
#include <QUuid>

namespace movr {

/// Whom one round of the seven tasks makes up: a person with a vehicle and a ride, of ids and a name of their own.
struct JourneyPerson {
    QString city;
    QString passwordHash; ///< made once, before anything is measured
    QString username = QStringLiteral("journey-") + QUuid::createUuid().toString(QUuid::Id128);
    QUuid userId = QUuid::createUuid();
    QUuid vehicleId = QUuid::createUuid();
    QUuid rideId = QUuid::createUuid();

    RowId user() const { return {city, userId}; }
    RowId vehicle() const { return {city, vehicleId}; }
    RowId ride() const { return {city, rideId}; }

    static QString operatorName() { return QStringLiteral("journey"); }
    static QString startLocation() { return QStringLiteral("Journey's start"); }
    static QString endLocation() { return QStringLiteral("Journey's end"); }
};

} // namespace movr
