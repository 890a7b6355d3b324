#pragma once

#include "models/load_state.h"
#include "models/placement/map_scene.h"
#include "ui/pages/table_page.h"

#include <QElapsedTimer>
#include <QTimer>

class QStackedWidget;

namespace movr {

class PlacementHead;
class PlacementView;
class StatePicture;
struct PlacementRow;

/// Where every row lives. Reads the catalogs of every region when it is shown, on request and every 30 s while shown; never
/// waits for them.
class PlacementPage : public TablePage
{
    Q_OBJECT

public:
    explicit PlacementPage(ConsoleContext *context, QWidget *parent = nullptr);

    PageTarget::Page kind() const override { return PageTarget::Page::Placement; }
    QString title() const override;
    QIcon icon() const override;
    void setFleet(Fleet *fleet) override;
    void setScope(const ViewScope &) override {} // the placement is of the whole fleet
    /// With a RowPlaceTarget: asks where that row lives.
    void applyFilter(const PageTarget &target) override;
    Selection selection() const override { return {}; }
    RowSource source() const override;
    bool hasRows() const override { return false; }
    QList<QAction *> toolBarActions() const override { return m_actions; }
    void refresh() override;
    QVariantMap saveState() const override;
    void restoreState(const QVariantMap &state) override;

    LoadState state() const { return m_state; }
    PlacementView *view() const { return m_view; }
    PlacementHead *head() const { return m_head; }
    /// The tree's current row; nullptr without one. Valid until the next reading.
    const PlacementRow *currentRow() const;
    /// An action of the toolbar that changes the placement; `onPartition`: it is about the tree's current row, and is in
    /// its menu too. Not owned.
    void addPlacementAction(QAction *action, bool onPartition);

Q_SIGNALS:
    void currentRowChanged();
    void placementShown(); ///< a reading has arrived and is on the page

protected:
    void showEvent(QShowEvent *event) override;
    void hideEvent(QHideEvent *event) override;

private:
    void buildActions();
    void connectParts();
    void read(bool exact);
    void accept(const Result<Placement> &answer, bool exact);
    void setState(LoadState state);
    void setReading(bool reading, bool exact);
    void askTab();
    void askDefinition();
    void askStatements();
    void askRow();
    void showRowMenu(const QPoint &position);
    Surroundings surroundings() const;

    ConsoleContext *m_context;
    Fleet *m_fleet = nullptr;
    QStringList m_readFrom; ///< the regions that answered last, by name
    LoadState m_state = LoadState::Idle;
    bool m_reading = false;
    bool m_counting = false;     ///< the reading under way is exact
    bool m_definitionOld = true; ///< what the tab shows is not of its choice
    std::optional<RowPlaceTarget> m_row;
    QDateTime m_answeredAt;
    QElapsedTimer m_took;
    QTimer m_again; ///< every 30 s while shown
    QTimer m_soon;  ///< a region has come or gone
    QList<QAction *> m_actions;
    QList<QAction *> m_partitionActions;
    QAction *m_refresh = nullptr;
    QAction *m_count = nullptr;
    QAction *m_cancel = nullptr;
    PlacementHead *m_head;
    PlacementView *m_view;
    StatePicture *m_picture;
    QStackedWidget *m_stack;
    QHash<QString, int> m_regionStates;
    quint64 m_fleetNumber = 0; ///< answers of a former fleet are dropped
};

} // namespace movr
