#include "db/cluster/warden_client.h"
#include "tests/support/patience.h"

#include <QDir>
#include <QFile>
#include <QFileInfo>
#include <QProcess>
#include <QSet>
#include <QTemporaryDir>
#include <QTest>

#include <signal.h>
#include <unistd.h>

#include <atomic>
#include <cstdio>
#include <future>
#include <memory>
#include <thread>

using namespace movr;
using namespace movr::test;
using namespace std::chrono_literals;

namespace {

const QString sh = QStringLiteral("sh");
const QString sleepProgram = QStringLiteral("sleep");
const QStringList aLongTime{QStringLiteral("1000")};

/// As in proc(5): S sleeping, T stopped, Z waiting to be reaped, ...; a blank when there is no such process.
char stateOf(qint64 pid)
{
    QFile stat(QStringLiteral("/proc/%1/stat").arg(pid));
    const QByteArray text = stat.open(QIODevice::ReadOnly) ? stat.readAll() : QByteArray();
    const qsizetype name = text.lastIndexOf(')');
    return name < 0 ? ' ' : text.at(name + 2);
}

/// A process that is there and not merely waiting to be reaped.
bool alive(qint64 pid)
{
    const char state = stateOf(pid);
    return state != ' ' && state != 'Z' && state != 'X';
}

QString contents(const QString &path)
{
    QFile file(path);
    return file.open(QIODevice::ReadOnly) ? QString::fromUtf8(file.readAll()) : QString();
}

std::unique_ptr<WardenClient> startWarden(const QString &directory, bool keep = false)
{
    auto client = WardenClient::start(wardenProgram(), directory, keep);
    if (!client) {
        qWarning("%s", qPrintable(client.failure().sentence));
        return nullptr;
    }
    return std::move(client).value();
}

QStringList shell(const QString &script)
{
    return {QStringLiteral("-c"), script};
}

/// What the test kills to see the warden notice: starts a warden with one server and waits for its end.
int parentOfAWarden(const QString &directory)
{
    const auto client = startWarden(directory);
    if (!client)
        return 1;
    const auto pid = client->spawn(QStringLiteral("server"), sleepProgram, aLongTime);
    if (!pid)
        return 1;
    std::printf("%lld %lld\n", static_cast<long long>(client->processId()), static_cast<long long>(*pid));
    std::fflush(stdout);
    while (true)
        ::pause();
}

} // namespace

class TestWarden : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void initTestCase();
    void init();
    void cleanup();
    void quitEndsAndRemoves();
    void keepLeavesTheDirectory();
    void parentKilled();
    void clientDestroyed();
    void wardenKilled();
    void wardenTerminated();
    void interruptIsIgnored();
    void secondWardenIsRefused();
    void foreignDirectoryIsRefused();
    void missingProgramsAreSentences();
    void runReportsCodeAndOutput();
    void runTimesOut();
    void runsAtTheSameTime();
    void argumentsArriveAsTheyAre();
    void environmentIsClean();
    void descriptorsAreClosed();
    void serversAreUnprivileged();
    void signalsAndExit();
    void refusedCommands();
    void orphansEndToo();
    void stubbornServer_data();
    void stubbornServer();
    void stoppedServer_data();
    void stoppedServer();
    void aProgramIsEndedWithoutACoreDump();
    void linksAreNotFollowed();

private:
    QString logOf(const QString &id) const
    {
        return contents(m_directory + u'/' + id + QStringLiteral(".log"));
    }

    void removeKept();

    QString m_directory; ///< of the test that runs; not there yet
};

void TestWarden::initTestCase()
{
    QVERIFY2(!wardenProgram().isEmpty(), "movr-warden lies beside the test");
    qputenv("PGHOST", "elsewhere");
    qputenv("SECRET", "hidden");
}

void TestWarden::init()
{
    QTemporaryDir name(QDir::tempPath() + QStringLiteral("/movr-warden-test-XXXXXX"));
    QVERIFY(name.isValid());
    m_directory = name.path(); // a free name: the directory goes here, and the warden makes it again
}

void TestWarden::cleanup()
{
    QTRY_VERIFY2_WITH_TIMEOUT(!QFileInfo::exists(m_directory), qPrintable(m_directory), patience);
}

