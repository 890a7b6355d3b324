#include "db/cluster/relay.h"
#include "db/fleet/schema_check.h"
#include "db/lane/sql_session.h"
#include "db/movr/page_reader.h"
#include "tests/support/patience.h"
#include "tests/support/test_fleet.h"

#include <QTcpServer>
#include <QTcpSocket>
#include <QTest>

#include <atomic>

using namespace movr;
using namespace movr::test;
using namespace std::chrono_literals;
using Clock = std::chrono::steady_clock;

namespace {

constexpr double farLonger = 10 * patience / 1000.; ///< seconds: what ends within a test was ended

const QString region = QStringLiteral("gcp-us-east1");

int milliseconds(Clock::duration duration)
{
    return int(std::chrono::duration_cast<std::chrono::milliseconds>(duration).count());
}

/// A server that takes connections and never says a word, or says what it is told to.
class OddServer
{
public:
    explicit OddServer(const QByteArray &greeting = {})
    {
        m_server.listen(QHostAddress::LocalHost);
        QObject::connect(&m_server, &QTcpServer::newConnection, &m_server, [this, greeting] {
            QTcpSocket *socket = m_server.nextPendingConnection();
            if (!greeting.isEmpty())
                QObject::connect(socket, &QTcpSocket::readyRead, socket,
                                 [socket, greeting] { socket->write(greeting); });
        });
    }
    QString connection() const
    {
        return QStringLiteral("host=127.0.0.1 port=%1 user=movr dbname=movr sslmode=disable")
            .arg(m_server.serverPort());
    }

private:
    QTcpServer m_server;
};

/// A Qt SQL lane runs named statements alone: the test makes one wait by holding a lock on its table. That table is in a
/// database of the test's own: in the shared one the probes of every other test would wait with it.
class HeldTable
{
public:
    explicit HeldTable(const QString &connection, bool hold) : m_admin(connection)
    {
        if (hold)
            m_admin.run(QStringLiteral("BEGIN; LOCK TABLE movr.placement IN ACCESS EXCLUSIVE MODE"));
    }

private:
    Admin m_admin; ///< its end lets the table go
};

} // namespace

/// Lanes against real servers: cancelling, deadlines, superseding, dead links, and connections that cannot be.
class TestLanes : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void initTestCase();
    void cleanupTestCase();

    void cancelReachesTheServer_data();
    void cancelReachesTheServer();
    void deadlineFires_data();
    void deadlineFires();
    void newerSupersedesRunning();
    void newerSupersedesWaiting();
    void usualGoesBeforeBehind();
    void supersedingStorm();
    void transactionsKeepTheirOrder();
    void otherViewsAreLeftAlone();
    void survivesABlackhole_data();
    void survivesABlackhole();
    void connectIsBounded();
    void connectLeavesTheDeadline_data() { bothKinds(); }
    void connectLeavesTheDeadline();
    void endsQuicklyWhileRunning_data();
    void endsQuicklyWhileRunning();
    void endsQuicklyWhileConnecting();
    void stoppedLaneRefuses();

    void wrongPassword_data();
    void wrongPassword();
    void notPostgres();
    void noSuchDatabase();
    void noSchema();
    void otherSchemaVersion();
    void testConnectionTells();

