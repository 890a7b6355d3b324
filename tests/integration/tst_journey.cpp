#include "db/journey/journey_experiment.h"
#include "models/journey/journey_files.h"
#include "models/journey/journey_words.h"
#include "tests/support/test_fleet.h"
#include "tests/support/test_journey.h"

#include <QJsonArray>
#include <QSignalSpy>
#include <QTest>

#include <functional>

using namespace movr;
using namespace movr::test;
using namespace std::chrono_literals;

namespace {

const QString west = QStringLiteral("gcp-us-west1");
const QString city = QStringLiteral("los angeles");
constexpr auto near = 500us;
constexpr auto far = 4'000us;
constexpr auto ocean = 30'000us; ///< where the figures themselves are looked at

int accountedFor(const JourneyTaskResult &task)
{
    return int(task.figures.n) + task.failed + task.timedOut + task.notRun;
}

} // namespace

/// The experiment against real servers, whole and with faults of the links.
class TestJourney : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void initTestCase();
    void everyWayOnce();
    void ratiosAreOfTheFigures();
    void aRegionThatIsDownIsReported();
    void aFlappingRegionIsNeitherLeftOutNorAveragedIn();
    void aSlowRegionTimesOut();
    void cancelKeepsWhatWasMeasured();
    void unknownCityCannotBegin();
    void nobodyAnswers();
    void leavesNothingForHire();
    void cleanup(); ///< every test begins with whole links

private:
    JourneyRequest request(int repeat) const
    {
        JourneyRequest request;
        request.multiRegion = m_links->multiRegion();
        request.singleRegion = m_links->singleRegion();
        request.from = west;
        request.repeat = repeat;
        return request;
    }
    /// The report, once it is there.
    static std::optional<JourneyReport> finish(JourneyExperiment &experiment)
    {
        QSignalSpy finished(&experiment, &JourneyExperiment::finished);
        QSignalSpy failed(&experiment, &JourneyExperiment::failed);
        experiment.start();
        const bool ended = QTest::qWaitFor([&] { return !finished.isEmpty() || !failed.isEmpty(); }, 100'000);
        if (!ended || finished.isEmpty())
            return {};
        return finished.first().first().value<JourneyReport>();
    }
    /// Runs `act` on the window's thread once that many tasks are done.
    static void after(JourneyExperiment &experiment, int done, const std::function<void()> &act)
    {
        connect(&experiment, &JourneyExperiment::progress, &experiment,
                [done, act](const JourneyProgress &progress) {
                    if (progress.done == done)
                        act();
                });
    }
    /// How many rows of the city are at its home in that deployment.
    static QString leftIn(const Deployment &deployment, const QString &table, const QString &where)
    {
        const Region *const home =
            deployment.region(deployment.multiRegion() ? west : QStringLiteral("gcp-us-east1"));
        Admin admin(home->connection, home->name);
        return admin.value(
            QStringLiteral("SELECT count(*) FROM %1 WHERE city = %2 AND %3").arg(table, quoted(city), where));
    }

    std::unique_ptr<JourneyLinks> m_links;
    std::optional<JourneyReport> m_whole;
};

void TestJourney::initTestCase()
{
    m_links = std::make_unique<JourneyLinks>(west, near, far);
    QVERIFY2(m_links->nearLink() != 0, "no shared fleet: run this test through ctest");
}

void TestJourney::cleanup()
{
    m_links->relays().setRefuse(m_links->nearLink(), false);
    m_links->relays().setBlackhole(m_links->nearLink(), false);
    m_links->relays().setRoundTrip(m_links->nearLink(), near);
    m_links->relays().setRoundTrip(m_links->farLink(), far);
}

