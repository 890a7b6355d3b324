#include "app/demo.h"

#include <QElapsedTimer>
#include <QLoggingCategory>
#include <QMetaObject>

namespace movr {

namespace {

Q_LOGGING_CATEGORY(startup, "movr.startup", QtWarningMsg)

} // namespace

Demo::Demo(QObject *parent) : QObject(parent) {}

Demo::~Demo()
{
    m_stop.request_stop();
    if (m_worker.joinable())
        m_worker.join();
    m_traffic.reset();
    m_cluster.reset();
}

void Demo::start(ClusterOptions options, double traffic)
{
    if (running())
        return;
    options.stop = m_stop.get_token();
    m_worker = std::thread([this, options, traffic] {
        QElapsedTimer clock;
        clock.start();
        m_started = EmbeddedCluster::start(options, [this, &clock](const QString &step) {
            qCInfo(startup, "%lld ms: %s", static_cast<long long>(clock.elapsed()), qUtf8Printable(step));
            QMetaObject::invokeMethod(
                this, [this, step] { Q_EMIT progress(step); }, Qt::QueuedConnection);
        });
        QMetaObject::invokeMethod(
            this, [this, traffic] { finish(traffic); }, Qt::QueuedConnection);
    });
}

void Demo::finish(double traffic)
{
    m_worker.join();
    if (!m_started.ok()) {
        Q_EMIT failed(m_started.failure());
        return;
    }
    m_cluster = std::move(m_started).value();
    m_started = Failure{};
    if (traffic > 0) {
        // Riders are near their region: their requests do not cross the desk's links.
        Deployment near = m_cluster->deployment();
        for (Region &region : near.regions)
            for (const auto &endpoint : m_cluster->endpoints())
                if (endpoint.region == region.name)
                    region.connection = endpoint.direct;
        m_traffic = std::make_unique<Traffic>(near, traffic);
    }
    awaitControl();
    Q_EMIT ready();
}

void Demo::awaitControl()
{
    m_worker = std::thread([this] {
        const auto made = m_cluster->waitForSingleRegion();
        QMetaObject::invokeMethod(
            this,
            [this, made] {
                m_worker.join();
                if (made.ok())
                    Q_EMIT controlReady();
                else
                    Q_EMIT controlFailed(made.failure());
            },
            Qt::QueuedConnection);
    });
}

} // namespace movr
