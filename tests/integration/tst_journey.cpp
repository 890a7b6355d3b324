#include "db/cluster/embedded_cluster.h"
#include "db/journey/journey_experiment.h"
#include "models/journey/journey_files.h"
#include "models/journey/journey_words.h"
#include "tests/support/test_fleet.h"

#include <QJsonArray>
#include <QSignalSpy>
#include <QTest>

using namespace movr;
using namespace movr::test;
using namespace std::chrono_literals;

namespace {

const QString europe = QStringLiteral("gcp-europe-west1");

} // namespace

/// The experiment against real servers, whole and with faults.
class TestJourney : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void initTestCase();
    void cleanupTestCase() { m_cluster.reset(); }
    void everyWayOnce();
    void leavesNothingForHire();
    void aRegionThatIsDownIsReported();
    void aSlowRegionTimesOut();
    void cancelKeepsWhatWasMeasured();
    void unknownCityCannotBegin();
    void nobodyAnswers();

private:
    JourneyRequest request(int repeat) const
    {
        JourneyRequest request;
        request.multiRegion = m_cluster->deployment();
        request.singleRegion = m_cluster->singleRegion();
        request.from = europe;
        request.repeat = repeat;
        return request;
    }
    /// The report, once it is there.
    static std::optional<JourneyReport> finish(JourneyExperiment &experiment)
    {
        QSignalSpy finished(&experiment, &JourneyExperiment::finished);
        QSignalSpy failed(&experiment, &JourneyExperiment::failed);
        experiment.start();
        const bool ended = QTest::qWaitFor([&] { return !finished.isEmpty() || !failed.isEmpty(); }, 200'000);
        if (!ended || finished.isEmpty())
            return {};
        return finished.first().first().value<JourneyReport>();
    }

    std::unique_ptr<EmbeddedCluster> m_cluster;
};

void TestJourney::initTestCase()
{
    ClusterOptions options;
    options.scale = 0.02;
    options.from = europe;
    auto cluster = EmbeddedCluster::start(options);
    QVERIFY2(cluster.ok(), describe(cluster));
    m_cluster = std::move(cluster).value();
}

void TestJourney::everyWayOnce()
{
    JourneyExperiment experiment(request(3));
    QSignalSpy progress(&experiment, &JourneyExperiment::progress);
    const auto report = finish(experiment);
    QVERIFY(report);
    QVERIFY2(report->complete(), qPrintable(journeyText(*report)));
    QCOMPARE(report->city, QStringLiteral("amsterdam"));
    QCOMPARE(report->columns.size(), 3);
    const QList<int> referenceTrips{5, 5, 5, 7, 7, 8, 5}; // as counted of the reference
    for (const JourneyColumn &column : report->columns) {
        QCOMPARE(column.region,
                 column.way == JourneyWay::MultiRegion ? europe : QStringLiteral("gcp-us-east1"));
        QVERIFY(column.roundTrip && column.serverVersion.startsWith(QStringLiteral("PostgreSQL")));
        QCOMPARE(column.tasks.size(), 7);
        QCOMPARE(column.requests.n, 21);
        QVERIFY(!column.requests.p99); // 21 are too few
        for (const JourneyTaskResult &task : column.tasks) {
            QCOMPARE(task.asked, 3);
            QCOMPARE(task.figures.n, 3);
            QCOMPARE(task.roundTrips,
                     column.way == JourneyWay::Reference ? referenceTrips.at(qsizetype(task.task)) : 1);
            // Never faster than light: as many round trips as it says.
            const auto least = column.way == JourneyWay::MultiRegion ? 500us : 92'000us;
            QVERIFY(*task.figures.median >= task.roundTrips * least);
        }
    }
    // One round trip of 92 ms in place of one of half a millisecond, and six in place of one.
    QVERIFY2(*report->ratio > 8, qPrintable(journeyText(*report)));
    QVERIFY2(*report->ratioReference > 3, qPrintable(journeyText(*report)));
    const auto last = progress.last().first().value<JourneyProgress>();
    QCOMPARE(last.done, last.total);
    QCOMPARE(last.total, 7 * 3 * 4);
}

void TestJourney::leavesNothingForHire()
{
    for (const Region &region : m_cluster->singleRegion().regions) {
        Admin admin(region.connection, region.name);
        QCOMPARE(admin.value(QStringLiteral(
                     "SELECT count(*) FROM vehicles WHERE brand = 'Journey' AND status <> 'removed'")),
                 QStringLiteral("0"));
        QCOMPARE(admin.value(QStringLiteral("SELECT count(*) FROM users WHERE username LIKE 'journey-%'")),
                 QStringLiteral("0"));
        // Warming up and three rounds, in two ways.
        QCOMPARE(admin.value(QStringLiteral("SELECT count(*) FROM vehicles WHERE brand = 'Journey'")),
                 QStringLiteral("8"));
    }
}

