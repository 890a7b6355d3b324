#include "models/vehicle_model.h"
#include "ui/tables/paged_table_view.h"
#include "ui/tables/position_bar.h"

#include <QImage>
#include <QLabel>
#include <QSignalSpy>
#include <QStyleOptionSlider>
#include <QTest>

#include <algorithm>
#include <cmath>
#include <memory>

using namespace movr;

namespace {

constexpr int everything = 100'000; ///< one vehicle a day, the newest first

QDate day(int before)
{
    return QDate(2026, 11, 1).addDays(-before);
}

int numberOf(const QString &date)
{
    return int(QDate::fromString(date, Qt::ISODate).daysTo(day(0)));
}

VehiclePage answer(const PageRequest &request)
{
    const bool forward = request.direction == PageDirection::Forward;
    const int from = request.from ? numberOf(request.from->constFirst().toString())
                   : forward      ? -1
                                  : everything;
    const int begin = forward ? from + 1 : std::max(0, from - request.limit);
    const int end = forward ? std::min(everything, begin + request.limit) : from;
    VehiclePage page;
    for (int i = begin; i < end; ++i) {
        Vehicle row;
        row.id = QUuid::createUuidV5(QUuid(), QString::number(i));
        row.city = QStringLiteral("rome");
        row.brand = QStringLiteral("Brand %1").arg(i);
        row.dateAdded = day(i);
        page.rows.append(row);
        page.keys.append(PageKey{row.dateAdded.toString(Qt::ISODate), row.id.toString(QUuid::WithoutBraces)});
    }
    page.more = forward ? end < everything : begin > 0;
    return page;
}

RowPositions positions()
{
    ColumnStatistics added;
    added.bounds = {day(everything - 1).toString(Qt::ISODate), day(0).toString(Qt::ISODate)};
    const PartPositions part{everything,
                             {{ColumnDistribution::Kind::Date, added}, {ColumnDistribution::Kind::Id, {}}}};
    return {{part}, Qt::DescendingOrder};
}

} // namespace

