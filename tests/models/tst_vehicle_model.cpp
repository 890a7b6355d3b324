#include "models/vehicle_model.h"

#include <QAbstractItemModelTester>
#include <QSignalSpy>
#include <QTest>

using namespace movr;

namespace {

Vehicle vehicle()
{
    Vehicle row;
    row.id = QUuid(QStringLiteral("0f1e2d3c-0000-4000-8000-000000000001"));
    row.city = QStringLiteral("washington dc");
    row.type = VehicleType::Scooter;
    row.brand = QStringLiteral("Kona");
    row.color = QStringLiteral("red");
    row.ownerId = QUuid(QStringLiteral("aaaaaaaa-0000-4000-8000-000000000002"));
    row.ownerUsername = QStringLiteral("maria");
    row.lastLocation = QStringLiteral("1600 Pennsylvania Ave");
    row.dateAdded = QDate(2026, 3, 9);
    return row;
}

} // namespace

class TestVehicleModel : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void texts();
    void statusAndMeaning_data();
    void statusAndMeaning();
    void removedOwnerIsSaid();
    void rawValuesAreForSorting();
    void sortKeys();
    void headers();

private:
    static void load(VehicleModel &model, const Vehicle &row)
    {
        quint64 generation = 0;
        connect(&model, &PagedModel::pageWanted, &model,
                [&generation](const PageRequest &request) { generation = request.generation; });
        model.reload();
        VehiclePage page;
        page.rows = {row};
        page.keys = {PageKey{1}};
        QVERIFY(model.acceptPage(generation, page));
    }
    static QVariant at(const VehicleModel &model, int column, int role = Qt::DisplayRole)
    {
        return model.index(0, column).data(role);
    }
};

void TestVehicleModel::texts()
{
    VehicleModel model;
    QAbstractItemModelTester tester(&model, QAbstractItemModelTester::FailureReportingMode::QtTest);
    load(model, vehicle());
    QStringList row;
    for (int column = 0; column < VehicleModel::ColumnCount; ++column)
        row.append(at(model, column).toString());
    QCOMPARE(
        row.join(QStringLiteral(" | ")),
        QStringLiteral("0f1e2d3c | Washington DC | Scooter | Kona | red | Available | 1600 Pennsylvania Ave"
                       " | maria | 2026-03-09"));
    QCOMPARE(at(model, VehicleModel::Id, Qt::ToolTipRole).toString(),
             QStringLiteral("0f1e2d3c-0000-4000-8000-000000000001"));
    QCOMPARE(at(model, VehicleModel::Brand, Qt::AccessibleTextRole).toString(),
             QStringLiteral("Brand: Kona"));
}

void TestVehicleModel::statusAndMeaning_data()
{
    QTest::addColumn<VehicleStatus>("status");
    QTest::addColumn<bool>("inRide");
    QTest::addColumn<QString>("text");
    QTest::addColumn<Meaning>("meaning");
    QTest::newRow("available") << VehicleStatus::Available << false << QStringLiteral("Available")
                               << Meaning::Good;
    QTest::newRow("in ride") << VehicleStatus::Unavailable << true << QStringLiteral("In ride")
                             << Meaning::Info;
    QTest::newRow("out of service") << VehicleStatus::Unavailable << false << QStringLiteral("Out of service")
                                    << Meaning::Warning;
    QTest::newRow("removed") << VehicleStatus::Removed << false << QStringLiteral("Removed")
                             << Meaning::Muted;
}

void TestVehicleModel::statusAndMeaning()
{
    QFETCH(VehicleStatus, status);
    QFETCH(bool, inRide);
    QFETCH(QString, text);
    QFETCH(Meaning, meaning);
    Vehicle row = vehicle();
    row.status = status;
    if (inRide)
        row.activeRide = QUuid::createUuid();
    VehicleModel model;
    QAbstractItemModelTester tester(&model, QAbstractItemModelTester::FailureReportingMode::QtTest);
    load(model, row);
    QCOMPARE(at(model, VehicleModel::Status).toString(), text);
    QCOMPARE(at(model, VehicleModel::Status, PagedModel::MeaningRole).value<Meaning>(), meaning);
}

void TestVehicleModel::removedOwnerIsSaid()
{
    Vehicle row = vehicle();
    row.ownerUsername = QString();
    VehicleModel model;
    QAbstractItemModelTester tester(&model, QAbstractItemModelTester::FailureReportingMode::QtTest);
    load(model, row);
    QCOMPARE(at(model, VehicleModel::Owner).toString(), QStringLiteral("Removed"));
    QCOMPARE(at(model, VehicleModel::Owner, PagedModel::MeaningRole).value<Meaning>(), Meaning::Muted);
}

void TestVehicleModel::rawValuesAreForSorting()
{
    VehicleModel model;
    load(model, vehicle());
    QCOMPARE(at(model, VehicleModel::Added, PagedModel::SortRole), QVariant(QDate(2026, 3, 9)));
    QCOMPARE(at(model, VehicleModel::City, PagedModel::SortRole), QVariant(QStringLiteral("washington dc")));
    QCOMPARE(at(model, 0, PagedModel::RowIdRole).value<RowId>(), vehicle().rowId());
}

void TestVehicleModel::sortKeys()
{
    VehicleModel model;
    QCOMPARE(model.sortKey(), VehicleSort::DateAdded);
    QCOMPARE(model.sortOrder(), Qt::DescendingOrder);
    model.sort(VehicleModel::Status, Qt::AscendingOrder);
    QCOMPARE(model.sortKey(), VehicleSort::Status);
    model.sort(VehicleModel::Owner, Qt::AscendingOrder);
    QCOMPARE(model.sortKey(), VehicleSort::Status);
}

void TestVehicleModel::headers()
{
    VehicleModel model;
    QCOMPARE(model.columnCount(), int(VehicleModel::ColumnCount));
    for (int column = 0; column < model.columnCount(); ++column) {
        QVERIFY(!model.headerData(column, Qt::Horizontal, Qt::DisplayRole).toString().isEmpty());
        QVERIFY(!model.headerData(column, Qt::Horizontal, Qt::ToolTipRole).toString().isEmpty());
    }
}

QTEST_GUILESS_MAIN(TestVehicleModel)
#include "tst_vehicle_model.moc"
