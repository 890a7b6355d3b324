#include "db/fleet/fleet.h"
#include "db/latency/latency_store.h"
#include "models/latency/region_figures_model.h"
#include "models/latency/statement_table_model.h"
#include "ui/alerts/alert_watch.h"
#include "ui/console_context.h"
#include "ui/latency/distribution_chart.h"
#include "ui/latency/latency_chart.h"
#include "ui/latency/latency_controls.h"
#include "ui/latency/latency_details.h"
#include "ui/latency/latency_page.h"
#include "ui/latency/latency_picture.h"
#include "ui/latency/legend_view.h"
#include "ui/latency/statement_view.h"
#include "ui/theme/theme.h"
#include "ui/window/receipt_bar.h"

#include <QAbstractScrollArea>
#include <QAction>
#include <QComboBox>
#include <QFile>
#include <QLabel>
#include <QPushButton>
#include <QSignalSpy>
#include <QTemporaryDir>
#include <QTest>
#include <QToolButton>

#include <memory>

using namespace movr;
using namespace std::chrono_literals;

namespace {

const QString east = QStringLiteral("gcp-us-east1");
const QString west = QStringLiteral("gcp-us-west1");
const QString startRide = QStringLiteral("transactions/start_ride");
const QString endRide = QStringLiteral("transactions/end_ride");
constexpr int patience = 20'000;

Deployment twoRegions()
{
    Deployment deployment;
    deployment.name = QStringLiteral("Test");
    deployment.regions = {
        {east, QStringLiteral("US East"), 0, 0, QStringLiteral("host=127.0.0.1 port=1"), {}},
        {west, QStringLiteral("US West"), 0, 0, QStringLiteral("host=127.0.0.1 port=1"), {}}};
    return deployment;
}

} // namespace

/// The latency page over a fleet that is not connected, whose lanes are played by the test.
class TestLatencyPage : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void initTestCase() { theme::apply(ColorScheme::Light); }

    void init()
    {
        m_context = std::make_unique<ConsoleContext>();
        m_fleet = std::make_unique<Fleet>(twoRegions());
        m_east = m_fleet->latency().recorder(east);
        m_west = m_fleet->latency().recorder(west);
        m_history = std::make_unique<LatencyHistory>(m_directory.filePath(QStringLiteral("history.sqlite")));
        open();
    }

    void cleanup()
    {
        m_page.reset();
        m_fleet.reset();
        m_history.reset();
        m_context.reset();
        QFile::remove(m_directory.filePath(QStringLiteral("history.sqlite")));
    }

    void nothingMeasuredIsAPictureOfItsOwn();
    void figuresAreTheStores();
    void hiddenPagesAskNothing();
    void pauseKeepsWhatIsShown();
    void spaceInTheLegendHidesASeries();
    void returnInTheLegendLooksAtOneRegion();
    void aStatementIsChosen();
    void theDistributionIsOfTheSelectedStatement();
    void whatIsChosenIsKept();
    void comparisonNeedsAHistory();
    void aRestartAddsToWhatWasBefore();
    void todayAgainstYesterday();
    void recordingInMemoryIsSaid();
    void aReceiptLeadsToItsStatement();
    void alertLinesAreInTheChart();
    void everyControlHasAName();

