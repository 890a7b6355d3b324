#include "ui/window/console_view.h"

#include "ui/actions/console_actions.h"
#include "ui/experiment/experiment_page.h"
#include "ui/latency/latency_page.h"
#include "ui/pages/activity_page.h"
#include "ui/pages/rides_page.h"
#include "ui/pages/users_page.h"
#include "ui/pages/vehicles_page.h"
#include "ui/placement/placement_page.h"
#include "ui/servers/servers_page.h"
#include "ui/window/message_bar.h"
#include "ui/window/navigation.h"
#include "ui/window/page_stack.h"
#include "ui/window/receipt_bar.h"
#include "ui/window/top_bar.h"

#include <QAction>
#include <QHBoxLayout>
#include <QToolBar>
#include <QToolButton>
#include <QVBoxLayout>

#include <algorithm>

namespace movr {

namespace {

QFrame *line(QFrame::Shape shape, QWidget *parent)
{
    auto *frame = new QFrame(parent);
    frame->setFrameShape(shape);
    frame->setFrameShadow(QFrame::Plain);
    frame->setForegroundRole(QPalette::Mid);
    return frame;
}

} // namespace

ConsoleView::ConsoleView(ConsoleContext *context, ConsoleActions *actions, QWidget *parent)
    : QWidget(parent), m_actions(actions),
      m_topBar(new TopBar(actions->action(ConsoleAction::SignInRider),
                          actions->action(ConsoleAction::SignOut), this)),
      m_navigation(new Navigation(this)), m_toolBar(new QToolBar(this)), m_pageBar(new QToolBar(this)),
      m_messages(new MessageBar(this)), m_stack(new PageStack(this)), m_receipt(new ReceiptBar(this))
{
    m_toolBar->setAccessibleName(tr("Actions on the rows"));
    m_pageBar->setAccessibleName(tr("Actions on the page"));
    m_pageBar->setSizePolicy(QSizePolicy::Fixed, QSizePolicy::Preferred);
    for (QToolBar *bar : {m_toolBar, m_pageBar}) {
        bar->setToolButtonStyle(Qt::ToolButtonTextBesideIcon);
        bar->setIconSize(QSize(18, 18));
        bar->setContentsMargins(4, 2, 4, 2);
    }
    m_toolBar->setSizePolicy(QSizePolicy::Expanding, QSizePolicy::Preferred);

    auto *bars = new QHBoxLayout; // what has no room is in the first one's menu; the second is always whole
    bars->setSpacing(0);
    bars->addWidget(m_toolBar, 1);
    bars->addStretch(0);
    bars->addWidget(m_pageBar);
    auto *column = new QVBoxLayout;
    column->setSpacing(0);
    column->addLayout(bars);
    column->addWidget(m_messages);
    column->addWidget(m_stack, 1);
    auto *middle = new QHBoxLayout;
    middle->setSpacing(0);
    middle->addWidget(m_navigation);
    middle->addWidget(line(QFrame::VLine, this));
    middle->addLayout(column, 1);
    auto *layout = new QVBoxLayout(this);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->setSpacing(0);
    layout->addLayout(middle, 1);
    layout->addWidget(line(QFrame::HLine, this));
    layout->addWidget(m_receipt);

    addPages(context);
    connect(m_navigation, &Navigation::pageChosen, this, &ConsoleView::showRow);
    showPage(PageTarget::Page::Vehicles);
}

void ConsoleView::addPages(ConsoleContext *context)
{
    m_pages = {new VehiclesPage(context, this),   new RidesPage(context, this),
               new UsersPage(context, this),      new ActivityPage(context, this),
               new PlacementPage(context, this),  new LatencyPage(context, this),
               new ExperimentPage(context, this), new ServersPage(context, this)};
    for (TablePage *page : std::as_const(m_pages)) {
        m_stack->addWidget(page);
        m_navigation->addPage(page->title(), page->icon(), pageKey(page->kind()));
    }
}

TablePage *ConsoleView::page(PageTarget::Page kind) const
{
    const auto found = std::find_if(m_pages.cbegin(), m_pages.cend(),
                                    [kind](const TablePage *page) { return page->kind() == kind; });
    return found == m_pages.cend() ? nullptr : *found;
}

LatencyPage *ConsoleView::latency() const
{
    return qobject_cast<LatencyPage *>(page(PageTarget::Page::Latency));
}

TablePage *ConsoleView::currentPage() const
{
    return m_pages.at(m_stack->currentIndex());
}

void ConsoleView::showPage(PageTarget::Page kind)
{
    showRow(static_cast<int>(m_pages.indexOf(page(kind))));
}

void ConsoleView::showRow(int row)
{
    if (row < 0)
        return;
    m_navigation->setCurrentPage(row);
    m_stack->setCurrentIndex(row);
    fillToolBar();
    Q_EMIT pageChanged();
}

void ConsoleView::setPageAction(QAction *action)
{
    m_pageAction = action;
    fillToolBar();
}

void ConsoleView::showEvent(QShowEvent *event)
{
    QWidget::showEvent(event);
    fillToolBar(); // laid out while hidden, its buttons would keep widths that cut their texts
}

void ConsoleView::fillToolBar()
{
    m_toolBar->clear();
    const QList<ConsoleAction> kinds = ConsoleActions::forToolBar(currentPage()->kind());
    for (const ConsoleAction kind : kinds) {
        QAction *const action = m_actions->action(kind);
        m_toolBar->addAction(action);
        if (QWidget *button = m_toolBar->widgetForAction(action)) {
            button->setFocusPolicy(Qt::TabFocus);
            button->setAccessibleName(ConsoleActions::title(kind));
        }
    }
    const QList<QAction *> own = currentPage()->toolBarActions();
    for (QAction *action : own) {
        m_toolBar->addAction(action);
        if (QWidget *button = m_toolBar->widgetForAction(action)) {
            button->setFocusPolicy(Qt::TabFocus);
            button->setAccessibleName(action->iconText());
        }
    }
    m_toolBar->setVisible(!kinds.isEmpty() || !own.isEmpty());
    m_pageBar->clear();
    const bool pageAction = m_pageAction && currentPage()->hasRows();
    if (pageAction) {
        m_pageBar->addAction(m_pageAction);
        QWidget *const button = m_pageBar->widgetForAction(m_pageAction);
        button->setFocusPolicy(Qt::TabFocus);
        button->setAccessibleName(m_pageAction->iconText());
    }
    m_pageBar->setVisible(pageAction);
}

QKeySequence pageKey(PageTarget::Page kind)
{
    return {Qt::CTRL | static_cast<Qt::Key>(Qt::Key_1 + static_cast<int>(kind))};
}

QString pageName(PageTarget::Page kind)
{
    switch (kind) {
    case PageTarget::Page::Vehicles:
        return QStringLiteral("vehicles");
    case PageTarget::Page::Rides:
        return QStringLiteral("rides");
    case PageTarget::Page::Users:
        return QStringLiteral("users");
    case PageTarget::Page::Placement:
        return QStringLiteral("placement");
    case PageTarget::Page::Experiment:
        return QStringLiteral("experiment");
    case PageTarget::Page::Servers:
        return QStringLiteral("servers");
    case PageTarget::Page::Latency:
        return QStringLiteral("latency");
    case PageTarget::Page::Activity:
        break;
    }
    return QStringLiteral("activity");
}

} // namespace movr
