#include "db/movr/page_reader.h"
#include "tests/support/test_fleet.h"

#include <QTest>

#include <cmath>

using namespace movr;
using namespace movr::test;

namespace {

constexpr double shares[] = {0.02, 0.1, 0.35, 0.5, 0.8, 0.97};

/// Of the rows, between where one asked to be and where one is: a hundred rows are described more roughly.
double farthest(double rows)
{
    return rows < 1000 ? 0.12 : 0.06;
}

struct Place {
    QString name;
    ViewScope scope;
    QStringList cities; ///< none: all
};

} // namespace

/// A jump by the servers' statistics leads to where one wanted to be, in every order, scope and freshness.
class TestPositions : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void initTestCase()
    {
        const auto endpoints = sharedEndpoints();
        QVERIFY2(endpoints.size() == 3, "no shared fleet: run this test through ctest");
        m_admins = std::make_unique<Admins>(endpoints);
        m_fleet = std::make_unique<Fleet>(directDeployment(endpoints));
        QVERIFY(connectFleet(*m_fleet));
    }
    void cleanupTestCase() { m_fleet.reset(); }

    void rides_data() { places(); }
    void rides()
    {
        RideQuery query;
        check(query, QStringLiteral("rides"), QStringLiteral("true"),
              {QStringLiteral("start_time::timestamptz"), QStringLiteral("id::uuid")});
    }
    void vehiclesByDay_data() { places(); }
    void vehiclesByDay()
    {
        VehicleQuery query;
        query.filter.withRemoved = true;
        check(query, QStringLiteral("vehicles"), QStringLiteral("true"),
              {QStringLiteral("date_added::date"), QStringLiteral("id::uuid")});
    }
    void vehiclesByStatus_data() { places(); }
    void vehiclesByStatus()
    {
        VehicleQuery query;
        query.sort = VehicleSort::Status;
        query.order = Qt::AscendingOrder;
        check(
            query, QStringLiteral("vehicles"), QStringLiteral("status <> 'removed'"),
            {QStringLiteral("status::text"), QStringLiteral("date_added::date"), QStringLiteral("id::uuid")});
    }
    void usersByName_data() { places(); }
    void usersByName()
    {
        UserQuery query;
        query.order = Qt::AscendingOrder;
        check(query, QStringLiteral("users"), QStringLiteral("username IS NOT NULL"),
              {QStringLiteral("last_name COLLATE \"C\"::text"),
               QStringLiteral("first_name COLLATE \"C\"::text"), QStringLiteral("id::uuid")});
    }

    void aTimeRangeIsAWholeOfItsOwn()
    {
        RideQuery query;
        const QDateTime now = QDateTime::currentDateTimeUtc();
        query.filter.started = TimeRange{TimeRange::Kind::Between, now.addDays(-40), now.addDays(-30)};
        auto positions = await(m_fleet->positions(QStringLiteral("range"), oneCity(), query));
        QVERIFY2(positions.ok(), describe(positions));
        const QString middle = positions->keyAt(0.5).constFirst().toString();
        QVERIFY2(middle > now.addDays(-37).toString(Qt::ISODate)
                     && middle < now.addDays(-33).toString(Qt::ISODate),
                 qPrintable(middle));
        const double rows =
            count(QStringLiteral("rides"),
                  QStringLiteral("city = 'amsterdam' AND start_time >= now() - interval '40 days' AND "
                                 "start_time < now() - interval '30 days'"));
        QVERIFY2(std::abs(positions->rows() - rows) < rows / 4,
                 qPrintable(QStringLiteral("%1 of %2").arg(positions->rows()).arg(rows)));
    }

    void withoutStatistics()
    {
        // Nobody has analysed the record yet: its ends tell.
        Admin &home = m_admins->in(homeOf(QStringLiteral("amsterdam")));
        home.run(QStringLiteral(
            "DELETE FROM pg_statistic WHERE starelid = 'operator_actions_europe_west'::regclass"));
        auto positions = await(m_fleet->positions(QStringLiteral("actions"), oneCity(), ActionQuery{}));
        QVERIFY2(positions.ok(), describe(positions));
        QVERIFY(positions->known());
        const PageKey middle = positions->keyAt(0.5);
        QVERIFY(std::abs(positions->shareBefore(middle) - 0.5) < 0.01);
        ActionQuery query;
        query.from = middle;
        auto page = await(m_fleet->actions(QStringLiteral("actions"), oneCity(), query));
        QVERIFY2(page.ok(), describe(page));
        QVERIFY(!page->rows.isEmpty());
    }

    void noRowsAndOneRow()
    {
        RideQuery none;
        none.filter.id = RowId{QStringLiteral("amsterdam"), QUuid::createUuid()};
        auto positions = await(m_fleet->positions(QStringLiteral("none"), oneCity(), none));
        QVERIFY2(positions.ok(), describe(positions));
        auto page = await(m_fleet->rides(QStringLiteral("none"), oneCity(), none));
        QVERIFY2(page.ok(), describe(page));
        QVERIFY(page->rows.isEmpty() && !page->more);

        RideQuery one;
        auto any = await(m_fleet->rides(QStringLiteral("one"), oneCity(), RideQuery{}));
        QVERIFY2(any.ok(), describe(any));
        one.filter.id = any->rows.constFirst().rowId();
        positions = await(m_fleet->positions(QStringLiteral("one"), oneCity(), one));
        QVERIFY2(positions.ok(), describe(positions));
        QVERIFY(positions->rows() <= 2);
        page = await(m_fleet->rides(QStringLiteral("one"), oneCity(), one));
        QVERIFY2(page.ok(), describe(page));
        QCOMPARE(page->rows.size(), 1);
    }

