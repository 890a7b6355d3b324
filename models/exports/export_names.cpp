#include "models/exports/export_names.h"

#include "models/action_model.h"
#include "models/ride_model.h"
#include "models/user_model.h"
#include "models/vehicle_model.h"

namespace movr {

namespace {

const char *namesOf(const VehicleQuery &, int column)
{
    switch (column) {
    case VehicleModel::Id:
        return "id";
    case VehicleModel::City:
        return "city";
    case VehicleModel::Type:
        return "type";
    case VehicleModel::Brand:
        return "brand";
    case VehicleModel::Color:
        return "color";
    case VehicleModel::Status:
        return "status active_ride_id"; // in a ride, or out of service
    case VehicleModel::Location:
        return "last_location";
    case VehicleModel::Owner:
        return "owner_username owner_id";
    case VehicleModel::Added:
        return "date_added";
    default:
        return "";
    }
}

const char *namesOf(const RideQuery &, int column)
{
    switch (column) {
    case RideModel::Id:
        return "id";
    case RideModel::City:
        return "city";
    case RideModel::Rider:
        return "rider_username rider_id rider_city";
    case RideModel::VehicleName:
        return "vehicle_type vehicle_brand vehicle_id";
    case RideModel::From:
        return "start_location";
    case RideModel::To:
        return "end_location";
    case RideModel::Start:
        return "start_time";
    case RideModel::End:
        return "end_time";
    case RideModel::Length:
        return "length_seconds";
    default:
        return "";
    }
}

const char *namesOf(const UserQuery &, int column)
{
    switch (column) {
    case UserModel::Username:
        return "username";
    case UserModel::Name:
        return "last_name first_name";
    case UserModel::Email:
        return "email";
    case UserModel::City:
        return "city";
    case UserModel::Owner:
        return "is_owner";
    case UserModel::Id:
        return "id";
    default:
        return "";
    }
}

const char *namesOf(const ActionQuery &, int column)
{
    switch (column) {
    case ActionModel::Time:
        return "acted_at";
    case ActionModel::Action:
        return "action";
    case ActionModel::Subject:
        return "subject_kind subject_id";
    case ActionModel::Outcome:
        return "outcome";
    case ActionModel::Operator:
        return "operator";
    case ActionModel::Reason:
        return "reason";
    case ActionModel::City:
        return "city";
    default:
        return "";
    }
}

} // namespace

QStringList exportNames(const ViewQuery &view, const QList<int> &columns)
{
    QStringList names;
    for (const int column : columns) {
        const char *const words =
            std::visit([column](const auto &one) { return namesOf(one, column); }, view);
        names += QString::fromLatin1(words).split(u' ', Qt::SkipEmptyParts);
    }
    return names;
}

QString tableWord(const ViewQuery &view)
{
    static const QStringList tables{QStringLiteral("vehicles"), QStringLiteral("rides"),
                                    QStringLiteral("users"), QStringLiteral("activity")};
    return tables.value(qsizetype(view.index()));
}

QString suggestedFileName(const ViewScope &scope, const ViewQuery &view, ExportFormat format,
                          const QDate &day)
{
    QString place = !scope.city.isEmpty()   ? scope.city
                  : !scope.region.isEmpty() ? scope.region
                                            : QStringLiteral("all regions");
    for (QChar &letter : place)
        if (!letter.isLetterOrNumber())
            letter = u'-';
    return QStringLiteral("%1-%2-%3%4")
        .arg(tableWord(view), place, day.toString(Qt::ISODate), fileEnding(format));
}

QString fileEnding(ExportFormat format)
{
    return format == ExportFormat::Csv ? QStringLiteral(".csv") : QStringLiteral(".jsonl");
}

} // namespace movr
