#include "fleet_window.h"
#include "models/search/search_model.h"
#include "tests/support/patience.h"
#include "ui/search/search_anything.h"
#include "ui/search/search_list.h"
#include "ui/search/search_palette.h"
#include "ui/tables/paged_table_view.h"

#include <QAccessible>
#include <QElapsedTimer>
#include <QLineEdit>
#include <QPushButton>

using namespace movr;
using namespace movr::test;
using namespace std::chrono_literals;
using PageKind = PageTarget::Page;

/// Searching in the whole program on real servers, behind the relays' distances.
class TestWindowSearch : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void initTestCase()
    {
        const QString problem = m_it.startCluster(0.05);
        QVERIFY2(problem.isEmpty(), qPrintable(problem));
    }
    void init()
    {
        m_it.open();
        m_it.window().resize(1280, 800);
        QTRY_VERIFY_WITH_TIMEOUT(m_it.allUp() && m_it.ready(), patience);
        m_it.activate();
    }
    void cleanup() { m_it.closeWindow(); }
    void cleanupTestCase() { m_it.stop(); }

    void opensFromKeysButtonAndField();
    void opensTheRowInItsPage_data();
    void opensTheRowInItsPage();
    void firstResultsAreFast();
    void actionsAreFound();
    void recentSearchesAreOffered();
    void aRegionThatIsDown();
    void closingForgetsTheSearch();

private:
    SearchPalette *palette() { return m_it.window().search()->palette(); }
    SearchModel *model() { return palette()->model(); }
    QLineEdit *edit() { return palette()->findChild<QLineEdit *>(QStringLiteral("searchEdit")); }
    SearchList *list() { return palette()->findChild<SearchList *>(); }
    void openByKeys() { QTest::keyClick(m_it.window().focusWidget(), Qt::Key_K, Qt::ControlModifier); }
    bool answered() { return model()->hitsAreCurrent() && !model()->isSearching(); }

    FleetWindow m_it;
};

void TestWindowSearch::opensFromKeysButtonAndField()
{
    openByKeys();
    QVERIFY(palette()->isOpen());
    QTest::keyClick(edit(), Qt::Key_Escape);
    QVERIFY(!palette()->isOpen());
    auto *button = m_it.window().findChild<QPushButton *>(QStringLiteral("searchButton"));
    QVERIFY(button && button->isVisible());
    QCOMPARE(button->accessibleName(), QStringLiteral("Search anything"));
    QTest::mouseClick(button, Qt::LeftButton);
    QVERIFY(palette()->isOpen());
    QTest::keyClick(edit(), Qt::Key_K, Qt::ControlModifier); // and it closes as it opened
    QVERIFY(!palette()->isOpen());
    // A text field would take these keys for itself.
    m_it.window().showPage(PageKind::Users);
    auto *name = m_it.window().currentPage()->findChild<QLineEdit *>();
    name->setFocus();
    name->setText(QStringLiteral("kept"));
    name->home(false);
    QTest::keyClick(name, Qt::Key_K, Qt::ControlModifier);
    QVERIFY(palette()->isOpen());
    QCOMPARE(name->text(), QStringLiteral("kept"));
    QTest::keyClick(edit(), Qt::Key_Escape);
    QVERIFY(name->hasFocus());
    name->clear();
}

void TestWindowSearch::opensTheRowInItsPage_data()
{
    QTest::addColumn<int>("page");
    QTest::newRow("vehicle") << int(PageKind::Vehicles);
    QTest::newRow("ride") << int(PageKind::Rides);
    QTest::newRow("user") << int(PageKind::Users);
}

void TestWindowSearch::opensTheRowInItsPage()
{
    QFETCH(int, page);
    // A row of a region that is not the one shown.
    m_it.window().showPage(PageKind(page));
    QVERIFY(m_it.pickPlace(QStringLiteral("gcp-us-west1"), QStringLiteral("Seattle")));
    QTRY_VERIFY_WITH_TIMEOUT(m_it.ready() && m_it.model()->rowCount() > 3, patience);
    m_it.clickRow(3);
    const Selection wanted = m_it.page()->selection();
    const RowId id = std::visit(
        [](const auto &row) {
            if constexpr (std::is_same_v<std::decay_t<decltype(row)>, std::monostate>)
                return RowId{};
            else
                return row.rowId();
        },
        wanted);
    QVERIFY(!id.id.isNull());
    QVERIFY(m_it.pickPlace(QStringLiteral("gcp-us-east1"), QStringLiteral("Boston")));
    m_it.window().showPage(PageKind::Activity);
    openByKeys();
    QTest::keyClicks(edit(), id.id.toString(QUuid::Id128).left(12));
    QTRY_VERIFY_WITH_TIMEOUT(answered(), patience);
    QCOMPARE(model()->hitCount(), 1);
    QTest::keyClick(edit(), Qt::Key_Return);
    QVERIFY(!palette()->isOpen());
    QCOMPARE(int(m_it.window().currentPage()->kind()), page);
    QCOMPARE(m_it.bar().city(), QStringLiteral("seattle"));
    QTRY_VERIFY2_WITH_TIMEOUT(m_it.settled() && m_it.page()->view()->selectedRow() == 0,
                              qPrintable(m_it.state()), patience);
    QCOMPARE(m_it.model()->rowCount(), 1);
    QCOMPARE(m_it.page()->selection().index(), wanted.index());
    QVERIFY(m_it.page()->view()->hasFocus());
    // Without the row's filter there is no reason to be in its city any more.
    auto *clear = FleetWindow::named<QPushButton>(m_it.page(), QStringLiteral("Clear filters"));
    QVERIFY(clear && clear->isEnabled());
    QTest::mouseClick(clear, Qt::LeftButton);
    QCOMPARE(m_it.bar().city(), QStringLiteral("boston"));
    QCOMPARE(m_it.settings().city(), QStringLiteral("boston"));
    QTRY_VERIFY2_WITH_TIMEOUT(m_it.settled(), qPrintable(m_it.state()), patience);
}

