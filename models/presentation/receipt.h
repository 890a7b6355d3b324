#pragma once

#include "db/base/timing.h"

#include <QString>

#include <optional>

namespace movr {

/// What one action cost: total = network + database + console, to the tenth of a millisecond, so that
/// the parts as shown add up to the total as shown.
class Receipt
{
public:
    Receipt() = default;
    /// `roundTrip`: the measured network floor of the region, or unset: then network and database
    /// cannot be told apart and count together as the wait.
    Receipt(QString action, QString partition, const StatementTiming &timing,
            std::optional<Nanoseconds> roundTrip);

    bool isEmpty() const { return m_action.isEmpty(); }
    QString action() const { return m_action; }
    QString region() const { return m_region; }
    QString partition() const { return m_partition; }
    QString statement() const { return m_statement; } ///< name of the statement that was sent
    bool networkKnown() const { return m_networkKnown; }
    int roundTrips() const { return m_roundTrips; }

    /// In tenths of a millisecond. network() is 0 and database() the whole wait unless networkKnown().
    qint64 total() const { return m_total; }
    qint64 network() const { return m_network; }
    qint64 database() const { return m_wait - m_network; }
    qint64 console() const { return m_total - m_wait; }

    /// "Start ride: 66 ms = 64 network + 1 database + 1 console · gcp-us-west1, partition us_west, 1 round trip"
    QString text() const;

private:
    QString m_action;
    QString m_region;
    QString m_partition;
    QString m_statement;
    bool m_networkKnown = false;
    int m_roundTrips = 1;
    qint64 m_total = 0;
    qint64 m_wait = 0;
    qint64 m_network = 0;
};

/// Tenths of a millisecond as a number for people: "0.4", "66", "66.3".
QString tenthsText(qint64 tenths);

} // namespace movr