void TestJourney::everyWayOnce()
{
    m_links->relays().setRoundTrip(m_links->farLink(), ocean);
    JourneyExperiment experiment(request(1));
    QSignalSpy progress(&experiment, &JourneyExperiment::progress);
    const auto report = finish(experiment);
    QVERIFY(report);
    QVERIFY2(report->complete(), qPrintable(journeyText(*report)));
    QCOMPARE(report->city, city); // the first that is at home in the nearest region
    QCOMPARE(report->columns.size(), 3);
    const QList<int> referenceTrips{5, 5, 5, 7, 7, 8, 5}; // as counted of the reference
    for (const JourneyColumn &column : report->columns) {
        const bool multi = column.way == JourneyWay::MultiRegion;
        QCOMPARE(column.region, multi ? west : QStringLiteral("gcp-us-east1"));
        QVERIFY(column.roundTrip && column.serverVersion.startsWith(QStringLiteral("PostgreSQL")));
        QVERIFY2(column.durable, "the demo's servers wait for the disk at each commit");
        QCOMPARE(column.tasks.size(), 7);
        QCOMPARE(column.requests.n, 7);
        QVERIFY(!column.requests.p99); // 7 are too few
        for (const JourneyTaskResult &task : column.tasks) {
            QCOMPARE(task.asked, 1);
            QCOMPARE(task.figures.n, 1);
            QCOMPARE(task.roundTrips,
                     column.way == JourneyWay::Reference ? referenceTrips.at(qsizetype(task.task)) : 1);
            // Never faster than light: as many round trips as it says.
            QVERIFY(*task.figures.median >= task.roundTrips * (multi ? near : ocean));
        }
    }
    const auto last = progress.last().first().value<JourneyProgress>();
    QCOMPARE(last.done, last.total);
    QCOMPARE(last.total, 7 * 3 * 2);
    m_whole = report;
}

void TestJourney::ratiosAreOfTheFigures()
{
    QVERIFY(m_whole);
    const auto &multi = *m_whole->column(JourneyWay::MultiRegion);
    const auto &single = *m_whole->column(JourneyWay::SingleRegion);
    const auto &reference = *m_whole->column(JourneyWay::Reference);
    const auto ratio = [](Nanoseconds slow, Nanoseconds fast) {
        return double(slow.count()) / double(fast.count());
    };
    QCOMPARE(*m_whole->ratio, ratio(*single.requests.median, *multi.requests.median));
    QCOMPARE(*m_whole->ratioReference, ratio(*reference.journey, *single.journey));
    // One round trip of 30 ms in place of one of half a millisecond, and six in place of one. How much more is for a quiet
    // machine to say: each was asked once, beside other tests.
    QVERIFY2(*m_whole->ratio > 1, qPrintable(journeyText(*m_whole)));
    QVERIFY2(*m_whole->ratioReference > 1, qPrintable(journeyText(*m_whole)));
}

void TestJourney::aRegionThatIsDownIsReported()
{
    JourneyRequest asked = request(4);
    asked.city = city;
    asked.deadline = 1s;
    m_links->relays().setRefuse(m_links->nearLink(), true);
    JourneyExperiment experiment(asked);
    const auto report = finish(experiment);
    QVERIFY(report);
    QVERIFY(!report->complete());
    QVERIFY(!report->ratio);         // not from a part
    QVERIFY(report->ratioReference); // the others are whole
    const JourneyColumn &down = *report->column(JourneyWay::MultiRegion);
    QCOMPARE(down.region, west);
    QVERIFY(!down.roundTrip && !down.journey);
    for (const JourneyTaskResult &task : down.tasks) {
        QCOMPARE(task.asked, 4);
        QVERIFY(task.figures.n == 0 && !task.figures.median && !task.figures.max);
        QCOMPARE(accountedFor(task), 4);
    }
    QVERIFY(!down.tasks.first().firstFailure.isEmpty());
    // Given up after three silent rounds, the one that warms up among them; the rest is told as not run.
    const JourneyTaskResult &views = down.tasks.at(int(JourneyTask::ViewVehicles));
    QCOMPARE(views.failed + views.timedOut, 2);
    QCOMPARE(views.notRun, 2);
    QCOMPARE(report->column(JourneyWay::SingleRegion)->requests.n, 28);
    const QString text = journeyText(*report);
    QVERIFY2(text.contains(QStringLiteral("not run")), qPrintable(text));
    const QByteArray html = journeyHtml(*report);
    QVERIFY(html.contains("no answer") && html.contains("class=\"warning\""));
    QCOMPARE(journeyJson(*report).value(u"ratio").type(), QJsonValue::Null);
}

