#pragma once

#include <QObject>
#include <QPointer>

namespace movr {

class AlertWatch;
class ConsoleContext;
class LatencyChart;
class LatencyControls;
class RegionFiguresModel;

/// Keeps the chart's alert lines as they are watched, for the statement and the regions that it shows.
class LatencyAlerts : public QObject
{
    Q_OBJECT

public:
    /// All of them outlive it, or live as long.
    LatencyAlerts(const ConsoleContext *context, LatencyChart *chart, const LatencyControls *controls,
                  const RegionFiguresModel *figures, QObject *parent);

    void setWatch(const AlertWatch *watch);
    /// As they are now.
    void show();

private:
    bool isSeen(const QString &region, bool floor) const;

    const ConsoleContext *m_context;
    LatencyChart *m_chart;
    const LatencyControls *m_controls;
    const RegionFiguresModel *m_figures;
    QPointer<const AlertWatch> m_watch;
};

} // namespace movr
