#include "db/lane/pq_session.h" // after the pages, which have an Answer of their own
#include "fleet_window.h"
#include "models/ride_model.h"
#include "models/vehicle_model.h"
#include "tests/support/patience.h"
#include "ui/bulk/bulk_dialog.h"
#include "ui/dialogs/confirm_dialog.h"
#include "ui/dialogs/reason_dialog.h"
#include "ui/export/export_dialog.h"
#include "ui/tables/column_chooser.h"

#include <QClipboard>
#include <QDir>
#include <QGuiApplication>
#include <QLabel>
#include <QLineEdit>
#include <QMenu>
#include <QPlainTextEdit>
#include <QPushButton>
#include <QRegularExpression>
#include <QSignalSpy>
#include <QTableView>
#include <QTemporaryDir>

using namespace movr;
using namespace movr::test;
using namespace std::chrono_literals;
using PageKind = PageTarget::Page;

namespace {

const QString west = QStringLiteral("gcp-us-west1");

} // namespace

/// Exports, and actions on many rows, from the window and against real servers.
class TestWindowMany : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void initTestCase()
    {
        const QString problem = m_it.startCluster();
        QVERIFY2(problem.isEmpty(), qPrintable(problem));
        QVERIFY(addVehicles(300));
        m_it.open();
        m_it.window().resize(1500, 900);
        QVERIFY(QTest::qWaitForWindowActive(&m_it.window()));
        QTRY_VERIFY_WITH_TIMEOUT(m_it.allUp(), patience);
    }

    void cleanupTestCase() { m_it.stop(); }

    void init()
    {
        m_it.messages().dismiss();
        m_it.window().showPage(PageKind::Vehicles);
        QVERIFY(m_it.pickPlace(west, QStringLiteral("Los Angeles")));
        m_it.window().currentPage()->refresh();
        QTRY_VERIFY_WITH_TIMEOUT(m_it.ready() && m_it.model()->rowCount() >= 200, patience);
        m_it.page()->view()->clearSelection();
    }

    void cleanup()
    {
        while (QDialog *open = m_it.dialog())
            open->reject();
        m_it.cluster().relays().setRoundTrip(m_it.cluster().deskRelay(west), 5ms);
    }

    void pageIsExportedAsItIsShown()
    {
        ColumnChooser *chooser = m_it.page()->view()->columnChooser();
        chooser->restoreState({VehicleModel::Color, VehicleModel::Owner});
        ExportDialog *dialog = openExport();
        QVERIFY(dialog);
        const QString file = fileFor(dialog, QStringLiteral("page.csv"));
        QTest::mouseClick(dialog->exportButton(), Qt::LeftButton);
        QTRY_VERIFY2_WITH_TIMEOUT(m_it.messages().text().contains(QStringLiteral("rows are exported to")),
                                  qPrintable(m_it.messages().text()), patience);
        QCOMPARE(m_it.messages().kind(), Message::Kind::Done);
        QVERIFY(FleetWindow::named<QPushButton>(&m_it.messages(), QStringLiteral("Show in folder")));
        QVERIFY(!m_it.dialog());
        const QStringList lines = linesOf(file);
        QCOMPARE(lines.first(),
                 QStringLiteral("id,city,type,brand,status,active_ride_id,last_location,date_added"));
        QVERIFY(lines.size() > 300); // not only the rows that are loaded
        for (int row = 0; row < 50; ++row)
            QVERIFY(lines.at(row + 1).startsWith(m_it.model()->rowId(row).id.toString(QUuid::WithoutBraces)));
        // The columns are shown again, and the folder is remembered.
        for (const int column : {VehicleModel::Color, VehicleModel::Owner})
            m_it.page()->view()->setColumnHidden(column, false);
        QCOMPARE(m_it.settings().exportFolder(), QFileInfo(file).absolutePath());
    }

    void columnsAreInTheViewMenu()
    {
        QMenu menu;
        m_it.window().currentPage()->fillColumnMenu(&menu);
        QCOMPARE(menu.actions().size(), int(VehicleModel::ColumnCount));
        menu.actions().at(VehicleModel::Brand)->trigger();
        QVERIFY(m_it.page()->view()->isColumnHidden(VehicleModel::Brand));
        QVERIFY(m_it.window().currentPage()->snapshot().visibleColumns.contains(QStringLiteral("type")));
        QVERIFY(!m_it.window().currentPage()->snapshot().visibleColumns.contains(QStringLiteral("brand")));
        const QVariantMap state = m_it.page()->saveState();
        menu.actions().at(VehicleModel::Brand)->trigger();
        QVERIFY(!m_it.page()->view()->isColumnHidden(VehicleModel::Brand));
        m_it.page()->restoreState(state);
        QVERIFY(m_it.page()->view()->isColumnHidden(VehicleModel::Brand));
        m_it.page()->view()->setColumnHidden(VehicleModel::Brand, false);
    }

    void failedExportKeepsTheForm()
    {
        QVERIFY(QDir(m_directory.path()).mkdir(QStringLiteral("gone")));
        ExportDialog *dialog = openExport();
        QVERIFY(dialog);
        const QString file = fileFor(dialog, QStringLiteral("gone/page.csv"));
        QVERIFY(QDir(m_directory.path()).rmdir(QStringLiteral("gone"))); // after it was looked at
        QTest::mouseClick(dialog->exportButton(), Qt::LeftButton);
        QTRY_VERIFY2_WITH_TIMEOUT(m_it.messages().text().contains(QStringLiteral("cannot be written")),
                                  qPrintable(m_it.messages().text()), patience);
        QCOMPARE(m_it.messages().kind(), Message::Kind::Error);
        QVERIFY(dialog->isVisible());
        QVERIFY(dialog->statusText().contains(file));
        QCOMPARE(FleetWindow::named<QLineEdit>(dialog, QStringLiteral("File"))->text(), file);
        QVERIFY(FleetWindow::named<QLineEdit>(dialog, QStringLiteral("File"))->isEnabled());
    }

    void exportIsCancelled()
    {
        m_it.cluster().relays().setBlackhole(m_it.cluster().deskRelay(west), true);
        ExportDialog *dialog = openExport();
        QVERIFY(dialog);
        const QString file = fileFor(dialog, QStringLiteral("cancelled.csv"));
        QTest::mouseClick(dialog->exportButton(), Qt::LeftButton);
        QVERIFY(dialog->isRunning());
        auto *cancel = FleetWindow::named<QPushButton>(dialog, QStringLiteral("Cancel export"));
        QVERIFY(cancel);
        QTest::mouseClick(cancel, Qt::LeftButton);
        QTRY_VERIFY2_WITH_TIMEOUT(dialog->statusText().contains(QStringLiteral("cancelled")),
                                  qPrintable(dialog->statusText()), patience);
        m_it.cluster().relays().setBlackhole(m_it.cluster().deskRelay(west), false);
        QVERIFY(!dialog->isRunning());
        QVERIFY(dialog->isVisible());
        QVERIFY(!QFile::exists(file));
        QTRY_VERIFY_WITH_TIMEOUT(m_it.allUp(), patience);
    }

    void severalLeaveServiceAndReturn()
    {
        selectRows(0, 40);
        QTRY_VERIFY_WITH_TIMEOUT(m_it.offered(ConsoleAction::TakeOutOfService), patience);
        QVERIFY2(!m_it.action(ConsoleAction::StartRide)->isEnabled(), "a ride is started on one vehicle");
        QVERIFY(!m_it.action(ConsoleAction::ShowOwner)->isEnabled());
        QVERIFY(m_it.action(ConsoleAction::AddVehicle)->isEnabled());
        QVERIFY(m_it.press(ConsoleAction::TakeOutOfService));
        auto *form = qobject_cast<ReasonDialog *>(m_it.dialog());
        QVERIFY(form);
        QVERIFY2(textsOf(form).contains(QStringLiteral("all 40 selected rows")), qPrintable(textsOf(form)));
        QVERIFY(!form->acceptButton()->isEnabled());
        FleetWindow::named<QPlainTextEdit>(form, QStringLiteral("Reason"))
            ->setPlainText(QStringLiteral("Recall"));
        QCOMPARE(form->acceptButton()->text().remove(u'&'), QStringLiteral("Take 40 out of service"));
        QTest::mouseClick(form->acceptButton(), Qt::LeftButton);
        QTRY_VERIFY2_WITH_TIMEOUT(m_it.messages().text().contains(QStringLiteral("40 done")),
                                  qPrintable(m_it.messages().text()), patience);
        const QString receipt = m_it.receipt();
        QVERIFY2(
            QRegularExpression(QStringLiteral("^Take out of service: 40 done \\(of 40\\) · [\\d.]+ m?s$"))
                .match(receipt)
                .hasMatch(),
            qPrintable(receipt));
        BulkDialog *results = bulkDialog();
        QVERIFY(results);
        QCOMPARE(results->change().doneCount(), 40);
        QVERIFY(!results->retryButton()->isEnabled());
        QVERIFY(!results->cancelButton()->isEnabled());
        results->close();
        QTRY_VERIFY_WITH_TIMEOUT(statusOf(0) == u"Out of service" && statusOf(39) == u"Out of service",
                                 patience);
        QCOMPARE(statusOf(40), QStringLiteral("Available"));

        // Some can be taken out and some returned: both are offered, and each says on how many it acts.
        selectRows(30, 20);
        QTRY_VERIFY_WITH_TIMEOUT(m_it.offered(ConsoleAction::ReturnToService)
                                     && m_it.offered(ConsoleAction::TakeOutOfService),
                                 patience);
        selectRows(0, 50);
        QTRY_VERIFY_WITH_TIMEOUT(m_it.offered(ConsoleAction::ReturnToService), patience);
        QVERIFY(m_it.press(ConsoleAction::ReturnToService));
        auto *question = qobject_cast<ConfirmDialog *>(m_it.dialog());
        QVERIFY(question);
        QVERIFY2(textsOf(question).contains(QStringLiteral("40 of the 50 selected rows")),
                 qPrintable(textsOf(question)));
        QVERIFY2(textsOf(question).contains(QStringLiteral("10 available")), qPrintable(textsOf(question)));
        QTest::mouseClick(question->acceptButton(), Qt::LeftButton);
        QTRY_VERIFY2_WITH_TIMEOUT(
            m_it.messages().text().startsWith(QStringLiteral("Return to service: 40 done")),
            qPrintable(m_it.messages().text()), patience);
        bulkDialog()->close();
        QTRY_COMPARE_WITH_TIMEOUT(statusOf(0), QStringLiteral("Available"), patience);
    }

    void refusalsAreListed()
    {
        selectRows(0, 10);
        QVERIFY(m_it.press(ConsoleAction::TakeOutOfService));
        auto *form = qobject_cast<ReasonDialog *>(m_it.dialog());
        QVERIFY(form);
        // Somebody else takes one of them out before this is sent.
        const RowId other = m_it.model()->rowId(3);
        const auto taken = await(m_it.fleet().takeOutOfService(
            {{QUuid::createUuid(), QStringLiteral("other")}, other, QStringLiteral("First")}));
        QVERIFY(taken.ok() && taken->done());
        FleetWindow::named<QPlainTextEdit>(form, QStringLiteral("Reason"))
            ->setPlainText(QStringLiteral("Recall"));
        QTest::mouseClick(form->acceptButton(), Qt::LeftButton);
        QTRY_VERIFY2_WITH_TIMEOUT(m_it.messages().text().contains(QStringLiteral("9 done, 1 refused")),
                                  qPrintable(m_it.messages().text()), patience);
        QCOMPARE(m_it.messages().kind(), Message::Kind::Warning);
        BulkDialog *results = bulkDialog();
        QCOMPARE(results->table()->model()->rowCount(), 1); // only what was not done
        auto *copy = FleetWindow::named<QPushButton>(results, QStringLiteral("Copy list"));
        QTest::mouseClick(copy, Qt::LeftButton);
        const QStringList lines = QGuiApplication::clipboard()->text().trimmed().split(u'\n');
        QCOMPARE(lines.size(), 2);
        QVERIFY2(lines.at(1).contains(other.id.toString(QUuid::WithoutBraces).left(8))
                     && lines.at(1).contains(QStringLiteral("out of service")),
                 qPrintable(lines.at(1)));
    }

    void manyAreCancelledAndSentAgain()
    {
        m_it.cluster().relays().setRoundTrip(m_it.cluster().deskRelay(west), 300ms);
        m_it.page()->view()->setFocus();
        QTest::keySequence(m_it.page()->view(), QKeySequence::SelectAll);
        QTRY_VERIFY_WITH_TIMEOUT(m_it.window().currentPage()->selectedRows().total >= 200, patience);
        QTRY_VERIFY_WITH_TIMEOUT(m_it.offered(ConsoleAction::RemoveVehicle), patience);
        QVERIFY(m_it.press(ConsoleAction::RemoveVehicle));
        auto *question = qobject_cast<ConfirmDialog *>(m_it.dialog());
        QVERIFY(question);
        QTest::mouseClick(question->acceptButton(), Qt::LeftButton);
        QTRY_VERIFY_WITH_TIMEOUT(bulkDialog(), patience);
        BulkDialog *results = bulkDialog();
        const int all = int(results->change().items().size());
        QVERIFY(all > BulkChange::chunkSize);
        QVERIFY(results->change().isRunning());
        QTest::mouseClick(results->cancelButton(), Qt::LeftButton);
        QTRY_VERIFY_WITH_TIMEOUT(!results->change().isRunning(), patience);
        QCOMPARE(results->change().doneCount(), BulkChange::chunkSize);
        QCOMPARE(results->change().count(BulkItem::State::NotSent), all - BulkChange::chunkSize);
        QCOMPARE(results->table()->model()->rowCount(), all - BulkChange::chunkSize);
        QVERIFY(results->retryButton()->isEnabled());
        QTest::mouseClick(results->retryButton(), Qt::LeftButton);
        QTRY_COMPARE_WITH_TIMEOUT(results->change().doneCount(), all, patience);
        QTRY_VERIFY_WITH_TIMEOUT(!results->change().isRunning(), patience);
        QVERIFY(!results->retryButton()->isEnabled());
    }

