#include "models/placement/placement_tree_model.h"

#include "models/placement/placement_tree_cells.h"

#include <algorithm>

namespace movr {

/// Where a row is in the tree. The rows themselves stay in m_tables.
struct PlacementTreeModel::Node {
    const PlacementRow *row = nullptr;
    const Node *parent = nullptr;
    int position = 0;
    std::vector<std::unique_ptr<Node>> children;

    void adopt(const QList<PlacementRow> &rows)
    {
        children.clear();
        for (const PlacementRow &one : rows) {
            auto child = std::make_unique<Node>();
            child->row = &one;
            child->parent = this;
            child->position = int(children.size());
            child->adopt(one.children);
            children.push_back(std::move(child));
        }
    }
};

namespace {

using Kind = PlacementRow::Kind;

bool sameShape(const QList<PlacementRow> &one, const QList<PlacementRow> &other)
{
    return std::equal(one.begin(), one.end(), other.begin(), other.end(),
                      [](const PlacementRow &a, const PlacementRow &b) {
                          return a.kind == b.kind && a.name == b.name && a.relation == b.relation
                              && sameShape(a.children, b.children);
                      });
}

} // namespace

PlacementTreeModel::PlacementTreeModel(QObject *parent)
    : QAbstractItemModel(parent), m_root(std::make_unique<Node>())
{}

PlacementTreeModel::~PlacementTreeModel() = default;

void PlacementTreeModel::setTables(const QList<PlacementRow> &tables, const RegionLabels &labels)
{
    m_labels = labels;
    if (tables == m_tables)
        return;
    const bool same = sameShape(tables, m_tables);
    if (!same)
        beginResetModel();
    m_tables = tables;
    m_tables.detach(); // nodes point into this list and no other
    if (!same) {
        m_root->adopt(std::as_const(m_tables));
        endResetModel();
        return;
    }
    // The nodes stay, as model indexes point to them; their rows are new.
    const auto renew = [](auto self, Node &node, const QList<PlacementRow> &rows) -> void {
        for (std::size_t i = 0; i < node.children.size(); ++i) {
            node.children[i]->row = &rows.at(qsizetype(i));
            self(self, *node.children[i], rows.at(qsizetype(i)).children);
        }
    };
    renew(renew, *m_root, std::as_const(m_tables));
    tellChanges({});
}

void PlacementTreeModel::tellChanges(const QModelIndex &parent)
{
    const int rows = rowCount(parent);
    if (rows == 0)
        return;
    Q_EMIT dataChanged(index(0, 0, parent), index(rows - 1, ColumnCount - 1, parent));
    for (int row = 0; row < rows; ++row)
        tellChanges(index(row, 0, parent));
}

const PlacementTreeModel::Node *PlacementTreeModel::node(const QModelIndex &index) const
{
    return index.isValid() ? static_cast<const Node *>(index.constInternalPointer()) : m_root.get();
}

const PlacementRow *PlacementTreeModel::row(const QModelIndex &index) const
{
    return index.isValid() ? node(index)->row : nullptr;
}

QModelIndex PlacementTreeModel::find(const QString &relation) const
{
    const QModelIndexList found =
        match(index(0, 0), RelationRole, relation, 1, Qt::MatchExactly | Qt::MatchRecursive);
    return found.isEmpty() ? QModelIndex() : found.first();
}

QModelIndex PlacementTreeModel::index(int row, int column, const QModelIndex &parent) const
{
    if (!hasIndex(row, column, parent))
        return {};
    return createIndex(row, column, node(parent)->children[std::size_t(row)].get());
}

QModelIndex PlacementTreeModel::parent(const QModelIndex &child) const
{
    const Node *above = child.isValid() ? node(child)->parent : nullptr;
    return above && above != m_root.get() ? createIndex(above->position, 0, above) : QModelIndex();
}

int PlacementTreeModel::rowCount(const QModelIndex &parent) const
{
    return parent.column() > 0 ? 0 : int(node(parent)->children.size());
}

int PlacementTreeModel::columnCount(const QModelIndex &) const
{
    return ColumnCount;
}

QVariant PlacementTreeModel::data(const QModelIndex &index, int role) const
{
    const PlacementRow *at = row(index);
    if (!at)
        return {};
    switch (role) {
    case Qt::DisplayRole:
        return placement_cells::text(*at, index.column(), m_labels);
    case Qt::ToolTipRole:
        return placement_cells::tip(*at, index.column(), m_labels);
    case Qt::TextAlignmentRole:
        return int(index.column() >= Rows && index.column() <= Bytes ? Qt::AlignRight | Qt::AlignVCenter
                                                                     : Qt::AlignLeft | Qt::AlignVCenter);
    case Qt::AccessibleTextRole:
        return QStringLiteral("%1: %2").arg(
            headerData(index.column(), Qt::Horizontal, Qt::DisplayRole).toString(),
            placement_cells::text(*at, index.column(), m_labels));
    case SortRole:
        return placement_cells::rawValue(*at, index.column(), m_labels);
    case StateRole:
        return index.column() == State ? QVariant::fromValue(at->state) : QVariant();
    case MeaningRole:
        return static_cast<int>(placement_cells::meaning(*at, index.column()));
    case KindRole:
        return static_cast<int>(at->kind);
    case RelationRole:
        return at->relation;
    default:
        return {};
    }
}

QVariant PlacementTreeModel::headerData(int section, Qt::Orientation orientation, int role) const
{
    if (orientation != Qt::Horizontal)
        return {};
    if (role == Qt::TextAlignmentRole)
        return int(section >= Rows && section <= Bytes ? Qt::AlignRight | Qt::AlignVCenter
                                                       : Qt::AlignLeft | Qt::AlignVCenter);
    if (role != Qt::DisplayRole)
        return {};
    switch (section) {
    case Name:
        return tr("Table, index, partition");
    case State:
        return tr("State");
    case Rows:
        return tr("Rows");
    case Share:
        return tr("Share of size");
    case Bytes:
        return tr("Size");
    case Home:
        return tr("Actual home");
    case Declared:
        return tr("Declared region");
    case Copies:
        return tr("Copies and their lag");
    case Cities:
        return tr("Cities");
    default:
        return {};
    }
}

PlacementTreeFilter::PlacementTreeFilter(QObject *parent) : QSortFilterProxyModel(parent)
{
    setRecursiveFilteringEnabled(true);
    setSortRole(PlacementTreeModel::SortRole);
}

void PlacementTreeFilter::setFilter(const PlacementFilter &filter)
{
    if (filter == m_filter)
        return;
    m_filter = filter;
    invalidateFilter();
}

bool PlacementTreeFilter::filterAcceptsRow(int row, const QModelIndex &parent) const
{
    const auto *model = static_cast<const PlacementTreeModel *>(sourceModel());
    const PlacementRow *at = model->row(model->index(row, 0, parent));
    if (!at || m_filter.isEmpty())
        return true;
    if (!at->children.isEmpty())
        return false; // there with its partitions, or not at all
    if (!m_filter.city.isEmpty() && !at->cities.contains(m_filter.city))
        return false;
    return m_filter.region.isEmpty() || at->declaredRegion == m_filter.region
        || at->homes.contains(m_filter.region);
}

bool PlacementTreeFilter::lessThan(const QModelIndex &left, const QModelIndex &right) const
{
    // Partitions of a table stay before its indexes, whatever the order.
    const auto kind = [](const QModelIndex &index) {
        return index.siblingAtColumn(0).data(PlacementTreeModel::KindRole).toInt() == int(Kind::Index);
    };
    if (kind(left) != kind(right))
        return kind(left) == (sortOrder() == Qt::DescendingOrder);
    return QSortFilterProxyModel::lessThan(left, right);
}

} // namespace movr
