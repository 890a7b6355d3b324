#include "models/vehicle_model.h"
#include "ui/tables/paged_table_view.h"
#include "ui/tables/table_notice.h"
#include "ui/tables/table_state_overlay.h"

#include <QClipboard>
#include <QHeaderView>
#include <QLabel>
#include <QPushButton>
#include <QScrollBar>
#include <QSignalSpy>
#include <QTest>

#include <algorithm>
#include <memory>

using namespace movr;

namespace {

constexpr int everything = 5000;

Vehicle vehicle(int number)
{
    Vehicle row;
    row.id = QUuid::createUuidV5(QUuid(), QString::number(number));
    row.city = QStringLiteral("rome");
    row.brand = QStringLiteral("Brand %1").arg(number);
    return row;
}

/// What a server with `everything` rows answers.
VehiclePage answer(const PageRequest &request)
{
    const bool forward = request.direction == PageDirection::Forward;
    const int from = request.from ? request.from->constFirst().toInt() : forward ? -1 : everything;
    const int begin = forward ? from + 1 : std::max(0, from - request.limit);
    const int end = forward ? std::min(everything, begin + request.limit) : from;
    VehiclePage page;
    for (int i = begin; i < end; ++i) {
        page.rows.append(vehicle(i));
        page.keys.append(PageKey{i});
    }
    page.more = forward ? end < everything : begin > 0;
    return page;
}

Failure failure()
{
    Failure result;
    result.kind = FailureKind::Timeout;
    result.sentence = QStringLiteral("gcp-us-east1 did not answer within 15 s.");
    return result;
}

} // namespace

class TestPagedTableView : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void init()
    {
        m_requests.clear();
        m_model = std::make_unique<VehicleModel>();
        m_view = std::make_unique<PagedTableView>(m_model.get());
        m_overlay = new TableStateOverlay(m_model.get(), m_view.get());
        m_overlay->setRowsName(QStringLiteral("vehicles"));
        connect(m_model.get(), &PagedModel::pageWanted, this,
                [this](const PageRequest &request) { m_requests.append(request); });
        m_view->resize(900, 500);
        m_view->show();
        QVERIFY(QTest::qWaitForWindowExposed(m_view.get()));
    }
    void cleanup()
    {
        m_view.reset();
        m_model.reset();
    }

    void scrollingDownAndUpFetchesBothWays();
    void positionStaysWhenRowsComeAndGoAbove();
    void positionAndSelectionStayOnRefresh();
    void newRowsShowAtTheVeryStart();
    void overlayForEachState();
    void overlayButtons();
    void noticeTellsStaleRowsAndGaps();
    void homeAndEndLeadToTheEndsOfTheData();
    void returnActivates();
    void keyboardOpensTheContextMenu();
    void copyIsTabSeparated();
    void headerSortsOnlyWhereAnIndexServes();
    void widthsAndOrderAreRestored();

private:
    void reply()
    {
        QVERIFY(!m_requests.isEmpty());
        const PageRequest request = m_requests.takeLast();
        QVERIFY(m_model->acceptPage(request.generation, answer(request)));
    }
    void replyToAll()
    {
        for (int i = 0; i < 40 && m_model->isLoading(); ++i) {
            if (m_requests.isEmpty())
                QCoreApplication::processEvents(); // rows that are still in memory come by themselves
            else
                reply();
        }
    }
    void load()
    {
        m_model->reload();
        replyToAll();
    }
    QString brandAt(int y) const
    {
        return m_view->indexAt({10, y}).siblingAtColumn(VehicleModel::Brand).data().toString();
    }
    void scrollToBottom() { m_view->verticalScrollBar()->setValue(m_view->verticalScrollBar()->maximum()); }

    std::unique_ptr<VehicleModel> m_model;
    std::unique_ptr<PagedTableView> m_view;
    TableStateOverlay *m_overlay = nullptr;
    QList<PageRequest> m_requests;
};

