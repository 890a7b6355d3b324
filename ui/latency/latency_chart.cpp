#include "ui/latency/latency_chart.h"

#include "ui/latency/chart_look.h"
#include "ui/theme/meaning.h"

#include <QCategoryAxis>
#include <QChart>
#include <QLabel>
#include <QLineSeries>
#include <QMouseEvent>
#include <QRubberBand>

#include <algorithm>

namespace movr {

namespace {

constexpr int dragDistance = 6;
constexpr int timeLabelWidth = 84;
constexpr int durationLabelHeight = 26;
constexpr double zoomFactor = 0.8;
constexpr double thresholdReach = 4;          ///< an axis grows so many times to have a threshold in it
constexpr double leastSpan = 10'000;          ///< ms
constexpr double mostSpan = 31. * 86'400'000; ///< ms: as long as a history is kept
constexpr int mostColumns = 640;              ///< of a curve: more of them cost time and tell the eye no more

} // namespace

LatencyChart::LatencyChart(QWidget *parent)
    : QChartView(parent), m_times(tickAxis({})), m_durations(tickAxis(tr("Latency (ms)"))),
      m_anchor(new QLineSeries), m_band(new QRubberBand(QRubberBand::Rectangle, viewport())),
      m_line(new QFrame(viewport())), m_readout(new QLabel(viewport()))
{
    setAccessibleName(tr("Latency over time"));
    setToolTip({});
    setFocusPolicy(Qt::StrongFocus);
    setFrameShape(QFrame::NoFrame);
    setMouseTracking(true);
    viewport()->setMouseTracking(true);
    setMinimumSize(320, 150);
    chart()->addSeries(m_anchor);
    chart()->addAxis(m_times, Qt::AlignBottom);
    chart()->addAxis(m_durations, Qt::AlignLeft);
    m_anchor->attachAxis(m_times);
    m_anchor->attachAxis(m_durations);
    m_curves = new CurvesItem(chart());
    m_curves->setZValue(5);
    connect(chart(), &QChart::plotAreaChanged, this, &LatencyChart::layOut);
    m_line->setFrameShape(QFrame::VLine);
    m_line->setFrameShadow(QFrame::Plain);
    m_line->setForegroundRole(QPalette::PlaceholderText);
    m_line->setAttribute(Qt::WA_TransparentForMouseEvents);
    m_line->hide();
    m_readout->setObjectName(QStringLiteral("readout"));
    m_readout->setAttribute(Qt::WA_TransparentForMouseEvents);
    m_readout->setAutoFillBackground(true);
    m_readout->setBackgroundRole(QPalette::Base);
    m_readout->setFrameShape(QFrame::Box);
    m_readout->setMargin(4);
    m_readout->setTextFormat(Qt::RichText);
    m_readout->hide();
    setZone(m_zone);
    dress();
}

void LatencyChart::setRegions(const QStringList &names, const RegionLabels &labels)
{
    m_styles = RegionStyles(names);
    m_labels = labels;
    m_curves->setStyles(m_styles, palette());
}

void LatencyChart::setScene(const LatencyScene &scene)
{
    m_scene = scene;
    m_curves->setScene(scene);
    if (!m_zoomed) {
        m_frame.from = double(scene.window.from.toMSecsSinceEpoch());
        m_frame.to = std::max(double(scene.window.to.toMSecsSinceEpoch()), m_frame.from + 1);
    }
    layOut();
    showReadout();
}

void LatencyChart::setFilter(std::function<bool(const PlotCurve &)> shown)
{
    m_shown = shown;
    m_curves->setFilter(std::move(shown));
    layOut();
}

void LatencyChart::filterChanged()
{
    m_curves->filterChanged();
    layOut();
}

void LatencyChart::setFocusRegion(const QString &region)
{
    m_curves->setFocusRegion(region);
}

void LatencyChart::setLogarithmic(bool logarithmic)
{
    m_frame.logarithmic = logarithmic;
    m_durations->setTitleText(logarithmic ? tr("Latency (ms, logarithmic)") : tr("Latency (ms)"));
    layOut();
}

void LatencyChart::setZone(const QTimeZone &zone)
{
    m_zone = zone;
    m_times->setTitleText(tr("Time (%1)").arg(zone.abbreviation(QDateTime::currentDateTimeUtc())));
    layOut();
}

void LatencyChart::setAlerts(const AlertOverlay &overlay)
{
    if (overlay == m_alerts)
        return;
    m_alerts = overlay;
    m_curves->setAlerts(overlay);
    layOut();
    showReadout();
}

TimeWindow LatencyChart::visibleWindow() const
{
    return {QDateTime::fromMSecsSinceEpoch(qint64(m_frame.from), Qt::UTC),
            QDateTime::fromMSecsSinceEpoch(qint64(m_frame.to), Qt::UTC)};
}

int LatencyChart::columns() const
{
    return std::clamp(int(m_frame.area.width()) / 2, 200, mostColumns);
}

/// The least and the greatest of what is drawn within the visible time.
QList<double> LatencyChart::shownValues() const
{
    double least = 0;
    double most = 0;
    for (const PlotCurve &curve : m_scene.curves) {
        if (m_shown && !m_shown(curve))
            continue;
        for (const QList<QPointF> &run : curve.runs)
            for (const QPointF &point : run) {
                if (point.x() < m_frame.from || point.x() > m_frame.to || point.y() <= 0)
                    continue;
                least = least > 0 ? std::min(least, point.y()) : point.y();
                most = std::max(most, point.y());
            }
    }
    const double lowest = least / thresholdReach;
    const double highest = most * thresholdReach;
    for (const PlotThreshold &threshold : m_alerts.thresholds)
        if (threshold.milliseconds >= lowest && threshold.milliseconds <= highest) {
            least = std::min(least, threshold.milliseconds);
            most = std::max(most, threshold.milliseconds);
        }
    return {least, most};
}

void LatencyChart::fitDurations()
{
    const QList<double> values = shownValues();
    m_frame.durations = durationRange(values.first(), values.last(), m_frame.logarithmic);
    // The strip of the marks lies below all values, that of the alerts above them.
    const double height = std::max(m_frame.area.height(), 60.);
    const double part = CurvesPainter::markHeight(m_styles.regions().size()) / height;
    const double upperPart = AlertPainter::stripHeight(m_alerts, m_frame) / height;
    double low = m_frame.scaled(m_frame.durations.low);
    double high = m_frame.scaled(m_frame.durations.high);
    const double span = high - low;
    low -= span * part;
    high += span * upperPart;
    m_frame.durations =
        m_frame.logarithmic ? AxisRange{std::pow(10., low), std::pow(10., high)} : AxisRange{low, high};
}

void LatencyChart::layOut()
{
    m_frame.area = chart()->plotArea();
    fitDurations();
    const int mostTimes = std::max(2, int(m_frame.area.width()) / timeLabelWidth);
    const int mostDurations = std::max(2, int(m_frame.area.height()) / durationLabelHeight);
    m_times->setRange(m_frame.from, m_frame.to);
    setTicks(m_times, timeTicks(visibleWindow(), m_zone, mostTimes));
    const double low = m_frame.scaled(m_frame.durations.low);
    const double high = m_frame.scaled(m_frame.durations.high);
    m_durations->setRange(low, high);
    QList<AxisTick> ticks = durationTicks(m_frame.logarithmic ? m_frame.durations.low : 0,
                                          m_frame.durations.high, m_frame.logarithmic, mostDurations);
    for (AxisTick &tick : ticks)
        tick.value = m_frame.scaled(tick.value);
    setTicks(m_durations, ticks);
    m_frame.area = chart()->plotArea();
    m_curves->setFrame(m_frame);
}

void LatencyChart::dress()
{
    dressChart(chart(), palette(), font());
    setBackgroundBrush(palette().color(QPalette::Base));
    m_curves->setStyles(m_styles, palette());
    showReadout();
}

void LatencyChart::zoomTo(double from, double to)
{
    const double allFrom = double(m_scene.window.from.toMSecsSinceEpoch());
    const double allTo = double(m_scene.window.to.toMSecsSinceEpoch());
    if (!m_zoomed && to - from >= allTo - allFrom)
        return;
    if (to - from < leastSpan) {
        const double middle = (from + to) / 2;
        from = middle - leastSpan / 2;
        to = middle + leastSpan / 2;
    }
    if (to - from > mostSpan)
        from = to - mostSpan;
    m_zoomed = true;
    m_frame.from = from;
    m_frame.to = to;
    layOut();
    Q_EMIT zoomChanged();
}

void LatencyChart::zoomAround(double time, double factor)
{
    zoomTo(time - (time - m_frame.from) * factor, time + (m_frame.to - time) * factor);
}

void LatencyChart::resetZoom()
{
    if (!m_zoomed)
        return;
    m_zoomed = false;
    Q_EMIT zoomChanged();
}

void LatencyChart::mousePressEvent(QMouseEvent *event)
{
    if (event->button() != Qt::LeftButton || !m_frame.area.contains(event->position()))
        return QChartView::mousePressEvent(event);
    m_dragFrom = event->position().toPoint();
    m_dragging = true;
    event->accept();
}

void LatencyChart::mouseMoveEvent(QMouseEvent *event)
{
    const QPointF at = event->position();
    if (m_dragging && std::abs(at.x() - m_dragFrom.x()) >= dragDistance) {
        const QRectF band(QPointF(m_dragFrom.x(), m_frame.area.top()),
                          QPointF(at.x(), m_frame.area.bottom()));
        m_band->setGeometry(band.normalized().intersected(m_frame.area).toRect());
        m_band->show();
    }
    setCrosshair(m_frame.area.contains(at)
                     ? QDateTime::fromMSecsSinceEpoch(qint64(m_frame.timeAt(at.x())), Qt::UTC)
                     : QDateTime());
    event->accept();
}

void LatencyChart::mouseReleaseEvent(QMouseEvent *event)
{
    if (!m_dragging || event->button() != Qt::LeftButton)
        return QChartView::mouseReleaseEvent(event);
    m_dragging = false;
    const bool zooms = m_band->isVisible();
    const QRect band = m_band->geometry();
    m_band->hide();
    showReadout();
    if (zooms && band.width() >= dragDistance)
        zoomTo(m_frame.timeAt(band.left()), m_frame.timeAt(band.right() + 1));
    event->accept();
}

void LatencyChart::mouseDoubleClickEvent(QMouseEvent *event)
{
    resetZoom();
    event->accept();
}

void LatencyChart::wheelEvent(QWheelEvent *event)
{
    const double notches = event->angleDelta().y() / 120.;
    if (notches != 0 && m_frame.area.width() > 0)
        zoomAround(
            m_frame.timeAt(std::clamp(event->position().x(), m_frame.area.left(), m_frame.area.right())),
            std::pow(zoomFactor, notches));
    event->accept();
}

void LatencyChart::keyPressEvent(QKeyEvent *event)
{
    const double middle =
        m_crosshair.isValid() ? double(m_crosshair.toMSecsSinceEpoch()) : (m_frame.from + m_frame.to) / 2;
    const double quarter = (m_frame.to - m_frame.from) / 4;
    const bool shift = event->modifiers().testFlag(Qt::ShiftModifier);
    switch (event->key()) {
    case Qt::Key_Left:
        shift &&m_zoomed ? zoomTo(m_frame.from - quarter, m_frame.to - quarter) : moveCrosshair(-1);
        return;
    case Qt::Key_Right:
        shift &&m_zoomed ? zoomTo(m_frame.from + quarter, m_frame.to + quarter) : moveCrosshair(1);
        return;
    case Qt::Key_Plus:
    case Qt::Key_Equal:
        return zoomAround(middle, zoomFactor * zoomFactor);
    case Qt::Key_Minus:
        return zoomAround(middle, 1 / (zoomFactor * zoomFactor));
    case Qt::Key_Home:
        return resetZoom();
    case Qt::Key_Escape:
        if (m_crosshair.isValid())
            return setCrosshair({});
        break;
    default:
        break;
    }
    QChartView::keyPressEvent(event);
}

void LatencyChart::moveCrosshair(int steps)
{
    const double step = double(std::chrono::milliseconds(m_scene.step).count());
    const double at =
        m_crosshair.isValid() ? double(m_crosshair.toMSecsSinceEpoch()) + steps * step : m_frame.to - step;
    setCrosshair(
        QDateTime::fromMSecsSinceEpoch(qint64(std::clamp(at, m_frame.from, m_frame.to - 1)), Qt::UTC));
}

void LatencyChart::setCrosshair(const QDateTime &moment)
{
    if (m_crosshair == moment)
        return;
    m_crosshair = moment;
    showReadout();
}

CrosshairReading LatencyChart::reading() const
{
    if (!m_crosshair.isValid())
        return {};
    CrosshairReading reading = readingAt(m_scene, m_crosshair, m_labels, m_zone);
    // As the legend has them.
    const auto place = [this](const CrosshairReading::Row &row) {
        return m_styles.regions().indexOf(row.region);
    };
    std::stable_sort(reading.rows.begin(), reading.rows.end(),
                     [&place](const auto &a, const auto &b) { return place(a) < place(b); });
    addAlerts(&reading, m_alerts);
    return reading;
}

QString LatencyChart::crosshairText() const
{
    return plainText(reading());
}

void LatencyChart::showReadout()
{
    const CrosshairReading reading = this->reading();
    setAccessibleDescription(reading.empty() ? thresholdsText(m_alerts) : plainText(reading));
    const double x = m_frame.xAt(double(m_crosshair.toMSecsSinceEpoch()));
    const bool seen =
        m_crosshair.isValid() && m_band->isHidden() && x >= m_frame.area.left() && x <= m_frame.area.right();
    m_line->setVisible(seen);
    m_line->setGeometry(int(x), int(m_frame.area.top()), 1, int(m_frame.area.height()));
    m_readout->setVisible(seen && !reading.empty());
    if (m_readout->isHidden())
        return;
    m_readout->setText(richText(reading, m_styles, palette()));
    m_readout->adjustSize();
    const bool leftSide = x > m_frame.area.center().x();
    m_readout->move(int(leftSide ? x - m_readout->width() - 12 : x + 12), int(m_frame.area.top()) + 6);
}

void LatencyChart::leaveEvent(QEvent *event)
{
    QChartView::leaveEvent(event);
    setCrosshair({});
}

void LatencyChart::resizeEvent(QResizeEvent *event)
{
    QChartView::resizeEvent(event);
    layOut();
    showReadout();
}

void LatencyChart::changeEvent(QEvent *event)
{
    QChartView::changeEvent(event);
    if (event->type() == QEvent::PaletteChange || event->type() == QEvent::FontChange)
        dress();
}

} // namespace movr