private:
    std::unique_ptr<Lane> lane(bool sql, const QString &connection) const
    {
        std::unique_ptr<Session> session;
        const ConnectionSettings settings = settingsFor(region, connection);
        if (sql)
            session = std::make_unique<SqlSession>(settings);
        else
            session = std::make_unique<PqSession>(settings);
        return std::make_unique<Lane>(region, std::move(session), m_watchdog);
    }
    /// Runs a statement that takes that long on the server, marked by a text that pg_stat_activity shows.
    QFuture<Result<Done>> sleepOn(Lane &lane, bool sql, double seconds, const QString &mark,
                                  const QString &view, std::chrono::milliseconds deadline = 30s) const;
    bool running(const QString &mark)
    {
        return m_admin->value(
                   QStringLiteral(
                       "SELECT count(*) FROM pg_stat_activity WHERE state = 'active' AND position(%1 in "
                       "query) > 0 AND datname = current_database() AND pid <> pg_backend_pid()")
                       .arg(quoted(mark)))
            != u"0";
    }
    static QString newMark() { return QStringLiteral("mark-") + QUuid::createUuid().toString(QUuid::Id128); }
    static void bothKinds()
    {
        QTest::addColumn<bool>("sql");
        QTest::newRow("libpqxx") << false;
        QTest::newRow("Qt SQL") << true;
    }

    std::shared_ptr<Watchdog> m_watchdog = std::make_shared<Watchdog>();
    QString m_direct;
    QString m_own; ///< a database of this test alone: nothing in it but what the lanes ask for
    std::unique_ptr<Admin> m_admin; ///< there
};

void TestLanes::initTestCase()
{
    for (const Endpoint &endpoint : sharedEndpoints())
        if (endpoint.region == region)
            m_direct = endpoint.direct;
    QVERIFY2(!m_direct.isEmpty(), "no shared fleet: run this test through ctest");
    const QString database = QStringLiteral("test_") + QUuid::createUuid().toString(QUuid::Id128);
    Admin(m_direct, region).run(QStringLiteral("CREATE DATABASE %1").arg(database));
    m_own = withKeyword(m_direct, QStringLiteral("dbname"), database);
    m_admin = std::make_unique<Admin>(m_own, region);
    m_admin->run(
        QStringLiteral("CREATE SCHEMA movr; CREATE TABLE movr.placement (partition text, region text)"));
}

void TestLanes::cleanupTestCase()
{
    m_admin.reset();
    const QString database = keyword(m_own, QStringLiteral("dbname"));
    if (!database.isEmpty())
        Admin(m_direct, region).run(QStringLiteral("DROP DATABASE %1 WITH (FORCE)").arg(database));
}

QFuture<Result<Done>> TestLanes::sleepOn(Lane &lane, bool sql, double seconds, const QString &mark,
                                         const QString &view, std::chrono::milliseconds deadline) const
{
    const QString text = QStringLiteral("SELECT pg_sleep(%1) /* %2 */").arg(seconds).arg(mark);
    return lane.submit<Done>(view, deadline, [text, sql](Lane::Run &run) {
        return run.guarded<Done>(QStringLiteral("test/sleep"), 60s, [&]() -> Result<Done> {
            if (!sql) {
                auto answer = static_cast<PqSession &>(run.session())
                                  .execText(text.toUtf8(), QStringLiteral("test/sleep"));
                return answer.ok() ? Result<Done>(Done{}) : Result<Done>(answer.failure());
            }
            // A view statement, slow because of what it waits for: its table is locked by the test.
            auto waited = static_cast<SqlSession &>(run.session())
                              .select(QStringLiteral("catalog/placement"), {}, [](const QSqlQuery &) {});
            return waited.ok() ? Result<Done>(Done{}) : Result<Done>(waited.failure());
        });
    });
}

void TestLanes::cancelReachesTheServer_data()
{
    bothKinds();
}

void TestLanes::cancelReachesTheServer()
{
    QFETCH(bool, sql);
    const QString mark = sql ? QStringLiteral("FROM movr.placement") : newMark();
    const HeldTable held(m_own, sql);
    const auto tested = lane(sql, m_own);
    auto future = sleepOn(*tested, sql, farLonger, mark, QStringLiteral("view"));
    QTRY_VERIFY_WITH_TIMEOUT(running(mark), patience);
    const auto begun = Clock::now();
    tested->cancel(QStringLiteral("view"));
    while (running(mark) && Clock::now() - begun < 5s)
        QTest::qWait(5);
    const auto gone = Clock::now() - begun;
    QVERIFY2(gone < 1s, qPrintable(QStringLiteral("gone after %1 ms").arg(milliseconds(gone))));
    auto result = await(future);
    QVERIFY(!result.ok());
    QVERIFY2(result.failure().kind == FailureKind::Cancelled, describe(result));
}

