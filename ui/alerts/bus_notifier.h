#pragma once

#include "ui/alerts/alert_notifier.h"

#include <QDBusConnection>
#include <QSet>

#include <optional>

namespace movr {

class DesktopNotifications;

/// Through the desktop's notification service; where there is none, through another notifier. Nobody waits for the
/// service: its answer arrives by itself. The session bus is looked for with the first notification, not at start-up.
class BusNotifier : public AlertNotifier
{
    Q_OBJECT

public:
    /// `otherwise` becomes this one's child. `bus`: unset for the session's; one from peer to peer has no names of services.
    explicit BusNotifier(AlertNotifier *otherwise, QObject *parent = nullptr,
                         std::optional<QDBusConnection> bus = {},
                         QString service = QStringLiteral("org.freedesktop.Notifications"));
    ~BusNotifier() override;
    void notify(const QString &title, const QString &text) override;

private:
    DesktopNotifications *desktop();

    AlertNotifier *m_otherwise;
    std::optional<QDBusConnection> m_bus;
    const QString m_service;
    DesktopNotifications *m_desktop = nullptr; ///< child; there once something was to be told
    QSet<uint> m_shown;                        ///< those of ours: the bus tells everybody of every click
};

} // namespace movr
