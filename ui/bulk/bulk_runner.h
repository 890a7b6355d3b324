#pragma once

#include "models/bulk/bulk_plan.h"
#include "ui/pages/table_page.h"
#include "ui/window/message.h"

#include <QList>
#include <QObject>
#include <QPointer>

class QDialog;
class QWidget;

namespace movr {

class BulkDialog;
class ConsoleContext;

/// Carries one action out on several rows: says beforehand on how many of them it can act and why not on the others,
/// asks once, and shows what came of each.
class BulkRunner : public QObject
{
    Q_OBJECT

public:
    /// `window`: the dialogs' parent; both outlive the runner.
    BulkRunner(ConsoleContext *context, QWidget *window);

    /// Whether the action applies to one of the rows at least.
    bool offers(ConsoleAction action, const SelectedRows &selected) const;
    /// Asks; nullptr when it applies to none of the rows.
    QDialog *run(ConsoleAction action, const QList<Selection> &rows);

Q_SIGNALS:
    void sent(const QString &action, const QString &where);
    /// What the whole action came to and how long it took.
    void receiptWanted(const QString &text);
    void messageWanted(const movr::Message &message);
    /// The data changed: the page should be read again.
    void changed();

private:
    HomeState homeState() const;
    void carryOut(const BulkPlan &plan, const QString &reason);
    void tell(BulkDialog *dialog, const QString &title);
    void leaveFleet();

    ConsoleContext *m_context;
    QWidget *m_window;
    QList<QPointer<BulkDialog>> m_dialogs;
};

} // namespace movr
