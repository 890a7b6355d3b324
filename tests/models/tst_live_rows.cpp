#include "models/live_rows.h"
#include "models/refresh_pace.h"

#include <QTest>

using namespace movr;
using namespace std::chrono_literals;

namespace {

const QString rome = QStringLiteral("rome");
const QString boston = QStringLiteral("boston");
const QString europe = QStringLiteral("gcp-europe-west1");
const QString east = QStringLiteral("gcp-us-east1");

const LiveTraits rides{RowKind::Ride, 6, {RowKind::User}};

ChangeBatch one(RowKind kind, RowEvent event, const QUuid &id, const QString &city = rome)
{
    return {{{kind, {city, id}, event, europe}}, {}, {}};
}

} // namespace

/// What changes mean for a table, without a table.
class TestLiveRows : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void init()
    {
        m_rows = LiveRows(rides);
        m_view = {};
        m_view.cities = {rome};
        m_view.regions = {europe};
        m_view.place = [this](const RowId &id) {
            return id == RowId{rome, m_shown} ? LiveView::Place::Seen : LiveView::Place::Nowhere;
        };
    }

    void aShownRowIsReadAgain()
    {
        for (const RowEvent event : {RowEvent::Inserted, RowEvent::Updated, RowEvent::Deleted})
            QCOMPARE(m_rows.take(one(RowKind::Ride, event, m_shown), m_view), LiveNeed::Now);
        QVERIFY(!m_rows.hasUnseen());
    }

    void othersAreNot()
    {
        const QUuid id = QUuid::createUuid();
        QCOMPARE(m_rows.take(one(RowKind::Ride, RowEvent::Updated, id), m_view), LiveNeed::Nothing);
        QCOMPARE(m_rows.take(one(RowKind::Ride, RowEvent::Deleted, id), m_view), LiveNeed::Nothing);
        QCOMPARE(m_rows.take(one(RowKind::Vehicle, RowEvent::Updated, m_shown), m_view), LiveNeed::Nothing);
        QCOMPARE(m_rows.take(one(RowKind::Ride, RowEvent::Inserted, id, boston), m_view), LiveNeed::Nothing);
        QCOMPARE(m_rows.take(one(RowKind::Ride, RowEvent::Updated, m_shown, boston), m_view),
                 LiveNeed::Nothing);
        QCOMPARE(m_rows.take({{}, {}, {east}}, m_view), LiveNeed::Nothing);
        QCOMPARE(m_rows.take({{}, {{RowKind::Ride, boston, 9, east}}, {}}, m_view), LiveNeed::Nothing);
    }

    void whatMayComeInIsLookedFor()
    {
        const auto updated = one(RowKind::Ride, RowEvent::Updated, QUuid::createUuid());
        m_view.filtered = true;
        QCOMPARE(m_rows.take(updated, m_view), LiveNeed::Soon);
        m_view.filtered = false;
        m_view.order = LiveView::Order::Other;
        QCOMPARE(m_rows.take(updated, m_view), LiveNeed::Soon);
        QCOMPARE(m_rows.take(one(RowKind::Ride, RowEvent::Inserted, QUuid::createUuid()), m_view),
                 LiveNeed::Now);
        m_view.order = LiveView::Order::NewestFirst;
        m_view.loading = true; // read before the change, perhaps
        QCOMPARE(m_rows.take(updated, m_view), LiveNeed::Soon);
    }

    void relatedRowsAreSoonEnough()
    {
        QCOMPARE(m_rows.take(one(RowKind::User, RowEvent::Updated, QUuid::createUuid()), m_view),
                 LiveNeed::Soon);
        QCOMPARE(m_rows.take({{}, {{RowKind::User, rome, 5000, europe}}, {}}, m_view), LiveNeed::Soon);
    }

    void newRowsAppearAtTheStart()
    {
        QCOMPARE(m_rows.take(one(RowKind::Ride, RowEvent::Inserted, QUuid::createUuid()), m_view),
                 LiveNeed::Now);
        QVERIFY(!m_rows.hasUnseen());
    }

    void newRowsAreCountedElsewhere()
    {
        m_view.atStart = false;
        const QUuid taken = QUuid::createUuid();
        for (int i = 0; i < 37; ++i)
            QCOMPARE(m_rows.take(one(RowKind::Ride, RowEvent::Inserted, QUuid::createUuid()), m_view),
                     LiveNeed::Nothing);
        QCOMPARE(m_rows.unseen(), 37);
        // Told twice, counted once; deleted again, not counted any more.
        m_rows.take(one(RowKind::Ride, RowEvent::Inserted, taken), m_view);
        m_rows.take(one(RowKind::Ride, RowEvent::Inserted, taken), m_view);
        QCOMPARE(m_rows.unseen(), 38);
        m_rows.take(one(RowKind::Ride, RowEvent::Deleted, taken), m_view);
        QCOMPARE(m_rows.unseen(), 37);
        m_rows.forgetUnseen();
        QVERIFY(!m_rows.hasUnseen());
    }

    void whatCannotBeCountedIsNotGuessed()
    {
        m_view.atStart = false;
        m_rows.take(one(RowKind::Ride, RowEvent::Inserted, QUuid::createUuid()), m_view);
        QCOMPARE(m_rows.unseen(), 1);
        QCOMPARE(m_rows.take({{}, {{RowKind::Ride, rome, 5000, europe}}, {}}, m_view), LiveNeed::Now);
        QVERIFY(m_rows.hasUnseen());
        QCOMPARE(m_rows.unseen(), 0);

        m_rows.forgetUnseen();
        m_view.filtered = true;
        m_rows.take(one(RowKind::Ride, RowEvent::Inserted, QUuid::createUuid()), m_view);
        QVERIFY(m_rows.hasUnseen());
        QCOMPARE(m_rows.unseen(), 0);
    }

    void oldestFirstGrowsAtTheEnd()
    {
        m_view.order = LiveView::Order::OldestFirst;
        m_view.atStart = false;
        const auto inserted = one(RowKind::Ride, RowEvent::Inserted, QUuid::createUuid());
        QCOMPARE(m_rows.take(inserted, m_view), LiveNeed::Nothing);
        m_view.atEnd = true;
        QCOMPARE(m_rows.take(inserted, m_view), LiveNeed::Now);
        QVERIFY(!m_rows.hasUnseen());
    }

    void whatWasMissedIsReadAgain()
    {
        QCOMPARE(m_rows.take({{}, {}, {east, europe}}, m_view), LiveNeed::Now);
        QVERIFY(!m_rows.hasUnseen());
        QCOMPARE(m_rows.take({{}, {{RowKind::Ride, {}, 0, europe}}, {}}, m_view), LiveNeed::Now);
    }

    void whatIsNotSeenWaits()
    {
        m_view.place = [](const RowId &) { return LiveView::Place::Window; };
        QVERIFY(!m_rows.takeWide());
        const RowChange change{RowKind::Ride, {rome, QUuid::createUuid()}, RowEvent::Updated, europe};
        QCOMPARE(m_rows.take({{change}, {}, {}}, m_view), LiveNeed::Soon);
        QVERIFY(m_rows.takeWide()); // the whole window then
        QVERIFY(!m_rows.takeWide());
        m_view.place = [](const RowId &) { return LiveView::Place::Seen; };
        QCOMPARE(m_rows.take({{change}, {}, {}}, m_view), LiveNeed::Now);
        QVERIFY(!m_rows.takeWide());
    }

    void aFloodIsNotLookedUpRowByRow()
    {
        int lookups = 0;
        m_view.place = [&lookups](const RowId &) {
            ++lookups;
            return LiveView::Place::Nowhere;
        };
        ChangeBatch flood;
        for (int i = 0; i < 1'000; ++i)
            flood.rows.append({RowKind::Ride, {rome, QUuid::createUuid()}, RowEvent::Updated, europe});
        QCOMPARE(m_rows.take(flood, m_view), LiveNeed::Now);
        QCOMPARE(lookups, LiveRows::mostLookups);
    }

    void paceIsAtMostTenASecond()
    {
        RefreshPace pace;
        const auto start = RefreshPace::Clock::now();
        QCOMPARE(pace.earliest(LiveNeed::Nothing), RefreshPace::Clock::time_point::max());
        QVERIFY(pace.earliest(LiveNeed::Now) <= start);
        QVERIFY(pace.earliest(LiveNeed::Soon) <= start);
        pace.asked(start);
        pace.answered(start + 5ms);
        QVERIFY(pace.earliest(LiveNeed::Now) == start + 100ms);
        QVERIFY(pace.earliest(LiveNeed::Soon) == start + 1s);
        pace.asked(start);
        pace.answered(start + 130ms); // half of the time at the most
        QVERIFY(pace.earliest(LiveNeed::Now) == start + 260ms);
        pace.answered(start + 2s);
        QVERIFY(pace.earliest(LiveNeed::Soon) == start + 4s);
    }

private:
    LiveRows m_rows{rides};
    LiveView m_view;
    const QUuid m_shown = QUuid::createUuid();
};

QTEST_GUILESS_MAIN(TestLiveRows)
#include "tst_live_rows.moc"
