#pragma once

#include "ui/window/message.h"

#include <QObject>
#include <QPointer>

class QDialog;
class QWidget;

namespace movr {

class ConsoleContext;
class PlacementChange;
class PlacementChangeDialog;

/// Opens the guided changes of placement, one at a time, and tells of one that some console left behind.
class PlacementChangeRunner : public QObject
{
    Q_OBJECT

public:
    /// `window`: the dialogs' parent; both outlive the runner.
    PlacementChangeRunner(ConsoleContext *context, QWidget *window);
    ~PlacementChangeRunner() override;

    /// Asks which partition moves where; empty: the first one. A change that is under way is shown instead.
    /// nullptr without a fleet.
    QDialog *openMoveHome(const QString &partition = {}, const QString &to = {});
    QDialog *openAddCity();
    /// Looks for a change that is not at its end; messageWanted() tells of one.
    void lookForOpenChange();
    void connectToCatalog();

Q_SIGNALS:
    void messageWanted(const movr::Message &message);
    /// The placement is another one.
    void changed();

private:
    PlacementChangeDialog *running();
    PlacementChangeDialog *make(const QString &title);
    void fleetChanged();
    void show(PlacementChangeDialog *dialog);

    ConsoleContext *m_context;
    QWidget *m_window;
    QPointer<PlacementChangeDialog> m_dialog;
    std::unique_ptr<PlacementChange> m_looking;
};

} // namespace movr
