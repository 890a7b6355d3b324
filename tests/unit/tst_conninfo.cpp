#include "db/lane/conninfo.h"

#include <QTest>

using namespace movr;

namespace {

QString valueOf(const ConninfoPairs &pairs, const QString &key)
{
    for (const auto &[name, value] : pairs)
        if (name == key)
            return value;
    return {};
}

} // namespace

/// Connection strings, by libpq's own rules.
class TestConninfo : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void roundTrips_data()
    {
        QTest::addColumn<QString>("value");
        QTest::newRow("plain") << QStringLiteral("movr");
        QTest::newRow("spaces") << QStringLiteral("two words");
        QTest::newRow("quotes") << QStringLiteral("it's \\ 'so'");
        QTest::newRow("unicode") << QStringLiteral("fleet 🛴");
        QTest::newRow("equals") << QStringLiteral("a=b password=c");
    }

    void roundTrips()
    {
        QFETCH(QString, value);
        const QByteArray joined =
            joinConninfo({{QStringLiteral("host"), QStringLiteral("h")}, {QStringLiteral("dbname"), value}});
        const auto parsed = parseConninfo(QString::fromUtf8(joined));
        QVERIFY(parsed.ok());
        QCOMPARE(valueOf(*parsed, QStringLiteral("dbname")), value);
        QCOMPARE(parsed->size(), 2);
    }

    void readsUris()
    {
        const auto parsed =
            parseConninfo(QStringLiteral("postgresql://me@db.example:6543/movr?sslmode=require"));
        QVERIFY(parsed.ok());
        QCOMPARE(valueOf(*parsed, QStringLiteral("host")), QStringLiteral("db.example"));
        QCOMPARE(valueOf(*parsed, QStringLiteral("port")), QStringLiteral("6543"));
        QCOMPARE(valueOf(*parsed, QStringLiteral("sslmode")), QStringLiteral("require"));
    }

    void refuses_data()
    {
        QTest::addColumn<QString>("text");
        QTest::addColumn<QString>("expected");
        QTest::newRow("unknown keyword") << QStringLiteral("hots=a") << QStringLiteral("hots");
        QTest::newRow("no value") << QStringLiteral("host") << QStringLiteral("host");
        QTest::newRow("open quote") << QStringLiteral("host='a") << QStringLiteral("quote");
    }

    void refuses()
    {
        QFETCH(QString, text);
        QFETCH(QString, expected);
        const auto parsed = parseConninfo(text);
        QVERIFY(!parsed.ok());
        QCOMPARE(parsed.failure().kind, FailureKind::InvalidInput);
        QVERIFY2(parsed.failure().sentence.contains(expected), qPrintable(parsed.failure().sentence));
    }

    void addsWhatALaneNeeds()
    {
        ConnectionSettings settings;
        settings.connection = QStringLiteral("host=a options='-c statement_timeout=5'");
        settings.applicationName = QStringLiteral("movr-console queries");
        settings.options = QStringLiteral("-c plan_cache_mode=force_custom_plan");
        settings.password = QStringLiteral("secret");
        auto pairs = laneConninfo(settings);
        QVERIFY(pairs.ok());
        QCOMPARE(valueOf(*pairs, QStringLiteral("connect_timeout")), QStringLiteral("5"));
        QCOMPARE(valueOf(*pairs, QStringLiteral("application_name")), settings.applicationName);
        const QString options = valueOf(*pairs, QStringLiteral("options"));
        QVERIFY(options.startsWith(QStringLiteral("-c statement_timeout=5 ")));
        QVERIFY(options.contains(u"-c TimeZone=UTC") && options.contains(u"force_custom_plan"));
        QVERIFY(options.contains(u"search_path=public"));
        QVERIFY2(!joinConninfo(*pairs).contains("secret"), "the password goes another way");
        settings.connection = QStringLiteral("host=a connect_timeout=2 application_name=mine");
        pairs = laneConninfo(settings);
        QCOMPARE(valueOf(*pairs, QStringLiteral("connect_timeout")), QStringLiteral("2"));
        QCOMPARE(valueOf(*pairs, QStringLiteral("application_name")), QStringLiteral("mine"));
    }
};

QTEST_GUILESS_MAIN(TestConninfo)
#include "tst_conninfo.moc"
