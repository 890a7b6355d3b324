#pragma once

#include "db/journey/journey_report.h"

#include <QChartView>

#include <optional>

class QBarCategoryAxis;
class QBarSeries;
class QBarSet;
class QGraphicsSimpleTextItem;
class QLogValueAxis;

namespace movr {

/// The experiment's chart: the median of each task in each way, on a logarithmic axis, with its figure above each bar. Ways
/// differ in colour and in pattern. A task without an answer has no bar and says so.
class JourneyChart : public QChartView
{
    Q_OBJECT

public:
    explicit JourneyChart(QWidget *parent = nullptr);

    void setReport(const JourneyReport &report);
    /// What stands above the bars, way by way, task by task.
    QStringList labels() const;

protected:
    void changeEvent(QEvent *event) override;

private:
    struct Bar {
        int task = 0;
        int way = 0; ///< column of the report
        std::optional<double> milliseconds;
        QGraphicsSimpleTextItem *label = nullptr; ///< of the chart
    };
    void addBar(int task, int way, const JourneyTaskResult &result);
    void setBars();
    void placeLabels();
    void setColours();
    void showTip(bool shown, int task, const QBarSet *set);

    JourneyReport m_report;
    QBarSeries *m_series;
    QBarCategoryAxis *m_tasks;
    QLogValueAxis *m_times;
    QList<Bar> m_bars;
};

} // namespace movr
