#include "models/placement/placement_row.h"
#include "models/placement/placement_tree_model.h"
#include "tests/support/placement_sample.h"
#include "ui/console_context.h"
#include "ui/placement/cell_table_view.h"
#include "ui/placement/definition_view.h"
#include "ui/placement/findings_view.h"
#include "ui/placement/loss_view.h"
#include "ui/placement/map_marker.h"
#include "ui/placement/placement_head.h"
#include "ui/placement/placement_page.h"
#include "ui/placement/placement_tree_view.h"
#include "ui/placement/placement_view.h"
#include "ui/placement/row_place_view.h"
#include "ui/placement/state_picture.h"
#include "ui/placement/statements_view.h"
#include "ui/tables/empty_face.h"

#include <QAction>
#include <QApplication>
#include <QClipboard>
#include <QComboBox>
#include <QLabel>
#include <QLineEdit>
#include <QPlainTextEdit>
#include <QPushButton>
#include <QSignalSpy>
#include <QTabWidget>
#include <QTest>

using namespace movr;
using namespace std::chrono_literals;
using Sample = movr::test::PlacementSample;

namespace {

Surroundings around()
{
    return {Sample::deployment(), Sample::catalog(), Sample::statuses(), Sample::europe()};
}

template <class Widget>
Widget *named(const QWidget &parent, const QString &accessibleName)
{
    for (Widget *widget : parent.findChildren<Widget *>())
        if (widget->accessibleName() == accessibleName)
            return widget;
    return nullptr;
}

QAbstractButton *place(const QWidget &parent, const QString &part)
{
    for (MapMarker *marker : parent.findChildren<MapMarker *>())
        if (marker->accessibleName().contains(part))
            return marker;
    return nullptr;
}

QString textOf(const QWidget &parent, const char *name)
{
    const auto *label = parent.findChild<QLabel *>(QLatin1String(name));
    return label ? label->text() : QString();
}

/// The names of the tables' partitions that can be seen.
QStringList shownPartitions(const PlacementView &view)
{
    QStringList names;
    const QAbstractItemModel *model = view.tree()->model();
    for (int table = 0; table < model->rowCount(); ++table) {
        const QModelIndex parent = model->index(table, 0);
        for (int row = 0; row < model->rowCount(parent); ++row)
            if (view.tree()->visualRect(model->index(row, 0, parent)).isValid())
                names.append(model->index(row, 0, parent).data(PlacementTreeModel::RelationRole).toString());
    }
    return names;
}

QList<Finding> someFindings()
{
    Finding misplaced;
    misplaced.severity = FindingSeverity::Error;
    misplaced.sentence = QStringLiteral("users_us_west is at home elsewhere.");
    misplaced.evidence = QStringLiteral("No guard in gcp-us-east1.");
    misplaced.table = QStringLiteral("users");
    misplaced.partition = QStringLiteral("us_west");
    misplaced.fix = QStringLiteral("-- on gcp-us-east1\nSELECT movr.settle();");
    Finding old;
    old.kind = FindingKind::StaleStatistics;
    old.severity = FindingSeverity::Note;
    old.sentence = QStringLiteral("Statistics are old.");
    old.table = QStringLiteral("rides");
    return {misplaced, old};
}

} // namespace

class TestPlacementView : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void init();
    void cleanup();

    void clickOnTheMapNarrowsTheTree();
    void matrixRowNarrowsTheTree();
    void refreshKeepsWhatIsOpenAndCurrent();
    void findingsWithEvidenceAndFix();
    void noFindings();
    void lossOfARegion();
    void anEmptyTreeSaysWhy();
    void definitionOfTheCurrentRow();
    void placeOfARow();
    void statements();
    void headTellsTheWhole();
    void headTellsWhatIsNotKnown();
    void statesAreDifferentPictures();
    void pageWithoutAFleet();
    void actionsOfOthersHaveAPlace();
    void sizesAndMeasureSurviveARestart();
    void everyControlHasAName();

private:
    std::unique_ptr<PlacementView> m_view;
};

void TestPlacementView::init()
{
    m_view = std::make_unique<PlacementView>();
    m_view->resize(1100, 640);
    m_view->setPlacement(Sample::placement(), around());
    m_view->show();
}

void TestPlacementView::cleanup()
{
    m_view.reset();
}

