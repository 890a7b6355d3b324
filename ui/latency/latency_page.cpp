#include "ui/latency/latency_page.h"

#include "db/fleet/fleet.h"
#include "models/latency/region_figures_model.h"
#include "ui/console_context.h"
#include "ui/latency/latency_board.h"
#include "ui/latency/latency_chart.h"
#include "ui/latency/latency_controls.h"
#include "ui/latency/latency_notice.h"
#include "ui/latency/latency_picture.h"
#include "ui/latency/latency_reader.h"
#include "ui/window/page_stack.h"

#include <QAction>
#include <QVBoxLayout>

namespace movr {

namespace {

QString emptyText(LatencyRange range)
{
    return isComparison(range)
             ? LatencyPage::tr(
                   "The history on this desk has nothing yet of these stretches of time: %1. It takes "
                   "each minute once it is over.")
                   .arg(rangeText(range))
             : LatencyPage::tr("No statement was sent and no probe answered in this stretch of time: %1.")
                   .arg(rangeText(range));
}

} // namespace

LatencyPage::LatencyPage(ConsoleContext *context, QWidget *parent)
    : TablePage(parent), m_context(context), m_controls(new LatencyControls(this)),
      m_notice(new LatencyNotice(this)), m_picture(new LatencyPicture),
      m_board(new LatencyBoard(context, m_controls)), m_stack(new PageStack(this)),
      m_reader(new LatencyReader([this] { return m_board->question(); }, this))
{
    setAccessibleName(title());
    m_stack->addWidget(m_picture);
    m_stack->addWidget(m_board);
    auto *layout = new QVBoxLayout(this);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->setSpacing(0);
    layout->addWidget(m_controls);
    layout->addWidget(m_notice);
    layout->addWidget(m_stack, 1);
    buildActions();
    connectParts();
    showState();
}

LatencyPage::~LatencyPage() = default;

QString LatencyPage::title() const
{
    return tr("Latency");
}

QIcon LatencyPage::icon() const
{
    return QIcon::fromTheme(QStringLiteral("office-chart-line"));
}

void LatencyPage::buildActions()
{
    m_pause = new QAction(QIcon::fromTheme(QStringLiteral("media-playback-pause")), tr("Pause"), this);
    m_pause->setCheckable(true);
    m_pause->setToolTip(tr("Keeps what is shown as it is. Recording goes on."));
    m_whole = new QAction(QIcon::fromTheme(QStringLiteral("zoom-original")), tr("Show all"), this);
    m_whole->setToolTip(tr("Shows the whole stretch of time again (Home, or a double click, in the chart)."));
    m_whole->setEnabled(false);
    m_refresh = new QAction(QIcon::fromTheme(QStringLiteral("view-refresh")), tr("Refresh"), this);
    m_refresh->setToolTip(
        tr("Reads the figures again (F5). While the page is shown they follow by themselves."));
    m_actions = {m_pause, m_whole, m_refresh};
    connect(m_pause, &QAction::toggled, m_reader, &LatencyReader::setPaused);
    connect(m_whole, &QAction::triggered, chart(), &LatencyChart::resetZoom);
    connect(m_refresh, &QAction::triggered, this, &LatencyPage::refresh);
}

void LatencyPage::connectParts()
{
    connect(m_reader, &LatencyReader::answered, this, &LatencyPage::accept);
    connect(m_reader, &LatencyReader::stateChanged, this, &LatencyPage::showState);
    connect(m_reader, &LatencyReader::doubtsChanged, this, &LatencyPage::showNotice);
    connect(m_picture, &LatencyPicture::retryWanted, this, &LatencyPage::refresh);
    connect(m_controls, &LatencyControls::choiceChanged, this, [this] {
        m_board->followRegion();
        chart()->resetZoom(); // asks, where there is one
        m_reader->askAnew();
        Q_EMIT stateChanged();
    });
    connect(m_board, &LatencyBoard::questionChanged, this, [this] {
        m_whole->setEnabled(chart()->isZoomed());
        m_reader->ask(false);
    });
    connect(m_board, &LatencyBoard::looksChanged, this, &LatencyPage::stateChanged);
}

void LatencyPage::setFleet(Fleet *fleet)
{
    if (LatencyHistory *history = m_context->history())
        history->disconnect(this);
    m_fleet = fleet;
    m_reader->setSources(fleet, m_context->history()); // what the others change is asked at once
    m_board->setFleet(fleet);
    m_pause->setChecked(false);
    for (QAction *action : {m_pause, m_refresh})
        action->setEnabled(fleet);
    if (!fleet)
        return;
    if (LatencyHistory *history = m_context->history())
        connect(history, &LatencyHistory::statusChanged, this, &LatencyPage::showNotice);
    m_reader->ask(true);
}

void LatencyPage::accept(const LatencyAnswer &answer)
{
    m_board->setAnswer(answer);
    showState();
    showNotice();
    Q_EMIT served();
    Q_EMIT sourceChanged();
}

void LatencyPage::showState()
{
    const LoadState state = m_reader->state();
    if (state == LoadState::Loading || state == LoadState::Idle)
        m_picture->showLoading();
    else if (state == LoadState::Empty)
        m_picture->showEmpty(tr("Nothing was measured"), emptyText(m_controls->range()));
    else if (state == LoadState::Failed)
        m_picture->showFailed(m_context->labels().in(m_reader->failure()->sentence),
                              m_reader->failure()->detail);
    m_stack->setCurrentIndex(state == LoadState::Ready || state == LoadState::Stale ? 1 : 0);
}

void LatencyPage::refresh()
{
    m_reader->refresh();
}

void LatencyPage::setRefreshInterval(std::chrono::milliseconds interval)
{
    m_reader->setInterval(interval);
}

LoadState LatencyPage::state() const
{
    return m_reader->state();
}

void LatencyPage::showStatement(const QString &statement, const QString &region)
{
    m_pause->setChecked(false);
    chart()->resetZoom();
    m_controls->setRange(LatencyRange::Hour);
    m_controls->setRegion(region);
    m_controls->setStatement(statement);
    m_board->showStatement(statement);
}

void LatencyPage::setAlerts(const AlertWatch *watch)
{
    m_board->setAlerts(watch);
}

LatencyChart *LatencyPage::chart() const
{
    return m_board->chart();
}

LatencyDetails *LatencyPage::details() const
{
    return m_board->details();
}

LegendView *LatencyPage::legend() const
{
    return m_board->legend();
}

RegionFiguresModel *LatencyPage::legendModel() const
{
    return m_board->figures();
}

QString LatencyPage::notice() const
{
    return m_notice->text();
}

void LatencyPage::showNotice()
{
    if (!m_fleet)
        return m_notice->clear();
    m_notice->tell(m_reader->doubts(), m_context->history(), chart()->shownScene(), m_context->labels(),
                   m_board->zone());
}

QVariantMap LatencyPage::saveState() const
{
    return {{QStringLiteral("range"), rangeName(m_controls->range())},
            {QStringLiteral("logarithmic"), m_controls->logarithmic()},
            {QStringLiteral("hidden"), legendModel()->hidden()}};
}

void LatencyPage::restoreState(const QVariantMap &state)
{
    m_controls->setRange(rangeFromName(state.value(QStringLiteral("range")).toString()));
    m_controls->setLogarithmic(state.value(QStringLiteral("logarithmic"), true).toBool());
    legendModel()->setHidden(state.value(QStringLiteral("hidden")).toStringList());
}

void LatencyPage::showEvent(QShowEvent *event)
{
    TablePage::showEvent(event);
    m_reader->begin();
}

void LatencyPage::hideEvent(QHideEvent *event)
{
    TablePage::hideEvent(event);
    m_reader->end();
}

void LatencyPage::changeEvent(QEvent *event)
{
    TablePage::changeEvent(event);
    if (event->type() == QEvent::PaletteChange)
        m_notice->recolour();
}

} // namespace movr
