#include "models/meaning.h"
#include "models/servers/server_filter.h"
#include "models/servers/server_statement_model.h"
#include "models/servers/session_model.h"

#include <QAbstractItemModelTester>
#include <QSignalSpy>
#include <QTest>

using namespace movr;
using namespace std::chrono_literals;

namespace {

const QString east = QStringLiteral("gcp-us-east1");
const QString west = QStringLiteral("gcp-us-west1");

ServerStatement counted(const QString &name, const QString &text, qint64 calls, Nanoseconds mean)
{
    return {name, text, calls, calls * 2, mean, mean / 2, mean / 4, mean * 4};
}

StatementFigures measured(const QString &name, const QString &region, quint64 n, Nanoseconds mean)
{
    StatementFigures figures{name, region, {}};
    figures.figures.n = n;
    figures.figures.mean = mean;
    return figures;
}

ServerStatements server()
{
    ServerStatements all;
    all.region = east;
    all.available = true;
    all.statements = {
        counted(QStringLiteral("transactions/start_ride"), QStringLiteral("WITH ride AS"), 10, 2ms),
        counted({}, QStringLiteral("SELECT 1 FROM other"), 1'200, 1ms),
        counted(QStringLiteral("views/rides"), QStringLiteral("SELECT id"), 3, 5ms)};
    return all;
}

ServerSession session(int pid, const QString &state)
{
    ServerSession one;
    one.pid = pid;
    one.startedAt = QStringLiteral("2026-11-24 10:00:00+00");
    one.user = QStringLiteral("alice");
    one.application = QStringLiteral("psql");
    one.state = state;
    one.stateAge = 1500ms;
    one.kind = QStringLiteral("client backend");
    one.text = QStringLiteral("UPDATE vehicles");
    return one;
}

} // namespace

/// The servers' view: statements by both sides, and sessions.
class TestServerModels : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void statementsOfBothSidesAreOneRow()
    {
        const QList<StatementRow> rows =
            statementRows(server(),
                          {measured(QStringLiteral("transactions/start_ride"), east, 40, 66ms),
                           measured(QStringLiteral("transactions/start_ride"), west, 7, 1ms),
                           measured(QStringLiteral("views/users"), east, 2, 9ms)},
                          60ms);
        QCOMPARE(rows.size(), 4); // both, the console's only, the server's two others
        const StatementRow &both = rows.first();
        QCOMPARE(both.statement, QStringLiteral("transactions/start_ride"));
        QCOMPARE(both.n, 40U);
        QCOMPARE(both.calls, 10);
        QCOMPARE(*both.difference, 64ms);
        QCOMPARE(*both.network, 60ms);
        QCOMPARE(*both.unexplained, 4ms);
        const auto ours = std::find_if(rows.cbegin(), rows.cend(), [](const StatementRow &row) {
            return row.statement == u"views/users";
        });
        QVERIFY(ours != rows.cend() && !ours->known && !ours->difference);
    }

    void whatIsNotKnownIsADash()
    {
        ServerStatementModel model;
        const QAbstractItemModelTester tester(&model);
        model.setRegion(east,
                        statementRows(server(), {measured(QStringLiteral("views/users"), east, 2, 9ms)}, {}));
        const int row = find(model, QStringLiteral("views/users"));
        QCOMPARE(text(model, row, ServerStatementModel::Calls), QStringLiteral("–"));
        QCOMPARE(text(model, row, ServerStatementModel::Difference), QStringLiteral("–"));
        QVERIFY(
            !model.index(row, ServerStatementModel::Calls).data(ServerStatementModel::SortRole).isValid());
        const int other = find(model, QStringLiteral("SELECT 1 FROM other"));
        QCOMPARE(text(model, other, ServerStatementModel::Calls), QLocale().toString(1200));
        QCOMPARE(text(model, other, ServerStatementModel::ConsoleN), QStringLiteral("–"));
        QVERIFY(!model.index(other, 0).data(ServerStatementModel::OwnRole).toBool());
    }

    void negativeDifferencesAreShownAsSuch()
    {
        ServerStatementModel model;
        model.setRegion(
            east, statementRows(server(), {measured(QStringLiteral("transactions/start_ride"), east, 3, 1ms)},
                                1ms));
        const int row = find(model, QStringLiteral("transactions/start_ride"));
        QVERIFY(text(model, row, ServerStatementModel::Difference).startsWith(u'−'));
    }

    void aReadingKeepsTheRowsThatStay()
    {
        ServerStatementModel model;
        const QAbstractItemModelTester tester(&model);
        model.setRegion(east, statementRows(server(), {}, {}));
        ServerStatements elsewhere = server();
        elsewhere.region = west;
        model.setRegion(west, statementRows(elsewhere, {}, {}));
        QCOMPARE(model.rowCount(), 6);
        const QPersistentModelIndex kept = model.index(find(model, QStringLiteral("views/rides")), 0);
        QSignalSpy resets(&model, &QAbstractItemModel::modelReset);
        QSignalSpy changed(&model, &QAbstractItemModel::dataChanged);
        ServerStatements later = server();
        later.statements.removeFirst();
        later.statements.last().calls = 4;
        later.statements.append(counted({}, QStringLiteral("SELECT 2"), 1, 1ms));
        model.setRegion(east, statementRows(later, {}, {}));
        QCOMPARE(model.rowCount(), 6);
        QCOMPARE(resets.count(), 0);
        QCOMPARE(changed.count(), 1); // what did not change is left alone
        QVERIFY(kept.isValid());
        QCOMPARE(text(model, kept.row(), ServerStatementModel::Calls), QStringLiteral("4"));
        model.setRegion(west, {});
        QCOMPARE(model.rowCount(), 3);
    }

