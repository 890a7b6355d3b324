#pragma once

#include "db/lane/lane.h"
#include "db/lane/sql_session.h"
#include "db/movr/pages.h"

#include <QFuture>

namespace movr {

/// One server's part of a page: which of its cities are asked for.
struct PagePart {
    QString region;
    QStringList cities;
    QList<QByteArray> timeZones; ///< the cities' own (IANA ids), as many
};

/// Reads one part on the queries lane. One row more than the limit is read, to know whether there are more.
/// `queued` and `total` of the timing count from the call. `atMost`: gives up then, where the view's own deadline (15 s;
/// 300 s where no index serves the filter) is later.
QFuture<Result<VehiclePage>> readPage(Lane &lane, const QString &view, const PagePart &, const QString &city,
                                      const VehicleQuery &, Lane::Turn = Lane::Turn::Usual,
                                      std::chrono::milliseconds atMost = std::chrono::milliseconds::max());
QFuture<Result<RidePage>> readPage(Lane &lane, const QString &view, const PagePart &, const QString &city,
                                   const RideQuery &, Lane::Turn = Lane::Turn::Usual,
                                   std::chrono::milliseconds atMost = std::chrono::milliseconds::max());
QFuture<Result<UserPage>> readPage(Lane &lane, const QString &view, const PagePart &, const QString &city,
                                   const UserQuery &, Lane::Turn = Lane::Turn::Usual);
QFuture<Result<ActionPage>> readPage(Lane &lane, const QString &view, const PagePart &, const QString &city,
                                     const ActionQuery &, Lane::Turn = Lane::Turn::Usual);

/// A view's statement and the values that are bound in it, as readPage() sends them. The last `keyColumns` columns of
/// its rows are the sort key as text.
struct ViewStatement {
    QString name; ///< "views/rides_by_start_desc"
    SqlSession::Binding binding;
    int keyColumns = 0;
};
ViewStatement viewStatement(const PagePart &, const QString &city, const VehicleQuery &);
ViewStatement viewStatement(const PagePart &, const QString &city, const RideQuery &);
ViewStatement viewStatement(const PagePart &, const QString &city, const UserQuery &);
ViewStatement viewStatement(const PagePart &, const QString &city, const ActionQuery &);

/// The names of all view statements, for the lane to prepare ahead.
QStringList viewStatements();
/// What a session for views sets, as libpq's keyword options takes it.
QString viewSessionOptions();

} // namespace movr
