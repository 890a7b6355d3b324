#include "ui/pages/data_page.h"

#include "models/exports/export_names.h"
#include "models/presentation/words.h"
#include "ui/console_context.h"
#include "ui/pages/filter_bar.h"
#include "ui/tables/column_chooser.h"
#include "ui/tables/paged_table_view.h"
#include "ui/tables/table_notice.h"
#include "ui/tables/table_state_overlay.h"

#include <QHideEvent>
#include <QToolButton>
#include <QVBoxLayout>

#include <algorithm>

namespace movr {

DataPage::DataPage(ConsoleContext *context, PagedModel *model, const QString &viewName,
                   const QString &rowsName, QWidget *parent)
    : TablePage(parent), m_context(context), m_model(model), m_bar(new FilterBar(this)),
      m_notice(new TableNotice(model, this)), m_view(new PagedTableView(model, this)),
      m_overlay(new TableStateOverlay(model, m_view)), m_viewName(viewName)
{
    model->setParent(this);
    model->setTimesInUtc(context->timesInUtc());
    m_overlay->setRowsName(rowsName);
    m_view->setFrameShape(QFrame::NoFrame);

    auto *layout = new QVBoxLayout(this);
    layout->setContentsMargins({});
    layout->setSpacing(0);
    layout->addWidget(m_bar);
    layout->addWidget(m_notice);
    layout->addWidget(m_view, 1);
    setFocusProxy(m_view);

    connect(context, &ConsoleContext::timesInUtcChanged, this,
            [this] { m_model->setTimesInUtc(m_context->timesInUtc()); });
    connect(m_bar, &FilterBar::changed, this, &DataPage::filtersChanged);
    connect(m_bar, &FilterBar::chipClosed, this, [this](QToolButton *chip) {
        closeChip(chip);
        filtersChanged();
    });
    const auto clear = [this] { changeFilters([this] { resetFilters(); }); };
    connect(m_bar, &FilterBar::clearWanted, this, clear);
    connect(m_overlay, &TableStateOverlay::clearFiltersWanted, this, clear);
    connect(m_overlay, &TableStateOverlay::retryWanted, this, &DataPage::refresh);
    connect(m_notice, &TableNotice::retryWanted, this, &DataPage::refresh);
    wireView();
}

void DataPage::wireView()
{
    connect(m_view, &PagedTableView::rowActivated, this, &DataPage::rowActivated);
    connect(m_view, &PagedTableView::rowSelectionChanged, this, &DataPage::selectionChanged);
    connect(m_view, &PagedTableView::contextMenuRequested, this, &DataPage::contextMenuRequested);
    // The selected row may have another value now, or be gone with a reset, which tells of no deselection.
    connect(m_model, &PagedModel::rowsChanged, this, &DataPage::selectionChanged);
    connect(m_model, &PagedModel::modelReset, this, &DataPage::selectionChanged);
    connect(m_model, &PagedModel::sortChanged, this, [this] { load(Due::Reload); });
    connect(m_model, &PagedModel::pageWanted, this, [this](const PageRequest &request) {
        if (m_fleet)
            ask(request);
        else
            m_model->clear();
    });
}

void DataPage::setFleet(Fleet *fleet)
{
    if (m_fleet == fleet)
        return;
    if (m_fleet) {
        m_fleet->disconnect(this);
        m_fleet->cancel(m_viewName);
    }
    m_fleet = fleet;
    m_states.clear();
    m_model->clear();
    if (!fleet) {
        m_due = Due::Nothing;
        return;
    }
    m_model->setCatalog(fleet->catalog());
    connect(fleet, &Fleet::catalogChanged, this, &DataPage::catalogChanged);
    connect(fleet, &Fleet::regionChanged, this, &DataPage::regionChanged);
    load(Due::Reload);
}

void DataPage::setScope(const ViewScope &scope)
{
    if (m_scope == scope)
        return;
    m_scope = scope;
    load(Due::Reload);
}

void DataPage::refresh()
{
    load(Due::Refresh);
}

void DataPage::load(Due what)
{
    if (!m_fleet)
        return;
    if (!isVisible()) {
        m_due = std::max(m_due, what);
        return;
    }
    if (m_fleet->catalog().isEmpty()) {
        m_due = Due::Reload;
        waitForCatalog();
        return;
    }
    m_due = Due::Nothing;
    what == Due::Reload ? m_model->reload() : m_model->refresh();
}

void DataPage::catalogChanged()
{
    m_model->setCatalog(m_fleet->catalog());
    if (m_due != Due::Nothing)
        load(m_due);
}

/// Nobody knows yet which region to ask: the first one that answers will say so, unless none does.
void DataPage::waitForCatalog()
{
    const QList<RegionStatus> regions = m_fleet->regions();
    const auto down = [](const RegionStatus &region) { return region.state == RegionState::Down; };
    if (!regions.isEmpty() && std::all_of(regions.cbegin(), regions.cend(), down))
        m_model->markStale(regions.constFirst().failure);
    else
        m_model->expectRows();
}

void DataPage::filtersChanged()
{
    const QString text = filterText();
    m_bar->setClearEnabled(!text.isEmpty());
    m_overlay->setFilterText(text);
    load(Due::Reload);
}

void DataPage::setBarQuiet(bool quiet)
{
    m_bar->blockSignals(quiet);
}

void DataPage::showEvent(QShowEvent *event)
{
    TablePage::showEvent(event);
    if (m_due != Due::Nothing)
        load(m_due);
}

void DataPage::hideEvent(QHideEvent *event)
{
    TablePage::hideEvent(event);
    if (!m_fleet || !m_model->isLoading() || event->spontaneous())
        return;
    m_due = m_model->rowCount() == 0 ? Due::Reload : Due::Refresh;
    m_model->abandonRequest();
    m_fleet->cancel(m_viewName);
}

QString DataPage::homeOfScope() const
{
    const CityInfo *city = m_scope.city.isEmpty() ? nullptr : m_fleet->catalog().city(m_scope.city);
    return city ? city->region : m_scope.region;
}

bool DataPage::concerns(const QString &region) const
{
    const QString home = homeOfScope();
    return m_scope.freshness == ViewScope::Freshness::Nearest || home.isEmpty() || home == region;
}

void DataPage::regionChanged(const QString &name)
{
    const RegionStatus region = m_fleet->region(name);
    const auto before = m_states.constFind(name);
    const bool same = before != m_states.constEnd() && *before == region.state;
    m_states.insert(name, region.state);
    if (same)
        return;
    if (m_fleet->catalog().isEmpty() && isVisible()) {
        waitForCatalog();
        return;
    }
    if (!concerns(name))
        return;
    if (region.state == RegionState::Down) {
        regionWentDown(region);
        return;
    }
    const auto missing = [&name](const PageGap &gap) { return gap.region == name; };
    const bool incomplete = std::any_of(m_model->gaps().cbegin(), m_model->gaps().cend(), missing)
                         || m_model->state() == LoadState::Failed || m_model->state() == LoadState::Stale;
    if (region.state == RegionState::Up && incomplete)
        refresh();
}

void DataPage::regionWentDown(const RegionStatus &region)
{
    // Where others can answer, they do: a merged table gets its gap told, a nearest copy another server.
    if (m_scope.freshness == ViewScope::Freshness::Nearest || homeOfScope().isEmpty()) {
        refresh();
        return;
    }
    if (m_model->state() == LoadState::Idle)
        return;
    m_fleet->cancel(m_viewName);
    m_model->markStale(region.failure);
}

QVariantMap DataPage::saveState() const
{
    return {{QStringLiteral("table"), m_view->saveState()}, {QStringLiteral("filters"), saveFilters()}};
}

void DataPage::restoreState(const QVariantMap &state)
{
    m_view->restoreState(state.value(QStringLiteral("table")).toMap());
    changeFilters([&] { restoreFilters(state.value(QStringLiteral("filters")).toMap()); });
}

SelectedRows DataPage::selectedRows() const
{
    // By ranges: all of a table may be selected.
    SelectedRows selected;
    const QItemSelection ranges = m_view->selectionModel()->selection();
    for (const QItemSelectionRange &range : ranges) {
        if (range.left() > 0)
            continue;
        selected.total += range.height();
        for (int row = range.top(); row <= range.bottom() && selected.rows.size() < SelectedRows::most; ++row)
            if (Selection value = rowAt(row); !std::holds_alternative<std::monostate>(value))
                selected.rows.append(std::move(value));
    }
    return selected;
}

ViewSnapshot DataPage::snapshot() const
{
    const ViewQuery query = viewQuery();
    return {m_scope, query, exportNames(query, m_view->columnChooser()->visibleColumns()), filterText()};
}

void DataPage::fillColumnMenu(QMenu *menu)
{
    m_view->columnChooser()->fill(menu);
}

void DataPage::copySelection() const
{
    m_view->copySelection();
}

QString DataPage::chipText(const QString &kind, const std::optional<RowId> &id)
{
    return id ? tr("%1 %2").arg(kind, words::shortId(id->id)) : QString();
}

} // namespace movr
