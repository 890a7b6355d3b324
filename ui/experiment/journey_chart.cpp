#include "ui/experiment/journey_chart.h"

#include "models/journey/journey_words.h"
#include "ui/theme/meaning.h"
#include "ui/theme/mixed_color.h"
#include "ui/theme/theme.h"

#include <QBarCategoryAxis>
#include <QBarSeries>
#include <QBarSet>
#include <QChart>
#include <QEvent>
#include <QGraphicsLayout>
#include <QGraphicsSimpleTextItem>
#include <QLegend>
#include <QLogValueAxis>
#include <QPainter>
#include <QToolTip>

#include <cmath>

namespace movr {

namespace {

constexpr double barsWidth = 0.84; ///< of a task's bars together, in tasks
constexpr double least = 0.1;      ///< milliseconds, where the axis begins unless a bar is shorter
constexpr double most = 1000;

QColor colourOf(JourneyWay way, bool dark)
{
    switch (way) {
    case JourneyWay::MultiRegion:
        return dark ? QColor(0x56, 0xb4, 0xe9) : QColor(0x00, 0x72, 0xb2);
    case JourneyWay::SingleRegion:
        return QColor(0xe6, 0x9f, 0x00);
    case JourneyWay::Reference:
        break;
    }
    return QColor(0xcc, 0x79, 0xa7);
}

/// Plain, striped, hatched: the ways can be told apart without colours.
QBrush fillOf(JourneyWay way, const QPalette &palette)
{
    const QColor colour = colourOf(way, theme::isDark(palette));
    if (way == JourneyWay::MultiRegion)
        return colour;
    QPixmap tile(8, 8);
    tile.fill(colour);
    QPainter painter(&tile);
    painter.setPen(QPen(palette.color(QPalette::Base), 2));
    painter.drawLine(0, 8, 8, 0);
    painter.drawLine(-2, 2, 2, -2);
    painter.drawLine(6, 10, 10, 6);
    if (way == JourneyWay::Reference) {
        painter.drawLine(0, 0, 8, 8);
        painter.drawLine(-2, 6, 2, 10);
        painter.drawLine(6, -2, 10, 2);
    }
    return QBrush(tile);
}

} // namespace

JourneyChart::JourneyChart(QWidget *parent)
    : QChartView(parent), m_series(new QBarSeries(this)), m_tasks(new QBarCategoryAxis(this)),
      m_times(new QLogValueAxis(this))
{
    setRenderHint(QPainter::Antialiasing);
    setFrameShape(QFrame::NoFrame);
    setMinimumHeight(130);
    setAccessibleName(tr("Chart of the medians"));
    setFocusPolicy(Qt::NoFocus); // the table beside it says the same, and can be walked through
    m_series->setBarWidth(barsWidth);
    m_times->setBase(10);
    m_times->setLabelFormat(QStringLiteral("%g"));
    m_times->setMinorTickCount(8);
    m_times->setRange(least, most);
    m_times->setTitleText(tr("Median, ms (log)"));
    chart()->addSeries(m_series);
    chart()->addAxis(m_tasks, Qt::AlignBottom);
    chart()->addAxis(m_times, Qt::AlignLeft);
    m_series->attachAxis(m_tasks);
    m_series->attachAxis(m_times);
    chart()->legend()->setAlignment(Qt::AlignTop);
    chart()->setMargins(QMargins(4, 0, 8, 0));
    chart()->setBackgroundRoundness(0);
    chart()->layout()->setContentsMargins(0, 0, 0, 0);
    connect(chart(), &QChart::plotAreaChanged, this, &JourneyChart::placeLabels);
    connect(m_series, &QBarSeries::hovered, this,
            [this](bool shown, int task, QBarSet *set) { showTip(shown, task, set); });
    setColours();
}

void JourneyChart::setReport(const JourneyReport &report)
{
    m_report = report;
    m_series->clear();
    for (const Bar &bar : std::as_const(m_bars))
        delete bar.label;
    m_bars.clear();
    QStringList titles;
    for (const JourneyTask task : journeyTasks())
        titles.append(journeyTitle(task));
    m_tasks->setCategories(titles);
    for (int way = 0; way < report.columns.size(); ++way)
        for (int task = 0; task < report.columns.at(way).tasks.size(); ++task)
            addBar(task, way, report.columns.at(way).tasks.at(task));
    setBars();
    setColours();
    placeLabels();
    setAccessibleDescription(labels().join(QStringLiteral("; ")));
}

void JourneyChart::addBar(int task, int way, const JourneyTaskResult &result)
{
    Bar bar{task, way, {}, new QGraphicsSimpleTextItem(chart())};
    if (result.figures.median)
        bar.milliseconds = double(result.figures.median->count()) / 1e6;
    bar.label->setText(bar.milliseconds ? journeyMilliseconds(result.figures.median) : tr("no\nanswer"));
    bar.label->setZValue(20);
    QFont small = font();
    small.setPointSizeF(small.pointSizeF() * 0.85);
    bar.label->setFont(small);
    m_bars.append(bar);
}

void JourneyChart::setBars()
{
    double low = least;
    double high = most;
    for (const Bar &bar : std::as_const(m_bars)) {
        while (bar.milliseconds && *bar.milliseconds > high)
            high *= 10;
        while (bar.milliseconds && *bar.milliseconds < low && low > 1e-6)
            low /= 10;
    }
    m_times->setRange(low, high * 1.6); // room for the figure above the highest bar
    QList<QBarSet *> sets;              // complete before the series gets them: it lays out with each value
    for (const JourneyColumn &column : std::as_const(m_report.columns))
        sets.append(new QBarSet(journeyTitle(column.way)));
    for (const Bar &bar : std::as_const(m_bars))
        sets.at(bar.way)->append(bar.milliseconds.value_or(low)); // what has no figure has no height
    m_series->append(sets);
}

void JourneyChart::placeLabels()
{
    const auto ways = std::max<qsizetype>(m_report.columns.size(), 1);
    for (const Bar &bar : std::as_const(m_bars)) {
        const double at = bar.task - barsWidth / 2 + barsWidth * (bar.way + 0.5) / double(ways);
        const QPointF top =
            chart()->mapToPosition(QPointF(at, bar.milliseconds.value_or(m_times->min())), m_series);
        const QSizeF size = bar.label->boundingRect().size();
        bar.label->setPos(top.x() - size.width() / 2, top.y() - size.height());
    }
}

QStringList JourneyChart::labels() const
{
    QStringList all;
    for (const Bar &bar : m_bars)
        all.append(QStringLiteral("%1, %2: %3")
                       .arg(journeyTitle(static_cast<JourneyTask>(bar.task)),
                            journeyTitle(m_report.columns.at(bar.way).way),
                            bar.label->text().replace(u'\n', u' ')));
    return all;
}

void JourneyChart::setColours()
{
    const QPalette colours = palette();
    const QColor text = colours.color(QPalette::Text);
    const QColor below = colours.color(QPalette::Base);
    const QColor grid = mixedColor(text, below, 0.16);
    chart()->setBackgroundBrush(colours.brush(QPalette::Base));
    setBackgroundBrush(colours.brush(QPalette::Base));
    chart()->legend()->setLabelColor(text);
    for (QAbstractAxis *axis :
         {static_cast<QAbstractAxis *>(m_tasks), static_cast<QAbstractAxis *>(m_times)}) {
        axis->setLabelsColor(text);
        axis->setTitleBrush(text);
        axis->setLinePenColor(grid);
        axis->setGridLineColor(grid);
        axis->setTitleFont(font());
        axis->setLabelsFont(font());
    }
    m_tasks->setGridLineVisible(false);
    m_times->setMinorGridLineColor(mixedColor(text, below, 0.07));
    const auto sets = m_series->barSets();
    for (int way = 0; way < sets.size(); ++way) {
        sets.at(way)->setBrush(fillOf(m_report.columns.at(way).way, colours));
        sets.at(way)->setPen(Qt::NoPen);
    }
    for (const Bar &bar : std::as_const(m_bars))
        bar.label->setBrush(bar.milliseconds ? text : meaningColor(Meaning::Bad, colours));
}

void JourneyChart::showTip(bool shown, int task, const QBarSet *set)
{
    const auto way = m_series->barSets().indexOf(const_cast<QBarSet *>(set));
    if (!shown || way < 0 || way >= m_report.columns.size())
        return QToolTip::hideText();
    const JourneyTaskResult result = m_report.columns.at(way).tasks.value(task);
    QStringList lines{tr("%1, %2").arg(journeyTitle(result.task), set->label())};
    lines.append(tr("Median %1 ms of %2, longest %3 ms")
                     .arg(journeyMilliseconds(result.figures.median))
                     .arg(result.figures.n)
                     .arg(journeyMilliseconds(result.figures.max)));
    lines.append(tr("Round trips: %1").arg(result.roundTrips));
    if (const QString trouble = journeyTrouble(result); !trouble.isEmpty())
        lines.append(trouble);
    QToolTip::showText(QCursor::pos(), lines.join(u'\n'), this);
}

void JourneyChart::changeEvent(QEvent *event)
{
    QChartView::changeEvent(event);
    if (event->type() == QEvent::PaletteChange || event->type() == QEvent::FontChange)
        setColours();
}

} // namespace movr
