#include "db/export/export_columns.h"
#include "db/export/export_job.h"
#include "tests/support/own_cluster.h"
#include "tests/support/patience.h"

#include <QDir>
#include <QFile>
#include <QJsonDocument>
#include <QJsonObject>
#include <QTemporaryDir>
#include <QTest>

#include <sys/resource.h>

#include <algorithm>
#include <csignal>

using namespace movr;
using namespace movr::test;
using namespace std::chrono_literals;

Q_DECLARE_METATYPE(movr::ViewQuery)
Q_DECLARE_METATYPE(movr::ViewScope)

namespace {

const QString east = QStringLiteral("gcp-us-east1");
const QString west = QStringLiteral("gcp-us-west1");
const QString manyCity =
    QStringLiteral("boston"); ///< with so many actions that an export of them takes a while
/// Long ones.
constexpr int manyRows = 30'000;

QString idOf(const OperatorAction &action)
{
    return action.requestId.toString(QUuid::WithoutBraces);
}
template <class Row>
QString idOf(const Row &row)
{
    return row.id.toString(QUuid::WithoutBraces);
}

qint64 residentBytes()
{
    QFile file(QStringLiteral("/proc/self/statm"));
    return file.open(QIODevice::ReadOnly) ? file.readAll().split(' ').value(1).toLongLong() * 4096 : 0;
}

template <class Query>
Query query(decltype(Query::sort) sort, Qt::SortOrder order)
{
    Query made;
    made.sort = sort;
    made.order = order;
    return made;
}

} // namespace

/// Exports of real servers' rows: whole and in the view's order, or not there at all.
class TestExport : public QObject, OwnCluster
{
    Q_OBJECT

private Q_SLOTS:
    void initTestCase();
    void cleanupTestCase();
    void init();
    void cleanup();

    void equalsTheView_data();
    void equalsTheView();
    void valuesAreTheViews();
    void csvHasTheChosenColumns();
    void filterTextIsFoundExactly_data();
    void filterTextIsFoundExactly();
    void memoryIsBounded();
    void cancelEndsItAtTheServer();
    void goneJobLeavesNothing();
    void diskFull();
    void folderThatIsNotThere();
    void formerFileStaysWhenItFails();
    void emptyViewIsAnEmptyFile();
    void regionThatDiesMidway();
    void regionThatFallsSilent();
    void regionThatIsDown();

private:
    QString file() const { return m_directory->filePath(QStringLiteral("rows.out")); }
    QStringList leftInFolder() const
    {
        return QDir(m_directory->path()).entryList(QDir::Files | QDir::Hidden);
    }
    std::unique_ptr<ExportJob> begin(const ViewScope &scope, const ViewQuery &view,
                                     ExportFormat format = ExportFormat::JsonLines,
                                     const QStringList &columns = {})
    {
        return m_fleet->exportView({scope, view, columns, format, file()});
    }
    std::unique_ptr<ExportJob> beginMany()
    {
        return begin({{}, {}, ViewScope::Freshness::Home}, ActionQuery());
    }
    QList<QJsonObject> lines() const
    {
        QList<QJsonObject> objects;
        QFile in(file());
        if (in.open(QIODevice::ReadOnly))
            while (!in.atEnd())
                objects.append(QJsonDocument::fromJson(in.readLine()).object());
        return objects;
    }
    template <class Query>
    auto page(const ViewScope &scope, const Query &one)
    {
        const QString view = QStringLiteral("test");
        if constexpr (std::is_same_v<Query, VehicleQuery>)
            return await(m_fleet->vehicles(view, scope, one));
        else if constexpr (std::is_same_v<Query, RideQuery>)
            return await(m_fleet->rides(view, scope, one));
        else if constexpr (std::is_same_v<Query, UserQuery>)
            return await(m_fleet->users(view, scope, one));
        else
            return await(m_fleet->actions(view, scope, one));
    }
    /// The ids of all rows of the view, page by page.
    QStringList viewIds(const ViewScope &scope, const ViewQuery &view)
    {
        return std::visit(
            [&](auto one) {
                QStringList ids;
                one.limit = 2000;
                for (bool more = true; more;) {
                    const auto rows = page(scope, one);
                    if (!rows.ok() || !rows->gaps.isEmpty())
                        return QStringList{QString::fromUtf8(describe(rows).text)};
                    for (const auto &row : rows->rows)
                        ids.append(idOf(row));
                    more = rows->more;
                    one.from = rows->keys.isEmpty() ? std::optional<PageKey>() : rows->keys.last();
                }
                return ids;
            },
            view);
    }
    void holdMidway(ExportJob &job);
    QString exportsRunning(const QString &region)
    {
        return m_admins->in(region).value(QStringLiteral(
            "SELECT count(*) FROM pg_stat_activity WHERE application_name = 'movr-console export'"));
    }

