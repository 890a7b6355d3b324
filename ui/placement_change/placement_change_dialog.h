#pragma once

#include "db/placement_change/placement_change.h"
#include "models/presentation/region_labels.h"

#include <QDialog>

#include <functional>
#include <memory>

class QLabel;
class QPlainTextEdit;
class QPushButton;
class QStackedWidget;
class QTableView;

namespace movr {

class ChangeStepsModel;

/// A guided change of placement: what is asked for, what would be done and what is in the way, how far it is, and what
/// has come of it. Not modal; closed while it runs, the change goes on and the dialog can be shown again.
class PlacementChangeDialog : public QDialog
{
    Q_OBJECT

public:
    PlacementChangeDialog(std::unique_ptr<PlacementChange> change, const QString &operatorName,
                          RegionLabels labels, const QString &title, QWidget *parent = nullptr);
    ~PlacementChangeDialog() override;

    /// Begins with a form, whose `request` is taken when a plan is wanted. setObstacle(): what one needs yet; empty: nothing.
    void setForm(QWidget *form, std::function<PlacementRequest()> request);
    void setObstacle(const QString &obstacle);
    /// Begins with a change that was left behind.
    void setOpen(const OpenChange &open);

    bool isRunning() const { return m_change->isRunning(); }
    const PlacementChange &change() const { return *m_change; }

Q_SIGNALS:
    /// It has ended, one way or the other.
    void changeEnded();

private:
    void build();
    QPushButton *button(const QString &text, const char *icon, const QString &toolTip);
    void makePlan();
    void showPlan(const PlacementPlan &plan);
    void begin();
    void resume(bool forward);
    void lookAgain();
    void showProgress();
    void showEnd();
    void say(const QString &text, bool bad);
    void offer(const QList<QPushButton *> &buttons, QPushButton *first);

    std::unique_ptr<PlacementChange> m_change;
    const QString m_operator;
    const RegionLabels m_labels;
    std::function<PlacementRequest()> m_request;
    PlacementPlan m_plan;
    std::optional<OpenChange> m_open;
    ChangeRecord m_record;
    ChangeStepsModel *m_steps;
    QLabel *m_summary;
    QStackedWidget *m_stack;
    QPlainTextEdit *m_planView;
    QTableView *m_table;
    QPushButton *m_planButton = nullptr;
    QPushButton *m_back = nullptr;
    QPushButton *m_copy = nullptr;
    QPushButton *m_begin = nullptr;
    QPushButton *m_cancel = nullptr;
    QPushButton *m_resume = nullptr;
    QPushButton *m_undo = nullptr;
    QPushButton *m_close = nullptr;
    QWidget *m_form = nullptr;
};

} // namespace movr
