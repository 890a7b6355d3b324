#include "models/vehicle_model.h"

#include <QAbstractItemModelTester>
#include <QSet>
#include <QSignalSpy>
#include <QTest>

#include <cmath>
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
    void evictedRowsComeBackAtOnceAndAreReadAgain();
    void cacheIsBounded();
    void seeksWhereStatisticsSay();
    void aRowKeepsItsNumberUnlessItMoves();
    void aPlaceSoughtAgainIsShownAtOnce();
    void aDragAsksAsOftenAsTheServerAnswers();
    void soughtBeyondTheLastRowIsTheEnd();
    void refreshOfTheVisibleRowsLeavesTheOthers();
    void aRowThatMovedIntoTheVisibleOnesIsThereOnce();
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
    /// One vehicle a day, newest first, from that many days before the latest; keys as the server's.
    static QDate day(int before) { return QDate(2022, 10, 2).addDays(-before); }
    static VehiclePage days(int first, bool more)
    {
        VehiclePage result = page(first, 200, more);
        for (int i = 0; i < result.rows.size(); ++i) {
            result.rows[i].dateAdded = day(first + i);
            result.keys[i] = {day(first + i).toString(Qt::ISODate),
                              result.rows.at(i).id.toString(QUuid::WithoutBraces)};
        }
        return result;
    }
    void loadDays(bool more)
    {
        m_model->reload();
        QVERIFY(m_model->acceptPage(last(), days(0, more)));
    }
    /// A million vehicles over 1,000 days.
    static RowPositions positions()
    {
        ColumnStatistics added;
        for (int i = 0; i <= 10; ++i)
            added.bounds.append(day(1000 - 100 * i).toString(Qt::ISODate));
        const PartPositions part{
            1'000'000, {{ColumnDistribution::Kind::Date, added}, {ColumnDistribution::Kind::Id, {}}}};
        return {{part}, Qt::DescendingOrder};
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
    QCOMPARE(numbers().constFirst(), 2000);
    QCOMPARE(removed.size(), 10);
    QVERIFY(m_model->canFetchPrevious());
}

void TestPagedModel::evictedRowsComeBackAtOnceAndAreReadAgain()
{
    load(200, true);
    for (int first = 200; first < 1200; first += 200) {
        m_model->fetchMore({});
        m_model->acceptPage(last(), page(first, 200, true));
    }
    QCOMPARE(numbers().constFirst(), 200);
    const auto asked = m_requests.size();
    m_model->fetchPrevious();
    QVERIFY(m_model->isLoading());
    QTRY_COMPARE(numbers().constFirst(), 0);
    QCOMPARE(m_requests.size(), asked); // nobody was asked for what is known
    QVERIFY(m_model->atStart());
    QCOMPARE(m_model->rowCount(), PagedModel::maximumRows);
    // What was shown from memory is read again when nothing moves any more.
    m_model->setVisibleRows(0, 20);
    QTRY_COMPARE(m_requests.size(), asked + 1);
    QVERIFY(!m_requests.constLast().from);
    VehiclePage fresh = page(0, m_requests.constLast().limit, true);
    fresh.rows[1].brand = QStringLiteral("Brand 77");
    QVERIFY(m_model->acceptPage(last(), fresh));
    QCOMPARE(numbers().at(1), 77);
    QCOMPARE(m_model->rowCount(), PagedModel::maximumRows);
    QVERIFY(m_model->canFetchMore({}));
    m_model->fetchMore({});
    QCOMPARE(m_requests.size(), asked + 2); // and not taken from memory again
}

void TestPagedModel::cacheIsBounded()
{
    load(200, true);
    for (int first = 200; first < 200 * 80; first += 200) {
        m_model->fetchMore({});
        m_model->acceptPage(last(), page(first, 200, true));
    }
    int fromMemory = 0;
    const auto asked = m_requests.size();
    while (m_model->canFetchPrevious()) {
        const int before = numbers().constFirst();
        m_model->fetchPrevious();
        QTRY_VERIFY(numbers().constFirst() != before || m_requests.size() > asked);
        if (m_requests.size() > asked)
            break;
        fromMemory += before - numbers().constFirst();
    }
    QVERIFY(fromMemory > 0);
    QVERIFY2(fromMemory <= PagedModel::cachedRows, qPrintable(QString::number(fromMemory)));
    m_model->reload();
    QCOMPARE(m_model->rowCount(), 0);
    QVERIFY(m_model->acceptPage(last(), page(0, 200, true)));
    m_model->fetchMore({});
    QCOMPARE(*m_requests.constLast().from, PageKey{199}); // another filter: nothing of before is shown
}