    std::unique_ptr<QTemporaryDir> m_directory;
};

void TestExport::initTestCase()
{
    const auto started = startOwn(0.05, 1ms); // the distances are of no account here
    QVERIFY2(started.ok(), describe(started));
    // At home only: the copies would take longer to get them than all exports to read them.
    Admin &home = m_admins->homeOfCity(manyCity);
    home.run(QStringLiteral("ALTER PUBLICATION movr_home DROP TABLE operator_actions_us_east"));
    home.run(
        QStringLiteral(
            "INSERT INTO operator_actions (city, request_id, action, operator, subject_kind, subject_id, "
            "reason, outcome, details, acted_at) SELECT %1, gen_random_uuid(), 'end_ride', 'test', 'ride', "
            "gen_random_uuid(), 'line ' || n || E'\\none \"more\"', 'done', CASE n WHEN 1 THEN "
            "jsonb_build_object('n', n) ELSE jsonb_build_object('n', n, 'filler', repeat('x', 700)) END, "
            "timestamptz '2026-01-01' + n * interval '1 second' FROM generate_series(1, %2) n")
            .arg(quoted(manyCity))
            .arg(manyRows));
    home.run(QStringLiteral("ANALYZE operator_actions"));
    QCOMPARE(home.value(QStringLiteral("SELECT movr.settle()")), QStringLiteral("1")); // published again
    QVERIFY(connectOwn());
}

void TestExport::cleanupTestCase()
{
    const auto stopped = stopOwn();
    QVERIFY2(stopped.ok(), describe(stopped));
}

void TestExport::init()
{
    m_directory = std::make_unique<QTemporaryDir>();
    QVERIFY(m_directory->isValid());
}

void TestExport::cleanup()
{
    for (const QString &region : {east, west})
        m_cluster->relays().setBlackhole(m_cluster->deskRelay(region), false);
}

void TestExport::equalsTheView_data()
{
    QTest::addColumn<ViewScope>("scope");
    QTest::addColumn<ViewQuery>("view");
    using Freshness = ViewScope::Freshness;
    const std::pair<const char *, ViewScope> scopes[]{
        {"all regions", {{}, {}, Freshness::Home}},
        {"one region", {west, {}, Freshness::Home}},
        {"one city", {QStringLiteral("gcp-europe-west1"), QStringLiteral("rome"), Freshness::Home}},
        {"the nearest copies", {{}, {}, Freshness::Nearest}}};
    RideQuery activeRides;
    activeRides.filter.active = true;
    UserQuery owners = query<UserQuery>(UserSort::Name, Qt::AscendingOrder);
    owners.filter.owner = true;
    VehicleQuery everyVehicle = query<VehicleQuery>(VehicleSort::Status, Qt::AscendingOrder);
    everyVehicle.filter.withRemoved = true;
    ActionQuery refused;
    refused.filter.refusedOnly = true;
    const std::pair<const char *, ViewQuery> views[]{
        {"vehicles, newest first", VehicleQuery()},
        {"all vehicles by status", everyVehicle},
        {"rides, newest first", RideQuery()},
        {"rides, oldest first", query<RideQuery>(RideSort::StartTime, Qt::AscendingOrder)},
        {"active rides", activeRides},
        {"users by name", query<UserQuery>(UserSort::Name, Qt::AscendingOrder)},
        {"owners by name", owners},
        {"users by name, down", query<UserQuery>(UserSort::Name, Qt::DescendingOrder)},
        {"refused actions", refused}};
    for (const auto &[place, scope] : scopes)
        for (const auto &[name, view] : views)
            QTest::addRow("%s: %s", place, name) << scope << view;
}