void TestPagedTableView::scrollingDownAndUpFetchesBothWays()
{
    m_model->reload();
    reply();
    QVERIFY2(m_requests.isEmpty(), "a page that is far from its end asks for no other");
    scrollToBottom();
    QCOMPARE(m_requests.size(), 1);
    QCOMPARE(m_requests.constLast().direction, PageDirection::Forward);
    for (int i = 0; i < 14; ++i) {
        replyToAll();
        scrollToBottom();
    }
    QVERIFY(!m_model->atStart());
    replyToAll();
    m_view->verticalScrollBar()->setValue(0);
    QVERIFY(m_model->isLoading()); // upwards: from memory
    QVERIFY(m_requests.isEmpty());
    for (int i = 0; i < 25; ++i) {
        replyToAll();
        m_view->verticalScrollBar()->setValue(0);
    }
    QVERIFY(m_model->atStart());
    QCOMPARE(brandAt(2), QStringLiteral("Brand 0"));
    QVERIFY(m_model->rowCount() <= PagedModel::maximumRows);
}

void TestPagedTableView::positionStaysWhenRowsComeAndGoAbove()
{
    load();
    for (int i = 0; i < 14; ++i) {
        scrollToBottom();
        const QString seen = brandAt(40);
        const int offset = m_view->rowViewportPosition(m_view->rowAt(40));
        replyToAll();
        QCOMPARE(brandAt(40), seen);
        QCOMPARE(m_view->rowViewportPosition(m_view->rowAt(40)), offset);
    }
    QVERIFY(!m_model->atStart());
    for (int i = 0; i < 5; ++i) {
        m_view->verticalScrollBar()->setValue(7);
        const QString seen = brandAt(40);
        replyToAll();
        QCOMPARE(brandAt(40), seen);
    }
}

void TestPagedTableView::positionAndSelectionStayOnRefresh()
{
    load();
    m_view->verticalScrollBar()->setValue(1003);
    m_view->selectRow(m_view->rowAt(60));
    const QString seen = brandAt(60);
    const int selected = m_view->selectedRow();
    m_model->refresh();
    const PageRequest request = m_requests.takeLast();
    VehiclePage page = answer(request);
    page.rows.prepend(vehicle(-1));
    page.keys.prepend(PageKey{-1});
    QVERIFY(m_model->acceptPage(request.generation, page));
    QCOMPARE(brandAt(60), seen);
    QCOMPARE(m_view->selectedRow(), selected + 1);
}

void TestPagedTableView::newRowsShowAtTheVeryStart()
{
    load();
    m_model->refresh();
    const PageRequest request = m_requests.takeLast();
    VehiclePage page = answer(request);
    page.rows.prepend(vehicle(-1));
    page.keys.prepend(PageKey{-1});
    QVERIFY(m_model->acceptPage(request.generation, page));
    QCOMPARE(brandAt(2), QStringLiteral("Brand -1"));
}

