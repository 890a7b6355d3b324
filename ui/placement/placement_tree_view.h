#pragma once

#include "models/placement/map_scene.h"

#include <QTreeView>

namespace movr {

class PlacementTreeFilter;
class PlacementTreeModel;
struct PlacementRow;

/// The tree of tables, partitions and indexes. What is open stays open over refreshes and filters.
class PlacementTreeView : public QTreeView
{
    Q_OBJECT

public:
    explicit PlacementTreeView(QWidget *parent = nullptr);

    void setPlacement(const Placement &placement, const RegionLabels &labels);
    void setFilter(const PlacementFilter &filter);
    PlacementTreeModel *rows() const { return m_model; }
    /// The current row; nullptr without one. Valid until the next setPlacement().
    const PlacementRow *currentRow() const;
    /// Makes a relation's row the current one and shows it.
    void showRelation(const QString &relation);

Q_SIGNALS:
    void currentRowChanged();

private:
    void fit();
    void openAgain();

    PlacementTreeModel *m_model;
    PlacementTreeFilter *m_filter;
    QSet<QString> m_open; ///< relations
    bool m_fitted = false;
};

} // namespace movr