private:
    static ViewScope oneCity()
    {
        return {homeOf(QStringLiteral("amsterdam")), QStringLiteral("amsterdam"), ViewScope::Freshness::Home};
    }
    static void places()
    {
        QTest::addColumn<QString>("region");
        QTest::addColumn<QString>("city");
        QTest::addColumn<bool>("nearest");
        QTest::newRow("one city") << homeOf(QStringLiteral("paris")) << QStringLiteral("paris") << false;
        QTest::newRow("one region") << homeOf(QStringLiteral("seattle")) << QString() << false;
        QTest::newRow("all regions, homes") << QString() << QString() << false;
        QTest::newRow("all regions, nearest copy") << QString() << QString() << true;
    }

    /// Rows of the whole fleet, as one server has copies of all of them.
    double count(const QString &table, const QString &where)
    {
        return m_admins->in(QStringLiteral("gcp-europe-west1"))
            .value(QStringLiteral("SELECT count(*) FROM %1 WHERE %2").arg(table, where))
            .toDouble();
    }

    template <class Row, class Query>
    QFuture<Result<Page<Row>>> page(const ViewScope &scope, const Query &query)
    {
        if constexpr (std::is_same_v<Query, RideQuery>)
            return m_fleet->rides(QStringLiteral("test"), scope, query);
        else if constexpr (std::is_same_v<Query, VehicleQuery>)
            return m_fleet->vehicles(QStringLiteral("test"), scope, query);
        else
            return m_fleet->users(QStringLiteral("test"), scope, query);
    }

    template <class Query>
    void check(Query query, const QString &table, const QString &where, const QStringList &keyColumns)
    {
        QFETCH(QString, region);
        QFETCH(QString, city);
        QFETCH(bool, nearest);
        const ViewScope scope{region, city,
                              nearest ? ViewScope::Freshness::Nearest : ViewScope::Freshness::Home};
        QStringList cities;
        for (const QString &name : m_fleet->catalog().citiesOf(region))
            if (city.isEmpty() || name == city)
                cities.append(quoted(name));
        const QString whole = QStringLiteral("city IN (%1) AND %2").arg(cities.join(u','), where);
        // Other tests change these tables at the same time: what is described is what is counted.
        for (const RegionStatus &one : m_fleet->regions())
            m_admins->in(one.name).run(QStringLiteral("ANALYZE ") + table);
        auto positions = await(m_fleet->positions(QStringLiteral("positions"), scope, query));
        QVERIFY2(positions.ok(), describe(positions));
        const double rows = count(table, whole);
        QVERIFY2(std::abs(positions->rows() - rows) < std::max(rows / 10, 40.0),
                 qPrintable(QStringLiteral("%1 of %2 rows").arg(positions->rows()).arg(rows)));
        const bool ascending = query.order == Qt::AscendingOrder;
        for (const double share : shares) {
            query.from = positions->keyAt(share);
            QStringList values;
            QStringList columns;
            for (qsizetype i = 0; i < keyColumns.size(); ++i) {
                columns.append(keyColumns.at(i).section(QStringLiteral("::"), 0, 0));
                values.append(QStringLiteral("CAST(%1 AS %2)")
                                  .arg(quoted(query.from->at(i).toString()),
                                       keyColumns.at(i).section(QStringLiteral("::"), 1)));
            }
            const double before = count(
                table, QStringLiteral("%1 AND (%2) %3 (%4)")
                           .arg(whole, columns.join(u','),
                                ascending ? QStringLiteral("<=") : QStringLiteral(">="), values.join(u',')));
            QVERIFY2(std::abs(before / rows - share) < farthest(rows),
                     qPrintable(QStringLiteral("asked for %1, was at %2").arg(share).arg(before / rows)));
            QVERIFY(std::abs(positions->shareBefore(*query.from) - share) < farthest(rows));
        }
    }

    std::unique_ptr<Admins> m_admins;
    std::unique_ptr<Fleet> m_fleet;
};

QTEST_GUILESS_MAIN(TestPositions)
#include "tst_positions.moc"
