#pragma once

#include "db/base/result.h"
#include "db/lane/pq_session.h"
#include "db/placement_change/placement_request.h"

#include <QDateTime>
#include <QHash>
#include <QUuid>

#include <optional>

namespace movr {

/// Where one server stands in a change: movr.placement_changes.state, in its order.
enum class ChangeState { Begun, Prepared, Held, Switched, Undoing, Done, Undone };
std::optional<ChangeState> changeStateFromSql(const QString &word);

/// A change as every server notes it.
struct ChangeRecord {
    QUuid id;
    PlacementRequest request;
    QString partition;
    QString oldHome; ///< empty: add a city
    QString newHome;
    QString operatorName;
    QDateTime begunAt; ///< UTC, by the first server's clock

    bool moves() const { return std::holds_alternative<MoveHome>(request); }
};

/// A change that is at its end nowhere, or not everywhere.
struct OpenChange {
    ChangeRecord record;
    QHash<QString, ChangeState> states; ///< by region, of those that answered and know it
    QStringList silent;                 ///< regions that did not answer

    /// The new home has taken over, or is known to be about to: it can only be brought to its end.
    bool onlyForward() const;
    /// Some region is back in its former state: it can only be undone.
    bool onlyBack() const;
};

/// Parameters of placement_change/begin after the attempt and the operator.
QList<QString> toParameters(const ChangeRecord &record);
/// A row of placement_change/open_changes.
struct NotedChange {
    ChangeRecord record;
    ChangeState state = ChangeState::Begun;
};
std::optional<NotedChange> toNotedChange(const QList<QString> &row);

} // namespace movr
