#include "ui/placement/placement_page.h"

#include "db/fleet/fleet.h"
#include "db/placement/placement_reader.h"
#include "models/placement/placement_row.h"
#include "ui/console_context.h"
#include "ui/placement/definition_view.h"
#include "ui/placement/placement_head.h"
#include "ui/placement/placement_view.h"
#include "ui/placement/row_place_view.h"
#include "ui/placement/state_picture.h"
#include "ui/placement/statements_view.h"
#include "ui/window/page_stack.h"

#include <QAction>
#include <QMenu>
#include <QStackedWidget>
#include <QVBoxLayout>

namespace movr {

namespace {

using namespace std::chrono_literals;

constexpr auto refreshInterval = 30s;
constexpr auto settleTime = 700ms; ///< several regions that come or go together are read once

} // namespace

PlacementPage::PlacementPage(ConsoleContext *context, QWidget *parent)
    : TablePage(parent), m_context(context), m_head(new PlacementHead(this)), m_view(new PlacementView),
      m_picture(new StatePicture), m_stack(new PageStack(this))
{
    setAccessibleName(title());
    m_stack->addWidget(m_picture);
    m_stack->addWidget(m_view);
    auto *layout = new QVBoxLayout(this);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->setSpacing(0);
    layout->addWidget(m_head);
    layout->addWidget(m_stack, 1);
    m_again.setInterval(refreshInterval);
    m_soon.setInterval(settleTime);
    m_soon.setSingleShot(true);
    buildActions();
    connectParts();
    setReading(false, false);
    setState(LoadState::Idle);
}

QString PlacementPage::title() const
{
    return tr("Placement");
}

QIcon PlacementPage::icon() const
{
    return QIcon::fromTheme(QStringLiteral("network-server"));
}

void PlacementPage::buildActions()
{
    m_refresh = new QAction(QIcon::fromTheme(QStringLiteral("view-refresh")), tr("Refresh"), this);
    m_refresh->setToolTip(
        tr("Reads the placement of every region again (F5). While the page is shown it is read every 30 s."));
    m_count = new QAction(QIcon::fromTheme(QStringLiteral("view-statistics")), tr("Count exactly"), this);
    m_count->setToolTip(
        tr("Counts the rows of every partition at its home. This reads whole tables; otherwise the planner's "
           "estimates are shown."));
    m_cancel = new QAction(QIcon::fromTheme(QStringLiteral("process-stop")), tr("Cancel counting"), this);
    m_cancel->setToolTip(tr("Ends the counting at the servers."));
    m_cancel->setVisible(false);
    m_actions = {m_refresh, m_count, m_cancel};
    connect(m_refresh, &QAction::triggered, this, &PlacementPage::refresh);
    connect(m_count, &QAction::triggered, this, [this] { read(true); });
    connect(m_cancel, &QAction::triggered, this, [this] {
        if (m_fleet)
            m_fleet->placement()->cancel();
    });
}

void PlacementPage::connectParts()
{
    connect(&m_again, &QTimer::timeout, this, [this] {
        if (!m_reading)
            read(false);
    });
    connect(&m_soon, &QTimer::timeout, this, [this] {
        if (!m_counting)
            read(false);
    });
    connect(m_head, &PlacementHead::findingsWanted, this,
            [this] { m_view->showTab(PlacementView::Findings); });
    connect(m_head, &PlacementHead::retryWanted, this, &PlacementPage::refresh);
    connect(m_picture, &StatePicture::retryWanted, this, &PlacementPage::refresh);
    connect(m_view, &PlacementView::tabChanged, this, &PlacementPage::askTab);
    connect(m_view, &PlacementView::currentRowChanged, this, &PlacementPage::currentRowChanged);
    connect(m_view, &PlacementView::rowMenuRequested, this, &PlacementPage::showRowMenu);
    connect(m_view->statements(), &StatementsView::statementsWanted, this, &PlacementPage::askStatements);
    connect(m_view->row(), &RowPlaceView::againWanted, this, &PlacementPage::askRow);
    connect(m_view->definition(), &DefinitionView::definitionWanted, this, [this] {
        m_definitionOld = true;
        askTab();
    });
}

void PlacementPage::setFleet(Fleet *fleet)
{
    if (m_fleet)
        m_fleet->disconnect(this);
    m_fleet = fleet;
    ++m_fleetNumber;
    m_row.reset();
    m_answeredAt = {};
    m_regionStates.clear();
    m_readFrom.clear();
    m_definitionOld = true;
    m_view->clear();
    setReading(false, false);
    setState(LoadState::Idle);
    if (!fleet)
        return;
    connect(fleet, &Fleet::regionChanged, this, [this](const QString &name) {
        const int state = int(m_fleet->region(name).state);
        const auto known = m_regionStates.constFind(name);
        const bool news = known != m_regionStates.cend() && *known != state;
        m_regionStates.insert(name, state);
        if (!isVisible())
            return;
        if (news)
            m_soon.start();
        if (m_state == LoadState::Ready)
            m_view->setSurroundings(surroundings());
    });
    if (isVisible())
        read(false);
}

Surroundings PlacementPage::surroundings() const
{
    return {m_fleet->deployment(), m_fleet->catalog(), m_fleet->regions(), m_fleet->nearest()};
}

void PlacementPage::showEvent(QShowEvent *event)
{
    TablePage::showEvent(event);
    m_again.start();
    const bool old = !m_answeredAt.isValid() || m_answeredAt.secsTo(QDateTime::currentDateTimeUtc()) >= 5;
    if (m_fleet && old && !m_reading)
        read(false);
}

void PlacementPage::hideEvent(QHideEvent *event)
{
    TablePage::hideEvent(event);
    m_again.stop();
    m_soon.stop();
}

void PlacementPage::refresh()
{
    read(false);
    m_definitionOld = true;
    if (m_view->tab() == PlacementView::Statements)
        askStatements();
    else if (m_view->tab() == PlacementView::Row)
        askRow();
    else
        askTab();
}

void PlacementPage::read(bool exact)
{
    if (!m_fleet)
        return;
    setReading(true, exact);
    if (m_state == LoadState::Idle || m_state == LoadState::Failed || m_state == LoadState::Empty)
        setState(LoadState::Loading);
    if (isVisible())
        m_again.start(); // counts from now
    m_took.start();
    m_fleet->placement()->read(exact).then(
        this, [this, exact, fleet = m_fleetNumber](const Result<Placement> &answer) {
            if (fleet == m_fleetNumber)
                accept(answer, exact);
        });
}

void PlacementPage::accept(const Result<Placement> &answer, bool exact)
{
    if (!answer.ok() && answer.failure().kind == FailureKind::Cancelled) {
        // Superseded by another reading, or the counting was cancelled.
        if (exact && m_counting)
            setReading(false, false);
        return;
    }
    setReading(false, false);
    if (!answer.ok()) {
        if (m_state == LoadState::Ready || m_state == LoadState::Stale) {
            m_head->setStale(answer.failure());
            setState(LoadState::Stale);
        } else {
            m_picture->showFailed(answer.failure().sentence, answer.failure().detail);
            setState(LoadState::Failed);
        }
        return;
    }
    m_answeredAt = QDateTime::currentDateTimeUtc();
    const Surroundings around = surroundings();
    if (answer->tables.isEmpty()) {
        m_picture->showEmpty(tr("The regions that answered have no tables that this role may see."));
        setState(LoadState::Empty);
        return;
    }
    m_view->setPlacement(*answer, around);
    m_head->setPlacement(*answer, around, std::chrono::milliseconds(m_took.elapsed()));
    setState(LoadState::Ready);
    askTab();
    QStringList regions;
    for (const RegionReading &reading : answer->regions)
        if (reading.read)
            regions.append(reading.region);
    m_readFrom = regions;
    Q_EMIT served();
    Q_EMIT sourceChanged();
    Q_EMIT placementShown();
}

RowSource PlacementPage::source() const
{
    if (m_readFrom.isEmpty() || (m_state != LoadState::Ready && m_state != LoadState::Stale))
        return {};
    return {tr("Catalogs of %1").arg(m_context->labels().of(m_readFrom).join(tr(", "))), std::nullopt};
}

void PlacementPage::setState(LoadState state)
{
    m_state = state;
    const bool content = state == LoadState::Ready || state == LoadState::Stale;
    if (state == LoadState::Loading || state == LoadState::Idle)
        m_picture->showLoading();
    m_head->setVisible(content);
    m_stack->setCurrentWidget(content ? static_cast<QWidget *>(m_view) : m_picture);
}

void PlacementPage::setReading(bool reading, bool exact)
{
    m_reading = reading;
    m_counting = reading && exact;
    m_head->setReading(reading, exact);
    m_count->setVisible(!m_counting);
    m_cancel->setVisible(m_counting);
    m_count->setEnabled(m_fleet);
    m_refresh->setEnabled(m_fleet && !m_counting);
}

const PlacementRow *PlacementPage::currentRow() const
{
    return m_view->currentRow();
}

void PlacementPage::addPlacementAction(QAction *action, bool onPartition)
{
    m_actions.append(action);
    if (onPartition)
        m_partitionActions.append(action);
}

void PlacementPage::showRowMenu(const QPoint &position)
{
    const PlacementRow *row = currentRow();
    auto *menu = new QMenu(this);
    menu->setAttribute(Qt::WA_DeleteOnClose);
    menu->setAccessibleName(tr("Actions of the partition"));
    menu->addAction(QIcon::fromTheme(QStringLiteral("code-context")), tr("Show &definition"), this,
                    [this, table = row->table, region = row->homes.value(0)] {
                        m_view->definition()->choose(table, region);
                        m_view->showTab(PlacementView::DefinitionText);
                    });
    if (const QString region = row->declaredRegion; !region.isEmpty())
        menu->addAction(tr("Show &only %1").arg(m_view->surroundings().label(region)), this, [this, region] {
            m_view->setFilter({region, {}});
        });
    if (!m_partitionActions.isEmpty())
        menu->addSeparator();
    menu->addActions(m_partitionActions);
    menu->popup(position);
}

QVariantMap PlacementPage::saveState() const
{
    return m_view->saveState();
}

void PlacementPage::restoreState(const QVariantMap &state)
{
    m_view->restoreState(state);
}

} // namespace movr
