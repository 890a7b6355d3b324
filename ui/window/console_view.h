#pragma once

#include "ui/pages/table_page.h"

#include <QKeySequence>
#include <QList>
#include <QWidget>

class QAction;
class QStackedWidget;
class QToolBar;

namespace movr {

class ConsoleActions;
class ConsoleContext;
class LatencyPage;
class MessageBar;
class Navigation;
class ReceiptBar;
class TopBar;

/// The window's inside while a fleet is there: pages at the left, the current page
/// with its toolbar, messages above it and the receipt below.
class ConsoleView : public QWidget
{
    Q_OBJECT

public:
    ConsoleView(ConsoleContext *context, ConsoleActions *actions, QWidget *parent = nullptr);

    /// The pickers: the window lays them out, over its whole width.
    TopBar *topBar() const { return m_topBar; }
    MessageBar *messageBar() const { return m_messages; }
    ReceiptBar *receiptBar() const { return m_receipt; }
    const QList<TablePage *> &pages() const { return m_pages; }
    TablePage *page(PageTarget::Page kind) const;
    LatencyPage *latency() const;
    TablePage *currentPage() const;
    void showPage(PageTarget::Page kind);
    /// An action that the row of every page's actions ends with. Not owned.
    void setPageAction(QAction *action);

Q_SIGNALS:
    void pageChanged();

protected:
    void showEvent(QShowEvent *event) override;

private:
    void addPages(ConsoleContext *context);
    void showRow(int row);
    void fillToolBar();

    ConsoleActions *m_actions;
    QAction *m_pageAction = nullptr;
    TopBar *m_topBar;
    Navigation *m_navigation;
    QToolBar *m_toolBar;
    QToolBar *m_pageBar; ///< at the end of the row, with the page's own action
    MessageBar *m_messages;
    QStackedWidget *m_stack;
    ReceiptBar *m_receipt;
    QList<TablePage *> m_pages;
};

/// Ctrl+1, ...: chooses the page from anywhere in the window.
QKeySequence pageKey(PageTarget::Page kind);
/// The word for a page in settings and file names: "vehicles".
QString pageName(PageTarget::Page kind);

} // namespace movr
