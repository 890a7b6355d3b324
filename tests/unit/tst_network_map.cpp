#include "db/cluster/network_map.h"

#include <QTest>

using namespace movr;
using namespace std::chrono_literals;

/// The measured round trips.
class TestNetworkMap : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void everyPlaceReachesEveryRegion()
    {
        QCOMPARE(NetworkMap::regions().size(), 3);
        for (const QString &place : NetworkMap::places())
            for (const Region &region : NetworkMap::regions()) {
                const auto there = NetworkMap::roundTrip(place, region.name);
                QVERIFY2(there && *there > 0us && *there < 500ms, qPrintable(place + u' ' + region.name));
            }
    }

    void regionsAreAsFarBothWays()
    {
        for (const Region &a : NetworkMap::regions())
            for (const Region &b : NetworkMap::regions())
                QCOMPARE(NetworkMap::roundTrip(a.name, b.name), NetworkMap::roundTrip(b.name, a.name));
    }

    void measuredOnes_data()
    {
        QTest::addColumn<QString>("place");
        QTest::addColumn<QString>("region");
        QTest::addColumn<int>("microseconds");
        const auto row = [](const char *place, const char *region, int microseconds) {
            QTest::addRow("%s to %s", place, region)
                << QString::fromLatin1(place) << QString::fromLatin1(region) << microseconds;
        };
        row("gcp-us-east1", "gcp-us-west1", 64'000);
        row("gcp-us-east1", "gcp-europe-west1", 92'000);
        row("gcp-us-west1", "gcp-europe-west1", 132'000);
        row("gcp-us-east1", "gcp-us-east1", 500);
        row("rome", "gcp-us-east1", 127'000);
        row("rome", "gcp-europe-west1", 36'000);
        row("seattle", "gcp-us-west1", 4'000);
        row("new york", "gcp-us-east1", 22'000);
    }

    void measuredOnes()
    {
        QFETCH(QString, place);
        QFETCH(QString, region);
        QFETCH(int, microseconds);
        QCOMPARE(NetworkMap::roundTrip(place, region),
                 std::optional(std::chrono::microseconds(microseconds)));
    }

    void unknownOnes()
    {
        QVERIFY(!NetworkMap::roundTrip(QStringLiteral("atlantis"), QStringLiteral("gcp-us-east1")));
        QVERIFY(!NetworkMap::roundTrip(QStringLiteral("rome"), QStringLiteral("rome")));
    }
};

QTEST_GUILESS_MAIN(TestNetworkMap)
#include "tst_network_map.moc"
