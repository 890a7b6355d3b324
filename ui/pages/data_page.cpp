#include "ui/pages/data_page.h"

#include "models/exports/export_names.h"
#include "models/presentation/city_time.h"
#include "models/presentation/words.h"
#include "ui/console_context.h"
#include "ui/pages/live_updates.h"
#include "ui/pages/lost_row.h"
#include "ui/pages/saved_filters.h"
#include "ui/tables/column_chooser.h"
#include "ui/tables/new_rows_bar.h"
#include "ui/tables/paged_table_view.h"
#include "ui/tables/position_bar.h"
#include "ui/tables/table_notice.h"
#include "ui/tables/table_state_overlay.h"

#include <QHBoxLayout>
#include <QHideEvent>
#include <QLabel>
#include <QLocale>
#include <QVBoxLayout>

#include <algorithm>

namespace movr {

DataPage::DataPage(ConsoleContext *context, PagedModel *model, const QString &viewName,
                   const QString &rowsName, QWidget *parent)
    : TablePage(parent), m_context(context), m_model(model), m_bar(new FilterBar(this)),
      m_saved(new SavedFilters(m_bar)), m_notice(new TableNotice(model, this)),
      m_view(new PagedTableView(model, this)), m_position(new PositionBar(model, m_view, this)),
      m_place(new QLabel(this)), m_foot(new QHBoxLayout), m_overlay(new TableStateOverlay(model, m_view)),
      m_lost(new LostRow(model, m_view, [this] { return selection(); })), m_viewName(viewName)
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
    auto *table = new QHBoxLayout;
    table->setSpacing(0);
    table->addWidget(m_view, 1);
    table->addWidget(m_position);
    layout->addLayout(table, 1);
    layout->addLayout(m_foot);
    m_foot->setContentsMargins(4, 2, 8, 2);
    m_foot->addWidget(m_place, 1);
    m_place->setAlignment(Qt::AlignRight | Qt::AlignVCenter);
    m_place->setForegroundRole(QPalette::PlaceholderText);
    m_place->setAccessibleName(tr("Rows shown"));
    connect(m_position, &PositionBar::textChanged, this, &DataPage::tellPlace);
    connect(m_view, &PagedTableView::rowSelectionChanged, this, &DataPage::tellPlace);
    setFocusProxy(m_view);

    connect(context, &ConsoleContext::timesInUtcChanged, this,
            [this] { m_model->setTimesInUtc(m_context->timesInUtc()); });
    connect(m_bar, &FilterBar::changed, this, &DataPage::filtersChanged);
    connect(m_bar, &FilterBar::chipClosed, this, [this](const QString &name) {
        focusRows();
        changeFilters([&] { removeFilter(name); });
        if (chips().isEmpty())
            Q_EMIT filtersCleared();
    });
    m_bar->addButton(m_saved);
    connect(m_saved, &SavedFilters::chosen, this, [this](const QVariantMap &filter) {
        changeFilters([&] {
            resetFilters();
            restoreFilters(filter);
        });
    });
    connect(m_saved, &SavedFilters::changed, this, &DataPage::stateChanged);
    const auto clear = [this] {
        focusRows();
        changeFilters([this] { resetFilters(); });
        Q_EMIT filtersCleared();
    };
    connect(m_bar, &FilterBar::clearWanted, this, clear);
    connect(m_overlay, &TableStateOverlay::clearFiltersWanted, this, clear);
    connect(m_overlay, &TableStateOverlay::retryWanted, this, [this] {
        focusRows();
        refresh();
    });
    connect(m_overlay, &TableStateOverlay::goOnWanted, this, &DataPage::goOn);
    connect(m_overlay, &TableStateOverlay::cancelWanted, this, &DataPage::cancelLoading);
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
    connect(m_model, &PagedModel::stateChanged, this, &DataPage::sourceChanged);
    connect(m_model, &PagedModel::stateChanged, this, &DataPage::tellPlace);
    connect(m_model, &PagedModel::sortChanged, this, [this] { load(Due::Reload); });
    connect(m_model, &PagedModel::pageWanted, this, [this](const PageRequest &request) {
        if (m_fleet)
            ask(request);
        else
            m_model->clear();
    });
    connect(m_model, &PagedModel::positionsWanted, this, [this](quint64 wanted) {
        if (m_fleet)
            askPositions(wanted);
    });
}

void DataPage::tellPlace()
{
    m_place->setText(placeText());
    m_place->setToolTip(
        m_view->selectionEndsWithLoaded()
            ? tr("Only rows that are loaded can be selected, and actions on several rows are done to "
                 "no others. Scrolling loads more, up to %L1.")
                  .arg(PagedModel::selectableRows)
            : QString());
}

QString DataPage::placeText() const
{
    const int selected = m_view->selectedCount();
    const QString count = QLocale().toString(selected);
    if (m_view->selectionEndsWithLoaded()) {
        const QString total = m_position->totalText();
        return total.isEmpty() ? tr("%1 rows selected, of those that are loaded").arg(count)
                               : tr("%1 loaded rows selected of %2").arg(count, total);
    }
    QStringList parts;
    if (selected > 1)
        parts.append(tr("%1 rows selected").arg(count));
    if (const QString place = m_position->text(); !place.isEmpty()) {
        const QStringList missing = m_context->labels().of(m_model->gapRegions());
        parts.append(missing.isEmpty() ? place : tr("%1, without %2").arg(place, missing.join(tr(", "))));
    }
    if (const int column = m_model->sortColumn(); column >= 0 && m_model->rowCount() > 0)
        parts.prepend(m_model->columns().at(column).orderNote);
    parts.removeAll({});
    return parts.join(tr(" · "));
}

