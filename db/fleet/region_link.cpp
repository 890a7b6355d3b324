#include "db/fleet/region_link.h"

#include "db/base/median.h"
#include "db/fleet/schema_check.h"
#include "db/lane/pq_session.h"
#include "db/lane/sql_session.h"
#include "db/latency/latency_figures.h"
#include "db/latency/latency_store.h"
#include "db/movr/page_reader.h"
#include "db/search/search_reader.h"

namespace movr {

namespace {

constexpr std::chrono::milliseconds probeInterval{1'000};
constexpr std::chrono::milliseconds probeDeadline{2'000};
constexpr std::chrono::milliseconds connectDeadline{15'000}; // connecting (5 s) and reading the catalog
constexpr qsizetype keptRoundTrips = 15;

ConnectionSettings settingsFor(const Region &region, const QString &password, const char *lane,
                               const QString &options)
{
    return {region.name, region.connection, password, QStringLiteral("movr-console ") + QLatin1String(lane),
            options};
}

} // namespace

RegionLink::RegionLink(const Region &region, const QString &password, std::shared_ptr<Watchdog> watchdog,
                       LatencyStore *latency, const RetryPolicy &policy, QObject *parent)
    : QObject(parent)
{
    const auto recorder = [&] { return latency ? latency->recorder(region.name) : nullptr; };
    m_status.name = region.name;
    m_status.label = region.label;
    m_commands = std::make_unique<TransactionLane>(settingsFor(region, password, "commands", {}), watchdog,
                                                   policy, recorder());
    m_queries = std::make_unique<Lane>(
        region.name,
        std::make_unique<SqlSession>(settingsFor(region, password, "queries", viewSessionOptions()),
                                     viewStatements() + searchStatements()),
        watchdog, recorder());
    m_probe = std::make_unique<Lane>(region.name,
                                     std::make_unique<PqSession>(settingsFor(region, password, "probe", {})),
                                     watchdog, recorder());
    m_timer.setInterval(probeInterval);
    connect(&m_timer, &QTimer::timeout, this, &RegionLink::probe);
}

void RegionLink::start()
{
    m_timer.start();
    probe();
}

void RegionLink::requestStop()
{
    m_timer.stop();
    m_commands->requestStop();
    m_queries->requestStop();
    m_probe->requestStop();
}

void RegionLink::readPlacement()
{
    m_again = m_asked; // the probe under way may have looked too early
    probe();
}

void RegionLink::probe()
{
    if (m_asked)
        return;
    m_asked = true;
    const bool fresh = !m_known;
    m_probe
        ->submit<Pulse>(
            {}, fresh ? connectDeadline : probeDeadline,
            [fresh, placement = m_placement](Lane::Run &run) { return pulse(run, fresh, placement); })
        .then(this, [this](const Result<Pulse> &result) { accept(result); });
}

Result<RegionLink::Pulse> RegionLink::pulse(Lane::Run &run, bool fresh, const QString &placement)
{
    auto &session = static_cast<PqSession &>(run.session());
    Pulse pulse;
    if (fresh) {
        // No connection is an outage of the network floor, whatever would have been sent first.
        auto opened = run.guarded<Done>(floorStatement, connectDeadline, [] { return Result<Done>(Done{}); });
        if (!opened)
            return opened.failure();
        auto checked = run.guarded<Catalog>(QStringLiteral("catalog/cities"), connectDeadline,
                                            [&] { return checkAndReadCatalog(session, run.region()); });
        if (!checked)
            return checked.failure();
        pulse.catalog = std::move(checked).value();
    }
    auto answer =
        run.guarded<Answer>(floorStatement, probeDeadline, [&] { return session.exec(floorStatement); });
    if (!answer)
        return answer.failure();
    pulse.roundTrip = answer->wait;
    if (!answer->rows.isEmpty())
        pulse.placement = answer->rows.constFirst().value(2);
    if (!fresh && pulse.placement != placement) {
        auto changed = run.guarded<Catalog>(QStringLiteral("catalog/cities"), probeDeadline,
                                            [&] { return readCatalog(session); });
        if (!changed)
            return changed.failure();
        pulse.catalog = std::move(changed).value();
    }
    for (const auto &row : answer->rows)
        if (row.value(0) != run.region())
            pulse.copyAge.insert(row.value(0), std::chrono::milliseconds(row.value(1).toLongLong()));
    const QString beat = QStringLiteral("probe/beat");
    auto beaten =
        run.guarded<Answer>(beat, probeDeadline, [&] { return session.exec(beat, {run.region()}); });
    // A role that may only read cannot beat: the ages then tell of the last console that could.
    if (!beaten && beaten.failure().kind != FailureKind::Permission)
        return beaten.failure();
    return pulse;
}

void RegionLink::accept(const Result<Pulse> &result)
{
    m_asked = false;
    if (result) {
        m_status.state = RegionState::Up;
        m_status.failure = {};
        m_status.lastSeen = QDateTime::currentDateTimeUtc();
        m_status.copyAge = result->copyAge;
        m_roundTrips.append(result->roundTrip);
        if (m_roundTrips.size() > keptRoundTrips)
            m_roundTrips.removeFirst();
        m_status.roundTrip = medianOf(m_roundTrips);
        m_status.roundTripSamples = int(m_roundTrips.size());
        m_placement = result->placement;
        if (!m_known) { // the first answer after a silence: be ready before somebody acts
            m_commands->connectAhead();
            m_queries->connectAhead();
        }
        m_known = true;
        if (result->catalog)
            Q_EMIT catalogRead(*result->catalog);
    } else if (result.failure().kind != FailureKind::Cancelled) {
        m_status.state = RegionState::Down;
        m_status.failure = result.failure();
        m_known = false;
        m_roundTrips.clear();
    }
    Q_EMIT changed();
    if (std::exchange(m_again, false) && m_known)
        probe();
}

} // namespace movr
