#include "db/fleet/deployment.h"

#include <QTemporaryDir>
#include <QTest>

using namespace movr;

namespace {

QByteArray regions(const QByteArray &list)
{
    return R"({"name": "Fleet", "regions": [)" + list + "]}";
}

} // namespace

class TestDeployment : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void refuses_data();
    void refuses();
    void readsEverything();
    void aWrittenFileReadsTheSame();
    void anUnwritablePlaceIsToldAndNothingIsLeft();
    void aMissingFileAndADirectoryAreTold();
};

void TestDeployment::refuses_data()
{
    QTest::addColumn<QByteArray>("text");
    QTest::addColumn<QString>("sentence");
    const QByteArray good = R"({"name": "a", "connection": "host=h"})";
    QTest::newRow("syntax") << QByteArray("{\n  \"name\": \"x\",\n  \"regions\": [,]\n}")
                            << "line 3, column 15";
    QTest::newRow("column counts characters")
        << QByteArray("{\"n\u00e4me\u00fc\": ,}") << "line 1, column 11";
    QTest::newRow("not an object") << QByteArray("[]") << "a deployment is a JSON object";
    QTest::newRow("empty") << QByteArray() << "line 1, column 1";
    QTest::newRow("no name") << QByteArray(R"({"regions": []})") << "\"name\" is missing";
    QTest::newRow("no regions") << QByteArray(R"({"name": "x"})") << "\"regions\" is missing";
    QTest::newRow("regions not a list") << QByteArray(R"({"name": "x", "regions": 3})") << "must be a list";
    QTest::newRow("no region at all") << regions("") << "at least one region";
    QTest::newRow("region not an object") << regions("7") << "regions[0]";
    QTest::newRow("region without name")
        << regions(R"({"connection": "host=h"})") << "\"regions[0].name\" is missing";
    QTest::newRow("region without connection")
        << regions(R"({"name": "a"})") << "\"regions[0].connection\" is missing";
    QTest::newRow("wrong type") << regions(R"({"name": "a", "connection": 5})")
                                << "\"regions[0].connection\" must be a text";
    QTest::newRow("unknown key") << regions(R"({"name": "a", "connection": "host=h", "colour": 1})")
                                 << "\"regions[0].colour\" is unknown";
    QTest::newRow("latitude") << regions(R"({"name": "a", "connection": "host=h", "latitude": 91})")
                              << "\"regions[0].latitude\"";
    QTest::newRow("two of one name") << regions(good + ',' + good) << "two regions have the name a";
    QTest::newRow("password") << regions(R"({"name": "a", "connection": "host=h password=secret"})")
                              << "contains a password";
    QTest::newRow("password in a URI")
        << regions(R"({"name": "a", "connection": "postgresql://u:secret@h/d"})") << "contains a password";
    QTest::newRow("password of replication")
        << regions(R"({"name": "a", "connection": "host=h", "replication": "password=secret"})")
        << "contains a password";
    QTest::newRow("unknown libpq word") << regions(R"({"name": "a", "connection": "hots=h"})") << "hots";
}

void TestDeployment::refuses()
{
    QFETCH(const QByteArray, text);
    QFETCH(const QString, sentence);
    const auto result = parseDeployment(text, QStringLiteral("fleet.json"));
    QVERIFY(!result.ok());
    QCOMPARE(result.failure().kind, FailureKind::InvalidInput);
    QVERIFY2(result.failure().sentence.startsWith(u"fleet.json: "), qPrintable(result.failure().sentence));
    QVERIFY2(result.failure().sentence.contains(sentence), qPrintable(result.failure().sentence));
    QVERIFY(!result.failure().sentence.contains(u"secret"));
}

void TestDeployment::readsEverything()
{
    const auto result = parseDeployment(
        regions(
            R"({"name": "a", "label": "A", "latitude": 1.5, "longitude": -2, "connection": "host=h", "replication": "host=i"},
                   {"name": "b", "connection": "service=b"})"),
        {});
    QVERIFY(result.ok());
    QVERIFY(result->multiRegion());
    const Region expected{QStringLiteral("a"),      QStringLiteral("A"),     1.5, -2,
                          QStringLiteral("host=h"), QStringLiteral("host=i")};
    QCOMPARE(*result->region(QStringLiteral("a")), expected);
    QCOMPARE(result->region(QStringLiteral("b"))->label, QStringLiteral("b"));
    QCOMPARE(result->region(QStringLiteral("c")), nullptr);
}

void TestDeployment::aWrittenFileReadsTheSame()
{
    const QTemporaryDir directory;
    const QString file = directory.filePath(QStringLiteral("d\u00e9ploiement \"x\".json"));
    Deployment deployment{QStringLiteral("Flotte \u00e0 trois"), {}, {}};
    deployment.regions = {
        {QStringLiteral("a"), QStringLiteral("L'A"), 10, 20, QStringLiteral("host='a b' dbname=d"), {}}};
    QVERIFY(writeDeployment(deployment, file).ok());
    auto read = readDeployment(file);
    QVERIFY(read.ok());
    QCOMPARE(read->file, file);
    deployment.file = file;
    QCOMPARE(*read, deployment);
}

void TestDeployment::anUnwritablePlaceIsToldAndNothingIsLeft()
{
    const Deployment deployment{
        QStringLiteral("x"),
        {{QStringLiteral("a"), QStringLiteral("a"), 0, 0, QStringLiteral("host=h"), {}}},
        {}};
    const auto written = writeDeployment(deployment, QStringLiteral("/proc/none/fleet.json"));
    QVERIFY(!written.ok());
    QVERIFY(written.failure().sentence.startsWith(u"/proc/none/fleet.json: "));
    QVERIFY(!writeDeployment(Deployment{}, QStringLiteral("/proc/none/fleet.json")).ok());
}

void TestDeployment::aMissingFileAndADirectoryAreTold()
{
    QVERIFY(
        readDeployment(QStringLiteral("/nonexistent.json")).failure().sentence.contains(u"cannot be read"));
    QVERIFY(readDeployment(QStringLiteral("/tmp")).failure().sentence.contains(u"directory"));
}

QTEST_GUILESS_MAIN(TestDeployment)
#include "tst_deployment.moc"