void TestPlacementView::clickOnTheMapNarrowsTheTree()
{
    const QStringList all = shownPartitions(*m_view);
    QCOMPARE(all.size(), 8); // two tables: three partitions and an index each
    QTest::mouseClick(place(*m_view, QStringLiteral("US West")), Qt::LeftButton);
    QCOMPARE(shownPartitions(*m_view),
             (QStringList{QStringLiteral("rides_us_west"), QStringLiteral("rides_pkey"),
                          QStringLiteral("users_us_west"), QStringLiteral("users_pkey")}));
    auto *everything = m_view->findChild<QPushButton *>(QStringLiteral("showEverything"));
    QVERIFY(everything->isVisible());
    QCOMPARE(everything->text(), QStringLiteral("Only US West"));
    QTest::keyClick(everything, Qt::Key_Space);
    QCOMPARE(shownPartitions(*m_view), all);
    QVERIFY(!everything->isVisible());
    QTest::mouseClick(place(*m_view, QStringLiteral("Rome")), Qt::LeftButton);
    QCOMPARE(m_view->filter(), (PlacementFilter{{}, QStringLiteral("rome")}));
    QVERIFY(shownPartitions(*m_view).contains(QStringLiteral("users_europe_west")));
    QVERIFY(!shownPartitions(*m_view).contains(QStringLiteral("users_us_west")));
    QTest::keyClick(place(*m_view, QStringLiteral("Rome")), Qt::Key_Escape);
    QCOMPARE(shownPartitions(*m_view), all);
}

void TestPlacementView::matrixRowNarrowsTheTree()
{
    auto *matrix = named<CellTableView>(*m_view, QStringLiteral("Cities by region"));
    QVERIFY(matrix);
    matrix->setCurrentKey(QStringLiteral("seattle"));
    QTest::keyClick(matrix, Qt::Key_Return);
    QCOMPARE(m_view->filter(), (PlacementFilter{{}, QStringLiteral("seattle")}));
    QVERIFY(place(*m_view, QStringLiteral("Seattle"))->isChecked());
    QTest::keyClick(matrix, Qt::Key_Return);
    QVERIFY(m_view->filter().isEmpty());
}

void TestPlacementView::refreshKeepsWhatIsOpenAndCurrent()
{
    m_view->showRelation(QStringLiteral("users_us_west_pkey"));
    QVERIFY(m_view->currentRow());
    QCOMPARE(m_view->currentRow()->relation, QStringLiteral("users_us_west_pkey"));
    m_view->tree()->collapse(m_view->tree()->model()->index(0, 0)); // rides
    Placement later = Sample::placement();
    later.tables.prepend(Sample::table(QStringLiteral("another"), 5)); // all rows are made anew
    m_view->setPlacement(later, around());
    QVERIFY(m_view->currentRow());
    QCOMPARE(m_view->currentRow()->relation, QStringLiteral("users_us_west_pkey"));
    const QAbstractItemModel *model = m_view->tree()->model();
    QCOMPARE(model->index(1, 0).data().toString(), QStringLiteral("rides"));
    QVERIFY(!m_view->tree()->isExpanded(model->index(1, 0)));
    QVERIFY(m_view->tree()->isExpanded(model->index(2, 0)));
}

void TestPlacementView::findingsWithEvidenceAndFix()
{
    Placement placement = Sample::placement();
    placement.findings = someFindings();
    m_view->setPlacement(placement, around());
    auto *tabs = m_view->findChild<QTabWidget *>();
    QCOMPARE(tabs->tabText(PlacementView::Findings).remove(u'&'), QStringLiteral("Findings (2)"));
    m_view->showTab(PlacementView::Findings);
    QCOMPARE(textOf(*m_view, "findingSentence"), placement.findings.at(0).sentence);
    // The regions by their labels, as everywhere; the SQL below by their names.
    QVERIFY(textOf(*m_view, "findingEvidence").contains(QStringLiteral("No guard in US East.")));
    QGuiApplication::clipboard()->clear();
    auto *copy = named<QPushButton>(*m_view, QStringLiteral("Copy fix"));
    QTest::mouseClick(copy, Qt::LeftButton);
    QCOMPARE(QGuiApplication::clipboard()->text(), placement.findings.at(0).fix);
    auto *list = named<CellTableView>(*m_view, QStringLiteral("Findings"));
    QTest::keyClick(list, Qt::Key_Down);
    QCOMPARE(textOf(*m_view, "findingSentence"), placement.findings.at(1).sentence);
    QVERIFY2(!copy->isEnabled(), "there is nothing to copy");
    // A later reading without the first one keeps the second one current.
    placement.findings.removeFirst();
    m_view->setPlacement(placement, around());
    QCOMPARE(textOf(*m_view, "findingSentence"), placement.findings.at(0).sentence);
}

