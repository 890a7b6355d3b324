#include "models/bulk/bulk_plan.h"

#include "models/presentation/words.h"

#include <QCoreApplication>
#include <QHash>

#include <algorithm>

namespace movr {

namespace {

struct Tr {
    Q_DECLARE_TR_FUNCTIONS(movr::BulkPlan)
};

ActionSituation situationOf(const BulkRow &row, const HomeState &home)
{
    ActionSituation situation;
    situation.selection = row;
    situation.home = home(selectedCity(situation));
    return situation;
}

/// Why the action does not apply to a row: its state, in words that follow a number.
QString stateWords(const ActionSituation &situation)
{
    if (situation.home != RegionState::Up)
        return Tr::tr("whose home region is not reachable");
    if (const auto *vehicle = std::get_if<Vehicle>(&situation.selection))
        return words::status(*vehicle).toLower();
    if (const auto *ride = std::get_if<Ride>(&situation.selection))
        return ride->active() ? Tr::tr("active") : Tr::tr("ended");
    return Tr::tr("of another kind");
}

RowId vehicleOf(const BulkRow &row)
{
    const auto *vehicle = std::get_if<Vehicle>(&row);
    return vehicle ? vehicle->rowId() : RowId{};
}

BulkRequest requestFor(ConsoleAction action, const BulkRow &row, const QString &reason,
                       const RequestStamp &stamp)
{
    switch (action) {
    case ConsoleAction::ReturnToService:
        return ReturnToService{stamp, vehicleOf(row)};
    case ConsoleAction::RemoveVehicle:
        return RemoveVehicle{stamp, vehicleOf(row)};
    case ConsoleAction::ForceEndRide: {
        ActionSituation situation;
        situation.selection = row;
        return ForceEndRide{stamp, rideToEnd(situation).value_or(RowId{}), reason};
    }
    default:
        return TakeOutOfService{stamp, vehicleOf(row), reason};
    }
}

} // namespace

QString BulkPlan::leftOutText() const
{
    QStringList parts;
    for (const auto &[words, count] : leftOut)
        parts.append(Tr::tr("%1 %2").arg(count).arg(words));
    return parts.join(Tr::tr(", "));
}

QList<ConsoleAction> bulkActions()
{
    using enum ConsoleAction;
    return {ForceEndRide, TakeOutOfService, ReturnToService, RemoveVehicle};
}

bool isBulkAction(ConsoleAction action)
{
    return bulkActions().contains(action);
}

bool appliesToAny(ConsoleAction action, const QList<BulkRow> &rows, const HomeState &home)
{
    return isBulkAction(action) && std::any_of(rows.cbegin(), rows.cend(), [&](const BulkRow &row) {
               return isOffered(action, situationOf(row, home));
           });
}

BulkPlan planBulk(ConsoleAction action, const QList<BulkRow> &rows, const HomeState &home)
{
    BulkPlan plan;
    plan.action = action;
    plan.selected = int(rows.size());
    QHash<QString, int> others;
    for (const BulkRow &row : rows) {
        const ActionSituation situation = situationOf(row, home);
        if (isBulkAction(action) && isOffered(action, situation))
            plan.rows.append(row);
        else
            ++others[stateWords(situation)];
    }
    for (auto it = others.cbegin(); it != others.cend(); ++it)
        plan.leftOut.append({it.key(), it.value()});
    std::sort(plan.leftOut.begin(), plan.leftOut.end(), [](const auto &a, const auto &b) {
        return a.second != b.second ? a.second > b.second : a.first < b.first;
    });
    return plan;
}

QList<BulkRequest> bulkRequests(const BulkPlan &plan, const QString &reason,
                                const std::function<RequestStamp()> &stamp)
{
    QList<BulkRequest> requests;
    for (const BulkRow &row : plan.rows)
        requests.append(requestFor(plan.action, row, reason, stamp()));
    return requests;
}

} // namespace movr
