#include "db/cluster/traffic.h"

#include "db/cluster/traffic_worker.h"

namespace movr {

Traffic::Traffic(const Deployment &deployment, double perSecond)
    : m_worker(std::make_unique<TrafficWorker>(deployment, perSecond))
{
    m_worker->moveToThread(&m_thread);
    QObject::connect(&m_thread, &QThread::started, m_worker.get(),
                     [worker = m_worker.get()] { worker->start(); });
    QObject::connect(
        &m_thread, &QThread::finished, m_worker.get(), [worker = m_worker.get()] { worker->stop(); },
        Qt::DirectConnection);
    m_thread.setObjectName(QStringLiteral("traffic"));
    m_thread.start();
}

Traffic::~Traffic()
{
    m_thread.quit();
    m_thread.wait();
}

Traffic::Counts Traffic::counts() const
{
    return m_worker->counts();
}

} // namespace movr
