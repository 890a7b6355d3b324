#pragma once

#include "models/action_rules.h"
#include "ui/pages/table_page.h"

#include <QHash>
#include <QObject>
#include <QSet>

class QAction;
class QMenu;

namespace movr {

/// The registry of what can be asked for: one QAction each, with text, icon, shortcut and status tip,
/// enabled only while the rules offer it. Of two alternatives (start and end, take out and return) only
/// the one that applies is visible.
class ConsoleActions : public QObject
{
    Q_OBJECT

public:
    explicit ConsoleActions(QObject *parent = nullptr);

    QAction *action(ConsoleAction kind) const { return m_actions.value(kind); }
    void update(const ActionSituation &situation);
    /// Several rows are selected: of what acts on rows, only this is offered.
    void updateForMany(const QSet<ConsoleAction> &offered);

    /// What a page's toolbar shows, in order; actions it has no row for are left out.
    static QList<ConsoleAction> forToolBar(PageTarget::Page page);
    /// Fills the menu with what is offered for the selection now.
    void fillContextMenu(QMenu *menu, PageTarget::Page page) const;

    /// The action's name without mnemonic or dots, for receipts: "Start ride".
    static QString title(ConsoleAction kind);

Q_SIGNALS:
    void triggered(movr::ConsoleAction kind);

private:
    void add(ConsoleAction kind);

    QHash<ConsoleAction, QAction *> m_actions;
};

} // namespace movr
