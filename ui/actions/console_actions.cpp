#include "ui/actions/console_actions.h"

#include <QAction>
#include <QIcon>
#include <QKeySequence>
#include <QMenu>

#include <array>

namespace movr {

namespace {

struct Entry {
    ConsoleAction kind;
    const char *text;
    const char *icon;
    const char *shortcut;
    const char *tip;
};

constexpr std::array entries{
    Entry{ConsoleAction::SignUp, QT_TRANSLATE_NOOP("movr::ConsoleActions", "Sign &up user…"), "list-add-user",
          "Ctrl+Shift+N", QT_TRANSLATE_NOOP("movr::ConsoleActions", "Register a new user in a city")},
    Entry{ConsoleAction::SignInRider, QT_TRANSLATE_NOOP("movr::ConsoleActions", "Sign &in rider…"), "im-user",
          "Ctrl+L", QT_TRANSLATE_NOOP("movr::ConsoleActions", "Act for a rider who gives their password")},
    Entry{ConsoleAction::SignOut, QT_TRANSLATE_NOOP("movr::ConsoleActions", "Sign &out rider"),
          "system-log-out", "Ctrl+Shift+L",
          QT_TRANSLATE_NOOP("movr::ConsoleActions", "Stop acting for the signed-in rider")},
    Entry{ConsoleAction::AddVehicle, QT_TRANSLATE_NOOP("movr::ConsoleActions", "&Add vehicle…"), "list-add",
          "Ctrl+N", QT_TRANSLATE_NOOP("movr::ConsoleActions", "Add a vehicle for an owner")},
    Entry{ConsoleAction::StartRide, QT_TRANSLATE_NOOP("movr::ConsoleActions", "&Start ride…"),
          "media-playback-start", "Ctrl+R",
          QT_TRANSLATE_NOOP("movr::ConsoleActions", "Start a ride on the selected vehicle")},
    Entry{ConsoleAction::EndRide, QT_TRANSLATE_NOOP("movr::ConsoleActions", "&End ride…"),
          "media-playback-stop", "Ctrl+E",
          QT_TRANSLATE_NOOP("movr::ConsoleActions", "End the active ride where the vehicle is now")},
    Entry{ConsoleAction::ForceEndRide, QT_TRANSLATE_NOOP("movr::ConsoleActions", "&Force-end…"),
          "process-stop", "Ctrl+Shift+E",
          QT_TRANSLATE_NOOP("movr::ConsoleActions", "End the active ride for the rider, with a reason")},
    Entry{ConsoleAction::TakeOutOfService, QT_TRANSLATE_NOOP("movr::ConsoleActions", "&Take out of service…"),
          "dialog-cancel", "Ctrl+T",
          QT_TRANSLATE_NOOP("movr::ConsoleActions", "Keep the vehicle from being ridden, with a reason")},
    Entry{ConsoleAction::ReturnToService, QT_TRANSLATE_NOOP("movr::ConsoleActions", "Return to ser&vice"),
          "dialog-ok-apply", "Ctrl+Shift+T",
          QT_TRANSLATE_NOOP("movr::ConsoleActions", "Make the vehicle available again")},
    Entry{ConsoleAction::RemoveVehicle, QT_TRANSLATE_NOOP("movr::ConsoleActions", "&Remove vehicle…"),
          "edit-delete", "Ctrl+Del",
          QT_TRANSLATE_NOOP("movr::ConsoleActions", "Remove the vehicle from the fleet for good")},
    Entry{ConsoleAction::RemoveUser, QT_TRANSLATE_NOOP("movr::ConsoleActions", "&Remove user…"),
          "list-remove-user", "Ctrl+Shift+Del",
          QT_TRANSLATE_NOOP("movr::ConsoleActions", "Take the user's username away; their rides stay")},
    Entry{ConsoleAction::ShowRider, QT_TRANSLATE_NOOP("movr::ConsoleActions", "Show &rider"), "user-identity",
          "Ctrl+Shift+R", QT_TRANSLATE_NOOP("movr::ConsoleActions", "Go to the rider of the selected ride")},
    Entry{ConsoleAction::ShowVehicle, QT_TRANSLATE_NOOP("movr::ConsoleActions", "Show &vehicle"), "car",
          "Ctrl+Shift+V",
          QT_TRANSLATE_NOOP("movr::ConsoleActions", "Go to the vehicle of the selected ride")},
    Entry{ConsoleAction::ShowOwner, QT_TRANSLATE_NOOP("movr::ConsoleActions", "Show &owner"),
          "user-properties", "Ctrl+Shift+O",
          QT_TRANSLATE_NOOP("movr::ConsoleActions", "Go to the owner of the selected vehicle")},
    Entry{ConsoleAction::ShowRides, QT_TRANSLATE_NOOP("movr::ConsoleActions", "Show ri&des"),
          "appointment-new", "Ctrl+Shift+D",
          QT_TRANSLATE_NOOP("movr::ConsoleActions", "Show the rides of the selected row")},
    Entry{ConsoleAction::ShowVehicles, QT_TRANSLATE_NOOP("movr::ConsoleActions", "Show ve&hicles"), "car",
          "Ctrl+Shift+H",
          QT_TRANSLATE_NOOP("movr::ConsoleActions", "Show the vehicles that the selected user owns")},
    Entry{ConsoleAction::ShowTrace, QT_TRANSLATE_NOOP("movr::ConsoleActions", "Show &activity"),
          "documentinfo", "Ctrl+Shift+A",
          QT_TRANSLATE_NOOP("movr::ConsoleActions", "Show what operators did to the selected row")},
    Entry{ConsoleAction::ShowPlacement, QT_TRANSLATE_NOOP("movr::ConsoleActions", "Show where it &lives"),
          "network-server", "Ctrl+Shift+P",
          QT_TRANSLATE_NOOP(
              "movr::ConsoleActions",
              "Show the region, partition and copies of the selected row and what reaching them costs")},
};

const Entry &entryOf(ConsoleAction kind)
{
    return *std::find_if(entries.begin(), entries.end(),
                         [kind](const Entry &entry) { return entry.kind == kind; });
}

/// Two actions that share a place: the second is shown instead of the first where it applies.
constexpr std::array alternatives{
    std::pair(ConsoleAction::StartRide, ConsoleAction::EndRide),
    std::pair(ConsoleAction::TakeOutOfService, ConsoleAction::ReturnToService),
    std::pair(ConsoleAction::SignInRider, ConsoleAction::SignOut),
};

QList<ConsoleAction> forRows(PageTarget::Page page)
{
    using enum ConsoleAction;
    switch (page) {
    case PageTarget::Page::Vehicles:
        return {StartRide,     EndRide,   ForceEndRide, TakeOutOfService, ReturnToService,
                RemoveVehicle, ShowOwner, ShowRides,    ShowTrace,        ShowPlacement};
    case PageTarget::Page::Rides:
        return {EndRide, ForceEndRide, ShowRider, ShowVehicle, ShowTrace, ShowPlacement};
    case PageTarget::Page::Users:
        return {AddVehicle, RemoveUser, ShowRides, ShowVehicles, ShowTrace, ShowPlacement};
    case PageTarget::Page::Activity:
    case PageTarget::Page::Placement:
        break;
    }
    return {};
}

} // namespace

ConsoleActions::ConsoleActions(QObject *parent) : QObject(parent)
{
    for (const ConsoleAction kind : allConsoleActions())
        add(kind);
    update({});
}

void ConsoleActions::add(ConsoleAction kind)
{
    const Entry &entry = entryOf(kind);
    auto *action = new QAction(QIcon::fromTheme(QLatin1String(entry.icon)), tr(entry.text), this);
    const QKeySequence keys(QLatin1String(entry.shortcut));
    action->setShortcut(keys);
    action->setStatusTip(tr(entry.tip));
    action->setToolTip(tr("%1 (%2)").arg(tr(entry.tip), keys.toString(QKeySequence::NativeText)));
    action->setIconText(title(kind));
    connect(action, &QAction::triggered, this, [this, kind] { Q_EMIT triggered(kind); });
    m_actions.insert(kind, action);
}

void ConsoleActions::update(const ActionSituation &situation)
{
    for (auto it = m_actions.cbegin(); it != m_actions.cend(); ++it)
        it.value()->setEnabled(isOffered(it.key(), situation));
    for (const auto &[first, second] : alternatives) {
        // On a row that can only end a ride, starting one has no place at all.
        const bool rideRow =
            std::holds_alternative<Ride>(situation.selection) && second == ConsoleAction::EndRide;
        const bool showSecond = rideRow || isOffered(second, situation);
        action(second)->setVisible(showSecond);
        action(first)->setVisible(!showSecond);
    }
}

void ConsoleActions::updateForMany(const QSet<ConsoleAction> &offered)
{
    using enum ConsoleAction;
    for (auto it = m_actions.cbegin(); it != m_actions.cend(); ++it)
        if (it.key() != SignUp && it.key() != SignInRider && it.key() != SignOut && it.key() != AddVehicle)
            it.value()->setEnabled(offered.contains(it.key()));
    // Of several rows some may be out of service and some not: both ways are open then.
    action(ReturnToService)->setVisible(offered.contains(ReturnToService));
    action(TakeOutOfService)
        ->setVisible(offered.contains(TakeOutOfService) || !offered.contains(ReturnToService));
}

QList<ConsoleAction> ConsoleActions::forToolBar(PageTarget::Page page)
{
    using enum ConsoleAction;
    switch (page) {
    case PageTarget::Page::Vehicles:
        return {AddVehicle,       StartRide,       EndRide,      ForceEndRide,
                TakeOutOfService, ReturnToService, RemoveVehicle};
    case PageTarget::Page::Rides:
        return {EndRide, ForceEndRide, ShowRider, ShowVehicle, ShowTrace};
    case PageTarget::Page::Users:
        return {SignUp, AddVehicle, RemoveUser, ShowRides, ShowVehicles};
    case PageTarget::Page::Activity:
    case PageTarget::Page::Placement:
        break;
    }
    return {};
}

void ConsoleActions::fillContextMenu(QMenu *menu, PageTarget::Page page) const
{
    const QList<ConsoleAction> kinds = forRows(page);
    bool links = false;
    for (const ConsoleAction kind : kinds) {
        QAction *const entry = action(kind);
        if (!entry->isEnabled())
            continue;
        if (kind >= ConsoleAction::ShowRider && !links && !menu->isEmpty())
            menu->addSeparator();
        links = links || kind >= ConsoleAction::ShowRider;
        menu->addAction(entry);
    }
}

QString ConsoleActions::title(ConsoleAction kind)
{
    QString text = tr(entryOf(kind).text);
    text.remove(u'&');
    text.remove(QStringLiteral("…"));
    return text;
}

} // namespace movr
