#include "db/base/error_mapping.h"

#include <QTest>

using namespace movr;

class TestErrorMapping : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void maps_data();
    void maps();
    void secretsNeverAppear();
    void timeoutsAndCancels();
};

void TestErrorMapping::maps_data()
{
    QTest::addColumn<QString>("state");
    QTest::addColumn<QString>("message");
    QTest::addColumn<QString>("constraint");
    QTest::addColumn<bool>("lost");
    QTest::addColumn<int>("kind");
    QTest::addColumn<bool>("retryable");
    const auto row = [](const char *name, const char *state, const char *message, const char *constraint,
                        bool lost, FailureKind kind, bool retryable) {
        QTest::newRow(name) << QString::fromLatin1(state) << QString::fromLatin1(message)
                            << QString::fromLatin1(constraint) << lost << int(kind) << retryable;
    };
    row("serialization", "40001", "could not serialize access", "", false, FailureKind::Contention, true);
    row("deadlock", "40P01", "deadlock detected", "", false, FailureKind::Contention, true);
    row("completion unknown", "40003", "result is ambiguous", "", false, FailureKind::Contention, true);
    row("race for a vehicle", "23505", "duplicate", "rides_us_east_city_vehicle_id_idx", false,
        FailureKind::Contention, true);
    row("race for a request", "23505", "duplicate", "operator_actions_us_east_pkey", false,
        FailureKind::Contention, true);
    row("race for a name", "23505", "duplicate", "users_us_east_city_username_key", false,
        FailureKind::Contention, true);
    row("another duplicate", "23505", "duplicate", "users_us_east_pkey", false, FailureKind::InvalidInput,
        false);
    row("foreign key", "23503", "violates", "rides_rider_fkey", false, FailureKind::LaggingCopy, true);
    row("guard", "MV001", "partition is a follower copy here", "", false, FailureKind::WrongHome, false);
    row("cancelled", "57014", "canceling statement", "", false, FailureKind::Cancelled, false);
    row("shutdown", "57P01", "terminating connection", "", true, FailureKind::Connection, true);
    row("lost", "", "server closed the connection unexpectedly", "", true, FailureKind::Connection, true);
    row("password", "", "password authentication failed for user \"x\"", "", true,
        FailureKind::Authentication, false);
    row("password by state", "28P01", "authentification par mot de passe", "", true,
        FailureKind::Authentication, false);
    row("http", "", "received invalid response to SSL negotiation: H", "", true, FailureKind::NotPostgres,
        false);
    row("http without SSL", "", "expected authentication request from server, but received H", "", true,
        FailureKind::NotPostgres, false);
    row("permission", "42501", "permission denied", "", false, FailureKind::Permission, false);
    row("read only", "25006", "cannot execute UPDATE", "", false, FailureKind::Permission, false);
    row("no table", "42P01", "relation does not exist", "", false, FailureKind::NoSchema, false);
    row("no database", "3D000", "database does not exist", "", true, FailureKind::NoSchema, false);
    row("too long", "54000", "index row size exceeds", "", false, FailureKind::InvalidInput, false);
    row("bad text", "22021", "invalid byte sequence", "", false, FailureKind::InvalidInput, false);
    row("check", "23514", "violates check", "users_city_check", false, FailureKind::InvalidInput, false);
    row("disk full", "53100", "could not extend file", "", false, FailureKind::Environment, false);
    row("defect", "42601", "syntax error", "", false, FailureKind::Internal, false);
}

void TestErrorMapping::maps()
{
    QFETCH(const QString, state);
    QFETCH(const QString, message);
    QFETCH(const QString, constraint);
    QFETCH(const bool, lost);
    QFETCH(const int, kind);
    QFETCH(const bool, retryable);
    ErrorFacts facts;
    facts.sqlState = state;
    facts.message = message;
    facts.constraint = constraint;
    facts.connectionLost = lost;
    facts.region = QStringLiteral("gcp-us-west1");
    facts.statement = QStringLiteral("transactions/start_ride");
    const Failure failure = mapError(facts);
    QCOMPARE(int(failure.kind), kind);
    QCOMPARE(failure.retryable, retryable);
    QCOMPARE(failure.region, facts.region);
    QCOMPARE(failure.statement, facts.statement);
    QCOMPARE(failure.sqlState, state);
    if (failure.kind != FailureKind::Cancelled)
        QVERIFY2(failure.sentence.contains(facts.region), qPrintable(failure.sentence));
    // init makes no database: to be told to run it would lead in a circle.
    QCOMPARE(failure.sentence.contains(u"createdb"), state == u"3D000");
}

void TestErrorMapping::secretsNeverAppear()
{
    ErrorFacts facts;
    facts.connecting = true;
    for (const char *text : {"bad: host=h password=hunter2 dbname=d",
                             "bad: password='hunter2 it\\'s' dbname=d", "PASSWORD = ok password = hunter2"}) {
        facts.message = QString::fromLatin1(text);
        const Failure failure = mapError(facts);
        QVERIFY2(!failure.sentence.contains(u"hunter2") && !failure.detail.contains(u"hunter2"),
                 qPrintable(failure.sentence));
    }
    QCOMPARE(cleanMessage(QStringLiteral("ERROR:  one\nLINE 2:  two\n")), QStringLiteral("one LINE 2: two"));
}

void TestErrorMapping::timeoutsAndCancels()
{
    const Failure late = timeoutFailure(QStringLiteral("r"), QStringLiteral("s"), 1500);
    QCOMPARE(late.kind, FailureKind::Timeout);
    QVERIFY(late.retryable);
    QVERIFY2(late.sentence.contains(u"1.5 s"), qPrintable(late.sentence));
    QCOMPARE(cancelledFailure({}, {}).kind, FailureKind::Cancelled);
}

QTEST_GUILESS_MAIN(TestErrorMapping)
#include "tst_error_mapping.moc"
