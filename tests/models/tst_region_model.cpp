#include "models/region_model.h"

#include <QAbstractItemModelTester>
#include <QSignalSpy>
#include <QTest>

using namespace movr;
using namespace std::chrono_literals;

namespace {

RegionStatus region(const QString &name, const QString &label, RegionState state)
{
    RegionStatus status;
    status.name = name;
    status.label = label;
    status.state = state;
    if (state == RegionState::Up) {
        status.roundTrip = 64ms;
        status.roundTripSamples = 15;
    }
    return status;
}

QList<RegionStatus> regions(RegionState west = RegionState::Up)
{
    return {region(QStringLiteral("gcp-us-east1"), QStringLiteral("US East"), RegionState::Up),
            region(QStringLiteral("gcp-us-west1"), QStringLiteral("US West"), west)};
}

} // namespace

class TestRegionModel : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void rowsAndTexts();
    void newStatesChangeRowsInPlace();
    void otherRegionsReset();
    void withoutRegionsThereAreNoRows();
};

void TestRegionModel::rowsAndTexts()
{
    RegionModel model;
    QAbstractItemModelTester tester(&model, QAbstractItemModelTester::FailureReportingMode::QtTest);
    model.setRegions(regions());
    QCOMPARE(model.rowCount(), 4);
    QCOMPARE(model.index(0).data().toString(), QStringLiteral("Auto: nearest region"));
    model.setNearest(QStringLiteral("gcp-us-east1"));
    QCOMPARE(model.index(0).data().toString(), QStringLiteral("Auto: US East (64 ms)"));
    QCOMPARE(model.index(0).data(RegionModel::NameRole).toString(), QStringLiteral("gcp-us-east1"));
    QCOMPARE(model.index(2).data().toString(), QStringLiteral("US West (64 ms)"));
    QCOMPARE(model.index(3).data().toString(), QStringLiteral("All regions"));
    QCOMPARE(model.rowOf(RegionModel::Choice::One, QStringLiteral("gcp-us-west1")), 2);
    QCOMPARE(model.rowOf(RegionModel::Choice::One, QStringLiteral("nowhere")), -1);
    QCOMPARE(model.rowOf(RegionModel::Choice::All), 3);
    QCOMPARE(model.index(1).data(RegionModel::ChoiceRole).value<RegionModel::Choice>(),
             RegionModel::Choice::One);
}

void TestRegionModel::newStatesChangeRowsInPlace()
{
    RegionModel model;
    QAbstractItemModelTester tester(&model, QAbstractItemModelTester::FailureReportingMode::QtTest);
    model.setRegions(regions());
    const QPersistentModelIndex west = model.index(2);
    QSignalSpy reset(&model, &QAbstractItemModel::modelReset);
    QSignalSpy changed(&model, &QAbstractItemModel::dataChanged);
    model.setRegions(regions(RegionState::Down));
    QCOMPARE(reset.size(), 0);
    QCOMPARE(changed.size(), 1);
    QVERIFY(west.isValid());
    QCOMPARE(west.data().toString(), QStringLiteral("US West (does not answer)"));
    QCOMPARE(west.data(RegionModel::MeaningRole).value<Meaning>(), Meaning::Bad);
    QCOMPARE(model.index(3).data(RegionModel::MeaningRole).value<Meaning>(), Meaning::Warning);
}

void TestRegionModel::otherRegionsReset()
{
    RegionModel model;
    model.setRegions(regions());
    QSignalSpy reset(&model, &QAbstractItemModel::modelReset);
    model.setRegions(regions().mid(1));
    QCOMPARE(reset.size(), 1);
    QCOMPARE(model.rowCount(), 3);
}

void TestRegionModel::withoutRegionsThereAreNoRows()
{
    RegionModel model;
    QAbstractItemModelTester tester(&model, QAbstractItemModelTester::FailureReportingMode::QtTest);
    QCOMPARE(model.rowCount(), 0);
    QCOMPARE(model.rowOf(RegionModel::Choice::Auto), -1);
    model.setNearest(QStringLiteral("gcp-us-east1"));
    model.setRegions(regions());
    model.setRegions({});
    QCOMPARE(model.rowCount(), 0);
}

QTEST_GUILESS_MAIN(TestRegionModel)
#include "tst_region_model.moc"
