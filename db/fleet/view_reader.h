#pragma once

#include "db/fleet/fleet_state.h"
#include "db/positions/position_estimate.h"
#include "db/positions/row_positions.h"

class QObject;

namespace movr {

/// Reads views from the regions that have their rows: pages, merged in the order of the query, and where rows stand in
/// the whole. Made for Vehicle, Ride, User and OperatorAction with their queries. GUI thread; every answer is a future.
class ViewReader
{
public:
    /// `state` outlives the reader. Continuations are bound to `context`.
    ViewReader(const FleetState &state, QObject *context) : m_state(state), m_context(context) {}

    /// A newer request of the same view supersedes the older one.
    template <class Row, class Query>
    QFuture<Result<Page<Row>>> page(const QString &view, const ViewScope &scope, const Query &query,
                                    Lane::Turn turn = Lane::Turn::Usual);
    /// By the servers' statistics and the query's first and last row. Waits behind the pages that are asked for.
    template <class Row, class Query>
    QFuture<Result<RowPositions>> positions(const QString &view, const ViewScope &scope, const Query &query);
    void cancel(const QString &view);

private:
    template <class Query>
    QFuture<QList<AskedPart>> statistics(const QString &view, const ViewScope &scope, const Query &query);
    template <class Row, class Query>
    QFuture<std::optional<PageKey>> end(const QString &view, const ViewScope &scope, Query query,
                                        PageDirection direction);

    const FleetState &m_state;
    QObject *m_context;
};

} // namespace movr
