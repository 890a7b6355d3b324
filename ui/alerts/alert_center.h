#pragma once

#include "ui/alerts/alert_watch.h"
#include "ui/window/message.h"

#include <QPointer>

namespace movr {

class AlertLinesDialog;
class AlertNotifier;
class ConsoleContext;
class ConsoleSettings;

/// The window's alert lines: kept in the settings, watched on its fleet, told in the message bar and by the desktop.
class AlertCenter : public QObject
{
    Q_OBJECT

public:
    /// All of them outlive it. `notifier`: nullptr for the desktop's.
    AlertCenter(ConsoleContext *context, ConsoleSettings *settings, QWidget *window,
                AlertNotifier *notifier = nullptr);

    /// For charts: marks(), and marksChanged() when they are others.
    const AlertWatch *watch() const { return m_watch; }
    /// Shows the lines; the dialog, which is there once.
    AlertLinesDialog *open();

Q_SIGNALS:
    void messageWanted(const movr::Message &message);

private:
    void setLines(const QList<AlertLine> &lines);
    void tell(const AlertEvent &event);

    ConsoleContext *m_context;
    ConsoleSettings *m_settings;
    QWidget *m_window;
    AlertNotifier *m_notifier;
    AlertWatch *m_watch;
    QPointer<AlertLinesDialog> m_dialog;
};

} // namespace movr
