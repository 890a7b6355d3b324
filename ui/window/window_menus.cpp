#include "ui/window/window_menus.h"

#include "ui/actions/console_actions.h"

#include <QAction>
#include <QActionGroup>
#include <QIcon>
#include <QMainWindow>
#include <QMenu>
#include <QMenuBar>

namespace movr {

namespace {

QIcon icon(const char *name)
{
    return QIcon::fromTheme(QLatin1String(name));
}

} // namespace

WindowMenus::WindowMenus(QMainWindow *window, const ConsoleActions *actions, QAction *inspectorToggle)
    : QObject(window)
{
    window->menuBar()->setAccessibleName(tr("Menu bar"));
    addFile(window);
    addRows(window, actions);
    addPlacement(window);
    addView(window, inspectorToggle);
    addHelp(window);
    setFleetShown(false);
}

void WindowMenus::addFile(QMainWindow *window)
{
    QMenu *const menu = window->menuBar()->addMenu(tr("&File"));
    QAction *const open =
        menu->addAction(icon("document-open"), tr("&Open deployment…"), this, &WindowMenus::openWanted);
    open->setShortcut(QKeySequence(QKeySequence::Open));
    m_startPage = menu->addAction(icon("go-home"), tr("&Start page"), this, &WindowMenus::startPageWanted);
    menu->addSeparator();
    m_export = menu->addAction(icon("document-export"), tr("&Export…"), this, &WindowMenus::exportWanted);
    // Save as: what exports are, and Ctrl+Shift+E ends a ride by force.
    m_export->setShortcut(Qt::CTRL | Qt::SHIFT | Qt::Key_S);
    m_export->setIconText(tr("Export"));
    m_export->setStatusTip(tr("Write all rows of this view to a file"));
    m_export->setToolTip(tr("Write all rows of this view to a file (%1)")
                             .arg(m_export->shortcut().toString(QKeySequence::NativeText)));
    m_copy = menu->addAction(icon("edit-copy"), tr("&Copy selected rows"), this, &WindowMenus::copyWanted);
    m_copy->setStatusTip(tr("Copy the selected rows as text that spreadsheets take (Ctrl+C in the table)"));
    menu->addSeparator();
    QAction *const quit = menu->addAction(icon("application-exit"), tr("&Quit"), window, &QMainWindow::close);
    quit->setShortcut(Qt::CTRL | Qt::Key_Q);
    m_menus.append(menu);
}

void WindowMenus::addRows(QMainWindow *window, const ConsoleActions *actions)
{
    using enum ConsoleAction;
    struct Rows {
        QString title;
        QList<QList<ConsoleAction>> groups;
    };
    const QList<Rows> menus{
        {tr("V&ehicle"), {{AddVehicle}, {TakeOutOfService, ReturnToService, RemoveVehicle}, {ShowOwner}}},
        {tr("&Ride"), {{StartRide, EndRide, ForceEndRide}, {ShowRider, ShowVehicle}, {ShowPlacement}}},
        {tr("&User"), {{SignUp, SignInRider, SignOut}, {RemoveUser}, {ShowRides, ShowVehicles, ShowTrace}}},
    };
    for (const Rows &rows : menus) {
        QMenu *const menu = window->menuBar()->addMenu(rows.title);
        for (const QList<ConsoleAction> &group : rows.groups) {
            if (!menu->isEmpty())
                menu->addSeparator();
            for (const ConsoleAction kind : group)
                menu->addAction(actions->action(kind));
        }
        m_rowMenus.append(menu);
    }
    m_menus.append(m_rowMenus);
}

void WindowMenus::addPlacement(QMainWindow *window)
{
    QMenu *const menu = window->menuBar()->addMenu(tr("Place&ment"));
    m_moveHome =
        menu->addAction(icon("transform-move"), tr("&Move a home…"), this, &WindowMenus::moveHomeWanted);
    m_moveHome->setToolTip(tr("Moves a partition's home to another region: a plan first."));
    m_addCity = menu->addAction(icon("list-add"), tr("&Add a city…"), this, &WindowMenus::addCityWanted);
    m_addCity->setToolTip(tr("Adds a city with a partition of its own: a plan first."));
    m_rowMenus.append(menu);
    m_menus.append(menu);
}

void WindowMenus::addView(QMainWindow *window, QAction *inspectorToggle)
{
    QMenu *const menu = window->menuBar()->addMenu(tr("&View"));
    m_search = menu->addAction(icon("edit-find"), tr("&Search anything…"));
    m_search->setShortcut(Qt::CTRL | Qt::Key_K);
    m_search->setToolTip(tr("Finds users, vehicles, rides and actions (%1)")
                             .arg(m_search->shortcut().toString(QKeySequence::NativeText)));
    m_refresh = menu->addAction(icon("view-refresh"), tr("&Refresh"), this, &WindowMenus::refreshWanted);
    m_refresh->setShortcut(Qt::Key_F5);
    menu->addAction(inspectorToggle);
    m_columns = menu->addMenu(icon("view-table-of-contents-ltr"), tr("&Columns"));
    connect(m_columns, &QMenu::aboutToShow, this, [this] {
        m_columns->clear();
        Q_EMIT columnMenuWanted(m_columns);
    });
    m_alertLines =
        menu->addAction(icon("notifications"), tr("A&lert lines…"), this, &WindowMenus::alertLinesWanted);
    m_alertLines->setStatusTip(tr("Be told when a region or a statement becomes slow"));
    menu->addSeparator();
    m_timesInUtc = menu->addAction(icon("clock"), tr("&Times in UTC"));
    m_timesInUtc->setCheckable(true);
    m_timesInUtc->setShortcut(Qt::CTRL | Qt::Key_U);
    connect(m_timesInUtc, &QAction::toggled, this, &WindowMenus::timesInUtcChosen);
    addAppearance(menu->addMenu(tr("&Appearance")));
    m_menus.append(menu);
}

void WindowMenus::addAppearance(QMenu *menu)
{
    m_schemes = new QActionGroup(this);
    const QList<std::pair<ColorScheme, QString>> schemes{
        {ColorScheme::Desktop, tr("As the &desktop")},
        {ColorScheme::Light, tr("&Light")},
        {ColorScheme::Dark, tr("Dar&k")},
    };
    for (const auto &[scheme, text] : schemes) {
        QAction *const action = menu->addAction(text);
        action->setCheckable(true);
        action->setData(static_cast<int>(scheme));
        m_schemes->addAction(action);
    }
    connect(m_schemes, &QActionGroup::triggered, this, [this](const QAction *action) {
        Q_EMIT colorSchemeChosen(static_cast<ColorScheme>(action->data().toInt()));
    });
}

void WindowMenus::addHelp(QMainWindow *window)
{
    QMenu *const menu = window->menuBar()->addMenu(tr("&Help"));
    QAction *const keys = menu->addAction(icon("input-keyboard"), tr("&Keyboard shortcuts"), this,
                                          &WindowMenus::shortcutsWanted);
    keys->setShortcut(Qt::Key_F1);
    menu->addAction(icon("help-about"), tr("&About MovR console"), this, &WindowMenus::aboutWanted);
    m_menus.append(menu);
}

void WindowMenus::setColorScheme(ColorScheme scheme)
{
    const QList<QAction *> choices = m_schemes->actions();
    for (QAction *choice : choices)
        choice->setChecked(choice->data().toInt() == static_cast<int>(scheme));
}

QList<QAction *> WindowMenus::actions() const
{
    QList<QAction *> all;
    for (const QMenu *menu : m_menus) {
        const QList<QAction *> entries = menu->actions();
        for (QAction *entry : entries) {
            if (!entry->isSeparator() && !entry->menu())
                all.append(entry);
        }
    }
    return all;
}

void WindowMenus::setFleetShown(bool shown)
{
    for (QMenu *menu : std::as_const(m_rowMenus))
        menu->menuAction()->setVisible(shown);
    m_startPage->setEnabled(shown);
    m_search->setEnabled(shown);
    m_refresh->setEnabled(shown);
    m_alertLines->setEnabled(shown);
    m_export->setEnabled(shown);
    m_copy->setEnabled(shown);
    m_columns->setEnabled(shown);
}

void WindowMenus::setRowsShown(bool shown)
{
    m_export->setEnabled(shown);
    m_copy->setEnabled(shown);
    m_columns->setEnabled(shown);
}

} // namespace movr
