#include "ui/console_context.h"

#include "db/fleet/fleet.h"

namespace movr {

void ConsoleContext::setFleet(Fleet *fleet)
{
    if (m_fleet == fleet)
        return;
    m_fleet = fleet;
    m_labels = fleet ? RegionLabels(fleet->deployment()) : RegionLabels();
    // A rider is known to one deployment only.
    signOut();
    Q_EMIT fleetChanged();
}

void ConsoleContext::setOperatorName(const QString &name)
{
    if (const QString tidy = name.trimmed(); !tidy.isEmpty())
        m_operatorName = tidy;
}

void ConsoleContext::signIn(const User &rider)
{
    m_rider = rider;
    Q_EMIT riderChanged();
}

void ConsoleContext::signOut()
{
    if (!m_rider)
        return;
    m_rider.reset();
    Q_EMIT riderChanged();
}

void ConsoleContext::setTimesInUtc(bool utc)
{
    if (m_timesInUtc == utc)
        return;
    m_timesInUtc = utc;
    Q_EMIT timesInUtcChanged();
}

} // namespace movr
