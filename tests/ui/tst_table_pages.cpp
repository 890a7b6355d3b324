#include "db/fleet/fleet.h"
#include "ui/console_context.h"
#include "ui/dialogs/saved_filters_dialog.h"
#include "ui/pages/activity_page.h"
#include "ui/pages/rides_page.h"
#include "ui/pages/saved_filters.h"
#include "ui/pages/time_range_picker.h"
#include "ui/pages/users_page.h"
#include "ui/pages/vehicles_page.h"
#include "ui/tables/paged_table_view.h"

#include <QAbstractButton>
#include <QCheckBox>
#include <QComboBox>
#include <QLabel>
#include <QLineEdit>
#include <QListWidget>
#include <QMenu>
#include <QPushButton>
#include <QSignalSpy>
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
    void everyFilterIsAChip();
    void savedFilters();
    void timeRangesOfThePicker();
    void onlyPartsOfAPlaceHaveNoIndex();
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
    QCOMPARE(shownChips(page),
             (QStringList{QStringLiteral("Type: Scooter"), QStringLiteral("Owner 0f1e2d3c")}));
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
    QCOMPARE(shownChips(rides),
             (QStringList{QStringLiteral("Active rides"), QStringLiteral("Rider 0f1e2d3c")}));
    QCOMPARE(rides.findChild<QComboBox *>()->currentText(), QStringLiteral("Active"));

    UsersPage users(&m_context);
    users.show();
    UserFilter thisOne;
    thisOne.id = someone();
    users.applyFilter({PageTarget::Page::Users, {}, thisOne});
    QCOMPARE(shownChips(users),
             (QStringList{QStringLiteral("Removed ones shown"), QStringLiteral("User 0f1e2d3c")}));

    ActivityPage activity(&m_context);
    activity.show();
    activity.applyFilter({PageTarget::Page::Activity, {}, ActionFilter{someone().id, true}});
    QCOMPARE(shownChips(activity),
             (QStringList{QStringLiteral("Refused only"), QStringLiteral("Trace of 0f1e2d3c")}));
    for (QToolButton *chip : activity.findChildren<QToolButton *>()) {
        if (chip->isVisible() && chip->text().startsWith(QStringLiteral("Trace")))
            QTest::keyClick(chip, Qt::Key_Space);
    }
    QTRY_COMPARE(shownChips(activity), QStringList{QStringLiteral("Refused only")});
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

void TestTablePages::everyFilterIsAChip()
{
    RidesPage page(&m_context);
    page.show();
    RideFilter filter;
    filter.active = false;
    filter.rider = someone();
    filter.vehicle = someone();
    filter.id = someone();
    filter.started = TimeRange{TimeRange::Kind::TodayInCity, {}, {}};
    filter.place = QStringLiteral("Fish & Chips");
    page.applyFilter({PageTarget::Page::Rides, {}, filter});
    const QStringList expected{QStringLiteral("Ended rides"),
                               QStringLiteral("Started today in the city"),
                               QStringLiteral("Place contains “Fish && Chips”"),
                               QStringLiteral("Rider 0f1e2d3c"),
                               QStringLiteral("Vehicle 0f1e2d3c"),
                               QStringLiteral("Ride 0f1e2d3c")};
    QCOMPARE(shownChips(page), expected);
    // Each goes alone, by the keyboard.
    for (qsizetype left = expected.size() - 1; left >= 0; --left) {
        for (QToolButton *chip : page.findChildren<QToolButton *>()) {
            if (chip->isVisible() && chip->text() == expected.at(left)) {
                QTest::keyClick(chip, Qt::Key_Space);
                break;
            }
        }
        QTRY_COMPARE(shownChips(page), expected.first(left));
    }
}

void TestTablePages::savedFilters()
{
    VehiclesPage page(&m_context);
    page.show();
    auto *saved = page.findChild<SavedFilters *>();
    VehicleFilter filter;
    filter.status = VehicleStatus::Unavailable;
    filter.owner = someone();
    page.applyFilter({PageTarget::Page::Vehicles, {}, filter});
    const QVariantMap set = page.saveState().value(QStringLiteral("filters")).toMap();
    QSignalSpy worth(&page, &TablePage::stateChanged);
    saved->add(QStringLiteral("Broken ones"), set);
    QCOMPARE(worth.size(), 1); // kept at once
    saved->add(QStringLiteral("broken ONES"), set);
    QCOMPARE(saved->all().size(), 1); // replaced
    saved->add(QStringLiteral("Another"), {});
    QVERIFY(!saved->rename(QStringLiteral("Another"), QStringLiteral("Broken Ones")));
    QVERIFY(saved->rename(QStringLiteral("broken ones"), QStringLiteral("Out")));
    QCOMPARE(saved->all().at(1).name, QStringLiteral("Out"));

    VehiclesPage next(&m_context);
    next.show();
    next.restoreState(page.saveState());
    auto *again = next.findChild<SavedFilters *>();
    QCOMPARE(again->all().size(), 2);
    QTest::mouseClick(clearButton(next), Qt::LeftButton);
    QCOMPARE(shownChips(next), QStringList());
    Q_EMIT again->menu()->aboutToShow();
    QCOMPARE(again->menu()->actions().at(1)->text(), QStringLiteral("Out"));
    again->menu()->actions().at(1)->trigger();
    QCOMPARE(shownChips(next), (QStringList{QStringLiteral("Status: In ride or out of service"),
                                            QStringLiteral("Owner 0f1e2d3c")}));

    SavedFiltersDialog dialog(again);
    dialog.show();
    auto *list = dialog.findChild<QListWidget *>();
    QCOMPARE(list->count(), 2);
    list->item(0)->setText(QStringLiteral("Out"));
    auto *problem = dialog.findChild<QLabel *>(QStringLiteral("problem"));
    QTRY_VERIFY(problem->text().contains(QStringLiteral("Out")));
    QCOMPARE(again->all().at(0).name, QStringLiteral("Another"));
    list->setCurrentRow(0);
    QTest::keyClick(list, Qt::Key_Delete);
    QCOMPARE(again->all().size(), 1);
    QCOMPARE(list->count(), 1);
}

void TestTablePages::timeRangesOfThePicker()
{
    TimeRangePicker picker;
    QVERIFY(!picker.range());
    const QDateTime from(QDate(2026, 11, 1), QTime(8, 30), Qt::UTC);
    const TimeRange between{TimeRange::Kind::Between, from, from.addSecs(3600)};
    picker.setRange(between);
    QCOMPARE(*picker.range(), between);
    QCOMPARE(TimeRangePicker::text(between),
             QStringLiteral("from 2026-11-01 08:30 UTC to 2026-11-01 09:30 UTC"));
    QCOMPARE(*TimeRangePicker::restore(TimeRangePicker::save(between)), between);
    picker.setRange(TimeRange{TimeRange::Kind::Between, from.addSecs(3600), from}); // the wrong way round
    QCOMPARE(*picker.range(), between);
    picker.setRange({});
    QVERIFY(!picker.range());
    QVERIFY(!TimeRangePicker::restore({}));
    QVERIFY(!TimeRangePicker::restore({{QStringLiteral("kind"), 99}}));
}

void TestTablePages::onlyPartsOfAPlaceHaveNoIndex()
{
    RideFilter filter;
    filter.place = QStringLiteral("park");
    QVERIFY(!isIndexed(filter));
    filter.place.clear();
    QVERIFY(isIndexed(filter));
    filter.rider = someone();
    QVERIFY(isIndexed(filter));
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
