#include "db/base/sql_text.h"
#include "db/cluster/network_map.h"
#include "db/lane/conninfo.h"
#include "db/movr/page_reader.h"
#include "db/movr/password.h"
#include "db/movr/statement_call.h"

#include <QRegularExpression>
#include <QTest>

using namespace movr;

class TestSmallParts : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void conninfoKeepsValuesWhole();
    void conninfoAddsWhatALaneNeeds();
    void passwords();
    void roundTripsAreSymmetricAndComplete();
    void everyVerdictHasAWordAndASentence();
    void everyStatementIsThereAndCast();
};

void TestSmallParts::conninfoKeepsValuesWhole()
{
    const ConninfoPairs pairs{{QStringLiteral("host"), QStringLiteral("a b")},
                              {QStringLiteral("dbname"), QStringLiteral("it's \\ new")}};
    auto again = parseConninfo(QString::fromUtf8(joinConninfo(pairs)));
    QVERIFY(again.ok());
    for (const auto &pair : pairs)
        QVERIFY(again->contains(pair));
    auto wrong = parseConninfo(QStringLiteral("hots=x"));
    QVERIFY(!wrong.ok());
    QVERIFY(wrong.failure().sentence.contains(u"hots"));
}

void TestSmallParts::conninfoAddsWhatALaneNeeds()
{
    auto pairs = laneConninfo({QStringLiteral("r"),
                               QStringLiteral("host=h options='-c a=1'"),
                               {},
                               QStringLiteral("app"),
                               QStringLiteral("-c b=2")});
    QVERIFY(pairs.ok());
    const QString text = QString::fromUtf8(joinConninfo(*pairs));
    for (const char *part : {"connect_timeout='5'", "application_name='app'", "-c a=1", "-c b=2",
                             "TimeZone=UTC", "search_path=public"})
        QVERIFY2(text.contains(QLatin1String(part)), qPrintable(text));
    auto own = laneConninfo({QStringLiteral("r"),
                             QStringLiteral("host=h connect_timeout=2 application_name=mine"),
                             {},
                             QStringLiteral("app"),
                             {}});
    QVERIFY(own->contains({QStringLiteral("connect_timeout"), QStringLiteral("2")}));
    QVERIFY(own->contains({QStringLiteral("application_name"), QStringLiteral("mine")}));
}

void TestSmallParts::passwords()
{
    auto first = hashPassword(QStringLiteral("correct horse \U0001F40E"));
    auto second = hashPassword(QStringLiteral("correct horse \U0001F40E"));
    QVERIFY(first.ok() && second.ok());
    QVERIFY(first->startsWith(u"$argon2id$"));
    QVERIFY(*first != *second); // salted
    QVERIFY(verifyPassword(*first, QStringLiteral("correct horse \U0001F40E")));
    QVERIFY(!verifyPassword(*first, QStringLiteral("correct horse")));
    QVERIFY(!verifyPassword(QStringLiteral("no hash"), QStringLiteral("x")));
    QVERIFY(!verifyPassword({}, {}));
}

void TestSmallParts::roundTripsAreSymmetricAndComplete()
{
    const auto regions = NetworkMap::regions();
    QCOMPARE(regions.size(), 3);
    for (const QString &place : NetworkMap::places())
        for (const Region &region : regions)
            QVERIFY2(NetworkMap::roundTrip(place, region.name), qPrintable(place + u' ' + region.name));
    for (const Region &a : regions)
        for (const Region &b : regions)
            QCOMPARE(*NetworkMap::roundTrip(a.name, b.name), *NetworkMap::roundTrip(b.name, a.name));
    QCOMPARE(NetworkMap::roundTrip(QStringLiteral("gcp-us-east1"), QStringLiteral("gcp-europe-west1")),
             std::chrono::milliseconds(92));
    QVERIFY(!NetworkMap::roundTrip(QStringLiteral("mars"), QStringLiteral("gcp-us-east1")));
}

void TestSmallParts::everyVerdictHasAWordAndASentence()
{
    for (int i = 0; i <= int(Verdict::RiderAlreadyRiding); ++i) {
        const auto verdict = Verdict(i);
        QVERIFY(!toSql(verdict).isEmpty());
        QCOMPARE(verdictFromSql(toSql(verdict)), verdict);
        QVERIFY(sentence(verdict).endsWith(u'.'));
    }
    QVERIFY(!verdictFromSql(QStringLiteral("nonsense")));
}

void TestSmallParts::everyStatementIsThereAndCast()
{
    const QRegularExpression untyped(QStringLiteral("\\$\\d+(?!\\d|::)"));
    for (const QString &name : transactionStatements()) {
        const QString text = QString::fromUtf8(sqlText(name));
        QVERIFY2(!text.isEmpty(), qPrintable(name));
        QVERIFY2(!untyped.match(text).hasMatch(),
                 qPrintable(name + QStringLiteral(": ") + untyped.match(text).captured()));
    }
    const QRegularExpression uncast(QStringLiteral("(?<!CAST\\()(?<!:):[a-z_]+[0-9]*\\b"));
    for (const QString &name : viewStatements()) {
        const QString text = QString::fromUtf8(sqlText(name));
        QVERIFY2(!text.isEmpty(), qPrintable(name));
        QVERIFY2(!text.contains(u"--"), qPrintable(name));
        QString stripped = text;
        stripped.remove(QRegularExpression(QStringLiteral("::text")));
        QVERIFY2(!uncast.match(stripped).hasMatch(),
                 qPrintable(name + QStringLiteral(": ") + uncast.match(stripped).captured()));
    }
}

QTEST_GUILESS_MAIN(TestSmallParts)
#include "tst_small_parts.moc"
