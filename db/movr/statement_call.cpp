#include "db/movr/statement_call.h"

#include <QCoreApplication>
#include <QJsonDocument>

namespace movr {

namespace {

QString text(const QUuid &id)
{
    return id.toString(QUuid::WithoutBraces);
}

/// An empty text is a text; only a null one is SQL NULL.
QString given(const QString &value)
{
    return value.isNull() ? QStringLiteral("") : value;
}

StatementCall call(const char *action, const RequestStamp &stamp, const QString &city, QList<QString> more,
                   const char *statement = nullptr)
{
    StatementCall result;
    result.action = QString::fromLatin1(action);
    result.statement = QStringLiteral("transactions/") + QString::fromLatin1(statement ? statement : action);
    result.city = city;
    result.parameters = {text(stamp.requestId), given(stamp.operatorName), given(city)};
    result.parameters += more;
    return result;
}

} // namespace

StatementCall toCall(const SignUp &r, const QString &passwordHash)
{
    return call("sign_up", r.stamp, r.city,
                {text(r.userId), given(r.firstName), given(r.lastName), given(r.email), given(r.username),
                 passwordHash});
}

StatementCall toCall(const LogIn &r)
{
    return {QStringLiteral("transactions/log_in"),
            QStringLiteral("log_in"),
            r.city,
            {given(r.city), given(r.username)}};
}

StatementCall toCall(const AddVehicle &r)
{
    return call("add_vehicle", r.stamp, r.owner.city,
                {text(r.vehicleId), text(r.owner.id), toSql(r.type), given(r.color), given(r.brand),
                 given(r.location)});
}

StatementCall toCall(const StartRide &r)
{
    return call("start_ride", r.stamp, r.vehicle.city,
                {text(r.rideId), text(r.vehicle.id), given(r.rider.city), text(r.rider.id)});
}

StatementCall toCall(const EndRide &r)
{
    return call("end_ride", r.stamp, r.ride.city,
                {text(r.ride.id), given(r.endLocation), r.rider ? given(r.rider->city) : QString(),
                 r.rider ? text(r.rider->id) : QString(), QStringLiteral("end_ride"), QString()});
}

StatementCall toCall(const ForceEndRide &r)
{
    return call(
        "force_end_ride", r.stamp, r.ride.city,
        {text(r.ride.id), QString(), QString(), QString(), QStringLiteral("force_end_ride"), given(r.reason)},
        "end_ride");
}

StatementCall toCall(const TakeOutOfService &r)
{
    return call("take_out_of_service", r.stamp, r.vehicle.city, {text(r.vehicle.id), given(r.reason)});
}

StatementCall toCall(const ReturnToService &r)
{
    return call("return_to_service", r.stamp, r.vehicle.city, {text(r.vehicle.id)});
}

StatementCall toCall(const RemoveVehicle &r)
{
    return call("remove_vehicle", r.stamp, r.vehicle.city, {text(r.vehicle.id)});
}

StatementCall toCall(const RemoveUser &r)
{
    return call("remove_user", r.stamp, r.user.city, {text(r.user.id)});
}

Result<Outcome> toOutcome(const StatementCall &call, const Answer &answer)
{
    const auto verdict =
        answer.rows.size() == 1 ? verdictFromSql(answer.rows.first().value(0)) : std::nullopt;
    if (!verdict) {
        return Failure{FailureKind::Internal,
                       {},
                       {},
                       call.statement,
                       false,
                       QCoreApplication::translate("movr::Failure",
                                                   "The server answered %1 in a way this console does "
                                                   "not know. Is it of another version?")
                           .arg(call.action),
                       {}};
    }
    const auto &row = answer.rows.first();
    Outcome outcome;
    outcome.verdict = *verdict;
    outcome.action = call.action;
    outcome.city = call.city;
    outcome.details = QJsonDocument::fromJson(row.value(1).toUtf8()).object();
    outcome.repeated = row.value(2) == u"t";
    return outcome;
}

std::optional<LoginRow> toLoginRow(const Answer &answer)
{
    if (answer.rows.size() != 1)
        return {};
    const auto &row = answer.rows.first();
    LoginRow login;
    login.user = {QUuid::fromString(row.value(0)),
                  row.value(1),
                  row.value(2),
                  row.value(3),
                  row.value(4),
                  row.value(5),
                  row.value(6) == u"t"};
    login.passwordHash = row.value(7);
    return login;
}

QStringList transactionStatements()
{
    QStringList names;
    for (const char *name : {"start_ride", "end_ride", "log_in", "take_out_of_service", "return_to_service",
                             "add_vehicle", "sign_up", "remove_vehicle", "remove_user"})
        names.append(QStringLiteral("transactions/") + QString::fromLatin1(name));
    return names;
}

} // namespace movr
