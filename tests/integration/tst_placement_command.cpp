#include "tests/support/own_fleet.h"

#include <QCoreApplication>
#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>
#include <QProcess>
#include <QTemporaryDir>
#include <QTest>

using namespace movr;
using namespace movr::test;

/// `movr-console placement` as a script sees it.
class TestPlacementCommand : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void initTestCase();
    void cleanupTestCase() { m_fleet.reset(); }

    void json();
    void text();
    void findings();
    void aRegionIsDown();
    void nobodyAnswers();
    void wrongFile();

private:
    struct Ended {
        int code = -1;
        QByteArray out;
        QByteArray err;
    };
    Ended run(const QStringList &arguments, const QString &file = {})
    {
        QProcess process;
        process.start(QCoreApplication::applicationDirPath() + QStringLiteral("/movr-console"),
                      QStringList{QStringLiteral("placement"), QStringLiteral("--deployment"),
                                  file.isEmpty() ? m_file : file}
                          + arguments);
        if (!process.waitForFinished(60'000))
            qFatal("movr-console placement does not end");
        return {process.exitCode(), process.readAllStandardOutput(), process.readAllStandardError()};
    }
    QString write(const Deployment &deployment, const QString &name)
    {
        const QString file = m_scratch.filePath(name);
        if (const auto written = writeDeployment(deployment, file); !written)
            qFatal("%s", describe(written).text.constData());
        return file;
    }
    static QJsonObject object(const Ended &ended)
    {
        QJsonParseError error{};
        const QJsonDocument document = QJsonDocument::fromJson(ended.out, &error);
        if (error.error != QJsonParseError::NoError)
            qFatal("%s\n%s", qPrintable(error.errorString()), ended.err.constData());
        return document.object();
    }

    QTemporaryDir m_scratch;
    std::unique_ptr<OwnFleet> m_fleet;
    QString m_file;
};

void TestPlacementCommand::initTestCase()
{
    const auto endpoints = sharedEndpoints();
    QVERIFY2(endpoints.size() == 3, "no shared fleet: run this test through ctest");
    m_fleet = std::make_unique<OwnFleet>(endpoints);
    m_file = write(m_fleet->deployment(), QStringLiteral("fleet.json"));
}

void TestPlacementCommand::json()
{
    const Ended ended = run({QStringLiteral("--json")});
    QCOMPARE(ended.err, QByteArray());
    QCOMPARE(ended.code, 0);
    const QJsonObject all = object(ended);
    QVERIFY(all.value(u"partitions").isArray());
    QVERIFY(all.value(u"findings").isArray());
    QCOMPARE(all.value(u"findings").toArray().size(), 0);
    QCOMPARE(all.value(u"regions").toArray().size(), 3);
    QCOMPARE(all.value(u"cities").toArray().size(), 27);
    int tables = 0;
    int indexes = 0;
    for (const QJsonValue value : all.value(u"partitions").toArray()) {
        const QJsonObject partition = value.toObject();
        (partition.value(u"index").isNull() ? tables : indexes) += 1;
        QCOMPARE(partition.value(u"state").toString(), QStringLiteral("right"));
        QCOMPARE(partition.value(u"homes").toArray().size(), 1);
        QCOMPARE(partition.value(u"homes").toArray().first(), partition.value(u"declared_region"));
        QCOMPARE(partition.value(u"copies").toArray().size(), 2);
        QCOMPARE(partition.value(u"rows_exact").toBool(), false);
        QVERIFY(partition.value(u"bytes").isDouble());
    }
    QCOMPARE(tables, 12);
    Admin &east = m_fleet->in(QStringLiteral("gcp-us-east1"));
    QCOMPARE(QString::number(indexes),
             east.value(QStringLiteral(
                 "SELECT count(*) FROM pg_index JOIN pg_class ON oid = indexrelid WHERE relkind = 'i' AND "
                 "relnamespace = 'public'::regnamespace")));
    const QJsonObject exact = object(run({QStringLiteral("--json"), QStringLiteral("--exact")}));
    double rides = 0;
    for (const QJsonValue value : exact.value(u"partitions").toArray())
        if (value[u"table"].toString() == u"rides" && value[u"index"].isNull()) {
            QVERIFY(value[u"rows_exact"].toBool());
            rides += value[u"rows"].toDouble();
        }
    QCOMPARE(QString::number(rides), east.value(QStringLiteral("SELECT count(*) FROM rides")));
}

void TestPlacementCommand::text()
{
    const Ended ended = run({});
    QCOMPARE(ended.code, 0);
    for (const char *word :
         {"rides", "us_east", "gcp-europe-west1", "seattle", "rides_rider_idx", "right", "No findings."})
        QVERIFY2(ended.out.contains(word), word);
}

void TestPlacementCommand::findings()
{
    Admin &west = m_fleet->in(QStringLiteral("gcp-us-west1"));
    west.run(QStringLiteral("ALTER TABLE rides_us_east DISABLE TRIGGER movr_guard_row"));
    const Ended ended = run({QStringLiteral("--json")});
    QCOMPARE(ended.code, 1);
    const QJsonArray findings = object(ended).value(u"findings").toArray();
    QCOMPARE(findings.size(), 1);
    QCOMPARE(findings.first()[u"kind"].toString(), QStringLiteral("missing_guard"));
    QCOMPARE(findings.first()[u"severity"].toString(), QStringLiteral("error"));
    QCOMPARE(findings.first()[u"region"].toString(), QStringLiteral("gcp-us-west1"));
    QCOMPARE(findings.first()[u"table"].toString(), QStringLiteral("rides"));
    QVERIFY(findings.first()[u"city"].isNull());
    for (const char *key : {"sentence", "evidence", "fix", "since"})
        QVERIFY2(!findings.first()[QLatin1String(key)].toString().isEmpty(), key);
    const Ended plain = run({});
    QCOMPARE(plain.code, 1);
    QVERIFY(plain.out.contains("One finding:"));
    QVERIFY(plain.out.contains("ENABLE TRIGGER"));
    west.run(QStringLiteral("ALTER TABLE rides_us_east ENABLE TRIGGER movr_guard_row"));
    QCOMPARE(run({}).code, 0);
}

void TestPlacementCommand::aRegionIsDown()
{
    Deployment deployment = m_fleet->deployment();
    deployment.regions[1].connection =
        withKeyword(deployment.regions.at(1).connection, QStringLiteral("port"), QStringLiteral("1"));
    const Ended ended = run({QStringLiteral("--json")}, write(deployment, QStringLiteral("down.json")));
    QCOMPARE(ended.code, 1);
    QVERIFY(ended.err.contains(qPrintable(deployment.regions.at(1).name)));
    const QJsonObject all = object(ended);
    QCOMPARE(all.value(u"partitions").toArray().isEmpty(), false);
    QCOMPARE(all.value(u"regions").toArray().at(1)[u"read"].toBool(), false);
}

void TestPlacementCommand::nobodyAnswers()
{
    Deployment deployment = m_fleet->deployment();
    for (Region &region : deployment.regions)
        region.connection = withKeyword(region.connection, QStringLiteral("port"), QStringLiteral("1"));
    const Ended ended = run({QStringLiteral("--json")}, write(deployment, QStringLiteral("nobody.json")));
    QCOMPARE(ended.code, 1);
    QCOMPARE(ended.out, QByteArray());
    QVERIFY(!ended.err.isEmpty());
}

void TestPlacementCommand::wrongFile()
{
    const Ended ended = run({}, m_scratch.filePath(QStringLiteral("missing.json")));
    QCOMPARE(ended.code, 2);
    QVERIFY(ended.err.contains("missing.json"));
}

QTEST_GUILESS_MAIN(TestPlacementCommand)
#include "tst_placement_command.moc"
