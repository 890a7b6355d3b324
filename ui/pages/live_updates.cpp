#include "ui/pages/live_updates.h"

#include "db/fleet/fleet.h"
#include "models/paged_model.h"
#include "ui/tables/new_rows_bar.h"
#include "ui/tables/paged_table_view.h"

#include <QScrollBar>

#include <algorithm>

namespace movr {

using namespace std::chrono_literals;

namespace {

constexpr auto whileDragging = 100ms;
/// A change is told by its home before it has arrived in another region's copy.
constexpr auto copyHeadStart = 250ms;
constexpr auto copyMargin = 1000ms;
constexpr auto longestCopyWait = 10'000ms;

} // namespace

LiveUpdates::LiveUpdates(const LiveTraits &traits, PagedModel *model, PagedTableView *view)
    : QObject(view), m_rows(traits), m_model(model), m_view(view),
      m_bar(new NewRowsBar(traits.kind, view, view))
{
    m_timer.setSingleShot(true);
    m_copyTimer.setSingleShot(true);
    m_silentTimer.setInterval(rereadInterval);
    connect(&m_timer, &QTimer::timeout, this, &LiveUpdates::consider);
    connect(&m_copyTimer, &QTimer::timeout, this, [this] {
        m_wide = true;
        want(LiveNeed::Now);
    });
    connect(&m_silentTimer, &QTimer::timeout, this, &LiveUpdates::rereadSilent);
    connect(model, &PagedModel::stateChanged, this, &LiveUpdates::modelChanged);
    connect(model, &PagedModel::rowsChanged, this, &LiveUpdates::scrolled);
    connect(view->verticalScrollBar(), &QScrollBar::valueChanged, this, &LiveUpdates::scrolled);
    connect(model, &PagedModel::modelReset, this, [this] {
        m_rows.forgetUnseen(); // other rows than those that were looked at
        showUnseen();
    });
    connect(m_bar, &NewRowsBar::startWanted, this, &LiveUpdates::showStart);
}

void LiveUpdates::setFleet(Fleet *fleet)
{
    if (m_fleet)
        m_fleet->disconnect(this);
    m_fleet = fleet;
    m_need = LiveNeed::Nothing;
    m_copyTimer.stop();
    m_rows.forgetUnseen();
    showUnseen();
    if (fleet) {
        connect(fleet, &Fleet::changed, this, &LiveUpdates::take);
        connect(fleet, &Fleet::liveChanged, this, &LiveUpdates::watchSilent);
        connect(fleet, &Fleet::regionChanged, this, &LiveUpdates::watchSilent);
        connect(fleet, &Fleet::catalogChanged, this, [this] { setScope(m_scope); });
    }
    setScope(m_scope);
}

void LiveUpdates::setScope(const ViewScope &scope)
{
    m_scope = scope;
    m_cities.clear();
    m_regions.clear();
    if (m_fleet) {
        const Catalog &catalog = m_fleet->catalog();
        m_cities = scope.city.isEmpty() ? catalog.citiesOf(scope.region) : QStringList{scope.city};
        for (const QString &name : std::as_const(m_cities))
            if (const CityInfo *city = catalog.city(name); city && !m_regions.contains(city->region))
                m_regions.append(city->region);
    }
    watchSilent();
}

LiveView::Order LiveUpdates::order() const
{
    if (m_model->sortColumn() != m_rows.traits().bornColumn)
        return LiveView::Order::Other;
    return m_model->sortOrder() == Qt::DescendingOrder ? LiveView::Order::NewestFirst
                                                       : LiveView::Order::OldestFirst;
}

bool LiveUpdates::atStart() const
{
    return m_model->atStart() && m_view->verticalScrollBar()->value() == 0;
}

LiveView LiveUpdates::look() const
{
    LiveView view;
    view.cities = m_cities;
    view.regions = m_regions;
    view.order = order();
    view.atStart = atStart();
    view.atEnd = m_model->atEnd();
    view.filtered = m_filtered;
    view.loading = m_model->isLoading();
    view.place = [this](const RowId &id) {
        const int row = m_model->rowOf(id);
        if (row < 0)
            return LiveView::Place::Nowhere;
        return m_model->isNearVisible(row) ? LiveView::Place::Seen : LiveView::Place::Window;
    };
    return view;
}

void LiveUpdates::take(const ChangeBatch &batch)
{
    const LoadState state = m_model->state();
    // Nothing to keep up to date: what is asked for or asked again later is current by itself.
    if (state != LoadState::Ready && state != LoadState::Empty && !m_model->isLoading())
        return;
    const LiveNeed need = m_rows.take(batch, look());
    showUnseen();
    if (need == LiveNeed::Nothing)
        return;
    if (m_scope.freshness == ViewScope::Freshness::Nearest) {
        QStringList regions = batch.missed;
        for (const RowChange &change : batch.rows)
            if (!regions.contains(change.region))
                regions.append(change.region);
        for (const ManyChanges &many : batch.many)
            if (!regions.contains(many.region))
                regions.append(many.region);
        waitForCopy(regions);
    }
    want(need);
}

void LiveUpdates::waitForCopy(const QStringList &regions)
{
    const QString server = m_fleet->nearest();
    const RegionStatus status = m_fleet->region(server);
    std::chrono::milliseconds age = -1ms;
    for (const QString &region : regions)
        if (region != server)
            age = std::max(age, status.copyAge.value(region, 0ms));
    if (age < 0ms)
        return;
    m_notBefore = std::max(m_notBefore, RefreshPace::Clock::now() + copyHeadStart);
    if (!m_copyTimer.isActive())
        m_copyTimer.start(std::min(age + copyMargin, longestCopyWait));
}

void LiveUpdates::want(LiveNeed need)
{
    m_wide = m_rows.takeWide() || m_wide;
    m_need = std::max(m_need, need);
    consider();
}

void LiveUpdates::consider()
{
    const LoadState state = m_model->state();
    if (state != LoadState::Ready && state != LoadState::Empty && !m_model->isLoading())
        m_need = LiveNeed::Nothing;
    if (m_need == LiveNeed::Nothing || m_model->isLoading())
        return; // its answer comes by again
    const auto now = RefreshPace::Clock::now();
    auto at = std::max(m_pace.earliest(m_need), m_notBefore);
    if (m_view->verticalScrollBar()->isSliderDown()) // under the hand nothing moves
        at = std::max(at, now + whileDragging);
    if (at > now) {
        m_timer.start(std::chrono::ceil<std::chrono::milliseconds>(at - now));
        return;
    }
    // What nobody sees can wait a little: the whole window once a second.
    const bool wideNow = m_wide && (m_need == LiveNeed::Soon || now - m_wideAt >= RefreshPace::relaxed);
    m_need = m_wide && !wideNow ? LiveNeed::Soon : LiveNeed::Nothing;
    m_notBefore = {};
    m_pace.asked(now);
    if (wideNow) {
        m_wide = false;
        m_wideAt = now;
    }
    Q_EMIT refreshWanted(wideNow);
    m_asked = m_model->isLoading();
}

void LiveUpdates::modelChanged()
{
    if (m_model->isLoading())
        return;
    if (std::exchange(m_asked, false))
        m_pace.answered(RefreshPace::Clock::now());
    consider();
}

void LiveUpdates::scrolled()
{
    if (!m_rows.hasUnseen() || order() != LiveView::Order::NewestFirst || !atStart())
        return;
    m_rows.forgetUnseen();
    showUnseen();
    want(LiveNeed::Now); // they have been counted, not read
}

void LiveUpdates::showStart()
{
    // What is selected stays so where the way is only scrolled.
    if (m_model->atStart())
        m_view->scrollToTop();
    else
        m_model->showStart();
}

void LiveUpdates::showUnseen()
{
    m_bar->setCount(m_rows.hasUnseen(), m_rows.unseen());
}

bool LiveUpdates::isSilent(const QString &region) const
{
    return m_fleet->region(region).state == RegionState::Up && !m_fleet->live(region).listening;
}

void LiveUpdates::watchSilent()
{
    const bool silent = m_fleet
                     && std::any_of(m_regions.cbegin(), m_regions.cend(),
                                    [this](const QString &region) { return isSilent(region); });
    if (!silent)
        m_silentTimer.stop();
    else if (!m_silentTimer.isActive())
        m_silentTimer.start();
}

void LiveUpdates::rereadSilent()
{
    if (!m_view->isVisible())
        return;
    m_wide = true;
    want(LiveNeed::Now);
}

} // namespace movr
