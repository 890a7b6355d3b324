#pragma once

#include "db/base/result.h"
#include "db/lane/pq_session.h"
#include "db/movr/transactions.h"

#include <QList>
#include <QString>

namespace movr {

/// A transaction ready to be sent: the statement's name, its parameters, and the city that decides its home.
struct StatementCall {
    QString statement; ///< "transactions/start_ride"
    QString action;    ///< "start_ride"
    QString city;
    QList<QString> parameters; ///< a null QString is SQL NULL
};

StatementCall toCall(const SignUp &request, const QString &passwordHash);
StatementCall toCall(const LogIn &request);
StatementCall toCall(const AddVehicle &request);
StatementCall toCall(const StartRide &request);
StatementCall toCall(const EndRide &request);
StatementCall toCall(const ForceEndRide &request);
StatementCall toCall(const TakeOutOfService &request);
StatementCall toCall(const ReturnToService &request);
StatementCall toCall(const RemoveVehicle &request);
StatementCall toCall(const RemoveUser &request);

/// What the statement's one row says. Internal when it says nothing the console knows.
Result<Outcome> toOutcome(const StatementCall &call, const Answer &answer);

/// The user of a log_in answer with the stored hash; no user, no value: a wrong name looks like a wrong password.
struct LoginRow {
    User user;
    QString passwordHash;
};
std::optional<LoginRow> toLoginRow(const Answer &answer);

/// Names of all transaction statements, for the lane to prepare ahead.
QStringList transactionStatements();

} // namespace movr
