#include "fleet_window.h"
#include "models/vehicle_model.h"
#include "plain_sql.h"
#include "tests/support/patience.h"
#include "ui/inspector/inspector.h"
#include "ui/tables/new_rows_bar.h"

#include <QPlainTextEdit>
#include <QPushButton>
#include <QScrollBar>
#include <QSignalSpy>

using namespace movr;
using namespace movr::test;
using namespace std::chrono_literals;
using PageKind = PageTarget::Page;

/// What others do appears in the window by itself, and disturbs nobody.
class TestWindowLive : public QObject
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
        for (const QString &region : {east, west, europe})
            QTRY_VERIFY_WITH_TIMEOUT(m_it.fleet().live(region).listening, patience);
        for (const auto &endpoint : m_it.cluster().endpoints())
            m_direct.insert(endpoint.region, endpoint.direct);
        m_others = std::make_unique<PlainSql>(m_direct.value(east));
    }

    void cleanupTestCase()
    {
        m_others.reset();
        m_it.stop();
    }

    void aChangeAppearsAndNothingMoves();
    void anOpenDialogStays();
    void newRowsAppearAtTheTop();
    void newRowsAreCountedElsewhere();
    void aVanishedRowIsTold();
    void copiesAreWaitedFor();
    void aHiddenPageIsReadWhenItIsShown();
    void aRegionThatComesBackIsHeardAgain();
    void withoutNoticesRowsAreReadNowAndThen();

private:
    void show(PageKind kind, const QString &region)
    {
        m_it.window().showPage(kind);
        QVERIFY(m_it.pickPlace(region, QStringLiteral("All cities")));
        QTRY_VERIFY2_WITH_TIMEOUT(m_it.settled(), qPrintable(m_it.state()), patience);
        m_it.page()->view()->scrollToTop();
        m_it.page()->view()->clearSelection();
        QTest::qWait(300); // what was missed has been read
        QTRY_VERIFY_WITH_TIMEOUT(m_it.settled(), patience);
    }
    QString cell(const RowId &id, int column)
    {
        const int row = m_it.model()->rowOf(id);
        return row < 0 ? QString() : m_it.model()->index(row, column).data().toString();
    }
    void scrollDown()
    {
        m_it.page()->view()->verticalScrollBar()->setValue(40 * m_it.page()->view()->rowHeight(0));
        QTest::qWait(300);
        QTRY_VERIFY_WITH_TIMEOUT(m_it.settled(), patience);
    }
    /// Rides that are over, as another program writes them.
    void addRides(int count)
    {
        m_others->run(
            QStringLiteral(
                "DO $$ DECLARE v record; BEGIN SELECT vehicle_id, rider_id, rider_city INTO v FROM rides "
                "WHERE city = 'boston' LIMIT 1; FOR i IN 1..%1 LOOP INSERT INTO rides (city, id, vehicle_id, "
                "rider_id, rider_city, start_time, end_time, length) VALUES ('boston', gen_random_uuid(), "
                "v.vehicle_id, v.rider_id, v.rider_city, clock_timestamp(), clock_timestamp(), '0'); "
                "COMMIT; END LOOP; END $$")
                .arg(count));
    }
    NewRowsBar *newRows() { return m_it.page()->findChild<NewRowsBar *>(); }

    const QString east = QStringLiteral("gcp-us-east1");
    const QString west = QStringLiteral("gcp-us-west1");
    const QString europe = QStringLiteral("gcp-europe-west1");
    FleetWindow m_it;
    QHash<QString, QString> m_direct;
    std::unique_ptr<PlainSql> m_others;
};

