#pragma once

#include <QObject>
#include <QString>

class QSystemTrayIcon;

namespace movr {

/// Tells the desktop: a seam over its notifications, so that tests can listen.
class AlertNotifier : public QObject
{
    Q_OBJECT

public:
    using QObject::QObject;
    virtual void notify(const QString &title, const QString &text) = 0;

Q_SIGNALS:
    void clicked();
};

/// Through the desktop's tray, where it has one and shows messages; nothing otherwise. The icon comes with the first one.
class TrayNotifier : public AlertNotifier
{
    Q_OBJECT

public:
    using AlertNotifier::AlertNotifier;
    void notify(const QString &title, const QString &text) override;

private:
    QSystemTrayIcon *m_icon = nullptr;
};

} // namespace movr
