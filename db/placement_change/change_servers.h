#pragma once

#include "db/fleet/deployment.h"
#include "db/lane/lane.h"
#include "db/lane/pq_session.h"
#include "db/latency/latency_recorder.h"

#include <QHash>
#include <QStringList>

#include <map>
#include <memory>

namespace movr {

/// The servers of a deployment as a change of placement talks to them: a connection each, opened when first asked and
/// again when it was lost. Every call blocks, until its limit at most: for worker threads. Its failures name the region.
class ChangeServers
{
public:
    using Answers = QHash<QString, Result<Answer>>; ///< by region

    /// `recorders`: get what is sent to each region; may be unset.
    ChangeServers(Deployment deployment, const QHash<QString, QString> &passwords,
                  const RecorderSource &recorders = {});

    const Deployment &deployment() const { return m_deployment; }
    QStringList regions() const;
    /// All but some.
    QStringList others(const QStringList &without) const;

    Result<Answer> ask(const QString &region, const QString &statement,
                       const QList<QString> &parameters = {});
    /// The same, side by side.
    Answers askAll(const QStringList &regions, const QString &statement,
                   const QList<QString> &parameters = {});
    /// Tries again while another transaction is in the way (lock time-out, deadlock), for some seconds.
    Result<Answer> insist(const QString &region, const QString &statement, const QList<QString> &parameters);
    /// Runs the texts that a statement makes, each in autocommit and with that limit.
    Result<Done> runGenerated(const QString &region, const QString &statement,
                              const QList<QString> &parameters = {},
                              std::chrono::milliseconds limit = std::chrono::seconds(20));
    /// Ends what is under way as cancelled, and whatever is asked later. Thread-safe.
    void interrupt();
    /// Longest time for one call from now on.
    void setLimit(std::chrono::milliseconds limit) { m_limit = limit; }

private:
    QFuture<Result<Answer>> send(const QString &region, const QString &statement,
                                 const QList<QString> &parameters);

    Deployment m_deployment;
    std::atomic<std::chrono::milliseconds> m_limit{std::chrono::seconds(10)};
    std::map<QString, std::unique_ptr<Lane>> m_lanes;
};

/// The first failure among answers, in the order of the regions.
Result<Done> allOk(const ChangeServers::Answers &answers, const QStringList &regions);

} // namespace movr
