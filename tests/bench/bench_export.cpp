// What an export of many rides costs: time, and memory above what the program had before.
//
//   bench_export DEPLOYMENT FILE [--days N] [--format csv|jsonl]
//
// Exports the rides of the last N days (all without it) of all regions, each from its home. Prints one JSON object.
#include "app/process_setup.h"
#include "db/export/export_job.h"
#include "db/fleet/fleet.h"
#include "tests/bench/bench_support.h"

#include <QCommandLineParser>
#include <QCoreApplication>
#include <QFileInfo>
#include <QJsonDocument>
#include <QJsonObject>

#include <algorithm>
#include <cstdio>

using namespace movr;
using namespace movr::test;
using namespace std::chrono_literals;

namespace {

int run(Fleet &fleet, const ExportRequest &request)
{
    const double before = residentMegabytes();
    double most = before;
    const auto job = fleet.exportView(request);
    loopUntil(
        [&] {
            most = std::max(most, residentMegabytes());
            return job->result().isFinished();
        },
        3600s);
    const Result<ExportSummary> result = job->result().result();
    if (!result.ok()) {
        std::fprintf(stderr, "%s\n", qUtf8Printable(result.failure().sentence));
        return 1;
    }
    const QJsonObject report{{QStringLiteral("rows"), result->rows},
                             {QStringLiteral("megabytes"), double(result->bytes) / 1e6},
                             {QStringLiteral("seconds"), double(result->elapsed.count()) / 1e3},
                             {QStringLiteral("memory_added_mb"), most - before}};
    std::fputs(QJsonDocument(report).toJson().constData(), stdout);
    return 0;
}

} // namespace

int main(int argc, char **argv)
{
    setUpProcess();
    const QCoreApplication application(argc, argv);
    QCommandLineParser parser;
    const QCommandLineOption days(QStringLiteral("days"), QString(), QStringLiteral("N"));
    const QCommandLineOption format(QStringLiteral("format"), QString(), QStringLiteral("NAME"),
                                    QStringLiteral("csv"));
    parser.addOptions({days, format});
    parser.process(application);
    const QStringList arguments = parser.positionalArguments();
    Fleet fleet(deploymentOf(arguments.value(0)));
    connectAll(fleet);
    RideQuery query;
    const QDateTime now = QDateTime::currentDateTimeUtc();
    if (parser.isSet(days))
        query.filter.started =
            TimeRange{TimeRange::Kind::Between, now.addDays(-parser.value(days).toInt()), now};
    ExportRequest request;
    request.query = query;
    request.format = parser.value(format) == u"csv" ? ExportFormat::Csv : ExportFormat::JsonLines;
    request.file = QFileInfo(arguments.value(1)).absoluteFilePath();
    return run(fleet, request);
}
