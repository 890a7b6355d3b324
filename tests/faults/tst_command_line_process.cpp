#include "tests/support/patience.h"

#include <QCoreApplication>
#include <QDeadlineTimer>
#include <QDir>
#include <QFile>
#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>
#include <QProcess>
#include <QRegularExpression>
#include <QTemporaryDir>
#include <QTest>

#include <arpa/inet.h>
#include <sys/socket.h>
#include <sys/types.h>
#include <unistd.h>

#include <csignal>

using movr::test::patience;

namespace {

struct Ended {
    int code = -1;
    QString out;
    QString err;
};

QString singleLine(const QString &text)
{
    return text.endsWith(u'\n') && text.count(u'\n') == 1 ? text.trimmed() : QString();
}

/// Processes with that directory in their command line: postmasters, what they have just forked, and whatever
/// copies or makes their data. The number goes up and down while a fleet starts: wait for it to be zero only.
int serversBelow(const QString &directory)
{
    int servers = 0;
    const QStringList processes = QDir(QStringLiteral("/proc")).entryList(QDir::Dirs);
    for (const QString &process : processes) {
        QFile command(QStringLiteral("/proc/%1/cmdline").arg(process));
        if (command.open(QIODevice::ReadOnly) && command.readAll().contains(directory.toUtf8()))
            ++servers;
    }
    return servers;
}

/// A port of 127.0.0.1 that nobody listens on.
quint16 portOfNobody()
{
    const int listener = ::socket(AF_INET, SOCK_STREAM, 0);
    sockaddr_in address{};
    address.sin_family = AF_INET;
    address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
    socklen_t size = sizeof address;
    auto *any = reinterpret_cast<sockaddr *>(&address);
    const bool known = ::bind(listener, any, size) == 0 && ::getsockname(listener, any, &size) == 0;
    ::close(listener);
    return known ? ntohs(address.sin_port) : quint16(0);
}

} // namespace

