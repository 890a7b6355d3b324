#pragma once

#include "db/base/result.h"
#include "db/fleet/deployment.h"
#include "db/latency/latency_recorder.h"
#include "db/placement/definition.h"
#include "db/placement/placement.h"
#include "db/placement/row_placement.h"
#include "db/placement/statement_locality.h"

#include <QFuture>
#include <QHash>
#include <QObject>

#include <functional>
#include <memory>

namespace movr {

class Watchdog;

/// What the fleet's probe knows of a region at this moment.
struct RegionNow {
    bool down = false;
    Failure failure; ///< why, when down
    std::optional<std::chrono::nanoseconds> roundTrip;
};

/// Reads where everything lives from the catalogs of every region side by side, over connections of its own (one a region
/// for readings, one for looking things up, each made when first needed): the pages' lanes never wait for it. It only reads. Lives on the GUI thread and never blocks it; destroying it
/// cancels what runs and joins. Answers are futures; bind continuations to a context object.
class PlacementReader : public QObject
{
    Q_OBJECT

public:
    struct Options {
        QHash<QString, QString> passwords; ///< by region; empty: pgpass
        /// What the probe knows; without it every region is asked, and round trips are measured with the reading.
        std::function<RegionNow(const QString &region)> now;
        /// Gets what is sent to a region; may be unset.
        RecorderSource recorder;
        FindingLimits limits;
        std::chrono::milliseconds deadline{5'000};        ///< of a reading, connecting included
        std::chrono::milliseconds exactDeadline{300'000}; ///< of a reading with exact counts
    };
    PlacementReader(Deployment deployment, Options options, std::shared_ptr<Watchdog> watchdog = {},
                    QObject *parent = nullptr);
    ~PlacementReader() override;

    /// All regions' placement and findings. A region that fails is marked in it and leaves the rest; a failure only when
    /// no region answered. A newer read() supersedes a running one: Failure{Cancelled}. A copy that seems to lag for the
    /// first time is looked at again a moment later: the first beat after a silence makes every copy look old.
    /// `exact`: rows are counted, which scans the tables at their homes; without it no table is read.
    QFuture<Result<Placement>> read(bool exact = false);
    /// Ends a running read() as Cancelled.
    void cancel();
    /// The last reading that was ok; empty before that.
    const std::optional<Placement> &last() const;

    /// Where a row lives: every region is asked for it by its primary key. Makes a reading when there is none of
    /// the last minute.
    QFuture<Result<RowPlacement>> locate(RowKind kind, const RowId &row);
    /// The DDL of a table as a region has it. `table` as PlacedTable::name.
    QFuture<Result<Definition>> definition(const QString &table, const QString &region);
    /// Explains every statement that the console sends where it sends it: runs those that read, once, and plans those that
    /// change. Changes nothing.
    QFuture<Result<QList<StatementLocality>>> localities();

Q_SIGNALS:
    /// After each read() that was ok.
    void placementRead();

private:
    struct Private;
    std::unique_ptr<Private> d;
};

} // namespace movr