void TestWindowLive::aChangeAppearsAndNothingMoves()
{
    show(PageKind::Vehicles, east);
    scrollDown();
    auto *view = m_it.page()->view();
    const int first = view->rowAt(5);
    const RowId selected = m_it.model()->rowId(first + 2);
    const RowId changed = m_it.model()->rowId(first + 4);
    m_it.clickRow(first + 2);
    const int position = view->verticalScrollBar()->value();
    QElapsedTimer clock;
    clock.start();
    m_others->run(QStringLiteral("UPDATE vehicles SET last_location = 'Pier 39' WHERE id = %1")
                      .arg(PlainSql::quoted(changed.id)));
    QTRY_COMPARE_WITH_TIMEOUT(cell(changed, VehicleModel::Location), QStringLiteral("Pier 39"), patience);
    qInfo("a change by plain SQL was in the window after %lld ms", clock.elapsed());
    QCOMPARE(view->verticalScrollBar()->value(), position);
    QCOMPARE(m_it.selected<Vehicle>().rowId(), selected);
    QCOMPARE(view->selectionModel()->selectedRows().size(), 1);

    // The selected row's own change reaches the inspector.
    m_others->run(QStringLiteral("UPDATE vehicles SET color = 'chartreuse' WHERE id = %1")
                      .arg(PlainSql::quoted(selected.id)));
    QTRY_COMPARE_WITH_TIMEOUT(m_it.selected<Vehicle>().color, QStringLiteral("chartreuse"), patience);
    auto *inspector = m_it.window().findChild<Inspector *>();
    QTRY_COMPARE_WITH_TIMEOUT(std::get<Vehicle>(inspector->selection()).color, QStringLiteral("chartreuse"),
                              patience);
    QCOMPARE(view->verticalScrollBar()->value(), position);
}

void TestWindowLive::anOpenDialogStays()
{
    show(PageKind::Vehicles, east);
    QVERIFY(m_it.selectWhere<Vehicle>([](const Vehicle &v) { return v.status == VehicleStatus::Available; }));
    const RowId chosen = m_it.selected<Vehicle>().rowId();
    QDialog *form = m_it.window().openDialog(ConsoleAction::TakeOutOfService);
    QVERIFY(form);
    auto *reason = form->findChild<QPlainTextEdit *>();
    reason->setPlainText(QStringLiteral("Half a sen"));
    m_others->run(
        QStringLiteral("UPDATE vehicles SET last_location = 'Elsewhere' WHERE city = 'boston' AND id IN "
                       "(SELECT id FROM vehicles WHERE city = 'boston' LIMIT 50); "
                       "UPDATE vehicles SET last_location = 'Moved on' WHERE id = %1")
            .arg(PlainSql::quoted(chosen.id)));
    QTRY_COMPARE_WITH_TIMEOUT(cell(chosen, VehicleModel::Location), QStringLiteral("Moved on"), patience);
    QVERIFY(form->isVisible());
    QCOMPARE(reason->toPlainText(), QStringLiteral("Half a sen"));
    form->reject();
}

void TestWindowLive::newRowsAppearAtTheTop()
{
    show(PageKind::Rides, east);
    const RowId before = m_it.model()->rowId(0);
    m_it.clickRow(3);
    const RowId selected = m_it.selected<Ride>().rowId();
    addRides(2);
    QTRY_COMPARE_WITH_TIMEOUT(m_it.model()->rowOf(before), 2, patience);
    QVERIFY(!newRows()->isVisible());
    QCOMPARE(m_it.selected<Ride>().rowId(), selected);
    QCOMPARE(m_it.page()->view()->verticalScrollBar()->value(), 0);
}

