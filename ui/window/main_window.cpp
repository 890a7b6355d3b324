#include "ui/window/main_window.h"

#include "db/fleet/fleet.h"
#include "models/placement/placement_row.h"
#include "ui/actions/action_runner.h"
#include "ui/actions/link_targets.h"
#include "ui/alerts/alert_center.h"
#include "ui/alerts/alert_lines_dialog.h"
#include "ui/bulk/bulk_runner.h"
#include "ui/console_context.h"
#include "ui/dialogs/about_dialog.h"
#include "ui/export/export_center.h"
#include "ui/inspector/inspector.h"
#include "ui/latency/latency_page.h"
#include "ui/pages/data_page.h"
#include "ui/placement/placement_page.h"
#include "ui/placement_change/placement_change_runner.h"
#include "ui/search/search_anything.h"
#include "ui/settings/console_settings.h"
#include "ui/start/start_page.h"
#include "ui/tables/paged_table_view.h"
#include "ui/window/console_view.h"
#include "ui/window/message_bar.h"
#include "ui/window/page_stack.h"
#include "ui/window/receipt_bar.h"
#include "ui/window/top_bar.h"
#include "ui/window/way_back.h"
#include "ui/window/window_menus.h"

#include <QAction>
#include <QCloseEvent>
#include <QDialog>
#include <QDockWidget>
#include <QIcon>
#include <QMenu>
#include <QScreen>
#include <QToolBar>

