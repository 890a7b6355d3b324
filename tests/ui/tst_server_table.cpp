#include "models/servers/server_filter.h"
#include "models/servers/session_model.h"
#include "ui/servers/server_table.h"

#include <QAbstractItemModelTester>
#include <QSignalSpy>
#include <QTest>

using namespace movr;

namespace {

const QString east = QStringLiteral("gcp-us-east1");

QList<SessionRow> sessions(const QList<int> &pids)
{
    QList<ServerSession> all;
    for (const int pid : pids) {
        ServerSession one;
        one.pid = pid;
        one.startedAt = QStringLiteral("2026-11-24 10:00:00+00");
        all.append(one);
    }
    return sessionRows(east, all);
}

} // namespace

/// The table of the servers' view while its rows are read again.
class TestServerTable : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void theChosenRowStaysWhileOthersGo()
    {
        m_model.setRegion(east, sessions({11, 12, 13}));
        choose(12);
        m_model.setRegion(east, sessions({12, 13, 14}));
        QCOMPARE(m_model.rows().at(m_table.currentRow()).session.pid, 12);
        QCOMPARE(m_table.selectionModel()->selectedRows().size(), 1);
    }

    /// Whoever cancels the session that was chosen a moment ago is not to hit the next one.
    void theChosenRowGoesAndNoOtherIsChosen()
    {
        m_model.setRegion(east, sessions({11, 12, 13}));
        choose(12);
        QSignalSpy told(&m_table, &ServerTable::currentChangedOrRead);
        m_model.setRegion(east, sessions({11, 13}));
        QCOMPARE(m_table.currentRow(), -1);
        QVERIFY(!m_table.selectionModel()->hasSelection());
        QVERIFY(!told.isEmpty());
    }

private:
    void choose(int pid)
    {
        for (int row = 0; row < m_model.rowCount(); ++row)
            if (m_model.rows().at(row).session.pid == pid)
                m_table.setCurrentIndex(m_table.filter()->mapFromSource(m_model.index(row, 0)));
        QCOMPARE(m_model.rows().at(m_table.currentRow()).session.pid, pid);
        QVERIFY(m_table.selectionModel()->hasSelection());
    }

    SessionModel m_model;
    QAbstractItemModelTester m_tester{&m_model, QAbstractItemModelTester::FailureReportingMode::QtTest};
    ServerTable m_table{QStringLiteral("Sessions"), &m_model, SessionModel::Statement};
};

QTEST_MAIN(TestServerTable)
#include "tst_server_table.moc"
