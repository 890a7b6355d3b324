#include "db/positions/position_estimate.h"
#include "db/positions/row_positions.h"
#include "db/positions/server_time.h"

#include <QTest>

#include <cmath>

using namespace movr;
using Kind = ColumnDistribution::Kind;

namespace {

ColumnStatistics bounds(const QStringList &values)
{
    ColumnStatistics statistics;
    statistics.distinct = 1000;
    statistics.bounds = values;
    return statistics;
}

ColumnStatistics common(const QStringList &values, const QList<double> &shares)
{
    ColumnStatistics statistics;
    statistics.distinct = double(values.size());
    statistics.commonValues = values;
    statistics.commonShares = shares;
    return statistics;
}

ColumnDistribution ids()
{
    return {Kind::Id, {}};
}

PartPositions rides(double rows, const QString &first, const QString &last)
{
    return {rows, {{Kind::Time, bounds({first, last})}, ids()}};
}

bool near(double a, double b, double off = 1e-3)
{
    return std::abs(a - b) <= off;
}

} // namespace

/// Where rows stand by the servers' statistics: shares and keys are each other's inverse.
class TestRowPositions : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void serverTimes_data()
    {
        QTest::addColumn<QString>("text");
        QTest::addColumn<qint64>("microseconds");
        QTest::newRow("whole") << "1970-01-01 00:00:01+00" << qint64(1'000'000);
        QTest::newRow("fraction") << "1970-01-01 00:00:00.5+00" << qint64(500'000);
        QTest::newRow("microseconds") << "2026-11-23 09:14:07.123456+00" << qint64(1'795'425'247'123'456);
        QTest::newRow("zone") << "1970-01-01 05:30:00+05:30" << qint64(0);
        QTest::newRow("west") << "1969-12-31 20:30:00-03:30" << qint64(0);
        QTest::newRow("leap day") << "2024-02-29 23:59:59.000001+00" << qint64(1'709'251'199'000'001);
        QTest::newRow("five digits") << "12026-01-01 00:00:00+00" << qint64(317'336'745'600'000'000);
        QTest::newRow("before 1970") << "1969-12-31 23:59:59.9+00" << qint64(-100'000);
    }
    void serverTimes()
    {
        QFETCH(QString, text);
        QFETCH(qint64, microseconds);
        QCOMPARE(microsecondsFromServer(text).value_or(-1), microseconds);
        QCOMPARE(microsecondsFromServer(serverTime(microseconds)).value_or(-1), microseconds);
    }
    void whatIsNoTime()
    {
        for (const char *text :
             {"", "infinity", "2026-13-01 00:00:00+00", "2026-02-29 00:00:00+00", "2026-11-23", "now",
              "2026-11-23 24:00:00+00", "2026-11-23 09:60:00+00", "2026-11-23 09:00:00",
              "2026-11-23 09:00:00.+00", "2026-11-23 09:00:00.1234567+00", "2026-11-23 09:00:00+00 BC",
              "99999-11-23 09:00:00+00"})
            QVERIFY2(!microsecondsFromServer(QString::fromLatin1(text)), text);
    }

    void evenTimes()
    {
        const ColumnDistribution times(Kind::Time, bounds({QStringLiteral("2026-01-01 00:00:00+00"),
                                                           QStringLiteral("2026-01-03 00:00:00+00")}));
        QVERIFY(near(times.shareBelow(QStringLiteral("2026-01-02 00:00:00+00")), 0.5));
        QCOMPARE(times.shareBelow(QStringLiteral("2025-01-01 00:00:00+00")), 0.0);
        QCOMPARE(times.shareBelow(QStringLiteral("2027-01-01 00:00:00+00")), 1.0);
        QVERIFY(times.placeAt(0.25).value.startsWith(u"2026-01-01 12:00:0"));
    }

    void bucketsAreNotEvenlyWide()
    {
        // Half of the rows on the last of ten days.
        const ColumnDistribution times(Kind::Time, bounds({QStringLiteral("2026-01-01 00:00:00+00"),
                                                           QStringLiteral("2026-01-10 00:00:00+00"),
                                                           QStringLiteral("2026-01-11 00:00:00+00")}));
        QVERIFY(near(times.shareBelow(QStringLiteral("2026-01-10 12:00:00+00")), 0.75));
        QVERIFY(times.placeAt(0.75).value.startsWith(u"2026-01-10 12:00:0"));
    }

    void commonTextsTakeTheirShare()
    {
        const ColumnDistribution status(
            Kind::Text, common({QStringLiteral("unavailable"), QStringLiteral("available")}, {0.25, 0.75}));
        QCOMPARE(status.shareBelow(QStringLiteral("available")), 0.0);
        QCOMPARE(status.shareAt(QStringLiteral("available")), 0.75);
        QCOMPARE(status.shareBelow(QStringLiteral("unavailable")), 0.75);
        const auto place = status.placeAt(0.9);
        QCOMPARE(place.value, QStringLiteral("unavailable"));
        QVERIFY(near(place.rest, 0.6));
    }

    void nullsTakeNoPlace()
    {
        ColumnStatistics half = common({QStringLiteral("a"), QStringLiteral("b")}, {0.25, 0.25});
        half.nullShare = 0.5;
        const ColumnDistribution column(Kind::Text, half);
        QCOMPARE(column.shareBelow(QStringLiteral("b")), 0.5);
        QCOMPARE(column.shareBelow(QStringLiteral("c")), 1.0);
    }

    void textsSortByBytes()
    {
        // As a server of another language might sort them.
        const ColumnDistribution names(Kind::Text,
                                       bounds({QStringLiteral("abel"), QStringLiteral("Zoe"),
                                               QStringLiteral("Émile"), QStringLiteral("miles")}));
        double before = -1;
        for (const QString &name : {QStringLiteral("Zoe"), QStringLiteral("abel"), QStringLiteral("miles"),
                                    QStringLiteral("Émile")}) {
            QVERIFY(names.shareBelow(name) > before);
            before = names.shareBelow(name);
        }
    }

    void idsAreEven()
    {
        QVERIFY(near(ids().shareBelow(QStringLiteral("80000000-0000-0000-0000-000000000000")), 0.5, 1e-9));
        QVERIFY(ids().placeAt(0.5).value.startsWith(u"80000000-0000"));
        QVERIFY(ids().placeAt(1).value.startsWith(u"ffffffff-ffff"));
    }

    void keysAndSharesAreInverse_data()
    {
        QTest::addColumn<int>("order");
        QTest::newRow("ascending") << int(Qt::AscendingOrder);
        QTest::newRow("descending") << int(Qt::DescendingOrder);
    }
    void keysAndSharesAreInverse()
    {
        QFETCH(int, order);
        const RowPositions all(
            {rides(1000, QStringLiteral("2026-01-01 00:00:00+00"), QStringLiteral("2026-03-01 00:00:00+00")),
             rides(3000, QStringLiteral("2026-02-01 00:00:00+00"), QStringLiteral("2026-04-01 00:00:00+00"))},
            Qt::SortOrder(order));
        QCOMPARE(all.rows(), 4000.0);
        for (double share = 0.01; share < 1; share += 0.07)
            QVERIFY2(near(all.shareBefore(all.keyAt(share)), share),
                     qPrintable(QString::number(all.shareBefore(all.keyAt(share)) - share)));
    }

    void keysOfSeveralColumns()
    {
        const PartPositions part{
            600,
            {{Kind::Text, common({QStringLiteral("available"), QStringLiteral("unavailable")}, {0.5, 0.5})},
             {Kind::Date, bounds({QStringLiteral("2026-01-01"), QStringLiteral("2026-01-11")})},
             ids()}};
        const RowPositions vehicles({part}, Qt::AscendingOrder);
        const PageKey key = vehicles.keyAt(0.75);
        QCOMPARE(key.at(0).toString(), QStringLiteral("unavailable"));
        QCOMPARE(key.at(1).toString(), QStringLiteral("2026-01-06"));
        QVERIFY(near(vehicles.shareBefore(key), 0.75));
    }

    void betweenTheEnds()
    {
        RowPositions all(
            {rides(1000, QStringLiteral("2026-01-01 00:00:00+00"), QStringLiteral("2026-01-11 00:00:00+00"))},
            Qt::DescendingOrder);
        const QString id = QStringLiteral("00000000-0000-0000-0000-000000000000");
        all.setEnds(PageKey{QStringLiteral("2026-01-11 00:00:00+00"), id},
                    PageKey{QStringLiteral("2026-01-06 00:00:00+00"), id});
        QVERIFY(near(all.rows(), 500, 1));
        QVERIFY(near(all.shareBefore({QStringLiteral("2026-01-11 00:00:00+00"), id}), 0));
        QVERIFY(all.keyAt(0.5).constFirst().toString().startsWith(u"2026-01-08 12:00"));
    }

    void withoutStatisticsTheEndsTell()
    {
        RowPositions all({PartPositions{100, {{Kind::Time, {}}, ids()}}}, Qt::AscendingOrder);
        QVERIFY(!all.known());
        QVERIFY(all.keyAt(0.5).isEmpty());
        const QString id = QStringLiteral("00000000-0000-0000-0000-000000000000");
        all.setEnds(PageKey{QStringLiteral("2026-01-01 00:00:00+00"), id},
                    PageKey{QStringLiteral("2026-01-03 00:00:00+00"), id});
        QVERIFY(all.known());
        QVERIFY(all.keyAt(0.5).constFirst().toString().startsWith(u"2026-01-02 00:00"));
    }

    void filtersLeaveTheirShare()
    {
        PartStatistics part;
        part.partition = QStringLiteral("vehicles_us_east");
        part.rows = 1000;
        part.columns = {
            {QStringLiteral("city"),
             common({QStringLiteral("boston"), QStringLiteral("new york")}, {0.25, 0.75})},
            {QStringLiteral("status"),
             common({QStringLiteral("available"), QStringLiteral("unavailable"), QStringLiteral("removed")},
                    {0.5, 0.3, 0.2})},
            {QStringLiteral("date_added"),
             bounds({QStringLiteral("2026-01-01"), QStringLiteral("2026-01-11")})}};
        VehicleQuery query;
        query.filter.withRemoved = true;
        QCOMPARE(estimatePositions({{part, {}}}, query).rows(), 1000.0);
        QCOMPARE(estimatePositions({{part, QStringLiteral("boston")}}, query).rows(), 250.0);
        query.filter.withRemoved = false;
        QCOMPARE(estimatePositions({{part, {}}}, query).rows(), 800.0);
        query.sort = VehicleSort::Status;
        query.order = Qt::AscendingOrder;
        QCOMPARE(estimatePositions({{part, {}}}, query).keyAt(0.9).constFirst().toString(),
                 QStringLiteral("unavailable"));
        query.filter.status = VehicleStatus::Unavailable;
        QCOMPARE(estimatePositions({{part, {}}}, query).rows(), 300.0);
    }
};

QTEST_GUILESS_MAIN(TestRowPositions)
#include "tst_row_positions.moc"
