#pragma once

#include "db/latency/latency_figures.h"

#include <QTableView>

class QSortFilterProxyModel;

namespace movr {

class StatementTableModel;

/// The statements with their figures, sortable; one can be selected, and charted alone.
class StatementView : public QTableView
{
    Q_OBJECT

public:
    explicit StatementView(StatementTableModel *model, QWidget *parent = nullptr);

    /// New figures; the selected statement stays selected as long as it has a row.
    void setTable(const QList<StatementFigures> &table);
    /// Empty when none is chosen; Escape chooses none.
    QString currentStatement() const { return m_chosen; }
    void setCurrentStatement(const QString &statement);

Q_SIGNALS:
    void currentStatementChanged(const QString &statement);
    /// Return or a double click.
    void statementActivated(const QString &statement);

protected:
    void keyPressEvent(QKeyEvent *event) override;

private:
    void choose(const QString &statement);
    void showChosen();

    StatementTableModel *m_model;
    QSortFilterProxyModel *m_sorted;
    QString m_chosen;
    bool m_setting = false;
};

} // namespace movr
