#include "models/placement/cell_table_model.h"
#include "models/placement/city_matrix.h"
#include "models/placement/finding_cells.h"
#include "models/placement/loss_cells.h"
#include "models/placement/map_scene.h"
#include "models/placement/placement_row.h"
#include "models/placement/placement_tree_model.h"
#include "models/placement/row_place_cells.h"
#include "models/placement/statement_cells.h"
#include "tests/support/placement_sample.h"

#include <QAbstractItemModelTester>
#include <QSignalSpy>
#include <QTest>

using namespace movr;
using namespace std::chrono_literals;
using Sample = movr::test::PlacementSample;

namespace {

Surroundings around()
{
    return {Sample::deployment(), Sample::catalog(), Sample::statuses(), Sample::europe()};
}

/// The tree as text: names indented by depth.
QStringList dump(const QAbstractItemModel &model, const QModelIndex &parent = {}, int depth = 0)
{
    QStringList lines;
    for (int row = 0; row < model.rowCount(parent); ++row) {
        const QModelIndex index = model.index(row, 0, parent);
        lines.append(QString(depth, u' ') + index.data().toString());
        lines.append(dump(model, index, depth + 1));
    }
    return lines;
}

QString textAt(const QAbstractItemModel &model, const QModelIndex &row, int column)
{
    return model.data(row.siblingAtColumn(column)).toString();
}

const Cell *cellOf(const CellTable &table, const QString &key, int column)
{
    const auto row = table.keys.indexOf(key);
    return row < 0 ? nullptr : &table.rows.at(row).at(column);
}

CityCell &matrixCell(Placement &placement, const QString &city, const QString &region)
{
    return *std::find_if(placement.matrix.begin(), placement.matrix.end(),
                         [&](const CityCell &cell) { return cell.city == city && cell.region == region; });
}

const QString rome = QStringLiteral("rome");

} // namespace

class TestPlacementModels : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void treeHasTablesPartitionsAndIndexes();
    void treeSaysWhatIsKnown();
    void treeSaysWhatIsNot();
    void refreshKeepsRows();
    void anotherTableResets();
    void filterByRegionAndCity();
    void sortsByValues();
    void ordinaryTables();
    void cellsChangeInPlace();
    void matrixMarksDeviations();
    void mapSizesAndStates();
    void mapWithoutPlaces();
    void findings();
    void loss();
    void lossInWords();
    void regionsAreNamedByTheirLabels();
    void statements();
    void placeOfARow();
    void figures();
};

void TestPlacementModels::treeHasTablesPartitionsAndIndexes()
{
    PlacementTreeModel model;
    QAbstractItemModelTester tester(&model, QAbstractItemModelTester::FailureReportingMode::Fatal);
    model.setTables(placementRows(Sample::placement()));
    const QStringList expected{
        QStringLiteral("rides"),        QStringLiteral(" us_east"),      QStringLiteral(" us_west"),
        QStringLiteral(" europe_west"), QStringLiteral(" rides_pkey"),   QStringLiteral("  us_east"),
        QStringLiteral("  us_west"),    QStringLiteral("  europe_west"), QStringLiteral("users"),
        QStringLiteral(" us_east"),     QStringLiteral(" us_west"),      QStringLiteral(" europe_west"),
        QStringLiteral(" users_pkey"),  QStringLiteral("  us_east"),     QStringLiteral("  us_west"),
        QStringLiteral("  europe_west")};
    QCOMPARE(dump(model), expected);
    model.setTables({});
    QCOMPARE(model.rowCount(), 0);
}