void TestExport::equalsTheView()
{
    QFETCH(ViewScope, scope);
    QFETCH(ViewQuery, view);
    const auto job = begin(scope, view);
    const auto summary = await(job->result());
    QVERIFY2(summary.ok(), describe(summary));
    const QString key =
        std::holds_alternative<ActionQuery>(view) ? QStringLiteral("request_id") : QStringLiteral("id");
    QStringList exported;
    for (const QJsonObject &line : lines())
        exported.append(line.value(key).toString());
    const QStringList expected = viewIds(scope, view);
    QVERIFY2(!expected.isEmpty() || std::holds_alternative<ActionQuery>(view), "no rows tell nothing");
    QCOMPARE(exported.size(), expected.size());
    QCOMPARE(exported, expected);
    QCOMPARE(summary->rows, qint64(expected.size()));
    QCOMPARE(summary->bytes, QFile(file()).size());
    QCOMPARE(job->progress().rows, qint64(expected.size()));
    QVERIFY(job->progress().estimatedRows.has_value());
    const int regions = scope.region.isEmpty() && scope.freshness == ViewScope::Freshness::Home ? 3 : 1;
    QCOMPARE(summary->regions.size(), regions);
}

void TestExport::valuesAreTheViews()
{
    RideQuery view;
    view.limit = 500;
    const ViewScope scope{east, {}, ViewScope::Freshness::Home};
    const auto summary = await(begin(scope, view)->result());
    QVERIFY2(summary.ok(), describe(summary));
    const auto rows = page(scope, view);
    QVERIFY2(rows.ok(), describe(rows));
    const auto exported = lines();
    QVERIFY(exported.size() >= rows->rows.size());
    bool active = false;
    for (qsizetype i = 0; i < rows->rows.size(); ++i) {
        const Ride &ride = rows->rows.at(i);
        const QJsonObject &line = exported.at(i);
        active = active || ride.active();
        QCOMPARE(line[u"city"].toString(), ride.city);
        QCOMPARE(line[u"vehicle_brand"].toString(), ride.vehicleBrand);
        QCOMPARE(line[u"vehicle_type"].toString(), toSql(ride.vehicleType));
        QCOMPARE(line[u"rider_id"].toString(), ride.riderId.toString(QUuid::WithoutBraces));
        QCOMPARE(line[u"rider_username"].toString(), ride.riderUsername);
        QCOMPARE(line[u"rider_username"].isNull(), ride.riderUsername.isNull());
        QCOMPARE(line[u"start_location"].toString(), ride.startLocation);
        QCOMPARE(line[u"end_location"].toString(), ride.endLocation);
        QVERIFY2(line[u"start_time"].toString().endsWith(u'Z'), qPrintable(line[u"start_time"].toString()));
        QCOMPARE(QDateTime::fromString(line[u"start_time"].toString(), Qt::ISODateWithMs), ride.startTime);
        QCOMPARE(line[u"end_time"].isNull(), ride.active());
        QCOMPARE(line[u"length_seconds"].isDouble(), ride.lengthSeconds.has_value());
        QCOMPARE(line[u"length_seconds"].toInteger(), ride.lengthSeconds.value_or(0));
    }
    QVERIFY2(active, "no active ride among the newest");
}

