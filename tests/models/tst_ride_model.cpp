#include "models/ride_model.h"

#include <QAbstractItemModelTester>
#include <QSignalSpy>
#include <QTest>

using namespace movr;

namespace {

Ride ride(bool active)
{
    Ride row;
    row.id = QUuid(QStringLiteral("0f1e2d3c-0000-4000-8000-000000000001"));
    row.city = row.riderCity = QStringLiteral("new york");
    row.vehicleType = VehicleType::Bike;
    row.vehicleBrand = QStringLiteral("Merida");
    row.riderUsername = QStringLiteral("jean");
    row.startLocation = QStringLiteral("Times Square");
    row.startTime = QDateTime(QDate(2026, 11, 23), QTime(14, 14), Qt::UTC);
    if (!active) {
        row.endLocation = QStringLiteral("Central Park");
        row.endTime = row.startTime.addSecs(23 * 60);
        row.lengthSeconds = 23 * 60;
    }
    return row;
}

Catalog catalog()
{
    CityInfo info;
    info.city = QStringLiteral("new york");
    info.partition = QStringLiteral("us_east");
    info.region = QStringLiteral("gcp-us-east1");
    info.timeZone = "America/New_York";
    return Catalog({info});
}

} // namespace

class TestRideModel : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void init()
    {
        m_model = std::make_unique<RideModel>();
        m_tester = std::make_unique<QAbstractItemModelTester>(
            m_model.get(), QAbstractItemModelTester::FailureReportingMode::QtTest);
        quint64 generation = 0;
        connect(m_model.get(), &PagedModel::pageWanted, this,
                [&generation](const PageRequest &request) { generation = request.generation; });
        m_model->setCatalog(catalog());
        m_model->reload();
        RidePage page;
        page.rows = {ride(false), ride(true)};
        page.rows[1].id = QUuid::createUuid();
        page.rows[1].riderUsername = QString();
        page.keys = {PageKey{1}, PageKey{2}};
        QVERIFY(m_model->acceptPage(generation, page));
        m_model->disconnect(this);
    }
    void cleanup()
    {
        m_tester.reset();
        m_model.reset();
    }

    void endedRide();
    void activeRide();
    void utcIsOneSwitch();

private:
    QVariant at(int row, int column, int role = Qt::DisplayRole) const
    {
        return m_model->index(row, column).data(role);
    }

    std::unique_ptr<RideModel> m_model;
    std::unique_ptr<QAbstractItemModelTester> m_tester;
};

void TestRideModel::endedRide()
{
    QStringList row;
    for (int column = 0; column < RideModel::ColumnCount; ++column)
        row.append(at(0, column).toString());
    QCOMPARE(row.join(QStringLiteral(" | ")),
             QStringLiteral("0f1e2d3c | New York | jean | Bike Merida | Times Square | Central Park"
                            " | 2026-11-23 09:14 EST | 09:37 EST | 23 min"));
    QCOMPARE(at(0, RideModel::Start, Qt::ToolTipRole).toString(),
             QStringLiteral("2026-11-23 09:14 EST (2026-11-23 14:14 UTC)"));
    QVERIFY(at(0, RideModel::Length, Qt::TextAlignmentRole).toInt() & Qt::AlignRight);
    QCOMPARE(at(0, RideModel::Length, PagedModel::SortRole), QVariant(qint64(1380)));
}

void TestRideModel::activeRide()
{
    QCOMPARE(at(1, RideModel::End).toString(), QStringLiteral("Active"));
    QCOMPARE(at(1, RideModel::End, PagedModel::MeaningRole).value<Meaning>(), Meaning::Info);
    QCOMPARE(at(1, RideModel::To).toString(), QString());
    QCOMPARE(at(1, RideModel::Length).toString(), QString());
    QCOMPARE(at(1, RideModel::Rider).toString(), QStringLiteral("Removed"));
}

void TestRideModel::utcIsOneSwitch()
{
    QSignalSpy changed(m_model.get(), &QAbstractItemModel::dataChanged);
    m_model->setTimesInUtc(true);
    QCOMPARE(changed.size(), 1);
    QCOMPARE(at(0, RideModel::Start).toString(), QStringLiteral("2026-11-23 14:14 UTC"));
    m_model->setTimesInUtc(true);
    QCOMPARE(changed.size(), 1);
}

QTEST_GUILESS_MAIN(TestRideModel)
#include "tst_ride_model.moc"
