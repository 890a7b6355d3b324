#include "tests/support/patience.h"
#include "tests/support/test_fleet.h"
#include "tests/ui_fleet/fleet_window.h"
#include "ui/placement_change/add_city_form.h"
#include "ui/placement_change/move_home_form.h"
#include "ui/placement_change/placement_change_dialog.h"
#include "ui/placement_change/placement_change_runner.h"

#include <QDoubleSpinBox>
#include <QLineEdit>
#include <QPlainTextEdit>
#include <QPushButton>
#include <QSignalSpy>
#include <QTableView>

using namespace movr;
using namespace movr::test;
using movr::test::FleetWindow;

namespace {

const QString europe = QStringLiteral("gcp-europe-west1");

} // namespace

/// The guided changes of placement as a DBA goes through them, with clicks and keys.
class TestWindowPlacementChange : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void initTestCase();
    void cleanupTestCase() { m_console.stop(); }

    void everyControlHasAName();
    void tabReachesEverything();
    void saysWhatIsInTheWay();
    void movesAHome();
    void cancels();
    void addsACity();
    void tellsOfOneThatWasLeftBehind();
    void aPlanOffersToEndWhatIsInItsWay();

private:
    template <class Widget>
    Widget *named(const char *name)
    {
        return FleetWindow::named<Widget>(dialog(), QString::fromLatin1(name));
    }
    PlacementChangeDialog *dialog() { return qobject_cast<PlacementChangeDialog *>(m_console.dialog()); }
    PlacementChangeRunner *runner() { return m_console.window().placementChanges(); }
    bool press(const char *name)
    {
        auto *button = named<QPushButton>(name);
        if (!button || !button->isEnabled())
            return false;
        button->setFocus();
        QTest::keyClick(button, Qt::Key_Space);
        return true;
    }
    QString state()
    {
        auto *label = named<QLabel>("State");
        return label ? label->text() : QString();
    }
    test::Admin admin(const QString &region)
    {
        for (const auto &endpoint : m_console.cluster().endpoints())
            if (endpoint.region == region)
                return test::Admin(endpoint.direct, region);
        return test::Admin(QString());
    }

    /// As a console that was killed leaves a move of us_east.
    void leaveOneBehind(const QUuid &id)
    {
        for (const auto &region : m_console.fleet().deployment().regions)
            admin(region.name)
                .run(QStringLiteral(
                         "INSERT INTO movr.placement_changes (id, attempt, operator, kind, partition, "
                         "old_home, new_home) VALUES (%1, %1, 'Ada', 'move_home', 'us_east', "
                         "'gcp-us-east1', 'gcp-us-west1')")
                         .arg(test::quoted(id.toString(QUuid::WithoutBraces))));
    }

    FleetWindow m_console;
};

