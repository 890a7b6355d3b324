#include "db/fleet/fleet.h"
#include "ui/console_context.h"
#include "ui/pages/activity_page.h"
#include "ui/pages/rides_page.h"
#include "ui/pages/users_page.h"
#include "ui/pages/vehicles_page.h"
#include "ui/tables/paged_table_view.h"

#include <QAbstractButton>
#include <QCheckBox>
#include <QComboBox>
#include <QLineEdit>
#include <QPushButton>
#include <QTest>
#include <QToolButton>

using namespace movr;

namespace {

QPushButton *clearButton(const QWidget &page)
{
    for (QPushButton *button : page.findChildren<QPushButton *>()) {
        if (button->isVisible() && button->accessibleName() == QStringLiteral("Clear filters"))
            return button;
    }
    return nullptr;
}

QStringList shownChips(const QWidget &page)
{
    QStringList texts;
    for (const QToolButton *chip : page.findChildren<QToolButton *>()) {
        if (chip->isVisible() && chip->accessibleName().startsWith(QStringLiteral("Remove filter")))
            texts.append(chip->text());
    }
    return texts;
}

RowId someone()
{
    return {QStringLiteral("rome"), QUuid(QStringLiteral("0f1e2d3c-0000-4000-8000-000000000001"))};
}

} // namespace

class TestTablePages : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void loadsOnlyWhileShown();
    void withoutFleetItEmptiesItself();
    void linkedFilterIsShownAndCleared();
    void filterOfAnotherPageIsIgnored();
    void everyPageTakesItsLinks();
    void stateSurvivesARestart();
    void everyControlHasAName();

private:
    ConsoleContext m_context;
};

void TestTablePages::loadsOnlyWhileShown()
{
    Fleet fleet{Deployment{}};
    VehiclesPage page(&m_context);
    page.setFleet(&fleet);
    page.setScope({QStringLiteral("gcp-us-east1"), {}, ViewScope::Freshness::Home});
    page.refresh();
    QCOMPARE(page.loadState(), LoadState::Idle);
    page.show();
    QVERIFY2(page.loadState() == LoadState::Loading, "no region has said yet who is home to what");
}

void TestTablePages::withoutFleetItEmptiesItself()
{
    VehiclesPage page(&m_context);
    page.show();
    page.refresh();
    QCOMPARE(page.loadState(), LoadState::Idle);
    {
        Fleet fleet{Deployment{}};
        page.setFleet(&fleet);
        QCOMPARE(page.loadState(), LoadState::Loading);
        page.setFleet(nullptr);
        QCOMPARE(page.loadState(), LoadState::Idle);
        page.setFleet(&fleet);
    }
    page.refresh(); // the fleet is gone without a word
    page.setFleet(nullptr);
    QCOMPARE(page.selection().index(), std::size_t(0));
}

void TestTablePages::linkedFilterIsShownAndCleared()
{
    VehiclesPage page(&m_context);
    page.show();
    QVERIFY(!clearButton(page)->isEnabled());
    VehicleFilter filter;
    filter.type = VehicleType::Scooter;
    filter.owner = someone();
    page.applyFilter({PageTarget::Page::Vehicles, {}, filter});
    QCOMPARE(shownChips(page), QStringList{QStringLiteral("Owner 0f1e2d3c")});
    QCOMPARE(page.findChildren<QComboBox *>().at(1)->currentText(), QStringLiteral("Scooter"));
    QVERIFY(clearButton(page)->isEnabled());
    QTest::mouseClick(clearButton(page), Qt::LeftButton);
    QCOMPARE(shownChips(page), QStringList());
    QCOMPARE(page.findChildren<QComboBox *>().at(1)->currentIndex(), 0);
    QVERIFY(!clearButton(page)->isEnabled());
}

void TestTablePages::filterOfAnotherPageIsIgnored()
{
    VehiclesPage page(&m_context);
    page.show();
    RideFilter filter;
    filter.rider = someone();
    page.applyFilter({PageTarget::Page::Rides, {}, filter});
    QCOMPARE(shownChips(page), QStringList());
    QVERIFY(!clearButton(page)->isEnabled());
}

void TestTablePages::everyPageTakesItsLinks()
{
    RidesPage rides(&m_context);
    rides.show();
    RideFilter ofRider;
    ofRider.rider = someone();
    ofRider.active = true;
    rides.applyFilter({PageTarget::Page::Rides, {}, ofRider});
    QCOMPARE(shownChips(rides), QStringList{QStringLiteral("Rider 0f1e2d3c")});
    QCOMPARE(rides.findChild<QComboBox *>()->currentText(), QStringLiteral("Active"));

    UsersPage users(&m_context);
    users.show();
    UserFilter thisOne;
    thisOne.id = someone();
    users.applyFilter({PageTarget::Page::Users, {}, thisOne});
    QCOMPARE(shownChips(users), QStringList{QStringLiteral("User 0f1e2d3c")});

    ActivityPage activity(&m_context);
    activity.show();
    activity.applyFilter({PageTarget::Page::Activity, {}, ActionFilter{someone().id, true}});
    QCOMPARE(shownChips(activity), QStringList{QStringLiteral("Trace of 0f1e2d3c")});
    for (QToolButton *chip : activity.findChildren<QToolButton *>()) {
        if (chip->isVisible() && !chip->text().isEmpty())
            QTest::keyClick(chip, Qt::Key_Space);
    }
    QCOMPARE(shownChips(activity), QStringList());
    QVERIFY2(activity.findChild<QCheckBox *>()->isChecked(), "a chip clears its own filter only");
}

void TestTablePages::stateSurvivesARestart()
{
    UsersPage page(&m_context);
    page.findChild<QLineEdit *>()->setText(QStringLiteral("O'Brien \U0001F6B2"));
    page.findChildren<QCheckBox *>().at(0)->setChecked(true);
    page.view()->setColumnWidth(1, 321);
    const QVariantMap state = page.saveState();
    UsersPage next(&m_context);
    next.restoreState(state);
    QCOMPARE(next.saveState(), state);
    QCOMPARE(next.findChild<QLineEdit *>()->text(), QStringLiteral("O'Brien \U0001F6B2"));
    QCOMPARE(next.view()->columnWidth(1), 321);
    next.restoreState({{QStringLiteral("filters"), QStringLiteral("nonsense")}});
    QCOMPARE(next.findChild<QLineEdit *>()->text(), QString());
}

void TestTablePages::everyControlHasAName()
{
    VehiclesPage vehicles(&m_context);
    RidesPage rides(&m_context);
    UsersPage users(&m_context);
    ActivityPage activity(&m_context);
    for (QWidget *page : std::initializer_list<QWidget *>{&vehicles, &rides, &users, &activity}) {
        page->show();
        QVERIFY(!page->accessibleName().isEmpty());
        for (const QWidget *control : page->findChildren<QWidget *>()) {
            const bool isControl =
                qobject_cast<const QAbstractButton *>(control) || qobject_cast<const QComboBox *>(control)
                || qobject_cast<const QLineEdit *>(control) || qobject_cast<const QTableView *>(control);
            // Qt's own inner parts (a line edit's clear button, a combo box's list) are not the page's.
            const bool inner = qobject_cast<const QLineEdit *>(control->parentWidget())
                            || control->objectName().startsWith(QStringLiteral("qt_"));
            if (isControl && control->isVisible() && !inner)
                QVERIFY2(!control->accessibleName().isEmpty(), control->metaObject()->className());
        }
    }
}

QTEST_MAIN(TestTablePages)
#include "tst_table_pages.moc"