void TestWarden::quitEndsAndRemoves()
{
    const auto client = startWarden(m_directory);
    QVERIFY(client);
    QVERIFY(!(QFile::permissions(m_directory) & (QFile::ReadGroup | QFile::ReadOther | QFile::ExeOther)));
    const auto one = client->spawn(QStringLiteral("one"), sleepProgram, aLongTime);
    const auto two = client->spawn(QStringLiteral("two"), sleepProgram, aLongTime);
    QVERIFY(one && two);
    QVERIFY(alive(*one) && alive(*two));
    QCOMPARE(contents(m_directory + QStringLiteral("/lock")).trimmed(), QString::number(client->processId()));
    const auto made =
        client->run(QStringLiteral("fill"), sh,
                    shell(QStringLiteral("mkdir -p a/b/c && echo x > a/b/c/x && chmod 500 a/b")), 5s);
    QVERIFY(made);
    QCOMPARE(*made, 0);
    const qint64 warden = client->processId();
    QVERIFY(client->running());
    QVERIFY(client->quit());
    QVERIFY(!client->running());
    QVERIFY(!QFileInfo::exists(m_directory));
    QVERIFY(!alive(*one) && !alive(*two) && !alive(warden));
    // What goes with its directory need not write it down first.
    QCOMPARE(client->exited(QStringLiteral("one")), std::optional<int>(128 + SIGQUIT));
}

void TestWarden::keepLeavesTheDirectory()
{
    {
        const auto client = startWarden(m_directory, true);
        QVERIFY(client);
        const auto pid = client->spawn(QStringLiteral("server"), sleepProgram, aLongTime);
        QVERIFY(pid);
        QVERIFY(client->quit());
        QVERIFY(!alive(*pid));
        QCOMPARE(client->exited(QStringLiteral("server")), std::optional<int>(128 + SIGINT));
    }
    QVERIFY(QFileInfo::exists(m_directory + QStringLiteral("/server.log")));
    removeKept();
}

/// By the next warden, which does not keep it.
void TestWarden::removeKept()
{
    if (!QFileInfo::exists(m_directory))
        return;
    const auto again = startWarden(m_directory);
    QVERIFY(again);
    QVERIFY(again->quit());
    QVERIFY(!QFileInfo::exists(m_directory));
}

void TestWarden::parentKilled()
{
    QProcess parent;
    parent.start(QCoreApplication::applicationFilePath(), {QStringLiteral("--parent"), m_directory});
    QTRY_VERIFY_WITH_TIMEOUT(parent.canReadLine() || parent.state() == QProcess::NotRunning, patience);
    const QList<QByteArray> pids = parent.readLine().trimmed().split(' ');
    QCOMPARE(pids.size(), 2);
    QVERIFY(alive(pids[0].toLongLong()) && alive(pids[1].toLongLong()));
    parent.kill();
    QTRY_VERIFY_WITH_TIMEOUT(!alive(pids[0].toLongLong()), patience);
    QVERIFY(!alive(pids[1].toLongLong()));
    QVERIFY(!QFileInfo::exists(m_directory));
    QTRY_COMPARE_WITH_TIMEOUT(parent.state(), QProcess::NotRunning, patience);
}

void TestWarden::clientDestroyed()
{
    auto client = startWarden(m_directory);
    QVERIFY(client);
    const auto pid = client->spawn(QStringLiteral("server"), sleepProgram, aLongTime);
    QVERIFY(pid);
    // A child that is started now must not keep the warden's input open.
    QProcess bystander;
    bystander.start(sleepProgram, aLongTime);
    QVERIFY(bystander.waitForStarted());
    client.reset();
    QTRY_VERIFY_WITH_TIMEOUT(!alive(*pid), patience);
    QTRY_VERIFY_WITH_TIMEOUT(!QFileInfo::exists(m_directory), patience);
    bystander.kill();
    QVERIFY(bystander.waitForFinished());
}

void TestWarden::wardenKilled()
{
    const auto client = startWarden(m_directory);
    QVERIFY(client);
    const auto pid = client->spawn(QStringLiteral("server"), sleepProgram, aLongTime);
    QVERIFY(pid);
    QCOMPARE(::kill(static_cast<pid_t>(client->processId()), SIGKILL), 0);
    QTRY_VERIFY_WITH_TIMEOUT(!alive(*pid), patience);
    QTRY_VERIFY_WITH_TIMEOUT(!client->running(), patience);
    const auto late = client->spawn(QStringLiteral("late"), sleepProgram, aLongTime);
    QVERIFY(!late);
    QCOMPARE(late.failure().kind, FailureKind::Environment);
    QVERIFY(!client->quit());
    // What it left is taken over and removed by the next one.
    QVERIFY(QFileInfo::exists(m_directory));
    const auto next = startWarden(m_directory);
    QVERIFY(next);
    QVERIFY(next->quit());
}

