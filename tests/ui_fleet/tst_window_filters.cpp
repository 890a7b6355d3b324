#include "fleet_window.h"
#include "models/vehicle_model.h"
#include "tests/support/patience.h"
#include "ui/dialogs/add_vehicle_dialog.h"
#include "ui/tables/table_state_overlay.h"

#include <QLineEdit>
#include <QPushButton>
#include <QScrollBar>

using namespace movr;
using namespace movr::test;
using namespace std::chrono_literals;
using PageKind = PageTarget::Page;

namespace {

const QString east = QStringLiteral("gcp-us-east1");
const QString west = QStringLiteral("gcp-us-west1");

} // namespace

/// A filter that no index serves from the question to the rows, and what the window says of rows that it does not have.
class TestWindowFilters : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void initTestCase()
    {
        const QString problem = m_it.startCluster(0.2);
        QVERIFY2(problem.isEmpty(), qPrintable(problem));
    }
    void init()
    {
        m_it.open();
        m_it.window().resize(1280, 800);
        m_it.window().showPage(PageKind::Vehicles);
        QTRY_VERIFY_WITH_TIMEOUT(m_it.allUp() && m_it.ready(), patience);
        m_it.activate();
        QVERIFY(m_it.pickPlace(east, QStringLiteral("All cities")));
        QTRY_VERIFY_WITH_TIMEOUT(m_it.ready(), patience);
    }
    void cleanup()
    {
        m_it.cluster().relays().setRoundTrip(m_it.cluster().deskRelay(east), 5ms);
        while (QDialog *open = m_it.dialog())
            open->reject();
        m_it.page()->restoreState({}); // the next one begins without its filters
        m_it.closeWindow();
    }
    void cleanupTestCase() { m_it.stop(); }

    void fitsAScreenOfHighDensity();
    void unindexedFilterIsAskedAboutReadAndCancelled();
    void clearingFiltersLeadsToTheRows();
    void selectionSaysThatItIsOfLoadedRows();
    void aDeadRegionIsToldEverywhere();

private:
    TableStateOverlay *overlay() { return m_it.page()->findChild<TableStateOverlay *>(); }
    QPushButton *button() { return overlay()->findChild<QPushButton *>(QStringLiteral("button")); }
    QString headline() { return overlay()->findChild<QLabel *>(QStringLiteral("headline"))->text(); }
    QString foot() { return FleetWindow::named<QLabel>(m_it.page(), QStringLiteral("Rows shown"))->text(); }
    QString source()
    {
        return FleetWindow::named<QLabel>(m_it.window().view(), QStringLiteral("Source of the rows"))->text();
    }
    bool onButton(const QString &text)
    {
        return overlay()->isVisible() && button()->isVisible() && button()->accessibleName() == text;
    }
    void press()
    {
        button()->setFocus();
        QTest::keyClick(button(), Qt::Key_Space);
    }
    bool focusOnRows() { return m_it.page()->view()->hasFocus(); }
    void typeLocation(const QString &text)
    {
        auto *location = FleetWindow::named<QLineEdit>(m_it.page(), QStringLiteral("Location:"));
        QVERIFY(location);
        location->setFocus();
        location->selectAll();
        QTest::keyClicks(location, text);
    }
    static QString locationAt(const PagedModel *model, int row)
    {
        return model->index(row, VehicleModel::Location).data().toString();
    }

    FleetWindow m_it;
};

