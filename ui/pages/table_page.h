#pragma once

#include "db/export/export_request.h"
#include "db/live/row_change.h"
#include "db/movr/entities.h"
#include "db/movr/pages.h"
#include "ui/window/message.h"

#include <QIcon>
#include <QVariantMap>
#include <QWidget>

#include <variant>

class QAction;
class QMenu;

namespace movr {

class Fleet;
class ConsoleContext;

/// The row that is selected, whatever its table. monostate: none.
using Selection = std::variant<std::monostate, Vehicle, Ride, User, OperatorAction>;

/// The selected rows as values; `total` may be more than those that are at hand (`most`, and only loaded ones).
struct SelectedRows {
    static constexpr int most = 5'000;
    QList<Selection> rows;
    qsizetype total = 0;
    bool complete() const { return rows.size() == total; }
};

/// Where the rows that a page shows come from, in words.
struct RowSource {
    QString text;                                 ///< "Rows from US East, 3 s old"; empty without rows
    std::optional<std::chrono::milliseconds> age; ///< of the copy they were read from
};

/// What a page shows now, as something that can be asked for again: by an export.
struct ViewSnapshot {
    ViewScope scope;
    ViewQuery query;
    QStringList visibleColumns; ///< machine names of what the visible columns show
    QString filterText;         ///< the filters in words; empty when none is set
    QString regionLabel = {};   ///< of the scope's region, as people call it
};

/// A row whose place is asked for: which region, partition and copies it has.
struct RowPlaceTarget {
    RowKind kind = RowKind::User; ///< not Action
    RowId row;
};

/// Where a link leads: a page with a filter on it.
struct PageTarget {
    /// In the order of their keys, Ctrl+1 and on.
    enum class Page { Vehicles, Rides, Users, Activity, Placement, Latency, Experiment, Servers };
    Page page = Page::Vehicles;
    QString city; ///< the city picker's new value; empty leaves it
    std::variant<std::monostate, VehicleFilter, RideFilter, UserFilter, ActionFilter, RowPlaceTarget> filter;
};

/// A page of the window that shows one table: filter bar above, table below, four states.
/// Loads only while it is shown; what it loads is decided by the scope, its filter and its sort order.
class TablePage : public QWidget
{
    Q_OBJECT

public:
    using QWidget::QWidget;

    virtual PageTarget::Page kind() const = 0;
    virtual QString title() const = 0;
    virtual QIcon icon() const = 0;

    /// nullptr: no fleet, the page empties itself. The fleet outlives the page's use of it.
    virtual void setFleet(Fleet *fleet) = 0;
    virtual void setScope(const ViewScope &scope) = 0;
    /// Replaces the filter bar's values. Ignores a filter of another page's type.
    virtual void applyFilter(const PageTarget &target) = 0;
    virtual Selection selection() const = 0;
    /// The row that was selected when it vanished from the table, as it was last known; monostate otherwise.
    virtual Selection lostSelection() const { return {}; }
    virtual SelectedRows selectedRows() const { return {}; }
    virtual RowSource source() const { return {}; }
    virtual ViewSnapshot snapshot() const { return {}; }
    /// One checkable entry for each of the table's columns.
    virtual void fillColumnMenu(QMenu *) {}
    /// The selected rows to the clipboard.
    virtual void copySelection() const {}
    /// Whether the page is a table of rows: with an inspector beside it, columns, and rows to export and to copy.
    virtual bool hasRows() const { return true; }
    /// Actions of the page's own in the toolbar, behind those of the selected row. Owned by the page.
    virtual QList<QAction *> toolBarActions() const { return {}; }
    /// Reads again what is shown, keeping selection and position where the rows still exist.
    virtual void refresh() = 0;

    /// Column widths, filters, sort order: small values only.
    virtual QVariantMap saveState() const = 0;
    virtual void restoreState(const QVariantMap &state) = 0;

Q_SIGNALS:
    void selectionChanged();
    void linkActivated(const movr::PageTarget &target);
    /// A context menu is wanted at a global position for the current selection.
    void contextMenuRequested(const QPoint &globalPosition);
    /// Return or double click on a row: show it in the inspector.
    void rowActivated();
    /// What saveState() gives is worth keeping now, not only at the end.
    void stateChanged();
    /// The user removed every filter.
    void filtersCleared();
    /// A page of rows arrived.
    void served();
    void sourceChanged();
    /// Something to tell in the message bar.
    void messageWanted(const movr::Message &message);
};

} // namespace movr