void TestWarden::wardenTerminated()
{
    const auto client = startWarden(m_directory);
    QVERIFY(client);
    const auto pid = client->spawn(QStringLiteral("server"), sleepProgram, aLongTime);
    QVERIFY(pid);
    QCOMPARE(::kill(static_cast<pid_t>(client->processId()), SIGTERM), 0);
    QTRY_VERIFY_WITH_TIMEOUT(!client->running(), patience);
    QVERIFY(!alive(*pid));
    QTRY_VERIFY_WITH_TIMEOUT(!QFileInfo::exists(m_directory), patience);
}

void TestWarden::interruptIsIgnored()
{
    const auto client = startWarden(m_directory);
    QVERIFY(client);
    const auto pid = client->spawn(QStringLiteral("server"), sleepProgram, aLongTime);
    QVERIFY(pid);
    QCOMPARE(::kill(static_cast<pid_t>(client->processId()), SIGINT), 0);
    QCOMPARE(::kill(static_cast<pid_t>(client->processId()), SIGHUP), 0);
    const auto code = client->run(QStringLiteral("after"), QStringLiteral("true"), {}, 5s);
    QVERIFY(code);
    QCOMPARE(*code, 0);
    QVERIFY(alive(*pid));
    // Nobody's terminal: its own session, and so is the server's.
    QCOMPARE(::getsid(static_cast<pid_t>(client->processId())), static_cast<pid_t>(client->processId()));
    QCOMPARE(::getsid(static_cast<pid_t>(*pid)), static_cast<pid_t>(*pid));
    QVERIFY(client->quit());
}

void TestWarden::secondWardenIsRefused()
{
    const auto first = startWarden(m_directory);
    QVERIFY(first);
    const auto second = WardenClient::start(wardenProgram(), m_directory, false);
    QVERIFY(!second);
    QCOMPARE(second.failure().kind, FailureKind::Environment);
    QVERIFY2(second.failure().sentence.contains(m_directory), qPrintable(second.failure().sentence));
    const auto code = first->run(QStringLiteral("still"), QStringLiteral("true"), {}, 5s);
    QVERIFY(code);
    QVERIFY(QFileInfo::exists(m_directory));
    QVERIFY(first->quit());
}

void TestWarden::foreignDirectoryIsRefused()
{
    QVERIFY(QDir().mkpath(m_directory));
    const QString path = m_directory + QStringLiteral("/precious");
    QFile precious(path);
    QVERIFY(precious.open(QIODevice::WriteOnly));
    precious.close();
    QVERIFY(!WardenClient::start(wardenProgram(), m_directory, false));
    QVERIFY(QFileInfo::exists(path));
    QVERIFY(!WardenClient::start(wardenProgram(), path, false));
    QVERIFY(QDir(m_directory).removeRecursively());
}

void TestWarden::missingProgramsAreSentences()
{
    const auto nothing = WardenClient::start({}, m_directory, false);
    QVERIFY(!nothing && nothing.failure().sentence.endsWith(u'.'));
    const auto missing = WardenClient::start(QStringLiteral("/nowhere/movr-warden"), m_directory, false);
    QVERIFY(!missing && missing.failure().sentence.contains(QStringLiteral("/nowhere/movr-warden")));
    const auto parentless = WardenClient::start(wardenProgram(), m_directory + QStringLiteral("/x/y"), false);
    QVERIFY(!parentless && parentless.failure().sentence.contains(m_directory));

    const auto client = startWarden(m_directory);
    QVERIFY(client);
    const auto run = client->run(QStringLiteral("run"), QStringLiteral("/nowhere/initdb"), {}, 5s);
    QVERIFY(!run && run.failure().sentence.contains(QStringLiteral("/nowhere/initdb")));
    const auto spawn = client->spawn(QStringLiteral("spawn"), QStringLiteral("/nowhere/postgres"), {});
    QVERIFY(!spawn && spawn.failure().sentence.contains(QStringLiteral("/nowhere/postgres")));
    QVERIFY(client->quit());
}

