#include "db/cluster/embedded_cluster.h"
#include "db/fleet/schema_check.h"
#include "tests/support/patience.h"
#include "tests/support/test_fleet.h"

#include <QDir>
#include <QFile>
#include <QFileInfo>
#include <QJsonDocument>
#include <QJsonObject>
#include <QProcess>
#include <QTemporaryDir>
#include <QTest>

#include <unistd.h>

using namespace movr;
using namespace movr::test;
using namespace std::chrono_literals;

namespace {

constexpr double scale = 0.02;

QString console()
{
    return QCoreApplication::applicationDirPath() + QStringLiteral("/movr-console");
}

ClusterOptions small(const QString &keep = {})
{
    ClusterOptions options;
    options.scale = scale;
    options.keep = keep;
    return options;
}

QList<Endpoint> endpointsOf(const EmbeddedCluster &cluster)
{
    QList<Endpoint> endpoints;
    for (const auto &endpoint : cluster.endpoints())
        endpoints.append({endpoint.region, endpoint.direct, endpoint.relayed});
    return endpoints;
}

/// All the ids there are, in one number.
QString fingerprint(Admin &admin)
{
    return admin.value(QStringLiteral(
        "SELECT concat_ws(' ', (SELECT md5(string_agg(id::text, ',' ORDER BY city, id)) FROM users),"
        "(SELECT md5(string_agg(id::text, ',' ORDER BY city, id)) FROM vehicles),"
        "(SELECT md5(string_agg(id::text, ',' ORDER BY city, id)) FROM rides))"));
}

QByteArray passwordOf(const QString &directory)
{
    QFile file(directory + QStringLiteral("/pgpass"));
    return file.open(QIODevice::ReadOnly) ? file.readAll() : QByteArray();
}

/// Ids of the processes whose command line names the directory.
QList<qint64> processesOf(const QString &directory)
{
    QList<qint64> found;
    for (const QString &name : QDir(QStringLiteral("/proc")).entryList(QDir::Dirs | QDir::NoDotAndDotDot)) {
        QFile file(QStringLiteral("/proc/%1/cmdline").arg(name));
        if (name.toLongLong() > 0 && name.toLongLong() != ::getpid() && file.open(QIODevice::ReadOnly)
            && file.readAll().contains(directory.toUtf8()))
            found.append(name.toLongLong());
    }
    return found;
}

/// What demos of this user have in memory while they start.
QStringList placesInMemory()
{
    return QDir(QStringLiteral("/dev/shm"))
        .entryList({QStringLiteral("movr-demo-%1-*").arg(::geteuid())}, QDir::Dirs);
}

/// Of those that came since, what is still there. Other tests start fleets at the same time: theirs go, too, when they run.
QStringList leftInMemory(QStringList started)
{
    const QStringList now = placesInMemory();
    started.removeIf([&](const QString &place) { return !now.contains(place); });
    return started;
}

struct Ended {
    int code = -1;
    QByteArray errors;
};

/// Runs the console to its end.
Ended run(const QStringList &arguments, const QHash<QString, QString> &environment = {})
{
    QProcess process;
    QProcessEnvironment variables = QProcessEnvironment::systemEnvironment();
    for (auto it = environment.begin(); it != environment.end(); ++it)
        variables.insert(it.key(), it.value());
    process.setProcessEnvironment(variables);
    process.start(console(), arguments);
    if (!process.waitForFinished(60'000)) {
        process.kill();
        process.waitForFinished();
        return {};
    }
    return {process.exitStatus() == QProcess::NormalExit ? process.exitCode() : -2,
            process.readAllStandardError()};
}

} // namespace

/// The embedded cluster as a whole: that it is a real, safe fleet, and that it leaves nothing behind.
class TestEmbeddedCluster : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void initTestCase();
    void cleanupTestCase();

    void theControlComesLater();
    void serversAreReal();
    void changesReachEveryFollower();
    void followersRefuse();
    void copiesTellTheirAge();
    void sameSeedSameData();
    void keptDataSurvives();
    void stopRemovesTheDirectory();
    void stopDoesNotWaitForTheControl();