private:
    void open()
    {
        m_context->setHistory(m_history.get());
        m_context->setFleet(m_fleet.get());
        m_page = std::make_unique<LatencyPage>(m_context.get());
        m_page->resize(1100, 700);
        m_page->setRefreshInterval(100ms);
        m_page->setFleet(m_fleet.get());
    }
    void show()
    {
        m_page->show();
        QVERIFY(QTest::qWaitForWindowExposed(m_page.get()));
    }
    void record(int times = 120)
    {
        for (int i = 0; i < times; ++i) {
            m_east->record(startRide, SampleOutcome::Answered, {2ms + i * 10us, 50us, 1});
            m_west->record(startRide, SampleOutcome::Answered, {66ms, 50us, 1});
        }
        m_west->record(endRide, SampleOutcome::Answered, {70ms, 50us, 1});
        m_west->record(endRide, SampleOutcome::Unreachable, {0ns, 0ns, 0});
        m_east->record(floorStatement, SampleOutcome::Answered, {1ms, 0ns, 0});
    }
    template <class Widget>
    Widget *child(const char *name)
    {
        return m_page->findChild<Widget *>(QLatin1String(name));
    }
    QString legendAt(int row, int column)
    {
        return m_page->legendModel()->index(row, column).data().toString();
    }
    bool shows(int row, const QString &count)
    {
        return m_page->state() == LoadState::Ready && legendAt(row, RegionFiguresModel::Count) == count;
    }

    QTemporaryDir m_directory;
    std::unique_ptr<ConsoleContext> m_context;
    std::unique_ptr<Fleet> m_fleet;
    std::unique_ptr<LatencyHistory> m_history;
    std::shared_ptr<LatencyRecorder> m_east, m_west;
    std::unique_ptr<LatencyPage> m_page;
};

void TestLatencyPage::nothingMeasuredIsAPictureOfItsOwn()
{
    m_page->show();
    QCOMPARE(m_page->state(), LoadState::Loading); // nothing was answered yet: no round of the loop has run
    auto *picture = m_page->findChild<LatencyPicture *>();
    QVERIFY(picture->isVisible());
    const QString loading = picture->headline();
    QTRY_COMPARE_WITH_TIMEOUT(m_page->state(), LoadState::Empty, patience);
    QVERIFY(picture->isVisible());
    QVERIFY(picture->headline() != loading);
    record();
    QTRY_COMPARE_WITH_TIMEOUT(m_page->state(), LoadState::Ready, patience);
    QVERIFY(m_page->chart()->isVisible());
    QVERIFY(!picture->isVisible());
}

void TestLatencyPage::figuresAreTheStores()
{
    record();
    show();
    QTRY_VERIFY_WITH_TIMEOUT(shows(0, QStringLiteral("120")), patience);
    QTRY_VERIFY_WITH_TIMEOUT(shows(1, QStringLiteral("121")), patience);
    QCOMPARE(legendAt(1, RegionFiguresModel::Failures), QStringLiteral("1"));
    QCOMPARE(legendAt(1, RegionFiguresModel::Floor), QStringLiteral("–"));
    const auto window = windowUntil(QDateTime::currentDateTimeUtc().addSecs(2), 302s);
    auto table = m_fleet->latency().table({}, window, false);
    QTRY_VERIFY_WITH_TIMEOUT(table.isFinished(), patience);
    const StatementTableModel *model = m_page->details()->statementModel();
    QCOMPARE(model->rowCount(), 2);
    QCOMPARE(table.result().size(), 2);
    for (int row = 0; row < 2; ++row) {
        const LatencyFigures &shown = model->table().at(row).figures;
        const LatencyFigures stored = table.result().at(row).figures;
        QCOMPARE(model->table().at(row).statement, table.result().at(row).statement);
        QCOMPARE(shown.n, stored.n);
        QCOMPARE(shown.p50, stored.p50);
        QCOMPARE(shown.p95, stored.p95);
        QCOMPARE(shown.p99, stored.p99);
        QCOMPARE(shown.unreachable, stored.unreachable);
    }
}

void TestLatencyPage::hiddenPagesAskNothing()
{
    record();
    show();
    QTRY_COMPARE_WITH_TIMEOUT(m_page->state(), LoadState::Ready, patience);
    m_page->hide();
    QSignalSpy served(m_page.get(), &TablePage::served);
    QVERIFY(!served.wait(500)); // as long as it would have asked several times
    m_page->show();
    QTRY_VERIFY_WITH_TIMEOUT(served.size() >= 2, patience); // and goes on by itself
}

