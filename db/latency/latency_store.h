#pragma once

#include "db/latency/latency_figures.h"
#include "db/latency/latency_recorder.h"
#include "db/latency/statement_totals.h"

#include <QFuture>
#include <QList>

#include <chrono>
#include <functional>
#include <memory>

namespace movr {

/// All that this console measured in the last 24 hours, at one-second resolution, for each region and statement that
/// occurred. Lanes write through recorders without ever waiting; a thread of its own collects the samples, and answers
/// what is asked, so that neither the GUI nor a lane waits for the other. All methods are thread-safe and return at once;
/// answers are plain values.
///
/// Memory: at most `memoryLimit` for the measurements (hours get minutes for seconds, oldest first, and are forgotten last), plus 128 kB a lane and 17 kB for each region and statement of the current minute.
class LatencyStore
{
public:
    struct Options {
        std::chrono::milliseconds collectEvery{200};
        std::size_t memoryLimit = std::size_t(128) << 20;
        /// For tests: a clock that can be set. Called on the store's thread.
        std::function<std::chrono::system_clock::time_point()> wallClock;
    };
    LatencyStore();
    explicit LatencyStore(Options options);
    ~LatencyStore(); ///< rolls up what is left of the last minute first

    /// For one lane. It may outlive the store.
    std::shared_ptr<LatencyRecorder> recorder(const QString &region);

    /// Percentiles by region in steps of `step` from window.from on. Steps are whole seconds, at least 1.
    QFuture<LatencyCurves> curves(LatencyScope scope, TimeWindow window, std::chrono::seconds step);
    /// A line a statement, sorted by name; `byRegion`: a line a statement and region.
    QFuture<QList<StatementFigures>> table(LatencyScope scope, TimeWindow window, bool byRegion);
    /// By region and statement, to be added up with what the history has.
    QFuture<QList<StatementTotals>> totals(LatencyScope scope, TimeWindow window);
    /// From here on everything that this console measured is here, by the clock as it goes now: what was before has to
    /// come from the history. Invalid before the first sample.
    QFuture<QDateTime> since();

    /// Gets each minute once it is over (and what is left when the store ends), on the store's thread. At most one.
    void setRollUpSink(std::function<void(const QList<LatencyRollUp> &)> sink);

    /// What the measurements take, in bytes.
    QFuture<std::size_t> memoryUsed();

private:
    struct Private;
    std::unique_ptr<Private> d;
};

/// The last `length` until `now`: what "the last 5 minutes" means.
TimeWindow windowUntil(const QDateTime &now, std::chrono::seconds length);
/// A step that gives a curve of that window a hundred to three hundred points: 1 s for 5 minutes, 15 s for an hour,
/// 5 min for a day.
std::chrono::seconds stepFor(const TimeWindow &window);

} // namespace movr
