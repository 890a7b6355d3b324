#include "db/live/change_feed.h"

#include "db/latency/latency_store.h"
#include "db/live/change_listener.h"

namespace movr {

ChangeFeed::ChangeFeed(const Deployment &deployment, const QHash<QString, QString> &passwords,
                       QObject *parent)
    : QObject(parent), m_deployment(deployment), m_passwords(passwords)
{
    m_timer.setSingleShot(true);
    connect(&m_timer, &QTimer::timeout, this, &ChangeFeed::deliver);
}

ChangeFeed::~ChangeFeed()
{
    requestStop();
}

void ChangeFeed::start()
{
    for (const Region &region : std::as_const(m_deployment.regions)) {
        const QString name = region.name;
        ConnectionSettings settings{
            name, region.connection, m_passwords.value(name), QStringLiteral("movr-console changes"), {}};
        m_listeners[name] = std::make_unique<ChangeListener>(
            std::move(settings), [this](const ChangeBatch &changes) { put(changes); },
            [this, name](const LiveStatus &status) {
                QMetaObject::invokeMethod(
                    this,
                    [this, name, status] {
                        m_statuses[name] = status;
                        Q_EMIT statusChanged(name);
                    },
                    Qt::QueuedConnection);
            },
            m_latency ? m_latency->recorder(name) : nullptr);
    }
}

void ChangeFeed::requestStop()
{
    for (const auto &[name, listener] : m_listeners)
        listener->requestStop();
}

LiveStatus ChangeFeed::status(const QString &region) const
{
    return m_statuses.value(region);
}

void ChangeFeed::regionSeen(const QString &region, RegionState state)
{
    const RegionState before = m_seen.value(region, RegionState::Connecting);
    m_seen[region] = state;
    const auto listener = m_listeners.find(region);
    if (state != before && before != RegionState::Connecting && listener != m_listeners.end())
        listener->second->nudge();
}

void ChangeFeed::put(const ChangeBatch &changes)
{
    if (m_mailbox.put(changes))
        QMetaObject::invokeMethod(this, &ChangeFeed::arrived, Qt::QueuedConnection);
}

void ChangeFeed::arrived()
{
    const std::chrono::milliseconds since =
        m_delivered.isValid() ? std::chrono::milliseconds(m_delivered.elapsed()) : batchInterval;
    if (since >= batchInterval)
        deliver();
    else if (!m_timer.isActive())
        m_timer.start(batchInterval - since);
}

void ChangeFeed::deliver()
{
    m_delivered.start();
    if (const ChangeBatch batch = m_mailbox.take(); !batch.isEmpty())
        Q_EMIT changed(batch);
}

} // namespace movr
