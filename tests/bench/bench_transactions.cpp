// Each transaction on loopback without relays against pgbench running the same prepared statement with the same settings,
// in one run, turn and turn about: latency and throughput ratios.
//
//   bench_transactions [--repeat N] [--rounds N]
//
// Starts a fleet of its own, prints one JSON object, and takes the fleet away again. Needs pgbench. Not part of the tests.
#include "db/base/sql_text.h"
#include "db/cluster/embedded_cluster.h"
#include "db/cluster/postgres_programs.h"
#include "db/fleet/region_link.h"
#include "db/lane/conninfo.h"
#include "db/movr/page_reader.h"
#include "db/movr/transaction_lane.h"
#include "tests/support/test_fleet.h"

#include <QCommandLineParser>
#include <QCoreApplication>
#include <QElapsedTimer>
#include <QFile>
#include <QFileInfo>
#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>
#include <QProcess>
#include <QRegularExpression>
#include <QTemporaryDir>

#include <algorithm>
#include <cstdio>
#include <functional>
#include <vector>

using namespace movr;
using namespace movr::test;
using namespace std::chrono_literals;

namespace {

const QString city = QStringLiteral("new york");

RequestStamp stamp()
{
    return {QUuid::createUuid(), QStringLiteral("bench")};
}

double median(std::vector<double> values)
{
    std::nth_element(values.begin(), values.begin() + std::ptrdiff_t(values.size() / 2), values.end());
    return values[values.size() / 2];
}

/// One transaction: what it needs is made beforehand, the same for both sides.
struct Kind {
    QString name;
    std::function<StatementCall(Town &)> prepare;
};

std::vector<Kind> kinds()
{
    const auto unique = [] { return QUuid::createUuid().toString(QUuid::Id128); };
    const auto person = [](Town &town) { return town.user(); };
    return {
        {QStringLiteral("sign up"),
         [unique](Town &) {
             return toCall(SignUp{stamp(), city, QUuid::createUuid(), {}, {}, {}, unique(), {}},
                           QStringLiteral("hash"));
         }},
        {QStringLiteral("log in"),
         [unique](Town &town) {
             const QString name = unique();
             town.user(name);
             return toCall(LogIn{city, name, {}});
         }},
        {QStringLiteral("add vehicle"),
         [person](Town &town) {
             return toCall(
                 AddVehicle{stamp(), person(town), QUuid::createUuid(), VehicleType::Bike, {}, {}, {}});
         }},
        {QStringLiteral("start ride"),
         [person](Town &town) {
             return toCall(StartRide{stamp(), town.vehicle(), person(town), QUuid::createUuid()});
         }},
        {QStringLiteral("end ride"),
         [person](Town &town) { // with its rider: a NULL would reach pgbench's \gset as an empty text
             const RowId rider = person(town);
             return toCall(
                 EndRide{stamp(), town.activeRide(town.vehicle(), rider), QStringLiteral("x"), rider});
         }},
        {QStringLiteral("take out of service"),
         [](Town &town) {
             return toCall(TakeOutOfService{stamp(), town.vehicle(), QStringLiteral("bench")});
         }},
        {QStringLiteral("return to service"),
         [](Town &town) {
             return toCall(ReturnToService{stamp(), town.vehicle(QStringLiteral("unavailable"))});
         }},
        {QStringLiteral("remove vehicle"),
         [](Town &town) {
             return toCall(RemoveVehicle{stamp(), town.vehicle()});
         }},
        {QStringLiteral("remove user"),
         [person](Town &town) {
             return toCall(RemoveUser{stamp(), person(town)});
         }},
    };
}

struct ConsoleTimes {
    std::vector<double> whole; ///< asked until answered, with the ways to the lane's thread and back
    std::vector<double> wait;  ///< sent until answered: what pgbench measures of a statement
};

/// The console: asked and answered, one after the other, as its lane's user sees it.
ConsoleTimes runConsole(TransactionLane &lane, const std::vector<StatementCall> &calls)
{
    ConsoleTimes times;
    for (const StatementCall &call : calls) {
        QElapsedTimer clock;
        clock.start();
        const auto answer = lane.send(call).result();
        times.whole.push_back(double(clock.nsecsElapsed()) / 1e6);
        if (!answer.ok())
            qFatal("%s", describe(answer).text.constData());
        times.wait.push_back(double(answer->timing.wait.count()) / 1e6);
    }
    return times;
}

/// pgbench: every call its own \set of a row of a table, and then the console's very statement. Only that is counted.
class Pgbench
{
public:
    Pgbench(QString program, const QString &connection)
        : m_program(std::move(program)), m_connection(connection)
    {}

