#pragma once

#include "db/movr/transaction_lane.h"

#include <QFuture>

#include <functional>

class QObject;

namespace movr {

/// How a transaction finds the home of its city.
struct HomeWay {
    /// The commands lane of the home as it is known now, or why there is none. Owned by the fleet.
    std::function<Result<TransactionLane *>()> home;
    /// Asks for the placement again; home() knows it some time later.
    std::function<void()> readPlacement;
};

/// Sends a transaction to the home of its city. While that home moves, the old one refuses it (WrongHome): then the
/// placement is read again and the same request sent to whichever region is the home now, until the time is up.
/// On the thread of `context`; with it the future ends as cancelled.
QFuture<Result<Outcome>> changeAtHome(QObject *context, StatementCall call, HomeWay way,
                                      std::chrono::milliseconds within = RetryPolicy{}.deadline);

} // namespace movr
