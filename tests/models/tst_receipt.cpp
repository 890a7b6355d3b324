#include "db/movr/statement_call.h"
#include "models/presentation/receipt.h"

#include <QHash>
#include <QLocale>
#include <QTest>

using namespace movr;
using namespace std::chrono_literals;

namespace {

StatementTiming timing(Nanoseconds wait, Nanoseconds total, int attempts = 1)
{
    StatementTiming timing;
    timing.region = QStringLiteral("gcp-us-west1");
    timing.statement = QStringLiteral("transactions/start_ride");
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
        QCOMPARE(receipt.text(), QStringLiteral("Start ride - 66 ms = 64 network + 1 database + 1 console - "
                                                "gcp-us-west1, partition rides_us_west, 1 round trip"));
        QCOMPARE(receipt.statement(), QStringLiteral("transactions/start_ride"));
    }

    void namesThePartition_data()
    {
        QTest::addColumn<QString>("partition");
        const QHash<QString, QString> partitions{{"start_ride", "rides_us_west"},
                                                 {"end_ride", "rides_us_west"},
                                                 {"add_vehicle", "vehicles_us_west"},
                                                 {"remove_vehicle", "vehicles_us_west"},
                                                 {"take_out_of_service", "vehicles_us_west"},
                                                 {"return_to_service", "vehicles_us_west"},
                                                 {"sign_up", "users_us_west"},
                                                 {"log_in", "users_us_west"},
                                                 {"remove_user", "users_us_west"}};
        // Every transaction that there is: a new one needs its table.
        const QStringList statements = transactionStatements();
        QVERIFY(!statements.isEmpty());
        for (const QString &statement : statements)
            QTest::newRow(qUtf8Printable(statement)) << partitions.value(statement.section(u'/', -1));
    }

    void namesThePartition()
    {
        QFETCH(QString, partition);
        StatementTiming of = timing(65ms, 66ms);
        of.statement = QString::fromUtf8(QTest::currentDataTag());
        QVERIFY2(!partition.isEmpty(), "a transaction without a table");
        QCOMPARE(Receipt(QStringLiteral("x"), QStringLiteral("us_west"), of, {}).partition(), partition);
    }

    void withoutAPlaceItNamesTheRegionOnly()
    {
        const Receipt receipt(QStringLiteral("End ride"), {}, timing(65ms, 66ms), 64ms);
        QVERIFY2(receipt.text().endsWith(QStringLiteral(" - gcp-us-west1, 1 round trip")),
                 qPrintable(receipt.text()));
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
        QCOMPARE(receipt.text(), QStringLiteral("End ride - 66 ms = 65 network and database + 1 console - "
                                                "gcp-us-west1, partition rides_us_west, 3 round trips"));
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
