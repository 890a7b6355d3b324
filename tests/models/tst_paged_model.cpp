#include "models/vehicle_model.h"

#include <QAbstractItemModelTester>
#include <QSignalSpy>
#include <QTest>

#include <memory>

using namespace movr;

namespace {

Vehicle vehicle(int number)
{
    Vehicle row;
    row.id = QUuid::createUuidV5(QUuid(), QString::number(number));
    row.city = QStringLiteral("rome");
    row.brand = QStringLiteral("Brand %1").arg(number);
    row.dateAdded = QDate(2026, 1, 1).addDays(-number);
    return row;
}

VehiclePage page(int first, int count, bool more)
{
    VehiclePage result;
    for (int i = first; i < first + count; ++i) {
        result.rows.append(vehicle(i));
        result.keys.append(PageKey{i});
    }
    result.more = more;
    return result;
}

Failure failure(FailureKind kind)
{
    Failure result;
    result.kind = kind;
    result.sentence = QStringLiteral("The region does not answer.");
    return result;
}

} // namespace

class TestPagedModel : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void init()
    {
        m_requests.clear();
        m_model = std::make_unique<VehicleModel>();
        m_tester = std::make_unique<QAbstractItemModelTester>(
            m_model.get(), QAbstractItemModelTester::FailureReportingMode::QtTest);
        connect(m_model.get(), &PagedModel::pageWanted, this,
                [this](const PageRequest &request) { m_requests.append(request); });
    }
    void cleanup()
    {
        m_tester.reset();
        m_model.reset();
    }

    void nothingIsAskedForByItself();
    void reloadAsksForTheFirstPage();
    void answerWithoutRowsIsEmpty();
    void failureIsNotEmpty();
    void lateGenerationsAreDropped();
    void cancelledLeavesRowsAlone();
    void cancelledFirstLoadIsIdle();
    void pagesExtendBothEnds();
    void oneRequestAtATime();
    void evictionIsBounded();
    void repeatedRowsAreShownOnce();
    void refreshChangesOnlyWhatChanged();
    void refreshKeepsIdentityWhenRowsMove();
    void refreshAwayFromTheStart();
    void refreshOfVanishedRowsStartsOver();
    void failedRefreshIsStale();
    void staleAsksForNothing();
    void gapsAreTold();
    void jumpToEndAndStart();
    void sortOnlyWhereAnIndexServes();
    void changesAreBracketed();

private:
    quint64 last() const { return m_requests.constLast().generation; }
    void load(int rows, bool more)
    {
        m_model->reload();
        QVERIFY(m_model->acceptPage(last(), page(0, rows, more)));
    }
    QList<int> numbers() const
    {
        QList<int> result;
        for (int row = 0; row < m_model->rowCount(); ++row)
            result.append(m_model->row(row).brand.mid(6).toInt());
        return result;
    }

    std::unique_ptr<VehicleModel> m_model;
    std::unique_ptr<QAbstractItemModelTester> m_tester;
    QList<PageRequest> m_requests;
};

void TestPagedModel::nothingIsAskedForByItself()
{
    QCOMPARE(m_model->state(), LoadState::Idle);
    QVERIFY(!m_model->canFetchMore({}));
    QVERIFY(!m_model->canFetchPrevious());
    m_model->fetchMore({});
    m_model->fetchPrevious();
    QVERIFY(m_requests.isEmpty());
}

void TestPagedModel::reloadAsksForTheFirstPage()
{
    m_model->reload();
    QCOMPARE(m_model->state(), LoadState::Loading);
    QVERIFY(m_model->isLoading());
    QCOMPARE(m_requests.size(), 1);
    QCOMPARE(m_requests.constFirst().direction, PageDirection::Forward);
    QVERIFY(!m_requests.constFirst().from.has_value());
    QCOMPARE(m_requests.constFirst().limit, PagedModel::pageRows);

    QVERIFY(m_model->acceptPage(last(), page(0, 200, true)));
    QCOMPARE(m_model->state(), LoadState::Ready);
    QVERIFY(!m_model->isLoading());
    QCOMPARE(m_model->rowCount(), 200);
    QVERIFY(m_model->answeredAt().isValid());
}

void TestPagedModel::answerWithoutRowsIsEmpty()
{
    load(0, false);
    QCOMPARE(m_model->state(), LoadState::Empty);
    QVERIFY(!m_model->failure().has_value());
}

