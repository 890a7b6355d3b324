#include "ui/alerts/bus_notifier.h"

#include "ui/alerts/desktop_notifications.h"

#include <QDBusPendingCallWatcher>

namespace movr {

BusNotifier::BusNotifier(AlertNotifier *otherwise, QObject *parent, std::optional<QDBusConnection> bus,
                         QString service)
    : AlertNotifier(parent), m_otherwise(otherwise), m_bus(std::move(bus)), m_service(std::move(service))
{
    m_otherwise->setParent(this);
    connect(m_otherwise, &AlertNotifier::clicked, this, &AlertNotifier::clicked);
}

BusNotifier::~BusNotifier() = default;

DesktopNotifications *BusNotifier::desktop()
{
    if (m_desktop)
        return m_desktop;
    m_desktop = new DesktopNotifications(m_service, m_bus ? *m_bus : QDBusConnection::sessionBus(), this);
    connect(m_desktop, &DesktopNotifications::ActionInvoked, this, [this](uint id) {
        if (m_shown.contains(id))
            Q_EMIT clicked();
    });
    connect(m_desktop, &DesktopNotifications::NotificationClosed, this,
            [this](uint id) { m_shown.remove(id); });
    return m_desktop;
}

void BusNotifier::notify(const QString &title, const QString &text)
{
    auto *answer = new QDBusPendingCallWatcher(desktop()->show(title, text), this);
    const auto take = [this, answer, title, text] {
        answer->deleteLater();
        const QDBusPendingReply<uint> reply = *answer;
        if (reply.isError()) // no bus, or nobody on it who shows anything
            m_otherwise->notify(title, text);
        else
            m_shown.insert(reply.value());
    };
    if (answer->isFinished()) // without a bus it has failed already, and says no more
        take();
    else
        connect(answer, &QDBusPendingCallWatcher::finished, this, take);
}

} // namespace movr