void TestPlacementView::noFindings()
{
    m_view->showTab(PlacementView::Findings);
    QVERIFY(textOf(*m_view, "noFindings").startsWith(QStringLiteral("No findings: everything")));
    Placement partly = Sample::placement();
    partly.regions[1].read = false;
    m_view->setPlacement(partly, around());
    QCOMPARE(textOf(*m_view, "noFindings"),
             QStringLiteral("No findings in what could be read. Not read: US West."));
}

void TestPlacementView::lossOfARegion()
{
    m_view->showTab(PlacementView::Loss);
    auto *region = m_view->findChild<QComboBox *>(QStringLiteral("lostRegion"));
    QCOMPARE(region->count(), 3);
    QTest::keyClick(region, Qt::Key_Down);
    QCOMPARE(region->currentText(), QStringLiteral("US West"));
    auto *cities = named<CellTableView>(*m_view, QStringLiteral("Cities without the region"));
    QCOMPARE(cities->model()->rowCount(), 9);
    QVERIFY(!textOf(*m_view, "lossSentence").isEmpty());
    QTest::mouseClick(place(*m_view, QStringLiteral("Europe West")), Qt::LeftButton);
    QCOMPARE(region->currentText(), QStringLiteral("Europe West"));
    QCOMPARE(m_view->tab(), PlacementView::Loss);
    m_view->setPlacement(Sample::placement(), around());
    QCOMPARE(region->currentText(), QStringLiteral("Europe West"));
}

void TestPlacementView::anEmptyTreeSaysWhy()
{
    m_view->showTab(PlacementView::Partitions);
    const auto *none = m_view->findChild<EmptyFace *>();
    QVERIFY(none && !none->isVisible());
    Placement moved = Sample::placement();
    for (PlacedTable &table : moved.tables) {
        table.partitions.removeLast(); // nobody's home is in Europe any more
        for (PlacedIndex &index : table.indexes)
            index.partitions.removeLast();
    }
    m_view->setFilter({Sample::europe(), {}});
    QVERIFY(!none->isVisible());
    m_view->setPlacement(moved, around());
    QVERIFY(none->isVisible());
    QCOMPARE(none->headline(), QStringLiteral("Nothing is at home in Europe West"));
    QTest::mouseClick(none->findChild<QPushButton *>(), Qt::LeftButton);
    QVERIFY(!none->isVisible());
    QVERIFY(m_view->filter().isEmpty());
    m_view->setPlacement(Sample::placement(), around());
}

void TestPlacementView::definitionOfTheCurrentRow()
{
    QSignalSpy wanted(m_view->definition(), &DefinitionView::definitionWanted);
    m_view->showRelation(QStringLiteral("users_us_west"));
    QTest::keyClick(m_view->tree(), Qt::Key_Return);
    QCOMPARE(m_view->tab(), PlacementView::DefinitionText);
    QCOMPARE(wanted.size(), 1);
    QCOMPARE(m_view->definition()->table(), QStringLiteral("users"));
    QCOMPARE(m_view->definition()->region(), Sample::west());
    m_view->setPlacement(Sample::placement(), around());
    QCOMPARE(wanted.size(), 1); // the choice is the same
    Failure failure;
    failure.sentence = QStringLiteral("The role may not.");
    m_view->definition()->setFailed(failure);
    QVERIFY(named<QPlainTextEdit>(*m_view, QStringLiteral("Definition"))->toPlainText().isEmpty());
    QVERIFY(!named<QPushButton>(*m_view, QStringLiteral("Copy definition"))->isEnabled());
}

void TestPlacementView::placeOfARow()
{
    m_view->showTab(PlacementView::Row);
    const RowId row{QStringLiteral("seattle"), QUuid(QStringLiteral("0f1e2d3c-aaaa-4bbb-8ccc-ddddeeeeffff"))};
    m_view->row()->setLoading(RowKind::Vehicle, row);
    QCOMPARE(textOf(*m_view, "rowTitle"), QStringLiteral("Vehicle 0f1e2d3c, Seattle"));
    Failure failure;
    failure.sentence = QStringLiteral("Nobody answers.");
    m_view->row()->setFailed(failure);
    QVERIFY(textOf(*m_view, "rowSentence").contains(failure.sentence));
    RowPlacement found;
    found.kind = RowKind::Vehicle;
    found.row = row;
    found.relation = QStringLiteral("users_us_west");
    found.homeRegion = Sample::west();
    found.sentence = QStringLiteral("It lives in US West.");
    found.copies = {{Sample::west(), QStringLiteral("b:5432"), true, true, {}, {}, 132ms}};
    m_view->row()->setPlace(found, around());
    QCOMPARE(textOf(*m_view, "rowSentence"), found.sentence);
    QSignalSpy again(m_view->row(), &RowPlaceView::againWanted);
    for (QPushButton *button : m_view->row()->findChildren<QPushButton *>())
        QTest::mouseClick(button, Qt::LeftButton);
    QCOMPARE(again.size(), 1);
    QCOMPARE(m_view->tab(), PlacementView::Partitions);
    QCOMPARE(m_view->currentRow()->relation, found.relation);
}