void TestLanes::deadlineFires_data()
{
    bothKinds();
}

void TestLanes::deadlineFires()
{
    QFETCH(bool, sql);
    const QString mark = sql ? QStringLiteral("FROM movr.placement") : newMark();
    const auto tested = lane(sql, m_own);
    {
        const HeldTable held(m_own, sql);
        const auto begun = Clock::now();
        auto result = await(sleepOn(*tested, sql, farLonger, mark, {}, 500ms));
        const auto took = Clock::now() - begun;
        QVERIFY(!result.ok());
        QVERIFY2(result.failure().kind == FailureKind::Timeout, describe(result));
        QCOMPARE(result.failure().region, region);
        QVERIFY2(took >= 500ms && took < 1'700ms, qPrintable(QString::number(milliseconds(took))));
        QTRY_VERIFY_WITH_TIMEOUT(!running(mark), patience);
    }
    auto after = await(sleepOn(*tested, sql, 0, newMark(), {}));
    QVERIFY2(after.ok(), describe(after));
}

void TestLanes::newerSupersedesRunning()
{
    const auto tested = lane(false, m_own);
    const QString mark = newMark();
    auto older = sleepOn(*tested, false, farLonger, mark, QStringLiteral("view"));
    QTRY_VERIFY_WITH_TIMEOUT(running(mark), patience);
    const auto begun = Clock::now();
    auto newer = sleepOn(*tested, false, 0, newMark(), QStringLiteral("view"));
    auto first = await(older);
    auto second = await(newer);
    QVERIFY2(Clock::now() - begun < 1s, "the newer request waited for the older one");
    QVERIFY(!first.ok());
    QVERIFY2(first.failure().kind == FailureKind::Cancelled, describe(first));
    QVERIFY2(second.ok(), describe(second));
}

void TestLanes::newerSupersedesWaiting()
{
    const auto tested = lane(false, m_own);
    const QString mark = newMark();
    auto running1 = sleepOn(*tested, false, 0.5, mark, QStringLiteral("other"));
    QTRY_VERIFY_WITH_TIMEOUT(running(mark), patience);
    std::atomic<bool> ran = false;
    auto waiting = tested->submit<Done>(QStringLiteral("view"), 30s, [&ran](Lane::Run &) -> Result<Done> {
        ran = true;
        return Done{};
    });
    auto newer = sleepOn(*tested, false, 0, newMark(), QStringLiteral("view"));
    auto dropped = await(waiting);
    QVERIFY(!dropped.ok());
    QVERIFY2(dropped.failure().kind == FailureKind::Cancelled, describe(dropped));
    QVERIFY(await(running1).ok());
    QVERIFY(await(newer).ok());
    QVERIFY2(!ran, "a superseded request ran");
}

/// What is looked at goes before what is only useful later, in the order it was asked for.
void TestLanes::usualGoesBeforeBehind()
{
    const auto tested = lane(false, m_own);
    const QString mark = newMark();
    auto first = sleepOn(*tested, false, 0.3, mark, QStringLiteral("other"));
    QTRY_VERIFY_WITH_TIMEOUT(running(mark), patience);
    QStringList order; // of the lane's thread until the last answer is there
    QList<QFuture<Result<Done>>> asked;
    const auto ask = [&](const QString &name, Lane::Turn turn) {
        const auto note = [&order, name](Lane::Run &) -> Result<Done> {
            order.append(name);
            return Done{};
        };
        asked.append(tested->submit<Done>(name, 30s, note, turn));
    };
    ask(QStringLiteral("ends"), Lane::Turn::Behind);
    ask(QStringLiteral("page"), Lane::Turn::Usual);
    ask(QStringLiteral("statistics"), Lane::Turn::Behind);
    ask(QStringLiteral("next page"), Lane::Turn::Usual);
    QVERIFY(await(first).ok());
    for (const auto &one : asked)
        QVERIFY(await(one).ok());
    QCOMPARE(order, (QStringList{QStringLiteral("page"), QStringLiteral("next page"), QStringLiteral("ends"),
                                 QStringLiteral("statistics")}));
}

void TestLanes::supersedingStorm()
{
    // Requests that come faster than answers: all but the last end as cancelled or, if they were quick, with an answer;
    // the last one always with an answer, and a stray cancel hurts nobody.
    const auto tested = lane(false, m_own);
    QList<QFuture<Result<Done>>> asked;
    for (int i = 0; i < 300; ++i) {
        asked.append(sleepOn(*tested, false, 0.002, newMark(), QStringLiteral("view")));
        if (i % 10 == 0)
            QTest::qWait(3);
    }
    for (qsizetype i = 0; i < asked.size(); ++i) {
        auto result = await(asked.at(i));
        if (i + 1 == asked.size())
            QVERIFY2(result.ok(), describe(result));
        else if (!result.ok())
            QVERIFY2(result.failure().kind == FailureKind::Cancelled, describe(result));
    }
}

void TestLanes::transactionsKeepTheirOrder()
{
    const auto tested = lane(false, m_own);
    QList<int> order; // written by the lane's thread, read after its last answer
    QList<QFuture<Result<Done>>> asked;
    for (int i = 0; i < 50; ++i)
        asked.append(tested->submit<Done>({}, 30s, [&order, i](Lane::Run &) -> Result<Done> {
            order.append(i);
            return Done{};
        }));
    for (auto &future : asked)
        QVERIFY(await(future).ok());
    for (int i = 0; i < 50; ++i)
        QCOMPARE(order.at(i), i);
}

void TestLanes::otherViewsAreLeftAlone()
{
    const auto tested = lane(false, m_own);
    const QString mark = newMark();
    auto kept = sleepOn(*tested, false, 0.3, mark, QStringLiteral("kept"));
    QTRY_VERIFY_WITH_TIMEOUT(running(mark), patience);
    tested->cancel(QStringLiteral("other"));
    auto result = await(kept);
    QVERIFY2(result.ok(), describe(result));
}

void TestLanes::survivesABlackhole_data()
{
    bothKinds();
}

void TestLanes::survivesABlackhole()
{
    QFETCH(bool, sql);
    RelayHub relays;
    const auto relay =
        relays.open({region, quint16(keyword(m_direct, QStringLiteral("port")).toUInt()), 1ms});
    QVERIFY(relay.ok());
    const auto tested = lane(sql, withKeyword(m_own, QStringLiteral("port"), QString::number(*relay)));
    auto before = await(sleepOn(*tested, sql, 0, newMark(), {}));
    QVERIFY2(before.ok(), describe(before));
    relays.setBlackhole(*relay, true);
    const auto begun = Clock::now();
    auto lost = await(sleepOn(*tested, sql, 0, newMark(), {}, 500ms));
    const auto took = Clock::now() - begun;
    QVERIFY(!lost.ok());
    QVERIFY2(lost.failure().kind == FailureKind::Timeout, describe(lost));
    QVERIFY2(took < 500ms + 1'200ms, qPrintable(QString::number(milliseconds(took))));
    relays.setBlackhole(*relay, false);
    auto after = await(sleepOn(*tested, sql, 0, newMark(), {}));
    QVERIFY2(after.ok(), describe(after));
}

void TestLanes::connectIsBounded()
{
    const OddServer silent;
    const auto begun = Clock::now();
    std::vector<std::unique_ptr<Lane>> tested;
    std::vector<QFuture<Result<Done>>> asked;
    for (const bool sql : {false, true}) {
        tested.push_back(lane(sql, silent.connection()));
        asked.push_back(sleepOn(*tested.back(), sql, 0, newMark(), {}, 20s));
    }
    for (auto &future : asked) {
        auto result = await(future);
        const auto took = Clock::now() - begun;
        QVERIFY(!result.ok());
        QVERIFY2(result.failure().kind == FailureKind::Connection
                     || result.failure().kind == FailureKind::Timeout,
                 describe(result));
        // libpq counts its own time-out in whole seconds.
        QVERIFY2(took > 4s && took < 6'500ms, qPrintable(QString::number(milliseconds(took))));
    }
}

/// What a request has left bounds its connect too: a second here, not the five of a connect.
void TestLanes::connectLeavesTheDeadline()
{
    QFETCH(bool, sql);
    const OddServer silent;
    auto tested = lane(sql, silent.connection());
    const auto begun = std::chrono::steady_clock::now();
    auto answer = await(sleepOn(*tested, sql, 0, newMark(), {}, 1s), 20s);
    const auto took = std::chrono::steady_clock::now() - begun;
    QVERIFY(!answer.ok());
    QVERIFY2(took < 4s, qPrintable(QString::number(took / 1ms)));
}

void TestLanes::endsQuicklyWhileRunning_data()
{
    bothKinds();
}

void TestLanes::endsQuicklyWhileRunning()
{
    QFETCH(bool, sql);
    const QString mark = sql ? QStringLiteral("FROM movr.placement") : newMark();
    const HeldTable held(m_own, sql);
    auto tested = lane(sql, m_own);
    auto future = sleepOn(*tested, sql, farLonger, mark, {});
    auto waiting = sleepOn(*tested, sql, farLonger, mark, {});
    QTRY_VERIFY_WITH_TIMEOUT(running(mark), patience);
    const auto begun = Clock::now();
    tested.reset();
    QVERIFY2(Clock::now() - begun < 1s, qPrintable(QString::number(milliseconds(Clock::now() - begun))));
    for (auto &ended : {future, waiting}) {
        QVERIFY(ended.isFinished());
        QCOMPARE(ended.result().failure().kind, FailureKind::Cancelled);
    }
    QTRY_VERIFY_WITH_TIMEOUT(!running(mark), patience);
}

void TestLanes::endsQuicklyWhileConnecting()
{
    const OddServer silent;
    auto tested = lane(false, silent.connection());
    auto future = sleepOn(*tested, false, 0, newMark(), {});
    QTest::qWait(50); // there is no sign of a connect that hangs but that nothing happens
    const auto begun = Clock::now();
    tested.reset();
    QVERIFY2(Clock::now() - begun < 500ms, qPrintable(QString::number(milliseconds(Clock::now() - begun))));
    QVERIFY(future.isFinished() && !future.result().ok());
}

void TestLanes::stoppedLaneRefuses()
{
    const auto tested = lane(false, m_own);
    tested->requestStop();
    auto result = await(sleepOn(*tested, false, 0, newMark(), {}));
    QVERIFY(!result.ok());
    QCOMPARE(result.failure().kind, FailureKind::Cancelled);
}

void TestLanes::wrongPassword_data()
{
    bothKinds();
}

void TestLanes::wrongPassword()
{
    QFETCH(bool, sql);
    const QString wrong = withKeyword(m_direct, QStringLiteral("passfile"), QStringLiteral("/nowhere"));
    ConnectionSettings settings = settingsFor(region, wrong);
    settings.password = QStringLiteral("not-the-password");
    std::unique_ptr<Session> session;
    if (sql)
        session = std::make_unique<SqlSession>(settings);
    else
        session = std::make_unique<PqSession>(settings);
    Lane tested(region, std::move(session), m_watchdog);
    auto result = await(sleepOn(tested, sql, 0, newMark(), {}));
    QVERIFY(!result.ok());
    QVERIFY2(result.failure().kind == FailureKind::Authentication, describe(result));
    QVERIFY(!result.failure().retryable);
    QVERIFY(!result.failure().sentence.contains(u"not-the-password"));
    QVERIFY(result.failure().sentence.contains(region));
}

void TestLanes::notPostgres()
{
    const OddServer web("HTTP/1.1 400 Bad Request\r\n\r\n");
    const auto tested = lane(false, web.connection());
    auto result = await(sleepOn(*tested, false, 0, newMark(), {}));
    QVERIFY(!result.ok());
    QVERIFY2(result.failure().kind == FailureKind::NotPostgres, describe(result));
}

void TestLanes::noSuchDatabase()
{
    const auto tested =
        lane(false, withKeyword(m_direct, QStringLiteral("dbname"), QStringLiteral("nowhere")));
    auto result = await(sleepOn(*tested, false, 0, newMark(), {}));
    QVERIFY(!result.ok());
    QVERIFY2(result.failure().kind == FailureKind::NoSchema, describe(result));
    QVERIFY(!result.failure().retryable);
    QVERIFY(result.failure().sentence.contains(u"nowhere"));
}

void TestLanes::noSchema()
{
    PqSession session(
        settingsFor(region, withKeyword(m_direct, QStringLiteral("dbname"), QStringLiteral("template1"))));
    QVERIFY(session.open().ok());
    auto catalog = checkAndReadCatalog(session, region);
    QVERIFY(!catalog.ok());
    QVERIFY2(catalog.failure().kind == FailureKind::NoSchema, describe(catalog));
    QVERIFY(catalog.failure().sentence.contains(u"init"));
}

void TestLanes::otherSchemaVersion()
{
    const Failure failure = schemaVersionFailure(region, currentSchemaVersion() + 7);
    QCOMPARE(failure.kind, FailureKind::SchemaVersion);
    QVERIFY(failure.sentence.contains(QString::number(currentSchemaVersion() + 7)));
    QVERIFY(failure.sentence.contains(QStringLiteral("version %1").arg(currentSchemaVersion())));
    PqSession session(settingsFor(region, m_direct));
    QVERIFY(session.open().ok());
    QVERIFY2(checkAndReadCatalog(session, region).ok(), "this one is right");
    auto other = checkAndReadCatalog(session, QStringLiteral("gcp-us-west1"));
    QVERIFY2(!other.ok(), "the server of another region");
    QVERIFY(other.failure().sentence.contains(region));
}

void TestLanes::testConnectionTells()
{
#ifdef __SANITIZE_THREAD__
    QSKIP("Qt's thread pool hands the work over, and Debian's Qt is not instrumented");
#endif
    auto report = await(testConnection(m_direct, {}));
    QVERIFY2(report.ok(), describe(report));
    QVERIFY(report->serverVersion.startsWith(QStringLiteral("PostgreSQL 1")));
    QCOMPARE(report->declaredRegion, region);
    QCOMPARE(report->schemaVersion, currentSchemaVersion());
    QVERIFY(report->roundTrip > 0ns);
    auto bare = await(
        testConnection(withKeyword(m_direct, QStringLiteral("dbname"), QStringLiteral("template1")), {}));
    QVERIFY2(bare.ok(), describe(bare));
    QCOMPARE(bare->schemaVersion, 0);
    const OddServer web("HTTP/1.1 400 Bad Request\r\n\r\n");
    auto odd = await(testConnection(web.connection(), {}));
    QVERIFY(!odd.ok());
    QVERIFY2(odd.failure().kind == FailureKind::NotPostgres, describe(odd));
    auto syntax = await(testConnection(QStringLiteral("host=x nonsense"), {}));
    QVERIFY(!syntax.ok());
    QCOMPARE(syntax.failure().kind, FailureKind::InvalidInput);
}

QTEST_GUILESS_MAIN(TestLanes)
#include "tst_lanes.moc"
