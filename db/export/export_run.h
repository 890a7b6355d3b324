#pragma once

#include "db/export/copy_stream.h"
#include "db/export/export_file.h"
#include "db/export/export_request.h"
#include "db/export/row_writer.h"

#include <QSet>

#include <atomic>
#include <memory>
#include <mutex>
#include <optional>
#include <vector>

namespace movr {

/// One export from begin to end, on the thread that calls run(): the regions' streams, ordered each, are merged by the
/// view's sort key while they come, so that memory is one row a region and a buffer, however many rows there are.
/// A region that fails fails the whole export: rows are never missing without a word.
class ExportRun
{
public:
    ExportRun(ExportRequest request, QList<ExportSource> sources, std::shared_ptr<Watchdog> watchdog);
    ~ExportRun();

    Result<ExportSummary> run();

    /// The rest is thread-safe and does not block.
    ExportProgress progress() const;
    void cancel();
    /// What the probe says of a region: one that is down and sends nothing is given up.
    void setRegionDown(const QString &region, bool down);

private:
    struct Head;

    Result<Done> start();
    Result<Done> merge(ExportFile &file);
    /// Brings a row into each head that lacks one, or waits for that a moment.
    Result<bool> fill();
    Result<Done> wait();
    Head *first();
    Result<Done> flush(ExportFile &file, qsizetype above);
    Failure explained(const Failure &failure) const;

    const ExportRequest m_request;
    const RowWriter m_writer;
    const bool m_descending;
    std::vector<Head> m_heads;
    QByteArray m_buffer;
    qint64 m_written = 0; ///< rows

    using Clock = std::chrono::steady_clock;
    const Clock::time_point m_begun = Clock::now();
    int m_wake = -1; ///< eventfd
    std::atomic<bool> m_cancelled = false;
    std::atomic<qint64> m_rows = 0;
    std::atomic<qint64> m_bytes = 0;
    std::atomic<qint64> m_estimate = -1;
    mutable std::mutex m_mutex; ///< guards m_down
    QSet<QString> m_down;
};

} // namespace movr
