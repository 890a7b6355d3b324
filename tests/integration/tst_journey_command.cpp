#include "tests/support/test_fleet.h"
#include "tests/support/test_journey.h"

#include <QDir>
#include <QFile>
#include <QImage>
#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>
#include <QProcess>
#include <QTemporaryDir>
#include <QTest>

#include <signal.h>

using namespace movr;
using namespace movr::test;
using namespace std::chrono_literals;

/// movr-console journey as a script runs it.
class TestJourneyCommand : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void initTestCase();
    void printsAndWritesTheSameFigures();
    void aSignalEndsItWithWhatThereIs();
    void startsServersOfItsOwn();
    void aCancelledOneKeepsAFormerReport();
    void refusesAReportThatCannotBe_data();
    void refusesAReportThatCannotBe();
    void refusesAMissingDeployment();

private:
    static QString console()
    {
        return QCoreApplication::applicationDirPath() + QStringLiteral("/movr-console");
    }
    static QJsonObject object(const QByteArray &text) { return QJsonDocument::fromJson(text).object(); }
    static QByteArray contentOf(const QString &name)
    {
        QFile file(name);
        return file.open(QIODevice::ReadOnly) ? file.readAll() : QByteArray();
    }
    /// On the shared fleet, through links of its own.
    QStringList onTheFleet(const QStringList &more) const
    {
        return QStringList{QStringLiteral("journey"), QStringLiteral("--deployment"),
                           m_directory.filePath(QStringLiteral("multi.json")),
                           QStringLiteral("--single-region-deployment"),
                           m_directory.filePath(QStringLiteral("single.json"))}
             + more;
    }

    const QTemporaryDir m_directory;
    std::unique_ptr<JourneyLinks> m_links;
};

void TestJourneyCommand::initTestCase()
{
    m_links = std::make_unique<JourneyLinks>(QStringLiteral("gcp-us-east1"), 500us, 30ms);
    QVERIFY2(m_links->nearLink() != 0, "no shared fleet: run this test through ctest");
    const QStringList files = onTheFleet({});
    for (const auto &[deployment, file] :
         {std::pair(m_links->multiRegion(), files.at(2)), std::pair(m_links->singleRegion(), files.at(4))}) {
        const auto written = writeDeployment(deployment, file);
        QVERIFY2(written.ok(), describe(written));
    }
}

