#include "ui/placement/placement_view.h"

#include "models/placement/city_matrix.h"
#include "models/placement/placement_row.h"
#include "models/presentation/words.h"
#include "ui/placement/cell_table_view.h"
#include "ui/placement/definition_view.h"
#include "ui/placement/findings_view.h"
#include "ui/placement/loss_view.h"
#include "ui/placement/map_panel.h"
#include "ui/placement/placement_tree_view.h"
#include "ui/placement/row_place_view.h"
#include "ui/placement/statements_view.h"
#include "ui/tables/empty_face.h"

#include <QSplitter>
#include <QTabWidget>
#include <QVBoxLayout>

namespace movr {

namespace {

constexpr int leastHeight = 150;

// Names in the settings.
const QString measureKey = QStringLiteral("measure");
const QString uprightKey = QStringLiteral("upright");
const QString acrossKey = QStringLiteral("across");

} // namespace

PlacementView::PlacementView(QWidget *parent)
    : QWidget(parent), m_map(new MapPanel), m_matrix(new CellTableView(tr("Cities by region"))),
      m_tree(new PlacementTreeView), m_none(new EmptyFace(m_tree)), m_findings(new FindingsView),
      m_loss(new LossView), m_statements(new StatementsView), m_definition(new DefinitionView),
      m_row(new RowPlaceView), m_tabs(new QTabWidget), m_upright(new QSplitter(Qt::Vertical, this)),
      m_across(new QSplitter(Qt::Horizontal))
{
    m_matrix->setToolTip(tr("Return or a double click shows only the partitions of the city."));
    m_matrix->shareWidth();
    m_across->addWidget(m_map);
    m_across->addWidget(m_matrix);
    m_across->setSizes({640, 500});
    buildTabs();
    m_upright->addWidget(m_across);
    m_upright->addWidget(m_tabs);
    m_upright->setSizes({320, 300});
    // Less than what is in them would like: what has no room there scrolls, and the window stays as small as it was.
    m_across->setMinimumHeight(leastHeight);
    m_tabs->setMinimumHeight(leastHeight);
    for (QSplitter *splitter : {m_upright, m_across})
        splitter->setChildrenCollapsible(false);
    auto *layout = new QVBoxLayout(this);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->addWidget(m_upright);
    connectParts();
}

void PlacementView::buildTabs()
{
    m_tabs->setDocumentMode(true);
    m_tabs->setAccessibleName(tr("Placement in detail"));
    m_tabs->addTab(m_tree, tr("&Partitions"));
    m_tabs->addTab(m_findings, tr("F&indings"));
    m_tabs->addTab(m_loss, tr("If a re&gion is lost"));
    m_tabs->addTab(m_statements, tr("State&ments"));
    m_tabs->addTab(m_definition, tr("&Definition"));
    m_tabs->addTab(m_row, tr("Place of a ro&w"));
    m_tree->setContextMenuPolicy(Qt::CustomContextMenu);
}

void PlacementView::connectParts()
{
    connect(m_tabs, &QTabWidget::currentChanged, this, &PlacementView::tabChanged);
    connect(m_map, &MapPanel::measureChanged, this, &PlacementView::showMeasure);
    connect(m_map, &MapPanel::filterChosen, this, [this](const PlacementFilter &filter) {
        setFilter(filter);
        if (!filter.region.isEmpty() && tab() == Loss)
            m_loss->choose(filter.region);
        else if (!filter.isEmpty() && tab() != Loss)
            showTab(Partitions);
    });
    connect(m_matrix, &CellTableView::keyActivated, this, [this](const QString &city) {
        setFilter(m_filter.city == city ? PlacementFilter{} : PlacementFilter{{}, city});
        showTab(Partitions);
    });
    connect(m_none, &EmptyFace::pressed, this, [this] {
        setFilter({});
        m_tree->setFocus(Qt::OtherFocusReason);
    });
    connect(m_tree, &PlacementTreeView::currentRowChanged, this, &PlacementView::currentRowChanged);
    connect(m_tree, &QTreeView::activated, this, [this] {
        if (const PlacementRow *row = currentRow())
            showDefinitionOf(*row);
    });
    connect(m_tree, &QWidget::customContextMenuRequested, this, [this](const QPoint &position) {
        if (currentRow())
            Q_EMIT rowMenuRequested(m_tree->viewport()->mapToGlobal(position));
    });
    connect(m_row, &RowPlaceView::partitionWanted, this, &PlacementView::showRelation);
}

void PlacementView::setPlacement(const Placement &placement, const Surroundings &around)
{
    m_placement = placement;
    m_around = around;
    m_tree->setPlacement(placement, around.labels());
    QStringList gaps;
    for (const QString &region : placement.unread())
        gaps.append(around.label(region));
    m_findings->setFindings(placement.findings, around.labels(), gaps.isEmpty(),
                            gaps.isEmpty() ? QString() : tr("Not read: %1.").arg(gaps.join(tr(", "))));
    m_tabs->setTabText(Findings, placement.findings.isEmpty()
                                     ? tr("F&indings")
                                     : tr("F&indings (%1)").arg(placement.findings.size()));
    m_loss->setPlacement(placement, around);
    m_definition->setPlacement(placement, around);
    showWhetherEmpty();
    showMeasure();
}

void PlacementView::setSurroundings(const Surroundings &around)
{
    m_around = around;
    m_map->setScene(mapScene(m_placement, around, m_map->measure()));
}

void PlacementView::clear()
{
    m_placement = {};
    m_around = {};
    setFilter({});
    m_tree->setPlacement({}, {});
    m_findings->setFindings({}, {}, true, {});
    m_loss->setPlacement({}, {});
    m_definition->clear();
    m_statements->clear();
    m_row->clear();
    showMeasure();
}

void PlacementView::showMeasure()
{
    m_map->setScene(mapScene(m_placement, m_around, m_map->measure()));
    m_matrix->setTable(matrixCells(m_placement, m_around, m_map->measure()));
}

void PlacementView::setFilter(const PlacementFilter &filter)
{
    m_filter = filter;
    m_tree->setFilter(filter);
    m_map->setFilter(filter,
                     filter.region.isEmpty() ? words::city(filter.city) : m_around.label(filter.region));
    showWhetherEmpty();
    Q_EMIT filterChanged();
}

/// A region without a home, a city without a partition: an empty tree alone would look as if something had failed.
void PlacementView::showWhetherEmpty()
{
    const bool empty = !m_filter.isEmpty() && m_tree->model()->rowCount() == 0;
    m_none->setVisible(empty);
    if (!empty)
        return;
    m_none->tell(m_filter.region.isEmpty()
                     ? tr("No partition has %1").arg(words::city(m_filter.city))
                     : tr("Nothing is at home in %1").arg(m_around.label(m_filter.region)),
                 m_filter.region.isEmpty() ? QString()
                                           : tr("It may hold follower copies of what is at home elsewhere."),
                 tr("Show &all"), tr("Shows the partitions of every region."));
}

PlacementView::Tab PlacementView::tab() const
{
    return static_cast<Tab>(m_tabs->currentIndex());
}

void PlacementView::showTab(Tab tab)
{
    m_tabs->setCurrentIndex(tab);
}

const PlacementRow *PlacementView::currentRow() const
{
    return m_tree->currentRow();
}

void PlacementView::showRelation(const QString &relation)
{
    setFilter({});
    showTab(Partitions);
    m_tree->showRelation(relation);
    m_tree->setFocus(Qt::OtherFocusReason);
}

void PlacementView::showDefinitionOf(const PlacementRow &row)
{
    m_definition->choose(row.table, row.homes.value(0));
    showTab(DefinitionText);
}

QVariantMap PlacementView::saveState() const
{
    return {
        {measureKey, m_map->measure() == Measure::Bytes ? QStringLiteral("bytes") : QStringLiteral("rows")},
        {uprightKey, m_upright->saveState()},
        {acrossKey, m_across->saveState()}};
}

void PlacementView::restoreState(const QVariantMap &state)
{
    m_map->setMeasure(state.value(measureKey).toString() == u"bytes" ? Measure::Bytes : Measure::Rows);
    m_upright->restoreState(state.value(uprightKey).toByteArray());
    m_across->restoreState(state.value(acrossKey).toByteArray());
}

} // namespace movr