void TestExport::csvHasTheChosenColumns()
{
    const QStringList columns{QStringLiteral("reason"), QStringLiteral("acted_at"),
                              QStringLiteral("details")};
    ActionQuery view;
    view.order = Qt::AscendingOrder;
    const auto summary = await(
        begin({east, manyCity, ViewScope::Freshness::Home}, view, ExportFormat::Csv, columns)->result());
    QVERIFY2(summary.ok(), describe(summary));
    QFile in(file());
    QVERIFY(in.open(QIODevice::ReadOnly));
    const QByteArray all = in.readAll();
    QVERIFY(all.startsWith("reason,acted_at,details\r\n"));
    QVERIFY(all.contains("\r\n\"line 1\none \"\"more\"\"\",2026-01-01T00:00:01Z,\"{\"\"n\"\": 1}\"\r\n"));
    QVERIFY(all.endsWith("\r\n"));
    QCOMPARE(summary->bytes, qint64(all.size()));
}

void TestExport::filterTextIsFoundExactly_data()
{
    QTest::addColumn<QString>("text");
    QTest::newRow("apostrophes") << QStringLiteral("O'Brien ''x");
    QTest::newRow("percent") << QStringLiteral("100%x");
    QTest::newRow("underscore") << QStringLiteral("under_x");
    QTest::newRow("backslash") << QStringLiteral("back\\x'; DROP TABLE users; --");
    QTest::newRow("newline and tab") << QStringLiteral("new\nline\tx");
    QTest::newRow("a placeholder") << QStringLiteral(":limit :cities x");
    QTest::newRow("dollars") << QStringLiteral("$1 $$ %L %s x");
    QTest::newRow("double quotes") << QStringLiteral("\"quoted\" x");
    QTest::newRow("beyond ASCII") << QStringLiteral("Łódź 🚲 x");
}

void TestExport::filterTextIsFoundExactly()
{
    QFETCH(QString, text);
    const QString city = QStringLiteral("seattle");
    Admin &home = m_admins->homeOfCity(city);
    const Rows before = home.rows(QStringLiteral("SHOW standard_conforming_strings"));
    QCOMPARE(before.first().first(), QStringLiteral("on"));
    const QUuid id = QUuid::createUuid();
    QString decoy = text;
    decoy[decoy.size() - 3] = u'Q'; // where a wildcard would match it
    for (const auto &[user, name] : {std::pair(id, text), std::pair(QUuid::createUuid(), decoy)})
        home.run(QStringLiteral("INSERT INTO users (city, id, last_name, username) VALUES (%1, %2, %3, %4)")
                     .arg(quoted(city), quoted(user), quoted(name), quoted(user.toString(QUuid::Id128))));
    UserQuery view;
    view.filter.namePrefix = text;
    const auto summary = await(begin({{}, {}, ViewScope::Freshness::Home}, view)->result());
    QVERIFY2(summary.ok(), describe(summary));
    const auto found = lines();
    QCOMPARE(found.size(), 1);
    QCOMPARE(found.first()[u"id"].toString(), id.toString(QUuid::WithoutBraces));
    QCOMPARE(found.first()[u"last_name"].toString(), text);
}

void TestExport::memoryIsBounded()
{
#ifdef __SANITIZE_ADDRESS__
    QSKIP("the address sanitizer keeps what is freed");
#endif
    const qint64 before = residentBytes();
    qint64 most = before;
    const auto job = beginMany();
    while (!job->result().isFinished()) {
        most = std::max(most, residentBytes());
        QTest::qWait(10);
    }
    const auto summary = await(job->result());
    QVERIFY2(summary.ok(), describe(summary));
    QVERIFY(summary->rows >= manyRows);
    const double megabyte = 1024 * 1024;
    qInfo("%lld rows, %.1f MB in %lld ms; %.1f MB of memory added", static_cast<long long>(summary->rows),
          double(summary->bytes) / megabyte, static_cast<long long>(summary->elapsed.count()),
          double(most - before) / megabyte);
    QVERIFY2(double(summary->bytes) > 24 * megabyte, "too little to tell");
    QVERIFY2(double(most - before) < 10 * megabyte, "memory grows with the rows");
    QVERIFY(*job->progress().estimatedRows > manyRows / 2);
}