void TestPagedModel::failureIsNotEmpty()
{
    m_model->reload();
    QVERIFY(m_model->acceptFailure(last(), failure(FailureKind::Timeout)));
    QCOMPARE(m_model->state(), LoadState::Failed);
    QCOMPARE(m_model->failure()->kind, FailureKind::Timeout);

    m_model->refresh();
    QCOMPARE(m_model->state(), LoadState::Loading);
    QVERIFY(m_model->acceptPage(last(), page(0, 3, false)));
    QCOMPARE(m_model->state(), LoadState::Ready);
    QVERIFY(!m_model->failure().has_value());
}

void TestPagedModel::lateGenerationsAreDropped()
{
    m_model->reload();
    const quint64 late = last();
    m_model->reload();
    QVERIFY(last() != late);
    QVERIFY(!m_model->acceptPage(late, page(0, 5, false)));
    QVERIFY(!m_model->acceptFailure(late, failure(FailureKind::Connection)));
    QCOMPARE(m_model->state(), LoadState::Loading);
    QCOMPARE(m_model->rowCount(), 0);

    QVERIFY(m_model->acceptPage(last(), page(0, 7, false)));
    QVERIFY2(!m_model->acceptPage(last(), page(0, 9, false)), "an answer is taken once");
    QCOMPARE(m_model->rowCount(), 7);
}

void TestPagedModel::cancelledLeavesRowsAlone()
{
    load(200, true);
    m_model->fetchMore({});
    QVERIFY(m_model->acceptFailure(last(), failure(FailureKind::Cancelled)));
    QCOMPARE(m_model->state(), LoadState::Ready);
    QVERIFY(!m_model->failure().has_value());
    QVERIFY2(m_model->canFetchMore({}), "it can be asked again");
}

void TestPagedModel::cancelledFirstLoadIsIdle()
{
    m_model->reload();
    QVERIFY(m_model->acceptFailure(last(), failure(FailureKind::Cancelled)));
    QCOMPARE(m_model->state(), LoadState::Idle);
}

void TestPagedModel::pagesExtendBothEnds()
{
    m_model->reload();
    m_model->acceptPage(last(), page(0, 200, true));
    m_model->showEnd();
    QCOMPARE(m_requests.constLast().direction, PageDirection::Backward);
    QVERIFY(!m_requests.constLast().from.has_value());
    m_model->acceptPage(last(), page(800, 200, true));
    QVERIFY(m_model->canFetchPrevious());
    QVERIFY(!m_model->canFetchMore({}));

    QSignalSpy inserted(m_model.get(), &QAbstractItemModel::rowsInserted);
    m_model->fetchPrevious();
    QCOMPARE(m_requests.constLast().direction, PageDirection::Backward);
    QCOMPARE(*m_requests.constLast().from, PageKey{800});
    m_model->acceptPage(last(), page(600, 200, true));
    QCOMPARE(inserted.size(), 1);
    QCOMPARE(inserted.constFirst().at(1).toInt(), 0);
    QCOMPARE(inserted.constFirst().at(2).toInt(), 199);
    QCOMPARE(numbers().constFirst(), 600);
    QCOMPARE(numbers().constLast(), 999);
}

void TestPagedModel::oneRequestAtATime()
{
    load(200, true);
    m_model->fetchMore({});
    QCOMPARE(*m_requests.constLast().from, PageKey{199});
    const auto asked = m_requests.size();
    m_model->fetchMore({});
    m_model->fetchPrevious();
    QCOMPARE(m_requests.size(), asked);
    m_model->acceptPage(last(), page(200, 50, false));
    QCOMPARE(m_model->rowCount(), 250);
    QVERIFY(!m_model->canFetchMore({}));
}

void TestPagedModel::evictionIsBounded()
{
    load(200, true);
    QSignalSpy removed(m_model.get(), &QAbstractItemModel::rowsRemoved);
    for (int first = 200; first < 3000; first += 200) {
        m_model->fetchMore({});
        m_model->acceptPage(last(), page(first, 200, true));
        QVERIFY(m_model->rowCount() <= PagedModel::maximumRows);
    }
    QCOMPARE(m_model->rowCount(), PagedModel::maximumRows);
    QCOMPARE(numbers().constFirst(), 1000);
    QCOMPARE(removed.size(), 5);
    QVERIFY(m_model->canFetchPrevious());

    m_model->fetchPrevious();
    QCOMPARE(*m_requests.constLast().from, PageKey{1000});
    m_model->acceptPage(last(), page(800, 200, true));
    QCOMPARE(m_model->rowCount(), PagedModel::maximumRows);
    QCOMPARE(numbers().constFirst(), 800);
    QCOMPARE(numbers().constLast(), 2799);
    QVERIFY(m_model->canFetchMore({}));
    m_model->fetchMore({});
    QCOMPARE(*m_requests.constLast().from, PageKey{2799});
}

