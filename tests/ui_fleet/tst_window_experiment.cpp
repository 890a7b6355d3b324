#include "db/cluster/network_map.h"
#include "fleet_window.h"
#include "models/alerts/alert_line_model.h"
#include "models/servers/server_statement_model.h"
#include "models/servers/session_model.h"
#include "plain_sql.h"
#include "tests/support/patience.h"
#include "ui/alerts/alert_center.h"
#include "ui/alerts/alert_lines_dialog.h"
#include "ui/dialogs/confirm_dialog.h"
#include "ui/experiment/experiment_page.h"
#include "ui/experiment/experiment_setup.h"
#include "ui/experiment/journey_result_view.h"
#include "ui/servers/region_notices.h"
#include "ui/servers/server_tab.h"
#include "ui/servers/servers_page.h"
#include "ui/text/notice_strip.h"

#include <QDockWidget>
#include <QPushButton>
#include <QSignalSpy>
#include <QSpinBox>
#include <libpq-fe.h>

using namespace movr;
using namespace movr::test;
using namespace std::chrono_literals;
using PageKind = PageTarget::Page;

namespace {

const QString east = QStringLiteral("gcp-us-east1");
const QString west = QStringLiteral("gcp-us-west1");

/// A statement that runs until somebody ends it.
class Sleeper
{
public:
    explicit Sleeper(const QString &connection)
        : m_connection(PQconnectdb(connection.toUtf8().constData()), PQfinish)
    {
        PQsendQuery(m_connection.get(), "SELECT pg_sleep(120)");
    }
    QString pid() const { return QString::number(PQbackendPID(m_connection.get())); }
    /// How it ended; waits for that.
    QString sqlState() const
    {
        const std::unique_ptr<PGresult, decltype(&PQclear)> result(PQgetResult(m_connection.get()), PQclear);
        return QString::fromLatin1(PQresultErrorField(result.get(), PG_DIAG_SQLSTATE));
    }

private:
    std::unique_ptr<PGconn, decltype(&PQfinish)> m_connection;
};

} // namespace

