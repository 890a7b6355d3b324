#include "ui/inspector/inspector.h"

#include <QClipboard>
#include <QGuiApplication>
#include <QLabel>
#include <QPointer>
#include <QSignalSpy>
#include <QTest>
#include <QToolButton>

using namespace movr;

namespace {

Catalog catalog()
{
    CityInfo rome;
    rome.city = QStringLiteral("rome");
    rome.partition = QStringLiteral("europe_west");
    rome.region = QStringLiteral("gcp-europe-west1");
    rome.timeZone = "Europe/Rome";
    return Catalog({rome});
}

Ride ride()
{
    Ride row;
    row.id = QUuid::createUuidV5(QUuid(), QStringLiteral("ride"));
    row.vehicleId = QUuid::createUuidV5(QUuid(), QStringLiteral("vehicle"));
    row.riderId = QUuid::createUuidV5(QUuid(), QStringLiteral("rider"));
    row.city = row.riderCity = QStringLiteral("rome");
    row.riderUsername = QStringLiteral("anna");
    row.startTime = QDateTime(QDate(2026, 11, 23), QTime(14, 14), Qt::UTC);
    return row;
}

} // namespace

class TestInspector : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void withoutSelectionItSaysWhatItIsFor();
    void linksLeadToPages_data();
    void linksLeadToPages();
    void textsOfOthersAreNoMarkup();
    void theIdIsCopied();
    void aTimeIsInOneLine();
    void theSameAgainLeavesTheWidgetsAlone();
    void anotherRowUsesTheSameWidgets();

private:
    static QWidget *lineNamed(const QWidget &inspector, const QString &start)
    {
        for (QWidget *label : inspector.findChildren<QWidget *>()) {
            if (label->accessibleName().startsWith(start))
                return label;
        }
        return nullptr;
    }
};

void TestInspector::withoutSelectionItSaysWhatItIsFor()
{
    Inspector inspector;
    inspector.show();
    const auto saysIt = [&inspector] {
        for (const QLabel *label : inspector.findChildren<QLabel *>()) {
            if (label->isVisible() && label->text().startsWith(QStringLiteral("Select a row")))
                return true;
        }
        return false;
    };
    QVERIFY(saysIt());
    inspector.setSelection(ride(), catalog());
    QVERIFY(!saysIt());
    inspector.setSelection({}, catalog());
    QVERIFY(saysIt());
    QVERIFY(!lineNamed(inspector, QStringLiteral("Rider"))->isVisibleTo(&inspector));
    // Several rows: how many, and none of them as if it were the one.
    inspector.setSelection(ride(), catalog());
    inspector.setSeveral(1234);
    QVERIFY(!saysIt());
    QVERIFY(std::holds_alternative<std::monostate>(inspector.selection()));
    const auto labels = inspector.findChildren<QLabel *>();
    QVERIFY(std::any_of(labels.begin(), labels.end(), [](const QLabel *label) {
        return label->isVisible() && label->text().startsWith(QStringLiteral("1,234 rows selected"));
    }));
    inspector.setSelection({}, catalog());
    QVERIFY(saysIt());
}

void TestInspector::linksLeadToPages_data()
{
    QTest::addColumn<QString>("label");
    QTest::addColumn<PageTarget::Page>("page");
    QTest::newRow("rider") << QStringLiteral("Rider:") << PageTarget::Page::Users;
    QTest::newRow("vehicle") << QStringLiteral("Vehicle:") << PageTarget::Page::Vehicles;
    QTest::newRow("trace") << QStringLiteral("Trace:") << PageTarget::Page::Activity;
}

void TestInspector::linksLeadToPages()
{
    QFETCH(QString, label);
    QFETCH(PageTarget::Page, page);
    Inspector inspector;
    inspector.show();
    inspector.setSelection(ride(), catalog());
    std::optional<PageTarget> target;
    connect(&inspector, &Inspector::linkActivated, this, [&target](const PageTarget &t) { target = t; });
    QWidget *link = lineNamed(inspector, label);
    QVERIFY(link);
    QCOMPARE(link->focusPolicy(), Qt::StrongFocus);
    QTest::keyClick(link, Qt::Key_Return);
    QTRY_VERIFY(target.has_value());
    QCOMPARE(target->page, page);
    QCOMPARE(target->city, QStringLiteral("rome"));
    if (const auto *users = std::get_if<UserFilter>(&target->filter))
        QCOMPARE(*users->id, ride().rider());
    if (const auto *vehicles = std::get_if<VehicleFilter>(&target->filter))
        QCOMPARE(*vehicles->id, ride().vehicle());
    if (const auto *actions = std::get_if<ActionFilter>(&target->filter))
        QCOMPARE(*actions->subject, ride().id);
}