void TestPagedModel::repeatedRowsAreShownOnce()
{
    load(200, true);
    m_model->fetchMore({});
    m_model->acceptPage(last(), page(198, 4, false));
    QCOMPARE(m_model->rowCount(), 202);
}

void TestPagedModel::refreshChangesOnlyWhatChanged()
{
    load(6, false);
    const QPersistentModelIndex kept = m_model->index(4, 0);
    QSignalSpy inserted(m_model.get(), &QAbstractItemModel::rowsInserted);
    QSignalSpy removed(m_model.get(), &QAbstractItemModel::rowsRemoved);
    QSignalSpy reset(m_model.get(), &QAbstractItemModel::modelReset);
    QSignalSpy layout(m_model.get(), &QAbstractItemModel::layoutChanged);
    QSignalSpy data(m_model.get(), &QAbstractItemModel::dataChanged);

    m_model->refresh();
    QCOMPARE(m_model->rowCount(), 6);
    QCOMPARE(m_model->state(), LoadState::Ready);
    VehiclePage answer = page(-2, 8, false); // two new ones above
    answer.rows.remove(3, 2);                // 1 and 2 are gone
    answer.keys.remove(3, 2);
    answer.rows.last().color = QStringLiteral("red");
    m_model->acceptPage(last(), answer);

    QCOMPARE(numbers(), (QList<int>{-2, -1, 0, 3, 4, 5}));
    QCOMPARE(inserted.size(), 1);
    QCOMPARE(removed.size(), 1);
    QCOMPARE(reset.size(), 0);
    QCOMPARE(layout.size(), 0);
    QCOMPARE(data.size(), 1);
    QCOMPARE(data.constFirst().at(0).toModelIndex().row(), 5);
    QCOMPARE(data.constFirst().at(1).toModelIndex().row(), 5);
    QVERIFY(kept.isValid());
    QCOMPARE(kept.data(PagedModel::RowIdRole).value<RowId>(), vehicle(4).rowId());

    m_model->refresh();
    m_model->acceptPage(last(), answer);
    QVERIFY2(inserted.size() == 1 && removed.size() == 1 && data.size() == 1,
             "the same again changes nothing");
}

void TestPagedModel::refreshKeepsIdentityWhenRowsMove()
{
    load(5, false);
    const QPersistentModelIndex kept = m_model->index(1, VehicleModel::Brand);
    QSignalSpy layout(m_model.get(), &QAbstractItemModel::layoutChanged);
    m_model->refresh();
    VehiclePage answer = page(0, 5, false);
    answer.rows.move(1, 4);
    answer.keys.move(1, 4);
    answer.rows.insert(1, vehicle(9));
    answer.keys.insert(1, PageKey{9});
    m_model->acceptPage(last(), answer);
    QCOMPARE(numbers(), (QList<int>{0, 9, 2, 3, 4, 1}));
    QCOMPARE(layout.size(), 1);
    QCOMPARE(kept.row(), 5);
    QCOMPARE(kept.column(), int(VehicleModel::Brand));
    QCOMPARE(m_model->rowOf(vehicle(1).rowId()), 5);
}

void TestPagedModel::refreshAwayFromTheStart()
{
    m_model->reload();
    m_model->acceptPage(last(), page(0, 200, true));
    m_model->showEnd();
    m_model->acceptPage(last(), page(800, 200, true));
    m_model->refresh();
    QCOMPARE(*m_requests.constLast().from, PageKey{800});
    QCOMPARE(m_requests.constLast().limit, 200);
    m_model->acceptPage(last(), page(801, 199, false));
    QCOMPARE(numbers().constFirst(), 801);
    QVERIFY2(m_model->canFetchPrevious(), "the first row comes back with the page before it");
}

