#include "ui/search/search_anything.h"

#include "db/fleet/fleet.h"
#include "ui/console_context.h"
#include "ui/inspector/link_target.h"
#include "ui/search/search_palette.h"
#include "ui/settings/console_settings.h"

#include <QAction>
#include <QApplication>
#include <QKeyEvent>
#include <QMainWindow>
#include <QMenuBar>

namespace movr {

SearchAnything::SearchAnything(ConsoleContext *context, const ConsoleActions *actions,
                               ConsoleSettings *settings, QAction *opener, QMainWindow *window)
    : QObject(window), m_context(context), m_actions(actions), m_settings(settings), m_opener(opener),
      m_window(window), m_palette(new SearchPalette(context, window))
{
    connect(opener, &QAction::triggered, this, &SearchAnything::open);
    connect(m_palette, &SearchPalette::linkChosen, this,
            [this](const InspectionLink &link) { Q_EMIT targetChosen(linkTarget(link)); });
    connect(m_palette, &SearchPalette::commandChosen, this, [this](int number) {
        if (QAction *action = m_commands.action(number))
            action->trigger();
    });
    connect(m_palette, &SearchPalette::textUsed, this,
            [this](const QString &text) { m_settings->addRecentSearch(text); });
    connect(m_palette, &SearchPalette::forgetWanted, this, [this] {
        m_settings->forgetRecentSearches();
        m_palette->setRecent({});
    });
    qApp->installEventFilter(this);
}

void SearchAnything::addPage(const QString &title, const QIcon &icon, const QKeySequence &keys,
                             std::function<void()> show)
{
    // The keys are the page list's: they are told here only.
    auto *action = new QAction(icon, tr("Go to %1").arg(title), this);
    action->setData(keys.toString(QKeySequence::NativeText));
    connect(action, &QAction::triggered, this, std::move(show));
    m_pages.append(action);
}

void SearchAnything::collect()
{
    m_commands = {};
    for (QAction *page : std::as_const(m_pages))
        m_commands.add(page, tr("Page"), page->data().toString());
    m_commands.addMenus(m_window->menuBar(), m_actions, m_opener);
}

void SearchAnything::open()
{
    if (m_palette->isOpen()) {
        m_palette->dismiss();
        return;
    }
    collect();
    const Catalog catalog = m_context->fleet() ? m_context->fleet()->catalog() : Catalog();
    m_palette->open({m_commands.commands(),
                     [this](int number) {
                         const QAction *action = m_commands.action(number);
                         return action ? action->icon() : QIcon();
                     },
                     m_settings->recentSearches(), CityTime(catalog, m_context->timesInUtc())});
}

/// A text field takes Ctrl+K for itself on some desktops (delete to the end of the line): here it opens the search
/// from everywhere in the window.
bool SearchAnything::eventFilter(QObject *watched, QEvent *event)
{
    if (event->type() != QEvent::ShortcutOverride || !m_opener->isEnabled())
        return false;
    const auto *widget = qobject_cast<QWidget *>(watched);
    const auto *key = static_cast<QKeyEvent *>(event);
    if (!widget || widget->window() != m_window
        || m_opener->shortcut() != QKeySequence(key->keyCombination()))
        return false;
    event->ignore();
    return true;
}

} // namespace movr