    void crashOfTheConsoleLeavesNothing();
    void refusesStartsWithAReason_data();
    void refusesStartsWithAReason();

private:
    /// The second fleet, at a place of its own; it runs until keptDataSurvives().
    QString startKept();

    std::unique_ptr<EmbeddedCluster> m_cluster;
    QStringList m_inMemory; ///< what came there with it
    QList<Endpoint> m_endpoints;
    QString m_fingerprint;
    QTemporaryDir m_place;
    std::unique_ptr<EmbeddedCluster> m_kept;
};

void TestEmbeddedCluster::initTestCase()
{
    QVERIFY2(QFileInfo(console()).isExecutable(), qPrintable(console()));
    const QStringList before = placesInMemory();
    ClusterOptions options = small();
    options.control = ClusterOptions::Control::Later;
    auto cluster = EmbeddedCluster::start(options);
    QVERIFY2(cluster.ok(), describe(cluster));
    m_cluster = std::move(cluster).value();
    QVERIFY2(!QFileInfo::exists(m_cluster->directory() + QStringLiteral("/single-region.json")),
             "the control was waited for");
    m_inMemory = placesInMemory();
    m_inMemory.removeIf([&](const QString &place) { return before.contains(place); });
    m_endpoints = endpointsOf(*m_cluster);
    QCOMPARE(m_endpoints.size(), 3);
    Admin admin(m_endpoints.first().direct);
    m_fingerprint = fingerprint(admin);
}

void TestEmbeddedCluster::cleanupTestCase()
{
    m_kept.reset();
    m_cluster.reset();
}

QString TestEmbeddedCluster::startKept()
{
    // The servers of a root's demo run as another user, who must be able to get there.
    QFile::setPermissions(m_place.path(),
                          QFile::permissions(m_place.path()) | QFile::ExeOther | QFile::ExeGroup);
    auto started = EmbeddedCluster::start(small(m_place.filePath(QStringLiteral("kept"))));
    if (!started.ok())
        return started.failure().sentence;
    m_kept = std::move(started).value();
    return {};
}

