#include "db/latency/collected_latency.h"
#include "db/latency/latency_store.h"

#include <QTest>

#include <atomic>
#include <cstdlib>
#include <new>
#include <thread>

using namespace movr;
using namespace std::chrono_literals;

namespace {

thread_local bool counting = false;
thread_local quint64 allocations = 0;

const QString east = QStringLiteral("gcp-us-east1");
const QString west = QStringLiteral("gcp-us-west1");
const QString startRide = QStringLiteral("transactions/start_ride");
const QString endRide = QStringLiteral("transactions/end_ride");

using Wall = CollectedLatency::WallTime;
const Wall noon = Wall(std::chrono::sys_days(std::chrono::year(2026) / 3 / 1)) + 12h;

QDateTime at(Wall time)
{
    return QDateTime::fromMSecsSinceEpoch(
        std::chrono::floor<std::chrono::milliseconds>(time.time_since_epoch()).count(), Qt::UTC);
}

} // namespace

void *operator new(std::size_t size)
{
    allocations += counting ? 1 : 0;
    if (void *memory = std::malloc(size ? size : 1))
        return memory;
    throw std::bad_alloc();
}
void operator delete(void *memory) noexcept
{
    std::free(memory);
}
void operator delete(void *memory, std::size_t) noexcept
{
    std::free(memory);
}

class TestLatencyStore : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void recordingAllocatesNothing();
    void aFullRingLosesTheSampleAndSaysSo();
    void emptySecondsAreGaps();
    void p99NeedsAHundred();
    void failuresAreCountedApartFromWaits();
    void sharesAddUp();
    void anOutageForgetsTheFloor();
    void curvesOfRegionsAndTheirFloor();
    void tableByStatementAndRegion();
    void itsFirstSampleIsWhereHistoryEnds();
    void aDayIsKeptAndNoMore();
    void memoryIsBounded();
    void aClockThatJumpsLeavesAGap();
    void minutesAreRolledUpOnce();
    void aStoreThatEndsRollsUpTheRest();
    void lanesAndQuestionsSideBySide();
};

