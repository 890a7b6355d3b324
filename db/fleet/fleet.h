#pragma once

#include "db/base/result.h"
#include "db/bulk/bulk_request.h"
#include "db/export/export_request.h"
#include "db/fleet/catalog.h"
#include "db/fleet/deployment.h"
#include "db/fleet/region_status.h"
#include "db/live/row_change.h"
#include "db/movr/pages.h"
#include "db/movr/transactions.h"
#include "db/positions/row_positions.h"
#include "db/search/search_reader.h"
#include "db/servers/server_view.h"

#include <QFuture>
#include <QObject>

#include <memory>

namespace movr {

class BulkChange;
class ExportJob;
class LatencyStore;
class PlacementChange;
class PlacementReader;

/// A deployment that is connected to: the regions' lanes, their state, and everything the console
/// asks of them. Lives on the GUI thread and never blocks it; every answer is a future whose
/// continuation the caller binds to a context object. Destroying it cancels what runs and joins the lanes.
class Fleet : public QObject
{
    Q_OBJECT

public:
    /// `passwords`: region name to password, for regions whose password is in no pgpass file.
    explicit Fleet(Deployment deployment, QHash<QString, QString> passwords = {}, QObject *parent = nullptr);
    ~Fleet() override;

    const Deployment &deployment() const;
    /// Placement as read from the first region that answered; empty before that.
    const Catalog &catalog() const;
    QList<RegionStatus> regions() const; ///< in the deployment's order
    RegionStatus region(const QString &name) const;
    QString nearest() const; ///< name of the Up region with the least round trip; or empty

    /// Whether changes of a region are told as they happen, by changed(); else a view asks again now and then.
    LiveStatus live(const QString &region) const;

    /// What every statement cost, as the lanes measure it. Lives as long as the fleet.
    LatencyStore &latency() const;

    /// Connects the lanes. Signals follow.
    void start();

    /// Views. `view` names the asking view: a newer request of the same view supersedes the older one,
    /// which then ends as Failure{Cancelled}.
    QFuture<Result<VehiclePage>> vehicles(const QString &view, const ViewScope &, const VehicleQuery &);
    QFuture<Result<RidePage>> rides(const QString &view, const ViewScope &, const RideQuery &);
    QFuture<Result<UserPage>> users(const QString &view, const ViewScope &, const UserQuery &);
    QFuture<Result<ActionPage>> actions(const QString &view, const ViewScope &, const ActionQuery &);
    /// Search: every home region is asked for its own cities, side by side, each with an answer of its own, so that
    /// none waits for another. A region known to be down has failed already. Empty: nothing to look for.
    QList<RegionSearch> search(const QString &view, const SearchQuery &);
    void cancel(const QString &view);

    /// Where rows stand in all that a query reads, by the servers' statistics and its first and last row: no row is
    /// counted. Regions that do not answer are left out. Nothing is known of a table without statistics and rows.
    QFuture<Result<RowPositions>> positions(const QString &view, const ViewScope &, const VehicleQuery &);
    QFuture<Result<RowPositions>> positions(const QString &view, const ViewScope &, const RideQuery &);
    QFuture<Result<RowPositions>> positions(const QString &view, const ViewScope &, const UserQuery &);
    QFuture<Result<RowPositions>> positions(const QString &view, const ViewScope &, const ActionQuery &);

    /// Transactions: sent to the home of the city, exactly once, retried within 10 s; where that home moves meanwhile,
    /// at the new one.
    QFuture<Result<Outcome>> signUp(SignUp request);
    QFuture<Result<SignedInRider>> logIn(LogIn request);
    QFuture<Result<Outcome>> addVehicle(AddVehicle request);
    QFuture<Result<Outcome>> startRide(StartRide request);
    QFuture<Result<Outcome>> endRide(EndRide request);
    QFuture<Result<Outcome>> forceEndRide(ForceEndRide request);
    QFuture<Result<Outcome>> takeOutOfService(TakeOutOfService request);
    QFuture<Result<Outcome>> returnToService(ReturnToService request);
    QFuture<Result<Outcome>> removeVehicle(RemoveVehicle request);
    QFuture<Result<Outcome>> removeUser(RemoveUser request);

    /// Many rows in one go, each a transaction of its own; call start() on it.
    std::unique_ptr<BulkChange> changeAll(const QList<BulkRequest> &requests);
    /// Writes all rows of a view to a file, over connections of its own. It has begun, or failed, when this returns;
    /// it goes on when the fleet is gone.
    std::unique_ptr<ExportJob> exportView(const ExportRequest &request);
    /// Where every row lives; connects when it is first asked. Owned by the fleet.
    PlacementReader *placement();
    /// Moves a partition's home or adds a city, over connections of its own, in steps that are kept in the databases.
    std::unique_ptr<PlacementChange> changePlacement() const;

    /// The server's own view of a region; see db/servers/server_view.h.
    QFuture<Result<ServerStatements>> serverStatements(const QString &view, const QString &region);
    QFuture<Result<QList<ServerSession>>> sessions(const QString &view, const QString &region);
    QFuture<Result<QList<FollowerLag>>> followerLags(const QString &view, const QString &region);
    QFuture<Result<CancelOutcome>> cancelSession(const QString &region, const ServerSession &session);

Q_SIGNALS:
    void regionChanged(const QString &name); ///< state, round trip or copy ages
    void catalogChanged();
    void nearestChanged(const QString &name);
    void changed(const movr::ChangeBatch &batch); ///< rows changed by anybody; at most ten times a second
    void liveChanged(const QString &name);

private:
    struct Private;
    std::unique_ptr<Private> d;
};

/// Connects once and tells what is there: used by "Test connection". Five seconds at most.
struct ConnectionReport {
    QString serverVersion; ///< "PostgreSQL 15.18"
    std::chrono::nanoseconds roundTrip{};
    QString declaredRegion; ///< movr.self; empty without a movr schema
    int schemaVersion = 0;  ///< 0: no movr schema yet
};
QFuture<Result<ConnectionReport>> testConnection(const QString &connection, const QString &password);

} // namespace movr