void TestEmbeddedCluster::theControlComesLater()
{
    const auto there = m_cluster->waitForSingleRegion();
    QVERIFY2(there.ok(), describe(there));
    QTRY_COMPARE_WITH_TIMEOUT(leftInMemory(m_inMemory), QStringList(), 60'000);
    const auto single = readDeployment(m_cluster->singleRegionFile());
    QVERIFY2(single.ok(), describe(single));
    QCOMPARE(single->regions.size(), 1);
    Admin control(single->regions.first().connection);
    QCOMPARE(fingerprint(control), m_fingerprint); // the same rows
    QCOMPARE(control.value(QStringLiteral("SELECT string_agg(DISTINCT region, ',') FROM movr.placement")),
             single->regions.first().name);
    // A server like any other: it takes databases of one's own.
    control.run(QStringLiteral("CREATE DATABASE one_more"));
}

void TestEmbeddedCluster::serversAreReal()
{
    for (const Endpoint &endpoint : m_endpoints) {
        Admin admin(endpoint.direct, endpoint.region);
        QCOMPARE(admin.value(QStringLiteral("SHOW fsync")), QStringLiteral("on"));
        QCOMPARE(admin.value(QStringLiteral("SHOW synchronous_commit")), QStringLiteral("on"));
        QCOMPARE(admin.value(QStringLiteral("SHOW full_page_writes")), QStringLiteral("on"));
        QCOMPARE(admin.value(QStringLiteral("SHOW password_encryption")), QStringLiteral("scram-sha-256"));
        QCOMPARE(admin.value(QStringLiteral("SHOW listen_addresses")), QStringLiteral("127.0.0.1"));
        QCOMPARE(admin.value(
                     QStringLiteral("SELECT string_agg(DISTINCT auth_method, ',') FROM pg_hba_file_rules")),
                 QStringLiteral("scram-sha-256"));
        QCOMPARE(admin.value(QStringLiteral("SELECT region FROM movr.self")), endpoint.region);
        Admin nobody(withKeyword(endpoint.direct, QStringLiteral("passfile"), QStringLiteral("/nowhere")));
        auto refused = nobody.tryRun(QStringLiteral("SELECT 1"));
        QVERIFY2(!refused.ok(), "a server took a login without a password");
        QCOMPARE(refused.failure().kind, FailureKind::Authentication);
    }
    const QFileInfo secret(m_cluster->directory() + QStringLiteral("/pgpass"));
    QCOMPARE(int(secret.permissions()
                 & (QFile::ReadGroup | QFile::WriteGroup | QFile::ReadOther | QFile::WriteOther)),
             0);
    const auto read = readDeployment(m_cluster->deploymentFile());
    QVERIFY2(read.ok(), describe(read));
    QCOMPARE(read->regions.size(), 3);
}

void TestEmbeddedCluster::changesReachEveryFollower()
{
    Admins admins(m_endpoints);
    for (const QString &city :
         {QStringLiteral("new york"), QStringLiteral("seattle"), QStringLiteral("paris")}) {
        Town town(admins.homeOfCity(city), city);
        const RowId vehicle = town.vehicle();
        const RowId ride = town.endedRide(vehicle, town.user());
        for (const Endpoint &endpoint : m_endpoints) {
            QTRY_COMPARE_WITH_TIMEOUT(
                admins.in(endpoint.region)
                    .value(QStringLiteral("SELECT end_location FROM rides WHERE city = %1 AND id = %2")
                               .arg(quoted(city), quoted(ride.id))),
                QStringLiteral("Depot 2"), patience);
            QCOMPARE(admins.in(endpoint.region)
                         .value(QStringLiteral("SELECT count(*) FROM rides WHERE city = %1 AND id = %2")
                                    .arg(quoted(city), quoted(ride.id))),
                     QStringLiteral("1"));
        }
    }
}

void TestEmbeddedCluster::followersRefuse()
{
    Admins admins(m_endpoints);
    for (const Endpoint &endpoint : m_endpoints)
        for (const QString &city :
             {QStringLiteral("boston"), QStringLiteral("los angeles"), QStringLiteral("rome")})
            for (const QString &table : {QStringLiteral("users"), QStringLiteral("vehicles"),
                                         QStringLiteral("rides"), QStringLiteral("operator_actions")}) {
                const QString rowsThere =
                    QStringLiteral("SELECT count(*) FROM %1 WHERE city = %2").arg(table, quoted(city));
                if (endpoint.region == homeOf(city) || admins.in(endpoint.region).value(rowsThere) == u"0")
                    continue;
                auto changed =
                    admins.in(endpoint.region)
                        .tryRun(QStringLiteral("DELETE FROM %1 WHERE city = %2").arg(table, quoted(city)));
                QVERIFY2(!changed.ok(),
                         qPrintable(QStringLiteral("%1 of %2 in %3").arg(table, city, endpoint.region)));
                QCOMPARE(changed.failure().kind, FailureKind::WrongHome);
                QCOMPARE(changed.failure().sqlState, QStringLiteral("MV001"));
            }
    auto emptied = admins.in(QStringLiteral("gcp-us-west1")).tryRun(QStringLiteral("TRUNCATE rides_us_east"));
    QVERIFY2(!emptied.ok(), "TRUNCATE is a write too");
    QCOMPARE(emptied.failure().sqlState, QStringLiteral("MV001"));
}

void TestEmbeddedCluster::copiesTellTheirAge()
{
    Fleet fleet(m_cluster->deployment());
    QVERIFY(connectFleet(fleet));
    QTRY_VERIFY_WITH_TIMEOUT(
        [&] {
            for (const RegionStatus &region : fleet.regions())
                for (const RegionStatus &home : fleet.regions())
                    if (home.name != region.name && region.copyAge.value(home.name, 1h) > 5s)
                        return false;
            return true;
        }(),
        30'000);
    QCOMPARE(fleet.nearest(), QStringLiteral("gcp-us-east1"));
    const QString europe = QStringLiteral("gcp-europe-west1");
    QVERIFY(fleet.region(europe).roundTrip >= 92ms);
    // A busy machine adds to one measurement, not to all of them.
    QTRY_VERIFY_WITH_TIMEOUT(fleet.region(europe).roundTrip < 200ms, 30'000);
}

void TestEmbeddedCluster::stopRemovesTheDirectory()
{
    const QString directory = m_cluster->directory();
    QVERIFY(!processesOf(directory).isEmpty());
    const auto stopped = m_cluster->stop();
    QVERIFY2(stopped.ok(), describe(stopped));
    QVERIFY(!QFileInfo::exists(directory));
    QVERIFY(processesOf(directory).isEmpty());
}

void TestEmbeddedCluster::sameSeedSameData()
{
    const QString problem = startKept();
    QVERIFY2(problem.isEmpty(), qPrintable(problem));
    QVERIFY(m_kept->directory() != m_cluster->directory());
    QVERIFY(passwordOf(m_kept->directory()) != passwordOf(m_cluster->directory()));
    for (const Endpoint &endpoint : endpointsOf(*m_kept)) {
        Admin admin(endpoint.direct);
        QCOMPARE(fingerprint(admin), m_fingerprint);
    }
}

void TestEmbeddedCluster::stopDoesNotWaitForTheControl()
{
    const QStringList before = placesInMemory();
    ClusterOptions options = small();
    options.control = ClusterOptions::Control::Later;
    auto cluster = EmbeddedCluster::start(options);
    QVERIFY2(cluster.ok(), describe(cluster));
    QStringList started = placesInMemory();
    started.removeIf([&](const QString &place) { return before.contains(place); });
    const QString directory = (*cluster)->directory();
    const auto stopped = (*cluster)->stop();
    QVERIFY2(stopped.ok(), describe(stopped));
    QVERIFY(!QFileInfo::exists(directory));
    QVERIFY(processesOf(directory).isEmpty());
    QTRY_COMPARE_WITH_TIMEOUT(leftInMemory(started), QStringList(), 60'000);
}

/// A console process with a headless fleet; its ready line is read.
class HeadlessConsole
{
public:
    bool start(const QStringList &more = {})
    {
        m_process.start(console(), QStringList{QStringLiteral("demo"), QStringLiteral("--headless"),
                                               QStringLiteral("--traffic"), QStringLiteral("0"),
                                               QStringLiteral("--scale"), QString::number(scale)}
                                       + more);
        while (!m_process.canReadLine())
            if (!m_process.waitForReadyRead(60'000))
                return false;
        m_ready = QJsonDocument::fromJson(m_process.readLine()).object();
        return m_ready.value(u"ready").toBool();
    }
    QString directory() const { return QFileInfo(m_ready.value(u"deployment").toString()).path(); }
    QProcess &process() { return m_process; }

private:
    QProcess m_process;
    QJsonObject m_ready;
};

void TestEmbeddedCluster::crashOfTheConsoleLeavesNothing()
{
    HeadlessConsole headless;
    QVERIFY2(headless.start(), headless.process().readAllStandardError().constData());
    const QString directory = headless.directory();
    QVERIFY(QFileInfo::exists(directory));
    QVERIFY(processesOf(directory).size() >= 4); // three servers and the warden
    headless.process().kill();
    QVERIFY(headless.process().waitForFinished());
    QTRY_VERIFY_WITH_TIMEOUT(!QFileInfo::exists(directory), patience);
    QTRY_VERIFY_WITH_TIMEOUT(processesOf(directory).isEmpty(), patience);
}

void TestEmbeddedCluster::keptDataSurvives()
{
    if (!m_kept) {
        const QString problem = startKept();
        QVERIFY2(problem.isEmpty(), qPrintable(problem));
    }
    const QString kept = m_place.filePath(QStringLiteral("kept"));
    QByteArray password = passwordOf(kept);
    QVERIFY(!password.isEmpty());
    RowId vehicle;
    {
        Admins admins(endpointsOf(*m_kept));
        Town town(admins.homeOfCity(QStringLiteral("rome")), QStringLiteral("rome"));
        vehicle = town.vehicle(QStringLiteral("unavailable"));
    }
    QVERIFY(m_kept->stop().ok());
    m_kept.reset();
    QVERIFY(processesOf(kept).isEmpty());
    for (int start = 0; start < 2; ++start) {
        const QString problem = startKept();
        QVERIFY2(problem.isEmpty(), qPrintable(problem));
        QVERIFY2(passwordOf(kept) != password, "every start has a password of its own");
        password = passwordOf(kept);
        Admins admins(endpointsOf(*m_kept));
        Town town(admins.homeOfCity(QStringLiteral("rome")), QStringLiteral("rome"));
        QCOMPARE(town.statusOf(vehicle), QStringLiteral("unavailable"));
        // The followers still follow, over the new relays and with the new password.
        const RowId fresh = town.vehicle();
        QTRY_COMPARE_WITH_TIMEOUT(
            admins.in(QStringLiteral("gcp-us-east1"))
                .value(QStringLiteral("SELECT count(*) FROM vehicles WHERE city = 'rome' AND id = %1")
                           .arg(quoted(fresh.id))),
            QStringLiteral("1"), patience);
        QVERIFY(m_kept->stop().ok());
        m_kept.reset();
    }
    const QString about = kept + QStringLiteral("/cluster.json");
    QFile file(about);
    QVERIFY(file.open(QIODevice::ReadOnly));
    QJsonObject json = QJsonDocument::fromJson(file.readAll()).object();
    file.close();
    json.insert(QStringLiteral("schema_version"), 77);
    QVERIFY(file.open(QIODevice::WriteOnly | QIODevice::Truncate));
    file.write(QJsonDocument(json).toJson());
    file.close();
    const Ended refused =
        run({QStringLiteral("demo"), QStringLiteral("--headless"), QStringLiteral("--keep"), kept});
    QCOMPARE(refused.code, 1);
    QCOMPARE(refused.errors.trimmed().count('\n'), 0);
    QVERIFY2(refused.errors.contains("77"), refused.errors.constData());
    QVERIFY2(refused.errors.contains("version " + QByteArray::number(currentSchemaVersion())),
             refused.errors.constData());
    QVERIFY2(QFileInfo::exists(about), "what is kept is not touched");
}

void TestEmbeddedCluster::refusesStartsWithAReason_data()
{
    QTest::addColumn<QStringList>("arguments");
    QTest::addColumn<QString>("programs");
    QTest::addColumn<QByteArray>("expected");
    QTest::addColumn<int>("code");
    const QStringList demo{QStringLiteral("demo"), QStringLiteral("--headless")};
    QTest::newRow("no PostgreSQL") << demo << QStringLiteral("/nonexistent") << QByteArray("postgresql-15")
                                   << 1;
    QTest::newRow("not a directory") << demo
                                            + QStringList{QStringLiteral("--keep"),
                                                          QStringLiteral("/proc/version")}
                                     << QString() << QByteArray("/proc/version") << 1;
    QTest::newRow("cannot be made") << demo
                                           + QStringList{QStringLiteral("--keep"),
                                                         QStringLiteral("/proc/movr/kept")}
                                    << QString() << QByteArray("/proc/movr/kept") << 1;
    QTest::newRow("something else's") << demo + QStringList{QStringLiteral("--keep"), QStringLiteral("/etc")}
                                      << QString() << QByteArray("/etc") << 1;
    QTest::newRow("unknown place") << demo + QStringList{QStringLiteral("--from"), QStringLiteral("atlantis")}
                                   << QString() << QByteArray("atlantis") << 2;
    QTest::newRow("no such disk") << demo + QStringList{QStringLiteral("--scale"), QStringLiteral("1e9")}
                                  << QString() << QByteArray("--scale") << 2;
}

void TestEmbeddedCluster::refusesStartsWithAReason()
{
    QFETCH(QStringList, arguments);
    QFETCH(QString, programs);
    QFETCH(QByteArray, expected);
    QFETCH(int, code);
    QHash<QString, QString> environment;
    if (!programs.isEmpty())
        environment.insert(QStringLiteral("MOVR_PG_BINDIR"), programs);
    const Ended ended = run(arguments, environment);
    QVERIFY2(ended.code == code, ended.errors.constData());
    QVERIFY2(ended.errors.contains(expected), ended.errors.constData());
    QVERIFY2(ended.errors.trimmed().count('\n') == 0, ended.errors.constData());
}

QTEST_GUILESS_MAIN(TestEmbeddedCluster)
#include "tst_embedded_cluster.moc"