void TestWindowPlacementChange::initTestCase()
{
    const QString problem = m_console.startCluster();
    QVERIFY2(problem.isEmpty(), qPrintable(problem));
    m_console.cluster().setRoundTrips(
        std::chrono::milliseconds(10)); // distances would only make the test longer
    m_console.open();
    QTRY_VERIFY_WITH_TIMEOUT(m_console.allUp(), 30'000);
}

void TestWindowPlacementChange::everyControlHasAName()
{
    for (const bool moving : {true, false}) { // one at a time: the second takes the place of the first
        QDialog *const opened = moving ? runner()->openMoveHome() : runner()->openAddCity();
        QVERIFY(opened);
        const auto controls = opened->findChildren<QWidget *>();
        for (const QWidget *control : controls)
            if (control->isVisible() && control->focusPolicy() != Qt::NoFocus
                && (qobject_cast<const QPushButton *>(control) || qobject_cast<const QComboBox *>(control)
                    || qobject_cast<const QAbstractSpinBox *>(control)))
                QVERIFY2(!control->accessibleName().isEmpty(), control->metaObject()->className());
        opened->close();
    }
}

/// In the order in which the form shows them, out to the buttons, and round.
void TestWindowPlacementChange::tabReachesEverything()
{
    runner()->openAddCity();
    dialog()->activateWindow();
    QTRY_VERIFY_WITH_TIMEOUT(dialog()->isActiveWindow(), patience);
    named<QLineEdit>("City")->setFocus();
    QStringList names;
    for (int step = 0; step < 12; ++step) {
        const QWidget *at = dialog()->focusWidget();
        QVERIFY(at);
        if (names.contains(at->accessibleName()))
            break;
        names.append(at->accessibleName());
        QTest::keyClick(dialog()->focusWidget(), Qt::Key_Tab);
    }
    // "Make plan" is off: nothing is filled in.
    QCOMPARE(names, (QStringList{QStringLiteral("City"), QStringLiteral("Home"), QStringLiteral("Time zone"),
                                 QStringLiteral("Latitude, degrees north"),
                                 QStringLiteral("Longitude, degrees east"), QStringLiteral("Close")}));
    QTest::keyClick(dialog(), Qt::Key_Escape);
    QTRY_VERIFY_WITH_TIMEOUT(!dialog(), patience);
}

void TestWindowPlacementChange::saysWhatIsInTheWay()
{
    runner()->openAddCity();
    QVERIFY(dialog());
    QVERIFY(!press("Make plan")); // nothing is filled in yet
    QTest::keyClicks(named<QLineEdit>("City"), QStringLiteral("rome"));
    named<QComboBox>("Time zone")->setEditText(QStringLiteral("Europe/Rome"));
    QVERIFY(!press("Make plan")); // nor is it said where the city is: 0° is a place too
    named<QDoubleSpinBox>("Latitude, degrees north")->setValue(41.9);
    named<QDoubleSpinBox>("Longitude, degrees east")->setValue(0);
    QVERIFY(press("Make plan"));
    QTRY_VERIFY_WITH_TIMEOUT(state().contains(u"rome is in partition europe_west already"), patience);
    QVERIFY(!named<QPushButton>("Begin"));
    QVERIFY(named<QLineEdit>("City")->isVisible()); // to be mended where it is
    QVERIFY(named<QPushButton>("Make plan")->isEnabled());
    QTest::keyClick(dialog(), Qt::Key_Escape);
    QTRY_VERIFY_WITH_TIMEOUT(!dialog(), patience);
}

void TestWindowPlacementChange::movesAHome()
{
    runner()->openMoveHome(QStringLiteral("us_west"), europe);
    QVERIFY(dialog());
    auto *warning = dialog()->findChild<QLabel *>(QStringLiteral("noFailOver"));
    QVERIFY(warning && warning->isVisible());
    QVERIFY(press("Make plan"));
    QTRY_VERIFY_WITH_TIMEOUT(state().contains(u"This would be done"), patience);
    const QString plan = named<QPlainTextEdit>("Plan")->toPlainText();
    QVERIFY2(plan.contains(u"6. Take the tables out"), qPrintable(plan));
    QVERIFY(plan.contains(u"los angeles, san francisco, seattle"));
    QVERIFY2(!plan.contains(u"gcp-"), "regions have their labels here as everywhere");
    QSignalSpy ended(dialog(), &PlacementChangeDialog::changeEnded);
    QVERIFY(press("Begin"));
    QVERIFY(ended.wait(60'000));
    QVERIFY2(state().contains(u"us_west is at home in Europe West"), qPrintable(state()));
    QVERIFY2(state().contains(u"were refused for"), qPrintable(state()));
    QCOMPARE(named<QTableView>("Steps")->model()->rowCount(), 6);
    QTRY_COMPARE_WITH_TIMEOUT(m_console.fleet().catalog().city(QStringLiteral("seattle"))->region, europe,
                              patience);
    dialog()->close();
}

void TestWindowPlacementChange::cancels()
{
    // A copy that does not catch up: the change waits, and can be cancelled.
    test::Admin follower = admin(QStringLiteral("gcp-us-east1"));
    runner()->openMoveHome(QStringLiteral("us_west"), QStringLiteral("gcp-us-west1"));
    QVERIFY(press("Make plan"));
    QTRY_VERIFY_WITH_TIMEOUT(named<QPushButton>("Begin"), patience);
    follower.run(QStringLiteral("ALTER SUBSCRIPTION movr_gcp_us_east1_from_gcp_europe_west1 DISABLE"));
    QSignalSpy ended(dialog(), &PlacementChangeDialog::changeEnded);
    QVERIFY(press("Begin"));
    QTRY_VERIFY_WITH_TIMEOUT(named<QPushButton>("Cancel"), patience);
    QTRY_VERIFY_WITH_TIMEOUT(dialog()->change().progress().steps.value(1).state == ChangeStep::State::Running,
                             patience);
    QVERIFY(press("Cancel"));
    QVERIFY(!ended.isEmpty() || ended.wait(60'000));
    follower.run(QStringLiteral("ALTER SUBSCRIPTION movr_gcp_us_east1_from_gcp_europe_west1 ENABLE"));
    QCOMPARE(dialog()->change().progress().steps.value(1).state, ChangeStep::State::Cancelled);
    QCOMPARE(state(), QStringLiteral("Cancelled. Everything is as before."));
    dialog()->close();
    QCOMPARE(m_console.fleet().catalog().city(QStringLiteral("seattle"))->region, europe);
}

void TestWindowPlacementChange::addsACity()
{
    runner()->openAddCity();
    QTest::keyClicks(named<QLineEdit>("City"), QStringLiteral("lisbon"));
    named<QComboBox>("Time zone")->setEditText(QStringLiteral("Europe/Lisbon"));
    QVERIFY(m_console.pick(named<QComboBox>("Home"), europe));
    QCOMPARE(state(), QStringLiteral("The latitude is missing."));
    named<QDoubleSpinBox>("Latitude, degrees north")->setValue(38.7223);
    named<QDoubleSpinBox>("Longitude, degrees east")->setValue(-9.1393);
    QVERIFY(press("Make plan"));
    QTRY_VERIFY_WITH_TIMEOUT(state().contains(u"This would be done"), patience);
    QSignalSpy ended(dialog(), &PlacementChangeDialog::changeEnded);
    QVERIFY(press("Begin"));
    QVERIFY(ended.wait(60'000));
    QVERIFY2(state().contains(u"lisbon can be used"), qPrintable(state()));
    dialog()->close();
    // It can be chosen in the window that was open all the time.
    QTRY_VERIFY_WITH_TIMEOUT(m_console.pickPlace(europe, QStringLiteral("Lisbon")), patience);
}

void TestWindowPlacementChange::tellsOfOneThatWasLeftBehind()
{
    leaveOneBehind(QUuid::createUuid());
    runner()->lookForOpenChange();
    QTRY_VERIFY_WITH_TIMEOUT(
        m_console.messages().isVisible() && m_console.messages().text().contains(u"begun by Ada"), patience);
    auto *button = FleetWindow::named<QPushButton>(&m_console.messages(), QStringLiteral("See to it"));
    QVERIFY(button);
    QTest::mouseClick(button, Qt::LeftButton);
    QTRY_VERIFY_WITH_TIMEOUT(dialog(), patience);
    QVERIFY(named<QPushButton>("Resume"));
    QSignalSpy ended(dialog(), &PlacementChangeDialog::changeEnded);
    QVERIFY(press("Undo"));
    QVERIFY(ended.wait(60'000));
    QCOMPARE(state(), QStringLiteral("Cancelled. Everything is as before."));
    QCOMPARE(admin(QStringLiteral("gcp-us-east1"))
                 .value(QStringLiteral(
                     "SELECT count(*) FROM movr.placement_changes WHERE state NOT IN ('done', 'undone')")),
             QStringLiteral("0"));
    dialog()->close();
}

/// Without the message that tells of it, which can be dismissed.
void TestWindowPlacementChange::aPlanOffersToEndWhatIsInItsWay()
{
    leaveOneBehind(QUuid::createUuid());
    runner()->openMoveHome(QStringLiteral("us_west"), QStringLiteral("gcp-us-east1"));
    QVERIFY(press("Make plan"));
    QTRY_VERIFY_WITH_TIMEOUT(state().contains(u"cannot begin"), patience);
    QTRY_VERIFY_WITH_TIMEOUT(named<QPushButton>("Undo"), patience);
    QVERIFY2(named<QPushButton>("Make plan"), "what was asked for is still there");
    QSignalSpy ended(dialog(), &PlacementChangeDialog::changeEnded);
    QVERIFY(press("Undo"));
    QVERIFY(ended.wait(60'000));
    QCOMPARE(state(), QStringLiteral("Cancelled. Everything is as before."));
    dialog()->close();
}

QTEST_MAIN(TestWindowPlacementChange)
#include "tst_window_placement_change.moc"