void TestLatencyPage::pauseKeepsWhatIsShown()
{
    record();
    show();
    QTRY_VERIFY_WITH_TIMEOUT(shows(0, QStringLiteral("120")), patience);
    m_page->pauseAction()->trigger();
    QVERIFY2(m_page->notice().contains(QStringLiteral("Paused")), qPrintable(m_page->notice()));
    QSignalSpy served(m_page.get(), &TablePage::served);
    record(30);
    QVERIFY(!served.wait(500));
    QVERIFY(shows(0, QStringLiteral("120")));
    m_page->pauseAction()->trigger();
    QTRY_VERIFY_WITH_TIMEOUT(shows(0, QStringLiteral("150")), patience);
    QVERIFY(m_page->notice().isEmpty());
}

void TestLatencyPage::spaceInTheLegendHidesASeries()
{
    record();
    show();
    QTRY_COMPARE_WITH_TIMEOUT(m_page->state(), LoadState::Ready, patience);
    LegendView *legend = m_page->legend();
    legend->setFocus();
    legend->setCurrentIndex(m_page->legendModel()->index(1, RegionFiguresModel::P50));
    QTest::keyClick(legend, Qt::Key_Space);
    QVERIFY(!m_page->legendModel()->isShown({west, CurveKind::P50, false}));
    QTest::keyClick(legend, Qt::Key_Space);
    QVERIFY(m_page->legendModel()->isShown({west, CurveKind::P50, false}));
    // The same with the mouse on its box.
    const QRect cell = legend->visualRect(m_page->legendModel()->index(0, RegionFiguresModel::Region));
    QTest::mouseClick(legend->viewport(), Qt::LeftButton, {}, QPoint(cell.left() + 10, cell.center().y()));
    QVERIFY(!m_page->legendModel()->isShown({east, CurveKind::P95, false}));
}

void TestLatencyPage::returnInTheLegendLooksAtOneRegion()
{
    record();
    show();
    QTRY_COMPARE_WITH_TIMEOUT(m_page->state(), LoadState::Ready, patience);
    LegendView *legend = m_page->legend();
    legend->setCurrentIndex(m_page->legendModel()->index(1, RegionFiguresModel::Region));
    QTest::keyClick(legend, Qt::Key_Return);
    QCOMPARE(m_page->controls()->region(), west);
    QTRY_VERIFY_WITH_TIMEOUT(legendAt(0, RegionFiguresModel::Against).contains(QStringLiteral("ms")),
                             patience);
    // The table is of that region now.
    const auto count = [this] {
        const StatementTableModel *model = m_page->details()->statementModel();
        const int row = model->rowOf(startRide);
        return row < 0 ? quint64(0) : model->table().at(row).figures.n;
    };
    QTRY_COMPARE_WITH_TIMEOUT(count(), quint64(120), patience);
    QTest::keyClick(legend, Qt::Key_Return);
    QCOMPARE(m_page->controls()->region(), QString());
    QTRY_COMPARE_WITH_TIMEOUT(count(), quint64(240), patience);
}

void TestLatencyPage::aStatementIsChosen()
{
    record();
    show();
    QTRY_COMPARE_WITH_TIMEOUT(m_page->state(), LoadState::Ready, patience);
    auto *box = child<QComboBox>("statement");
    QTRY_COMPARE_WITH_TIMEOUT(box->count(), 3, patience);
    box->setFocus();
    QTest::keyClicks(box, QStringLiteral("End"));
    QCOMPARE(m_page->controls()->statement(), endRide);
    QTRY_VERIFY_WITH_TIMEOUT(shows(1, QStringLiteral("1")) && shows(0, QStringLiteral("0")), patience);
    QCOMPARE(legendAt(0, RegionFiguresModel::P50), QStringLiteral("–")); // a gap, no zero
    QCOMPARE(m_page->details()->statementModel()->rowCount(), 2);        // the table has them all
}

