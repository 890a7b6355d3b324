#pragma once

#include "ui/alerts/alert_notifier.h"

#include <QDBusConnection>
#include <QSet>

namespace movr {

class DesktopNotifications;

/// Through the desktop's notification service on the session bus; where there is none, through another notifier. notify()
/// never waits: the service's answer arrives by itself. Making one asks the bus daemon who has that name, as Qt's own parts
/// do when a window is first shown: at the program's start, not while somebody works.
class BusNotifier : public AlertNotifier
{
    Q_OBJECT

public:
    /// `otherwise` becomes this one's child. `service`: empty on a connection from peer to peer.
    explicit BusNotifier(AlertNotifier *otherwise, QObject *parent = nullptr,
                         const QDBusConnection &bus = QDBusConnection::sessionBus(),
                         const QString &service = QStringLiteral("org.freedesktop.Notifications"));
    ~BusNotifier() override;
    void notify(const QString &title, const QString &text) override;

private:
    DesktopNotifications *m_desktop;
    AlertNotifier *m_otherwise;
    QSet<uint> m_shown; ///< those of ours: the bus tells everybody of every click
};

} // namespace movr