namespace movr {

namespace {

constexpr QSize firstSize(1280, 800);
constexpr QSize frameRoom(4, 34);
constexpr int inspectorWidth = 300;

/// The theme comes before the widgets: a button that is made without its icon keeps a width that has no room for it.
ConsoleSettings *themed(ConsoleSettings *settings)
{
    theme::apply(settings->colorScheme());
    return settings;
}

} // namespace

MainWindow::MainWindow(ConsoleSettings *settings, QWidget *parent)
    : QMainWindow(parent), m_settings(themed(settings)), m_context(new ConsoleContext(this)),
      m_actions(new ConsoleActions(this)), m_runner(new ActionRunner(m_context, this)),
      m_bulk(new BulkRunner(m_context, this)), m_exports(new ExportCenter(m_context, settings, this)),
      m_placementChanges(new PlacementChangeRunner(m_context, this)),
      m_alerts(new AlertCenter(m_context, settings, this)), m_stack(new PageStack(this)),
      m_startPage(new StartPage(settings, m_stack)), m_view(new ConsoleView(m_context, m_actions, m_stack))
{
    setWindowTitle(tr("MovR console"));
    setWindowIcon(theme::programIcon());
    // A stack is as wide as its widest page: this one, with its cards side by side, must not widen the fleet's.
    m_startPage->setSizePolicy(QSizePolicy::Ignored, QSizePolicy::Preferred);
    m_stack->addWidget(m_startPage);
    m_stack->addWidget(m_view);
    setCentralWidget(m_stack);
    buildPlaceBar();
    buildInspector();
    m_menus = new WindowMenus(this, m_actions, m_dock->toggleViewAction());
    buildSearch();
    connectMenus();
    m_wayBack = new WayBack(m_view->topBar(), this);
    connectPages();
    connectPlace();
    connectRunner();
    connectViewParts();
    restore();
    setFleet(nullptr);
}

MainWindow::~MainWindow() = default;

/// The pickers stand over pages and inspector alike: they are what both are about, and need the width.
void MainWindow::buildPlaceBar()
{
    m_placeBar = new QToolBar(tr("Place"), this);
    m_placeBar->setObjectName(QStringLiteral("placeBar"));
    m_placeBar->setMovable(false);
    m_placeBar->setFloatable(false);
    m_placeBar->setContextMenuPolicy(Qt::PreventContextMenu);
    m_placeBar->setContentsMargins(0, 0, 0, 0);
    m_placeBar->addWidget(m_view->topBar());
    addToolBar(Qt::TopToolBarArea, m_placeBar);
}

void MainWindow::buildInspector()
{
    m_dock = new QDockWidget(tr("Inspector"), this);
    m_dock->setObjectName(QStringLiteral("inspectorDock"));
    m_dock->setAllowedAreas(Qt::RightDockWidgetArea | Qt::LeftDockWidgetArea);
    m_dock->setFeatures(QDockWidget::DockWidgetClosable);
    m_inspector = new Inspector(m_dock);
    m_dock->setWidget(m_inspector);
    m_inspecting.setSingleShot(true);
    m_inspecting.setInterval(30);
    connect(&m_inspecting, &QTimer::timeout, this, &MainWindow::inspectSelection);
    addDockWidget(Qt::RightDockWidgetArea, m_dock);
    resizeDocks({m_dock}, {inspectorWidth}, Qt::Horizontal);
    QAction *const toggle = m_dock->toggleViewAction();
    toggle->setText(tr("&Inspector"));
    toggle->setShortcut(Qt::Key_F9);
    connect(toggle, &QAction::triggered, this, [this](bool shown) { m_inspectorWanted = shown; });
    connect(m_inspector, &Inspector::linkActivated, this, &MainWindow::follow);
}

void MainWindow::buildSearch()
{
    m_search = new SearchAnything(m_context, m_actions, m_settings, m_menus->search(), this);
    for (const TablePage *page : m_view->pages())
        m_search->addPage(page->title(), page->icon(), pageKey(page->kind()),
                          [this, kind = page->kind()] { showPage(kind); });
    connect(m_search, &SearchAnything::targetChosen, this, &MainWindow::followToRow);
    m_view->topBar()->addSearch(m_menus->search());
}

void MainWindow::connectMenus()
{
    connect(m_actions, &ConsoleActions::triggered, this, &MainWindow::begin);
    connect(m_menus, &WindowMenus::openWanted, this, &MainWindow::chooseFile);
    connect(m_menus, &WindowMenus::startPageWanted, this, &MainWindow::showStartPage);
    connect(m_menus, &WindowMenus::refreshWanted, this, [this] { currentPage()->refresh(); });
    connect(m_menus, &WindowMenus::colorSchemeChosen, this, [this](ColorScheme scheme) {
        setColorScheme(scheme);
        m_settings->setColorScheme(scheme);
    });
    connect(m_menus, &WindowMenus::timesInUtcChosen, this, [this](bool utc) {
        m_context->setTimesInUtc(utc);
        m_settings->setTimesInUtc(utc);
    });
    connect(m_menus, &WindowMenus::shortcutsWanted, this, &MainWindow::openShortcuts);
    connect(m_menus, &WindowMenus::aboutWanted, this, &MainWindow::openAbout);
    connect(m_startPage, &StartPage::demoRequested, this, &MainWindow::demoRequested);
    connect(m_startPage, &StartPage::deploymentChosen, this, &MainWindow::deploymentRequested);
}

void MainWindow::connectPages()
{
    for (TablePage *page : m_view->pages()) {
        connect(page, &TablePage::selectionChanged, this, [this, page] {
            if (page == currentPage())
                selectionChanged();
        });
        connect(page, &TablePage::stateChanged, this,
                [this, page] { m_settings->setPageState(pageName(page->kind()), page->saveState()); });
        connect(page, &TablePage::linkActivated, this, &MainWindow::follow);
        connect(page, &TablePage::filtersCleared, m_wayBack, &WayBack::goBack);
        connect(page, &TablePage::messageWanted, this, &MainWindow::showMessage);
        connect(page, &TablePage::contextMenuRequested, this, &MainWindow::showContextMenu);
        connect(page, &TablePage::rowActivated, m_dock, [this] {
            m_inspectorWanted = true;
            m_dock->show();
        });
        connect(page, &TablePage::sourceChanged, this, [this, page] {
            if (page == currentPage())
                showSource();
        });
    }
    connect(m_view, &ConsoleView::pageChanged, this, [this] {
        showPageParts();
        selectionChanged();
        showSource();
    });
}

void MainWindow::connectPlace()
{
    const TopBar *bar = m_view->topBar();
    connect(bar, &TopBar::scopeChanged, this, &MainWindow::scopeChanged);
    connect(bar, &TopBar::choiceChanged, this,
            [this, bar] { m_settings->setPlace(bar->regionChoice(), bar->city(), bar->freshness()); });
    connect(m_context, &ConsoleContext::riderChanged, this, [this] {
        m_view->topBar()->setRider(m_context->rider());
        updateActions();
    });
}

void MainWindow::connectRunner()
{
    connect(m_runner, &ActionRunner::messageWanted, this, &MainWindow::showMessage);
    connect(m_runner, &ActionRunner::sent, m_view->receiptBar(), &ReceiptBar::showWaiting);
    connect(m_runner, &ActionRunner::endedWithoutOutcome, m_view->receiptBar(), &ReceiptBar::showNoReceipt);
    connect(m_runner, &ActionRunner::receiptReady, m_view->receiptBar(), &ReceiptBar::showReceipt);
    connect(m_view->receiptBar(), &ReceiptBar::historyWanted, this,
            [this](const QString &statement, const QString &region) {
                m_view->latency()->showStatement(statement, region);
                m_view->showPage(PageTarget::Page::Latency);
            });
    connect(m_runner, &ActionRunner::changed, this, [this] {
        if (m_context->fleet())
            currentPage()->refresh();
    });
}

/// What is done with a page's rows as they are shown: exports, many at once, columns.
void MainWindow::connectViewParts()
{
    connect(m_bulk, &BulkRunner::messageWanted, this, &MainWindow::showMessage);
    connect(m_bulk, &BulkRunner::sent, m_view->receiptBar(), &ReceiptBar::showWaiting);
    connect(m_bulk, &BulkRunner::receiptWanted, m_view->receiptBar(), &ReceiptBar::showSummary);
    connect(m_bulk, &BulkRunner::changed, this, [this] {
        if (m_context->fleet())
            currentPage()->refresh();
    });
    connect(m_exports, &ExportCenter::messageWanted, this, &MainWindow::showMessage);
    connect(m_placementChanges, &PlacementChangeRunner::messageWanted, this, &MainWindow::showMessage);
    connect(m_placementChanges, &PlacementChangeRunner::changed, this, [this] {
        if (m_context->fleet())
            currentPage()->refresh();
    });
    auto *placement = qobject_cast<PlacementPage *>(m_view->page(PageTarget::Page::Placement));
    placement->addPlacementAction(m_menus->moveHome(), true);
    placement->addPlacementAction(m_menus->addCity(), false);
    connect(m_menus, &WindowMenus::moveHomeWanted, this, [this, placement] {
        const PlacementRow *row = currentPage() == placement ? placement->currentRow() : nullptr;
        m_placementChanges->openMoveHome(row ? row->partition : QString());
    });
    connect(m_menus, &WindowMenus::addCityWanted, this, [this] { m_placementChanges->openAddCity(); });
    connect(m_alerts, &AlertCenter::messageWanted, this, &MainWindow::showMessage);
    m_view->latency()->setAlerts(m_alerts->watch());
    connect(m_menus, &WindowMenus::alertLinesWanted, this, &MainWindow::openAlertLines);
    connect(m_menus, &WindowMenus::exportWanted, this, &MainWindow::openExport);
    connect(m_menus, &WindowMenus::copyWanted, this, [this] { currentPage()->copySelection(); });
    connect(m_menus, &WindowMenus::columnMenuWanted, this,
            [this](QMenu *menu) { currentPage()->fillColumnMenu(menu); });
    m_view->setPageAction(m_menus->exportView());
}

void MainWindow::setFleet(Fleet *fleet)
{
    if (Fleet *old = m_context->fleet())
        old->disconnect(this);
    m_view->messageBar()->dismiss(); // a Retry in it belongs to the former fleet
    m_view->receiptBar()->clear();
    m_context->setFleet(fleet);
    m_view->receiptBar()->setLabels(m_context->labels());
    m_inspector->setLabels(m_context->labels());
    if (fleet)
        connectFleet();
    for (TablePage *page : m_view->pages())
        page->setFleet(fleet);
    m_stack->setCurrentWidget(fleet ? static_cast<QWidget *>(m_view) : m_startPage);
    m_placeBar->setVisible(fleet);
    m_menus->setFleetShown(fleet);
    showPageParts();
    setWindowTitle(fleet ? tr("%1 – MovR console").arg(fleet->deployment().name) : tr("MovR console"));
    if (fleet && !fleet->deployment().file.isEmpty())
        m_settings->addRecentDeployment(fleet->deployment().file);
    if (!fleet)
        m_startPage->reload();
    updateActions();
}

void MainWindow::connectFleet()
{
    const Fleet *fleet = m_context->fleet();
    TopBar *const bar = m_view->topBar();
    connect(fleet, &Fleet::regionChanged, this, &MainWindow::regionsChanged);
    connect(fleet, &Fleet::nearestChanged, this, [bar](const QString &name) { bar->setNearest(name); });
    connect(fleet, &Fleet::catalogChanged, this, [this, bar, fleet] {
        bar->setCatalog(fleet->catalog());
        updateActions();
    });
    regionsChanged();
    bar->setNearest(fleet->nearest());
    bar->setCatalog(fleet->catalog());
    scopeChanged();
}

void MainWindow::restore()
{
    m_context->setOperatorName(m_settings->operatorName());
    m_menus->timesInUtc()->setChecked(m_settings->timesInUtc());
    setColorScheme(m_settings->colorScheme());
    m_view->topBar()->choose(m_settings->regionChoice(), m_settings->city(), m_settings->freshness());
    for (TablePage *page : m_view->pages()) {
        const QString name = pageName(page->kind());
        page->restoreState(m_settings->pageState(name));
        if (name == m_settings->currentPage())
            m_view->showPage(page->kind());
    }
    // The screen may be smaller, and the window's frame takes its part.
    const QSize room = screen() ? screen()->availableGeometry().size() - frameRoom : firstSize;
    resize(firstSize.boundedTo(room));
    restoreGeometry(m_settings->windowGeometry());
    restoreState(m_settings->windowState());
    m_inspectorWanted = m_settings->inspectorShown();
}

void MainWindow::save()
{
    m_settings->setWindow(saveGeometry(), saveState());
    m_settings->setInspectorShown(m_inspectorWanted);
    m_settings->setCurrentPage(pageName(currentPage()->kind()));
    for (const TablePage *page : m_view->pages())
        m_settings->setPageState(pageName(page->kind()), page->saveState());
}

void MainWindow::closeEvent(QCloseEvent *event)
{
    save();
    event->accept();
    Q_EMIT closed();
}

void MainWindow::showMessage(const Message &message)
{
    Message told = message;
    told.text = m_context->labels().in(message.text);
    m_view->messageBar()->show(told);
}

void MainWindow::showPage(PageTarget::Page kind)
{
    m_view->showPage(kind);
}

void MainWindow::follow(const PageTarget &target)
{
    const auto *rides = std::get_if<RideFilter>(&target.filter);
    m_wayBack->lead([this, rides, &target] {
        if (rides && rides->rider) // riders ride in other cities than their own too
            m_view->topBar()->choose(TopBar::allChoice(), {}, m_view->topBar()->scope().freshness);
        else if (!target.city.isEmpty())
            m_view->topBar()->chooseCity(target.city);
    });
    if (TablePage *page = m_view->page(target.page))
        page->applyFilter(target);
    m_view->showPage(target.page);
}

/// What belongs to tables of rows is there with them only.
void MainWindow::showPageParts()
{
    const bool rows = m_context->fleet() && currentPage()->hasRows();
    m_dock->setVisible(rows && m_inspectorWanted);
    m_dock->toggleViewAction()->setEnabled(rows);
    m_menus->setRowsShown(rows);
    m_view->topBar()->setPickersUsed(!m_context->fleet() || currentPage()->hasRows());
}

/// As follow(), to one row, which is selected when it comes.
void MainWindow::followToRow(const PageTarget &target)
{
    follow(target);
    auto *page = qobject_cast<DataPage *>(m_view->page(target.page));
    if (!page)
        return;
    page->setFocus(Qt::OtherFocusReason);
    connect(
        page, &TablePage::served, this,
        [page] {
            if (page->view()->model()->rowCount() == 1)
                page->view()->selectRow(0);
        },
        Qt::SingleShotConnection);
}

TablePage *MainWindow::currentPage() const
{
    return m_view->currentPage();
}

bool MainWindow::offers(ConsoleAction action) const
{
    const SelectedRows selected = currentPage()->selectedRows();
    if (selected.total > 1 && isBulkAction(action))
        return m_bulk->offers(action, selected);
    return isOffered(action, situationOf(currentPage()->selection(), *m_context));
}

QDialog *MainWindow::openExport()
{
    return m_exports->open(currentPage()->snapshot());
}

QDialog *MainWindow::openDialog(ConsoleAction action)
{
    const SelectedRows selected = currentPage()->selectedRows();
    if (selected.total > 1 && isBulkAction(action))
        return selected.complete() ? m_bulk->run(action, selected.rows) : nullptr;
    return m_runner->run(action, situationOf(currentPage()->selection(), *m_context),
                         m_view->topBar()->city());
}

QDialog *MainWindow::openAbout()
{
    auto *dialog = new AboutDialog(this);
    dialog->setAttribute(Qt::WA_DeleteOnClose);
    dialog->open();
    return dialog;
}

QDialog *MainWindow::openAlertLines()
{
    return m_alerts->open();
}

QDialog *MainWindow::openShortcuts()
{
    auto *dialog = new ShortcutsDialog(m_menus->actions(), this);
    dialog->setAttribute(Qt::WA_DeleteOnClose);
    dialog->open();
    return dialog;
}

void MainWindow::setColorScheme(ColorScheme scheme)
{
    theme::apply(scheme);
    m_menus->setColorScheme(scheme);
}

void MainWindow::peekStartPage(bool shown)
{
    const bool fleetShown = m_context->fleet() && !shown;
    m_stack->setCurrentWidget(fleetShown ? static_cast<QWidget *>(m_view) : m_startPage);
    m_dock->setVisible(fleetShown && m_inspectorWanted && currentPage()->hasRows());
    m_placeBar->setVisible(fleetShown);
}

void MainWindow::showStartPage()
{
    setFleet(nullptr);
    Q_EMIT fleetLeft();
}

void MainWindow::regionsChanged()
{
    m_view->topBar()->setRegions(m_context->fleet()->regions());
    updateActions();
}

void MainWindow::scopeChanged()
{
    // Which regions are there is not known before the first one answered.
    const ViewScope scope = m_view->topBar()->scope();
    for (TablePage *page : m_view->pages())
        page->setScope(scope);
}

void MainWindow::selectionChanged()
{
    updateActions();
    // Walking through rows with a key held down, only the one that is stopped at is laid out.
    m_inspecting.start();
}

void MainWindow::inspectSelection()
{
    const Catalog catalog = m_context->fleet() ? m_context->fleet()->catalog() : Catalog();
    const Selection selection = currentPage()->selection();
    const Selection lost = currentPage()->lostSelection();
    const auto none = [](const Selection &one) { return std::holds_alternative<std::monostate>(one); };
    const int selected = currentPage()->selectedRows().total;
    if (selected > 1)
        m_inspector->setSeveral(selected);
    else if (none(selection) && !none(lost))
        m_inspector->setLost(lost, catalog);
    else
        m_inspector->setSelection(selection, catalog);
}

void MainWindow::updateActions()
{
    m_actions->update(situationOf(currentPage()->selection(), *m_context));
    const SelectedRows selected = currentPage()->selectedRows();
    if (selected.total < 2)
        return;
    QSet<ConsoleAction> offered;
    for (const ConsoleAction kind : bulkActions())
        if (m_bulk->offers(kind, selected))
            offered.insert(kind);
    m_actions->updateForMany(offered);
}

void MainWindow::begin(ConsoleAction action)
{
    if (const auto target = linkTarget(action, currentPage()->selection()))
        follow(*target);
    else
        openDialog(action);
}

void MainWindow::showContextMenu(const QPoint &position)
{
    auto *menu = new QMenu(this);
    menu->setAttribute(Qt::WA_DeleteOnClose);
    menu->setAccessibleName(tr("Actions of the selected row"));
    m_actions->fillContextMenu(menu, currentPage()->kind());
    if (!menu->isEmpty())
        menu->addSeparator();
    if (currentPage()->selectedRows().total > 0)
        menu->addAction(m_menus->copyRows());
    menu->addAction(m_menus->exportView());
    menu->popup(position);
}

void MainWindow::showSource()
{
    const RowSource source = currentPage()->source();
    if (source.text.isEmpty())
        return m_view->receiptBar()->showServed({});
    m_view->topBar()->setAge(source.age);
    m_view->receiptBar()->showServed(source.text);
}

void MainWindow::chooseFile()
{
    m_startPage->openFile();
}

} // namespace movr
