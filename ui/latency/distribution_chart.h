#pragma once

#include "models/latency/distribution_bars.h"

#include <QChartView>
#include <QTimeZone>

class QBarSeries;
class QBarSet;
class QCategoryAxis;
class QLabel;
class QLineSeries;
class QValueAxis;

namespace movr {

/// How often each duration occurred: bars on a logarithmic scale of durations, with p50, p95 and p99 as lines. The arrow
/// keys and the mouse tell a bar's exact limits and count.
class DistributionChart : public QChartView
{
    Q_OBJECT

public:
    explicit DistributionChart(QWidget *parent = nullptr);

    /// `what`: whose distribution it is.
    void setDistribution(const LatencyDistribution &distribution, const QString &what);
    void setZone(const QTimeZone &zone) { m_zone = zone; }
    const DistributionBars &shownBars() const { return m_bars; }
    /// What stands above the bars.
    QString caption() const;
    /// Of the bar that is pointed at; empty without one.
    QString barText() const;

protected:
    void mouseMoveEvent(QMouseEvent *event) override;
    void leaveEvent(QEvent *event) override;
    void keyPressEvent(QKeyEvent *event) override;
    void resizeEvent(QResizeEvent *event) override;
    void changeEvent(QEvent *event) override;

private:
    void showBars();
    void showCaption();
    void placeCaption();
    void point(int bar);
    void dress();
    void setLine(QLineSeries *line, std::optional<Nanoseconds> value);

    DistributionBars m_bars;
    QString m_what;
    QTimeZone m_zone = QTimeZone::utc();
    int m_pointed = -1;
    QBarSeries *m_series;
    QBarSet *m_set = nullptr;
    QCategoryAxis *m_durations;
    QValueAxis *m_counts;
    QLineSeries *m_p50;
    QLineSeries *m_p95;
    QLineSeries *m_p99;
    QLabel *m_caption;
    int m_captionHeight = 0;
};

} // namespace movr
