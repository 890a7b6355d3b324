#pragma once

#include "db/fleet/deployment.h"
#include "ui/actions/console_actions.h"
#include "ui/pages/table_page.h"
#include "ui/start/region_passwords.h"
#include "ui/theme/theme.h"

#include <QMainWindow>
#include <QPointer>
#include <QTimer>

class QDialog;
class QDockWidget;
class QStackedWidget;
class QToolBar;

namespace movr {

class ActionRunner;
class AlertCenter;
class BulkRunner;
class ConsoleContext;
class ConsoleSettings;
class ConsoleView;
class ExportCenter;
class Fleet;
class Inspector;
class PlacementChangeRunner;
class SearchAnything;
class StartPage;
class WayBack;
class WindowMenus;
struct Message;

/// The console's window: the start page without a fleet, the pages with one. It wires its parts and keeps
/// their state in the settings.
class MainWindow : public QMainWindow
{
    Q_OBJECT

public:
    /// `settings` outlives the window.
    explicit MainWindow(ConsoleSettings *settings, QWidget *parent = nullptr);
    ~MainWindow() override;

    /// Not owned; must be set to another one, or nullptr, before it is destroyed. nullptr shows the start page.
    void setFleet(Fleet *fleet);
    StartPage *startPage() const { return m_startPage; }
    ConsoleView *view() const { return m_view; }
    ConsoleContext *context() const { return m_context; }
    SearchAnything *search() const { return m_search; }
    AlertCenter *alerts() const { return m_alerts; }

    void showMessage(const Message &message);
    void showPage(PageTarget::Page kind);
    /// Shows the page a link leads to, with its filter and city.
    void follow(const PageTarget &target);
    TablePage *currentPage() const;
    /// The inspector is about to show another row than it does.
    bool inspecting() const { return m_inspecting.isActive(); }
    /// Whether the current selection offers the action.
    bool offers(ConsoleAction action) const;
    /// As the action's menu entry: follows a link, or opens the dialog.
    void begin(ConsoleAction action);
    /// Begins the action for the current selection; the dialog it opened, or nullptr.
    QDialog *openDialog(ConsoleAction action);
    /// Asks for an export of what the current page shows; nullptr without a fleet.
    QDialog *openExport();
    /// The guided changes of placement.
    PlacementChangeRunner *placementChanges() const { return m_placementChanges; }
    QDialog *openAbout();
    QDialog *openAlertLines();
    QDialog *openShortcuts();
    void setColorScheme(ColorScheme scheme);
    /// Shows the start page over a fleet that stays connected, or the fleet again.
    void peekStartPage(bool shown);

Q_SIGNALS:
    void closed();
    void deploymentRequested(const movr::Deployment &deployment, const movr::RegionPasswords &passwords);
    void demoRequested(const QString &place);
    /// The user left the fleet for the start page, which is shown already.
    void fleetLeft();

protected:
    void closeEvent(QCloseEvent *event) override;

private:
    void buildPlaceBar();
    void buildInspector();
    void buildSearch();
    void connectMenus();
    void connectPages();
    void connectPlace();
    void connectRunner();
    void connectViewParts();
    void connectFleet();
    void restore();
    void save();

    void followToRow(const PageTarget &target);
    void showStartPage();
    void regionsChanged();
    void scopeChanged();
    void selectionChanged();
    void showPageParts();
    void inspectSelection();
    void showContextMenu(const QPoint &position);
    void showSource();
    void chooseFile();
    void updateActions();

    ConsoleSettings *m_settings;
    ConsoleContext *m_context;
    ConsoleActions *m_actions;
    ActionRunner *m_runner;
    BulkRunner *m_bulk;
    ExportCenter *m_exports;
    PlacementChangeRunner *m_placementChanges;
    AlertCenter *m_alerts;
    WayBack *m_wayBack;
    QStackedWidget *m_stack;
    StartPage *m_startPage;
    ConsoleView *m_view;
    Inspector *m_inspector = nullptr;
    QToolBar *m_placeBar = nullptr;
    QDockWidget *m_dock = nullptr;
    WindowMenus *m_menus = nullptr;
    SearchAnything *m_search = nullptr;
    QTimer m_inspecting; ///< from the last change of the selection to the inspector
    bool m_inspectorWanted = true;
};

} // namespace movr
