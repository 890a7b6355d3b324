#include "ui/latency/distribution_chart.h"

#include "models/latency/figure_words.h"
#include "ui/latency/chart_look.h"
#include "ui/latency/curve_style.h"
#include "ui/theme/meaning.h"

#include <QBarSeries>
#include <QBarSet>
#include <QCategoryAxis>
#include <QChart>
#include <QKeyEvent>
#include <QLabel>
#include <QLineSeries>
#include <QLocale>
#include <QMouseEvent>
#include <QValueAxis>

namespace movr {

namespace {

constexpr int mostBars = 48;
constexpr int labelWidth = 46;
constexpr int captionLeft = 10;

} // namespace

DistributionChart::DistributionChart(QWidget *parent)
    : QChartView(parent), m_series(new QBarSeries), m_durations(tickAxis(tr("Latency (ms, logarithmic)"))),
      m_counts(new QValueAxis), m_p50(new QLineSeries), m_p95(new QLineSeries), m_p99(new QLineSeries),
      m_caption(new QLabel(this))
{
    setObjectName(QStringLiteral("distribution"));
    setAccessibleName(tr("Distribution"));
    setFocusPolicy(Qt::StrongFocus);
    setFrameShape(QFrame::NoFrame);
    setMouseTracking(true);
    viewport()->setMouseTracking(true);
    setMinimumSize(220, 120);
    m_caption->setTextFormat(Qt::PlainText);
    m_caption->setWordWrap(true);
    m_caption->setAlignment(Qt::AlignLeft | Qt::AlignTop);
    m_caption->setAttribute(Qt::WA_TransparentForMouseEvents);
    m_series->setBarWidth(1);
    m_counts->setTitleText(tr("Answers"));
    m_counts->setLabelFormat(QStringLiteral("%.0f"));
    m_counts->setTickCount(3);
    chart()->addAxis(m_durations, Qt::AlignBottom);
    chart()->addAxis(m_counts, Qt::AlignLeft);
    for (QAbstractSeries *series : QList<QAbstractSeries *>{m_series, m_p50, m_p95, m_p99}) {
        chart()->addSeries(series);
        series->attachAxis(m_durations);
        series->attachAxis(m_counts);
    }
    dress();
}

void DistributionChart::setDistribution(const LatencyDistribution &distribution, const QString &what)
{
    m_bars = barsOf(distribution, mostBars);
    m_what = what;
    showBars();
}

void DistributionChart::showBars()
{
    QList<qreal> counts;
    for (const DistributionBars::Bar &bar : m_bars.bars)
        counts.append(qreal(bar.count));
    if (!m_set || m_set->count() != counts.size()) {
        m_series->clear();
        m_set = new QBarSet(tr("Answers"));
        m_set->append(counts);
        m_series->append(m_set);
        dress();
    } else {
        for (int i = 0; i < counts.size(); ++i)
            if (m_set->at(i) != counts.at(i))
                m_set->replace(i, counts.at(i));
    }
    // The tick in the middle is a whole number of answers, too.
    m_counts->setRange(0, std::max<double>(double(m_bars.highest), 2));
    m_counts->applyNiceNumbers();
    // A bar's middle is at a whole number.
    m_durations->setRange(-0.5, std::max<double>(double(counts.size()), 1) - 0.5);
    QList<AxisTick> ticks = m_bars.ticks(std::max(3, int(chart()->plotArea().width()) / labelWidth));
    for (AxisTick &tick : ticks)
        tick.value -= 0.5;
    setTicks(m_durations, ticks);
    setLine(m_p50, m_bars.figures.p50);
    setLine(m_p95, m_bars.figures.p95);
    setLine(m_p99, m_bars.figures.p99);
    point(std::min(m_pointed, int(counts.size()) - 1));
}

void DistributionChart::setLine(QLineSeries *line, std::optional<Nanoseconds> value)
{
    line->setVisible(value.has_value());
    if (!value)
        return;
    const double x = m_bars.placeOf(*value) - 0.5;
    line->replace(QList<QPointF>{{x, 0}, {x, m_counts->max()}});
}

QString DistributionChart::caption() const
{
    return m_caption->text();
}

QString DistributionChart::barText() const
{
    if (m_pointed < 0 || m_pointed >= m_bars.bars.size())
        return {};
    const DistributionBars::Bar &bar = m_bars.bars.at(m_pointed);
    const double share = m_bars.figures.n > 0 ? 100. * double(bar.count) / double(m_bars.figures.n) : 0;
    return tr("%1 to %2: %3 of %4 (%5 %)")
        .arg(latencyText(bar.from), latencyText(bar.to), QLocale().toString(bar.count),
             QLocale().toString(m_bars.figures.n), QLocale().toString(share, 'f', 1));
}

void DistributionChart::showCaption()
{
    const LatencyFigures &figures = m_bars.figures;
    QString text = m_what + u'\n';
    if (const QString bar = barText(); !bar.isEmpty())
        text += bar;
    else if (figures.n == 0)
        text += tr("Nothing was answered in the window");
    else
        text += tr("p50 %1, p95 %2, p99 %3, n = %4")
                    .arg(latencyText(figures.p50), latencyText(figures.p95), p99Text(figures),
                         QLocale().toString(figures.n));
    m_caption->setText(text);
    m_caption->setToolTip(provenanceText(figures, m_zone));
    placeCaption();
    setAccessibleDescription(text);
}

/// Wrapped where it is narrow; pointing at a bar, whose text is shorter, does not move the chart.
void DistributionChart::placeCaption()
{
    const int width = std::max(viewport()->width() - 2 * captionLeft, 1);
    m_captionHeight = std::max(m_captionHeight, m_caption->heightForWidth(width));
    m_caption->setGeometry(captionLeft, 4, width, m_captionHeight);
    chart()->setMargins(QMargins(4, m_captionHeight + 4, 10, 2));
}

void DistributionChart::point(int bar)
{
    m_pointed = bar;
    showCaption();
}

void DistributionChart::mouseMoveEvent(QMouseEvent *event)
{
    const QRectF area = chart()->plotArea();
    const double place = (event->position().x() - area.left()) / area.width() * double(m_bars.bars.size());
    point(area.contains(event->position()) && !m_bars.bars.isEmpty() ? int(place) : -1);
}

void DistributionChart::leaveEvent(QEvent *event)
{
    QChartView::leaveEvent(event);
    point(-1);
}

void DistributionChart::keyPressEvent(QKeyEvent *event)
{
    const int last = int(m_bars.bars.size()) - 1;
    if (event->key() == Qt::Key_Left && last >= 0)
        return point(m_pointed < 0 ? last : std::max(0, m_pointed - 1));
    if (event->key() == Qt::Key_Right && last >= 0)
        return point(std::min(last, m_pointed + 1));
    if (event->key() == Qt::Key_Escape && m_pointed >= 0)
        return point(-1);
    QChartView::keyPressEvent(event);
}

void DistributionChart::resizeEvent(QResizeEvent *event)
{
    QChartView::resizeEvent(event);
    m_captionHeight = 0;
    placeCaption();
    showBars();
}

void DistributionChart::dress()
{
    dressChart(chart(), palette(), font());
    setBackgroundBrush(palette().color(QPalette::Base));
    m_captionHeight = 0;
    placeCaption();
    const QColor text = palette().color(QPalette::Text);
    if (m_set) {
        m_set->setColor(meaningColor(Meaning::Info, palette()));
        m_set->setBorderColor(palette().color(QPalette::Base));
    }
    m_p50->setPen(curvePen(CurveKind::P50, false, text));
    m_p95->setPen(curvePen(CurveKind::P95, false, text));
    m_p99->setPen(curvePen(CurveKind::P99, false, text));
}

void DistributionChart::changeEvent(QEvent *event)
{
    QChartView::changeEvent(event);
    if (event->type() == QEvent::PaletteChange || event->type() == QEvent::FontChange)
        dress();
}

} // namespace movr
