#pragma once

#include "db/movr/transactions.h"
#include "models/presentation/region_labels.h"

#include <QObject>

#include <optional>

namespace movr {

class Fleet;
class LatencyHistory;

/// What pages, dialogs and actions share: the fleet, who acts, and as which rider. Lives on the GUI
/// thread; owned by the window.
class ConsoleContext : public QObject
{
    Q_OBJECT

public:
    using QObject::QObject;

    Fleet *fleet() const { return m_fleet; }
    void setFleet(Fleet *fleet);

    /// How the fleet's regions are named in the window.
    const RegionLabels &labels() const { return m_labels; }

    /// The latencies kept on this desk; nullptr: none are. Not owned; set before the fleet.
    LatencyHistory *history() const { return m_history; }
    void setHistory(LatencyHistory *history) { m_history = history; }

    /// Who is written into operator_actions. Never empty.
    QString operatorName() const { return m_operatorName; }
    void setOperatorName(const QString &name);
    RequestStamp stamp() const { return {QUuid::createUuid(), m_operatorName}; }

    /// The rider whose password was verified; their rides are acted on as theirs.
    const std::optional<User> &rider() const { return m_rider; }
    void signIn(const User &rider);
    void signOut();

    /// Times in tables: the city's own zone, or UTC.
    bool timesInUtc() const { return m_timesInUtc; }
    void setTimesInUtc(bool utc);

Q_SIGNALS:
    void fleetChanged();
    void riderChanged();
    void timesInUtcChanged();

private:
    Fleet *m_fleet = nullptr;
    LatencyHistory *m_history = nullptr;
    RegionLabels m_labels;
    QString m_operatorName = QStringLiteral("operator");
    std::optional<User> m_rider;
    bool m_timesInUtc = false;
};

} // namespace movr
