#pragma once

#include "db/placement_change/change_record.h"
#include "db/placement_change/change_servers.h"

#include <QStringList>

namespace movr {

/// What a change would do, and what is in its way; nothing is changed by making one.
struct PlacementPlan {
    ChangeRecord record;    ///< without the operator
    QStringList cities;     ///< whose rows it concerns
    QStringList statements; ///< what happens, step by step, in sentences
    QStringList facts;      ///< sizes, expected pause: what one wants to know before
    QStringList problems;   ///< it can't begin because of these; empty: it can

    bool canBegin() const { return problems.isEmpty(); }
};

/// Asks every region, side by side. Blocking, for worker threads.
PlacementPlan planPlacement(ChangeServers &servers, const PlacementRequest &request);

} // namespace movr
