#pragma once

#include "db/lane/lane.h"
#include "db/placement/placement.h"
#include "db/placement/statement_locality.h"

#include <QFuture>

#include <optional>

namespace movr {

/// A statement as it would be sent: its text, and what is bound in it, for each server it is sent to.
struct PlannedStatement {
    QString name;  ///< "views/rides_by_start_desc"
    QString asked; ///< translated
    bool changes = false;
    QByteArray text;                           ///< with $n
    QHash<QString, QList<QString>> parameters; ///< by region: only regions it is sent to
};

/// Every statement that the console sends to a fleet, with the cities of this one.
QList<PlannedStatement> plannedStatements(const Placement &placement);

/// The plans of those that are sent to `region`, the lane's, in their order, in one round trip. With `failure` set nothing is
/// asked, and every plan has it.
QFuture<QList<StatementPlan>> explainOn(Lane &lane, const QList<PlannedStatement> &statements,
                                        const QString &region, const std::optional<Failure> &failure);

/// Puts the plans of all regions together, and says what they mean.
QList<StatementLocality> localitiesOf(const Placement &placement, const QList<PlannedStatement> &statements,
                                      const QList<StatementPlan> &plans);

} // namespace movr
