#include "ui/latency/statement_view.h"

#include "models/latency/statement_table_model.h"
#include "ui/latency/share_delegate.h"

#include <QHeaderView>
#include <QKeyEvent>
#include <QSortFilterProxyModel>

namespace movr {

StatementView::StatementView(StatementTableModel *model, QWidget *parent)
    : QTableView(parent), m_model(model), m_sorted(new QSortFilterProxyModel(this))
{
    setObjectName(QStringLiteral("statements"));
    setAccessibleName(tr("Statements"));
    m_sorted->setSourceModel(model);
    m_sorted->setSortRole(StatementTableModel::SortRole);
    setModel(m_sorted);
    setItemDelegate(new ShareDelegate(this));
    setFrameShape(QFrame::NoFrame);
    setShowGrid(false);
    setAlternatingRowColors(true);
    setTabKeyNavigation(false);
    setSelectionBehavior(QAbstractItemView::SelectRows);
    setSelectionMode(QAbstractItemView::SingleSelection);
    setWordWrap(false);
    verticalHeader()->hide();
    verticalHeader()->setDefaultSectionSize(fontMetrics().height() + 10);
    QHeaderView *const header = horizontalHeader();
    header->setAccessibleName(tr("Columns of the statements"));
    header->setHighlightSections(false);
    header->setSectionResizeMode(QHeaderView::Interactive);
    header->setStretchLastSection(true);
    const int digit = fontMetrics().horizontalAdvance(u'0');
    const QList<int> characters{20, 6, 8, 8, 8, 8, 7, 6, 15};
    for (int column = 0; column < characters.size(); ++column)
        setColumnWidth(column, characters.at(column) * digit + 12);
    setSortingEnabled(true);
    sortByColumn(StatementTableModel::Count, Qt::DescendingOrder);
    connect(selectionModel(), &QItemSelectionModel::selectionChanged, this, [this] {
        const QModelIndexList rows = selectionModel()->selectedRows();
        if (!m_setting && !rows.isEmpty())
            choose(rows.first().data(StatementTableModel::StatementRole).toString());
    });
    connect(this, &QTableView::doubleClicked, this, [this](const QModelIndex &index) {
        Q_EMIT statementActivated(index.data(StatementTableModel::StatementRole).toString());
    });
}

/// What is chosen stays so whatever becomes of the rows; Escape is how it ends.
void StatementView::choose(const QString &statement)
{
    if (statement == m_chosen)
        return;
    m_chosen = statement;
    Q_EMIT currentStatementChanged(statement);
}

void StatementView::showChosen()
{
    const QModelIndexList rows = selectionModel()->selectedRows();
    const QString shown =
        rows.isEmpty() ? QString() : rows.first().data(StatementTableModel::StatementRole).toString();
    if (shown == m_chosen)
        return;
    const int row = m_model->rowOf(m_chosen);
    if (row < 0)
        clearSelection();
    else
        selectRow(m_sorted->mapFromSource(m_model->index(row, 0)).row());
}

void StatementView::setTable(const QList<StatementFigures> &table)
{
    m_setting = true;
    m_model->setTable(table);
    showChosen();
    m_setting = false;
}

void StatementView::setCurrentStatement(const QString &statement)
{
    choose(statement);
    showChosen();
}

void StatementView::keyPressEvent(QKeyEvent *event)
{
    const QString statement = currentStatement();
    if (event->key() == Qt::Key_Escape && !statement.isEmpty())
        return setCurrentStatement({});
    if ((event->key() == Qt::Key_Return || event->key() == Qt::Key_Enter) && !statement.isEmpty()) {
        Q_EMIT statementActivated(statement);
        return;
    }
    QTableView::keyPressEvent(event);
}

} // namespace movr