/// The scroll bar of the whole table: it stands where the rows stand and leads anywhere.
class TestPositionBar : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void init()
    {
        m_requests.clear();
        m_model = std::make_unique<VehicleModel>();
        m_view = std::make_unique<PagedTableView>(m_model.get());
        m_bar = std::make_unique<PositionBar>(m_model.get(), m_view.get());
        connect(m_model.get(), &PagedModel::pageWanted, this,
                [this](const PageRequest &request) { m_requests.append(request); });
        connect(m_model.get(), &PagedModel::positionsWanted, this, [this](quint64 wanted) {
            if (m_measured)
                m_model->setPositions(wanted, positions());
        });
        m_measured = true;
        m_view->resize(900, 500);
        m_bar->resize(16, 500);
        m_view->show();
        m_bar->show();
        QVERIFY(QTest::qWaitForWindowExposed(m_view.get()));
    }
    void cleanup()
    {
        m_bar.reset();
        m_view.reset();
        m_model.reset();
    }

    void withoutRowsThereIsNothingToMove()
    {
        QVERIFY(!m_bar->isEnabled());
        QVERIFY(m_bar->text().isEmpty());
    }

    void tellsWhatIsExactAndWhatIsNot()
    {
        load();
        QVERIFY(m_bar->isEnabled());
        QCOMPARE(m_bar->value(), 0);
        QVERIFY2(m_bar->text().startsWith(QStringLiteral("Rows 1 to ")), qPrintable(m_bar->text()));
        QVERIFY2(m_bar->text().endsWith(QStringLiteral("of about 100,000")), qPrintable(m_bar->text()));
        m_view->showAt(0.5);
        QCOMPARE(m_bar->text(), QStringLiteral("Loading rows…"));
        replyToAll();
        QVERIFY2(m_bar->text().startsWith(QStringLiteral("About row 50,")), qPrintable(m_bar->text()));
        QVERIFY2(std::abs(m_bar->value() - m_bar->maximum() / 2) < m_bar->maximum() / 100,
                 qPrintable(QString::number(m_bar->value())));
        m_view->showAt(1);
        replyToAll();
        QVERIFY(m_model->atEnd());
        QCOMPARE(m_bar->value(), m_bar->maximum());
        QCOMPARE(m_bar->accessibleDescription(), m_bar->text());
    }

    void aDragLeadsThere()
    {
        load();
        drag(0.3);
        QVERIFY(m_model->isSeeking());
        const auto *hint = m_view->findChild<QLabel *>();
        QVERIFY(hint && hint->isVisible());
        QVERIFY2(hint->text().contains(QStringLiteral("of 100,000")), qPrintable(hint->text()));
        replyToAll();
        const double before = m_model->rowsBefore(m_view->firstVisibleRow());
        QVERIFY2(std::abs(before - 0.3 * everything) < 0.05 * everything,
                 qPrintable(QString::number(before)));
        QVERIFY(m_view->firstVisibleRow() >= 0);
        QVERIFY(std::abs(m_model->row(m_view->firstVisibleRow()).dateAdded.daysTo(day(int(before)))) <= 1);
        m_bar->setSliderDown(false);
        QVERIFY(!hint->isVisible());
        // Rows above are there as well: the place is in the middle of something.
        QVERIFY(m_model->canFetchPrevious() || m_model->rowCount() > PagedModel::pageRows);
    }

    void manyMovesAskForTheLastOnly()
    {
        load();
        m_bar->setSliderDown(true);
        for (const double share : {0.2, 0.3, 0.4, 0.5, 0.6, 0.7})
            m_bar->setSliderPosition(int(share * m_bar->maximum()));
        QCOMPARE(m_requests.size(), 1);
        const PageRequest first = m_requests.takeLast();
        QVERIFY(m_model->acceptPage(first.generation, answer(first)));
        QCOMPARE(m_requests.size(), 1);
        const PageRequest last = m_requests.takeLast();
        QVERIFY(m_model->acceptPage(last.generation, answer(last)));
        QVERIFY(std::abs(m_model->rowsBefore(0) - 0.7 * everything) < 0.02 * everything);
    }

    void insideTheWindowNobodyIsAsked()
    {
        load();
        QVERIFY(m_requests.isEmpty());
        m_view->showAt(60.0 / everything);
        QVERIFY(!m_model->isSeeking());
        QCOMPARE(m_view->firstVisibleRow(), 59);
    }

    void withoutStatisticsTheWindowIsAllThereIs()
    {
        m_measured = false;
        load();
        QVERIFY(!m_model->knowsPositions());
        QVERIFY2(m_bar->text().startsWith(QStringLiteral("Rows 1 to "))
                     && !m_bar->text().contains(QStringLiteral("of")),
                 qPrintable(m_bar->text()));
        m_view->showAt(0.5);
        QVERIFY(!m_model->isSeeking());
    }

    void rowsOnTheirWayAreDrawnAsSuch()
    {
        load();
        const QImage rows = m_view->viewport()->grab().toImage();
        m_view->showAt(0.5);
        const QImage loading = m_view->viewport()->grab().toImage();
        QVERIFY(rows != loading);
        m_view->showAt(0.6);
        QCOMPARE(m_view->viewport()->grab().toImage(), loading); // nothing of the former place
        replyToAll();
        QVERIFY(m_view->viewport()->grab().toImage() != loading);
    }

    void nothingUnseenIsChosen()
    {
        load();
        m_view->showAt(0.5);
        QTest::mouseClick(m_view->viewport(), Qt::LeftButton, {}, {40, 40});
        QTest::keyClick(m_view.get(), Qt::Key_Down);
        QCOMPARE(m_view->selectedRow(), -1);
        replyToAll();
        QTest::mouseClick(m_view->viewport(), Qt::LeftButton, {}, {40, 40});
        QVERIFY(m_view->selectedRow() >= 0);
    }

    void theSelectionIsBackWithItsRow()
    {
        load();
        m_view->selectRow(3);
        const RowId chosen = m_model->rowId(3);
        m_view->showAt(0.5);
        replyToAll();
        QCOMPARE(m_view->selectedRow(), -1);
        m_view->showAt(0);
        replyToAll();
        QTRY_VERIFY(m_view->selectedRow() >= 0);
        QCOMPARE(m_model->rowId(m_view->selectedRow()), chosen);
    }

    void stepsScrollTheRows()
    {
        load();
        m_bar->triggerAction(QAbstractSlider::SliderSingleStepAdd);
        QCOMPARE(m_view->firstVisibleRow(), 1);
        m_bar->triggerAction(QAbstractSlider::SliderPageStepAdd);
        QCOMPARE(m_view->firstVisibleRow(), m_view->rowsThatFit());
        m_bar->triggerAction(QAbstractSlider::SliderToMinimum);
        QCOMPARE(m_view->firstVisibleRow(), 0);
    }

private:
    void load()
    {
        m_model->reload();
        replyToAll();
    }
    void replyToAll()
    {
        for (int i = 0; i < 40 && m_model->isLoading(); ++i) {
            if (m_requests.isEmpty()) {
                QCoreApplication::processEvents();
                continue;
            }
            const PageRequest request = m_requests.takeLast();
            m_requests.clear();
            (void)m_model->acceptPage(request.generation, answer(request));
        }
    }
    void drag(double share)
    {
        m_bar->setSliderDown(true);
        m_bar->setSliderPosition(int(share * m_bar->maximum()));
    }

    std::unique_ptr<VehicleModel> m_model;
    std::unique_ptr<PagedTableView> m_view;
    std::unique_ptr<PositionBar> m_bar;
    QList<PageRequest> m_requests;
    bool m_measured = true;
};

QTEST_MAIN(TestPositionBar)
#include "tst_position_bar.moc"
