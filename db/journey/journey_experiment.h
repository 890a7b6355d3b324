#pragma once

#include "db/base/result.h"
#include "db/fleet/deployment.h"
#include "db/journey/journey_report.h"

#include <QHash>
#include <QObject>

#include <chrono>
#include <memory>

namespace movr {

struct JourneyRequest {
    Deployment multiRegion;
    Deployment singleRegion;
    QHash<QString, QString> passwords; ///< by region name, where no pgpass file has them
    QString from;                      ///< the desk's place, for the report; decides nothing
    QString city;    ///< whose tasks; empty: the first city at home in the nearest region of `multiRegion`
    int repeat = 20; ///< rounds of the seven tasks in each way, 1 to 10,000
    int viewRows = 25;
    std::chrono::milliseconds deadline{10'000}; ///< of one task, retries in it: then it has timed out
};

/// The experiment that made MovR known: the reference's seven tasks, a few rounds in each of the three ways in turn, so
/// that a slow moment meets all of them. One round in each way comes first and is not counted. A task that
/// failed or timed out is reported as such and has no part in any figure; a way in which three rounds in a row had no
/// answer at all is given up, and its other tasks are reported as not run. Runs on a thread of its own; the signals come
/// on this object's thread. What it made it takes out of use again (removed users and vehicles stay as rows).
class JourneyExperiment : public QObject
{
    Q_OBJECT

public:
    explicit JourneyExperiment(JourneyRequest request, QObject *parent = nullptr);
    /// Cancels, and waits for the tidying up: where that must not take time, cancel() and let finished() delete it.
    ~JourneyExperiment() override;

    void start();
    /// It finishes soon, with what was measured until then and JourneyReport::cancelled.
    void cancel();

Q_SIGNALS:
    void progress(const movr::JourneyProgress &progress);
    void finished(const movr::JourneyReport &report);
    /// It could not begin: no region of a deployment answers, or the city is unknown; or it was cancelled before
    /// the first task.
    void failed(const movr::Failure &failure);

private:
    struct Private;
    std::unique_ptr<Private> d;
};

} // namespace movr