/// 1920 pixels at 200 % are 960: with rows, a row selected and a rider signed in.
void TestWindowFilters::fitsAScreenOfHighDensity()
{
    User rider;
    rider.username = QStringLiteral("a_rider_with_a_long_name");
    rider.city = QStringLiteral("washington dc");
    m_it.window().context()->signIn(rider);
    for (const TablePage *page : m_it.window().view()->pages()) {
        m_it.window().showPage(page->kind());
        if (page->hasRows()) {
            QTRY_VERIFY_WITH_TIMEOUT(m_it.ready(), patience);
            m_it.clickRow(0);
            QTRY_VERIFY_WITH_TIMEOUT(!m_it.window().inspecting(), patience);
        }
        m_it.window().resize(956, 500);
        QTRY_VERIFY2_WITH_TIMEOUT(
            m_it.window().width() <= 956,
            qPrintable(QStringLiteral("%1: %2 wide").arg(page->title()).arg(m_it.window().width())),
            patience);
        QVERIFY2(
            m_it.window().minimumSizeHint().width() <= 956,
            qPrintable(
                QStringLiteral("%1: %2").arg(page->title()).arg(m_it.window().minimumSizeHint().width())));
    }
    m_it.window().showPage(PageTarget::Page::Vehicles);
}

void TestWindowFilters::unindexedFilterIsAskedAboutReadAndCancelled()
{
    const QString wanted = locationAt(m_it.model(), 0);
    QVERIFY(wanted.size() > 5);
    typeLocation(wanted);
    QTRY_VERIFY_WITH_TIMEOUT(onButton(QStringLiteral("Search anyway")), patience);
    QCOMPARE(headline(), QStringLiteral("No index serves this filter"));
    QCOMPARE(m_it.model()->rowCount(), 0); // nothing is read before it is wanted
    QVERIFY(!m_it.model()->isLoading());

    press();
    QTRY_VERIFY_WITH_TIMEOUT(m_it.ready(), patience);
    QVERIFY(m_it.model()->rowCount() > 0);
    for (int row = 0; row < m_it.model()->rowCount(); ++row)
        QVERIFY(locationAt(m_it.model(), row).contains(wanted, Qt::CaseInsensitive));
    QVERIFY2(focusOnRows(), "the keyboard goes on with the rows");

    // Another one, which takes a while.
    m_it.cluster().relays().setRoundTrip(m_it.cluster().deskRelay(east), 1500ms);
    typeLocation(wanted.left(wanted.size() - 1));
    QTRY_VERIFY_WITH_TIMEOUT(onButton(QStringLiteral("Search anyway")), patience);
    press();
    QTRY_VERIFY_WITH_TIMEOUT(onButton(QStringLiteral("Cancel")), patience);
    QVERIFY(m_it.model()->isLoading());
    press();
    QTRY_VERIFY_WITH_TIMEOUT(onButton(QStringLiteral("Read again")), patience);
    QCOMPARE(headline(), QStringLiteral("Cancelled"));
    QVERIFY(!m_it.model()->isLoading());
    m_it.cluster().relays().setRoundTrip(m_it.cluster().deskRelay(east), 5ms);
    press(); // allowed once, it is not asked about again
    QTRY_VERIFY_WITH_TIMEOUT(m_it.ready() && m_it.model()->rowCount() > 0, patience);
}

void TestWindowFilters::clearingFiltersLeadsToTheRows()
{
    typeLocation(QStringLiteral("no such street anywhere"));
    QTRY_VERIFY_WITH_TIMEOUT(onButton(QStringLiteral("Search anyway")), patience);
    press();
    QTRY_VERIFY_WITH_TIMEOUT(onButton(QStringLiteral("Clear filters")), patience);
    press();
    QTRY_VERIFY_WITH_TIMEOUT(m_it.ready() && m_it.model()->rowCount() > 0, patience);
    QVERIFY(focusOnRows());
    typeLocation(QStringLiteral("a"));
    QTRY_VERIFY_WITH_TIMEOUT(onButton(QStringLiteral("Search anyway")), patience);
    auto *clear = FleetWindow::named<QPushButton>(m_it.page(), QStringLiteral("Clear filters"));
    QVERIFY(clear);
    clear->setFocus();
    QTest::keyClick(clear, Qt::Key_Space);
    QTRY_VERIFY_WITH_TIMEOUT(m_it.ready() && m_it.model()->rowCount() > 0, patience);
    QVERIFY(focusOnRows());
}