void TestWindowLive::newRowsAreCountedElsewhere()
{
    show(PageKind::Rides, east);
    scrollDown();
    auto *view = m_it.page()->view();
    const int position = view->verticalScrollBar()->value();
    const RowId top = m_it.model()->rowId(view->rowAt(1));
    addRides(37);
    QTRY_COMPARE_WITH_TIMEOUT(newRows()->text(), QStringLiteral("37 new rides"), patience);
    QVERIFY(newRows()->isVisible());
    QCOMPARE(newRows()->accessibleName(), QStringLiteral("37 new rides"));
    QCOMPARE(m_it.model()->rowId(view->rowAt(1)), top);
    QCOMPARE(view->verticalScrollBar()->value(), position);
    if (const QString pictures = qEnvironmentVariable("MOVR_TEST_PICTURES"); !pictures.isEmpty())
        m_it.window().grab().save(pictures + QStringLiteral("/new_rows.png"));
    m_it.activate();
    auto *button = newRows()->findChild<QPushButton *>();
    button->setFocus();
    QTest::keyClick(button, Qt::Key_Space);
    QTRY_VERIFY_WITH_TIMEOUT(!newRows()->isVisible(), patience);
    QTRY_COMPARE_WITH_TIMEOUT(view->verticalScrollBar()->value(), 0, patience);
    QTRY_VERIFY_WITH_TIMEOUT(m_it.model()->rowOf(top) >= 37, patience);
    QVERIFY(view->hasFocus());
}

void TestWindowLive::aVanishedRowIsTold()
{
    show(PageKind::Vehicles, east);
    QVERIFY(m_it.pick(FleetWindow::named<QComboBox>(m_it.page(), QStringLiteral("Status:")),
                      QStringLiteral("Available")));
    QTRY_VERIFY_WITH_TIMEOUT(m_it.ready(), patience);
    m_it.clickRow(4);
    const RowId chosen = m_it.selected<Vehicle>().rowId();
    const RowId neighbour = m_it.model()->rowId(5);
    m_others->run(QStringLiteral("UPDATE vehicles SET status = 'removed' WHERE id = %1")
                      .arg(PlainSql::quoted(chosen.id)));
    QTRY_COMPARE_WITH_TIMEOUT(m_it.model()->rowOf(chosen), -1, patience);
    auto *inspector = m_it.window().findChild<Inspector *>();
    auto *note = inspector->findChild<QLabel *>(QStringLiteral("lostNote"));
    QTRY_VERIFY_WITH_TIMEOUT(note->isVisible(), patience);
    QCOMPARE(std::get<Vehicle>(inspector->selection()).rowId(), chosen);
    // Nothing else has been selected in its place, and nothing can be done to it.
    QVERIFY(std::holds_alternative<std::monostate>(m_it.page()->selection()));
    QVERIFY(!m_it.offered(ConsoleAction::TakeOutOfService));
    if (const QString pictures = qEnvironmentVariable("MOVR_TEST_PICTURES"); !pictures.isEmpty())
        m_it.window().grab().save(pictures + QStringLiteral("/lost_row.png"));
    m_it.clickRow(m_it.model()->rowOf(neighbour));
    QTRY_VERIFY_WITH_TIMEOUT(!note->isVisible(), patience);
    QCOMPARE(std::get<Vehicle>(inspector->selection()).rowId(), neighbour);
    QVERIFY(m_it.pick(FleetWindow::named<QComboBox>(m_it.page(), QStringLiteral("Status:")),
                      QStringLiteral("All but removed")));
    QTRY_VERIFY_WITH_TIMEOUT(m_it.ready(), patience);
}

void TestWindowLive::copiesAreWaitedFor()
{
    auto *freshness = m_it.bar().findChild<QComboBox *>(QStringLiteral("freshnessPicker"));
    show(PageKind::Vehicles, europe);
    QVERIFY(m_it.pick(freshness, QStringLiteral("Nearest copy")));
    QTRY_VERIFY_WITH_TIMEOUT(m_it.ready(), patience);
    QVERIFY(m_it.fleet().nearest() != europe);
    const RowId row = m_it.model()->rowId(1);
    PlainSql home(m_direct.value(europe));
    home.run(QStringLiteral("UPDATE vehicles SET last_location = 'Far away' WHERE id = %1")
                 .arg(PlainSql::quoted(row.id)));
    QTRY_COMPARE_WITH_TIMEOUT(cell(row, VehicleModel::Location), QStringLiteral("Far away"), patience);
    QVERIFY(m_it.pick(freshness, QStringLiteral("Home regions")));
    QTRY_VERIFY_WITH_TIMEOUT(m_it.ready(), patience);
}