void TestLatencyPage::theDistributionIsOfTheSelectedStatement()
{
    record();
    show();
    QTRY_COMPARE_WITH_TIMEOUT(m_page->state(), LoadState::Ready, patience);
    const DistributionChart *distribution = m_page->details()->distribution();
    QTRY_COMPARE_WITH_TIMEOUT(distribution->shownBars().figures.n, quint64(241), patience);
    StatementView *statements = m_page->details()->statements();
    statements->setFocus();
    statements->setCurrentStatement(startRide);
    QTRY_COMPARE_WITH_TIMEOUT(distribution->shownBars().figures.n, quint64(240), patience);
    QVERIFY2(distribution->caption().startsWith(QStringLiteral("Start ride")),
             qPrintable(distribution->caption()));
    QTest::keyClick(statements, Qt::Key_Return);
    QCOMPARE(m_page->controls()->statement(), startRide);
}

void TestLatencyPage::whatIsChosenIsKept()
{
    m_page->controls()->setRange(LatencyRange::Day);
    m_page->controls()->setLogarithmic(false);
    m_page->legendModel()->setShown({west, CurveKind::P99, false}, false);
    const QVariantMap state = m_page->saveState();
    open(); // another one
    m_page->restoreState(state);
    QCOMPARE(m_page->controls()->range(), LatencyRange::Day);
    QVERIFY(!m_page->controls()->logarithmic());
    QVERIFY(!m_page->legendModel()->isShown({west, CurveKind::P99, false}));
    m_page->restoreState({{QStringLiteral("range"), QStringLiteral("nonsense")}});
    QCOMPARE(m_page->controls()->range(), LatencyRange::FiveMinutes);
}

void TestLatencyPage::comparisonNeedsAHistory()
{
    m_context->setHistory(nullptr);
    m_page->setFleet(m_fleet.get());
    m_page->controls()->setRange(LatencyRange::TodayAndYesterday);
    show();
    QTRY_COMPARE_WITH_TIMEOUT(m_page->state(), LoadState::Failed, patience);
    auto *picture = m_page->findChild<LatencyPicture *>();
    QVERIFY(picture->isVisible());
    QVERIFY(picture->findChild<QPushButton *>()->isVisible());
    m_context->setHistory(m_history.get());
    m_page->setFleet(m_fleet.get());
    QTRY_COMPARE_WITH_TIMEOUT(m_page->state(), LoadState::Empty, patience);
}

void TestLatencyPage::aRestartAddsToWhatWasBefore()
{
    LatencyTotals before;
    before.answered.add(Histogram::bucketOf(9ms), 80);
    LatencyTotals floors;
    floors.answered.add(Histogram::bucketOf(1ms), 30);
    const QDateTime minute = alignedTo(windowUntil(QDateTime::currentDateTimeUtc(), 10min), 60s).from;
    m_history->add(QStringLiteral("Test"),
                   {{minute, east, startRide, before}, {minute, east, floorStatement, floors}});
    record();
    m_page->controls()->setRange(LatencyRange::Hour);
    show();
    QTRY_VERIFY_WITH_TIMEOUT(shows(0, QStringLiteral("200")), patience);
    const LatencyCurve *floor = curveOf(m_page->chart()->shownScene().floors, east);
    QVERIFY(floor);
    QCOMPARE(floor->whole.n, quint64(31));
    QCOMPARE(floor->whole.source, FigureSource::LiveAndHistory);
    const auto &table = m_page->details()->statementModel()->table();
    QCOMPARE(table.size(), 2);
    QCOMPARE(table.last().statement, startRide);
    QCOMPARE(table.last().figures.n, quint64(320)); // of both regions
    QCOMPARE(table.last().figures.source, FigureSource::LiveAndHistory);
    QCOMPARE(table.first().figures.source, FigureSource::Live);
    QCOMPARE(m_page->details()->distribution()->shownBars().figures.n, quint64(321));
    QCOMPARE(m_page->details()->distribution()->shownBars().figures.source, FigureSource::LiveAndHistory);
}

