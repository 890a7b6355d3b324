#pragma once

#include "ui/alerts/alert_line_dialog.h"

#include <QDialog>

class QPushButton;
class QTableView;

namespace movr {

class AlertLineModel;
class EmptyFace;

/// All alert lines: add, change, remove, switch on and off. Each change counts at once.
class AlertLinesDialog : public QDialog
{
    Q_OBJECT

public:
    AlertLinesDialog(const QList<AlertLine> &lines, const AlertChoices &choices, QWidget *parent = nullptr);

    /// Of the statements: known a moment later.
    void setStatements(const QStringList &statements) { m_choices.statements = statements; }
    void setStates(const QHash<QUuid, AlertState> &states);
    AlertLineModel *model() const { return m_model; }
    QTableView *table() const { return m_table; }

Q_SIGNALS:
    void linesChanged(const QList<movr::AlertLine> &lines);

private:
    void build();
    void add();
    void change();
    void remove();
    void showState();

    AlertChoices m_choices;
    AlertLineModel *m_model;
    QTableView *m_table;
    EmptyFace *m_none;
    QPushButton *m_add;
    QPushButton *m_change;
    QPushButton *m_remove;
};

} // namespace movr
