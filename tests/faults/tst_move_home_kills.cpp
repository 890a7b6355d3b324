#include "tests/faults/busy_operator.h"
#include "tests/support/patience.h"

#include <algorithm>
#include <future>

using namespace movr;
using namespace movr::test;
using namespace std::chrono_literals;

/// Servers die before, in and after the steps of a move, under a busy operator: it comes to its end or is undone, and what
/// was acknowledged is there once.
class TestMoveHomeKills : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void initTestCase();
    void cleanupTestCase();

    void serverKilled_data();
    void serverKilled();

private:
    bool allUp()
    {
        const auto regions = m_console->regions();
        return std::all_of(regions.cbegin(), regions.cend(),
                           [](const RegionStatus &region) { return region.state == RegionState::Up; });
    }

    MovingFleet m_fleet;
    std::unique_ptr<Fleet> m_console; ///< one over all that happens
};

void TestMoveHomeKills::initTestCase()
{
    const QString problem = m_fleet.start();
    QVERIFY2(problem.isEmpty(), qPrintable(problem));
    m_console = std::make_unique<Fleet>(m_fleet.cluster().deployment());
    QVERIFY(connectFleet(*m_console));
}

void TestMoveHomeKills::cleanupTestCase()
{
    m_console.reset();
    m_fleet.stop();
}

void TestMoveHomeKills::serverKilled_data()
{
    QTest::addColumn<QString>("statement");
    QTest::addColumn<int>("where"); // 0: old home, 1: new home, 2: the third
    QTest::addColumn<QString>("moment");
    const auto add = [](const QString &moments, const char *statement, int where) {
        static const char *const places[]{"old home", "new home", "third"};
        for (const QString &moment : moments.split(u' '))
            QTest::addRow("%s %s, %s", qPrintable(moment), statement, places[where])
                << QStringLiteral("placement_change/") + QLatin1String(statement) << where << moment;
    };
    // Before a step is after the one that precedes it.
    add(QStringLiteral("before in"), "prepare_move", 0);
    add(QStringLiteral("in after"), "prepare_move", 1);
    add(QStringLiteral("before in after"), "hold_writes", 0);
    add(QStringLiteral("before in after"), "take_over", 1);
    add(QStringLiteral("in"), "take_over", 2);
    add(QStringLiteral("in"), "adopt_home", 0);
    add(QStringLiteral("in"), "refresh_subscription", 2);
    add(QStringLiteral("in after"), "end", 1);
}

void TestMoveHomeKills::serverKilled()
{
    QFETCH(QString, statement);
    QFETCH(int, where);
    QFETCH(QString, moment);
    const QString oldHome = m_fleet.homeOfPartition(usEast);
    const QString newHome = (oldHome == east ? europe : east);
    const QString victim = where == 0 ? oldHome : where == 1 ? newHome : m_fleet.third(oldHome, newHome);

    QTRY_VERIFY_WITH_TIMEOUT(allUp(), patience);
    BusyOperator busy(*m_console, ownersIn(m_fleet, oldHome, usEastCities));
    busy.start(4);
    const auto change = m_fleet.change();
    change->setPatience(60s);
    std::future<bool> killed;
    bool seen = false;
    const auto kill = [&] {
        killed = std::async(std::launch::async, [this, victim] {
            return m_fleet.cluster().crashServer(victim).ok() && m_fleet.cluster().restartServer(victim).ok();
        });
        if (moment != u"in")
            killed.wait();
    };
    change->setBefore([&](const QString &name, const QString &region) {
        const bool its = name == statement && (where == 2 || region == victim);
        if (killed.valid())
            return;
        if (its && moment != u"after")
            kill();
        else if (!its && seen && moment == u"after")
            kill();
        seen = seen || its;
    });
    const auto end = carryOut(*change, MoveHome{usEast, newHome});
    if (!killed.valid()) // after the very last statement
        kill();
    QVERIFY2(end && end->kind != ChangeEnd::Kind::Unfinished, qPrintable(describe(end)));
    QVERIFY(killed.get());
    busy.stop();
    QTRY_VERIFY_WITH_TIMEOUT(busy.atRest(), 30'000);
    const QString home = end->kind == ChangeEnd::Kind::Done ? newHome : oldHome;
    qInfo("%s", qUtf8Printable(describe(end)));
    QVERIFY(m_fleet.isRight(usEast, home, usEastCities.first()));
    QCOMPARE(countIn(m_fleet, home, busy.acknowledged()), busy.acknowledged().size());
}

QTEST_GUILESS_MAIN(TestMoveHomeKills)
#include "tst_move_home_kills.moc"