void TestLatencyPage::todayAgainstYesterday()
{
    const QDateTime now = QDateTime::currentDateTimeUtc();
    const ComparedWindows windows = todayAndYesterday(now, QTimeZone::systemTimeZone());
    LatencyTotals today;
    today.answered.add(Histogram::bucketOf(60ms), 7);
    LatencyTotals yesterday;
    yesterday.answered.add(Histogram::bucketOf(90ms), 5);
    // The minutes with which both stretches begin; no minute yet right after midnight.
    if (windows.now.from.secsTo(now) < 120)
        QSKIP("Today has just begun.");
    m_history->add(QStringLiteral("Test"), {{windows.now.from, west, startRide, today},
                                            {windows.then.from, west, startRide, yesterday}});
    m_page->controls()->setRange(LatencyRange::TodayAndYesterday);
    show();
    QTRY_COMPARE_WITH_TIMEOUT(m_page->state(), LoadState::Ready, patience);
    QCOMPARE(m_page->legendModel()->rowCount(), 4);
    QCOMPARE(legendAt(2, RegionFiguresModel::Region), QStringLiteral("US West, today"));
    QCOMPARE(legendAt(2, RegionFiguresModel::Count), QStringLiteral("7"));
    QCOMPARE(legendAt(3, RegionFiguresModel::Region), QStringLiteral("US West, yesterday"));
    QCOMPARE(legendAt(3, RegionFiguresModel::Count), QStringLiteral("5"));
    m_page->chart()->setCrosshair(windows.now.from.addSecs(5));
    QVERIFY2(m_page->chart()->crosshairText().contains(QStringLiteral("n 5")),
             qPrintable(m_page->chart()->crosshairText()));
}

void TestLatencyPage::recordingInMemoryIsSaid()
{
    // A directory where the file should be: nothing can be written there.
    m_page.reset();
    m_history = std::make_unique<LatencyHistory>(QStringLiteral("/dev/null/history.sqlite"));
    open();
    record();
    show();
    QTRY_COMPARE_WITH_TIMEOUT(m_page->state(), LoadState::Ready, patience);
    QTRY_VERIFY2_WITH_TIMEOUT(m_page->notice().contains(QStringLiteral("recording goes on in memory")),
                              qPrintable(m_page->notice()), patience);
}

void TestLatencyPage::aReceiptLeadsToItsStatement()
{
    ReceiptBar bar;
    bar.show();
    QSignalSpy wanted(&bar, &ReceiptBar::historyWanted);
    auto *button = bar.findChild<QToolButton *>();
    QVERIFY(button && !button->isVisible()); // no receipt, no history
    StatementTiming timing;
    timing.region = west;
    timing.statement = startRide;
    timing.wait = timing.total = 66ms;
    bar.showReceipt(Receipt(QStringLiteral("Start ride"), QStringLiteral("us_west"), timing, 64ms));
    QVERIFY(button->isVisible());
    QVERIFY(!button->accessibleName().isEmpty());
    auto *text = bar.findChild<QLabel *>();
    const QString whole = bar.text();
    bar.resize(1000, bar.height());
    QCOMPARE(text->text(), whole);
    bar.resize(200, bar.height());
    QVERIFY2(text->text().endsWith(u'…') && text->text().size() < whole.size(), qPrintable(text->text()));
    QCOMPARE(bar.text(), whole);
    QCOMPARE(text->accessibleDescription(), whole);
    QTest::mouseClick(text, Qt::LeftButton);
    QCOMPARE(wanted.size(), 1);
    button->setFocus();
    QTest::keyClick(button, Qt::Key_Space);
    QCOMPARE(wanted.size(), 2);
    QCOMPARE(wanted.last().first().toString(), startRide);
    QCOMPARE(wanted.last().last().toString(), west);
    bar.showNoReceipt(QStringLiteral("Sign in rider"), FailureKind::Authentication);
    QVERIFY2(bar.text().contains(u"refused"), qPrintable(bar.text()));
    bar.showNoReceipt(QStringLiteral("Start ride"), FailureKind::Timeout);
    QVERIFY2(bar.text().contains(u"not answered"), qPrintable(bar.text()));
    QTest::mouseClick(text, Qt::LeftButton);
    QCOMPARE(wanted.size(), 2);

    record();
    show();
    m_page->showStatement(startRide, west);
    QCOMPARE(m_page->controls()->statement(), startRide);
    QCOMPARE(m_page->controls()->region(), west);
    QCOMPARE(m_page->controls()->range(), LatencyRange::Hour);
    QTRY_VERIFY_WITH_TIMEOUT(shows(1, QStringLiteral("120")), patience);
}

