#include "db/cluster/relay.h"
#include "db/placement/placement_reader.h"
#include "fleet_window.h"
#include "models/placement/cell_table_model.h"
#include "models/placement/placement_row.h"
#include "models/placement/placement_tree_model.h"
#include "plain_sql.h"
#include "tests/support/patience.h"
#include "ui/placement/cell_table_view.h"
#include "ui/placement/definition_view.h"
#include "ui/placement/map_marker.h"
#include "ui/placement/placement_head.h"
#include "ui/placement/placement_page.h"
#include "ui/placement/placement_tree_view.h"
#include "ui/placement/placement_view.h"
#include "ui/placement/row_place_view.h"
#include "ui/placement/statements_view.h"

#include <QClipboard>
#include <QDockWidget>
#include <QPushButton>
#include <QSignalSpy>

using namespace movr;
using namespace movr::test;
using namespace std::chrono_literals;
using PageKind = PageTarget::Page;
using View = PlacementView;

/// The page Placement on a real fleet: what it shows is what the servers say, also while one of them does not.
class TestWindowPlacement : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void initTestCase()
    {
        const QString problem = m_it.startCluster();
        QVERIFY2(problem.isEmpty(), qPrintable(problem));
        m_it.open();
        m_it.window().resize(1280, 800);
        QVERIFY(QTest::qWaitForWindowExposed(&m_it.window()));
        QTRY_VERIFY_WITH_TIMEOUT(m_it.allUp(), patience);
        for (const auto &endpoint : m_it.cluster().endpoints())
            m_sql.insert(endpoint.region, std::make_shared<PlainSql>(endpoint.direct));
    }

    void cleanupTestCase()
    {
        m_sql.clear();
        m_it.stop();
    }

    void keyOpensThePage()
    {
        m_it.activate();
        QTest::keyClick(&m_it.window(), Qt::Key_5, Qt::ControlModifier);
        QCOMPARE(m_it.window().currentPage()->kind(), PageKind::Placement);
        QTRY_COMPARE_WITH_TIMEOUT(page()->state(), LoadState::Ready, patience);
        QVERIFY2(!m_it.window().findChild<QDockWidget *>()->isVisible(), "there is no row to inspect");
        QTRY_VERIFY2_WITH_TIMEOUT(read() && isWell(), qPrintable(page()->head()->text()), 30'000);
        for (const QString &table : {QStringLiteral("users"), QStringLiteral("vehicles"),
                                     QStringLiteral("rides"), QStringLiteral("operator_actions")})
            QVERIFY2(rows()->find(table).isValid(), qPrintable(table));
    }

    void figuresAreThoseOfTheServers()
    {
        QVERIFY(read());
        for (auto server = m_sql.cbegin(); server != m_sql.cend(); ++server) {
            const QString partition = partitionOf(server.key());
            const QString relation = QStringLiteral("users_") + partition;
            const QModelIndex row = rows()->find(relation);
            QVERIFY2(row.isValid(), qPrintable(relation));
            const QString bytes =
                (*server)->run(QStringLiteral("SELECT pg_table_size('public.%1')").arg(relation)).value(0);
            QCOMPARE(row.siblingAtColumn(PlacementTreeModel::Bytes).data().toString(),
                     bytesText(bytes.toDouble()));
            QCOMPARE(row.siblingAtColumn(PlacementTreeModel::Home).data().toString(), labelOf(server.key()));
            QCOMPARE(row.siblingAtColumn(PlacementTreeModel::Declared).data().toString(),
                     labelOf(server.key()));
            QCOMPARE(rows()->row(row)->copies.size(), 2);
        }
    }

    void rowsAreCountedOnRequest()
    {
        const QString relation = QStringLiteral("users_us_west");
        const QModelIndex row = rows()->find(relation).siblingAtColumn(PlacementTreeModel::Rows);
        QVERIFY2(row.data().toString().startsWith(QStringLiteral("about")),
                 qPrintable(row.data().toString()));
        QSignalSpy shown(page(), &PlacementPage::placementShown);
        press(QStringLiteral("Count exactly"));
        QTRY_VERIFY_WITH_TIMEOUT(!shown.isEmpty(), 60'000);
        const double counted =
            m_sql.value(west)->run(QStringLiteral("SELECT count(*) FROM ") + relation).value(0).toDouble();
        QCOMPARE(rows()->find(relation).siblingAtColumn(PlacementTreeModel::Rows).data().toString(),
                 rowsText(RowCount{counted, true}));
        QVERIFY(read());
    }

    void mapNarrowsTheTree()
    {
        view()->showTab(View::Loss);
        view()->showTab(View::Partitions);
        QAbstractButton *region = nullptr;
        for (MapMarker *marker : page()->findChildren<MapMarker *>())
            if (marker->accessibleName().contains(QStringLiteral("US West")))
                region = marker;
        QVERIFY(region);
        QVERIFY2(region->accessibleName().contains(QStringLiteral("Right")),
                 qPrintable(region->accessibleName()));
        QTest::mouseClick(region, Qt::LeftButton);
        QCOMPARE(view()->filter().region, west);
        QTest::keyClick(region, Qt::Key_Escape);
        QVERIFY(view()->filter().isEmpty());
    }

    void missingGuardIsFoundAndItsFixMendsIt()
    {
        for (const QString &guard : {QStringLiteral("movr_guard_row"), QStringLiteral("movr_guard_truncate")})
            m_sql.value(east)->run(QStringLiteral("DROP TRIGGER %1 ON users_us_west").arg(guard));
        QVERIFY(read());
        QTRY_VERIFY2_WITH_TIMEOUT(page()->head()->text().contains(QStringLiteral("inding")),
                                  qPrintable(page()->head()->text()), patience);
        view()->showTab(View::Findings);
        QVERIFY2(sentence().contains(QStringLiteral("us_west"))
                     && sentence().contains(QStringLiteral("accepts changes")),
                 qPrintable(sentence()));
        QGuiApplication::clipboard()->clear();
        QTest::mouseClick(FleetWindow::named<QPushButton>(page(), QStringLiteral("Copy fix")),
                          Qt::LeftButton);
        const QString fix = QGuiApplication::clipboard()->text();
        QVERIFY2(fix.contains(east), qPrintable(fix));
        QCOMPARE(m_sql.value(east)->run(guards()).value(0), QStringLiteral("0")); // the console ran nothing
        m_sql.value(east)->run(fix);
        QCOMPARE(m_sql.value(east)->run(guards()).value(0), QStringLiteral("1"));
        QVERIFY(read());
        QTRY_VERIFY2_WITH_TIMEOUT(isWell(), qPrintable(page()->head()->text()), patience);
    }

    void statementsAndDefinition()
    {
        view()->showTab(View::Statements);
        QTRY_VERIFY_WITH_TIMEOUT(!view()->statements()->isEmpty(), 30'000);
        view()->definition()->choose(QStringLiteral("rides"), west);
        view()->showTab(View::DefinitionText);
        QTRY_VERIFY_WITH_TIMEOUT(view()->definition()->sql().contains(QStringLiteral("CREATE TABLE")),
                                 patience);
        QVERIFY(view()->definition()->sql().contains(QStringLiteral("rides_us_west")));
    }

    void placeOfAVehicle()
    {
        m_it.window().showPage(PageKind::Vehicles);
        QVERIFY(m_it.pickPlace(QStringLiteral("All"), QStringLiteral("All cities")));
        QTRY_VERIFY_WITH_TIMEOUT(m_it.ready() && m_it.model()->rowCount() > 0, patience);
        m_it.clickRow(0);
        const auto vehicle = m_it.selected<Vehicle>();
        QVERIFY(m_it.press(ConsoleAction::ShowPlacement));
        QCOMPARE(m_it.window().currentPage()->kind(), PageKind::Placement);
        QTRY_VERIFY_WITH_TIMEOUT(view()->row()->hasPlace(), patience);
        auto *regions = FleetWindow::named<CellTableView>(page(), QStringLiteral("The row in each region"));
        const QString home = m_it.fleet().catalog().city(vehicle.city)->region;
        QCOMPARE(regions->cells()->table().keys.size(), 3);
        QCOMPARE(regions->cells()->table().keys.first(), home);
        QCOMPARE(regions->cells()->table().rows.first().at(1).text, QStringLiteral("Home"));
    }

    void aSilentRegionLeavesTheRest()
    {
        view()->showTab(View::Partitions);
        RelayHub &relays = m_it.cluster().relays();
        relays.setBlackhole(m_it.cluster().deskRelay(west), true);
        page()->refresh();
        QVERIFY2(reading(), "asking returns before anybody answers");
        QTRY_VERIFY2_WITH_TIMEOUT(
            page()->head()->notice().contains(QStringLiteral("US West could not be read")),
            qPrintable(page()->head()->notice()), 30'000);
        QCOMPARE(page()->state(), LoadState::Ready);
        using Column = PlacementTreeModel::Column;
        const QModelIndex lost = rows()->find(QStringLiteral("users_us_west"));
        QCOMPARE(lost.siblingAtColumn(Column::State).data().toString(), QStringLiteral("Unreachable"));
        const QModelIndex there = rows()->find(QStringLiteral("users_us_east"));
        QCOMPARE(there.siblingAtColumn(Column::Home).data().toString(), labelOf(east));

        for (const QString &region : {east, europe})
            relays.setBlackhole(m_it.cluster().deskRelay(region), true);
        page()->refresh();
        QTRY_COMPARE_WITH_TIMEOUT(page()->state(), LoadState::Stale, 40'000);
        QVERIFY2(page()->head()->notice().startsWith(QStringLiteral("Last known placement")),
                 qPrintable(page()->head()->notice()));
        QVERIFY(rows()->find(QStringLiteral("users_us_east")).isValid());

        for (const QString &region : {east, west, europe})
            relays.setBlackhole(m_it.cluster().deskRelay(region), false);
        QTRY_VERIFY_WITH_TIMEOUT(m_it.allUp(), 30'000);
        QTRY_VERIFY2_WITH_TIMEOUT(page()->state() == LoadState::Ready && page()->head()->notice().isEmpty(),
                                  qPrintable(page()->head()->notice()), 40'000); // by itself
    }

private:
    PlacementPage *page()
    {
        return qobject_cast<PlacementPage *>(m_it.window().view()->page(PageKind::Placement));
    }
    PlacementView *view() { return page()->view(); }
    PlacementTreeModel *rows() { return view()->tree()->rows(); }
    QString sentence() { return page()->findChild<QLabel *>(QStringLiteral("findingSentence"))->text(); }
    bool reading() { return FleetWindow::named<QWidget>(page(), QStringLiteral("Reading")); }

    /// Notes may be there: a partition that was never analyzed.
    bool isWell()
    {
        return page()->head()->text().startsWith(QStringLiteral("Everything is where it should be"));
    }

    /// F5, and the answer to it.
    bool read()
    {
        QSignalSpy shown(page(), &PlacementPage::placementShown);
        m_it.activate();
        QTest::keyClick(&m_it.window(), Qt::Key_F5);
        return QTest::qWaitFor([&shown] { return !shown.isEmpty(); }, 20'000);
    }

    void press(const QString &text)
    {
        for (QAction *action : page()->toolBarActions())
            if (action->text() == text)
                for (QToolBar *bar : m_it.window().view()->findChildren<QToolBar *>())
                    if (QWidget *button = bar->widgetForAction(action))
                        QTest::mouseClick(button, Qt::LeftButton);
    }

    static QString partitionOf(const QString &region)
    {
        return region == east ? QStringLiteral("us_east")
             : region == west ? QStringLiteral("us_west")
                              : QStringLiteral("europe_west");
    }
    /// As people read it.
    static QString labelOf(const QString &region)
    {
        return region == east ? QStringLiteral("US East")
             : region == west ? QStringLiteral("US West")
                              : QStringLiteral("Europe West");
    }
    static QString guards()
    {
        return QStringLiteral("SELECT count(*) FROM pg_trigger WHERE tgname = 'movr_guard_row' "
                              "AND tgrelid = 'public.users_us_west'::regclass");
    }

    static inline const QString east = QStringLiteral("gcp-us-east1");
    static inline const QString west = QStringLiteral("gcp-us-west1");
    static inline const QString europe = QStringLiteral("gcp-europe-west1");
    FleetWindow m_it;
    QHash<QString, std::shared_ptr<PlainSql>> m_sql;
};

QTEST_MAIN(TestWindowPlacement)
#include "tst_window_placement.moc"
