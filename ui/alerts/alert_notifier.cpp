#include "ui/alerts/alert_notifier.h"

#include "ui/theme/theme.h"

#include <QSystemTrayIcon>

namespace movr {

void TrayNotifier::notify(const QString &title, const QString &text)
{
    if (!QSystemTrayIcon::isSystemTrayAvailable() || !QSystemTrayIcon::supportsMessages())
        return;
    if (!m_icon) {
        m_icon = new QSystemTrayIcon(theme::programIcon(), this);
        m_icon->setToolTip(tr("MovR console"));
        connect(m_icon, &QSystemTrayIcon::messageClicked, this, &AlertNotifier::clicked);
        connect(m_icon, &QSystemTrayIcon::activated, this, &AlertNotifier::clicked);
        m_icon->show();
    }
    m_icon->showMessage(title, text, QSystemTrayIcon::Warning);
}

} // namespace movr