void TestJourney::aRegionThatIsDownIsReported()
{
    JourneyRequest asked = request(1);
    asked.city = QStringLiteral("rome");
    QVERIFY(m_cluster->crashServer(europe).ok());
    JourneyExperiment experiment(asked);
    const auto report = finish(experiment);
    const auto restarted = m_cluster->restartServer(europe);
    QVERIFY2(restarted.ok(), describe(restarted));
    QVERIFY(report);
    QVERIFY(!report->complete());
    QVERIFY(!report->ratio);         // not from a part
    QVERIFY(report->ratioReference); // the others are whole
    const JourneyColumn &down = *report->column(JourneyWay::MultiRegion);
    QCOMPARE(down.region, europe);
    QVERIFY(!down.roundTrip && !down.journey);
    for (const JourneyTaskResult &task : down.tasks) {
        QCOMPARE(task.asked, 1);
        QCOMPARE(task.figures.n, 0);
        QVERIFY(!task.figures.median);
        QCOMPARE(task.failed + task.timedOut + task.notRun, 1);
    }
    QVERIFY(!down.tasks.first().firstFailure.isEmpty());
    QCOMPARE(report->column(JourneyWay::SingleRegion)->requests.n, 7);
    const QString text = journeyText(*report);
    QVERIFY2(text.contains(QStringLiteral("not run")), qPrintable(text));
    const QByteArray html = journeyHtml(*report);
    QVERIFY(html.contains("no answer") && html.contains("class=\"warning\""));
    QCOMPARE(journeyJson(*report).value(u"ratio").type(), QJsonValue::Null);
}

void TestJourney::aSlowRegionTimesOut()
{
    const RelayId relay = m_cluster->deskRelay(europe);
    JourneyRequest asked = request(1);
    asked.city = QStringLiteral("rome");
    JourneyExperiment experiment(asked);
    // When its connections are there, and while the other ways are warmed up, it becomes slow.
    connect(&experiment, &JourneyExperiment::progress, this, [this, relay](const JourneyProgress &progress) {
        if (progress.done == 7)
            m_cluster->relays().setRoundTrip(relay, 12s);
    });
    const auto report = finish(experiment);
    m_cluster->relays().setRoundTrip(relay, 500us);
    QVERIFY(report);
    int timedOut = 0;
    for (const JourneyTaskResult &task : report->column(JourneyWay::MultiRegion)->tasks) {
        timedOut += task.timedOut;
        QCOMPARE(task.asked, 1);
        QCOMPARE(task.figures.n + task.failed + task.timedOut + task.notRun, 1);
    }
    QVERIFY2(timedOut > 0, qPrintable(journeyText(*report)));
    QVERIFY(!report->complete());
}

void TestJourney::cancelKeepsWhatWasMeasured()
{
    JourneyExperiment experiment(request(500));
    connect(&experiment, &JourneyExperiment::progress, this, [&experiment](const JourneyProgress &progress) {
        if (progress.done == 50)
            experiment.cancel();
    });
    const auto report = finish(experiment);
    QVERIFY(report);
    QVERIFY(report->cancelled && !report->complete());
    for (const JourneyColumn &column : report->columns) {
        QVERIFY(column.requests.n > 0);
        for (const JourneyTaskResult &task : column.tasks) {
            QCOMPARE(task.asked, 500);
            QCOMPARE(task.figures.n + task.failed + task.timedOut + task.notRun, 500);
            QCOMPARE(task.failed + task.timedOut, 0); // what was broken off did not fail
        }
    }
    for (const Region &region : m_cluster->singleRegion().regions) {
        Admin admin(region.connection, region.name);
        QCOMPARE(admin.value(QStringLiteral("SELECT count(*) FROM users WHERE username LIKE 'journey-%'")),
                 QStringLiteral("0"));
    }
}

void TestJourney::unknownCityCannotBegin()
{
    JourneyRequest asked = request(1);
    asked.city = QStringLiteral("atlantis");
    JourneyExperiment experiment(asked);
    QSignalSpy failed(&experiment, &JourneyExperiment::failed);
    experiment.start();
    QTRY_COMPARE_WITH_TIMEOUT(failed.size(), 1, 30'000);
    QVERIFY(failed.first().first().value<Failure>().sentence.contains(QStringLiteral("atlantis")));
}

void TestJourney::nobodyAnswers()
{
    JourneyRequest asked = request(1);
    for (Region &region : asked.singleRegion.regions)
        region.connection = withKeyword(region.connection, QStringLiteral("port"), QStringLiteral("1"));
    JourneyExperiment experiment(asked);
    QSignalSpy failed(&experiment, &JourneyExperiment::failed);
    experiment.start();
    QTRY_COMPARE_WITH_TIMEOUT(failed.size(), 1, 30'000);
    QCOMPARE(failed.first().first().value<Failure>().kind, FailureKind::Connection);
}

QTEST_GUILESS_MAIN(TestJourney)
#include "tst_journey.moc"
