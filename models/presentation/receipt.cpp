#include "models/presentation/receipt.h"

#include <QCoreApplication>
#include <QLocale>

#include <algorithm>

namespace movr {

namespace {

constexpr qint64 nanosecondsPerTenth = 100'000;

qint64 tenths(Nanoseconds duration)
{
    return (std::max<qint64>(duration.count(), 0) + nanosecondsPerTenth / 2) / nanosecondsPerTenth;
}

QString say(const char *text, int n = -1)
{
    return QCoreApplication::translate("movr::Receipt", text, nullptr, n);
}

} // namespace

Receipt::Receipt(QString action, QString partition, const StatementTiming &timing,
                 std::optional<Nanoseconds> roundTrip)
    : m_action(std::move(action)), m_region(timing.region), m_partition(std::move(partition)),
      m_statement(timing.statement),
      m_networkKnown(roundTrip.has_value()), m_roundTrips(std::max(timing.attempts, 1)),
      m_total(tenths(std::max(timing.total, timing.wait))), m_wait(std::min(tenths(timing.wait), m_total)),
      m_network(roundTrip ? std::min(tenths(*roundTrip), m_wait) : 0)
{}

QString Receipt::text() const
{
    if (isEmpty())
        return {};
    const QString sum = m_networkKnown
                          ? say("%1 ms = %2 network + %3 database + %4 console")
                                .arg(tenthsText(m_total), tenthsText(m_network), tenthsText(database()),
                                     tenthsText(console()))
                          : say("%1 ms = %2 network and database + %3 console")
                                .arg(tenthsText(m_total), tenthsText(database()), tenthsText(console()));
    const QString trips = m_roundTrips == 1 ? say("1 round trip") : say("%1 round trips").arg(m_roundTrips);
    const QString where =
        m_partition.isEmpty() ? m_region : say("%1, partition %2").arg(m_region, m_partition);
    return say("%1: %2 · %3, %4").arg(m_action, sum, where, trips);
}

QString tenthsText(qint64 tenths)
{
    const QLocale locale;
    return tenths % 10 == 0 ? locale.toString(tenths / 10)
                            : locale.toString(static_cast<double>(tenths) / 10.0, 'f', 1);
}

} // namespace movr