    void filterNarrowsAndUnknownComesLast()
    {
        ServerStatementModel model;
        ServerFilter filter;
        filter.setSourceModel(&model);
        const QAbstractItemModelTester tester(&filter);
        model.setRegion(east,
                        statementRows(server(), {measured(QStringLiteral("views/users"), east, 2, 9ms)}, {}));
        ServerStatements elsewhere = server();
        elsewhere.region = west;
        model.setRegion(west, statementRows(elsewhere, {}, {}));
        filter.setRegion(east);
        QCOMPARE(filter.rowCount(), 4);
        for (const auto order : {Qt::AscendingOrder, Qt::DescendingOrder}) {
            filter.sort(ServerStatementModel::Calls, order);
            QCOMPARE(filter.index(3, ServerStatementModel::Statement).data().toString(),
                     QStringLiteral("Users (views/users)"));
        }
        QCOMPARE(filter.index(0, ServerStatementModel::Calls).data().toString(), QLocale().toString(1200));
        filter.setOwnOnly(true);
        QCOMPARE(filter.rowCount(), 3);
        filter.setText(QStringLiteral("START"));
        QCOMPARE(filter.rowCount(), 1);
        filter.setText(QStringLiteral("nowhere"));
        QCOMPARE(filter.rowCount(), 0);
    }

    void sessionsSayWhatTheyWaitFor()
    {
        SessionModel model;
        const QAbstractItemModelTester tester(&model);
        ServerSession waiting = session(11, QStringLiteral("active"));
        waiting.statementAge = 900ms;
        waiting.waitKind = QStringLiteral("Lock");
        waiting.waitFor = QStringLiteral("transactionid");
        waiting.blockedBy = {7, 8};
        ServerSession holder = session(7, QStringLiteral("idle in transaction"));
        holder.stateAge = 60s;
        model.setRegion(east, sessionRows(east, {waiting, holder}));
        QCOMPARE(text(model, 0, SessionModel::Wait), QStringLiteral("Lock: transactionid, behind 7, 8"));
        QCOMPARE(meaning(model, 0, SessionModel::Wait), Meaning::Warning);
        QCOMPARE(text(model, 1, SessionModel::State), QStringLiteral("Idle in transaction"));
        QCOMPARE(meaning(model, 1, SessionModel::StateAge), Meaning::Warning);
        QCOMPARE(text(model, 1, SessionModel::StatementAge), QString());
        QCOMPARE(text(model, 0, SessionModel::StateAge), QStringLiteral("1.5 s"));
        QCOMPARE(text(model, 1, SessionModel::StateAge), QStringLiteral("1 min"));
        holder.stateAge = 15h + 7min + 12s;
        model.setRegion(east, sessionRows(east, {waiting, holder}));
        QCOMPARE(text(model, 1, SessionModel::StateAge), QStringLiteral("15 h 07 min"));
        QCOMPARE(sessionName(model.rows().first(), {}), QStringLiteral("11 of alice (psql) in gcp-us-east1"));
    }

    /// A number comes again with another start: that is another session.
    void aSessionIsItsNumberAndItsStart()
    {
        SessionModel model;
        model.setRegion(east, sessionRows(east, {session(11, QStringLiteral("active"))}));
        const QPersistentModelIndex former = model.index(0, 0);
        ServerSession another = session(11, QStringLiteral("active"));
        another.startedAt = QStringLiteral("2026-11-24 11:00:00+00");
        model.setRegion(east, sessionRows(east, {another}));
        QVERIFY(!former.isValid());
        QCOMPARE(model.rowCount(), 1);
    }

    void lastKnownRowsAreMarked()
    {
        SessionModel model;
        QList<SessionRow> rows = sessionRows(east, {session(11, QStringLiteral("active"))});
        rows.first().stale = true;
        model.setRegion(east, rows);
        QVERIFY(text(model, 0, SessionModel::Region).contains(QStringLiteral("last known")));
        QCOMPARE(meaning(model, 0, SessionModel::State), Meaning::Muted);
    }

private:
    static QString text(const QAbstractItemModel &model, int row, int column)
    {
        return model.index(row, column).data().toString();
    }
    static Meaning meaning(const QAbstractItemModel &model, int row, int column)
    {
        return model.index(row, column).data(SessionModel::MeaningRole).value<Meaning>();
    }
    static int find(const QAbstractItemModel &model, const QString &statement)
    {
        for (int row = 0; row < model.rowCount(); ++row)
            if (text(model, row, ServerStatementModel::Statement).contains(u'(' + statement + u')')
                || text(model, row, ServerStatementModel::Statement) == statement)
                return row;
        return -1;
    }
};

QTEST_GUILESS_MAIN(TestServerModels)
#include "tst_server_models.moc"