void TestLatencyStore::recordingAllocatesNothing()
{
#if defined(__SANITIZE_ADDRESS__) || defined(__SANITIZE_THREAD__)
    QSKIP("A sanitizer has the allocation functions: nothing can be counted here.");
#endif
    CollectedLatency collected(1 << 20);
    const auto recorder = collected.addLane(east);
    recorder->record(startRide, SampleOutcome::Answered, {1ms, 0ns, 1}); // its name is known now
    counting = true;
    for (int i = 0; i < 3'000; ++i)
        recorder->record(startRide, SampleOutcome::Answered, {1ms, 10us, 1}, i % 2 == 0);
    counting = false;
    QCOMPARE(allocations, quint64(0));
    counting = true;
    for (int i = 0; i < 200; ++i) // names that it must learn
        recorder->record(QString::number(i), SampleOutcome::Answered, {1ms, 0ns, 1});
    counting = false;
    QVERIFY2(allocations > 0, "the counter sees nothing");
}

void TestLatencyStore::aFullRingLosesTheSampleAndSaysSo()
{
    CollectedLatency collected(1 << 20);
    const auto recorder = collected.addLane(east);
    for (quint32 i = 0; i < SampleRing::capacity + 7; ++i)
        recorder->record(startRide, SampleOutcome::Answered, {1ms, 0ns, 1});
    collected.collect(noon, std::chrono::steady_clock::now());
    const TimeWindow window{at(noon - 1h), at(noon + 1h)};
    const auto curves = collected.curves({}, window, 60);
    QCOMPARE(curves.lost, quint64(7));
    QCOMPARE(curves.statements.first().whole.n, quint64(SampleRing::capacity));
    recorder->record(startRide, SampleOutcome::Answered, {1ms, 0ns, 1}); // there is room again
    collected.collect(noon, std::chrono::steady_clock::now());
    QCOMPARE(collected.curves({}, window, 60).statements.first().whole.n, quint64(SampleRing::capacity + 1));
}

namespace {

/// A lane and a store with clocks that the test sets.
class Clocked
{
public:
    explicit Clocked(std::size_t memoryLimit = std::size_t(64) << 20) : collected(memoryLimit) {}

    CollectedLatency collected;
    std::shared_ptr<LatencyRecorder> lane = collected.addLane(east);
    std::shared_ptr<LatencyRecorder> farLane = collected.addLane(west);

    /// As if what was recorded just now had been at that wall time.
    void collectAt(Wall wall) { collected.collect(wall, std::chrono::steady_clock::now()); }
    void answered(const QString &statement, Nanoseconds wait, Nanoseconds queued = {}, int rows = 1)
    {
        lane->record(statement, SampleOutcome::Answered, {wait, queued, rows});
    }
    QList<StatementFigures> table(const LatencyScope &scope, const TimeWindow &window, bool byRegion) const
    {
        return tableOf(collected.totals(scope, window), scope, window, byRegion);
    }
    LatencyDistribution distribution(const LatencyScope &scope, const TimeWindow &window) const
    {
        return distributionOf(collected.totals(scope, window), scope, window);
    }
};

bool about(std::optional<Nanoseconds> value, Nanoseconds wanted)
{
    return value && std::abs(double(value->count() - wanted.count())) <= 0.01 * double(wanted.count());
}

} // namespace

void TestLatencyStore::emptySecondsAreGaps()
{
    Clocked clocked;
    clocked.answered(startRide, 66ms);
    clocked.collectAt(noon);
    clocked.answered(startRide, 70ms);
    clocked.collectAt(noon + 4s);
    const auto curves = clocked.collected.curves({}, {at(noon - 1s), at(noon + 6s)}, 1);
    const auto &points = curves.statements.first().points;
    QCOMPARE(points.size(), 7);
    QString occupied;
    for (const LatencyPoint &point : points) {
        occupied += point.figures.n == 0 ? u'-' : u'x';
        QCOMPARE(point.figures.p50.has_value(), point.figures.n > 0);
        QCOMPARE(point.figures.max.has_value(), point.figures.n > 0);
    }
    // A second either way: the sample was recorded a moment before it was collected.
    QVERIFY2(occupied == u"-x---x-" || occupied == u"x---x--", qPrintable(occupied));
    QVERIFY(about(curves.statements.first().whole.max, 70ms));
}

void TestLatencyStore::p99NeedsAHundred()
{
    Clocked clocked;
    for (int i = 0; i < 99; ++i)
        clocked.answered(startRide, 10ms);
    clocked.collectAt(noon);
    const TimeWindow window{at(noon - 1min), at(noon + 1min)};
    auto figures = clocked.table({}, window, false).first().figures;
    QCOMPARE(figures.n, quint64(99));
    QCOMPARE(figures.window, window);
    QVERIFY(figures.p95 && !figures.p99);
    clocked.answered(startRide, 10ms);
    clocked.collectAt(noon);
    figures = clocked.table({}, window, false).first().figures;
    QVERIFY(about(figures.p99, 10ms));
}

void TestLatencyStore::failuresAreCountedApartFromWaits()
{
    Clocked clocked;
    clocked.answered(startRide, 10ms);
    clocked.lane->record(startRide, SampleOutcome::Failed, {900ms, 0ns, 0});
    clocked.lane->record(startRide, SampleOutcome::Answered, {10ms, 0ns, 1}, true);
    clocked.lane->record(startRide, SampleOutcome::TimedOut, {10s, 0ns, 0});
    clocked.lane->record(startRide, SampleOutcome::Unreachable, {});
    clocked.lane->record(startRide, SampleOutcome::Cancelled, {3s, 0ns, 0});
    clocked.collectAt(noon);
    const auto figures = clocked.table({}, {at(noon - 1min), at(noon + 1min)}, false).first().figures;
    QCOMPARE(figures.n, quint64(2));
    QCOMPARE(figures.failed, quint64(1));
    QCOMPARE(figures.timedOut, quint64(1));
    QCOMPARE(figures.unreachable, quint64(1));
    QCOMPARE(figures.cancelled, quint64(1));
    QCOMPARE(figures.retried, quint64(1));
    QVERIFY(about(figures.max, 10ms));
    QVERIFY(about(figures.mean, 10ms));
}

void TestLatencyStore::sharesAddUp()
{
    Clocked clocked;
    clocked.answered(startRide, 66ms); // no floor is known yet
    clocked.collectAt(noon);
    const TimeWindow window{at(noon - 1min), at(noon + 1min)};
    QVERIFY(!clocked.table({}, window, false).first().figures.shares);
    clocked.answered(floorStatement, 64ms);
    clocked.collectAt(noon);
    clocked.answered(startRide, 66ms, 2ms);
    clocked.collectAt(noon);
    const auto figures = clocked.table({}, window, false).first().figures;
    QVERIFY(figures.shares);
    QVERIFY(about(figures.shares->network, 64ms));
    QVERIFY(about(figures.shares->network + figures.shares->database, *figures.mean));
    QVERIFY(about(figures.shares->console, 1ms)); // the mean of nothing and 2 ms
}

void TestLatencyStore::anOutageForgetsTheFloor()
{
    Clocked clocked;
    clocked.answered(floorStatement, 64ms);
    clocked.lane->record(floorStatement, SampleOutcome::Unreachable, {});
    clocked.collectAt(noon);
    clocked.answered(startRide, 66ms);
    clocked.collectAt(noon);
    QVERIFY(!clocked.table({}, {at(noon - 1min), at(noon + 1min)}, false).first().figures.shares);
}

void TestLatencyStore::curvesOfRegionsAndTheirFloor()
{
    Clocked clocked;
    clocked.answered(floorStatement, 1ms);
    clocked.answered(startRide, 3ms);
    clocked.farLane->record(startRide, SampleOutcome::Answered, {70ms, 0ns, 1});
    clocked.collectAt(noon);
    const TimeWindow window{at(noon - 1min), at(noon + 1min)};
    auto curves = clocked.collected.curves({}, window, 10);
    QCOMPARE(curves.statements.size(), 2);
    QCOMPARE(curves.statements.at(0).region, east);
    QCOMPARE(curves.statements.at(1).region, west);
    QVERIFY2(about(curves.statements.at(0).whole.p50, 3ms), "the probe's trips are no statements of users");
    QVERIFY(about(curves.floors.at(0).whole.p50, 1ms));
    QCOMPARE(curves.floors.at(1).whole.n, quint64(0));
    curves = clocked.collected.curves({{west}, {endRide}}, window, 10);
    QCOMPARE(curves.statements.size(), 1);
    QCOMPARE(curves.statements.first().whole.n, quint64(0));
    const auto trips = roundTripsOf(clocked.collected.totals({{}, {floorStatement}}, window), window);
    QCOMPARE(trips.size(), 1);
    QCOMPARE(trips.first().to, east);
    const auto distribution = clocked.distribution({}, window);
    QCOMPARE(distribution.figures.n, quint64(2));
    QCOMPARE(distribution.bins.size(), 2);
    QVERIFY(distribution.bins.at(1).from <= 70ms && 70ms < distribution.bins.at(1).to);
}

void TestLatencyStore::tableByStatementAndRegion()
{
    Clocked clocked;
    clocked.answered(startRide, 3ms);
    clocked.answered(endRide, 4ms, {}, 5);
    clocked.farLane->record(startRide, SampleOutcome::Answered, {70ms, 0ns, 1});
    clocked.collectAt(noon);
    const TimeWindow window{at(noon - 1min), at(noon + 1min)};
    const auto together = clocked.table({}, window, false);
    QCOMPARE(together.size(), 2);
    QCOMPARE(together.at(0).statement, endRide);
    QCOMPARE(together.at(0).figures.rows, quint64(5));
    QCOMPARE(together.at(1).figures.n, quint64(2));
    const auto apart = clocked.table({}, window, true);
    QCOMPARE(apart.size(), 3);
    QCOMPARE(apart.at(2).region, west);
    QVERIFY(clocked.table({}, {at(noon - 3h), at(noon - 2h)}, true).isEmpty());
}

void TestLatencyStore::itsFirstSampleIsWhereHistoryEnds()
{
    Clocked clocked;
    QVERIFY(!clocked.collected.since().isValid());
    clocked.answered(startRide, 3ms);
    clocked.collectAt(noon);
    const QDateTime first = clocked.collected.since();
    QVERIFY(std::abs(first.secsTo(at(noon))) <= 1);
    clocked.answered(startRide, 3ms);
    clocked.collectAt(noon + 500ms);
    QCOMPARE(clocked.collected.since(), first);
    clocked.answered(startRide, 3ms);
    clocked.collectAt(noon - 1h); // the clock was set back
    QVERIFY(std::abs(clocked.collected.since().secsTo(at(noon - 1h))) <= 1);
    // It was years behind and is set right: everything before the setting is the history's.
    Clocked late;
    late.answered(startRide, 3ms);
    late.collectAt(noon - 24h * 1000);
    late.collectAt(noon);
    late.answered(startRide, 3ms);
    late.collectAt(noon + 1s);
    QVERIFY(std::abs(late.collected.since().secsTo(at(noon))) <= 2);
}

void TestLatencyStore::aDayIsKeptAndNoMore()
{
    Clocked clocked;
    for (int hour = 0; hour <= 30; ++hour) {
        clocked.answered(startRide, 5ms);
        clocked.collectAt(noon + std::chrono::hours(hour));
    }
    const auto n = [&](int from, int to) {
        const TimeWindow window{at(noon + std::chrono::hours(from) - 30min),
                                at(noon + std::chrono::hours(to) - 30min)};
        const auto table = clocked.table({}, window, false);
        return table.isEmpty() ? 0 : int(table.first().figures.n);
    };
    QCOMPARE(n(7, 31), 24); // the last 24 hours, whole
    QCOMPARE(n(0, 5), 0);
}

void TestLatencyStore::memoryIsBounded()
{
    constexpr std::size_t limit = std::size_t(1) << 20;
    Clocked clocked(limit);
    // Two hours in which every second of ten statements has samples would take 3 MB and more.
    for (int second = 0; second < 7'200; ++second) {
        for (int statement = 0; statement < 10; ++statement)
            clocked.answered(QStringLiteral("s%1").arg(statement), 1ms + second * 1us);
        clocked.collectAt(noon + std::chrono::seconds(second));
    }
    clocked.collectAt(noon + 3h);
    QVERIFY2(clocked.collected.bytes() <= limit, qPrintable(QString::number(clocked.collected.bytes())));
    const TimeWindow window{at(noon - 1h), at(noon + 3h)};
    const auto curves = clocked.collected.curves({}, window, 60);
    QVERIFY(curves.coarseBefore.isValid());
    QCOMPARE(curves.lost, quint64(0));
    // Coarser in time, but nothing is gone that need not be.
    QCOMPARE(curves.statements.first().whole.n, quint64(72'000));
}

void TestLatencyStore::aClockThatJumpsLeavesAGap()
{
    Clocked clocked;
    clocked.answered(startRide, 5ms);
    clocked.collectAt(noon);
    clocked.answered(startRide, 5ms);
    clocked.collectAt(noon + 1h); // the clock was set, or the machine slept
    clocked.answered(startRide, 5ms);
    clocked.collectAt(noon + 30min); // and set back
    const auto curves = clocked.collected.curves({}, {at(noon - 1min), at(noon + 2h)}, 60);
    QCOMPARE(curves.jumps.size(), 2);
    QVERIFY(std::abs(curves.jumps.at(0).before.secsTo(at(noon))) <= 1);
    QCOMPARE(curves.jumps.at(0).after, at(noon + 1h));
    QVERIFY(curves.jumps.at(1).after < curves.jumps.at(1).before);
    QCOMPARE(curves.statements.first().whole.n, quint64(3));
    QVERIFY(about(curves.statements.first().whole.max, 5ms)); // durations know nothing of it
    QVERIFY(clocked.collected.curves({}, {at(noon - 3h), at(noon - 2h)}, 60).jumps.isEmpty());
}

void TestLatencyStore::minutesAreRolledUpOnce()
{
    Clocked clocked;
    clocked.answered(floorStatement, 4ms);
    clocked.answered(startRide, 5ms);
    clocked.collectAt(noon + 30s);
    QVERIFY(clocked.collected.takeRollUps(noon + 59s, false).isEmpty());
    auto minutes = clocked.collected.takeRollUps(noon + 63s, false);
    QCOMPARE(minutes.size(), 2); // the floor is kept as well
    QCOMPARE(minutes.at(1).statement, startRide);
    QCOMPARE(minutes.at(1).region, east);
    QCOMPARE(minutes.at(1).at, at(noon));
    QCOMPARE(minutes.at(1).totals.answered.count(), std::uint64_t(1));
    QVERIFY(clocked.collected.takeRollUps(noon + 5min, true).isEmpty());
    // One that comes late is not lost, and not told twice.
    clocked.answered(startRide, 6ms);
    clocked.collectAt(noon + 40s);
    minutes = clocked.collected.takeRollUps(noon + 2min, false);
    QCOMPARE(minutes.size(), 1);
    QCOMPARE(minutes.first().totals.answered.count(), std::uint64_t(1));
}

void TestLatencyStore::aStoreThatEndsRollsUpTheRest()
{
    QList<LatencyRollUp> told;
    {
        LatencyStore store;
        store.setRollUpSink([&told](const QList<LatencyRollUp> &minutes) { told += minutes; });
        store.recorder(east)->record(startRide, SampleOutcome::Answered, {5ms, 0ns, 1});
    }
    QCOMPARE(told.size(), 1);
    QCOMPARE(told.first().statement, startRide);
}

void TestLatencyStore::lanesAndQuestionsSideBySide()
{
    constexpr int each = 200'000;
    LatencyStore::Options often;
    often.collectEvery = 1ms;
    LatencyStore store(often);
    std::atomic<bool> done = false;
    std::vector<std::jthread> lanes;
    for (const QString &region : {east, west})
        lanes.emplace_back([recorder = store.recorder(region)] {
            for (int i = 0; i < each; ++i) {
                recorder->record(i % 2 ? startRide : endRide, SampleOutcome::Answered, {1ms, 0ns, 1});
                if (i % 1000 == 0) // as a lane, that waits for its server
                    std::this_thread::sleep_for(200us);
            }
        });
    std::jthread asker([&] {
        while (!done)
            (void)store.curves({}, windowUntil(QDateTime::currentDateTimeUtc(), 5min), 1s).result();
    });
    lanes.clear();
    done = true;
    asker.join();
    const auto window = windowUntil(QDateTime::currentDateTimeUtc().addSecs(2), 10min);
    const auto table = store.table({}, window, false).result();
    const auto curves = store.curves({}, window, 1s).result();
    QCOMPARE(table.size(), 2);
    QCOMPARE(table.at(0).figures.n + table.at(1).figures.n + curves.lost, quint64(2 * each));
}

QTEST_GUILESS_MAIN(TestLatencyStore)
#include "tst_latency_store.moc"
