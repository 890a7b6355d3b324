#pragma once

#include "db/cluster/embedded_cluster.h"
#include "db/cluster/traffic.h"

#include <QFuture>
#include <QObject>

#include <memory>
#include <thread>

namespace movr {

/// The demo fleet of this process: its cluster is started and ended on a worker thread. GUI thread object.
class Demo : public QObject
{
    Q_OBJECT

public:
    explicit Demo(QObject *parent = nullptr);
    /// Ends a start that is under way, and waits until the servers are down.
    ~Demo() override;

    void start(ClusterOptions options, double traffic);
    EmbeddedCluster *cluster() const { return m_cluster.get(); }
    bool running() const { return m_cluster != nullptr || m_worker.joinable(); }

Q_SIGNALS:
    void progress(const QString &step);
    void ready();
    void failed(const movr::Failure &failure);
    /// The single-region control is there too (after ready), or could not be made.
    void controlReady();
    void controlFailed(const movr::Failure &failure);

private:
    void finish(double traffic);
    void awaitControl();

    std::unique_ptr<EmbeddedCluster> m_cluster;
    std::unique_ptr<Traffic> m_traffic;
    Result<std::unique_ptr<EmbeddedCluster>> m_started; ///< written by the worker, read after it
    std::stop_source m_stop;
    std::thread m_worker;
};

} // namespace movr
