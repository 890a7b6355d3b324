#include "db/base/sql_text.h"
#include "db/servers/server_view.h"
#include "db/servers/statement_text.h"

#include <QTest>

using namespace movr;
using namespace std::chrono_literals;

/// What is made of a server's own words, without a server.
class TestServerView : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void knowsStatementsByTheirText();
    void aLongOneIsKnownByItsBeginning();
    void secretsAreNotShown();
    void statementsOfOthersHaveNoName();
    void namesRegionsOfSubscriptions();
    void explainsTheDifference();
    void formsOfAStatementAreAddedUp();
};

void TestServerView::knowsStatementsByTheirText()
{
    for (const char *name : {"transactions/start_ride", "transactions/end_ride", "transactions/log_in",
                             "views/rides_by_start_desc", "probe/pulse", "search/anything"}) {
        const QString text = QString::fromUtf8(sqlText(QString::fromLatin1(name)));
        QVERIFY(!text.isEmpty());
        QCOMPARE(statementNameOf(text), QString::fromLatin1(name));
    }
    // As the server shows what came through Qt: PREPARE, numbered placeholders, constants replaced.
    QString prepared = QString::fromUtf8(sqlText(QStringLiteral("servers/cancel_session")));
    prepared.replace(QStringLiteral(":pid"), QStringLiteral("$1"))
        .replace(QStringLiteral(":started"), QStringLiteral("$2"))
        .replace(QStringLiteral(":statement_started"), QStringLiteral("$3"));
    QCOMPARE(statementNameOf(QStringLiteral("PREPARE qpsqlpstmt_7 AS ") + prepared),
             QStringLiteral("servers/cancel_session"));
    QString constants = QString::fromUtf8(sqlText(QStringLiteral("transactions/log_in")));
    QCOMPARE(statementNameOf(constants.replace(u'\n', QStringLiteral("  \n\t"))),
             QStringLiteral("transactions/log_in"));
}

void TestServerView::formsOfAStatementAreAddedUp()
{
    const QString name = QStringLiteral("probe/pulse");
    QList<ServerStatement> all{{name, QStringLiteral("PREPARE a"), 3, 30, 2ms, 0ns, 1ms, 3ms},
                               {{}, QStringLiteral("SELECT 1"), 5, 5, 1ms, 0ns, 1ms, 1ms},
                               {name, QStringLiteral("PREPARE b"), 1, 10, 6ms, 0ns, 6ms, 6ms},
                               {{}, QStringLiteral("SELECT 2"), 5, 5, 1ms, 0ns, 1ms, 1ms}};
    addUpForms(all);
    QCOMPARE(all.size(), 3);
    QCOMPARE(all.first().statement, name);
    QCOMPARE(all.first().calls, 4);
    QCOMPARE(all.first().rows, 40);
    QCOMPARE(all.first().mean, Nanoseconds(3ms));
    QCOMPARE(all.first().least, Nanoseconds(1ms));
    QCOMPARE(all.first().most, Nanoseconds(6ms));
    // Of 2, 2, 2 and 6: the root of 3.
    QVERIFY(std::abs(double(all.first().deviation.count()) - 1.7320508e6) < 10);
    QCOMPARE(all.at(1).text, QStringLiteral("SELECT 1")); // others' have no name to be added up by
    QCOMPARE(all.at(2).text, QStringLiteral("SELECT 2"));
}

void TestServerView::aLongOneIsKnownByItsBeginning()
{
    const QString whole = QString::fromUtf8(sqlText(QStringLiteral("transactions/start_ride")));
    QVERIFY(whole.size() > 1023);
    QCOMPARE(statementNameOf(whole.left(1023)), QStringLiteral("transactions/start_ride"));
    QVERIFY(statementNameOf(whole.left(100)).isEmpty()); // many begin like that
    QString asKept = QString::fromUtf8(sqlText(QStringLiteral("views/rides_by_start_desc")));
    asKept.replace(QStringLiteral("extract(epoch FROM"), QStringLiteral("extract($40 FROM"))
        .replace(QStringLiteral("LIMIT 1)"), QStringLiteral("LIMIT $41)"));
    QCOMPARE(statementNameOf(asKept), QStringLiteral("views/rides_by_start_desc"));
}

void TestServerView::secretsAreNotShown()
{
    QCOMPARE(withoutSecrets(QStringLiteral("ALTER ROLE x PASSWORD 'secret'")),
             QStringLiteral("ALTER ROLE x PASSWORD ..."));
    QCOMPARE(withoutSecrets(
                 QStringLiteral("CREATE SUBSCRIPTION s CONNECTION 'host=h\n password=secret' PUBLICATION p")),
             QStringLiteral("CREATE SUBSCRIPTION s CONNECTION ..."));
    const QString harmless = QStringLiteral("SELECT password_hash FROM users");
    QCOMPARE(withoutSecrets(harmless), harmless);
}

void TestServerView::statementsOfOthersHaveNoName()
{
    QVERIFY(statementNameOf(QStringLiteral("SELECT count(*) FROM rides")).isEmpty());
    QVERIFY(statementNameOf(QString()).isEmpty());
}

void TestServerView::namesRegionsOfSubscriptions()
{
    const QStringList regions{QStringLiteral("gcp-us-east1"), QStringLiteral("gcp-us-west1")};
    QCOMPARE(regionOfSubscription(QStringLiteral("movr_gcp_us_west1_from_gcp_us_east1"), regions),
             QStringLiteral("gcp-us-west1"));
    QCOMPARE(regionOfSubscription(QStringLiteral("walreceiver"), regions), QStringLiteral("walreceiver"));
}

void TestServerView::explainsTheDifference()
{
    StatementFigures line;
    line.statement = QStringLiteral("transactions/start_ride");
    line.figures.n = 10;
    line.figures.mean = 66ms;
    StatementFigures unknown = line;
    unknown.statement = QStringLiteral("transactions/end_ride");
    ServerStatements server;
    server.available = true;
    server.statements.append({line.statement, {}, 10, 10, 1ms, 0ns, 1ms, 1ms});
    const auto compared = compareWithServer({line, unknown}, server, 64ms);
    QCOMPARE(compared.size(), 2);
    QCOMPARE(*compared.at(0).difference, Nanoseconds(65ms));
    QCOMPARE(*compared.at(0).network, Nanoseconds(64ms));
    QCOMPARE(*compared.at(0).unexplained, Nanoseconds(1ms));
    QVERIFY(!compared.at(1).server && !compared.at(1).difference);
    QVERIFY(!compareWithServer({line}, server, {}).first().network); // no floor, no explanation
    // Other consoles' calls can make the server's mean the larger one: no negative network.
    server.statements.first().mean = 80ms;
    QCOMPARE(*compareWithServer({line}, server, 64ms).first().network, Nanoseconds(0));
}

QTEST_GUILESS_MAIN(TestServerView)
#include "tst_server_view.moc"
