#pragma once

#include "models/presentation/region_labels.h"
#include "ui/latency/latency_feed.h"

#include <QTabWidget>
#include <QTimer>

namespace movr {

class DistributionChart;
class Fleet;
class RoundTripModel;
class RoundTripView;
class StatementTableModel;
class StatementView;

/// Below the chart: the statements with the distribution of the one that is selected, and the matrix of round trips.
class LatencyDetails : public QTabWidget
{
    Q_OBJECT

public:
    explicit LatencyDetails(QWidget *parent = nullptr);

    void setFleet(Fleet *fleet, const QStringList &regions, const RegionLabels &labels);
    void setZone(const QTimeZone &zone);
    /// `distributionOf`: what it is of, in words; empty: none can be shown.
    void setAnswer(const LatencyAnswer &answer, const QString &distributionOf);
    void clear();

    StatementView *statements() const { return m_statements; }
    StatementTableModel *statementModel() const { return m_statementModel; }
    DistributionChart *distribution() const { return m_distribution; }
    RoundTripModel *roundTripModel() const { return m_roundTripModel; }
    RoundTripView *roundTrips() const { return m_roundTrips; }

private:
    void askLags();

    Fleet *m_fleet = nullptr;
    quint64 m_fleetNumber = 0;
    QStringList m_regions;
    QTimer m_lagsAgain; ///< while the matrix is shown
    StatementTableModel *m_statementModel;
    RoundTripModel *m_roundTripModel;
    StatementView *m_statements;
    DistributionChart *m_distribution;
    RoundTripView *m_roundTrips;
};

} // namespace movr
