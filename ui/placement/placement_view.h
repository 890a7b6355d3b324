#pragma once

#include "models/placement/map_scene.h"

#include <QVariantMap>
#include <QWidget>

class QSplitter;
class QTabWidget;

namespace movr {

class CellTableView;
class DefinitionView;
class EmptyFace;
class FindingsView;
class LossView;
class MapPanel;
class PlacementTreeView;
class RowPlaceView;
class StatementsView;
struct PlacementRow;

/// The placement of a fleet: map and matrix above, and below them in tabs the tree, the findings, what a loss would mean,
/// the statements, definitions and the place of one row. Shows finished values; asks for more by signals.
class PlacementView : public QWidget
{
    Q_OBJECT

public:
    enum Tab { Partitions, Findings, Loss, Statements, DefinitionText, Row };

    explicit PlacementView(QWidget *parent = nullptr);

    void setPlacement(const Placement &placement, const Surroundings &around);
    /// What the probe says has changed: the map's ways.
    void setSurroundings(const Surroundings &around);
    void clear();

    void setFilter(const PlacementFilter &filter);
    const PlacementFilter &filter() const { return m_filter; }
    Tab tab() const;
    void showTab(Tab tab);
    /// The tree's current row; nullptr without one. Valid until the next setPlacement().
    const PlacementRow *currentRow() const;
    void showRelation(const QString &relation);

    PlacementTreeView *tree() const { return m_tree; }
    DefinitionView *definition() const { return m_definition; }
    StatementsView *statements() const { return m_statements; }
    RowPlaceView *row() const { return m_row; }
    LossView *loss() const { return m_loss; }
    const Surroundings &surroundings() const { return m_around; }

    QVariantMap saveState() const;
    void restoreState(const QVariantMap &state);

Q_SIGNALS:
    void tabChanged();
    void filterChanged();
    void currentRowChanged();
    /// On the tree's current row, at a global position.
    void rowMenuRequested(const QPoint &position);

private:
    void buildTabs();
    void connectParts();
    void showMeasure();
    void showWhetherEmpty();
    void showDefinitionOf(const PlacementRow &row);

    Placement m_placement;
    Surroundings m_around;
    PlacementFilter m_filter;
    MapPanel *m_map;
    CellTableView *m_matrix;
    PlacementTreeView *m_tree;
    EmptyFace *m_none;
    FindingsView *m_findings;
    LossView *m_loss;
    StatementsView *m_statements;
    DefinitionView *m_definition;
    RowPlaceView *m_row;
    QTabWidget *m_tabs;
    QSplitter *m_upright;
    QSplitter *m_across;
};

} // namespace movr
