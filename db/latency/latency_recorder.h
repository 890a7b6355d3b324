#pragma once

#include "db/base/failure.h"
#include "db/base/timing.h"
#include "db/latency/sample_ring.h"

#include <QHash>
#include <QList>
#include <QString>

#include <functional>
#include <memory>
#include <mutex>

namespace movr {

/// Numbers for statement names, the same for all lanes. Its lock is taken by a lane when it meets a name for the first
/// time, and by the store's thread; never by the GUI.
class StatementNames
{
public:
    std::uint16_t numberOf(const QString &name);
    QString nameOf(std::uint16_t number) const;

private:
    mutable std::mutex m_mutex;
    QHash<QString, std::uint16_t> m_numbers;
    QList<QString> m_names;
};

/// What a failure counts as; null: answered.
SampleOutcome outcomeOf(const Failure *failure);

/// One lane's way of recording. record() costs well under 1 µs, takes no lock and, once a statement's name is
/// known, allocates nothing. For one thread.
class LatencyRecorder
{
public:
    LatencyRecorder(std::shared_ptr<SampleRing> ring, std::shared_ptr<StatementNames> names)
        : m_ring(std::move(ring)), m_names(std::move(names))
    {}

    struct Cost {
        Nanoseconds wait{};   ///< sent until answered
        Nanoseconds queued{}; ///< in the console's own lane before that
        int rows = 0;
    };
    void record(const QString &statement, SampleOutcome outcome, const Cost &cost, bool retry = false);

private:
    std::uint16_t numberOf(const QString &statement);

    const std::shared_ptr<SampleRing> m_ring;
    const std::shared_ptr<StatementNames> m_names;
    QHash<QString, std::uint16_t> m_known;
};

/// Gives the lanes to a region their recorders. Empty, or what it gives is null: nothing is recorded.
using RecorderSource = std::function<std::shared_ptr<LatencyRecorder>(const QString &region)>;

} // namespace movr