void TestWarden::runReportsCodeAndOutput()
{
    const auto client = startWarden(m_directory);
    QVERIFY(client);
    const QString id = QStringLiteral("job");
    const auto seven = client->run(id, sh, shell(QStringLiteral("echo out; echo err >&2; exit 7")), 5s);
    QVERIFY(seven);
    QCOMPARE(*seven, 7);
    QCOMPARE(logOf(id), QStringLiteral("out\nerr\n"));
    const auto killed = client->run(id, sh, shell(QStringLiteral("pwd; kill -9 $$")), 5s);
    QVERIFY(killed);
    QCOMPARE(*killed, 128 + SIGKILL);
    QCOMPARE(logOf(id), QStringLiteral("out\nerr\n") + QDir(m_directory).canonicalPath() + u'\n');
    QVERIFY(client->quit());
}

void TestWarden::runTimesOut()
{
    const auto client = startWarden(m_directory);
    QVERIFY(client);
    const QString id = QStringLiteral("slow");
    const auto slow = client->run(id, sh, shell(QStringLiteral("echo $$; exec sleep 1000")), 300ms);
    QVERIFY(!slow);
    QCOMPARE(slow.failure().kind, FailureKind::Timeout);
    const qint64 pid = logOf(id).trimmed().toLongLong();
    QVERIFY(pid > 0);
    QTRY_VERIFY_WITH_TIMEOUT(!alive(pid), patience);
    QVERIFY(client->quit());
}

void TestWarden::runsAtTheSameTime()
{
    const auto client = startWarden(m_directory);
    QVERIFY(client);
    // Each waits for the file of the other: one after the other they would never end.
    const auto script = [](const char *mine, const char *other) {
        return shell(QStringLiteral("touch %1; until [ -e %2 ]; do sleep 0.01; done; exit 3")
                         .arg(QLatin1String(mine), QLatin1String(other)));
    };
    std::atomic<int> first{-1};
    std::jthread other([&] {
        const auto code = client->run(QStringLiteral("a"), sh, script("left", "right"), 10s);
        first = code ? *code : -2;
    });
    const auto code = client->run(QStringLiteral("b"), sh, script("right", "left"), 10s);
    other.join();
    QVERIFY(code);
    QCOMPARE(*code, 3);
    QCOMPARE(first.load(), 3);
    QVERIFY(client->quit());
}

void TestWarden::argumentsArriveAsTheyAre()
{
    const auto client = startWarden(m_directory);
    QVERIFY(client);
    const QString odd = QStringLiteral("tab\there, line\nbreak, back\\slash \\t, \"quotes\", Zürich 🛴");
    const auto code = client->run(QStringLiteral("echo"), QStringLiteral("printf"),
                                  {QStringLiteral("[%s]"), odd, QString(), QStringLiteral("last")}, 5s);
    QVERIFY(code);
    QCOMPARE(logOf(QStringLiteral("echo")), u'[' + odd + QStringLiteral("][][last]"));
    QVERIFY(client->quit());
}

void TestWarden::environmentIsClean()
{
    const auto client = startWarden(m_directory);
    QVERIFY(client);
    const auto code = client->run(QStringLiteral("env"), QStringLiteral("env"), {}, 5s);
    QVERIFY(code);
    const QStringList lines = logOf(QStringLiteral("env")).split(u'\n', Qt::SkipEmptyParts);
    const QSet<QString> got(lines.begin(), lines.end());
    const QSet<QString> expected{QStringLiteral("PATH=") + qEnvironmentVariable("PATH"),
                                 QStringLiteral("TZ=UTC"), QStringLiteral("LANG=C.UTF-8"),
                                 QStringLiteral("HOME=") + QDir(m_directory).canonicalPath()};
    QCOMPARE(got, expected);
    QVERIFY(client->quit());
}