void TestWindowLive::aHiddenPageIsReadWhenItIsShown()
{
    show(PageKind::Vehicles, east);
    const RowId row = m_it.model()->rowId(1);
    m_it.window().showPage(PageKind::Users);
    QTRY_VERIFY_WITH_TIMEOUT(m_it.settled(), patience);
    m_others->run(QStringLiteral("UPDATE vehicles SET last_location = 'Meanwhile' WHERE id = %1")
                      .arg(PlainSql::quoted(row.id)));
    QTest::qWait(300);
    m_it.window().showPage(PageKind::Vehicles);
    QTRY_COMPARE_WITH_TIMEOUT(cell(row, VehicleModel::Location), QStringLiteral("Meanwhile"), patience);
}

void TestWindowLive::aRegionThatComesBackIsHeardAgain()
{
    show(PageKind::Vehicles, west);
    QSignalSpy changes(&m_it.fleet(), &Fleet::changed);
    QVERIFY(onWorker([this] { return m_it.cluster().crashServer(west); }).ok());
    QTRY_VERIFY_WITH_TIMEOUT(!m_it.fleet().live(west).listening, patience);
    QCOMPARE(m_it.fleet().live(west).failure.kind, FailureKind::Connection);
    QVERIFY(m_it.fleet().live(east).listening);
    QVERIFY(onWorker([this] { return m_it.cluster().restartServer(west); }).ok());
    QTRY_VERIFY_WITH_TIMEOUT(m_it.fleet().live(west).listening, patience);
    const auto missed = [&changes, this] {
        return std::any_of(changes.cbegin(), changes.cend(), [this](const QList<QVariant> &one) {
            return one.first().value<ChangeBatch>().missed.contains(west);
        });
    };
    QTRY_VERIFY_WITH_TIMEOUT(missed(), patience);
    QTRY_VERIFY_WITH_TIMEOUT(m_it.ready(), patience);
    const RowId row = m_it.model()->rowId(1);
    PlainSql home(m_direct.value(west));
    home.run(QStringLiteral("UPDATE vehicles SET last_location = 'Back again' WHERE id = %1")
                 .arg(PlainSql::quoted(row.id)));
    QTRY_COMPARE_WITH_TIMEOUT(cell(row, VehicleModel::Location), QStringLiteral("Back again"), patience);
}

void TestWindowLive::withoutNoticesRowsAreReadNowAndThen()
{
    // As on a server whose schema is older, or whose engine cannot notify: the triggers are not there.
    for (const char *table : {"users", "vehicles", "rides", "operator_actions"})
        m_others->run(QStringLiteral("ALTER TABLE %1 DISABLE TRIGGER movr_send").arg(QLatin1String(table)));
    m_others->run(
        QStringLiteral("SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE application_name = "
                       "'movr-console changes' AND datname = current_database()"));
    QTRY_COMPARE_WITH_TIMEOUT(m_it.fleet().live(east).failure.kind, FailureKind::SchemaVersion, patience);
    QVERIFY(!m_it.fleet().live(east).listening);
    QCOMPARE(m_it.fleet().region(east).state, RegionState::Up);
    show(PageKind::Vehicles, east);
    const RowId row = m_it.model()->rowId(1);
    m_others->run(QStringLiteral("UPDATE vehicles SET last_location = 'Unannounced' WHERE id = %1")
                      .arg(PlainSql::quoted(row.id)));
    QTRY_COMPARE_WITH_TIMEOUT(cell(row, VehicleModel::Location), QStringLiteral("Unannounced"), patience);
}

QTEST_MAIN(TestWindowLive)
#include "tst_window_live.moc"