void TestExport::cancelEndsItAtTheServer()
{
    const auto job = beginMany();
    QTRY_VERIFY_WITH_TIMEOUT(job->progress().rows > 0, patience);
    job->cancel();
    const auto result = await(job->result());
    QVERIFY(!result.ok());
    QCOMPARE(result.failure().kind, FailureKind::Cancelled);
    QVERIFY2(result.failure().sentence.contains(QStringLiteral("rows.out was not written")),
             qPrintable(result.failure().sentence));
    QVERIFY(leftInFolder().isEmpty());
    for (const QString &region : {east, west})
        QTRY_COMPARE_WITH_TIMEOUT(exportsRunning(region), QStringLiteral("0"), patience);
}

void TestExport::goneJobLeavesNothing()
{
    auto job = beginMany();
    QTRY_VERIFY_WITH_TIMEOUT(job->progress().rows > 0, patience);
    const auto begun = std::chrono::steady_clock::now();
    job.reset();
    QVERIFY(std::chrono::steady_clock::now() - begun < 500ms);
    QVERIFY(leftInFolder().isEmpty());
    QTRY_COMPARE_WITH_TIMEOUT(exportsRunning(east), QStringLiteral("0"), patience);
}

void TestExport::diskFull()
{
    // The kernel refuses to let a file grow beyond this, as a full disk does.
    rlimit former{};
    QCOMPARE(getrlimit(RLIMIT_FSIZE, &former), 0);
    const auto formerHandler = std::signal(SIGXFSZ, SIG_IGN);
    rlimit small = former;
    small.rlim_cur = 4 * 1024 * 1024;
    QCOMPARE(setrlimit(RLIMIT_FSIZE, &small), 0);
    const auto job = beginMany();
    const auto result = await(job->result());
    QCOMPARE(setrlimit(RLIMIT_FSIZE, &former), 0);
    std::signal(SIGXFSZ, formerHandler);
    QVERIFY(!result.ok());
    QVERIFY2(result.failure().kind == FailureKind::Environment, describe(result));
    const QString sentence = result.failure().sentence;
    QVERIFY2(sentence.contains(file()) && sentence.contains(QStringLiteral("cannot be written")),
             qPrintable(sentence));
    QVERIFY2(sentence.contains(QStringLiteral("The export ended after")), qPrintable(sentence));
    QVERIFY(job->progress().rows > 1000);
    QVERIFY(leftInFolder().isEmpty());
    QTRY_COMPARE_WITH_TIMEOUT(exportsRunning(east), QStringLiteral("0"), patience);
}

void TestExport::folderThatIsNotThere()
{
    ExportRequest request{
        {}, RideQuery(), {}, ExportFormat::Csv, m_directory->filePath(QStringLiteral("gone/rows.csv"))};
    const auto result = await(m_fleet->exportView(request)->result());
    QVERIFY(!result.ok());
    QVERIFY2(result.failure().kind == FailureKind::Environment, describe(result));
    request.file = m_directory->path();
    const auto folder = await(m_fleet->exportView(request)->result());
    QVERIFY(!folder.ok());
    QVERIFY2(folder.failure().kind == FailureKind::Environment, describe(folder));
}

void TestExport::formerFileStaysWhenItFails()
{
    QFile former(file());
    QVERIFY(former.open(QIODevice::WriteOnly));
    former.write("former");
    former.close();
    const auto job = beginMany();
    QTRY_VERIFY_WITH_TIMEOUT(job->progress().rows > 0, patience);
    job->cancel();
    QVERIFY(!await(job->result()).ok());
    QVERIFY(former.open(QIODevice::ReadOnly));
    QCOMPARE(former.readAll(), QByteArray("former"));
    QCOMPARE(leftInFolder().size(), 1);
}