void TestWindowSearch::firstResultsAreFast()
{
    // From the last key to the first rows: two round trips + 50 ms.
    openByKeys();
    QElapsedTimer clock;
    QTest::keyClicks(edit(), QStringLiteral("an"));
    QTRY_VERIFY_WITH_TIMEOUT(answered(), patience); // connected and prepared by now
    edit()->clear();
    QTest::keyClicks(edit(), QStringLiteral("ma"));
    clock.start();
    QTRY_VERIFY_WITH_TIMEOUT(model()->hitsAreCurrent() && model()->hitCount() > 0, patience);
    const qint64 first = clock.elapsed();
    QTRY_VERIFY_WITH_TIMEOUT(answered(), patience);
    qInfo("first rows after %lld ms, all after %lld ms", first, clock.elapsed());
    QVERIFY2(first < 1'000, "no noise explains that");
    QCOMPARE(model()->gaps().size(), 0);
}

void TestWindowSearch::actionsAreFound()
{
    openByKeys();
    QTest::keyClicks(edit(), QStringLiteral("go to rid"));
    QCOMPARE(list()->currentIndex().data().toString(), QStringLiteral("Go to Rides"));
    QTest::keyClick(edit(), Qt::Key_Return);
    QCOMPARE(int(m_it.window().currentPage()->kind()), int(PageKind::Rides));
    const bool utc = m_it.window().context()->timesInUtc();
    openByKeys();
    QTest::keyClicks(edit(), QStringLiteral("utc"));
    QTest::keyClick(edit(), Qt::Key_Return);
    QCOMPARE(m_it.window().context()->timesInUtc(), !utc);
    openByKeys();
    QTest::keyClicks(edit(), QStringLiteral("about movr"));
    QTest::keyClick(edit(), Qt::Key_Return);
    QTRY_VERIFY_WITH_TIMEOUT(m_it.dialog(), patience);
    m_it.dialog()->reject();
}

void TestWindowSearch::recentSearchesAreOffered()
{
    m_it.settings().forgetRecentSearches();
    openByKeys();
    QTest::keyClicks(edit(), QStringLiteral("ma"));
    QTRY_VERIFY_WITH_TIMEOUT(answered() && model()->hitCount() > 0, patience);
    while (model()->row(list()->currentRow()).kind == SearchRow::Kind::Command)
        QTest::keyClick(edit(), Qt::Key_Down);
    QTest::keyClick(edit(), Qt::Key_Return);
    QVERIFY(!palette()->isOpen());
    m_it.close();
    m_it.open(); // another day
    QTRY_VERIFY_WITH_TIMEOUT(m_it.allUp(), patience);
    m_it.activate();
    openByKeys();
    QCOMPARE(list()->currentIndex().data().toString(), QStringLiteral("ma"));
    QTest::keyClick(edit(), Qt::Key_Return);
    QTRY_VERIFY_WITH_TIMEOUT(answered() && model()->hitCount() > 0, patience);
    edit()->clear();
    QTest::keyClick(edit(), Qt::Key_Down);
    QCOMPARE(list()->currentIndex().data().toString(), QStringLiteral("Forget recent searches"));
    QTest::keyClick(edit(), Qt::Key_Return);
    QCOMPARE(m_it.settings().recentSearches(), QStringList());
}

void TestWindowSearch::aRegionThatIsDown()
{
    const QString gone = QStringLiteral("gcp-us-west1");
    const RelayId relay = m_it.cluster().deskRelay(gone);
    m_it.cluster().relays().setRefuse(relay, true);
    QTRY_COMPARE_WITH_TIMEOUT(m_it.fleet().region(gone).state, RegionState::Down, patience);
    openByKeys();
    QTest::keyClicks(edit(), QStringLiteral("ma"));
    QTRY_VERIFY_WITH_TIMEOUT(answered(), patience);
    QVERIFY(model()->hitCount() > 0);
    QCOMPARE(model()->gaps().size(), 1);
    QCOMPARE(model()->gaps().first().region, gone);
    const int last = model()->rowCount() - 1;
    QCOMPARE(model()->row(last).title, QStringLiteral("US West does not answer"));
    QVERIFY(!model()->row(last).detail.isEmpty());
    QTest::keyClick(edit(), Qt::Key_Escape);
    m_it.cluster().relays().setRefuse(relay, false);
    QTRY_COMPARE_WITH_TIMEOUT(m_it.fleet().region(gone).state, RegionState::Up, 30'000);
    openByKeys();
    QTest::keyClicks(edit(), QStringLiteral("ma"));
    QTRY_VERIFY_WITH_TIMEOUT(answered(), patience);
    QCOMPARE(model()->gaps().size(), 0);
}

void TestWindowSearch::closingForgetsTheSearch()
{
    openByKeys();
    QTest::keyClicks(edit(), QStringLiteral("ma"));
    QTest::keyClick(edit(), Qt::Key_Escape);
    QVERIFY(!model()->isSearching());
    openByKeys();
    QTest::keyClicks(edit(), QStringLiteral("an"));
    m_it.window().setFleet(nullptr); // the fleet goes while it is asked
    QVERIFY(!palette()->isOpen());
    QCOMPARE(model()->hitCount(), 0);
    QVERIFY(!model()->isSearching());
    openByKeys();
    QVERIFY2(!palette()->isOpen(), "there is nothing to search in");
}

QTEST_MAIN(TestWindowSearch)
#include "tst_window_search.moc"