void TestJourneyCommand::printsAndWritesTheSameFigures()
{
    const QString base = m_directory.filePath(QStringLiteral("report."));
    QStringList arguments{QStringLiteral("--repeat"), QStringLiteral("2"), QStringLiteral("--json")};
    for (const char *ending : {"html", "csv", "json", "png"})
        arguments += {QStringLiteral("--report"), base + QLatin1String(ending)};
    QProcess process;
    process.start(console(), onTheFleet(arguments));
    QVERIFY(process.waitForFinished(100'000));
    QVERIFY2(process.exitCode() == 0, process.readAllStandardError().constData());
    const QJsonObject printed = object(process.readAllStandardOutput());
    QVERIFY(printed[u"ratio"].toDouble() > 1);
    QVERIFY(printed[u"ratio_reference"].toDouble() > 3);
    QCOMPARE(printed[u"city"].toString(), QStringLiteral("boston"));
    QCOMPARE(object(contentOf(base + QStringLiteral("json"))), printed);
    const QByteArray html = contentOf(base + QStringLiteral("html"));
    QVERIFY(html.contains(QByteArray::number(printed[u"ratio"].toDouble(), 'f', 1)));
    QCOMPARE(contentOf(base + QStringLiteral("csv")).count("\r\n"), 28);
    const QImage chart(base + QStringLiteral("png"));
    QVERIFY(chart.width() > 700 && chart.height() > 300);
}

void TestJourneyCommand::aSignalEndsItWithWhatThereIs()
{
    QProcess process;
    process.start(console(), onTheFleet({QStringLiteral("--repeat"), QStringLiteral("10000"),
                                         QStringLiteral("--json")}));
    process.setReadChannel(QProcess::StandardError);
    QByteArray said;
    while (!said.contains("% of")) {
        QVERIFY(process.waitForReadyRead(60'000));
        said += process.readAllStandardError();
    }
    ::kill(pid_t(process.processId()), SIGTERM);
    QVERIFY(process.waitForFinished(60'000));
    QCOMPARE(process.exitCode(), 1);
    const QJsonObject printed = object(process.readAllStandardOutput());
    QVERIFY(printed[u"cancelled"].toBool());
    QVERIFY(!printed[u"complete"].toBool());
    QCOMPARE(printed[u"ways"].toArray().size(), 3);
}

/// Without deployments; from where the single-region one is near too, so that no round takes long. And a report whose
/// folder goes away meanwhile.
void TestJourneyCommand::startsServersOfItsOwn()
{
    const QString folder = m_directory.filePath(QStringLiteral("gone"));
    QVERIFY(QDir().mkdir(folder));
    QProcess process;
    process.start(console(),
                  {QStringLiteral("journey"), QStringLiteral("--from"), QStringLiteral("gcp-us-east1"),
                   QStringLiteral("--scale"), QStringLiteral("0.01"), QStringLiteral("--repeat"),
                   QStringLiteral("1"), QStringLiteral("--report"), folder + QStringLiteral("/report.html")});
    process.setReadChannel(QProcess::StandardError);
    QVERIFY(process.waitForReadyRead(60'000)); // its servers start
    QVERIFY(QDir().rmdir(folder));
    QVERIFY(process.waitForFinished(100'000));
    const QByteArray said = process.readAllStandardError();
    QVERIFY2(process.exitCode() == 1, said.constData());
    QVERIFY2(said.contains("movr-console: The report cannot be written to")
                 && said.contains("gone/report.html"),
             said.constData());
    const QByteArray text = process.readAllStandardOutput(); // what was measured is not lost
    QVERIFY2(text.contains("Tasks of boston, each 1 times from gcp-us-east1"), text.constData());
    QVERIFY(text.contains("Sign up") && !text.contains("Not answered"));
    QVERIFY2(!text.contains("do not wait for the disk"), text.constData());
}

/// What measured nothing takes the place of no former report.
void TestJourneyCommand::aCancelledOneKeepsAFormerReport()
{
    const QString file = m_directory.filePath(QStringLiteral("former.html"));
    QFile former(file);
    QVERIFY(former.open(QIODevice::WriteOnly) && former.write("former") > 0);
    former.close();
    QProcess process;
    process.start(console(), onTheFleet({QStringLiteral("--repeat"), QStringLiteral("10000"),
                                         QStringLiteral("--json"), QStringLiteral("--report"), file}));
    process.setReadChannel(QProcess::StandardError);
    QVERIFY(process.waitForReadyRead(60'000)); // the first task: no round is counted yet
    ::kill(pid_t(process.processId()), SIGTERM);
    QVERIFY(process.waitForFinished(60'000));
    const QByteArray said = process.readAllStandardError();
    QVERIFY2(process.exitCode() == 1, said.constData());
    QVERIFY2(!said.contains("100 %"), said.constData()); // what was skipped is no progress
    int measured = 0;
    for (const QJsonValue way : object(process.readAllStandardOutput())[u"ways"].toArray())
        measured += way[u"all_tasks"][u"n"].toInt();
    QCOMPARE(contentOf(file) == "former", measured == 0);
}

/// Before anything is measured: minutes later would be late.
void TestJourneyCommand::refusesAReportThatCannotBe_data()
{
    QTest::addColumn<QString>("file");
    QTest::addColumn<QString>("problem");
    QTest::newRow("no folder") << QStringLiteral("/nowhere/report.html")
                               << QStringLiteral("There is no folder /nowhere for the report");
    const QString folder = m_directory.filePath(QStringLiteral("folder.html"));
    QTest::newRow("a folder") << folder << folder + QStringLiteral(" is a folder");
}

void TestJourneyCommand::refusesAReportThatCannotBe()
{
    QFETCH(QString, file);
    QFETCH(QString, problem);
    QDir().mkdir(m_directory.filePath(QStringLiteral("folder.html")));
    QProcess process;
    process.start(console(), {QStringLiteral("journey"), QStringLiteral("--report"), file});
    QVERIFY(process.waitForFinished(30'000));
    QCOMPARE(process.exitCode(), 2);
    const QString said = QString::fromUtf8(process.readAllStandardError());
    QCOMPARE(said.count(u'\n'), 1);
    QVERIFY2(said.startsWith(QStringLiteral("movr-console: ") + problem), qPrintable(said));
}

void TestJourneyCommand::refusesAMissingDeployment()
{
    QProcess process;
    process.start(console(), {QStringLiteral("journey"), QStringLiteral("--deployment"),
                              QStringLiteral("/nowhere/m.json"), QStringLiteral("--single-region-deployment"),
                              QStringLiteral("/nowhere/s.json")});
    QVERIFY(process.waitForFinished(30'000));
    QCOMPARE(process.exitCode(), 2);
    const QString said = QString::fromUtf8(process.readAllStandardError());
    QCOMPARE(said.count(u'\n'), 1);
    QVERIFY2(said.contains(QStringLiteral("/nowhere/m.json")), qPrintable(said));
}

QTEST_GUILESS_MAIN(TestJourneyCommand)
#include "tst_journey_command.moc"