void TestPlacementModels::treeSaysWhatIsKnown()
{
    PlacementTreeModel model;
    model.setTables(placementRows(Sample::placement()));
    const QModelIndex row = model.find(QStringLiteral("rides_us_east"));
    QVERIFY(row.isValid());
    using Column = PlacementTreeModel::Column;
    QCOMPARE(textAt(model, row, Column::State), QStringLiteral("Right"));
    QCOMPARE(textAt(model, row, Column::Rows), QStringLiteral("about 123,000"));
    QCOMPARE(textAt(model, row, Column::Share), QStringLiteral("33.3 %"));
    QCOMPARE(textAt(model, row, Column::Home), Sample::east());
    QCOMPARE(textAt(model, row, Column::Declared), Sample::east());
    QCOMPARE(textAt(model, row, Column::Cities), QStringLiteral("New York, Boston, Washington DC"));
    QCOMPARE(textAt(model, row, Column::Copies),
             QStringLiteral("gcp-us-west1: under 1 s behind, gcp-europe-west1: under 1 s behind"));
    const QModelIndex ofIndex = model.find(QStringLiteral("rides_us_east_pkey"));
    QCOMPARE(textAt(model, ofIndex, Column::Rows), QString());
    QVERIFY(row.siblingAtColumn(Column::Rows)
                .data(Qt::AccessibleTextRole)
                .toString()
                .startsWith(QStringLiteral("Rows")));
    for (int column = 0; column < Column::ColumnCount; ++column)
        QVERIFY(!model.headerData(column, Qt::Horizontal, Qt::DisplayRole).toString().isEmpty());

    Placement counted = Sample::placement();
    counted.tables[0].partitions[0].rows = RowCount{123'456, true};
    model.setTables(placementRows(counted));
    QCOMPARE(textAt(model, row, Column::Rows), QStringLiteral("123,456"));
}

void TestPlacementModels::treeSaysWhatIsNot()
{
    Placement placement = Sample::placement();
    PartitionPlacement &lost = placement.tables[0].partitions[1];
    lost.homes.clear();
    lost.rows.reset();
    lost.bytes.reset();
    lost.state = PlacementState::Unreachable;
    lost.copies[0].state = FollowerCopy::State::Stopped;
    lost.copies[0].lag.reset();
    lost.copies[1].state = FollowerCopy::State::Unknown;
    lost.copies[1].lag.reset();
    PlacementTreeModel model;
    model.setTables(placementRows(placement));
    const QModelIndex row = model.find(QStringLiteral("rides_us_west"));
    using Column = PlacementTreeModel::Column;
    QCOMPARE(textAt(model, row, Column::State), QStringLiteral("Unreachable"));
    QCOMPARE(textAt(model, row, Column::Rows), QStringLiteral("not known"));
    QCOMPARE(textAt(model, row, Column::Bytes), QStringLiteral("not known"));
    QCOMPARE(textAt(model, row, Column::Share), QString());
    QCOMPARE(textAt(model, row, Column::Home), QStringLiteral("not known"));
    QCOMPARE(textAt(model, row, Column::Copies),
             QStringLiteral("gcp-us-east1: stopped, gcp-europe-west1: not known"));
    QCOMPARE(row.siblingAtColumn(Column::Copies).data(PlacementTreeModel::MeaningRole).toInt(),
             int(Meaning::Warning));
}

void TestPlacementModels::refreshKeepsRows()
{
    PlacementTreeModel model;
    QAbstractItemModelTester tester(&model, QAbstractItemModelTester::FailureReportingMode::Fatal);
    model.setTables(placementRows(Sample::placement()));
    const QPersistentModelIndex row = model.find(QStringLiteral("users_us_west"));
    QSignalSpy resets(&model, &QAbstractItemModel::modelReset);
    QSignalSpy changes(&model, &QAbstractItemModel::dataChanged);
    model.setTables(placementRows(Sample::placement()));
    QCOMPARE(changes.size(), 0);
    Placement later = Sample::placement();
    later.tables[1].partitions[1].homes = {Sample::east()};
    later.tables[1].partitions[1].state = PlacementState::Misplaced;
    model.setTables(placementRows(later));
    QCOMPARE(resets.size(), 0);
    QVERIFY(changes.size() > 0);
    QVERIFY(row.isValid());
    QCOMPARE(textAt(model, row, PlacementTreeModel::Home), Sample::east());
    QCOMPARE(model.row(row)->state, PlacementState::Misplaced);
}

void TestPlacementModels::anotherTableResets()
{
    PlacementTreeModel model;
    QAbstractItemModelTester tester(&model, QAbstractItemModelTester::FailureReportingMode::Fatal);
    model.setTables(placementRows(Sample::placement()));
    QSignalSpy resets(&model, &QAbstractItemModel::modelReset);
    Placement more = Sample::placement();
    more.tables.prepend(Sample::table(QStringLiteral("another"), 5));
    model.setTables(placementRows(more));
    QCOMPARE(resets.size(), 1);
    QCOMPARE(model.rowCount(), 3);
    more.tables[0].partitions.removeLast();
    model.setTables(placementRows(more));
    QCOMPARE(resets.size(), 2);
}

void TestPlacementModels::filterByRegionAndCity()
{
    PlacementTreeModel model;
    Placement placement = Sample::placement();
    placement.tables[1].partitions[2].homes = {Sample::west()}; // declared in Europe
    model.setTables(placementRows(placement));
    PlacementTreeFilter filter;
    QAbstractItemModelTester tester(&filter, QAbstractItemModelTester::FailureReportingMode::Fatal);
    filter.setSourceModel(&model);
    filter.setFilter({Sample::west(), {}});
    QCOMPARE(dump(filter),
             (QStringList{QStringLiteral("rides"), QStringLiteral(" us_west"), QStringLiteral(" rides_pkey"),
                          QStringLiteral("  us_west"), QStringLiteral("users"), QStringLiteral(" us_west"),
                          QStringLiteral(" europe_west"), QStringLiteral(" users_pkey"),
                          QStringLiteral("  us_west")}));
    filter.setFilter({{}, rome});
    QCOMPARE(dump(filter), (QStringList{QStringLiteral("rides"), QStringLiteral(" europe_west"),
                                        QStringLiteral(" rides_pkey"), QStringLiteral("  europe_west"),
                                        QStringLiteral("users"), QStringLiteral(" europe_west"),
                                        QStringLiteral(" users_pkey"), QStringLiteral("  europe_west")}));
    filter.setFilter({{}, QStringLiteral("atlantis")});
    QCOMPARE(filter.rowCount(), 0);
    filter.setFilter({});
    QCOMPARE(dump(filter), dump(model));
}

void TestPlacementModels::sortsByValues()
{
    PlacementTreeModel model;
    Placement placement = Sample::placement();
    const QList<double> rows{9, 1000, 80};
    for (int i = 0; i < 3; ++i)
        placement.tables[0].partitions[i].rows = RowCount{rows.at(i), false};
    model.setTables(placementRows(placement));
    PlacementTreeFilter sorted;
    sorted.setSourceModel(&model);
    for (const Qt::SortOrder order : {Qt::AscendingOrder, Qt::DescendingOrder}) {
        sorted.sort(PlacementTreeModel::Rows, order);
        const QModelIndex rides = sorted.mapFromSource(model.find(QStringLiteral("rides")));
        QStringList names;
        for (int row = 0; row < sorted.rowCount(rides); ++row)
            names.append(sorted.index(row, 0, rides).data().toString());
        QStringList expected{QStringLiteral("us_east"), QStringLiteral("europe_west"),
                             QStringLiteral("us_west")};
        if (order == Qt::DescendingOrder)
            std::reverse(expected.begin(), expected.end());
        expected.append(QStringLiteral("rides_pkey")); // indexes stay behind the partitions
        QCOMPARE(names, expected);
    }
}

void TestPlacementModels::ordinaryTables()
{
    PlacedTable plain;
    plain.name = QStringLiteral("notes \"of\" Zoë");
    PartitionPlacement whole;
    whole.partition = whole.relation = plain.name;
    whole.boundKind = BoundKind::Whole;
    PartitionPlacement others = whole;
    others.relation = QStringLiteral("others");
    others.boundKind = BoundKind::Default;
    PartitionPlacement range = whole;
    range.relation = QStringLiteral("range");
    range.boundKind = BoundKind::Other;
    range.bound = QStringLiteral("FOR VALUES FROM (1) TO (9)");
    plain.partitions = {whole, others, range};
    Placement placement;
    placement.tables = {plain};
    PlacementTreeModel model;
    QAbstractItemModelTester tester(&model, QAbstractItemModelTester::FailureReportingMode::Fatal);
    model.setTables(placementRows(placement));
    const QModelIndex table = model.index(0, 0);
    QCOMPARE(textAt(model, table, PlacementTreeModel::Cities), QStringLiteral("not partitioned"));
    QCOMPARE(textAt(model, model.index(0, 0, table), PlacementTreeModel::Cities),
             QStringLiteral("the whole table"));
    QCOMPARE(textAt(model, model.index(1, 0, table), PlacementTreeModel::Cities),
             QStringLiteral("all other cities"));
    QCOMPARE(textAt(model, model.index(2, 0, table), PlacementTreeModel::Cities), range.bound);
    QCOMPARE(textAt(model, model.index(0, 0, table), PlacementTreeModel::Declared), QStringLiteral("none"));
}

void TestPlacementModels::cellsChangeInPlace()
{
    CellTableModel model;
    QAbstractItemModelTester tester(&model, QAbstractItemModelTester::FailureReportingMode::Fatal);
    QSignalSpy resets(&model, &QAbstractItemModel::modelReset);
    QSignalSpy changes(&model, &QAbstractItemModel::dataChanged);
    Placement placement = Sample::placement();
    model.setTable(matrixCells(placement, around(), Measure::Rows));
    QCOMPARE(resets.size(), 1);
    matrixCell(placement, rome, Sample::europe()).rows = 7;
    model.setTable(matrixCells(placement, around(), Measure::Rows));
    QCOMPARE(resets.size(), 1);
    QCOMPARE(changes.size(), 1);
    const QModelIndex cell = model.index(model.rowOf(rome), 3);
    QCOMPARE(cell.data().toString(), QStringLiteral("7"));
    QCOMPARE(cell.data(CellTableModel::SortRole).toDouble(), 7.);
    model.setTable({});
    QCOMPARE(model.rowCount(), 0);
}

void TestPlacementModels::matrixMarksDeviations()
{
    Placement placement = Sample::placement();
    CellTable table = matrixCells(placement, around(), Measure::Rows);
    QCOMPARE(table.keys.size(), 9);
    QCOMPARE(table.keys.first(), QStringLiteral("boston")); // by region, then by name
    QVERIFY(cellOf(table, rome, 3)->strong);
    QCOMPARE(cellOf(table, rome, 3)->state, std::optional(PlacementState::Right));
    QVERIFY(!cellOf(table, rome, 1)->state);
    QCOMPARE(cellOf(table, rome, 1)->meaning, Meaning::Muted);

    matrixCell(placement, rome, Sample::europe()).home = false;
    matrixCell(placement, rome, Sample::west()).home = true;
    for (const QString &city : placement.cities)
        matrixCell(placement, city, Sample::east()).known = false;
    table = matrixCells(placement, around(), Measure::Bytes);
    QCOMPARE(cellOf(table, rome, 3)->state, std::optional(PlacementState::Misplaced));
    QCOMPARE(cellOf(table, rome, 2)->state, std::optional(PlacementState::Misplaced));
    QCOMPARE(cellOf(table, rome, 2)->text, QStringLiteral("8.2 MiB"));
    QCOMPARE(cellOf(table, rome, 1)->text, QStringLiteral("?"));
    QCOMPARE(cellOf(table, QStringLiteral("boston"), 1)->text, QStringLiteral("not known"));
    QCOMPARE(cellOf(table, QStringLiteral("boston"), 1)->state, std::optional(PlacementState::Unreachable));

    // Counted is what is at home; a copy's estimate beside it does not look like rows that were lost.
    placement.exact = true;
    matrixCell(placement, rome, Sample::west()).rows = 12'345;
    matrixCell(placement, rome, Sample::europe()).rows = 12'345;
    table = matrixCells(placement, around(), Measure::Rows);
    QCOMPARE(cellOf(table, rome, 2)->text, QStringLiteral("12,345"));
    QCOMPARE(cellOf(table, rome, 3)->text, QStringLiteral("≈ 12,300"));

    // Where nothing is declared, no home is a wrong one.
    for (CityCell &cell : placement.matrix)
        cell.declared = false;
    table = matrixCells(placement, around(), Measure::Rows);
    QCOMPARE(cellOf(table, rome, 2)->state, std::optional(PlacementState::Unknown));
    QVERIFY(cellOf(table, rome, 2)->tip.contains(QStringLiteral("No home is declared")));
}

void TestPlacementModels::mapSizesAndStates()
{
    Placement placement = Sample::placement();
    placement.totals[0].homeRows = 600;
    placement.totals[1].homeRows = 400;
    placement.totals[2].homeRows.reset();
    placement.totals[1].state = PlacementState::Lagging;
    placement.regions[2].read = false;
    placement.regions[2].failure.sentence = QStringLiteral("It does not answer.");
    const MapScene scene = mapScene(placement, around(), Measure::Rows);
    QCOMPARE(scene.regions.size(), 3);
    QCOMPARE(scene.regions.at(0).share, std::optional(0.6));
    QCOMPARE(scene.regions.at(0).size, QStringLiteral("about 600 rows at home there"));
    QCOMPARE(scene.regions.at(1).state, PlacementState::Lagging);
    QVERIFY(!scene.regions.at(2).share);
    QCOMPARE(scene.regions.at(2).state, PlacementState::Unreachable);
    QCOMPARE(scene.regions.at(2).note, QStringLiteral("It does not answer."));
    QCOMPARE(scene.cities.size(), 9);
    QCOMPARE(scene.links.size(), 6); // three between regions, three from the desk
    QVERIFY(scene.links.at(0).up);
    QVERIFY(!scene.links.at(1).up);
    QVERIFY(scene.links.at(0).source.contains(QStringLiteral("not one of this fleet")));
    QCOMPARE(scene.links.last().roundTrip, std::optional<std::chrono::nanoseconds>(500us));
    const MapScene bytes = mapScene(Sample::placement(), around(), Measure::Bytes);
    QCOMPARE(bytes.regions.at(0).share, std::optional(1. / 3));
}

void TestPlacementModels::mapWithoutPlaces()
{
    Placement placement = Sample::placement();
    placement.cities.append(QStringLiteral("atlantis"));
    Surroundings places = around();
    places.deployment.regions[1].latitude = places.deployment.regions[1].longitude = 0;
    const MapScene scene = mapScene(placement, places, Measure::Rows);
    QCOMPARE(scene.regions.size(), 2);
    QCOMPARE(scene.unplaced, (QStringList{QStringLiteral("US West"), QStringLiteral("atlantis")}));
    QVERIFY(mapScene({}, {}, Measure::Bytes).regions.isEmpty());
}

void TestPlacementModels::findings()
{
    Finding finding;
    finding.kind = FindingKind::MisplacedPartition;
    finding.severity = FindingSeverity::Error;
    finding.sentence = QStringLiteral("users_us_west is at home in gcp-us-east1, not in gcp-us-west1.");
    finding.table = QStringLiteral("users");
    finding.partition = QStringLiteral("us_west");
    finding.since = QDateTime(QDate(2026, 11, 24), QTime(9, 30), Qt::UTC);
    finding.sinceServer = true;
    Finding note;
    note.kind = FindingKind::StaleStatistics;
    note.severity = FindingSeverity::Note;
    note.city = rome;
    const CellTable table = findingCells({finding, note});
    QCOMPARE(table.keys, (QStringList{finding.key(), note.key()}));
    QCOMPARE(table.rows.at(0).at(0).state, std::optional(PlacementState::Misplaced));
    QCOMPARE(table.rows.at(0).at(1).text, finding.sentence);
    QCOMPARE(table.rows.at(0).at(2).text, QStringLiteral("users, us_west"));
    QCOMPARE(table.rows.at(0).at(3).text, QStringLiteral("2026-11-24 09:30 UTC"));
    QCOMPARE(table.rows.at(1).at(2).text, QStringLiteral("Rome"));
    QCOMPARE(table.rows.at(1).at(3).text, QStringLiteral("not known"));
    QVERIFY(sinceText(finding).contains(QStringLiteral("as the server tells")));
}

void TestPlacementModels::loss()
{
    RegionLoss loss;
    loss.cities = {{rome, false, Sample::east(), 300ms, 12., 340.},
                   {QStringLiteral("paris"), false, {}, {}, {}, {}},
                   {QStringLiteral("boston"), true, Sample::east(), {}, 3., 4.}};
    const CellTable table = lossCells(loss, around());
    QCOMPARE(table.keys, (QStringList{rome, QStringLiteral("paris"), QStringLiteral("boston")}));
    QCOMPARE(cellOf(table, rome, 1)->text, QStringLiteral("No"));
    QCOMPARE(cellOf(table, rome, 2)->text, QStringLiteral("US East"));
    QCOMPARE(cellOf(table, rome, 3)->text, QStringLiteral("300 ms"));
    QCOMPARE(cellOf(table, rome, 4)->text, QStringLiteral("about 12"));
    QCOMPARE(cellOf(table, QStringLiteral("paris"), 2)->text, QStringLiteral("Nowhere"));
    QCOMPARE(cellOf(table, QStringLiteral("paris"), 3)->text, QString());
    QCOMPARE(cellOf(table, QStringLiteral("boston"), 3)->text, QStringLiteral("current"));
    QCOMPARE(cellOf(table, QStringLiteral("boston"), 1)->text, QStringLiteral("Yes"));
}

/// What a region that is down already took is told apart from what the chosen one would.
void TestPlacementModels::lossInWords()
{
    RegionLoss loss;
    loss.region = Sample::east();
    loss.unchangeable = {QStringLiteral("boston"), QStringLiteral("new york")};
    loss.activeRides = 12.;
    loss.vehicles = 340.;
    QCOMPARE(
        lossText(loss, around()),
        QStringLiteral("Without US East, Boston, New York cannot be changed: that concerns about 12 active "
                       "rides and about 340 vehicles. Every city that can be read now still can be."));
    loss.lostAlready = {Sample::west()};
    loss.alreadyCannot = {QStringLiteral("seattle")};
    loss.unreadable = {QStringLiteral("boston")};
    loss.vehicles.reset();
    const QString text = lossText(loss, around());
    QVERIFY2(text.contains(QStringLiteral("an unknown number of vehicles")), qPrintable(text));
    QVERIFY2(text.contains(QStringLiteral("No copy is left to read of Boston.")), qPrintable(text));
    QVERIFY2(
        text.endsWith(QStringLiteral("Already now, Seattle cannot be changed: US West does not answer.")),
        qPrintable(text));
}

/// People read labels, in cells and in sentences; the names stay what everything goes by.
void TestPlacementModels::regionsAreNamedByTheirLabels()
{
    PlacementTreeModel model;
    Placement placement = Sample::placement();
    placement.tables.first().partitions.first().sentence = QStringLiteral("gcp-us-west1 lags.");
    model.setTables(placementRows(placement), around().labels());
    const QModelIndex east = model.index(0, 0, model.find(placement.tables.first().name));
    QVERIFY(!textAt(model, east, PlacementTreeModel::Home).contains(QStringLiteral("gcp-")));
    QVERIFY(!textAt(model, east, PlacementTreeModel::Declared).contains(QStringLiteral("gcp-")));
    QVERIFY(!textAt(model, east, PlacementTreeModel::Copies).contains(QStringLiteral("gcp-")));
    QVERIFY(east.data(Qt::ToolTipRole).toString().endsWith(QStringLiteral("US West lags.")));
    QVERIFY(model.row(east)->declaredRegion.startsWith(QStringLiteral("gcp-")));
    Finding finding;
    finding.sentence = QStringLiteral("gcp-us-east1 has no guard.");
    finding.region = Sample::east();
    const CellTable table = findingCells({finding}, around().labels());
    QCOMPARE(table.rows.at(0).at(1).text, QStringLiteral("US East has no guard."));
    QCOMPARE(table.rows.at(0).at(2).text, QStringLiteral("US East"));
}

void TestPlacementModels::statements()
{
    StatementPlan plan;
    plan.region = Sample::europe();
    plan.explained = true;
    plan.partitions = {QStringLiteral("rides_europe_west")};
    plan.plan = QStringLiteral("Index Scan\n");
    plan.costs = {{{}, 1ms}, {Sample::east(), 92ms}};
    StatementPlan far = plan;
    far.region = Sample::west();
    far.costs = {{{}, 132ms}};
    StatementLocality here{
        QStringLiteral("views/rides"), QStringLiteral("one city"), false, {plan}, false, {}};
    StatementLocality everywhere{
        QStringLiteral("views/rides"), QStringLiteral("all cities"), false, {plan, far}, true, {}};
    const CellTable table = statementCells({here, everywhere}, around());
    QCOMPARE(table.rows.at(0).at(2).text, QStringLiteral("One region"));
    QCOMPARE(table.rows.at(0).at(3).text, QStringLiteral("1.0 ms"));
    QCOMPARE(table.rows.at(0).at(4).text, QStringLiteral("92 ms"));
    QCOMPARE(table.rows.at(0).at(5).text, QStringLiteral("not known"));
    QCOMPARE(table.rows.at(1).at(2).meaning, Meaning::Warning);
    QCOMPARE(table.rows.at(1).at(3).text, QStringLiteral("132 ms")); // the slowest of two
    QVERIFY(table.keys.at(0) != table.keys.at(1));
    QVERIFY(planText(everywhere).contains(Sample::west()));
    StatementLocality failed = here;
    failed.plans[0].explained = false;
    failed.plans[0].failure.sentence = QStringLiteral("The server refused.");
    QCOMPARE(statementCells({failed}, around()).rows.at(0).at(2).text, QStringLiteral("Not known"));
    QVERIFY(planText(failed).contains(QStringLiteral("The server refused.")));
}

void TestPlacementModels::placeOfARow()
{
    RowPlacement place;
    place.homeRegion = Sample::west();
    place.readFrom = Sample::europe();
    place.changeCost = 132ms;
    RowCopy home{Sample::west(), QStringLiteral("b:5432"), true, true, {}, {}, 132ms};
    RowCopy copy{Sample::europe(), QStringLiteral("c:5432"), false, true, {}, 400ms, 1ms};
    RowCopy late{Sample::east(), QStringLiteral("a:5432"), false, false, {}, 9s, 92ms};
    RowCopy silent = late; // what it said before it fell silent is still there
    silent.region = QStringLiteral("another");
    silent.present.reset();
    silent.failure.sentence = QStringLiteral("It does not answer.");
    place.copies = {home, copy, late, silent};
    const CellTable table = rowPlaceCells(place, around());
    QCOMPARE(cellOf(table, Sample::west(), 1)->text, QStringLiteral("Home"));
    QCOMPARE(cellOf(table, Sample::west(), 4)->text, QStringLiteral("132 ms"));
    QCOMPARE(cellOf(table, Sample::europe(), 1)->text, QStringLiteral("Copy"));
    QCOMPARE(cellOf(table, Sample::europe(), 2)->text, QStringLiteral("400 ms"));
    QVERIFY(cellOf(table, Sample::europe(), 3)->strong); // the read goes there
    QCOMPARE(cellOf(table, Sample::europe(), 4)->text, QStringLiteral("–"));
    QCOMPARE(cellOf(table, Sample::east(), 1)->state, std::optional(PlacementState::Lagging));
    QCOMPARE(cellOf(table, silent.region, 1)->text, QStringLiteral("Not known"));
    QCOMPARE(cellOf(table, silent.region, 1)->tip, silent.failure.sentence);
    QCOMPARE(cellOf(table, silent.region, 2)->text, QStringLiteral("not known"));
    QCOMPARE(cellOf(table, silent.region, 3)->text, QStringLiteral("not known"));
    const QUuid id(QStringLiteral("0f1e2d3c-aaaa-4bbb-8ccc-ddddeeeeffff"));
    QCOMPARE(rowPlaceTitle(RowKind::Vehicle, {rome, id}), QStringLiteral("Vehicle 0f1e2d3c, Rome"));
}

void TestPlacementModels::figures()
{
    QCOMPARE(rowsText(RowCount{1234, true}), QStringLiteral("1,234"));
    QCOMPARE(rowsText(RowCount{1234, false}), QStringLiteral("about 1,230"));
    QCOMPARE(rowsText(RowCount{0.4, false}), QStringLiteral("about 0"));
    QCOMPARE(rowsText(RowCount{987'654'321, false}), QStringLiteral("about 988,000,000"));
    QCOMPARE(rowsText({}), QStringLiteral("not known"));
    QCOMPARE(bytesText(0.), QStringLiteral("0 bytes"));
    QCOMPARE(shareText(1.), QStringLiteral("100.0 %"));
    FollowerCopy copy;
    copy.state = FollowerCopy::State::Following;
    copy.lag = 12s;
    QCOMPARE(markOf(copy), PlacementState::Lagging);
    copy.lag = 9s;
    QCOMPARE(markOf(copy), PlacementState::Right);
    copy.state = FollowerCopy::State::Missing;
    QCOMPARE(markOf(copy), PlacementState::Lagging);
}

QTEST_GUILESS_MAIN(TestPlacementModels)
#include "tst_placement_models.moc"