private:
    bool addVehicles(int count)
    {
        QString direct;
        for (const auto &endpoint : m_it.cluster().endpoints())
            if (endpoint.region == west)
                direct = endpoint.direct;
        PqSession session({west, direct, {}, QStringLiteral("movr-test"), {}});
        const QByteArray sql =
            "INSERT INTO vehicles (city, id, type, owner_id, date_added, status, last_location, brand) "
            "SELECT 'los angeles', gen_random_uuid(), 'bike', (SELECT id FROM users WHERE city = 'los "
            "angeles' LIMIT "
            "1), current_date + 1, 'available', 'Depot', 'Many' FROM generate_series(1, "
            + QByteArray::number(count) + ")";
        return session.open().ok() && session.execText(sql).ok();
    }

    ExportDialog *openExport()
    {
        m_it.activate();
        QTest::keyClick(&m_it.window(), Qt::Key_S, Qt::ControlModifier | Qt::ShiftModifier);
        return qobject_cast<ExportDialog *>(m_it.dialog());
    }
    QString fileFor(const QDialog *dialog, const QString &name)
    {
        const QString file = m_directory.filePath(name);
        FleetWindow::named<QLineEdit>(dialog, QStringLiteral("File"))->setText(file);
        return file;
    }
    static QStringList linesOf(const QString &file)
    {
        QFile in(file);
        return in.open(QIODevice::ReadOnly) ? QString::fromUtf8(in.readAll()).split(QStringLiteral("\r\n"))
                                            : QStringList();
    }
    void selectRows(int first, int count)
    {
        const PagedModel *model = m_it.model();
        m_it.page()->view()->selectionModel()->select(
            QItemSelection(model->index(first, 0), model->index(first + count - 1, model->columnCount() - 1)),
            QItemSelectionModel::ClearAndSelect);
    }
    QString statusOf(int row) { return m_it.model()->index(row, VehicleModel::Status).data().toString(); }
    BulkDialog *bulkDialog()
    {
        const auto all = m_it.window().findChildren<BulkDialog *>();
        for (BulkDialog *dialog : all)
            if (dialog->isVisible())
                return dialog;
        return nullptr;
    }
    static QString textsOf(const QWidget *parent)
    {
        QString texts;
        const auto labels = parent->findChildren<QLabel *>();
        for (const QLabel *label : labels)
            texts += label->text() + u'\n';
        return texts;
    }

    QTemporaryDir m_directory;
    FleetWindow m_it;
};

QTEST_MAIN(TestWindowMany)
#include "tst_window_many.moc"