void TestWindowFilters::selectionSaysThatItIsOfLoadedRows()
{
    QTRY_VERIFY_WITH_TIMEOUT(foot().contains(QStringLiteral("of about")), patience);
    QVERIFY(!m_it.model()->atEnd());
    m_it.page()->view()->setFocus();
    QTest::keySequence(m_it.page()->view(), QKeySequence::SelectAll);
    QTRY_VERIFY2_WITH_TIMEOUT(foot().contains(QStringLiteral(" loaded rows selected of about ")),
                              qPrintable(foot()), patience);
    // Some in the middle are just these.
    m_it.clickRow(3);
    QTest::keyClick(m_it.page()->view(), Qt::Key_Down, Qt::ShiftModifier);
    QTRY_VERIFY2_WITH_TIMEOUT(foot().startsWith(QStringLiteral("2 rows selected · Rows 1 to ")),
                              qPrintable(foot()), patience);
    // The order by status says what stands together in it.
    m_it.model()->sort(VehicleModel::Status, Qt::DescendingOrder);
    QTRY_VERIFY_WITH_TIMEOUT(m_it.ready(), patience);
    QTRY_VERIFY2_WITH_TIMEOUT(
        foot().startsWith(QStringLiteral("In a ride and out of service stand together")), qPrintable(foot()),
        patience);
    m_it.model()->sort(VehicleModel::Added, Qt::DescendingOrder);
}

void TestWindowFilters::aDeadRegionIsToldEverywhere()
{
    QCOMPARE(source(), QStringLiteral("Rows from US East"));
    QVERIFY(m_it.pickPlace(west, QStringLiteral("Seattle")));
    QTRY_VERIFY_WITH_TIMEOUT(m_it.ready(), patience);
    QTRY_COMPARE_WITH_TIMEOUT(source(), QStringLiteral("Rows from US West"), patience);
    m_it.cluster().relays().setRefuse(m_it.cluster().deskRelay(west), true);
    QTRY_COMPARE_WITH_TIMEOUT(m_it.fleet().region(west).state, RegionState::Down, patience);
    QTRY_COMPARE_WITH_TIMEOUT(source(), QStringLiteral("Last known rows from US West"), patience);

    // A form says why the city cannot be chosen.
    QVERIFY(m_it.press(ConsoleAction::AddVehicle));
    auto *form = qobject_cast<AddVehicleDialog *>(m_it.dialog());
    QVERIFY(form);
    auto *city = FleetWindow::named<QComboBox>(form, QStringLiteral("City"));
    QCOMPARE(city->currentIndex(), -1);
    QCOMPARE(city->placeholderText(), QStringLiteral("Seattle (US West does not answer)"));
    QVERIFY2(form->obstacle().contains(QStringLiteral("US West does not answer")),
             qPrintable(form->obstacle()));
    const int seattle = city->findData(QStringLiteral("seattle"));
    QVERIFY(seattle >= 0);
    QVERIFY(!(city->model()->flags(city->model()->index(seattle, 0)) & Qt::ItemIsEnabled));
    form->reject();

    QVERIFY(m_it.pickPlace(QStringLiteral("All regions"), QStringLiteral("All cities")));
    QTRY_VERIFY_WITH_TIMEOUT(m_it.ready(), patience);
    QTRY_VERIFY2_WITH_TIMEOUT(source().endsWith(QStringLiteral(", without US West")), qPrintable(source()),
                              patience);
    QTRY_VERIFY2_WITH_TIMEOUT(foot().endsWith(QStringLiteral(", without US West")), qPrintable(foot()),
                              patience);
    m_it.cluster().relays().setRefuse(m_it.cluster().deskRelay(west), false);
    QTRY_VERIFY_WITH_TIMEOUT(m_it.allUp(), patience);
    QTRY_VERIFY2_WITH_TIMEOUT(!source().contains(QStringLiteral("without")), qPrintable(source()), patience);
}

QTEST_MAIN(TestWindowFilters)
#include "tst_window_filters.moc"
