#include "ui/latency/latency_alerts.h"

#include "db/fleet/fleet.h"
#include "models/alerts/alert_overlay.h"
#include "models/latency/region_figures_model.h"
#include "ui/alerts/alert_watch.h"
#include "ui/console_context.h"
#include "ui/latency/latency_chart.h"
#include "ui/latency/latency_controls.h"

#include <algorithm>

namespace movr {

LatencyAlerts::LatencyAlerts(const ConsoleContext *context, LatencyChart *chart,
                             const LatencyControls *controls, const RegionFiguresModel *figures,
                             QObject *parent)
    : QObject(parent), m_context(context), m_chart(chart), m_controls(controls), m_figures(figures)
{
    connect(figures, &RegionFiguresModel::shownChanged, this, &LatencyAlerts::show);
    connect(context, &ConsoleContext::timesInUtcChanged, this, &LatencyAlerts::show);
}

void LatencyAlerts::setWatch(const AlertWatch *watch)
{
    if (m_watch)
        m_watch->disconnect(this);
    m_watch = watch;
    if (watch)
        connect(watch, &AlertWatch::marksChanged, this, &LatencyAlerts::show);
    show();
}

/// The settings keep lines of other deployments too, whose regions this one may not have.
bool LatencyAlerts::isSeen(const QString &region, bool floor) const
{
    const Fleet *const fleet = m_context->fleet();
    if (!fleet)
        return false;
    const QList<Region> &regions = fleet->deployment().regions;
    if (std::none_of(regions.cbegin(), regions.cend(),
                     [&region](const Region &one) { return one.name == region; }))
        return false;
    return std::any_of(allCurveKinds.cbegin(), allCurveKinds.cend(), [&](CurveKind kind) {
        return (kind == CurveKind::Floor) == floor && m_figures->isShown({region, kind, false});
    });
}

void LatencyAlerts::show()
{
    if (!m_watch)
        return m_chart->setAlerts({});
    AlertView view;
    view.statement = m_controls->statement();
    view.seen = [this](const QString &region, bool floor) { return isSeen(region, floor); };
    view.labels = m_context->labels();
    view.zone = m_context->timesInUtc() ? QTimeZone::utc() : QTimeZone::systemTimeZone();
    view.now = QDateTime::currentDateTimeUtc();
    m_chart->setAlerts(alertOverlay(m_watch->lines(), m_watch->marks(), view));
}

} // namespace movr
