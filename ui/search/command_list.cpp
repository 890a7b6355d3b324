#include "ui/search/command_list.h"

#include "ui/actions/console_actions.h"

#include <QAction>
#include <QCoreApplication>
#include <QKeySequence>
#include <QMenu>
#include <QMenuBar>

#include <algorithm>

namespace movr {

namespace {

struct Tr {
    Q_DECLARE_TR_FUNCTIONS(movr::CommandList)
};

/// "&Open deployment…" as people read it.
QString plain(QString text)
{
    text.replace(QStringLiteral("&&"), QStringLiteral("\n"));
    text.remove(u'&');
    text.replace(u'\n', u'&');
    return text;
}

QString reasonOf(const QAction *action, const ConsoleActions *actions)
{
    if (action->isEnabled())
        return {};
    for (const ConsoleAction kind : allConsoleActions())
        if (actions->action(kind) == action)
            return neededFor(kind);
    return Tr::tr("Not available now");
}

} // namespace

void CommandList::addMenus(const QMenuBar *bar, const ConsoleActions *actions, const QAction *without)
{
    const QList<QAction *> menus = bar->actions();
    for (const QAction *entry : menus)
        if (entry->menu() && entry->isVisible())
            addMenu(entry->menu(), plain(entry->text()), actions, without);
}

void CommandList::addMenu(const QMenu *menu, const QString &path, const ConsoleActions *actions,
                          const QAction *without)
{
    const QList<QAction *> entries = menu->actions();
    for (QAction *entry : entries) {
        const QString title = plain(entry->text());
        if (entry->isSeparator() || !entry->isVisible() || entry == without)
            continue;
        if (entry->menu())
            addMenu(entry->menu(), Tr::tr("%1 › %2", "menu, submenu").arg(path, title), actions, without);
        else
            append(entry, title, path, reasonOf(entry, actions));
    }
}

void CommandList::add(QAction *action, const QString &where, const QString &keys)
{
    if (append(action, plain(action->text()), where,
               action->isEnabled() ? QString() : Tr::tr("Not available now")))
        m_commands.last().shortcut = keys;
}

bool CommandList::append(QAction *action, const QString &title, const QString &where,
                         const QString &unavailable)
{
    const auto same = [action](const QPointer<QAction> &other) { return other == action; };
    if (std::any_of(m_actions.cbegin(), m_actions.cend(), same))
        return false; // in two menus
    SearchCommand command;
    command.number = int(m_commands.size());
    command.title = title;
    command.where = where;
    command.shortcut = action->shortcut().toString(QKeySequence::NativeText);
    command.unavailable = unavailable;
    m_commands.append(command);
    m_actions.append(action);
    return true;
}

QString neededFor(ConsoleAction action)
{
    switch (action) {
    case ConsoleAction::SignUp:
    case ConsoleAction::SignInRider:
    case ConsoleAction::AddVehicle:
        return Tr::tr("Needs a region that answers");
    case ConsoleAction::SignOut:
        return Tr::tr("Nobody is signed in");
    case ConsoleAction::StartRide:
    case ConsoleAction::TakeOutOfService:
        return Tr::tr("Needs a selected vehicle that is available, and its region");
    case ConsoleAction::EndRide:
    case ConsoleAction::ForceEndRide:
        return Tr::tr("Needs a selected ride that is under way, and its region");
    case ConsoleAction::ReturnToService:
        return Tr::tr("Needs a selected vehicle that is out of service, and its region");
    case ConsoleAction::RemoveVehicle:
        return Tr::tr("Needs a selected vehicle that is in no ride, and its region");
    case ConsoleAction::RemoveUser:
        return Tr::tr("Needs a selected user who is not riding, and their region");
    case ConsoleAction::ShowRider:
    case ConsoleAction::ShowVehicle:
        return Tr::tr("Needs a selected ride");
    case ConsoleAction::ShowOwner:
        return Tr::tr("Needs a selected vehicle");
    case ConsoleAction::ShowVehicles:
        return Tr::tr("Needs a selected user who owns vehicles");
    case ConsoleAction::ShowRides:
        return Tr::tr("Needs a selected vehicle or user");
    case ConsoleAction::ShowTrace:
    case ConsoleAction::ShowPlacement:
        return Tr::tr("Needs a selected row");
    default:
        break;
    }
    return Tr::tr("Not available now");
}

} // namespace movr
