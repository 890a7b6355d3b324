#include "ui/dialogs/subject_text.h"

#include "models/presentation/words.h"

#include <QCoreApplication>

namespace movr {

namespace {

QString say(const char *text)
{
    return QCoreApplication::translate("movr::subjectText", text);
}

QString typeWord(VehicleType type)
{
    return words::type(type).toLower();
}

} // namespace

QString subjectText(const Vehicle &vehicle)
{
    return say("%1 %2 %3 in %4")
        .arg(vehicle.brand, typeWord(vehicle.type), words::shortId(vehicle.id), words::city(vehicle.city));
}

QString subjectText(const User &user)
{
    return say("user %1 (%2) in %3")
        .arg(words::username(user.username), user.fullName(), words::city(user.city));
}

QString subjectText(const Ride &ride)
{
    return say("ride of %1 on the %2 %3 in %4")
        .arg(words::username(ride.riderUsername), ride.vehicleBrand, typeWord(ride.vehicleType),
             words::city(ride.city));
}

QString subjectText(const ActionSituation &situation)
{
    return std::visit(
        []<class Row>(const Row &row) {
            if constexpr (std::is_same_v<Row, std::monostate> || std::is_same_v<Row, OperatorAction>)
                return QString();
            else
                return subjectText(row);
        },
        situation.selection);
}

} // namespace movr