void TestInspector::textsOfOthersAreNoMarkup()
{
    Inspector inspector;
    Ride row = ride();
    row.startLocation = QStringLiteral("<img src=x>");
    inspector.setSelection(row, catalog());
    const auto *label = qobject_cast<QLabel *>(lineNamed(inspector, QStringLiteral("From:")));
    QVERIFY(label);
    QCOMPARE(label->textFormat(), Qt::PlainText);
    QCOMPARE(label->text(), row.startLocation);
}

/// A short link below it must not take the room from it.
void TestInspector::aTimeIsInOneLine()
{
    Inspector inspector;
    inspector.resize(inspector.fontMetrics().averageCharWidth() * 45, 700);
    inspector.setSelection(ride(), catalog());
    inspector.show();
    QVERIFY(QTest::qWaitForWindowExposed(&inspector));
    auto *time = qobject_cast<QLabel *>(lineNamed(inspector, QStringLiteral("Start: ")));
    QVERIFY(time);
    QVERIFY2(time->width() >= time->fontMetrics().horizontalAdvance(time->text()),
             qPrintable(QString::number(time->width())));
}

void TestInspector::theIdIsCopied()
{
    Inspector inspector;
    inspector.show();
    inspector.setSelection(ride(), catalog());
    QGuiApplication::clipboard()->clear();
    for (QToolButton *button : inspector.findChildren<QToolButton *>()) {
        if (button->accessibleName() == QStringLiteral("Copy id"))
            button->click();
    }
    QCOMPARE(QGuiApplication::clipboard()->text(), ride().id.toString(QUuid::WithoutBraces));
}

void TestInspector::theSameAgainLeavesTheWidgetsAlone()
{
    Inspector inspector;
    inspector.setSelection(ride(), catalog());
    const QPointer<QWidget> label = lineNamed(inspector, QStringLiteral("Rider:"));
    inspector.setSelection(ride(), catalog());
    QVERIFY(label);
    Ride ended = ride();
    ended.endTime = ended.startTime.addSecs(60);
    inspector.setSelection(ended, catalog());
    QVERIFY(!label);
    QVERIFY(lineNamed(inspector, QStringLiteral("End:")));
}

void TestInspector::anotherRowUsesTheSameWidgets()
{
    Inspector inspector;
    Ride row = ride();
    row.startLocation = QStringLiteral("Dam");
    inspector.setSelection(row, catalog());
    const QPointer<QWidget> from = lineNamed(inspector, QStringLiteral("From:"));
    const QPointer<QWidget> rider = lineNamed(inspector, QStringLiteral("Rider:"));
    QVERIFY(from && rider);
    Ride other = row;
    other.id = QUuid::createUuidV5(QUuid(), QStringLiteral("another ride"));
    other.riderId = QUuid::createUuidV5(QUuid(), QStringLiteral("another rider"));
    other.startLocation = QStringLiteral("Rokin");
    inspector.setSelection(other, catalog());
    QVERIFY(from && rider);
    QCOMPARE(qobject_cast<QLabel *>(from.data())->text(), QStringLiteral("Rokin"));
    QCOMPARE(from->accessibleName(), QStringLiteral("From: Rokin"));
    // What the link leads to is the new row's.
    std::optional<PageTarget> target;
    connect(&inspector, &Inspector::linkActivated, this, [&](const PageTarget &to) { target = to; });
    qobject_cast<QAbstractButton *>(rider.data())->click();
    QTRY_VERIFY(target.has_value());
    const auto *users = std::get_if<UserFilter>(&target->filter);
    QVERIFY(users);
    QCOMPARE(*users->id, other.rider());
}

QTEST_MAIN(TestInspector)
#include "tst_inspector.moc"
