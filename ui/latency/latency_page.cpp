#include "ui/latency/latency_page.h"

#include "db/fleet/fleet.h"
#include "models/latency/figure_words.h"
#include "models/latency/region_figures_model.h"
#include "models/presentation/city_time.h"
#include "ui/console_context.h"
#include "ui/latency/latency_alerts.h"
#include "ui/latency/latency_chart.h"
#include "ui/latency/latency_controls.h"
#include "ui/latency/latency_details.h"
#include "ui/latency/latency_picture.h"
#include "ui/latency/legend_view.h"
#include "ui/latency/statement_view.h"
#include "ui/text/wrapped_label.h"
#include "ui/theme/meaning.h"

#include <QAction>
#include <QFrame>
#include <QHBoxLayout>
#include <QSplitter>
#include <QStackedWidget>
#include <QVBoxLayout>

namespace movr {

namespace {

using namespace std::chrono_literals;

constexpr auto refreshInterval = 1s;
constexpr qint64 staleAfter = 6; ///< s without an answer

QStringList regionNames(const Fleet *fleet)
{
    QStringList names;
    if (fleet)
        for (const Region &region : fleet->deployment().regions)
            names.append(region.name);
    return names;
}

/// A longer window moves less in a second.
qint64 intervalOf(LatencyRange range)
{
    switch (range) {
    case LatencyRange::FiveMinutes:
        return 0;
    case LatencyRange::Hour:
        return 2;
    case LatencyRange::Day:
        return 5;
    default:
        return 30; // what is compared is known by the minute
    }
}

} // namespace

LatencyPage::LatencyPage(ConsoleContext *context, QWidget *parent)
    : TablePage(parent), m_context(context), m_feed(new LatencyFeed(this)),
      m_figures(new RegionFiguresModel(this)), m_controls(new LatencyControls(this)),
      m_noticeBar(new QFrame(this)), m_notice(new WrappedLabel(m_noticeBar)), m_picture(new LatencyPicture),
      m_chart(new LatencyChart), m_alerts(new LatencyAlerts(context, m_chart, m_controls, m_figures, this)),
      m_legend(new LegendView(m_figures)), m_details(new LatencyDetails), m_stack(new QStackedWidget(this))
{
    setAccessibleName(title());
    m_noticeBar->setAutoFillBackground(true);
    m_notice->setObjectName(QStringLiteral("notice"));
    m_notice->setTextFormat(Qt::PlainText);
    m_notice->setAccessibleName(tr("About these figures"));
    auto *noticeLine = new QHBoxLayout(m_noticeBar);
    noticeLine->setContentsMargins(12, 5, 12, 5);
    noticeLine->addWidget(m_notice);

    auto *upper = new QWidget;
    auto *upperColumn = new QVBoxLayout(upper);
    upperColumn->setContentsMargins(0, 0, 0, 0);
    upperColumn->setSpacing(0);
    upperColumn->addWidget(m_chart, 1);
    upperColumn->addWidget(m_legend);
    auto *content = new QSplitter(Qt::Vertical);
    content->setChildrenCollapsible(false);
    content->addWidget(upper);
    content->addWidget(m_details);
    content->setStretchFactor(0, 3);
    content->setStretchFactor(1, 2);
    m_stack->addWidget(m_picture);
    m_stack->addWidget(content);
    auto *layout = new QVBoxLayout(this);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->setSpacing(0);
    layout->addWidget(m_controls);
    layout->addWidget(m_noticeBar);
    layout->addWidget(m_stack, 1);
    m_again.setInterval(refreshInterval);
    buildActions();
    connectParts();
    m_chart->setLogarithmic(m_controls->logarithmic());
    setState(LoadState::Idle);
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
    connect(m_pause, &QAction::toggled, this, &LatencyPage::setPaused);
    connect(m_whole, &QAction::triggered, m_chart, &LatencyChart::resetZoom);
    connect(m_refresh, &QAction::triggered, this, &LatencyPage::refresh);
}

void LatencyPage::connectParts()
{
    connect(&m_again, &QTimer::timeout, this, &LatencyPage::tick);
    connect(m_feed, &LatencyFeed::answered, this, &LatencyPage::accept);
    connect(m_feed, &LatencyFeed::failed, this, &LatencyPage::acceptFailure);
    connect(m_feed, &LatencyFeed::historyMissing, this,
            [this](const Failure &failure) { m_historyFailure = failure; });
    connect(m_picture, &LatencyPicture::retryWanted, this, &LatencyPage::refresh);
    connect(m_controls, &LatencyControls::choiceChanged, this, &LatencyPage::choiceChanged);
    connect(m_controls, &LatencyControls::scaleChanged, this, [this] {
        m_chart->setLogarithmic(m_controls->logarithmic());
        Q_EMIT stateChanged();
    });
    connect(m_chart, &LatencyChart::zoomChanged, this, [this] {
        m_whole->setEnabled(m_chart->isZoomed());
        ask(false);
    });
    connect(m_figures, &RegionFiguresModel::shownChanged, this, [this] {
        m_chart->filterChanged();
        Q_EMIT stateChanged();
    });
    m_chart->setFilter([this](const PlotCurve &curve) {
        return m_figures->isShown({curve.region, curve.kind, curve.earlier});
    });
    connect(m_legend, &LegendView::regionActivated, this, [this](const QString &region) {
        m_controls->setRegion(m_controls->region() == region ? QString() : region);
    });
    connect(m_details->statements(), &StatementView::currentStatementChanged, this, [this] { ask(false); });
    connect(m_details->statements(), &StatementView::statementActivated, this,
            [this](const QString &statement) {
                m_controls->setStatement(m_controls->statement() == statement ? QString() : statement);
            });
    connect(m_context, &ConsoleContext::timesInUtcChanged, this, [this] {
        m_chart->setZone(zone());
        m_figures->setZone(zone());
        m_details->setZone(zone());
        ask(false);
    });
}

QTimeZone LatencyPage::zone() const
{
    return m_context->timesInUtc() ? QTimeZone::utc() : QTimeZone::systemTimeZone();
}

void LatencyPage::setFleet(Fleet *fleet)
{
    if (LatencyHistory *history = m_context->history())
        history->disconnect(this);
    m_fleet = fleet;
    m_feed->setSources(fleet, m_context->history());
    const QStringList regions = regionNames(fleet);
    m_controls->setRegions(regions, m_context->labels());
    m_figures->setRegions(regions, m_context->labels());
    m_figures->setZone(zone());
    m_chart->setRegions(regions, m_context->labels());
    m_chart->setZone(zone());
    m_chart->resetZoom();
    m_legend->setRegions(regions);
    m_details->setFleet(fleet, regions, m_context->labels());
    m_details->setZone(zone());
    m_failure.reset();
    m_historyFailure.reset();
    m_answeredAt = {};
    m_pause->setChecked(false);
    setState(LoadState::Idle);
    for (QAction *action : {m_pause, m_refresh})
        action->setEnabled(fleet);
    if (!fleet)
        return;
    if (LatencyHistory *history = m_context->history())
        connect(history, &LatencyHistory::statusChanged, this, &LatencyPage::showNotice);
    if (isVisible())
        ask(true);
}

LatencyQuestion LatencyPage::question() const
{
    LatencyQuestion question;
    question.range = m_controls->range();
    if (m_chart->isZoomed())
        question.zoom = m_chart->visibleWindow();
    question.step = m_controls->step();
    question.regions = regionNames(m_fleet);
    question.region = m_controls->region();
    question.statement = m_controls->statement();
    question.distributionOf = m_details->statements()->currentStatement();
    question.columns = m_chart->columns();
    question.zone = zone();
    return question;
}

/// `fresh`: what is shown is not an answer to it.
void LatencyPage::ask(bool fresh)
{
    if (!m_fleet || !isVisible())
        return;
    if (fresh || m_state == LoadState::Idle || m_state == LoadState::Failed)
        setState(LoadState::Loading);
    m_askedBefore.start();
    m_feed->ask(question());
}

void LatencyPage::tick()
{
    if (!m_fleet)
        return;
    showNotice();
    const bool due =
        !m_askedBefore.isValid() || m_askedBefore.elapsed() + 50 >= intervalOf(m_controls->range()) * 1000;
    if (!m_pause->isChecked() && !m_feed->isAsking() && due)
        ask(false);
}

void LatencyPage::choiceChanged()
{
    m_chart->setFocusRegion(m_controls->region());
    m_figures->setReference(m_controls->region());
    m_failure.reset();
    m_historyFailure.reset();
    if (m_chart->isZoomed())
        m_chart->resetZoom(); // asks
    ask(m_state == LoadState::Empty || m_state == LoadState::Stale);
    Q_EMIT stateChanged();
}

void LatencyPage::accept(const LatencyAnswer &answer)
{
    m_failure.reset();
    m_answeredAt = QDateTime::currentDateTimeUtc();
    m_scene = answer.scene;
    const LatencyRange range = m_controls->range();
    const bool compared = isComparison(range);
    const bool today = range == LatencyRange::TodayAndYesterday;
    m_figures->setScene(answer.scene, today ? tr("today") : tr("this hour"),
                        !compared ? QString()
                        : today   ? tr("yesterday")
                                  : tr("a week ago"));
    m_chart->setScene(answer.scene);
    m_alerts->show();
    const LatencyQuestion asked = question();
    const QString statement = asked.distributionOf.isEmpty() ? asked.statement : asked.distributionOf;
    const QString what = statement.isEmpty() ? tr("All statements") : statementTitle(statement);
    const QString where = asked.region.isEmpty() ? tr("all regions") : m_context->labels().of(asked.region);
    m_details->setAnswer(answer, compared ? tr("The distribution is known of what is measured live.")
                                          : tr("%1, %2", "statement, region").arg(what, where));
    QStringList statements;
    for (const StatementFigures &line : answer.table)
        statements.append(line.statement);
    m_controls->setStatements(statements);
    setState(answer.scene.isEmpty() ? LoadState::Empty : LoadState::Ready);
    showNotice();
    Q_EMIT served();
    Q_EMIT sourceChanged();
}

void LatencyPage::acceptFailure(const Failure &failure)
{
    m_failure = failure;
    if (m_state == LoadState::Ready || m_state == LoadState::Stale) {
        setState(LoadState::Stale);
    } else {
        m_picture->showFailed(m_context->labels().in(failure.sentence), failure.detail);
        setState(LoadState::Failed);
    }
    showNotice();
}

void LatencyPage::setState(LoadState state)
{
    m_state = state;
    const bool content = state == LoadState::Ready || state == LoadState::Stale;
    if (state == LoadState::Loading || state == LoadState::Idle)
        m_picture->showLoading();
    else if (state == LoadState::Empty)
        m_picture->showEmpty(tr("Nothing was measured"),
                             tr("No statement was sent and no probe answered in this stretch of time: %1.")
                                 .arg(rangeText(m_controls->range())));
    m_stack->setCurrentIndex(content ? 1 : 0);
}

void LatencyPage::refresh()
{
    m_historyFailure.reset();
    m_feed->drop();
    ask(m_state != LoadState::Ready && m_state != LoadState::Stale);
}

void LatencyPage::setPaused(bool paused)
{
    if (!paused)
        ask(false);
    showNotice();
}

void LatencyPage::showStatement(const QString &statement, const QString &region)
{
    m_pause->setChecked(false);
    m_chart->resetZoom();
    m_controls->setRange(LatencyRange::Hour);
    m_controls->setRegion(region);
    m_controls->setStatement(statement);
    m_details->setCurrentIndex(0);
    m_details->statements()->setCurrentStatement(statement);
}

void LatencyPage::setAlerts(const AlertWatch *watch)
{
    m_alerts->setWatch(watch);
}

QString LatencyPage::notice() const
{
    return m_noticeBar->isVisibleTo(this) ? m_notice->text() : QString();
}

/// What the figures lack, the most serious first.
void LatencyPage::showNotice()
{
    QStringList sentences;
    Meaning meaning = Meaning::Info;
    const qint64 age = m_answeredAt.isValid() ? m_answeredAt.secsTo(QDateTime::currentDateTimeUtc()) : 0;
    const bool late = m_state == LoadState::Ready && m_feed->isAsking() && age > staleAfter;
    if (m_state == LoadState::Stale || late) {
        meaning = Meaning::Warning;
        sentences.append(tr("These figures are %1 old.").arg(spanText(std::chrono::seconds(age))));
        if (m_failure)
            sentences.append(m_context->labels().in(m_failure->sentence));
    }
    if (m_pause->isChecked() && m_answeredAt.isValid())
        sentences.append(tr("Paused: the chart stands at %1. Recording goes on.")
                             .arg(m_answeredAt.toTimeZone(zone()).toString(QStringLiteral("HH:mm:ss t"))));
    if (const LatencyHistory *history = m_context->history()) {
        const HistoryStatus status = history->status();
        if (status.state == HistoryStatus::State::MemoryOnly) {
            meaning = Meaning::Warning;
            sentences.append(tr("The history is not kept on this desk now; recording goes on in memory. %1")
                                 .arg(status.sentence));
        }
        if (!status.notice.isEmpty())
            sentences.append(status.notice);
    }
    if (m_historyFailure) {
        meaning = Meaning::Warning;
        sentences.append(tr("What was measured before this console was started is missing here. %1")
                             .arg(m_historyFailure->sentence));
    }
    if (m_scene.lost > 0)
        sentences.append(tr("%n sample(s) were measured but not kept: this machine was overrun.", nullptr,
                            int(m_scene.lost)));
    if (!m_scene.jumps.isEmpty())
        sentences.append(tr("The clock of this machine was set, or it slept; the chart shows the gap."));
    m_noticeBar->setVisible(!sentences.isEmpty() && m_fleet);
    const QString text = sentences.join(u' ');
    if (text == m_notice->text() && m_noticeBar->property("meaning").toInt() == int(meaning))
        return;
    m_notice->setText(text);
    m_noticeBar->setProperty("meaning", int(meaning));
    QPalette colours = palette();
    colours.setColor(QPalette::Window, meaningBackground(meaning, palette()));
    m_noticeBar->setPalette(colours);
}

QVariantMap LatencyPage::saveState() const
{
    return {{QStringLiteral("range"), rangeName(m_controls->range())},
            {QStringLiteral("logarithmic"), m_controls->logarithmic()},
            {QStringLiteral("hidden"), m_figures->hidden()}};
}

void LatencyPage::restoreState(const QVariantMap &state)
{
    m_controls->setRange(rangeFromName(state.value(QStringLiteral("range")).toString()));
    m_controls->setLogarithmic(state.value(QStringLiteral("logarithmic"), true).toBool());
    m_figures->setHidden(state.value(QStringLiteral("hidden")).toStringList());
}

void LatencyPage::showEvent(QShowEvent *event)
{
    TablePage::showEvent(event);
    m_again.start();
    if (!m_pause->isChecked() || m_state == LoadState::Idle)
        ask(false);
}

void LatencyPage::hideEvent(QHideEvent *event)
{
    TablePage::hideEvent(event);
    m_again.stop();
    m_feed->drop();
}

void LatencyPage::changeEvent(QEvent *event)
{
    TablePage::changeEvent(event);
    if (event->type() == QEvent::PaletteChange) {
        m_notice->setText({}); // coloured anew
        showNotice();
    }
}

} // namespace movr