void TestExport::emptyViewIsAnEmptyFile()
{
    RideQuery view;
    view.filter.id = RowId{QStringLiteral("rome"), QUuid::createUuid()};
    const auto summary = await(begin({}, view, ExportFormat::Csv, {QStringLiteral("id")})->result());
    QVERIFY2(summary.ok(), describe(summary));
    QCOMPARE(summary->rows, 0);
    QFile in(file());
    QVERIFY(in.open(QIODevice::ReadOnly));
    QCOMPARE(in.readAll(), QByteArray("id\r\n"));
}

void TestExport::holdMidway(ExportJob &job)
{
    QTRY_VERIFY_WITH_TIMEOUT(job.progress().rows > 0, patience);
    m_cluster->relays().setBlackhole(m_cluster->deskRelay(east), true);
    QVERIFY2(!job.result().isFinished(), "the export was over before the fault");
}

void TestExport::regionThatFallsSilent()
{
    const auto job = beginMany();
    holdMidway(*job);
    const auto result = await(job->result(), 40s);
    QVERIFY(!result.ok());
    QVERIFY2(result.failure().kind == FailureKind::Connection, describe(result));
    QCOMPARE(result.failure().region, east);
    QVERIFY2(result.failure().sentence.contains(east), qPrintable(result.failure().sentence));
    QVERIFY(leftInFolder().isEmpty());
    // The link is back, and so is the export.
    m_cluster->relays().setBlackhole(m_cluster->deskRelay(east), false);
    QTRY_COMPARE_WITH_TIMEOUT(m_fleet->region(east).state, RegionState::Up, patience);
    const auto again = await(beginMany()->result(), 60s);
    QVERIFY2(again.ok(), describe(again));
    QVERIFY(again->rows >= manyRows);
    QCOMPARE(leftInFolder().size(), 1);
}

void TestExport::regionThatDiesMidway()
{
    const auto job = beginMany();
    holdMidway(*job);
    const auto crashed = m_cluster->crashServer(east);
    QVERIFY2(crashed.ok(), describe(crashed));
    m_cluster->relays().setBlackhole(m_cluster->deskRelay(east), false);
    const auto result = await(job->result());
    QVERIFY(!result.ok());
    QVERIFY2(result.failure().kind == FailureKind::Connection, describe(result));
    QCOMPARE(result.failure().region, east);
    QVERIFY2(result.failure().sentence.contains(east), qPrintable(result.failure().sentence));
    QVERIFY2(result.failure().sentence.contains(QStringLiteral("was not written")),
             qPrintable(result.failure().sentence));
    QVERIFY(leftInFolder().isEmpty());
    const auto restarted = m_cluster->restartServer(east);
    QVERIFY2(restarted.ok(), describe(restarted));
    QTRY_COMPARE_WITH_TIMEOUT(m_fleet->region(east).state, RegionState::Up, patience);
}

void TestExport::regionThatIsDown()
{
    const auto crashed = m_cluster->crashServer(west);
    QVERIFY2(crashed.ok(), describe(crashed));
    QTRY_COMPARE_WITH_TIMEOUT(m_fleet->region(west).state, RegionState::Down, patience);
    const auto result = await(begin({}, VehicleQuery())->result());
    QVERIFY2(!result.ok(), "rows of a region are missing without a word");
    QVERIFY2(result.failure().sentence.contains(file() + QStringLiteral(" was not written")),
             describe(result));
    QCOMPARE(result.failure().region, west);
    QVERIFY(leftInFolder().isEmpty());
    // The others' rows alone can be had.
    const auto others = await(begin({QStringLiteral("gcp-europe-west1"), {}, {}}, VehicleQuery())->result());
    QVERIFY2(others.ok(), describe(others));
    const auto restarted = m_cluster->restartServer(west);
    QVERIFY2(restarted.ok(), describe(restarted));
    QTRY_COMPARE_WITH_TIMEOUT(m_fleet->region(west).state, RegionState::Up, patience);
}

QTEST_GUILESS_MAIN(TestExport)
#include "tst_export.moc"
