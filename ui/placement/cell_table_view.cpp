#include "ui/placement/cell_table_view.h"

#include "models/placement/cell_table_model.h"
#include "ui/placement/placement_delegate.h"
#include "ui/placement/tree_look.h"

#include <QHeaderView>
#include <QSortFilterProxyModel>

namespace movr {

namespace {

constexpr int mostWidth = 460; ///< of a column that fits its texts

} // namespace

CellTableView::CellTableView(const QString &accessibleName, QWidget *parent)
    : QTreeView(parent), m_model(new CellTableModel(this)), m_sorted(new QSortFilterProxyModel(this))
{
    setAccessibleName(accessibleName);
    m_sorted->setSortRole(CellTableModel::SortRole);
    m_sorted->setSourceModel(m_model);
    setModel(m_sorted);
    setItemDelegate(new PlacementDelegate(
        {CellTableModel::StateRole, CellTableModel::MeaningRole, CellTableModel::StrongRole}, this));
    setRootIsDecorated(false);
    setTextElideMode(Qt::ElideRight);
    setTreeLook(this);
    connect(selectionModel(), &QItemSelectionModel::currentRowChanged, this,
            [this] { Q_EMIT currentKeyChanged(currentKey()); });
    connect(this, &QTreeView::activated, this, [this] { Q_EMIT keyActivated(currentKey()); });
}

void CellTableView::setTable(const CellTable &table)
{
    const QString key = currentKey();
    m_model->setTable(table);
    if (!key.isEmpty() && currentKey() != key)
        setCurrentKey(key);
    if (m_fitted || table.rows.isEmpty())
        return;
    m_fitted = true;
    for (int column = 0; column < m_model->columnCount(); ++column) {
        resizeColumnToContents(column);
        setColumnWidth(column, std::min(columnWidth(column) + 12, mostWidth));
    }
}

void CellTableView::shareWidth()
{
    m_fitted = true;
    header()->setMinimumSectionSize(fontMetrics().horizontalAdvance(QStringLiteral("1,234,567")) + 28);
    header()->setSectionResizeMode(QHeaderView::Stretch);
}

QString CellTableView::currentKey() const
{
    const QModelIndex current = currentIndex();
    return current.isValid() ? current.data(CellTableModel::KeyRole).toString() : QString();
}

void CellTableView::setCurrentKey(const QString &key)
{
    const int row = m_model->rowOf(key);
    if (row >= 0)
        setCurrentIndex(m_sorted->mapFromSource(m_model->index(row, 0)));
}

} // namespace movr
