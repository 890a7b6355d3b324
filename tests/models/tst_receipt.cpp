#include "models/presentation/receipt.h"

#include <QLocale>
#include <QTest>

using namespace movr;
using namespace std::chrono_literals;

namespace {

StatementTiming timing(Nanoseconds wait, Nanoseconds total, int attempts = 1)
{
    StatementTiming timing;
    timing.region = QStringLiteral("gcp-us-west1");
    timing.wait = wait;
    timing.total = total;
    timing.attempts = attempts;
    return timing;
}

} // namespace

class TestReceipt : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void initTestCase() { QLocale::setDefault(QLocale::c()); }

    void says()
    {
        const Receipt receipt(QStringLiteral("Start ride"), QStringLiteral("us_west"), timing(65ms, 66ms),
                              64ms);
        QCOMPARE(receipt.text(), QStringLiteral("Start ride: 66 ms = 64 network + 1 database + 1 console · "
                                                "gcp-us-west1, partition us_west, 1 round trip"));
    }

    void partsAddUp_data()
    {
        QTest::addColumn<qint64>("wait");
        QTest::addColumn<qint64>("total");
        QTest::addColumn<qint64>("network");
        QTest::newRow("plain") << qint64(65'000'000) << qint64(66'000'000) << qint64(64'000'000);
        QTest::newRow("halves") << qint64(65'050'000) << qint64(66'050'000) << qint64(64'050'000);
        QTest::newRow("just below") << qint64(65'049'999) << qint64(66'149'999) << qint64(64'149'999);
        QTest::newRow("network above the wait")
            << qint64(60'000'000) << qint64(61'000'000) << qint64(64'000'000);
        QTest::newRow("wait above the total")
            << qint64(66'000'000) << qint64(65'000'000) << qint64(64'000'000);
        QTest::newRow("tiny") << qint64(40'000) << qint64(49'000) << qint64(30'000);
        QTest::newRow("zero") << qint64(0) << qint64(0) << qint64(0);
        QTest::newRow("negative") << qint64(-5'000'000) << qint64(-1) << qint64(1'000'000);
    }

    void partsAddUp()
    {
        QFETCH(qint64, wait);
        QFETCH(qint64, total);
        QFETCH(qint64, network);
        const Receipt receipt(QStringLiteral("x"), {}, timing(Nanoseconds(wait), Nanoseconds(total)),
                              Nanoseconds(network));
        QCOMPARE(receipt.network() + receipt.database() + receipt.console(), receipt.total());
        QVERIFY(receipt.network() >= 0);
        QVERIFY(receipt.database() >= 0);
        QVERIFY(receipt.console() >= 0);
    }

    void networkIsCappedByTheWait()
    {
        const Receipt receipt(QStringLiteral("x"), {}, timing(60ms, 61ms), 64ms);
        QCOMPARE(receipt.network(), 600);
        QCOMPARE(receipt.database(), 0);
        QCOMPARE(receipt.console(), 10);
    }

    void withoutARoundTripTheWaitStaysWhole()
    {
        const Receipt receipt(QStringLiteral("End ride"), QStringLiteral("us_west"), timing(65ms, 66ms, 3),
                              {});
        QVERIFY(!receipt.networkKnown());
        QCOMPARE(receipt.database(), 650);
        QCOMPARE(receipt.text(), QStringLiteral("End ride: 66 ms = 65 network and database + 1 console · "
                                                "gcp-us-west1, partition us_west, 3 round trips"));
    }

    void emptySaysNothing() { QVERIFY(Receipt().text().isEmpty()); }

    void tenths()
    {
        QCOMPARE(tenthsText(0), QStringLiteral("0"));
        QCOMPARE(tenthsText(4), QStringLiteral("0.4"));
        QCOMPARE(tenthsText(660), QStringLiteral("66"));
        QCOMPARE(tenthsText(663), QStringLiteral("66.3"));
    }
};

QTEST_GUILESS_MAIN(TestReceipt)
#include "tst_receipt.moc"
