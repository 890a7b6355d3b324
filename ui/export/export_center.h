#pragma once

#include "ui/pages/table_page.h"
#include "ui/window/message.h"

#include <QList>
#include <QObject>
#include <QPointer>

class QDialog;
class QWidget;

namespace movr {

class ConsoleContext;
class ConsoleSettings;
class ExportDialog;
struct ExportSummary;

/// Opens exports, several at a time if need be, tells of their end, and ends them with the fleet.
class ExportCenter : public QObject
{
    Q_OBJECT

public:
    /// `window`: the dialogs' parent. All three outlive the center.
    ExportCenter(ConsoleContext *context, ConsoleSettings *settings, QWidget *window);

    /// Asks for an export of that view; nullptr without a fleet.
    QDialog *open(const ViewSnapshot &view);
    /// Exports that run now.
    int running() const;

Q_SIGNALS:
    void messageWanted(const movr::Message &message);

private:
    void leaveFleet();
    void tell(const ExportSummary &summary);

    ConsoleContext *m_context;
    ConsoleSettings *m_settings;
    QWidget *m_window;
    QList<QPointer<ExportDialog>> m_dialogs;
};

} // namespace movr