void TestPagedModel::seeksWhereStatisticsSay()
{
    QSignalSpy wanted(m_model.get(), &PagedModel::positionsWanted);
    loadDays(true);
    QCOMPARE(wanted.size(), 1);
    QVERIFY(!m_model->knowsPositions());
    QCOMPARE(m_model->totalRows(), 200.0);
    m_model->setPositions(wanted.constFirst().first().toULongLong() + 1, positions()); // somebody else's
    QVERIFY(!m_model->knowsPositions());
    m_model->setPositions(wanted.constFirst().first().toULongLong(), positions());
    QCOMPARE(m_model->totalRows(), 1'000'000.0);
    QCOMPARE(m_model->rowsBefore(10), 10.0); // exact at the start
    QVERIFY(!m_model->totalIsExact());

    QSignalSpy sought(m_model.get(), &PagedModel::sought);
    m_model->seek(0.25);
    QVERIFY(m_model->isSeeking());
    const PageRequest request = m_requests.constLast();
    QCOMPARE(request.direction, PageDirection::Forward);
    // Newest first: a quarter of the 1,000 days from the latest.
    QCOMPARE(request.from->constFirst().toString(), QStringLiteral("2022-01-25"));
    QVERIFY(m_model->acceptPage(last(), days(250, true)));
    QCOMPARE(sought.size(), 1);
    QVERIFY(!m_model->isSeeking());
    QVERIFY(m_model->canFetchPrevious());
    QVERIFY(m_model->canFetchMore({}));
    QVERIFY2(std::abs(m_model->rowsBefore(0) - 250'000) < 2'000,
             qPrintable(QString::number(m_model->rowsBefore(0))));

    // The ends are exact, wherever the statistics think they are.
    m_model->seek(1);
    QCOMPARE(m_requests.constLast().direction, PageDirection::Backward);
    QVERIFY(!m_requests.constLast().from);
    QVERIFY(m_model->acceptPage(last(), days(800, true)));
    QVERIFY(m_model->atEnd());
    QCOMPARE(m_model->rowsBefore(m_model->rowCount() - 1), m_model->totalRows() - 1);
    m_model->seek(0);
    QVERIFY(m_model->acceptPage(last(), days(0, true)));
    QVERIFY(m_model->atStart());
    QCOMPARE(m_model->rowsBefore(0), 0.0);
}

void TestPagedModel::aRowKeepsItsNumberUnlessItMoves()
{
    QSignalSpy wanted(m_model.get(), &PagedModel::positionsWanted);
    loadDays(true);
    m_model->setPositions(wanted.constFirst().first().toULongLong(), positions());
    m_model->seek(0.25);
    QVERIFY(m_model->acceptPage(last(), days(250, true)));
    m_model->setVisibleRows(20, 40);
    const RowId shown = m_model->rowId(20);
    const auto number = [&] { return m_model->rowsBefore(m_model->rowOf(shown)); };
    const double before = number();
    QVERIFY(before > 200'000);
    // The statistics know a day of a thousand rows; what is read has one row a day.
    m_model->fetchPrevious();
    QVERIFY(m_model->acceptPage(last(), days(50, true)));
    QCOMPARE(m_model->rowOf(shown), 220);
    QCOMPARE(number(), before);
    m_model->fetchMore({});
    QVERIFY(m_model->acceptPage(last(), days(450, true)));
    QCOMPARE(number(), before);
    // Positions that are read again as they age.
    m_model->setPositions(wanted.constLast().first().toULongLong(), positions());
    QCOMPARE(number(), before);
    // The start is exact again.
    m_model->seek(0);
    QVERIFY(m_model->acceptPage(last(), days(0, true)));
    QCOMPARE(m_model->rowsBefore(0), 0.0);
}

void TestPagedModel::aPlaceSoughtAgainIsShownAtOnce()
{
    loadDays(true);
    QSignalSpy wanted(m_model.get(), &PagedModel::positionsWanted);
    m_model->reload();
    QVERIFY(m_model->acceptPage(last(), days(0, true)));
    m_model->setPositions(wanted.constLast().first().toULongLong(), positions());
    for (const double share : {0.3, 0.6}) {
        m_model->seek(share);
        QVERIFY(m_model->acceptPage(last(), days(int(share * 1000), true)));
    }
    const auto asked = m_requests.size();
    m_model->seek(0.3);
    QTRY_COMPARE(m_model->row(0).dateAdded, day(300));
    QCOMPARE(m_requests.size(), asked);
}

void TestPagedModel::aDragAsksAsOftenAsTheServerAnswers()
{
    QSignalSpy wanted(m_model.get(), &PagedModel::positionsWanted);
    loadDays(true);
    m_model->setPositions(wanted.constFirst().first().toULongLong(), positions());
    m_model->seek(0.2);
    const auto asked = m_requests.size();
    m_model->seek(0.5);
    m_model->seek(0.7);
    QCOMPARE(m_requests.size(), asked); // one at a time, as often as the server answers
    QSignalSpy changed(m_model.get(), &PagedModel::rowsChanged);
    QVERIFY(m_model->acceptPage(last(), days(200, true)));
    QVERIFY(m_model->isSeeking());
    QVERIFY(changed.isEmpty()); // rows that nobody will see are not laid out
    QCOMPARE(m_model->row(0).dateAdded, day(0));
    QCOMPARE(m_requests.size(), asked + 1);
    QVERIFY(m_model->acceptPage(last(), days(700, true)));
    QCOMPARE(m_model->row(0).dateAdded, day(700));
    QVERIFY(!m_model->isLoading());

    // A failure is not followed by another attempt that nobody sees.
    m_model->seek(0.1);
    m_model->seek(0.2);
    QVERIFY(m_model->acceptFailure(last(), failure(FailureKind::Connection)));
    QCOMPARE(m_model->state(), LoadState::Stale);
    QVERIFY(!m_model->isLoading());
}

void TestPagedModel::soughtBeyondTheLastRowIsTheEnd()
{
    QSignalSpy wanted(m_model.get(), &PagedModel::positionsWanted);
    loadDays(true);
    m_model->setPositions(wanted.constFirst().first().toULongLong(), positions());
    m_model->seek(0.999);
    QVERIFY(m_model->acceptPage(last(), {}));
    QCOMPARE(m_requests.constLast().direction, PageDirection::Backward);
    QVERIFY(m_model->acceptPage(last(), days(800, true)));
    QVERIFY(m_model->atEnd());
    QCOMPARE(m_model->state(), LoadState::Ready);
}

void TestPagedModel::refreshOfTheVisibleRowsLeavesTheOthers()
{
    loadDays(true);
    m_model->fetchMore({});
    QVERIFY(m_model->acceptPage(last(), days(200, true)));
    m_model->setVisibleRows(200, 220);
    m_model->refreshVisible();
    const PageRequest request = m_requests.constLast();
    QCOMPARE(request.from->constFirst().toString(), day(149).toString(Qt::ISODate));
    VehiclePage fresh = days(150, true);
    fresh.rows[60].color = QStringLiteral("red");
    fresh.rows.removeAt(70);
    fresh.keys.removeAt(70);
    QSignalSpy reset(m_model.get(), &QAbstractItemModel::modelReset);
    QSignalSpy removed(m_model.get(), &QAbstractItemModel::rowsRemoved);
    QSignalSpy changed(m_model.get(), &QAbstractItemModel::dataChanged);
    QVERIFY(m_model->acceptPage(last(), fresh));
    QCOMPARE(reset.size(), 0);
    QCOMPARE(removed.size(), 1);
    QCOMPARE(changed.size(), 1);
    QCOMPARE(m_model->rowCount(), 399);
    QCOMPARE(m_model->row(0).dateAdded, day(0));
    QCOMPARE(m_model->row(398).dateAdded, day(399));
    QCOMPARE(m_model->row(210).color, QStringLiteral("red"));
}

void TestPagedModel::aRowThatMovedIntoTheVisibleOnesIsThereOnce()
{
    loadDays(true);
    m_model->setVisibleRows(0, 20);
    m_model->refreshVisible();
    VehiclePage fresh = days(0, true);
    // The row that was last is first now.
    fresh.rows.prepend(fresh.rows.takeLast());
    fresh.rows.first().dateAdded = day(-1);
    fresh.keys.prepend(PageKey{day(-1).toString(Qt::ISODate), QString()});
    fresh.keys.removeLast();
    fresh.rows = fresh.rows.first(100);
    fresh.keys = fresh.keys.first(100);
    QVERIFY(m_model->acceptPage(last(), fresh));
    QCOMPARE(m_model->rowCount(), 200);
    QCOMPARE(m_model->row(0).dateAdded, day(-1));
    QSet<QUuid> ids;
    for (int row = 0; row < m_model->rowCount(); ++row)
        ids.insert(m_model->rowId(row).id);
    QCOMPARE(ids.size(), m_model->rowCount());
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