void TestWarden::descriptorsAreClosed()
{
    QFile inherited(QStringLiteral("/dev/null"));
    QVERIFY(inherited.open(QIODevice::ReadOnly));
    const UniqueFd leaking(::dup(inherited.handle())); // not close-on-exec, as careless libraries do
    const auto client = startWarden(m_directory);
    QVERIFY(client);
    const QString id = QStringLiteral("descriptors");
    const QString script =
        QStringLiteral("n=3; while [ $n -lt 100 ]; do [ -e /proc/$$/fd/$n ] && echo $n; n=$((n+1)); done");
    const QString probe = script + QStringLiteral("; exec 9</dev/null; [ -e /proc/$$/fd/9 ] && echo seen");
    const auto code = client->run(id, sh, shell(probe), 5s);
    QVERIFY(code);
    QCOMPARE(logOf(id), QStringLiteral("seen\n"));
    QVERIFY(client->quit());
}

void TestWarden::serversAreUnprivileged()
{
    const auto client = startWarden(m_directory);
    QVERIFY(client);
    const auto code = client->run(QStringLiteral("id"), QStringLiteral("id"), {QStringLiteral("-u")}, 5s);
    QVERIFY(code);
    const uint uid = logOf(QStringLiteral("id")).trimmed().toUInt();
    const QFileInfo info(m_directory);
    QCOMPARE(uid, info.ownerId());
    if (::geteuid() == 0)
        QCOMPARE(info.owner(), QStringLiteral("postgres"));
    else
        QCOMPARE(uid, uint(::geteuid()));
    QVERIFY(client->quit());
}

void TestWarden::signalsAndExit()
{
    const auto client = startWarden(m_directory);
    QVERIFY(client);
    std::atomic<int> reported{-1};
    client->setExitCallback([&](const QString &id, int code) {
        if (id == QStringLiteral("server"))
            reported = code;
    });
    const QString id = QStringLiteral("server");
    const auto pid = client->spawn(id, sleepProgram, aLongTime);
    QVERIFY(pid);
    QVERIFY(!client->exited(id));
    QVERIFY(client->signal(id, QStringLiteral("STOP")));
    QTRY_COMPARE_WITH_TIMEOUT(stateOf(*pid), 'T', patience);
    QVERIFY(client->signal(id, QStringLiteral("CONT")));
    QTRY_COMPARE_WITH_TIMEOUT(stateOf(*pid), 'S', patience);
    QVERIFY(client->signal(id, QStringLiteral("TERM")));
    QCOMPARE(client->waitForExit(id, 5s), std::optional<int>(128 + SIGTERM));
    QTRY_COMPARE_WITH_TIMEOUT(reported.load(), 128 + SIGTERM, patience);
    const auto again = client->spawn(id, sh, shell(QStringLiteral("exit 4")));
    QVERIFY(again);
    QCOMPARE(client->waitForExit(id, 5s), std::optional<int>(4));
    QVERIFY(client->quit());
}

void TestWarden::refusedCommands()
{
    const auto client = startWarden(m_directory);
    QVERIFY(client);
    const QString id = QStringLiteral("server");
    QVERIFY(client->spawn(id, sleepProgram, aLongTime));
    QVERIFY(!client->spawn(id, sleepProgram, aLongTime));
    QVERIFY(!client->spawn(QStringLiteral("../escape"), sleepProgram, aLongTime));
    QVERIFY(!client->signal(id, QStringLiteral("SEGV")));
    QVERIFY(!client->signal(QStringLiteral("nobody"), QStringLiteral("INT")));
    QVERIFY(!client->exited(id));
    QVERIFY(client->quit());
}

void TestWarden::orphansEndToo()
{
    const auto client = startWarden(m_directory);
    QVERIFY(client);
    const QString id = QStringLiteral("family");
    QVERIFY(client->spawn(id, sh, shell(QStringLiteral("sleep 1000 & echo $!; wait"))));
    QTRY_VERIFY_WITH_TIMEOUT(logOf(id).endsWith(u'\n'), patience);
    const qint64 grandchild = logOf(id).trimmed().toLongLong();
    QVERIFY(alive(grandchild));
    QVERIFY(client->signal(id, QStringLiteral("KILL")));
    QTRY_VERIFY_WITH_TIMEOUT(!alive(grandchild), patience);

    // One that left the family: a session of its own, as a server's processes have.
    const QString far = QStringLiteral("far");
    QVERIFY(client->spawn(far, sh, shell(QStringLiteral("setsid sleep 1000 & echo $!; wait"))));
    QTRY_VERIFY_WITH_TIMEOUT(logOf(far).endsWith(u'\n'), patience);
    const qint64 stray = logOf(far).trimmed().toLongLong();
    QVERIFY(client->quit());
    QVERIFY(!alive(stray));
}