void DataPage::tellServed(const QString &regions, std::optional<std::chrono::milliseconds> age)
{
    m_servedBy = regions;
    m_age = age;
    Q_EMIT served();
    Q_EMIT sourceChanged();
}

RowSource DataPage::source() const
{
    const bool stale = m_model->state() == LoadState::Stale;
    if (m_servedBy.isEmpty()
        || (!stale && m_model->state() != LoadState::Ready && m_model->state() != LoadState::Empty))
        return {};
    const RegionLabels &labels = m_context->labels();
    const QString regions = labels.in(m_servedBy);
    if (stale)
        return {tr("Last known rows from %1").arg(regions), m_age};
    QString text =
        m_age ? tr("Rows from %1, %2 old").arg(regions, spanText(*m_age)) : tr("Rows from %1").arg(regions);
    if (const QStringList missing = labels.of(m_model->gapRegions()); !missing.isEmpty())
        text = tr("%1, without %2").arg(text, missing.join(tr(", ")));
    return {text, m_age};
}

void DataPage::followChanges(const LiveTraits &traits)
{
    m_live = new LiveUpdates(traits, m_model, m_view);
    m_foot->insertWidget(0, m_live->bar());
    connect(m_live, &LiveUpdates::refreshWanted, this, [this](bool wide) {
        // What no index leads to was read once because somebody asked for it: not again for every change.
        if (!indexed())
            return;
        if (wide || m_model->state() != LoadState::Ready || !isVisible())
            refresh();
        else
            m_model->refreshVisible();
    });
}

Selection DataPage::lostSelection() const
{
    return m_lost->last();
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
    m_servedBy.clear();
    m_overlay->setLabels(m_context->labels());
    m_notice->setLabels(m_context->labels());
    m_states.clear();
    m_model->clear();
    m_live->setFleet(fleet);
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
    m_scanAllowed = false;
    m_lastTotal = 0;
    m_live->setScope(scope);
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
    if (!indexed() && !m_scanAllowed) {
        askBeforeScan();
        return;
    }
    m_overlay->setQuestion({}, {}, {});
    what == Due::Reload ? m_model->reload() : m_model->refresh();
}

/// No index leads to the rows: how much is to be read is told before it is.
void DataPage::askBeforeScan()
{
    m_fleet->cancel(m_viewName);
    m_model->clear();
    const QString rows = m_lastTotal > 0 && m_totalOf == m_asked
                           ? tr("up to about %1 rows").arg(QLocale().toString(qint64(m_lastTotal)))
                           : tr("what the other filters leave, possibly the whole table,");
    m_overlay->setQuestion(
        tr("No index serves this filter"),
        (m_scope.city.isEmpty()
             ? tr("The servers look through %1 until a page is full. Another filter, a time "
                  "range or a city makes it less.")
             : tr("The servers look through %1 until a page is full. Another filter or a time "
                  "range makes it less."))
            .arg(rows),
        tr("&Search anyway"));
}

/// What was pressed is about to go: the keyboard goes on to the rows, not to whatever stands beside it.
void DataPage::focusRows()
{
    m_view->setFocus(Qt::OtherFocusReason);
}

void DataPage::goOn()
{
    focusRows();
    m_scanAllowed = true;
    load(Due::Reload);
}

void DataPage::cancelLoading()
{
    m_fleet->cancel(m_viewName);
    m_model->clear();
    m_overlay->setQuestion(tr("Cancelled"), tr("Nothing was read."), tr("&Read again"));
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
    m_scanAllowed = false;
    if (m_model->rowCount() > 0 && (m_model->knowsPositions() || m_model->totalIsExact())) {
        m_lastTotal = m_model->totalRows();
        m_totalOf = m_asked;
    }
    m_asked = saveFilters();
    m_asked.remove(QStringLiteral("place")); // it is what the others leave that is looked through
    tellOfFilters();
    load(Due::Reload);
}

QString DataPage::filterText() const
{
    QStringList texts;
    for (const FilterChip &chip : chips())
        texts.append(chip.text);
    return texts.join(tr(", "));
}

void DataPage::tellOfFilters()
{
    const QList<FilterChip> set = chips();
    m_bar->setChips(set);
    m_saved->setCurrent(set.isEmpty() ? QVariantMap() : saveFilters());
    m_overlay->setFilterText(filterText());
    m_live->setFiltered(!set.isEmpty());
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
    return {{QStringLiteral("table"), m_view->saveState()},
            {QStringLiteral("filters"), saveFilters()},
            {QStringLiteral("saved"), m_saved->save()}};
}

void DataPage::restoreState(const QVariantMap &state)
{
    m_view->restoreState(state.value(QStringLiteral("table")).toMap());
    m_saved->restore(state.value(QStringLiteral("saved")).toList());
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
    return {m_scope, query, exportNames(query, m_view->columnChooser()->visibleColumns()), filterText(),
            m_context->labels().of(m_scope.region)};
}

void DataPage::fillColumnMenu(QMenu *menu)
{
    m_view->columnChooser()->fill(menu);
}

void DataPage::copySelection() const
{
    m_view->copySelection();
}

void DataPage::appendChip(QList<FilterChip> &chips, const QString &name, const QString &kind,
                          const std::optional<RowId> &id)
{
    if (id)
        chips.append({name, tr("%1 %2").arg(kind, words::shortId(id->id))});
}

QVariant DataPage::saveRow(const std::optional<RowId> &id)
{
    return id ? QVariant(QStringList{id->city, id->id.toString(QUuid::WithoutBraces)}) : QVariant();
}

std::optional<RowId> DataPage::restoreRow(const QVariant &value)
{
    const QStringList parts = value.toStringList();
    const QUuid id = QUuid::fromString(parts.value(1));
    return id.isNull() ? std::nullopt : std::optional(RowId{parts.constFirst(), id});
}

} // namespace movr
