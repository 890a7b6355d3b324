#include "ui/latency/latency_board.h"

#include "db/fleet/fleet.h"
#include "models/latency/chart_caption.h"
#include "models/latency/figure_words.h"
#include "models/latency/region_figures_model.h"
#include "ui/console_context.h"
#include "ui/latency/latency_alerts.h"
#include "ui/latency/latency_chart.h"
#include "ui/latency/latency_controls.h"
#include "ui/latency/latency_details.h"
#include "ui/latency/legend_view.h"
#include "ui/latency/statement_view.h"
#include "ui/text/wrapped_label.h"

#include <QVBoxLayout>

namespace movr {

namespace {

QStringList regionNames(const Fleet *fleet)
{
    QStringList names;
    if (fleet)
        for (const Region &region : fleet->deployment().regions)
            names.append(region.name);
    return names;
}

} // namespace

LatencyBoard::LatencyBoard(ConsoleContext *context, LatencyControls *controls, QWidget *parent)
    : QSplitter(Qt::Vertical, parent), m_context(context), m_controls(controls),
      m_figures(new RegionFiguresModel(this)), m_chart(new LatencyChart),
      m_alerts(new LatencyAlerts(context, m_chart, controls, m_figures, this)),
      m_legend(new LegendView(m_figures)), m_caption(new WrappedLabel), m_details(new LatencyDetails)
{
    build();
    connectParts();
    connectStatements();
    m_chart->setLogarithmic(controls->logarithmic());
}

void LatencyBoard::build()
{
    auto *upper = new QWidget;
    auto *column = new QVBoxLayout(upper);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(0);
    column->addWidget(m_chart, 1);
    column->addWidget(m_legend);
    m_caption->setObjectName(QStringLiteral("caption"));
    m_caption->setTextFormat(Qt::PlainText);
    m_caption->setTextInteractionFlags(Qt::TextSelectableByMouse);
    m_caption->setForegroundRole(QPalette::PlaceholderText);
    m_caption->setContentsMargins(8, 3, 8, 3);
    m_caption->setAccessibleName(tr("Window and source of these figures"));
    column->addWidget(m_caption);
    setChildrenCollapsible(false);
    addWidget(upper);
    addWidget(m_details);
    setStretchFactor(0, 3);
    setStretchFactor(1, 2);
}

void LatencyBoard::connectParts()
{
    connect(m_controls, &LatencyControls::scaleChanged, this, [this] {
        m_chart->setLogarithmic(m_controls->logarithmic());
        Q_EMIT looksChanged();
    });
    connect(m_chart, &LatencyChart::zoomChanged, this, &LatencyBoard::questionChanged);
    connect(m_figures, &RegionFiguresModel::shownChanged, this, [this] {
        m_chart->filterChanged();
        Q_EMIT looksChanged();
    });
    m_chart->setFilter([this](const PlotCurve &curve) {
        return m_figures->isShown({curve.region, curve.kind, curve.earlier});
    });
    connect(m_legend, &LegendView::regionActivated, this, [this](const QString &region) {
        m_controls->setRegion(m_controls->region() == region ? QString() : region);
    });
    connect(m_context, &ConsoleContext::timesInUtcChanged, this, [this] {
        setZone();
        Q_EMIT questionChanged();
    });
}

void LatencyBoard::connectStatements()
{
    connect(m_details->statements(), &StatementView::currentStatementChanged, this,
            &LatencyBoard::questionChanged);
    connect(m_details->statements(), &StatementView::statementActivated, this,
            [this](const QString &statement) {
                m_controls->setStatement(m_controls->statement() == statement ? QString() : statement);
            });
}

QTimeZone LatencyBoard::zone() const
{
    return m_context->timesInUtc() ? QTimeZone::utc() : QTimeZone::systemTimeZone();
}

void LatencyBoard::setZone()
{
    m_chart->setZone(zone());
    m_figures->setZone(zone());
    m_details->setZone(zone());
}

void LatencyBoard::setFleet(Fleet *fleet)
{
    m_regions = regionNames(fleet);
    m_controls->setRegions(m_regions, m_context->labels());
    m_figures->setRegions(m_regions, m_context->labels());
    m_chart->setRegions(m_regions, m_context->labels());
    m_chart->resetZoom();
    m_legend->setRegions(m_regions);
    m_details->setFleet(fleet, m_regions, m_context->labels());
    setZone();
}

void LatencyBoard::setAlerts(const AlertWatch *watch)
{
    m_alerts->setWatch(watch);
}

LatencyQuestion LatencyBoard::question() const
{
    LatencyQuestion question;
    question.range = m_controls->range();
    if (m_chart->isZoomed())
        question.zoom = m_chart->visibleWindow();
    question.step = m_controls->step();
    question.regions = m_regions;
    question.region = m_controls->region();
    question.statement = m_controls->statement();
    question.distributionOf = m_details->statements()->currentStatement();
    question.columns = m_chart->columns();
    question.zone = zone();
    return question;
}

void LatencyBoard::setAnswer(const LatencyAnswer &answer)
{
    const LatencyQuestion asked = question();
    const bool compared = isComparison(asked.range);
    const bool today = asked.range == LatencyRange::TodayAndYesterday;
    m_figures->setScene(answer.scene, today ? tr("today") : tr("this hour"),
                        !compared ? QString()
                        : today   ? tr("yesterday")
                                  : tr("a week ago"));
    m_chart->setScene(answer.scene);
    m_caption->setText(chartCaption(answer.scene, zone()));
    m_alerts->show();
    const QString statement = asked.distributionOf.isEmpty() ? asked.statement : asked.distributionOf;
    const QString what = statement.isEmpty() ? tr("All statements") : statementTitle(statement);
    const QString where = asked.region.isEmpty() ? tr("all regions") : m_context->labels().of(asked.region);
    m_details->setAnswer(answer, tr("%1, %2", "statement, region").arg(what, where));
    QStringList statements;
    for (const StatementFigures &line : answer.table)
        statements.append(line.statement);
    m_controls->setStatements(statements);
}

void LatencyBoard::followRegion()
{
    m_chart->setFocusRegion(m_controls->region());
    m_figures->setReference(m_controls->region());
}

void LatencyBoard::showStatement(const QString &statement)
{
    m_details->setCurrentIndex(0);
    m_details->statements()->setCurrentStatement(statement);
}

} // namespace movr