void TestWarden::stubbornServer_data()
{
    QTest::addColumn<bool>("keep");
    QTest::addColumn<QString>("deafTo");
    QTest::addColumn<int>("endedBy");
    QTest::newRow("removed") << false << QStringLiteral("INT QUIT") << SIGKILL;
    QTest::newRow("kept") << true << QStringLiteral("INT") << SIGQUIT;
}

void TestWarden::stubbornServer()
{
    QFETCH(const bool, keep);
    QFETCH(const QString, deafTo);
    QFETCH(const int, endedBy);
    const auto client = startWarden(m_directory, keep);
    QVERIFY(client);
    const QString id = QStringLiteral("stubborn");
    const auto pid = client->spawn(
        id, sh, shell(QStringLiteral("trap '' %1; echo on; while :; do sleep 0.1; done").arg(deafTo)));
    QVERIFY(pid);
    QTRY_COMPARE_WITH_TIMEOUT(logOf(id), QStringLiteral("on\n"), patience);
    QVERIFY(client->quit());
    QVERIFY(!alive(*pid));
    QCOMPARE(client->exited(id), std::optional<int>(128 + endedBy));
    removeKept();
}

void TestWarden::stoppedServer_data()
{
    QTest::addColumn<bool>("keep");
    QTest::addColumn<QString>("first");
    QTest::newRow("removed") << false << QStringLiteral("QUIT");
    QTest::newRow("kept") << true << QStringLiteral("INT");
}

void TestWarden::stoppedServer()
{
    QFETCH(const bool, keep);
    QFETCH(const QString, first);
    const auto client = startWarden(m_directory, keep);
    QVERIFY(client);
    const QString id = QStringLiteral("stopped");
    const auto pid = client->spawn(
        id, sh, shell(QStringLiteral("trap 'exit 5' %1; echo on; while :; do sleep 0.05; done").arg(first)));
    QVERIFY(pid);
    QTRY_COMPARE_WITH_TIMEOUT(logOf(id), QStringLiteral("on\n"), patience);
    QVERIFY(client->signal(id, QStringLiteral("STOP")));
    QTRY_COMPARE_WITH_TIMEOUT(stateOf(*pid), 'T', patience);
    QVERIFY(client->quit(4s)); // earlier than the second step
    QCOMPARE(client->exited(id), std::optional<int>(5));
    removeKept();
}

/// SIGQUIT, the first a server hears, would make a core dump of a program.
void TestWarden::aProgramIsEndedWithoutACoreDump()
{
    auto client = startWarden(m_directory);
    QVERIFY(client);
    const QString id = QStringLiteral("program");
    auto ended = std::async(std::launch::async, [&client, id] {
        return client->run(id, sh, shell(QStringLiteral("trap 'exit 6' TERM; echo on; sleep 1000 & wait")),
                           60s);
    });
    QTRY_COMPARE_WITH_TIMEOUT(logOf(id), QStringLiteral("on\n"), patience);
    QVERIFY(client->quit(4s));
    const auto code = ended.get();
    QVERIFY(code);
    QCOMPARE(*code, 6);
}

void TestWarden::linksAreNotFollowed()
{
    QTemporaryDir outside;
    const QString precious = outside.path() + QStringLiteral("/precious");
    QFile file(precious);
    QVERIFY(file.open(QIODevice::WriteOnly));
    file.close();
    const auto client = startWarden(m_directory);
    QVERIFY(client);
    const auto code =
        client->run(QStringLiteral("link"), sh,
                    shell(QStringLiteral("mkdir in; ln -s %1 in/dir; ln -s %2 in/file; ln -s .. up")
                              .arg(outside.path(), precious)),
                    5s);
    QVERIFY(code);
    QCOMPARE(*code, 0);
    QVERIFY(client->quit());
    QVERIFY(!QFileInfo::exists(m_directory));
    QVERIFY(QFileInfo::exists(precious));
}

int main(int argc, char **argv)
{
    QCoreApplication application(argc, argv);
    const QStringList arguments = QCoreApplication::arguments();
    if (arguments.size() == 3 && arguments[1] == QStringLiteral("--parent"))
        return parentOfAWarden(arguments[2]);
    TestWarden test;
    return QTest::qExec(&test, argc, argv);
}

#include "tst_warden.moc"