/// The pages Experiment and Servers and the alert lines, on a real fleet.
class TestWindowExperiment : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void initTestCase()
    {
        const QString problem = m_it.startCluster(0.02, ClusterOptions::Control::AtOnce);
        QVERIFY2(problem.isEmpty(), qPrintable(problem));
        openWindow();
    }
    void cleanupTestCase() { m_it.stop(); }

    /// From another place than the window's own desk, whose links stay as they are.
    void experimentFromAnotherPlace()
    {
        key(Qt::Key_7);
        QCOMPARE(m_it.window().currentPage()->kind(), PageKind::Experiment);
        QVERIFY2(!m_it.window().findChild<QDockWidget *>()->isVisible(), "there is no row to inspect");
        m_it.pick(FleetWindow::named<QComboBox>(experiment(), QStringLiteral("Place of the desk")),
                  QStringLiteral("New York"));
        rounds(1);
        QSignalSpy ended(experiment(), &ExperimentPage::ended);
        QTest::mouseClick(experiment()->setup()->runButton(), Qt::LeftButton);
        QVERIFY(experiment()->isRunning());
        QTRY_COMPARE_WITH_TIMEOUT(ended.count(), 1, 60'000);
        const JourneyReport &report = experiment()->result()->report();
        QVERIFY2(report.complete(), qPrintable(experiment()->result()->notice()));
        QCOMPARE(report.from, QStringLiteral("new york"));
        QCOMPARE(report.columns.size(), 3);
        const auto trip = NetworkMap::roundTrip(report.from, east).value();
        for (const JourneyColumn &column : report.columns)
            for (const JourneyTaskResult &task : column.tasks)
                QVERIFY(task.figures.n == 1 && *task.figures.median >= task.roundTrips * trip);
        QVERIFY2(m_it.cluster().linksFrom(report.from)->multiRegion != m_it.fleet().deployment(),
                 "the window's own links would be slower");
        QVERIFY(experiment()->result()->isVisible());
        QVERIFY(experiment()->toolBarActions().first()->isEnabled());
    }

    void cancelKeepsWhatWasMeasured()
    {
        const QDateTime whole = experiment()->result()->report().begun;
        QVERIFY(whole.isValid());
        m_it.pick(FleetWindow::named<QComboBox>(experiment(), QStringLiteral("Place of the desk")),
                  QStringLiteral("where this desk is"));
        rounds(10'000);
        QSignalSpy ended(experiment(), &ExperimentPage::ended);
        QTest::mouseClick(experiment()->setup()->runButton(), Qt::LeftButton);
        QTRY_VERIFY_WITH_TIMEOUT(experiment()->stateText().contains(QStringLiteral("210,021 tasks")),
                                 patience);
        key(Qt::Key_1); // it goes on while another page is shown
        QVERIFY(experiment()->isRunning());
        key(Qt::Key_7);
        QVERIFY2(experiment()->notice()->text().startsWith(QStringLiteral("Shown until this one ends")),
                 "what is shown is of before");
        QTest::mouseClick(experiment()->setup()->cancelButton(), Qt::LeftButton);
        QTRY_COMPARE_WITH_TIMEOUT(ended.count(), 1, patience);
        // The whole one stays, and what was measured until the cancel is a click away.
        QCOMPARE(experiment()->result()->report().begun, whole);
        QVERIFY2(experiment()->notice()->text().startsWith(QStringLiteral("Cancelled. Still shown")),
                 qPrintable(experiment()->notice()->text()));
        auto *other = experiment()->notice()->findChild<QPushButton *>();
        QTest::mouseClick(other, Qt::LeftButton);
        QVERIFY(experiment()->result()->report().begun > whole);
        QVERIFY2(experiment()->result()->notice().contains(QStringLiteral("Cancelled")),
                 qPrintable(experiment()->result()->notice()));
        // One that comes to nothing brings the whole one back, and leaves the other within reach.
        ended.clear();
        QTest::mouseClick(experiment()->setup()->runButton(), Qt::LeftButton);
        experiment()->cancel();
        QTRY_COMPARE_WITH_TIMEOUT(ended.count(), 1, patience);
        QCOMPARE(experiment()->result()->report().begun, whole);
        QVERIFY2(other->isVisible(), qPrintable(experiment()->notice()->text()));
        QCOMPARE(madeUpUsers(), 0);
    }

    void serversTellTheirFiguresBesideTheConsoles()
    {
        key(Qt::Key_8);
        QCOMPARE(m_it.window().currentPage()->kind(), PageKind::Servers);
        servers()->showTab(ServersPage::Statements);
        for (const Region &region : m_it.fleet().deployment().regions)
            QTRY_VERIFY_WITH_TIMEOUT(rowsOf(region.name) > 0, patience);
        const StatementRow *both = nullptr;
        for (const StatementRow &row : servers()->statements()->rows())
            if (row.region == east && row.known && row.consoleMean)
                both = &row;
        QVERIFY(both);
        QVERIFY(both->statement.startsWith(u"views/") && both->calls > 0 && both->difference
                && both->network);
        QVERIFY(servers()->view(ServersPage::Statements)->picture().isEmpty());
    }

    void whatIsNotInstalledIsSaidForItsRegion()
    {
        PlainSql sql(direct(west));
        sql.run(QStringLiteral("DROP EXTENSION pg_stat_statements"));
        refreshed(west);
        const RegionNotices *notices = servers()->view(ServersPage::Statements)->notices();
        QVERIFY2(notices->text(west).contains(QStringLiteral("US West"))
                     && notices->text(west).contains(QStringLiteral("CREATE EXTENSION")),
                 qPrintable(notices->text(west)));
        QVERIFY(notices->text(east).isEmpty());
        sql.run(QStringLiteral("CREATE EXTENSION pg_stat_statements"));
        refreshed(west);
        QVERIFY(notices->text(west).isEmpty());
    }

    void aStatementIsCancelledOnceItWasAskedFor()
    {
        const Sleeper sleeper(direct(east));
        servers()->showTab(ServersPage::Sessions);
        ServerTable *table = servers()->view(ServersPage::Sessions)->table();
        QTRY_VERIFY_WITH_TIMEOUT((refreshed(east), select(table, sleeper.pid())), patience);
        table->setFocus();
        QVERIFY(servers()->cancelAction()->isEnabled());
        QTest::keyClick(table, Qt::Key_Delete);
        auto *dialog = qobject_cast<ConfirmDialog *>(m_it.dialog());
        QVERIFY(dialog);
        QVERIFY2(dialog->accessibleDescription().contains(sleeper.pid())
                     && dialog->accessibleDescription().contains(QStringLiteral("US East")),
                 qPrintable(dialog->accessibleDescription()));
        QTest::mouseClick(dialog->acceptButton(), Qt::LeftButton);
        QTRY_VERIFY2_WITH_TIMEOUT(m_it.messages().text().contains(QStringLiteral("was asked to end")),
                                  qPrintable(m_it.messages().text()), patience);
        QCOMPARE(onWorker([&sleeper] { return sleeper.sqlState(); }), QStringLiteral("57014"));
    }

    void aRegionThatIsDownIsSaidAndItsRowsAreOld()
    {
        RelayHub &relays = m_it.cluster().relays();
        const RelayId link = m_it.cluster().deskRelay(west);
        QTRY_VERIFY_WITH_TIMEOUT((refreshed(west), sessionsOf(west, false) > 0), patience);
        relays.setRefuse(link, true);
        refreshed(west);
        const RegionNotices *notices = servers()->view(ServersPage::Sessions)->notices();
        QTRY_VERIFY2_WITH_TIMEOUT(notices->text(west).startsWith(QStringLiteral("The sessions of US West")),
                                  qPrintable(notices->text(west)), patience);
        QVERIFY(sessionsOf(west, true) > 0 && sessionsOf(west, false) == 0);
        QVERIFY(sessionsOf(east, false) > 0);
        QVERIFY(notices->text(east).isEmpty());
        relays.setRefuse(link, false);
        QTRY_VERIFY_WITH_TIMEOUT(m_it.allUp(), patience);
        QTRY_VERIFY_WITH_TIMEOUT((refreshed(west), notices->text(west).isEmpty()), patience);
    }

    /// The link to the west takes 64 ms: more than the line.
    void aLineThatIsCrossedIsToldAndMarked()
    {
        auto *center = m_it.window().findChild<AlertCenter *>();
        AlertLinesDialog *dialog = center->open();
        AlertLine line;
        line.region = west;
        line.threshold = 20ms;
        line.span = 2s;
        QSignalSpy marks(center->watch(), &AlertWatch::marksChanged);
        dialog->model()->append(line);
        const auto crossed = [this] {
            for (int i = 0; i < 6; ++i)
                (void)m_it.fleet().vehicles(QStringLiteral("load %1").arg(i), {west, {}, {}}, VehicleQuery());
            loopFor(200ms);
            return m_it.messages().text().contains(QStringLiteral("above the line of 20 ms"));
        };
        QVERIFY2(loopUntil(crossed, std::chrono::milliseconds(patience)), qPrintable(m_it.messages().text()));
        QVERIFY2(m_it.messages().text().contains(QStringLiteral("US West")),
                 qPrintable(m_it.messages().text()));
        QCOMPARE(center->watch()->marks().size(), 1);
        QVERIFY(!center->watch()->marks().first().until.isValid());
        QVERIFY(dialog->model()
                    ->index(0, AlertLineModel::State)
                    .data()
                    .toString()
                    .startsWith(QStringLiteral("Above")));
        dialog->model()->remove(0);
        QVERIFY(center->watch()->marks().first().until.isValid());
        QVERIFY(m_it.settings().alertLines().isEmpty());
        dialog->close();
    }

    /// Closing the window while it runs cancels it, and what was made up is taken out of use.
    void closingTheWindowCancels()
    {
        key(Qt::Key_7);
        rounds(10'000);
        QTest::mouseClick(experiment()->setup()->runButton(), Qt::LeftButton);
        QTRY_VERIFY_WITH_TIMEOUT(experiment()->stateText().contains(QStringLiteral("210,021 tasks")),
                                 patience);
        m_it.close();
        QCOMPARE(madeUpUsers(), 0);
    }

private:
    void openWindow()
    {
        m_it.open();
        m_it.window().resize(1280, 800);
        QVERIFY(QTest::qWaitForWindowExposed(&m_it.window()));
        QTRY_VERIFY_WITH_TIMEOUT(m_it.allUp(), patience);
        EmbeddedCluster *cluster = &m_it.cluster();
        experiment()->setOwnDeployments(
            {NetworkMap::places(), cluster->from(),
             [cluster](const QString &place) -> Result<OwnDeployments::Links> {
                 const auto links = cluster->linksFrom(place);
                 if (!links)
                     return links.failure();
                 return OwnDeployments::Links{links->multiRegion, links->singleRegion};
             }});
    }
    ExperimentPage *experiment()
    {
        return qobject_cast<ExperimentPage *>(m_it.window().view()->page(PageKind::Experiment));
    }
    ServersPage *servers()
    {
        return qobject_cast<ServersPage *>(m_it.window().view()->page(PageKind::Servers));
    }
    void key(Qt::Key page)
    {
        m_it.activate();
        QTest::keyClick(&m_it.window(), page, Qt::ControlModifier);
    }
    void rounds(int wanted)
    {
        FleetWindow::named<QSpinBox>(experiment(), QStringLiteral("Rounds"))->setValue(wanted);
    }
    QString direct(const QString &region)
    {
        for (const auto &endpoint : m_it.cluster().endpoints())
            if (endpoint.region == region)
                return endpoint.direct;
        return {};
    }
    int rowsOf(const QString &region)
    {
        int count = 0;
        for (const StatementRow &row : servers()->statements()->rows())
            count += row.region == region ? 1 : 0;
        return count;
    }
    int sessionsOf(const QString &region, bool stale)
    {
        int count = 0;
        for (const SessionRow &row : servers()->sessions()->rows())
            count += row.region == region && row.stale == stale ? 1 : 0;
        return count;
    }
    /// The next answer of that region, or its failure, to a request that was sent now.
    void refreshed(const QString &region)
    {
        for (int turn = 0; turn < 2; ++turn) { // the first may have been under way
            QSignalSpy read(servers(), &ServersPage::regionRead);
            servers()->refresh();
            const auto there = [&read, &region] {
                return std::any_of(read.cbegin(), read.cend(), [&region](const QVariantList &one) {
                    return one.first().toString() == region;
                });
            };
            QVERIFY(loopUntil(there, std::chrono::milliseconds(patience)));
        }
    }
    static bool select(ServerTable *table, const QString &pid)
    {
        for (int row = 0; row < table->model()->rowCount(); ++row)
            if (table->model()->index(row, SessionModel::Pid).data().toString() == pid
                && table->model()->index(row, SessionModel::State).data().toString() == u"Active") {
                table->selectRow(row);
                return true;
            }
        return false;
    }
    /// Of experiments, that are still in use, in both deployments.
    int madeUpUsers()
    {
        int count = 0;
        for (const QString &connection :
             {direct(east), m_it.cluster().singleRegion().regions.first().connection})
            count += PlainSql(connection)
                         .run(QStringLiteral("SELECT count(*) FROM users WHERE username LIKE 'journey-%'"))
                         .value(0)
                         .toInt();
        return count;
    }

    FleetWindow m_it;
};

QTEST_MAIN(TestWindowExperiment)
#include "tst_window_experiment.moc"