/// The program as a shell sees it: exit codes, one sentence for what is wrong, and nothing left behind.
class TestCommandLineProcess : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void initTestCase()
    {
        m_program = QCoreApplication::applicationDirPath() + QStringLiteral("/movr-console");
        QVERIFY2(QFile::exists(m_program), qPrintable(m_program));
        QVERIFY(m_scratch.isValid());
        letServersIn(m_scratch.path());
    }

    void whatCannotBeUnderstood_data()
    {
        QTest::addColumn<QStringList>("arguments");
        QTest::addColumn<QString>("word");
        const auto row = [](const char *name, const QStringList &arguments, const QString &word) {
            QTest::newRow(name) << arguments << word;
        };
        row("option", {QStringLiteral("--sclae")}, QStringLiteral("--sclae"));
        row("option of demo", {QStringLiteral("demo"), QStringLiteral("--sclae")}, QStringLiteral("--sclae"));
        row("command", {QStringLiteral("dmeo")}, QStringLiteral("\"dmeo\""));
        row("argument", {QStringLiteral("demo"), QStringLiteral("more")}, QStringLiteral("\"more\""));
        row("place", {QStringLiteral("demo"), QStringLiteral("--from"), QStringLiteral("atlantis")},
            QStringLiteral("\"atlantis\""));
        row("scale", {QStringLiteral("demo"), QStringLiteral("--scale"), QStringLiteral("abc")},
            QStringLiteral("\"abc\""));
        row("scale too small", {QStringLiteral("demo"), QStringLiteral("--scale"), QStringLiteral("0")},
            QStringLiteral("--scale"));
        row("scale nan", {QStringLiteral("demo"), QStringLiteral("--scale"), QStringLiteral("nan")},
            QStringLiteral("--scale"));
        row("traffic", {QStringLiteral("demo"), QStringLiteral("--traffic"), QStringLiteral("-1")},
            QStringLiteral("--traffic"));
        row("no value", {QStringLiteral("demo"), QStringLiteral("--keep")}, QStringLiteral("keep"));
        row("both",
            {QStringLiteral("demo"), QStringLiteral("--headless"), QStringLiteral("--tour"),
             QStringLiteral("x")},
            QStringLiteral("--tour"));
        row("init without a file", {QStringLiteral("init")}, QStringLiteral("--deployment"));
        row("home",
            {QStringLiteral("init"), QStringLiteral("--deployment"), QStringLiteral("x"),
             QStringLiteral("--home"), QStringLiteral("us_east")},
            QStringLiteral("\"us_east\""));
        row("no such file", {QStringLiteral("--deployment"), QStringLiteral("/no/such/file.json")},
            QStringLiteral("/no/such/file.json"));
        row("no such file for init",
            {QStringLiteral("init"), QStringLiteral("--deployment"), QStringLiteral("/no/such/file.json")},
            QStringLiteral("/no/such/file.json"));
    }

    void whatCannotBeUnderstood()
    {
        QFETCH(const QStringList, arguments);
        QFETCH(const QString, word);
        const Ended it = run(arguments);
        QCOMPARE(it.code, 2);
        QCOMPARE(it.out, QString());
        QVERIFY2(!singleLine(it.err).isEmpty(), qPrintable(it.err));
        QVERIFY2(it.err.contains(word), qPrintable(it.err));
        QVERIFY2(singleLine(it.err).endsWith(u'.'), qPrintable(it.err));
    }

    void helpAndVersion()
    {
        Ended it = run({QStringLiteral("--help")});
        QCOMPARE(it.code, 0);
        QCOMPARE(it.err, QString());
        for (const char *word : {"demo", "--from", "--scale", "--traffic", "--keep", "--headless", "--tour",
                                 "init", "--deployment"})
            QVERIFY2(it.out.contains(QLatin1String(word)), word);
        it = run({QStringLiteral("--version")});
        QCOMPARE(it.code, 0);
        QVERIFY2(QRegularExpression(QStringLiteral("^movr-console \\d+\\.\\d+\\.\\d+\n$"))
                     .match(it.out)
                     .hasMatch(),
                 qPrintable(it.out));
    }

    void brokenDeployment_data()
    {
        QTest::addColumn<QByteArray>("text");
        QTest::addColumn<QString>("wanted");
        QTest::newRow("syntax") << QByteArray("{\n  \"name\": \"x\",\n  \"regions\": [ oops ]\n}\n")
                                << QStringLiteral("line 3, column 1[0-9]");
        QTest::newRow("missing key") << QByteArray("{\"name\": \"x\"}") << QStringLiteral("regions");
        QTest::newRow("same name twice") << QByteArray("{\"name\": \"x\", \"regions\": ["
                                                       "{\"name\": \"a\", \"label\": \"A\", \"latitude\": 0, "
                                                       "\"longitude\": 0, \"connection\": \"host=/x\"},"
                                                       "{\"name\": \"a\", \"label\": \"B\", \"latitude\": 0, "
                                                       "\"longitude\": 0, \"connection\": \"host=/y\"}]}")
                                         << QStringLiteral("\"?a\"?");
    }

    void brokenDeployment()
    {
        QFETCH(const QByteArray, text);
        QFETCH(const QString, wanted);
        const QString file = write(QStringLiteral("broken.json"), text);
        for (const QStringList &arguments :
             {QStringList{QStringLiteral("--deployment"), file},
              QStringList{QStringLiteral("init"), QStringLiteral("--deployment"), file}}) {
            const Ended it = run(arguments);
            QVERIFY(it.code == 1 || it.code == 2);
            QCOMPARE(it.out, QString());
            QVERIFY2(!singleLine(it.err).isEmpty(), qPrintable(it.err));
            QVERIFY2(it.err.contains(QStringLiteral("broken.json")), qPrintable(it.err));
            QVERIFY2(it.err.contains(QRegularExpression(wanted, QRegularExpression::CaseInsensitiveOption)),
                     qPrintable(it.err));
        }
    }

    void initWhereNobodyAnswers()
    {
        const quint16 port = portOfNobody();
        QVERIFY(port > 0);
        const Ended it = run({QStringLiteral("init"), QStringLiteral("--deployment"), deployment(port)});
        QCOMPARE(it.code, 1);
        QVERIFY2(it.err.contains(QStringLiteral("somewhere")), qPrintable(it.err)); // the region is named
        QVERIFY2(!singleLine(it.err).isEmpty(), qPrintable(it.err));
    }

    void demoWithoutAWindow()
    {
        QProcess demo;
        const QJsonObject line = startHeadless(demo);
        QVERIFY2(!line.isEmpty(), qPrintable(QString::fromUtf8(demo.readAllStandardError())));
        QCOMPARE(QStringList(line.keys()),
                 QStringList({QStringLiteral("deployment"), QStringLiteral("ready"),
                              QStringLiteral("regions"), QStringLiteral("single_region_deployment")}));
        QCOMPARE(line.value(QStringLiteral("ready")), QJsonValue(true));
        const QJsonArray regions = line.value(QStringLiteral("regions")).toArray();
        QCOMPARE(regions.size(), 3);
        for (const QJsonValue &region : regions)
            QCOMPARE(
                QStringList(region.toObject().keys()),
                QStringList({QStringLiteral("direct"), QStringLiteral("name"), QStringLiteral("relayed")}));
        const QString file = line.value(QStringLiteral("deployment")).toString();
        const QString directory = QFileInfo(file).absolutePath();
        QVERIFY(QFile::exists(file));
        QVERIFY(QFile::exists(line.value(QStringLiteral("single_region_deployment")).toString()));
        QVERIFY(serversBelow(directory) > 0);

        // Run again, init finds nothing to do; with another password it is refused, and nothing is echoed.
        const Ended again = run({QStringLiteral("init"), QStringLiteral("--deployment"), file});
        QVERIFY2(again.code == 0, qPrintable(again.err));
        refusePassword(file);

        QCOMPARE(::kill(pid_t(demo.processId()), SIGINT), 0); // as Ctrl+C in the terminal
        QVERIFY(demo.waitForFinished(60'000));
        QCOMPARE(demo.exitStatus(), QProcess::NormalExit);
        QCOMPARE(demo.exitCode(), 0);
        QCOMPARE(demo.readAllStandardOutput(), QByteArray()); // the one line was all
        QTRY_COMPARE_WITH_TIMEOUT(serversBelow(directory), 0, patience);
        QVERIFY(!QFile::exists(directory));
    }

    void terminationClosesTheWindowAndEndsTheServers_data()
    {
        QTest::addColumn<QByteArray>("moment");
        QTest::newRow("at the very start") << QByteArray("Preparing PostgreSQL");
        QTest::newRow("while data are made") << QByteArray("Making");
        QTest::newRow("while servers start") << QByteArray("Starting three regions");
        QTest::newRow("with rows in the window") << QByteArray("rows in the window");
    }

    void terminationClosesTheWindowAndEndsTheServers()
    {
        QFETCH(const QByteArray, moment);
        QTemporaryDir place;
        letServersIn(place.path());
        QProcess demo;
        prepare(demo, place.path());
        tellSteps(demo);
        demo.start(m_program, {QStringLiteral("demo"), QStringLiteral("--scale"), QStringLiteral("0.02")});
        QVERIFY(demo.waitForStarted());
        QVERIFY2(says(demo, moment), demo.readAllStandardError().constData());
        if (moment == "rows in the window")
            QVERIFY(serversBelow(place.path()) >= 3); // one a region, at least
        demo.terminate();
        QVERIFY(demo.waitForFinished(60'000));
        QCOMPARE(demo.exitStatus(), QProcess::NormalExit);
        QCOMPARE(demo.exitCode(), 0);
        QTRY_COMPARE_WITH_TIMEOUT(serversBelow(place.path()), 0, patience);
        QVERIFY2(QDir(place.path())
                     .entryList({QStringLiteral("movr-demo*")}, QDir::Dirs | QDir::NoDotAndDotDot)
                     .isEmpty(),
                 qPrintable(QDir(place.path()).entryList().join(u' ')));
    }

private:
    /// Started as root, the servers run as another user, who has to reach their directory.
    static void letServersIn(const QString &directory)
    {
        QVERIFY(QFile::setPermissions(directory, QFile::ReadOwner | QFile::WriteOwner | QFile::ExeOwner
                                                     | QFile::ExeGroup | QFile::ExeOther));
    }

    static void prepare(QProcess &process, const QString &temporary)
    {
        QProcessEnvironment environment = QProcessEnvironment::systemEnvironment();
        environment.insert(QStringLiteral("QT_QPA_PLATFORM"), QStringLiteral("offscreen"));
        environment.insert(QStringLiteral("XDG_CONFIG_HOME"), temporary);
        environment.remove(QStringLiteral("DISPLAY"));
        environment.remove(QStringLiteral("WAYLAND_DISPLAY"));
        if (!temporary.isEmpty())
            environment.insert(QStringLiteral("TMPDIR"), temporary);
        process.setProcessEnvironment(environment);
    }

    /// Lets the program tell each step of its start.
    static void tellSteps(QProcess &process)
    {
        QProcessEnvironment environment = process.processEnvironment();
        environment.insert(QStringLiteral("QT_LOGGING_RULES"), QStringLiteral("movr.startup.info=true"));
        process.setProcessEnvironment(environment);
    }

    Ended run(const QStringList &arguments, int seconds = 60)
    {
        QProcess process;
        prepare(process, m_scratch.path());
        process.start(m_program, arguments);
        if (!process.waitForFinished(seconds * 1000)) {
            process.kill();
            process.waitForFinished();
            return {-1,
                    {},
                    QStringLiteral("did not end in time: ")
                        + QString::fromUtf8(process.readAllStandardError())};
        }
        if (process.exitStatus() != QProcess::NormalExit)
            return {-2, {}, QStringLiteral("crashed")};
        return {process.exitCode(), QString::fromUtf8(process.readAllStandardOutput()),
                QString::fromUtf8(process.readAllStandardError())};
    }

    /// Waits until the program has said that on its error channel, where its start is told step by step.
    static bool says(QProcess &process, const QByteArray &words)
    {
        const QDeadlineTimer deadline(60'000);
        process.setReadChannel(QProcess::StandardError);
        while (!deadline.hasExpired()) {
            while (process.canReadLine())
                if (process.readLine().contains(words))
                    return true;
            if (!process.waitForReadyRead(int(deadline.remainingTime()))
                && process.state() != QProcess::Running)
                return false;
        }
        return false;
    }

    /// The one line, read as it comes.
    QJsonObject startHeadless(QProcess &demo)
    {
        prepare(demo, m_scratch.path());
        demo.start(m_program,
                   {QStringLiteral("demo"), QStringLiteral("--headless"), QStringLiteral("--scale"),
                    QStringLiteral("0.02"), QStringLiteral("--traffic"), QStringLiteral("2")});
        while (!demo.canReadLine() && demo.waitForReadyRead(120'000)) {}
        return QJsonDocument::fromJson(demo.readLine()).object();
    }

    void refusePassword(const QString &file)
    {
        const QString secret = QStringLiteral("not-the-password-7391");
        const QString passwords = write(QStringLiteral("wrong.pgpass"), "*:*:*:*:" + secret.toUtf8() + "\n");
        QVERIFY(QFile::setPermissions(passwords, QFile::ReadOwner | QFile::WriteOwner));
        QFile good(file);
        QVERIFY(good.open(QIODevice::ReadOnly));
        const QString text = QString::fromUtf8(good.readAll());
        for (const QString &passFile : {passwords, m_scratch.filePath(QStringLiteral("nothing.pgpass"))}) {
            QString changed = text;
            changed.replace(QRegularExpression(QStringLiteral("passfile='?[^ '\"]+'?")),
                            QStringLiteral("passfile=") + passFile);
            QVERIFY(changed != text);
            const QString other = write(QStringLiteral("wrong.json"), changed.toUtf8());
            const Ended it = run({QStringLiteral("init"), QStringLiteral("--deployment"), other});
            QCOMPARE(it.code, 1);
            QVERIFY2(it.err.contains(QStringLiteral("password")), qPrintable(it.err));
            QVERIFY2(!it.err.contains(secret) && !it.out.contains(secret), qPrintable(it.err));
            QVERIFY2(!singleLine(it.err).isEmpty(), qPrintable(it.err));
        }
    }

    QString deployment(quint16 port)
    {
        const QString connection =
            QStringLiteral("host=127.0.0.1 port=%1 dbname=movr user=movr connect_timeout=3").arg(port);
        const QJsonObject region{{QStringLiteral("name"), QStringLiteral("somewhere")},
                                 {QStringLiteral("label"), QStringLiteral("Somewhere")},
                                 {QStringLiteral("latitude"), 0},
                                 {QStringLiteral("longitude"), 0},
                                 {QStringLiteral("connection"), connection}};
        const QJsonObject all{{QStringLiteral("name"), QStringLiteral("test")},
                              {QStringLiteral("regions"), QJsonArray{region}}};
        return write(QStringLiteral("deployment.json"), QJsonDocument(all).toJson());
    }

    QString write(const QString &name, const QByteArray &text)
    {
        QFile file(m_scratch.filePath(name));
        return file.open(QIODevice::WriteOnly) && file.write(text) == text.size() ? file.fileName()
                                                                                  : QString();
    }

    QTemporaryDir m_scratch;
    QString m_program;
};

QTEST_GUILESS_MAIN(TestCommandLineProcess)
#include "tst_command_line_process.moc"
