#include "ui/alerts/alert_watch.h"

#include "db/fleet/fleet.h"
#include "db/latency/latency_store.h"

#include <algorithm>

namespace movr {

namespace {

using namespace std::chrono_literals;

constexpr auto usualPace = 5s;
constexpr auto leastPace = 500ms; ///< for lines of a few seconds

} // namespace

AlertWatch::AlertWatch(QObject *parent) : QObject(parent)
{
    connect(&m_timer, &QTimer::timeout, this, &AlertWatch::look);
}

void AlertWatch::setFleet(Fleet *fleet)
{
    m_fleet = fleet;
    ++m_fleetNumber;
    m_watched.start();
    m_judge.clear();
    setLines(m_judge.lines());
}

void AlertWatch::setLines(const QList<AlertLine> &lines)
{
    m_judge.setLines(lines, QDateTime::currentDateTimeUtc());
    std::chrono::milliseconds pace = usualPace;
    bool any = false;
    for (const AlertLine &line : lines)
        if (line.enabled) {
            any = true;
            pace = std::clamp<std::chrono::milliseconds>(line.span / 4, leastPace, pace);
        }
    if (m_fleet && any)
        m_timer.start(pace);
    else
        m_timer.stop();
    Q_EMIT marksChanged();
    Q_EMIT judged();
    if (m_timer.isActive())
        look(); // what a new line says is not to wait for the next turn
}

void AlertWatch::look()
{
    const QDateTime now = QDateTime::currentDateTimeUtc();
    for (const AlertLine &line : m_judge.lines()) {
        if (!line.enabled || m_watched.elapsed() < std::chrono::milliseconds(line.span).count())
            continue;
        LatencyScope scope;
        if (!line.region.isEmpty())
            scope.regions = {line.region};
        if (!line.statement.isEmpty())
            scope.statements = {line.statement};
        m_fleet->latency()
            .curves(scope, windowUntil(now, line.span), line.span)
            .then(this, [this, line, fleet = m_fleetNumber](const LatencyCurves &curves) {
                if (fleet == m_fleetNumber)
                    accept(line, curves);
            });
    }
}

void AlertWatch::accept(const AlertLine &line, const LatencyCurves &curves)
{
    if (!m_judge.lines().contains(line))
        return; // another line by now, or none
    const auto judge = [this, &line](const QString &region, const LatencyFigures &figures) {
        if (const auto event = m_judge.judge(line.id, region, figures)) {
            Q_EMIT marksChanged();
            Q_EMIT crossed(*event);
        }
    };
    QStringList silent = m_judge.over(line.id);
    for (const LatencyCurve &curve : curves.statements) {
        silent.removeAll(curve.region);
        judge(curve.region, curve.whole);
    }
    LatencyFigures nothing;
    nothing.window = windowUntil(QDateTime::currentDateTimeUtc(), line.span);
    for (const QString &region : std::as_const(silent))
        judge(region, nothing);
    Q_EMIT judged();
}

QHash<QUuid, AlertState> AlertWatch::states() const
{
    QHash<QUuid, AlertState> all;
    for (const AlertLine &line : m_judge.lines())
        all.insert(line.id, {m_judge.over(line.id), m_judge.decided(line.id)});
    return all;
}

} // namespace movr