void TestPlacementView::statements()
{
    m_view->showTab(PlacementView::Statements);
    StatementPlan plan;
    plan.region = Sample::west();
    plan.explained = true;
    plan.plan = QStringLiteral("Index Scan using rides_start_idx");
    m_view->statements()->setLoading();
    m_view->statements()->setStatements(
        {{QStringLiteral("views/rides"), QStringLiteral("one city"), false, {plan}, false, {}}}, around());
    QVERIFY(textOf(*m_view, "statementsText").startsWith(QStringLiteral("1 statements, 0 of them")));
    auto *table = named<CellTableView>(*m_view, QStringLiteral("Statements and where they run"));
    QTest::keyClick(table, Qt::Key_Down);
    QVERIFY(named<QPlainTextEdit>(*m_view, QStringLiteral("Plan"))->toPlainText().contains(plan.plan));
    Failure failure;
    failure.sentence = QStringLiteral("Nobody answers.");
    m_view->statements()->setFailed(failure);
    QVERIFY(textOf(*m_view, "statementsText").startsWith(QStringLiteral("Last known plans.")));
    QCOMPARE(table->model()->rowCount(), 1);
}

void TestPlacementView::headTellsTheWhole()
{
    PlacementHead head;
    head.setPlacement(Sample::placement(), around(), 240ms);
    QCOMPARE(head.text(), QStringLiteral("Everything is where it should be"));
    QCOMPARE(head.notice(), QString());
    QVERIFY(textOf(head, "placementAge").startsWith(QStringLiteral("3 of 3 regions read")));
    Placement wrong = Sample::placement();
    wrong.findings = someFindings();
    head.setPlacement(wrong, around(), 240ms);
    QCOMPARE(head.text(), QStringLiteral("2 findings"));
    QSignalSpy wanted(&head, &PlacementHead::findingsWanted);
    QTest::mouseClick(named<QPushButton>(head, QStringLiteral("Show the findings")), Qt::LeftButton);
    QCOMPARE(wanted.size(), 1);
}

void TestPlacementView::headTellsWhatIsNotKnown()
{
    PlacementHead head;
    Placement partly = Sample::placement();
    partly.regions[1].read = false;
    partly.regions[1].failure.sentence = QStringLiteral("It does not answer.");
    Failure hidden;
    hidden.kind = FailureKind::Permission;
    hidden.statement = QStringLiteral("placement/known_cities");
    hidden.sentence = QStringLiteral("gcp-us-east1 does not allow this role to do that: no cities");
    Failure other = hidden;
    other.statement = QStringLiteral("placement/beats");
    partly.regions[0].hidden = {hidden, other};
    head.setPlacement(partly, around(), 1s);
    QCOMPARE(head.text(), QStringLiteral("No findings in what could be read"));
    QVERIFY(head.notice().contains(QStringLiteral("US West could not be read")));
    QVERIFY(head.notice().contains(QStringLiteral("It does not answer.")));
    QVERIFY(head.notice().contains(
        QStringLiteral("In US East 2 parts are hidden from you (cities, age of copies): the role that you "
                       "connect with may not read them.")));
    QVERIFY2(!head.notice().contains(u"no cities"), "the servers' words are in the tooltip");
    partly.regions[0].hidden = {hidden};
    partly.regions[0].hidden[0].kind = FailureKind::Internal;
    head.setPlacement(partly, around(), 1s);
    QVERIFY(head.notice().contains(QStringLiteral("a part is hidden from you (cities). gcp-us-east1")));
    QVERIFY(textOf(head, "placementAge").startsWith(QStringLiteral("2 of 3 regions read")));
    Failure failure;
    failure.sentence = QStringLiteral("Nobody answers.");
    head.setStale(failure);
    QVERIFY(head.notice().startsWith(QStringLiteral("Last known placement")));
    QVERIFY(head.notice().contains(failure.sentence));
    QSignalSpy retry(&head, &PlacementHead::retryWanted);
    QTest::mouseClick(named<QPushButton>(head, QStringLiteral("Retry")), Qt::LeftButton);
    QCOMPARE(retry.size(), 1);
    head.setPlacement(Sample::placement(), around(), 1s);
    QCOMPARE(head.notice(), QString());
}