    std::vector<double> run(Town &town, const std::vector<StatementCall> &calls)
    {
        const qsizetype width = calls.front().parameters.size();
        fillTable(town, calls, width);
        QFile script(m_directory.filePath(QStringLiteral("script.sql")));
        if (!script.open(QIODevice::WriteOnly))
            qFatal("no script");
        QStringList columns;
        for (qsizetype i = 1; i <= width; ++i)
            columns.append(QStringLiteral("p%1").arg(i));
        script.write(QStringLiteral(
                         "SELECT %1 FROM bench_parameters WHERE n = (SELECT nextval('bench_turn')) \\gset\n")
                         .arg(columns.join(u','))
                         .toUtf8());
        static const QRegularExpression placeholder(QStringLiteral("\\$(\\d+)"));
        QString statement = QString::fromUtf8(sqlText(calls.front().statement));
        statement.replace(placeholder, QStringLiteral(":p\\1"));
        script.write(statement.toUtf8() + ";\n");
        script.close();
        return measure(int(calls.size()), script.fileName());
    }

private:
    static void fillTable(Town &town, const std::vector<StatementCall> &calls, qsizetype width)
    {
        QStringList columns;
        for (qsizetype i = 1; i <= width; ++i)
            columns.append(QStringLiteral("p%1 text").arg(i));
        town.home().run(
            QStringLiteral("DROP TABLE IF EXISTS bench_parameters; DROP SEQUENCE IF EXISTS bench_turn; "
                           "CREATE SEQUENCE bench_turn CACHE 1; CREATE UNLOGGED TABLE bench_parameters "
                           "(n bigint PRIMARY KEY, %1)")
                .arg(columns.join(u',')));
        QStringList rows;
        for (std::size_t i = 0; i < calls.size(); ++i) {
            QStringList cells{QString::number(i + 1)};
            for (const QString &cell : calls[i].parameters)
                cells.append(cell.isNull() ? QStringLiteral("NULL") : quoted(cell));
            rows.append(u'(' + cells.join(u',') + u')');
        }
        town.home().run(QStringLiteral("INSERT INTO bench_parameters VALUES ") + rows.join(u','));
    }

