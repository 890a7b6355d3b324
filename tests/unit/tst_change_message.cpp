#include "db/live/change_mailbox.h"
#include "db/live/change_message.h"

#include <QTest>

using namespace movr;

namespace {

const QString region = QStringLiteral("gcp-us-east1");
const QUuid one = QUuid::fromString(QStringLiteral("11111111-1111-4111-8111-111111111111"));

RowChange ride(const QUuid &id, RowEvent event)
{
    return {RowKind::Ride, {QStringLiteral("rome"), id}, event, region};
}

} // namespace

/// Messages of the channel, and what becomes of many of them before anybody looks.
class TestChangeMessage : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void namesRows()
    {
        const auto batch = parseChangeMessage(
            R"([["ride","i","rome","11111111-1111-4111-8111-111111111111"],
                ["vehicle","u","new york","22222222-2222-4222-8222-222222222222"],
                ["action","d","paris","33333333-3333-4333-8333-333333333333"],
                {"kind":"user","city":"rome","many":5000}])",
            region);
        QVERIFY(batch);
        QCOMPARE(batch->rows.size(), 3);
        QCOMPARE(batch->rows.at(0), ride(one, RowEvent::Inserted));
        QCOMPARE(batch->rows.at(1).kind, RowKind::Vehicle);
        QCOMPARE(batch->rows.at(1).event, RowEvent::Updated);
        QCOMPARE(batch->rows.at(1).id.city, QStringLiteral("new york"));
        QCOMPARE(batch->rows.at(2).kind, RowKind::Action);
        QCOMPARE(batch->rows.at(2).event, RowEvent::Deleted);
        QCOMPARE(batch->many, (QList<ManyChanges>{{RowKind::User, QStringLiteral("rome"), 5000, region}}));
        QVERIFY(batch->missed.isEmpty());
    }

    void refusesAnythingElse_data()
    {
        QTest::addColumn<QByteArray>("payload");
        QTest::newRow("nothing") << QByteArray();
        QTest::newRow("words") << QByteArray("hello");
        QTest::newRow("an object") << QByteArray("{}");
        QTest::newRow("cut off") << QByteArray(R"([["ride","i","rome")");
        QTest::newRow("another kind")
            << QByteArray(R"([["boat","i","rome","11111111-1111-4111-8111-111111111111"]])");
        QTest::newRow("another event")
            << QByteArray(R"([["ride","x","rome","11111111-1111-4111-8111-111111111111"]])");
        QTest::newRow("no id") << QByteArray(R"([["ride","i","rome","42"]])");
        QTest::newRow("no city") << QByteArray(R"([["ride","i","","11111111-1111-4111-8111-111111111111"]])");
        QTest::newRow("no number") << QByteArray(R"([{"kind":"ride","city":"rome","many":"lots"}])");
        QTest::newRow("a number") << QByteArray("[1]");
    }
    void refusesAnythingElse()
    {
        QFETCH(QByteArray, payload);
        QVERIFY(!parseChangeMessage(payload, region));
    }

    void eachKeyOnce_data()
    {
        using enum RowEvent;
        QTest::addColumn<QList<RowEvent>>("events");
        QTest::addColumn<RowEvent>("inSum");
        QTest::newRow("changed twice") << QList{Updated, Updated} << Updated;
        QTest::newRow("new and changed") << QList{Inserted, Updated} << Inserted;
        QTest::newRow("changed and gone") << QList{Updated, Deleted} << Deleted;
        QTest::newRow("new and gone") << QList{Inserted, Updated, Deleted} << Deleted;
        QTest::newRow("gone and back") << QList{Deleted, Inserted, Updated} << Inserted;
    }
    void eachKeyOnce()
    {
        QFETCH(QList<RowEvent>, events);
        QFETCH(RowEvent, inSum);
        ChangeMailbox box;
        for (const RowEvent event : events)
            box.put({{ride(one, event)}, {}, {}});
        QCOMPARE(box.take().rows, QList<RowChange>{ride(one, inSum)});
        QVERIFY(box.take().isEmpty());
    }

    void callsOnlyTheFirstTime()
    {
        ChangeMailbox box;
        QVERIFY(!box.put({}));
        QVERIFY(box.put({{}, {}, {region}}));
        QVERIFY(!box.put({{}, {}, {region}}));
        QVERIFY(!box.put({{ride(one, RowEvent::Updated)}, {}, {}}));
        QCOMPARE(box.take().missed, QStringList{region});
        QVERIFY(box.put({{ride(one, RowEvent::Updated)}, {}, {}}));
    }

    void isBounded()
    {
        ChangeMailbox box;
        for (int i = 0; i < 5'000; ++i)
            box.put({{ride(QUuid::createUuid(), RowEvent::Inserted)}, {}, {}});
        box.put({{}, {{RowKind::Ride, QStringLiteral("rome"), 10, region}}, {}});
        const ChangeBatch batch = box.take();
        QCOMPARE(batch.rows.size(), ChangeMailbox::mostRows);
        QCOMPARE(batch.many, (QList<ManyChanges>{{RowKind::Ride, QStringLiteral("rome"),
                                                  int(5'010 - ChangeMailbox::mostRows), region}}));
    }

    void anUnknownNumberStaysUnknown()
    {
        ChangeMailbox box;
        box.put({{}, {{RowKind::Ride, {}, 0, region}}, {}});
        box.put({{}, {{RowKind::Ride, {}, 7, region}}, {}});
        QCOMPARE(box.take().many, (QList<ManyChanges>{{RowKind::Ride, {}, 0, region}}));
    }
};

QTEST_GUILESS_MAIN(TestChangeMessage)
#include "tst_change_message.moc"
