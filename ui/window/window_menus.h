#pragma once

#include "ui/theme/theme.h"

#include <QList>
#include <QObject>

class QAction;
class QActionGroup;
class QMainWindow;
class QMenu;

namespace movr {

class ConsoleActions;

/// The menu bar and the window's own actions: open, refresh, appearance, help.
class WindowMenus : public QObject
{
    Q_OBJECT

public:
    /// `inspectorToggle`: shows and hides the inspector.
    WindowMenus(QMainWindow *window, const ConsoleActions *actions, QAction *inspectorToggle);

    QAction *search() const { return m_search; }
    QAction *refresh() const { return m_refresh; }
    QAction *timesInUtc() const { return m_timesInUtc; }
    QAction *exportView() const { return m_export; }
    QAction *copyRows() const { return m_copy; }
    void setColorScheme(ColorScheme scheme);
    /// Every action with a key, in menu order.
    QList<QAction *> actions() const;
    /// The page shown is a table of rows, so that exporting, copying and choosing columns make sense.
    void setRowsShown(bool shown);
    /// Menus about rows are of use only with a fleet.
    void setFleetShown(bool shown);

Q_SIGNALS:
    void openWanted();
    void startPageWanted();
    void refreshWanted();
    void exportWanted();
    void copyWanted();
    /// The columns' menu is about to open and is empty.
    void columnMenuWanted(QMenu *menu);
    void colorSchemeChosen(movr::ColorScheme scheme);
    void timesInUtcChosen(bool utc);
    void shortcutsWanted();
    void aboutWanted();

private:
    void addFile(QMainWindow *window);
    void addRows(QMainWindow *window, const ConsoleActions *actions);
    void addView(QMainWindow *window, QAction *inspectorToggle);
    void addAppearance(QMenu *menu);
    void addHelp(QMainWindow *window);

    QList<QMenu *> m_menus;
    QList<QMenu *> m_rowMenus;
    QAction *m_startPage = nullptr;
    QAction *m_search = nullptr;
    QAction *m_refresh = nullptr;
    QAction *m_export = nullptr;
    QAction *m_copy = nullptr;
    QMenu *m_columns = nullptr;
    QAction *m_timesInUtc = nullptr;
    QActionGroup *m_schemes = nullptr;
};

} // namespace movr
