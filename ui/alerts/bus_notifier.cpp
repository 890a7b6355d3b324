#include "ui/alerts/bus_notifier.h"

#include "ui/alerts/desktop_notifications.h"

#include <QDBusPendingCallWatcher>

namespace movr {

BusNotifier::BusNotifier(AlertNotifier *otherwise, QObject *parent, const QDBusConnection &bus,
                         const QString &service)
    : AlertNotifier(parent), m_desktop(new DesktopNotifications(service, bus, this)), m_otherwise(otherwise)
{
    m_otherwise->setParent(this);
    connect(m_otherwise, &AlertNotifier::clicked, this, &AlertNotifier::clicked);
    connect(m_desktop, &DesktopNotifications::ActionInvoked, this, [this](uint id) {
        if (m_shown.contains(id))
            Q_EMIT clicked();
    });
    connect(m_desktop, &DesktopNotifications::NotificationClosed, this,
            [this](uint id) { m_shown.remove(id); });
}

BusNotifier::~BusNotifier() = default;

void BusNotifier::notify(const QString &title, const QString &text)
{
    auto *answer = new QDBusPendingCallWatcher(m_desktop->show(title, text), this);
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
