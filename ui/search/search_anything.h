#pragma once

#include "ui/pages/table_page.h"
#include "ui/search/command_list.h"

#include <QObject>

#include <functional>

class QMainWindow;

namespace movr {

class ConsoleActions;
class ConsoleContext;
class ConsoleSettings;
class SearchPalette;

/// The search of a window: its palette, filled with what menus and pages offer now and with the recent
/// searches, and what becomes of a choice.
class SearchAnything : public QObject
{
    Q_OBJECT

public:
    /// All of them outlive it. `opener`: the action that opens the search and is not found in it.
    SearchAnything(ConsoleContext *context, const ConsoleActions *actions, ConsoleSettings *settings,
                   QAction *opener, QMainWindow *window);

    /// "Go to Rides": a page that the search can show.
    void addPage(const QString &title, const QIcon &icon, const QKeySequence &keys,
                 std::function<void()> show);
    void open();
    SearchPalette *palette() const { return m_palette; }

Q_SIGNALS:
    /// A row was chosen: its page, filtered to it.
    void targetChosen(const movr::PageTarget &target);

protected:
    bool eventFilter(QObject *watched, QEvent *event) override;

private:
    void collect();

    ConsoleContext *m_context;
    const ConsoleActions *m_actions;
    ConsoleSettings *m_settings;
    QAction *m_opener;
    QMainWindow *m_window;
    SearchPalette *m_palette;
    QList<QAction *> m_pages;
    CommandList m_commands;
};

} // namespace movr