void TestPagedTableView::overlayForEachState()
{
    auto *headline = m_overlay->findChild<QLabel *>(QStringLiteral("headline"));
    auto *explanation = m_overlay->findChild<QLabel *>(QStringLiteral("explanation"));
    auto *button = m_overlay->findChild<QPushButton *>(QStringLiteral("button"));
    auto *busy = m_overlay->findChild<QWidget *>(QStringLiteral("busy"));
    m_model->reload();
    QTRY_VERIFY(m_overlay->isVisible());
    QCOMPARE(headline->text(), QStringLiteral("Loading vehicles…"));
    QVERIFY(busy->isVisible());
    QCOMPARE(button->accessibleName(), QStringLiteral("Cancel"));
    QSignalSpy cancelled(m_overlay, &TableStateOverlay::cancelWanted);
    QTest::mouseClick(button, Qt::LeftButton);
    QCOMPARE(cancelled.size(), 1);
    // What has to be known before anything is read is a state of its own.
    m_model->clear();
    QVERIFY(!m_overlay->isVisible());
    m_overlay->setQuestion(QStringLiteral("No index"), QStringLiteral("All rows"),
                           QStringLiteral("&Search anyway"));
    QVERIFY(m_overlay->isVisible());
    QCOMPARE(headline->text(), QStringLiteral("No index"));
    QSignalSpy goOn(m_overlay, &TableStateOverlay::goOnWanted);
    QTest::mouseClick(button, Qt::LeftButton);
    QCOMPARE(goOn.size(), 1);
    m_overlay->setQuestion({}, {}, {});
    QVERIFY(!m_overlay->isVisible());
    m_model->reload();
    QTRY_VERIFY(m_overlay->isVisible());

    m_model->acceptPage(m_requests.constLast().generation, {});
    QVERIFY(m_overlay->isVisible());
    QCOMPARE(headline->text(), QStringLiteral("No vehicles"));
    QVERIFY(!busy->isVisible() && !button->isVisible());
    m_overlay->setFilterText(QStringLiteral("type Bike"));
    QVERIFY(explanation->text().contains(QStringLiteral("type Bike")));
    QVERIFY(button->isVisible());

    m_model->reload();
    m_model->acceptFailure(m_requests.constLast().generation, failure());
    QVERIFY(m_overlay->isVisible());
    QCOMPARE(headline->text(), QStringLiteral("The vehicles could not be read"));
    QCOMPARE(explanation->text(), failure().sentence);
    QVERIFY(button->isVisible());

    load();
    QVERIFY(!m_overlay->isVisible());
    m_model->markStale(failure());
    QVERIFY2(!m_overlay->isVisible(), "last known rows stay readable");
}

void TestPagedTableView::overlayButtons()
{
    auto *button = m_overlay->findChild<QPushButton *>(QStringLiteral("button"));
    QSignalSpy retry(m_overlay, &TableStateOverlay::retryWanted);
    QSignalSpy clear(m_overlay, &TableStateOverlay::clearFiltersWanted);
    m_model->reload();
    m_model->acceptFailure(m_requests.constLast().generation, failure());
    QTest::mouseClick(button, Qt::LeftButton);
    QCOMPARE(retry.size(), 1);
    m_overlay->setFilterText(QStringLiteral("type Bike"));
    m_model->reload();
    m_model->acceptPage(m_requests.constLast().generation, {});
    QTest::keyClick(button, Qt::Key_Space);
    QCOMPARE(clear.size(), 1);
    QCOMPARE(retry.size(), 1);
}

void TestPagedTableView::noticeTellsStaleRowsAndGaps()
{
    TableNotice notice(m_model.get());
    load();
    QVERIFY(notice.isHidden());
    m_model->markStale(failure());
    QVERIFY(!notice.isHidden());
    QVERIFY(notice.text().startsWith(QStringLiteral("Last known rows, ")));
    QVERIFY(notice.text().contains(failure().sentence));

    m_model->refresh();
    VehiclePage page = answer(m_requests.constLast());
    page.gaps.append({QStringLiteral("gcp-us-west1"),
                      {QStringLiteral("seattle"), QStringLiteral("los angeles")},
                      failure()});
    QVERIFY(m_model->acceptPage(m_requests.constLast().generation, page));
    QCOMPARE(notice.text(),
             QStringLiteral("gcp-us-west1 does not answer: Seattle, Los Angeles are missing."));
    m_model->clear();
    QVERIFY(notice.isHidden());
}

void TestPagedTableView::homeAndEndLeadToTheEndsOfTheData()
{
    load();
    QTest::keyClick(m_view.get(), Qt::Key_End);
    QCOMPARE(m_requests.constLast().direction, PageDirection::Backward);
    QVERIFY(!m_requests.constLast().from.has_value());
    replyToAll();
    QCOMPARE(brandAt(m_view->viewport()->height() - 3), QStringLiteral("Brand 4999"));
    QCOMPARE(m_model->row(m_view->selectedRow()).brand, QStringLiteral("Brand 4999"));
    QTest::keyClick(m_view.get(), Qt::Key_Home);
    QCOMPARE(m_requests.constLast().direction, PageDirection::Forward);
    replyToAll();
    QCOMPARE(brandAt(2), QStringLiteral("Brand 0"));
    QCOMPARE(m_view->selectedRow(), 0);
}

