#pragma once

#include "db/movr/entities.h"
#include "models/meaning.h"

/// The schema's words in sentence case, translated, as people read them.
namespace movr::words {

QString type(VehicleType type);
/// Available, In ride, Out of service, Removed.
QString status(const Vehicle &vehicle);
Meaning statusMeaning(const Vehicle &vehicle);
/// "new york" as New York, "washington dc" as Washington DC.
QString city(const QString &city);
/// "force_end_ride" as "Force-end ride"; an unknown word without its underscores.
QString action(const QString &action);
/// "done" as "Done", a rule as "Refused: vehicle in ride".
QString outcome(const QString &outcome);
/// The rule as a sentence; the outcome itself when it is no rule.
QString outcomeSentence(const QString &outcome);
Meaning outcomeMeaning(const QString &outcome);
/// "Ride", "Vehicle", "User".
QString subjectKind(const QString &kind);
/// A key of the details: "last_location" as "Last location".
QString detail(const QString &key);
QString yesNo(bool value);
/// A username, or what stands for the one of a removed user.
QString username(const QString &username);
/// The first eight characters of an id: enough to tell rows apart.
QString shortId(const QUuid &id);
QString fullId(const QUuid &id);

} // namespace movr::words