void TestPlacementView::statesAreDifferentPictures()
{
    StatePicture picture;
    picture.resize(500, 300);
    picture.show();
    QStringList headlines{picture.headline()};
    QList<QImage> images{picture.grab().toImage()};
    picture.showEmpty(QStringLiteral("There are none."));
    headlines.append(picture.headline());
    images.append(picture.grab().toImage());
    picture.showFailed(QStringLiteral("Nobody answers."), {});
    headlines.append(picture.headline());
    images.append(picture.grab().toImage());
    headlines.removeDuplicates();
    QCOMPARE(headlines.size(), 3);
    QVERIFY(images[0] != images[1] && images[1] != images[2] && images[0] != images[2]);
    QSignalSpy retry(&picture, &StatePicture::retryWanted);
    QTest::mouseClick(named<QPushButton>(picture, QStringLiteral("Retry")), Qt::LeftButton);
    QCOMPARE(retry.size(), 1);
    picture.showLoading();
    QVERIFY(!named<QPushButton>(picture, QStringLiteral("Retry"))->isVisible());
}

void TestPlacementView::pageWithoutAFleet()
{
    ConsoleContext context;
    PlacementPage page(&context);
    page.show();
    page.refresh();
    page.applyFilter({PageTarget::Page::Placement, {}, RowPlaceTarget{}});
    QCOMPARE(page.state(), LoadState::Idle);
    QVERIFY(!page.hasRows());
    QVERIFY(!page.currentRow());
    for (QAction *action : page.toolBarActions())
        QVERIFY(!action->isVisible() || !action->isEnabled());
}

void TestPlacementView::actionsOfOthersHaveAPlace()
{
    ConsoleContext context;
    PlacementPage page(&context);
    QAction move(QStringLiteral("Move home…"));
    QAction add(QStringLiteral("Add city…"));
    page.addPlacementAction(&move, true);
    page.addPlacementAction(&add, false);
    QVERIFY(page.toolBarActions().contains(&move));
    QVERIFY(page.toolBarActions().contains(&add));
}

void TestPlacementView::sizesAndMeasureSurviveARestart()
{
    auto *sized = named<QComboBox>(*m_view, QStringLiteral("Regions sized by"));
    QTest::keyClick(sized, Qt::Key_Down);
    QVERIFY(place(*m_view, QStringLiteral("US West"))->accessibleName().contains(QStringLiteral("MiB")));
    PlacementView next;
    next.restoreState(m_view->saveState());
    QCOMPARE(named<QComboBox>(next, QStringLiteral("Regions sized by"))->currentIndex(), 1);
    QCOMPARE(next.saveState(), m_view->saveState());
    next.restoreState(
        {{QStringLiteral("measure"), 7}, {QStringLiteral("upright"), QStringLiteral("nonsense")}});
    QCOMPARE(named<QComboBox>(next, QStringLiteral("Regions sized by"))->currentIndex(), 0);
}

void TestPlacementView::everyControlHasAName()
{
    Placement placement = Sample::placement();
    placement.findings = someFindings();
    m_view->setPlacement(placement, around());
    for (int tab = PlacementView::Partitions; tab <= PlacementView::Row; ++tab) {
        m_view->showTab(static_cast<PlacementView::Tab>(tab));
        for (const QWidget *control : m_view->findChildren<QWidget *>()) {
            const auto *button = qobject_cast<const QAbstractButton *>(control);
            const bool isControl = button || qobject_cast<const QComboBox *>(control)
                                || qobject_cast<const QAbstractItemView *>(control)
                                || qobject_cast<const QPlainTextEdit *>(control);
            const bool inner = control->objectName().startsWith(QStringLiteral("qt_"))
                            || control->inherits("QComboBoxListView")
                            || qobject_cast<const QTabBar *>(control->parentWidget());
            if (isControl && control->isVisible() && !inner)
                QVERIFY2(!control->accessibleName().isEmpty() || (button && !button->text().isEmpty()),
                         control->metaObject()->className());
        }
    }
}

QTEST_MAIN(TestPlacementView)
#include "tst_placement_view.moc"
