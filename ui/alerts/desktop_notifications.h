#pragma once

#include <QDBusAbstractInterface>
#include <QDBusPendingReply>
#include <QVariantMap>

namespace movr {

/// org.freedesktop.Notifications, as much of it as is needed. Signals have the names that the bus has for them.
class DesktopNotifications : public QDBusAbstractInterface
{
    Q_OBJECT

public:
    DesktopNotifications(const QString &service, const QDBusConnection &bus, QObject *parent);

    /// `summary` is plain text in every service; the body, which some take for markup, stays empty.
    QDBusPendingReply<uint> show(const QString &program, const QString &summary);

Q_SIGNALS:
    void ActionInvoked(uint id, const QString &action);
    void NotificationClosed(uint id, uint reason);
};

} // namespace movr
