#pragma once

#include "db/base/result.h"
#include "db/export/copy_row.h"
#include "db/lane/conninfo.h"
#include "db/lane/pq_session.h"
#include "db/lane/watchdog.h"
#include "db/movr/page_reader.h"

#include <atomic>
#include <memory>
#include <mutex>

namespace movr {

class LatencyRecorder;

/// Where a part of an export comes from: one server, and the view's statement for its cities.
struct ExportSource {
    ConnectionSettings settings;
    ViewStatement statement;
    std::shared_ptr<LatencyRecorder> recorder; ///< gets what the export sends; may be null
};

/// The rows of one server's part of a view, in the view's order, as COPY streams them over a connection of its
/// own. Nothing is read ahead but what libpq's buffer holds: a server that is faster than the reader waits.
/// One thread uses it; only cancel() is thread-safe.
class CopyStream
{
public:
    CopyStream(ExportSource source, std::shared_ptr<Watchdog> watchdog);

    enum class Next { Row, Wait, End };

    /// Connects and begins the COPY. Blocks; the value is the planner's estimate of the rows.
    Result<qint64> start();
    /// The next row, if it is here already; Wait: call again when socket() can be read.
    Result<Next> next(CopyRow &row);
    int socket() const;
    /// Ends the connection; `abandoned`: the server is told to stop what it still runs.
    void close(bool abandoned);
    /// Stops what the server runs, and a connect that is under way.
    void cancel();

    const QString &region() const { return m_source.settings.region; }
    int keyColumns() const { return m_source.statement.keyColumns; }

private:
    struct Texts {
        QByteArray copy;
        QByteArray explain;
    };
    Result<Texts> texts();
    Result<qint64> estimate(const QByteArray &explain);
    Result<Done> beginCopy(const QByteArray &copy);
    Result<Done> sendCopy(const QByteArray &copy);
    void record(const QString &statement, Nanoseconds wait, const Failure *failure) const;
    Result<Next> finish();
    void watch(Watchdog::Clock::time_point deadline);
    Failure lost(const Failure &failure) const;

    ExportSource m_source;
    std::shared_ptr<Watchdog> m_watchdog;
    PqSession m_session;
    std::mutex m_mutex; ///< guards m_watch against cancel()
    std::optional<Watchdog::Watch> m_watch;
    std::atomic<bool> m_cancelled = false;
};

} // namespace movr