void TestLatencyPage::alertLinesAreInTheChart()
{
    AlertWatch watch;
    watch.setFleet(m_fleet.get());
    m_page->setAlerts(&watch);
    AlertLine ofWest;
    ofWest.region = west;
    ofWest.threshold = 20ms;
    ofWest.span = 1s;
    AlertLine ofStartRide;
    ofStartRide.statement = startRide;
    ofStartRide.threshold = 900ms;
    AlertLine elsewhere; // of another deployment
    elsewhere.region = QStringLiteral("gcp-mars1");
    watch.setLines({ofWest, ofStartRide, elsewhere});
    const auto thresholds = [this] { return m_page->chart()->alerts().thresholds; };
    QCOMPARE(thresholds().size(), 1);
    QCOMPARE(thresholds().first().region, west);
    QVERIFY(thresholds().first().text.contains(QStringLiteral("US West")));

    show();
    const auto crossed = [&] {
        record(10);
        QTest::qWait(100);
        return !m_page->chart()->alerts().alerts.isEmpty();
    };
    QTRY_VERIFY_WITH_TIMEOUT(crossed(), patience);
    const PlotAlert alert = m_page->chart()->alerts().alerts.first();
    QCOMPARE(alert.region, west);
    QVERIFY(alert.open);

    m_page->controls()->setStatement(startRide);
    QTRY_VERIFY_WITH_TIMEOUT(thresholds().size() == 1 && thresholds().first().milliseconds == 900, patience);
    m_page->controls()->setStatement({});
    QTRY_VERIFY_WITH_TIMEOUT(thresholds().size() == 1 && thresholds().first().milliseconds == 20, patience);
    for (const CurveKind kind : {CurveKind::P50, CurveKind::P95, CurveKind::P99})
        m_page->legendModel()->setShown({west, kind, false}, false);
    QVERIFY(thresholds().isEmpty() && m_page->chart()->alerts().alerts.isEmpty());
    m_page->legendModel()->setShown({west, CurveKind::P50, false}, true);
    QCOMPARE(thresholds().size(), 1);
    watch.setLines({});
    QVERIFY(thresholds().isEmpty());
    QVERIFY(!m_page->chart()->alerts().alerts.first().open); // what was stays marked
    m_page->setAlerts(nullptr);
    QVERIFY(m_page->chart()->alerts().alerts.isEmpty());
}

void TestLatencyPage::everyControlHasAName()
{
    record();
    show();
    QTRY_COMPARE_WITH_TIMEOUT(m_page->state(), LoadState::Ready, patience);
    const auto widgets = m_page->findChildren<QWidget *>();
    for (const QWidget *widget : widgets)
        if (widget->isVisible() && (widget->focusPolicy() & Qt::TabFocus) && widget->isEnabled()
            && !widget->inherits("QTabBar") && !qobject_cast<QAbstractScrollArea *>(widget->parentWidget()))
            QVERIFY2(!widget->accessibleName().isEmpty(),
                     qPrintable(QLatin1String(widget->metaObject()->className()) + u' ' + widget->objectName()
                                + QLatin1String(widget->parentWidget()->metaObject()->className())));
}

QTEST_MAIN(TestLatencyPage)
#include "tst_latency_page.moc"
