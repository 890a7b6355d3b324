#pragma once

#include "models/action_rules.h"
#include "models/search/search_rows.h"

#include <QList>
#include <QPointer>

class QAction;
class QMenu;
class QMenuBar;

namespace movr {

class ConsoleActions;

/// What the menus and pages offer, as the search finds it, with the action behind each. A value of the moment:
/// collect again when something may have changed.
class CommandList
{
public:
    /// Everything in the menus that is visible and leads anywhere, in their order. `actions`: the registry, whose
    /// actions tell why they are not offered. `without`: is left out.
    void addMenus(const QMenuBar *bar, const ConsoleActions *actions, const QAction *without);
    /// An action that is in no menu, with keys that are not its own. Not owned.
    void add(QAction *action, const QString &where, const QString &keys);

    const QList<SearchCommand> &commands() const { return m_commands; }
    /// nullptr when it is gone.
    QAction *action(int number) const { return m_actions.value(number); }

private:
    void addMenu(const QMenu *menu, const QString &path, const ConsoleActions *actions,
                 const QAction *without);
    bool append(QAction *action, const QString &title, const QString &where, const QString &unavailable);

    QList<SearchCommand> m_commands;
    QList<QPointer<QAction>> m_actions;
};

/// What an action needs that is not offered now.
QString neededFor(ConsoleAction action);

} // namespace movr