void TestJourney::aFlappingRegionIsNeitherLeftOutNorAveragedIn()
{
    constexpr int repeat = 7; // turns of five rounds and of two
    JourneyRequest asked = request(repeat);
    asked.city = city;
    asked.deadline = 500ms;
    const auto people = [this] {
        return leftIn(m_links->multiRegion(), QStringLiteral("users"),
                      QStringLiteral("username LIKE 'journey-%'"));
    };
    const QString before = people();
    JourneyExperiment experiment(asked);
    // Silent when the first round that counts has begun, back when another way has its turn.
    after(experiment, 3 * 7 + 1, [this] { m_links->relays().setBlackhole(m_links->nearLink(), true); });
    after(experiment, 3 * 7 + 2 * 7 + 1,
          [this] { m_links->relays().setBlackhole(m_links->nearLink(), false); });
    const auto report = finish(experiment);
    QVERIFY(report);
    QVERIFY(!report->complete());
    const JourneyColumn &flapping = *report->column(JourneyWay::MultiRegion);
    int answered = 0;
    int unanswered = 0;
    for (const JourneyTaskResult &task : flapping.tasks) {
        QCOMPARE(task.asked, repeat);
        QCOMPARE(accountedFor(task), repeat);
        answered += int(task.figures.n);
        unanswered += task.asked - int(task.figures.n);
        QVERIFY(!task.figures.max || *task.figures.max < asked.deadline);
    }
    QVERIFY2(answered > 0 && unanswered > 0, qPrintable(journeyText(*report)));
    QCOMPARE(flapping.requests.n, qsizetype(answered));
    QVERIFY(journeyText(*report).contains(QStringLiteral("Not answered, and in no figure:")));
    QCOMPARE(report->column(JourneyWay::SingleRegion)->requests.n, 7 * repeat);
    // Signing up in the silence was answered never, and done when the link came back: that person is removed too.
    QCOMPARE(people(), before);
}

void TestJourney::aSlowRegionTimesOut()
{
    JourneyRequest asked = request(1);
    asked.city = city;
    asked.deadline = 1s; // whatever else the machine does, its first connection is there within that
    JourneyExperiment experiment(asked);
    // When its connections are there, and while the other ways are warmed up, it becomes slow.
    after(experiment, 7, [this] { m_links->relays().setRoundTrip(m_links->nearLink(), 10s); });
    const auto report = finish(experiment);
    QVERIFY(report);
    int timedOut = 0;
    const JourneyColumn &slow = *report->column(JourneyWay::MultiRegion);
    for (const JourneyTaskResult &task : slow.tasks) {
        timedOut += task.timedOut;
        QCOMPARE(task.asked, 1);
        QCOMPARE(accountedFor(task), 1);
    }
    QVERIFY2(timedOut > 0, qPrintable(journeyText(*report)));
    QVERIFY(slow.requests.n == 0 && !slow.requests.median
            && !slow.requests.max); // nothing of the 10 s is in a figure
    QVERIFY(!report->complete() && !report->ratio);
}

void TestJourney::cancelKeepsWhatWasMeasured()
{
    JourneyExperiment experiment(request(500));
    // In the first turn of the last way.
    after(experiment, 3 * 7 + 2 * 5 * 7 + 10, [&experiment] { experiment.cancel(); });
    const auto report = finish(experiment);
    QVERIFY(report);
    QVERIFY(report->cancelled && !report->complete());
    for (const JourneyColumn &column : report->columns) {
        QVERIFY(column.requests.n > 0);
        for (const JourneyTaskResult &task : column.tasks) {
            QCOMPARE(task.asked, 500);
            QCOMPARE(accountedFor(task), 500);
            QCOMPARE(task.failed + task.timedOut, 0); // what was broken off did not fail
        }
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

/// Of all of the above where its ways could be reached, the cancelled one too.
void TestJourney::leavesNothingForHire()
{
    const auto left = [this](const char *table, const char *where) {
        return leftIn(m_links->singleRegion(), QString::fromLatin1(table), QString::fromLatin1(where))
            .toInt();
    };
    QVERIFY(left("vehicles", "brand = 'Journey'") >= 4);
    QCOMPARE(left("vehicles", "brand = 'Journey' AND status <> 'removed'"), 0);
    QCOMPARE(left("users", "username LIKE 'journey-%'"), 0);
    QCOMPARE(left("rides", "start_location = 'Journey''s start' AND end_time IS NULL"), 0);
}

QTEST_GUILESS_MAIN(TestJourney)
#include "tst_journey.moc"
