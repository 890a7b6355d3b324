#include "ui/servers/servers_page.h"

#include "db/fleet/fleet.h"
#include "models/servers/server_filter.h"
#include "models/servers/server_statement_model.h"
#include "models/servers/session_model.h"
#include "ui/servers/region_notices.h"
#include "ui/servers/server_tab.h"
#include "ui/text/edit_buttons.h"
#include "ui/window/elided_combo_box.h"

#include <QAction>
#include <QCheckBox>
#include <QComboBox>
#include <QFontDatabase>
#include <QHBoxLayout>
#include <QHeaderView>
#include <QIcon>
#include <QLabel>
#include <QLineEdit>
#include <QMenu>
#include <QPlainTextEdit>
#include <QSplitter>
#include <QTabWidget>
#include <QVBoxLayout>

namespace movr {

namespace {

// Names in the settings.
const QString tabKey = QStringLiteral("tab");
const QString ownKey = QStringLiteral("own_only");

} // namespace

ServersPage::ServersPage(ConsoleContext *, QWidget *parent)
    : TablePage(parent), m_statements(new ServerStatementModel(this)), m_sessions(new SessionModel(this)),
      m_statementTab(new ServerTab(tr("Statements by the servers and by this console"), m_statements,
                                   ServerStatementModel::Statement, tr("No statement was counted yet."))),
      m_sessionTab(new ServerTab(tr("Sessions"), m_sessions, SessionModel::Statement,
                                 tr("Nobody is connected to these databases."))),
      m_tabs(new QTabWidget(this)), m_region(new ElidedComboBox(this)),
      m_own(new QCheckBox(tr("The &console's only"), this)), m_text(new QLineEdit(this)),
      m_whole(new QPlainTextEdit(this))
{
    setAccessibleName(title());
    buildActions();
    build();
    connect(&m_again, &QTimer::timeout, this, &ServersPage::read);
    connect(m_tabs, &QTabWidget::currentChanged, this, [this] {
        narrow();
        showCurrent();
        read();
    });
    narrow();
    showCurrent();
}

QString ServersPage::title() const
{
    return tr("Servers");
}

QIcon ServersPage::icon() const
{
    return QIcon::fromTheme(QStringLiteral("server-database"));
}

void ServersPage::buildActions()
{
    m_refresh = new QAction(QIcon::fromTheme(QStringLiteral("view-refresh")), tr("Refresh"), this);
    m_refresh->setToolTip(
        tr("Asks every region again (F5). While the page is shown, sessions are read every 3 s and "
           "statements every 15 s."));
    m_cancel = new QAction(QIcon::fromTheme(QStringLiteral("process-stop")), tr("Cancel statement…"), this);
    m_cancel->setShortcut(Qt::Key_Delete);
    m_cancel->setShortcutContext(Qt::WidgetWithChildrenShortcut);
    m_actions = {m_refresh, m_cancel};
    connect(m_refresh, &QAction::triggered, this, &ServersPage::refresh);
    connect(m_cancel, &QAction::triggered, this, &ServersPage::askCancel);
}

void ServersPage::build()
{
    m_whole->setReadOnly(true);
    m_whole->setAccessibleName(tr("Text of the statement"));
    m_whole->setPlaceholderText(tr("The text of the current row's statement"));
    m_whole->setFont(QFontDatabase::systemFont(QFontDatabase::FixedFont));
    m_whole->setFrameShape(QFrame::NoFrame);
    m_whole->setTabChangesFocus(true);
    m_whole->setMinimumHeight(48);
    m_tabs->setDocumentMode(true);
    m_tabs->setUsesScrollButtons(false); // two tabs: there is always room
    m_tabs->addTab(m_statementTab, tr("S&tatements"));
    m_tabs->addTab(m_sessionTab, tr("Sess&ions"));
    m_tabs->setAccessibleName(tr("What the servers say"));
    m_statementTab->table()->sortByColumn(ServerStatementModel::ConsoleN, Qt::DescendingOrder);
    m_sessionTab->table()->sortByColumn(SessionModel::StatementAge, Qt::DescendingOrder);
    m_sessionTab->table()->addAction(m_cancel);
    m_sessionTab->table()->setContextMenuPolicy(Qt::ActionsContextMenu);
    for (const ServerTab *tab : {m_statementTab, m_sessionTab}) {
        connect(tab->table(), &ServerTable::currentChangedOrRead, this, &ServersPage::showCurrent);
        connect(tab->notices(), &RegionNotices::retryWanted, this, &ServersPage::refresh);
    }
    auto *splitter = new QSplitter(Qt::Vertical, this);
    splitter->addWidget(m_tabs);
    splitter->addWidget(m_whole);
    splitter->setChildrenCollapsible(false);
    splitter->setStretchFactor(0, 1);
    splitter->setSizes({500, 84});
    m_tabs->setCornerWidget(buildFilters(), Qt::TopRightCorner);
    auto *layout = new QVBoxLayout(this);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->setSpacing(0);
    layout->addWidget(splitter, 1);
}

QWidget *ServersPage::buildFilters()
{
    m_region->setAccessibleName(tr("Region"));
    m_region->setToolTip(tr("Shows one region's rows only"));
    m_own->setToolTip(tr("Leaves out the statements of other programs"));
    m_own->setAccessibleName(tr("The console's only"));
    m_own->setChecked(true);
    m_text->setAccessibleName(tr("Filter"));
    m_text->setPlaceholderText(tr("Filter"));
    m_text->setToolTip(tr("Shows only rows with this text in any column"));
    m_text->setMinimumWidth(80);
    m_text->setMaximumWidth(180);
    m_region->setMinimumWidth(90);
    addSearchIcon(m_text);
    addClearButton(m_text);
    auto *box = new QWidget(m_tabs);
    auto *row = new QHBoxLayout(box);
    row->setContentsMargins(4, 2, 8, 2);
    row->addWidget(m_own);
    row->addWidget(m_region);
    row->addWidget(m_text);
    connect(m_region, &QComboBox::currentIndexChanged, this, &ServersPage::narrow);
    connect(m_own, &QCheckBox::toggled, this, &ServersPage::narrow);
    connect(m_text, &QLineEdit::textChanged, this, &ServersPage::narrow);
    return box;
}

void ServersPage::setFleet(Fleet *fleet)
{
    if (m_fleet)
        m_fleet->disconnect(this);
    m_fleet = fleet;
    ++m_fleetNumber;
    m_labels = fleet ? RegionLabels(fleet->deployment()) : RegionLabels();
    m_statements->setLabels(m_labels);
    m_sessions->setLabels(m_labels);
    m_statements->clear();
    m_sessions->clear();
    m_statementTab->clear();
    m_sessionTab->clear();
    m_region->clear();
    m_region->addItem(tr("All regions"), QString());
    if (!fleet)
        return;
    for (const Region &region : fleet->deployment().regions)
        m_region->addItem(m_labels.of(region.name), region.name);
    if (isVisible())
        read();
}

RowSource ServersPage::source() const
{
    const ServerTab *const shown = view(tab());
    if (!shown->readAt().isValid())
        return {};
    return {tr("By the servers of %1").arg(m_labels.of(shown->readRegions()).join(tr(", "))), {}};
}

void ServersPage::showTab(Tab tab)
{
    m_tabs->setCurrentIndex(tab);
}

ServersPage::Tab ServersPage::tab() const
{
    return static_cast<Tab>(m_tabs->currentIndex());
}

void ServersPage::showEvent(QShowEvent *event)
{
    TablePage::showEvent(event);
    read();
}

void ServersPage::hideEvent(QHideEvent *event)
{
    TablePage::hideEvent(event);
    m_again.stop();
}

void ServersPage::refresh()
{
    read();
}

void ServersPage::narrow()
{
    for (ServerTab *tab : {m_statementTab, m_sessionTab}) {
        tab->table()->filter()->setRegion(m_region->currentData().toString());
        tab->table()->filter()->setText(m_text->text().trimmed());
        tab->showState();
    }
    m_statementTab->table()->filter()->setOwnOnly(m_own->isChecked());
    m_statementTab->showState();
    m_own->setVisible(tab() == Statements);
}

void ServersPage::showCurrent()
{
    const ServerTab *const shown = view(tab());
    const QModelIndex current = shown->table()->currentIndex();
    const int textRole =
        tab() == Statements ? int(ServerStatementModel::TextRole) : int(SessionModel::TextRole);
    const QString text = current.isValid() ? current.data(textRole).toString() : QString();
    if (m_whole->toPlainText() != text)
        m_whole->setPlainText(text);
    const int row = m_sessionTab->table()->currentRow();
    const bool any = tab() == Sessions && row >= 0;
    const bool cancellable =
        any && !m_sessions->rows().at(row).stale && m_sessions->rows().at(row).session.cancellable();
    m_cancel->setVisible(tab() == Sessions);
    m_cancel->setEnabled(cancellable);
    m_cancel->setToolTip(cancellable ? tr("Asks the server to end what the current session runs (Delete)")
                         : any       ? tr("The current session runs nothing that could be cancelled")
                                     : tr("Needs a session that runs a statement"));
}

QVariantMap ServersPage::saveState() const
{
    return {{tabKey, int(tab())}, {ownKey, m_own->isChecked()}};
}

void ServersPage::restoreState(const QVariantMap &state)
{
    if (state.isEmpty())
        return;
    m_tabs->setCurrentIndex(state.value(tabKey).toInt() == Sessions ? Sessions : Statements);
    m_own->setChecked(state.value(ownKey, true).toBool());
}

} // namespace movr
