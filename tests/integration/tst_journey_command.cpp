#include <QFile>
#include <QImage>
#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>
#include <QProcess>
#include <QTemporaryDir>
#include <QTest>

#include <signal.h>

/// movr-console journey as a script runs it.
class TestJourneyCommand : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void printsAndWritesTheSameFigures();
    void aSignalEndsItWithWhatThereIs();
    void refusesAMissingDeployment();
    void saysWhereAReportCannotBeWritten();

private:
    static QString console() { return QCoreApplication::applicationDirPath() + QStringLiteral("/movr-console"); }
    static QJsonObject object(const QByteArray &text) { return QJsonDocument::fromJson(text).object(); }
    static QByteArray contentOf(const QString &name)
    {
        QFile file(name);
        return file.open(QIODevice::ReadOnly) ? file.readAll() : QByteArray();
    }
};

void TestJourneyCommand::printsAndWritesTheSameFigures()
{
    const QTemporaryDir directory;
    const QString base = directory.filePath(QStringLiteral("report."));
    QProcess process;
    process.start(console(), {QStringLiteral("journey"), QStringLiteral("--scale"), QStringLiteral("0.02"),
                              QStringLiteral("--repeat"), QStringLiteral("2"), QStringLiteral("--json"),
                              QStringLiteral("--report"), base + QStringLiteral("html"), QStringLiteral("--report"),
                              base + QStringLiteral("csv"), QStringLiteral("--report"),
                              base + QStringLiteral("json"), QStringLiteral("--report"),
                              base + QStringLiteral("png")});
    QVERIFY(process.waitForFinished(180'000));
    QVERIFY2(process.exitCode() == 0, process.readAllStandardError().constData());
    const QJsonObject printed = object(process.readAllStandardOutput());
    QVERIFY(printed[u"ratio"].toDouble() > 8);
    QVERIFY(printed[u"ratio_reference"].toDouble() > 3);
    QCOMPARE(printed[u"from"].toString(), QStringLiteral("gcp-europe-west1"));
    QCOMPARE(object(contentOf(base + QStringLiteral("json"))), printed);
    const QByteArray html = contentOf(base + QStringLiteral("html"));
    QVERIFY(html.contains(QByteArray::number(printed[u"ratio"].toDouble(), 'f', 1)));
    QCOMPARE(contentOf(base + QStringLiteral("csv")).count("\r\n"), 22);
    const QImage chart(base + QStringLiteral("png"));
    QVERIFY(chart.width() > 700 && chart.height() > 300);
}

void TestJourneyCommand::aSignalEndsItWithWhatThereIs()
{
    QProcess process;
    process.start(console(), {QStringLiteral("journey"), QStringLiteral("--scale"), QStringLiteral("0.02"),
                              QStringLiteral("--repeat"), QStringLiteral("10000"), QStringLiteral("--json")});
    QByteArray said;
    while (!said.contains("% of")) {
        QVERIFY(process.waitForReadyRead(120'000) || !process.readAllStandardError().isEmpty());
        process.setReadChannel(QProcess::StandardError);
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

void TestJourneyCommand::saysWhereAReportCannotBeWritten()
{
    QProcess process;
    process.start(console(), {QStringLiteral("journey"), QStringLiteral("--scale"), QStringLiteral("0.02"),
                              QStringLiteral("--repeat"), QStringLiteral("1"), QStringLiteral("--report"),
                              QStringLiteral("/nowhere/report.html")});
    QVERIFY(process.waitForFinished(180'000));
    QCOMPARE(process.exitCode(), 1);
    QVERIFY(process.readAllStandardError().contains("/nowhere/report.html"));
    QVERIFY(process.readAllStandardOutput().contains("Sign up")); // what was measured is not lost
}

QTEST_GUILESS_MAIN(TestJourneyCommand)
#include "tst_journey_command.moc"
