#pragma once

#include "db/base/result.h"
#include "db/servers/server_view.h"
#include "models/presentation/region_labels.h"
#include "ui/pages/table_page.h"

#include <QTimer>

class QCheckBox;
class QComboBox;
class QLineEdit;
class QPlainTextEdit;
class QTabWidget;

namespace movr {

class ServerStatementModel;
class ServerTab;
class SessionModel;

/// What the servers themselves say: the statements' statistics beside the console's own figures, and the sessions. Reads the
/// tab that is shown, from all regions side by side: on request, sessions every 3 s, statements every 15 s. What a region
/// said last stays, marked, while it does not answer.
class ServersPage : public TablePage
{
    Q_OBJECT

public:
    enum Tab { Statements, Sessions };

    explicit ServersPage(ConsoleContext *context, QWidget *parent = nullptr);

    PageTarget::Page kind() const override { return PageTarget::Page::Servers; }
    QString title() const override;
    QIcon icon() const override;
    void setFleet(Fleet *fleet) override;
    void setScope(const ViewScope &) override {} // of the whole fleet; the page has a filter of its own
    void applyFilter(const PageTarget &) override {}
    Selection selection() const override { return {}; }
    RowSource source() const override;
    bool hasRows() const override { return false; }
    QList<QAction *> toolBarActions() const override { return m_actions; }
    void refresh() override;
    QVariantMap saveState() const override;
    void restoreState(const QVariantMap &state) override;

    void showTab(Tab tab);
    Tab tab() const;
    ServerTab *view(Tab tab) const { return tab == Statements ? m_statementTab : m_sessionTab; }
    ServerStatementModel *statements() const { return m_statements; }
    SessionModel *sessions() const { return m_sessions; }
    QAction *cancelAction() const { return m_cancel; }

Q_SIGNALS:
    /// An answer of a region, or its failure, is on the page.
    void regionRead(const QString &region);

protected:
    void showEvent(QShowEvent *event) override;
    void hideEvent(QHideEvent *event) override;

private:
    void build();
    QWidget *buildFilters();
    void buildActions();
    void read();
    void readStatements(const QString &region);
    void readSessions(const QString &region);
    void acceptStatements(const QString &region, const ServerStatements &server);
    void showStatements(const ServerStatements &server, const QList<StatementFigures> &console,
                        std::optional<Nanoseconds> floor);
    void acceptSessions(const QString &region, const QList<ServerSession> &sessions);
    void fail(Tab tab, const QString &region, const Failure &failure);
    void narrow();
    void showCurrent();
    void askCancel();
    void sendCancel(const QString &region, const ServerSession &session, const QString &name);

    Fleet *m_fleet = nullptr;
    RegionLabels m_labels;
    quint64 m_fleetNumber = 0; ///< answers of a former fleet are dropped
    ServerStatementModel *m_statements;
    SessionModel *m_sessions;
    ServerTab *m_statementTab;
    ServerTab *m_sessionTab;
    QTabWidget *m_tabs;
    QComboBox *m_region;
    QCheckBox *m_own;
    QLineEdit *m_text;
    QPlainTextEdit *m_whole; ///< the current row's statement
    QTimer m_again;
    QList<QAction *> m_actions;
    QAction *m_refresh = nullptr;
    QAction *m_cancel = nullptr;
};

} // namespace movr
