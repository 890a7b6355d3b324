#include "ui/placement/placement_tree_view.h"

#include "models/placement/placement_tree_model.h"
#include "ui/placement/placement_delegate.h"
#include "ui/placement/tree_look.h"

#include <QHeaderView>

#include <array>

namespace movr {

namespace {

using Model = PlacementTreeModel;

constexpr std::array mostWidths{260, 130, 150, 110, 110, 190, 190, 420, 320};

} // namespace

PlacementTreeView::PlacementTreeView(QWidget *parent)
    : QTreeView(parent), m_model(new Model(this)), m_filter(new PlacementTreeFilter(this))
{
    m_filter->setSourceModel(m_model);
    setModel(m_filter);
    setAccessibleName(tr("Tables, indexes and their partitions"));
    setItemDelegate(new PlacementDelegate({Model::StateRole, Model::MeaningRole, 0}, this));
    setTreeLook(this);
    connect(selectionModel(), &QItemSelectionModel::currentRowChanged, this,
            &PlacementTreeView::currentRowChanged);
    connect(this, &QTreeView::expanded, this,
            [this](const QModelIndex &index) { m_open.insert(index.data(Model::RelationRole).toString()); });
    connect(this, &QTreeView::collapsed, this,
            [this](const QModelIndex &index) { m_open.remove(index.data(Model::RelationRole).toString()); });
}

void PlacementTreeView::setPlacement(const Placement &placement, const RegionLabels &labels)
{
    const bool first = m_model->tables().isEmpty();
    const QString current = currentIndex().data(Model::RelationRole).toString();
    m_model->setTables(placementRows(placement), labels);
    if (first)
        for (const PlacementRow &table : m_model->tables())
            m_open.insert(table.relation);
    openAgain();
    if (!current.isEmpty() && !currentIndex().isValid())
        showRelation(current);
    fit();
}

void PlacementTreeView::openAgain()
{
    const QSet<QString> open = m_open;
    for (const QString &relation : open)
        setExpanded(m_filter->mapFromSource(m_model->find(relation)), true);
}

void PlacementTreeView::fit()
{
    if (m_fitted || m_model->rowCount() == 0)
        return;
    m_fitted = true;
    for (int column = 0; column < Model::ColumnCount; ++column) {
        resizeColumnToContents(column);
        setColumnWidth(column, std::min(columnWidth(column) + 14, mostWidths.at(std::size_t(column))));
    }
}

void PlacementTreeView::setFilter(const PlacementFilter &filter)
{
    m_filter->setFilter(filter);
    openAgain();
}

const PlacementRow *PlacementTreeView::currentRow() const
{
    return m_model->row(m_filter->mapToSource(currentIndex()));
}

void PlacementTreeView::showRelation(const QString &relation)
{
    const QModelIndex index = m_filter->mapFromSource(m_model->find(relation));
    if (!index.isValid())
        return;
    setCurrentIndex(index);
    scrollTo(index);
}

} // namespace movr
