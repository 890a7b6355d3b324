#include "ui/latency/latency_details.h"

#include "db/fleet/fleet.h"
#include "models/latency/round_trip_model.h"
#include "models/latency/statement_table_model.h"
#include "ui/latency/distribution_chart.h"
#include "ui/latency/round_trip_view.h"
#include "ui/latency/statement_view.h"

#include <QSplitter>

namespace movr {

namespace {

using namespace std::chrono_literals;

constexpr auto lagInterval = 5s; ///< servers say how far the others are as of their last write

} // namespace

LatencyDetails::LatencyDetails(QWidget *parent)
    : QTabWidget(parent), m_statementModel(new StatementTableModel(this)),
      m_roundTripModel(new RoundTripModel(this)), m_statements(new StatementView(m_statementModel)),
      m_distribution(new DistributionChart), m_roundTrips(new RoundTripView(m_roundTripModel))
{
    setAccessibleName(tr("Details"));
    setDocumentMode(true);
    auto *both = new QSplitter(Qt::Horizontal);
    both->setChildrenCollapsible(false);
    both->addWidget(m_statements);
    both->addWidget(m_distribution);
    both->setStretchFactor(0, 5);
    both->setStretchFactor(1, 3);
    addTab(both, tr("Statements"));
    addTab(m_roundTrips, tr("Round trips"));
    setTabToolTip(0, tr("What each statement cost, and how its durations are spread"));
    setTabToolTip(1, tr("Between the desk and each region, and between the regions"));
    m_lagsAgain.setInterval(lagInterval);
    const auto look = [this] {
        if (m_roundTrips->isVisible())
            askLags();
    };
    connect(&m_lagsAgain, &QTimer::timeout, this, look);
    connect(this, &QTabWidget::currentChanged, this, look);
    m_lagsAgain.start();
}

void LatencyDetails::setFleet(Fleet *fleet, const QStringList &regions, const RegionLabels &labels)
{
    m_fleet = fleet;
    ++m_fleetNumber;
    m_regions = regions;
    m_roundTripModel->setRegions(regions, labels);
    clear();
}

void LatencyDetails::setZone(const QTimeZone &zone)
{
    m_statementModel->setZone(zone);
    m_roundTripModel->setZone(zone);
    m_distribution->setZone(zone);
}

void LatencyDetails::setAnswer(const LatencyAnswer &answer, const QString &distributionOf)
{
    m_statements->setTable(answer.table);
    m_distribution->setDistribution(answer.distribution, distributionOf);
    m_roundTripModel->setDesk(answer.trips);
}

void LatencyDetails::clear()
{
    m_statementModel->setTable({});
    m_distribution->setDistribution({}, {});
    m_roundTripModel->setDesk({});
}

/// One region alone follows nobody.
void LatencyDetails::askLags()
{
    if (!m_fleet || m_regions.size() < 2)
        return;
    m_roundTripModel->forgetOld(QDateTime::currentDateTimeUtc()); // of who is silent now
    for (const QString &region : std::as_const(m_regions)) {
        if (m_fleet->region(region).state != RegionState::Up)
            continue;
        m_fleet->followerLags(QStringLiteral("latency/lags/") + region, region)
            .then(this, [this, number = m_fleetNumber](const Result<QList<FollowerLag>> &lags) {
                if (number == m_fleetNumber && lags.ok())
                    m_roundTripModel->addLags(*lags, QDateTime::currentDateTimeUtc());
            });
    }
}

} // namespace movr
