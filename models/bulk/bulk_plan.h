#pragma once

#include "db/bulk/bulk_request.h"
#include "models/action_rules.h"

#include <QList>
#include <QString>

#include <functional>
#include <utility>

namespace movr {

/// A selected row, whatever its table.
using BulkRow = decltype(ActionSituation::selection);

/// What an action would do to several selected rows: those to which it applies, and why not the others.
struct BulkPlan {
    ConsoleAction action = ConsoleAction::TakeOutOfService;
    QList<BulkRow> rows;                    ///< it applies to these
    QList<std::pair<QString, int>> leftOut; ///< in words and how many: {"in ride", 60}; the most first
    int selected = 0;

    int applicable() const { return int(rows.size()); }
    /// "60 in ride, 28 out of service"; empty when nothing is left out.
    QString leftOutText() const;
};

/// Actions that can be asked for several rows at once.
QList<ConsoleAction> bulkActions();
bool isBulkAction(ConsoleAction action);

/// State of the home region of a city.
using HomeState = std::function<RegionState(const QString &city)>;

/// Whether a plan would have rows.
bool appliesToAny(ConsoleAction action, const QList<BulkRow> &rows, const HomeState &home);

BulkPlan planBulk(ConsoleAction action, const QList<BulkRow> &rows, const HomeState &home);

/// The transactions of the plan, in the order of its rows. `stamp` makes a new request id for each.
QList<BulkRequest> bulkRequests(const BulkPlan &plan, const QString &reason,
                                const std::function<RequestStamp()> &stamp);

} // namespace movr
