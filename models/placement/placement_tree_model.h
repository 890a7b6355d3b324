#pragma once

#include "models/placement/map_scene.h"
#include "models/placement/placement_row.h"

#include <QAbstractItemModel>
#include <QSortFilterProxyModel>

#include <memory>

namespace movr {

/// Table, then its partitions and its indexes, then the indexes' partitions. A refresh of the same tables changes rows in
/// place, so that what is open, selected and scrolled to stays.
class PlacementTreeModel : public QAbstractItemModel
{
    Q_OBJECT

public:
    enum Column { Name, State, Rows, Share, Bytes, Home, Declared, Copies, Cities, ColumnCount };
    enum Role {
        SortRole = Qt::UserRole, ///< raw values
        StateRole,               ///< PlacementState, of the column State
        MeaningRole,             ///< Meaning
        KindRole,                ///< PlacementRow::Kind
        RelationRole             ///< what the server calls it
    };

    explicit PlacementTreeModel(QObject *parent = nullptr);
    ~PlacementTreeModel() override;

    /// The tables, and how their regions are named. Copied.
    void setTables(const QList<PlacementRow> &tables, const RegionLabels &labels = {});
    const QList<PlacementRow> &tables() const { return m_tables; }
    /// nullptr for an invalid index. Valid until the next setTables().
    const PlacementRow *row(const QModelIndex &index) const;
    /// The row of a relation; invalid when there is none.
    QModelIndex find(const QString &relation) const;

    QModelIndex index(int row, int column, const QModelIndex &parent = {}) const override;
    QModelIndex parent(const QModelIndex &child) const override;
    int rowCount(const QModelIndex &parent = {}) const override;
    int columnCount(const QModelIndex &parent = {}) const override;
    QVariant data(const QModelIndex &index, int role = Qt::DisplayRole) const override;
    QVariant headerData(int section, Qt::Orientation orientation, int role) const override;

private:
    struct Node;
    const Node *node(const QModelIndex &index) const;
    void tellChanges(const QModelIndex &parent);

    QList<PlacementRow> m_tables;
    RegionLabels m_labels;
    std::unique_ptr<Node> m_root;
};

/// The tree narrowed to a region (declared there, or at home there) or to a city; sorted by raw values.
class PlacementTreeFilter : public QSortFilterProxyModel
{
    Q_OBJECT

public:
    explicit PlacementTreeFilter(QObject *parent = nullptr);

    void setFilter(const PlacementFilter &filter);
    const PlacementFilter &filter() const { return m_filter; }

protected:
    bool filterAcceptsRow(int row, const QModelIndex &parent) const override;
    bool lessThan(const QModelIndex &left, const QModelIndex &right) const override;

private:
    PlacementFilter m_filter;
};

} // namespace movr
