#pragma once

#include "ui/latency/latency_feed.h"

#include <QSplitter>

namespace movr {

class AlertWatch;
class ConsoleContext;
class LatencyAlerts;
class LatencyChart;
class LatencyControls;
class LatencyDetails;
class LegendView;
class RegionFiguresModel;
class WrappedLabel;

/// What an answer is shown in: the chart with its legend, below them the details. Knows what it is to be asked for.
class LatencyBoard : public QSplitter
{
    Q_OBJECT

public:
    /// Context and controls outlive it.
    LatencyBoard(ConsoleContext *context, LatencyControls *controls, QWidget *parent = nullptr);

    void setFleet(Fleet *fleet);
    void setAlerts(const AlertWatch *watch);
    /// What the controls, the zoom and the selected statement ask for.
    LatencyQuestion question() const;
    void setAnswer(const LatencyAnswer &answer);
    /// The controls have chosen another region, or none.
    void followRegion();
    void showStatement(const QString &statement);

    LatencyChart *chart() const { return m_chart; }
    LatencyDetails *details() const { return m_details; }
    LegendView *legend() const { return m_legend; }
    RegionFiguresModel *figures() const { return m_figures; }
    QTimeZone zone() const;

Q_SIGNALS:
    /// The question is another; what is shown stays meanwhile.
    void questionChanged();
    /// What is kept in the settings is another.
    void looksChanged();

private:
    void build();
    void connectParts();
    void connectStatements();
    void setZone();

    ConsoleContext *m_context;
    LatencyControls *m_controls;
    QStringList m_regions;
    RegionFiguresModel *m_figures;
    LatencyChart *m_chart;
    LatencyAlerts *m_alerts;
    LegendView *m_legend;
    WrappedLabel *m_caption;
    LatencyDetails *m_details;
};

} // namespace movr
