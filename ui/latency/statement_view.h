#pragma once

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

    /// Empty without a selection.
    QString currentStatement() const;
    void setCurrentStatement(const QString &statement);

Q_SIGNALS:
    void currentStatementChanged(const QString &statement);
    /// Return or a double click.
    void statementActivated(const QString &statement);

protected:
    void keyPressEvent(QKeyEvent *event) override;

private:
    StatementTableModel *m_model;
    QSortFilterProxyModel *m_sorted;
    QString m_told;
};

} // namespace movr