void TestPagedModel::refreshOfVanishedRowsStartsOver()
{
    m_model->reload();
    m_model->acceptPage(last(), page(0, 200, true));
    m_model->showEnd();
    m_model->acceptPage(last(), page(800, 200, true));
    m_model->refresh();
    m_model->acceptPage(last(), page(0, 0, false));
    QCOMPARE(m_model->state(), LoadState::Loading);
    QVERIFY(!m_requests.constLast().from.has_value());
    QCOMPARE(m_requests.constLast().direction, PageDirection::Forward);
}

void TestPagedModel::failedRefreshIsStale()
{
    load(10, false);
    m_model->refresh();
    QVERIFY(m_model->acceptFailure(last(), failure(FailureKind::Connection)));
    QCOMPARE(m_model->state(), LoadState::Stale);
    QCOMPARE(m_model->rowCount(), 10);
    QVERIFY(m_model->failure().has_value());
    m_model->refresh();
    m_model->acceptPage(last(), page(0, 10, false));
    QCOMPARE(m_model->state(), LoadState::Ready);
    QVERIFY(!m_model->failure().has_value());
}

void TestPagedModel::staleAsksForNothing()
{
    load(200, true);
    m_model->fetchMore({});
    const quint64 late = last();
    m_model->markStale(failure(FailureKind::Connection));
    QCOMPARE(m_model->state(), LoadState::Stale);
    QVERIFY(!m_model->canFetchMore({}));
    QVERIFY(!m_model->acceptPage(late, page(200, 200, true)));
}

void TestPagedModel::gapsAreTold()
{
    m_model->reload();
    VehiclePage answer = page(0, 3, false);
    answer.gaps.append(
        {QStringLiteral("gcp-us-west1"), {QStringLiteral("seattle")}, failure(FailureKind::Timeout)});
    m_model->acceptPage(last(), answer);
    QCOMPARE(m_model->state(), LoadState::Ready);
    QCOMPARE(m_model->gaps().size(), 1);
    m_model->refresh();
    m_model->acceptPage(last(), page(0, 3, false));
    QVERIFY(m_model->gaps().isEmpty());
}

void TestPagedModel::jumpToEndAndStart()
{
    load(200, true);
    QSignalSpy jumped(m_model.get(), &PagedModel::jumped);
    m_model->showStart();
    QCOMPARE(jumped.size(), 1);
    QCOMPARE(jumped.constLast().at(0).toBool(), false);
    m_model->showEnd();
    QCOMPARE(m_model->rowCount(), 200);
    m_model->acceptPage(last(), page(4800, 200, true));
    QCOMPARE(jumped.size(), 2);
    QCOMPARE(jumped.constLast().at(0).toBool(), true);
    QVERIFY(m_model->atEnd());
    m_model->showStart();
    m_model->acceptPage(last(), page(0, 200, true));
    QCOMPARE(jumped.size(), 3);
    QVERIFY(m_model->atStart());
    QVERIFY(m_model->canFetchMore({}));
}

void TestPagedModel::sortOnlyWhereAnIndexServes()
{
    QSignalSpy sorted(m_model.get(), &PagedModel::sortChanged);
    m_model->sort(VehicleModel::Brand, Qt::AscendingOrder);
    m_model->sort(-1, Qt::AscendingOrder);
    m_model->sort(1000, Qt::AscendingOrder);
    QCOMPARE(sorted.size(), 0);
    m_model->sort(VehicleModel::Status, Qt::AscendingOrder);
    QCOMPARE(sorted.size(), 1);
    QCOMPARE(m_model->sortColumn(), int(VehicleModel::Status));
    m_model->sort(VehicleModel::Status, Qt::AscendingOrder);
    QCOMPARE(sorted.size(), 1);
}

void TestPagedModel::changesAreBracketed()
{
    QStringList events;
    connect(m_model.get(), &PagedModel::rowsAboutToChange, this,
            [&] { events.append(QStringLiteral("before")); });
    connect(m_model.get(), &PagedModel::rowsChanged, this, [&] { events.append(QStringLiteral("after")); });
    connect(m_model.get(), &QAbstractItemModel::modelReset, this,
            [&] { events.append(QStringLiteral("reset")); });
    load(3, false);
    QCOMPARE(events,
             (QStringList{QStringLiteral("before"), QStringLiteral("reset"), QStringLiteral("after")}));
}

QTEST_GUILESS_MAIN(TestPagedModel)
#include "tst_paged_model.moc"
