#include "db/fleet/fleet.h"
#include "db/latency/latency_store.h"
#include "models/presentation/city_time.h"
#include "models/servers/server_statement_model.h"
#include "models/servers/session_model.h"
#include "ui/dialogs/confirm_dialog.h"
#include "ui/servers/region_notices.h"
#include "ui/servers/server_tab.h"
#include "ui/servers/servers_page.h"

#include <QDateTime>

namespace movr {

namespace {

using namespace std::chrono_literals;

constexpr auto sessionsEvery = 3s;
constexpr auto statementsEvery = 15s;
constexpr auto consoleWindow = 1h; ///< of the console's own figures

QString viewName(ServersPage::Tab tab)
{
    return tab == ServersPage::Statements ? QStringLiteral("server statements")
                                          : QStringLiteral("server sessions");
}

/// What was read of a region stays, marked as old.
template <class Model>
void markStale(Model *model, const QString &region)
{
    auto rows = model->rows();
    rows.removeIf([&region](const auto &row) { return row.region != region; });
    for (auto &row : rows)
        row.stale = true;
    model->setRegion(region, rows);
}

} // namespace

/// Every region is asked by itself: a silent one keeps no other one's answer back.
void ServersPage::read()
{
    if (!m_fleet || !isVisible())
        return;
    m_again.start(tab() == Statements ? std::chrono::milliseconds(statementsEvery)
                                      : std::chrono::milliseconds(sessionsEvery));
    const Tab shown = tab();
    for (const Region &region : m_fleet->deployment().regions) {
        if (!view(shown)->asking(region.name))
            continue;
        if (shown == Statements)
            readStatements(region.name);
        else
            readSessions(region.name);
    }
}

void ServersPage::readStatements(const QString &region)
{
    m_fleet->serverStatements(viewName(Statements), region)
        .then(this, [this, region, fleet = m_fleetNumber](const Result<ServerStatements> &answer) {
            if (fleet != m_fleetNumber)
                return;
            if (answer.ok())
                acceptStatements(region, *answer);
            else
                fail(Statements, region, answer.failure());
        });
}

/// The console's own figures of the same region are put beside them.
void ServersPage::acceptStatements(const QString &region, const ServerStatements &server)
{
    m_statementTab->notices()->tell(region, Meaning::Info,
                                    server.available ? QString() : m_labels.in(server.hint));
    const TimeWindow window = windowUntil(QDateTime::currentDateTimeUtc(), consoleWindow);
    const LatencyScope scope{{region}, {}};
    // The floor as the probe knows it now; the window's own would count a former desk's distance as well.
    const auto floor = m_fleet->region(region).roundTrip;
    m_fleet->latency()
        .table(scope, window, true)
        .then(this, [this, server, floor, fleet = m_fleetNumber](const QList<StatementFigures> &console) {
            if (fleet == m_fleetNumber)
                showStatements(server, console, floor);
        });
}

void ServersPage::showStatements(const ServerStatements &server, const QList<StatementFigures> &console,
                                 std::optional<Nanoseconds> floor)
{
    m_statements->setRegion(server.region, statementRows(server, console, floor));
    m_statementTab->answered(server.region);
    showCurrent();
    Q_EMIT sourceChanged();
    Q_EMIT regionRead(server.region);
}

void ServersPage::readSessions(const QString &region)
{
    m_fleet->sessions(viewName(Sessions), region)
        .then(this, [this, region, fleet = m_fleetNumber](const Result<QList<ServerSession>> &answer) {
            if (fleet != m_fleetNumber)
                return;
            if (answer.ok())
                acceptSessions(region, *answer);
            else
                fail(Sessions, region, answer.failure());
        });
}

void ServersPage::acceptSessions(const QString &region, const QList<ServerSession> &sessions)
{
    // A role that may not read others' activity sees that they are there, without state and text.
    qsizetype hidden = 0;
    for (const ServerSession &session : sessions)
        hidden += session.text == u"<insufficient privilege>" ? 1 : 0;
    m_sessionTab->notices()->tell(region, Meaning::Info,
                                  hidden == 0 ? QString()
                                              : tr("%1: what sessions of other roles do is hidden from this "
                                                   "console's role (%2 of them). It needs pg_read_all_stats.")
                                                    .arg(m_labels.of(region))
                                                    .arg(hidden));
    m_sessions->setRegion(region, sessionRows(region, sessions));
    m_sessionTab->answered(region);
    showCurrent();
    Q_EMIT sourceChanged();
    Q_EMIT regionRead(region);
}

void ServersPage::fail(Tab tab, const QString &region, const Failure &failure)
{
    if (failure.kind == FailureKind::Cancelled)
        return view(tab)->dropped(region);
    const QString label = m_labels.of(region);
    const QString what = tab == Statements ? tr("The statements of %1 could not be read.").arg(label)
                                           : tr("The sessions of %1 could not be read.").arg(label);
    view(tab)->notices()->tell(region, Meaning::Bad, tr("%1 %2").arg(what, m_labels.in(failure.sentence)),
                               failure.detail);
    if (tab == Statements)
        markStale(m_statements, region);
    else
        markStale(m_sessions, region);
    view(tab)->failed(region);
    showCurrent();
    Q_EMIT regionRead(region);
}

void ServersPage::askCancel()
{
    const int at = m_sessionTab->table()->currentRow();
    if (at < 0 || !m_cancel->isEnabled())
        return;
    const SessionRow row = m_sessions->rows().at(at);
    const QString name = sessionName(row, m_labels);
    const ServerSession &session = row.session;
    const QString text = session.text.simplified().left(300);
    const QString since =
        session.statementAge ? durationText(*session.statementAge) : durationText(session.stateAge);
    auto *dialog = new ConfirmDialog(tr("Cancel statement"), tr("Cancel what session %1 runs?").arg(name),
                                     tr("It has been running for %1: %2\n\nThe server ends the statement, "
                                        "and its transaction is rolled back. The session "
                                        "stays connected.")
                                         .arg(since, text),
                                     tr("&Cancel statement"), QStringLiteral("process-stop"), this);
    dialog->cancelButton()->setText(tr("&Keep running"));
    dialog->cancelButton()->setAccessibleName(tr("Keep running"));
    dialog->setAttribute(Qt::WA_DeleteOnClose);
    connect(dialog, &QDialog::accepted, this,
            [this, row, name] { sendCancel(row.region, row.session, name); });
    dialog->open();
}

void ServersPage::sendCancel(const QString &region, const ServerSession &session, const QString &name)
{
    if (!m_fleet)
        return;
    m_fleet->cancelSession(region, session)
        .then(this, [this, name, fleet = m_fleetNumber](const Result<CancelOutcome> &outcome) {
            if (fleet != m_fleetNumber)
                return;
            if (!outcome.ok())
                Q_EMIT messageWanted(Message::error(outcome.failure()));
            else if (*outcome == CancelOutcome::Asked)
                Q_EMIT messageWanted({Message::Kind::Done,
                                      tr("The server was asked to end what session %1 runs.").arg(name),
                                      {},
                                      {},
                                      {}});
            else
                Q_EMIT messageWanted(
                    {Message::Kind::Info, tr("Session %1 has ended meanwhile.").arg(name), {}, {}, {}});
            read();
        });
}

} // namespace movr