    std::vector<double> measure(int times, const QString &script)
    {
        QProcess process;
        auto environment = QProcessEnvironment::systemEnvironment();
        // As the console's commands lane sets them.
        environment.insert(QStringLiteral("PGOPTIONS"),
                           QStringLiteral("-c default_transaction_isolation=serializable "
                                          "-c plan_cache_mode=force_generic_plan"));
        for (const char *key : {"host", "port", "user", "dbname", "passfile"})
            environment.insert(QString::fromLatin1(keyOf(key)),
                               keyword(m_connection, QString::fromLatin1(key)));
        process.setProcessEnvironment(environment);
        process.start(m_program,
                      {QStringLiteral("-n"), QStringLiteral("-M"), QStringLiteral("prepared"),
                       QStringLiteral("-c"), QStringLiteral("1"), QStringLiteral("-t"),
                       QString::number(times), QStringLiteral("-r"), QStringLiteral("-f"), script});
        if (!process.waitForFinished(600'000) || process.exitCode() != 0)
            qFatal("pgbench: %s", process.readAllStandardError().constData());
        // "   0.512           0  WITH earlier AS (": milliseconds, failures, the statement's first line.
        const QString report = QString::fromUtf8(process.readAllStandardOutput());
        static const QRegularExpression line(QStringLiteral("^\\s+([0-9.]+)\\s+\\d+\\s+(.*)$"),
                                             QRegularExpression::MultilineOption);
        std::vector<double> latencies;
        for (auto match = line.globalMatch(report); match.hasNext();)
            latencies.push_back(match.next().captured(1).toDouble());
        if (latencies.size() < 2)
            qFatal("pgbench said: %s", qUtf8Printable(report));
        return {latencies.back()};
    }
    static const char *keyOf(const QByteArray &keyword)
    {
        return keyword == "host"   ? "PGHOST"
             : keyword == "port"   ? "PGPORT"
             : keyword == "user"   ? "PGUSER"
             : keyword == "dbname" ? "PGDATABASE"
                                   : "PGPASSFILE";
    }

    const QString m_program;
    const QString m_connection;
    QTemporaryDir m_directory;
};

double mean(const std::vector<double> &values)
{
    double sum = 0;
    for (const double value : values)
        sum += value;
    return sum / double(values.size());
}

} // namespace

int main(int argc, char **argv)
{
    const QCoreApplication application(argc, argv);
    QCommandLineParser parser;
    parser.addOptions({{QStringLiteral("repeat"), {}, QStringLiteral("n"), QStringLiteral("300")},
                       {QStringLiteral("rounds"), {}, QStringLiteral("n"), QStringLiteral("5")}});
    parser.process(application);
    const int repeat = parser.value(QStringLiteral("repeat")).toInt();
    const int rounds = parser.value(QStringLiteral("rounds")).toInt();
    const auto programs = findPostgres();
    ClusterOptions options;
    options.scale = 0.1;
    options.settled = true;
    auto cluster = EmbeddedCluster::start(options);
    if (!programs.ok() || !cluster.ok())
        qFatal("%s", describe(cluster).text.constData());
    const EmbeddedCluster &fleet = **cluster;
    const QString region = homeOf(city);
    QString direct;
    for (const auto &endpoint : fleet.endpoints())
        if (endpoint.region == region)
            direct = endpoint.direct;
    Admin admin(direct, region);
    Town town(admin, city);
    const auto lane = transactionLane(region, direct);
    Pgbench pgbench(QFileInfo(programs->postgres).absolutePath() + QStringLiteral("/pgbench"), direct);

    QJsonArray lines;
    for (const Kind &kind : kinds()) {
        const auto calls = [&] {
            std::vector<StatementCall> made;
            for (int i = 0; i < repeat; ++i)
                made.push_back(kind.prepare(town));
            return made;
        };
        (void)runConsole(*lane, {kind.prepare(town)}); // prepared from here on
        std::vector<double> console;
        std::vector<double> bench;
        std::vector<double> waits;
        std::vector<double> ratios;
        std::vector<double> waitRatios;
        for (int round = 0; round < rounds; ++round) {
            const ConsoleTimes ours = runConsole(*lane, calls());
            const double theirs = pgbench.run(town, calls()).front();
            console.push_back(mean(ours.whole));
            waits.push_back(mean(ours.wait));
            bench.push_back(theirs);
            ratios.push_back(console.back() / theirs);
            waitRatios.push_back(waits.back() / theirs);
        }
        lines.append(QJsonObject{{QStringLiteral("transaction"), kind.name},
                                 {QStringLiteral("console_ms"), median(console)},
                                 {QStringLiteral("console_wait_ms"), median(waits)},
                                 {QStringLiteral("pgbench_ms"), median(bench)},
                                 {QStringLiteral("latency_ratio"), median(ratios)},
                                 {QStringLiteral("wait_ratio"), median(waitRatios)},
                                 {QStringLiteral("throughput_ratio"), 1 / median(ratios)}});
    }
    const QJsonObject result{{QStringLiteral("repeat"), repeat},
                             {QStringLiteral("rounds"), rounds},
                             {QStringLiteral("transactions"), lines}};
    std::fputs(QJsonDocument(result).toJson().constData(), stdout);
}
