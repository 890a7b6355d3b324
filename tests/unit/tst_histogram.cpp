#include "db/latency/histogram.h"

#include <QTest>

#include <algorithm>
#include <cmath>
#include <functional>
#include <random>
#include <vector>

using namespace movr;

class TestHistogram : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void quantilesAreWithinTwoPercent_data();
    void quantilesAreWithinTwoPercent();
    void everyDurationLiesInItsBucket();
    void bucketsFollowEachOther();
    void mergedIsAsIfMeasuredTogether();
    void anEmptyOneHasNoQuantile();
    void outOfRangeIsKeptAtTheEnds();
    void packedAndBack();
    void foreignBytesAreRefused();
};

using Draw = std::function<double(std::mt19937_64 &)>; ///< nanoseconds
Q_DECLARE_METATYPE(Draw)

void TestHistogram::quantilesAreWithinTwoPercent_data()
{
    QTest::addColumn<Draw>("draw");
    QTest::newRow("uniform, 1 us to 1 s") << Draw(std::uniform_real_distribution<>(1e3, 1e9));
    QTest::newRow("exponential, mean 1 ms") << Draw(
        [d = std::exponential_distribution<>(1)](auto &random) mutable { return 2e3 + d(random) * 1e6; });
    QTest::newRow("log-normal") << Draw(std::lognormal_distribution<>(std::log(2e6), 1.5));
    QTest::newRow("two regions, 0.6 and 93 ms") << Draw([](std::mt19937_64 &random) {
        std::normal_distribution<> near(6e5, 4e4);
        std::normal_distribution<> far(93e6, 1e6);
        return random() % 3 == 0 ? far(random) : near(random);
    });
    QTest::newRow("long tail (Pareto)") << Draw([](std::mt19937_64 &random) {
        return 5e4 / std::pow(std::uniform_real_distribution<>(1e-6, 1)(random), 0.8);
    });
    QTest::newRow("all the same") << Draw([](auto &) { return 1'234'567.0; });
}

void TestHistogram::quantilesAreWithinTwoPercent()
{
    QFETCH(Draw, draw);
    std::mt19937_64 random(20220601);
    std::vector<std::int64_t> exact(1'000'000);
    Histogram histogram;
    for (auto &value : exact) {
        value = std::int64_t(std::max(draw(random), 1e3));
        histogram.add(Nanoseconds(value));
    }
    std::sort(exact.begin(), exact.end());
    QCOMPARE(histogram.count(), std::uint64_t(exact.size()));
    for (const double share : {0.0, 0.01, 0.25, 0.5, 0.75, 0.9, 0.95, 0.99, 0.999, 0.9999, 1.0}) {
        const auto rank = std::max<std::size_t>(std::size_t(std::ceil(share * double(exact.size()))), 1);
        const auto truth = double(exact[rank - 1]);
        const double found = double(histogram.quantile(share)->count());
        QVERIFY2(std::abs(found - truth) <= 0.02 * truth,
                 qPrintable(QStringLiteral("%1: %2 instead of %3").arg(share).arg(found).arg(truth)));
        QVERIFY2(std::abs(found - truth) <= 0.008 * truth, "the header promises 0.8 %");
    }
}

void TestHistogram::everyDurationLiesInItsBucket()
{
    std::mt19937_64 random(1);
    for (int i = 0; i < 200'000; ++i) {
        const Nanoseconds duration(std::int64_t(random() >> (21 + random() % 43)));
        const auto bucket = Histogram::bucketOf(duration);
        QVERIFY(bucket < Histogram::bucketCount);
        QVERIFY2(Histogram::lowest(bucket) <= duration && duration < Histogram::highest(bucket),
                 qPrintable(QString::number(duration.count())));
    }
}

void TestHistogram::bucketsFollowEachOther()
{
    QCOMPARE(Histogram::lowest(0), Nanoseconds(0));
    for (int i = 0; i + 1 < Histogram::bucketCount; ++i) {
        const auto bucket = Histogram::Bucket(i);
        QVERIFY(Histogram::lowest(bucket) < Histogram::highest(bucket));
        QCOMPARE(Histogram::bucketOf(Histogram::lowest(bucket)), bucket);
        QCOMPARE(Histogram::bucketOf(Histogram::highest(bucket) - Nanoseconds(1)), bucket);
    }
}

void TestHistogram::mergedIsAsIfMeasuredTogether()
{
    std::mt19937_64 random(7);
    Histogram together;
    Histogram first;
    Histogram second;
    for (int i = 0; i < 10'000; ++i) {
        const Nanoseconds duration(std::int64_t(random() % 1'000'000'000));
        together.add(duration);
        (i % 3 ? first : second).add(duration);
    }
    QVERIFY(!(first == together));
    first.merge(second);
    QVERIFY(first == together);
    first.merge(Histogram());
    QVERIFY(first == together);
}

void TestHistogram::anEmptyOneHasNoQuantile()
{
    const Histogram empty;
    QCOMPARE(empty.count(), std::uint64_t(0));
    QVERIFY(!empty.quantile(0.5));
    QVERIFY(!empty.most());
}

void TestHistogram::outOfRangeIsKeptAtTheEnds()
{
    Histogram histogram;
    histogram.add(Nanoseconds(-5));
    histogram.add(std::chrono::hours(24));
    histogram.add(Nanoseconds::max());
    QCOMPARE(histogram.count(), std::uint64_t(3));
    QVERIFY(*histogram.least() < Nanoseconds(16));
    QVERIFY(*histogram.most() > std::chrono::hours(2));
    histogram.add(Histogram::Bucket(Histogram::bucketCount), 1); // no such bucket
    QCOMPARE(histogram.count(), std::uint64_t(3));
}

void TestHistogram::packedAndBack()
{
    std::mt19937_64 random(3);
    Histogram histogram;
    QVERIFY(Histogram::unpack(histogram.pack()) == histogram);
    for (int i = 0; i < 5'000; ++i)
        histogram.add(Nanoseconds(std::int64_t(random() % 3'000'000'000)));
    histogram.add(Histogram::bucketOf(std::chrono::seconds(2)), 1'000'000'000'000);
    const QByteArray bytes = histogram.pack();
    const auto back = Histogram::unpack(bytes);
    QVERIFY(back);
    QVERIFY(*back == histogram);
}

void TestHistogram::foreignBytesAreRefused()
{
    QVERIFY(!Histogram::unpack("\x80"));                         // cut off
    QVERIFY(!Histogram::unpack(QByteArray("\x05", 1)));          // a bucket without its count
    QVERIFY(!Histogram::unpack(QByteArray("\xff\xff\x7f\x01"))); // no such bucket
    QVERIFY(!Histogram::unpack(QByteArray(20, char(0xff))));
}

QTEST_GUILESS_MAIN(TestHistogram)
#include "tst_histogram.moc"
