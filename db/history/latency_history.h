#pragma once

#include "db/base/result.h"
#include "db/latency/statement_totals.h"

#include <QFuture>
#include <QMetaType>
#include <QObject>
#include <QString>
#include <QTimeZone>

#include <chrono>
#include <memory>

namespace movr {

/// How the history is kept.
struct HistoryStatus {
    enum class State {
        Opening,
        Kept,      ///< on this desk, as it should be
        MemoryOnly ///< the file cannot be written: what is new is kept in memory, and tried again every minute
    };
    State state = State::Opening;
    QString sentence;      ///< why MemoryOnly; empty otherwise
    QString notice;        ///< the last file that was set aside, where to, and why; empty when none was
    qint64 bytes = 0;      ///< of the file
    qsizetype waiting = 0; ///< minutes (of a region and statement) in memory only
    quint64 forgotten = 0; ///< of those, how many had to go because there were too many
    bool operator==(const HistoryStatus &) const = default;
};

/// Two stretches of time in steps that lie beside each other.
struct LatencyComparison {
    LatencyCurve now;
    LatencyCurve then; ///< as many points
};

struct ComparedWindows {
    TimeWindow now;
    TimeWindow then;
};
/// Since midnight in that zone, and the same hours of the day before.
ComparedWindows todayAndYesterday(const QDateTime &now, const QTimeZone &zone);
/// This hour until now, and the same part of the same hour a week ago.
ComparedWindows thisHourAndLastWeek(const QDateTime &now, const QTimeZone &zone);

/// The latency of the last 30 days by minutes and hours, in an SQLite file on this desk of at most 100 MB (older minutes
/// go first, their hours stay). Lives on the GUI thread; everything else happens on a thread of its own. add() is
/// thread-safe. The minute that is still going on is not in it: LatencyStore has it.
class LatencyHistory : public QObject
{
    Q_OBJECT

public:
    static constexpr qint64 mostBytes = 100'000'000;
    static constexpr qsizetype mostWaiting = 20'000; ///< minutes in memory only, about 5 MB

    explicit LatencyHistory(QString file, qint64 limit = mostBytes, QObject *parent = nullptr);
    ~LatencyHistory() override; ///< writes what is waiting, once

    /// Where it belongs on this desk: below the user's data directory.
    static QString defaultFile();

    /// Minutes of a deployment, as LatencyStore rolls them up.
    void add(const QString &deployment, const QList<LatencyRollUp> &minutes);
    HistoryStatus status() const { return m_status; }

    /// By region, in steps (whole minutes), from file and memory. A failure only where the file cannot be read.
    QFuture<Result<QList<LatencyCurve>>> curves(QString deployment, LatencyScope scope, TimeWindow window,
                                                std::chrono::seconds step);
    /// The regions of the scope added up.
    QFuture<Result<LatencyComparison>> compare(QString deployment, LatencyScope scope,
                                               ComparedWindows windows, std::chrono::seconds step);
    /// By region and statement, to be added up with what is live.
    QFuture<Result<QList<StatementTotals>>> totals(QString deployment, LatencyScope scope, TimeWindow window);

Q_SIGNALS:
    void statusChanged(const movr::HistoryStatus &status);

private:
    struct Worker;
    HistoryStatus m_status;
    std::unique_ptr<Worker> m_worker;
};

} // namespace movr

Q_DECLARE_METATYPE(movr::HistoryStatus)