void TestPagedTableView::returnActivates()
{
    load();
    QSignalSpy activated(m_view.get(), &PagedTableView::rowActivated);
    QTest::keyClick(m_view.get(), Qt::Key_Return);
    QVERIFY2(activated.isEmpty(), "no row is selected");
    m_view->selectRow(3);
    QTest::keyClick(m_view.get(), Qt::Key_Return);
    QTest::keyClick(m_view.get(), Qt::Key_Enter);
    QCOMPARE(activated.size(), 2);
}

void TestPagedTableView::keyboardOpensTheContextMenu()
{
    load();
    m_view->selectRow(3);
    QSignalSpy menu(m_view.get(), &PagedTableView::contextMenuRequested);
    QTest::keyClick(m_view.get(), Qt::Key_F10, Qt::ShiftModifier);
    QCOMPARE(menu.size(), 1);
    const QPoint place = m_view->viewport()->mapFromGlobal(menu.constFirst().constFirst().toPoint());
    QVERIFY(m_view->viewport()->rect().contains(place));
}

void TestPagedTableView::copyIsTabSeparated()
{
    load();
    m_view->selectionModel()->select({m_model->index(0, 0), m_model->index(1, 0)},
                                     QItemSelectionModel::Select | QItemSelectionModel::Rows);
    QTest::keySequence(m_view.get(), QKeySequence::Copy);
    const QStringList lines = QGuiApplication::clipboard()->text().trimmed().split(u'\n');
    QCOMPARE(lines.size(), 3);
    QCOMPARE(lines.at(0).split(u'\t').size(), int(VehicleModel::ColumnCount));
    QVERIFY(lines.at(0).startsWith(QStringLiteral("Id\tCity\t")));
    QVERIFY(lines.at(1).contains(QStringLiteral("Brand 0")));
    QVERIFY(lines.at(2).contains(QStringLiteral("Brand 1")));
}

void TestPagedTableView::headerSortsOnlyWhereAnIndexServes()
{
    load();
    QSignalSpy sorted(m_model.get(), &PagedModel::sortChanged);
    QHeaderView *header = m_view->horizontalHeader();
    const auto click = [header](int column) {
        const QPoint middle(header->sectionViewportPosition(column) + 20, header->height() / 2);
        QTest::mouseClick(header->viewport(), Qt::LeftButton, {}, middle);
    };
    click(VehicleModel::Brand);
    QCOMPARE(sorted.size(), 0);
    QCOMPARE(header->sortIndicatorSection(), int(VehicleModel::Added));
    click(VehicleModel::Status);
    QCOMPARE(sorted.size(), 1);
    QCOMPARE(header->sortIndicatorSection(), int(VehicleModel::Status));
    QCOMPARE(m_model->sortOrder(), Qt::DescendingOrder);
    click(VehicleModel::Status);
    QCOMPARE(m_model->sortOrder(), Qt::AscendingOrder);
    QCOMPARE(header->sortIndicatorOrder(), Qt::AscendingOrder);
}

void TestPagedTableView::widthsAndOrderAreRestored()
{
    m_view->setColumnWidth(VehicleModel::Brand, 222);
    m_model->sort(VehicleModel::Status, Qt::AscendingOrder);
    const QVariantMap state = m_view->saveState();
    VehicleModel otherModel;
    PagedTableView other(&otherModel);
    other.restoreState(state);
    QCOMPARE(other.columnWidth(VehicleModel::Brand), 222);
    QCOMPARE(otherModel.sortColumn(), int(VehicleModel::Status));
    QCOMPARE(otherModel.sortOrder(), Qt::AscendingOrder);
    other.restoreState({{QStringLiteral("widths"), QVariantList{1, 2}}, {QStringLiteral("sort"), 99}});
    QCOMPARE(other.columnWidth(VehicleModel::Brand), 222);
    QCOMPARE(otherModel.sortColumn(), int(VehicleModel::Status));
}

QTEST_MAIN(TestPagedTableView)
#include "tst_paged_table_view.moc"
