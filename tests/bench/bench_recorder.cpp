// What recording one statement costs on the lane's thread, with a store that collects and answers meanwhile; and what the
// store's answers take with 24 hours of measurements.
//
//   bench_recorder
//
// Prints one JSON object. Not part of the tests (which prove that nothing is allocated).
#include "db/latency/collected_latency.h"
#include "db/latency/latency_store.h"

#include <QCoreApplication>
#include <QElapsedTimer>
#include <QJsonDocument>
#include <QJsonObject>

#include <algorithm>
#include <cstdio>
#include <thread>
#include <vector>

using namespace movr;
using namespace std::chrono_literals;

namespace {

constexpr int batch = 1'000;
constexpr int batches = 1'000;

double median(std::vector<double> values)
{
    std::nth_element(values.begin(), values.begin() + std::ptrdiff_t(values.size() / 2), values.end());
    return values[values.size() / 2];
}

/// Nanoseconds a sample: the median and the worst of many batches, each smaller than the ring.
QJsonObject costOfASample()
{
    LatencyStore::Options often;
    often.collectEvery = 1ms;
    LatencyStore store(often);
    const auto recorder = store.recorder(QStringLiteral("gcp-us-east1"));
    const QString names[] = {QStringLiteral("transactions/start_ride"),
                             QStringLiteral("transactions/end_ride"),
                             QStringLiteral("views/rides_by_start_desc")};
    std::vector<double> costs;
    for (int i = 0; i < batches; ++i) {
        QElapsedTimer clock;
        clock.start();
        for (int k = 0; k < batch; ++k)
            recorder->record(names[k % 3], SampleOutcome::Answered, {Nanoseconds(1'000'000 + k), 10us, 1});
        costs.push_back(double(clock.nsecsElapsed()) / batch);
        std::this_thread::sleep_for(3ms); // the store empties the ring
    }
    const auto window = windowUntil(QDateTime::currentDateTimeUtc().addSecs(2), 10min);
    return {{QStringLiteral("median_ns"), median(costs)},
            {QStringLiteral("worst_batch_ns"), *std::max_element(costs.begin(), costs.end())},
            {QStringLiteral("samples"), batch * batches},
            {QStringLiteral("lost"), double(store.curves({}, window, 1s).result().lost)}};
}

/// Three regions, a day of a probe, two views and one transaction a second.
QJsonObject costOfAnswers()
{
    const QStringList regions{QStringLiteral("gcp-us-east1"), QStringLiteral("gcp-us-west1"),
                              QStringLiteral("gcp-europe-west1")};
    const QStringList statements{floorStatement, QStringLiteral("probe/beat"),
                                 QStringLiteral("views/rides_by_start_desc"),
                                 QStringLiteral("transactions/start_ride")};
    CollectedLatency collected(std::size_t(128) << 20);
    std::vector<std::shared_ptr<LatencyRecorder>> lanes;
    for (const QString &region : regions)
        lanes.push_back(collected.addLane(region));
    const auto begin = std::chrono::floor<std::chrono::hours>(std::chrono::system_clock::now()) - 24h;
    for (int second = 0; second < 86'400; ++second) {
        for (const auto &lane : lanes)
            for (const QString &statement : statements)
                lane->record(statement, SampleOutcome::Answered,
                             {Nanoseconds(1'000'000 + (second * 7919) % 900'000), 10us, 1});
        collected.collect(begin + std::chrono::seconds(second), std::chrono::steady_clock::now());
        (void)collected.takeRollUps(begin + std::chrono::seconds(second), false);
    }
    const auto timed = [](auto &&work) {
        std::vector<double> times;
        for (int i = 0; i < 11; ++i) {
            QElapsedTimer clock;
            clock.start();
            work();
            times.push_back(double(clock.nsecsElapsed()) / 1e6);
        }
        return median(times);
    };
    const QDateTime end = QDateTime::fromSecsSinceEpoch(
        std::chrono::duration_cast<std::chrono::seconds>((begin + 24h).time_since_epoch()).count(), Qt::UTC);
    const TimeWindow day = windowUntil(end, 24h);
    const TimeWindow minutes = windowUntil(end, 5min);
    return {
        {QStringLiteral("curves_of_a_day_ms"), timed([&] { (void)collected.curves({}, day, 300); })},
        {QStringLiteral("curves_of_5_minutes_ms"), timed([&] { (void)collected.curves({}, minutes, 1); })},
        {QStringLiteral("table_of_a_day_ms"),
         timed([&] { (void)tableOf(collected.totals({}, day), {}, day, false); })},
        {QStringLiteral("megabytes"), double(collected.bytes()) / 1e6},
        {QStringLiteral("samples"), 86'400 * 12}};
}

} // namespace

int main(int argc, char **argv)
{
    const QCoreApplication application(argc, argv);
    const QJsonObject result{{QStringLiteral("record"), costOfASample()},
                             {QStringLiteral("answers_with_24_hours"), costOfAnswers()}};
    std::fputs(QJsonDocument(result).toJson().constData(), stdout);
}
