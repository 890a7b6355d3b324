#pragma once

#include "db/latency/latency_recorder.h"
#include "db/placement_change/change_progress.h"
#include "db/placement_change/placement_plan.h"

#include <QFuture>
#include <QObject>

#include <functional>
#include <memory>

namespace movr {

class ChangeRun;

/// A guided change of placement: move a partition's home, or add a city. Plan first, then carry out what was planned;
/// or find a change that some console left behind, and bring it to its end or undo it.
///
/// Works over connections and a thread of its own, so the fleet's lanes are not kept. Lives on the GUI thread and never
/// blocks it. Destroyed while it runs, it undoes what can be undone and waits for that, some seconds at most; what is
/// left is in the databases. One change at a time.
class PlacementChange : public QObject
{
    Q_OBJECT

public:
    /// `recorders`: get what is sent to each region; may be unset.
    PlacementChange(const Deployment &deployment, const QHash<QString, QString> &passwords,
                    const RecorderSource &recorders = {}, QObject *parent = nullptr);
    ~PlacementChange() override;

    QFuture<PlacementPlan> plan(const PlacementRequest &request);
    QFuture<Result<std::optional<OpenChange>>> findOpen();

    /// Carries a plan out, if canBegin(). progressed() and finished() follow.
    void begin(const PlacementPlan &plan, const QString &operatorName);
    /// Takes an open change over; from another console too, whose next step is refused then.
    void resume(const OpenChange &open, bool forward, const QString &operatorName);
    /// Undoes it, as long as the new home has not taken over.
    void cancel();

    bool isRunning() const;
    const ChangeProgress &progress() const;
    /// Of the last begin() or resume(), once it has finished.
    const std::optional<ChangeEnd> &end() const;

    /// How long regions that do not answer are waited for; 30 s by default. Before begin().
    void setPatience(std::chrono::milliseconds patience);
    /// For tests of faults: called on the working thread before a statement is sent to a region.
    void setBefore(std::function<void(const QString &statement, const QString &region)> before);

Q_SIGNALS:
    void progressed();
    void finished(); ///< once for each begin() and resume()

private:
    void carryOut(const ChangeRecord &record, std::function<ChangeEnd(ChangeRun &)> work);

    struct Private;
    std::unique_ptr<Private> d;
};

} // namespace movr
