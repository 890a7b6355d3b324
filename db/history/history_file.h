#pragma once

#include "db/base/result.h"
#include "db/latency/latency_figures.h"

#include <QHash>
#include <QSqlQuery>
#include <QString>
#include <QVariant>

#include <functional>
#include <map>
#include <memory>

namespace movr {

/// A minute of one deployment, packed small for as long as it waits to be written.
struct HistoryRow {
    QString deployment;
    QString region;
    QString statement;
    qint64 at = 0;        ///< begin of the minute, seconds since 1970
    QByteArray answered;  ///< Histogram::pack()
    LatencyTotals counts; ///< all but `answered`

    static HistoryRow of(const QString &deployment, const LatencyRollUp &minute);
    LatencyTotals totals() const; ///< with the histogram
};

/// The SQLite file of the history: minutes and hours, 30 days of them, within a size. What is not our file, damaged or of
/// a newer version is set aside under another name, never overwritten. Made, used and destroyed on one thread; blocks.
class HistoryFile
{
public:
    static constexpr qint64 keptDays = 30;
    static constexpr int version = 1;

    HistoryFile(QString path, qint64 mostBytes);
    ~HistoryFile();

    /// Opens or makes it. Ok while it is open.
    Result<Done> open();
    bool isOpen() const { return m_open; }
    void close();
    /// Adds up with what is there, all rows or none, and forgets what is too old or too much.
    Result<Done> write(const QList<HistoryRow> &rows, qint64 now);

    using Found = std::function<void(qint64 at, const QString &region, const QString &statement,
                                     const LatencyTotals &totals)>;
    /// Everything of a deployment in [from, to): by minutes, and by hours where minutes are gone or `hours` says so.
    Result<Done> read(const QString &deployment, qint64 from, qint64 to, bool hours, const Found &found);

    /// What was set aside since the last call, as a sentence; empty when nothing was.
    QString takeNotice() { return std::exchange(m_notice, {}); }
    qint64 bytes(); ///< of the file, 0 when it is not open

private:
    using Values = QList<std::pair<const char *, QVariant>>;
    Result<Done> connectFile();
    Result<Done> prepareSchema();
    Result<Done> runScript(const char *name);
    Result<QSqlQuery *> run(const char *name, const Values &values = {});
    Result<QVariant> single(const char *name, const Values &values = {});
    Result<qint64> seriesOf(const HistoryRow &row);
    Result<Done> addRow(const HistoryRow &row);
    Result<Done> addTo(const char *readName, const char *writeName, qint64 at, qint64 series,
                       const LatencyTotals &totals);
    Result<Done> readTable(const char *name, const QString &deployment, qint64 from, qint64 to,
                           const Found &found);
    Result<Done> trim(qint64 now);
    Result<Done> trimToSize();
    Failure failed(const QSqlError &error, const char *name);
    Result<Done> beginAnew(const QString &why, const QString &kind);
    Result<Done> setAside(const QString &why, const QString &kind);

    const QString m_path;
    const qint64 m_mostBytes;
    const QString m_connection;
    bool m_open = false;
    bool m_damaged = false;
    QString m_notice;
    qint64 m_trimmedAt = 0;
    std::map<QByteArray, std::unique_ptr<QSqlQuery>> m_queries;
    QHash<QString, qint64> m_series;
};

} // namespace movr
