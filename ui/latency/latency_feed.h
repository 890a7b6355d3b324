#pragma once

#include "db/base/result.h"
#include "db/history/latency_history.h"
#include "db/latency/latency_figures.h"
#include "models/latency/latency_range.h"
#include "models/latency/latency_scene.h"

#include <QElapsedTimer>
#include <QObject>
#include <QThreadPool>

#include <optional>

namespace movr {

class Fleet;

/// What the page wants to know.
struct LatencyQuestion {
    LatencyRange range = LatencyRange::FiveMinutes;
    std::optional<TimeWindow> zoom; ///< a part of the range
    std::chrono::seconds step{0};   ///< zero: as fits the window
    QStringList regions;            ///< of the deployment; what is compared is asked for each
    QString region;                 ///< of the table and the distribution; empty: all
    QString statement;              ///< of the curves; empty: all
    QString distributionOf;         ///< statement of the distribution; empty: as the curves
    int columns = 600;              ///< pixels across the plot
    QTimeZone zone = QTimeZone::utc();
    bool operator==(const LatencyQuestion &) const = default;
};

/// All of one answer.
struct LatencyAnswer {
    LatencyScene scene;
    QList<StatementFigures> table;
    LatencyDistribution distribution;
    QList<RoundTrip> trips;
};

/// Asks the recorded latencies and the history kept on this desk, puts both together and makes a scene of them, on other
/// threads. Only the answer to the last question is delivered. GUI thread.
class LatencyFeed : public QObject
{
    Q_OBJECT

public:
    using QObject::QObject;

    /// Both outlive their use; nullptr: none. The history may be missing.
    void setSources(Fleet *fleet, LatencyHistory *history);
    void ask(const LatencyQuestion &question);
    /// An answer is under way.
    bool isAsking() const { return m_asking; }
    /// What is under way is not wanted any more.
    void drop();

    /// The window and step that a question means now.
    static TimeWindow windowOf(const LatencyQuestion &question, const QDateTime &now);
    static std::chrono::seconds stepOf(const LatencyQuestion &question, const TimeWindow &window);

Q_SIGNALS:
    void answered(const movr::LatencyAnswer &answer);
    void failed(const movr::Failure &failure);
    /// The history could not be read, and the answer goes without it.
    void historyMissing(const movr::Failure &failure);

private:
    /// Of before this console was started; minutes come once a minute.
    struct Past {
        LatencyQuestion question;
        QElapsedTimer age;
        QList<LatencyCurve> statements, floors;
        QDateTime until; ///< where the history ends and what is live begins; invalid: all is live
        QList<StatementTotals> totals; ///< up to there
    };
    static QThreadPool *pool();
    void readPast(const LatencyQuestion &question, const QDateTime &since, quint64 number);
    void askLive(const LatencyQuestion &question, quint64 number);
    void askPast(const LatencyQuestion &question, quint64 number);
    void askComparison(const LatencyQuestion &question, quint64 number);
    bool pastIsCurrent(const LatencyQuestion &question) const;
    void deliver(const Result<LatencyAnswer> &answer, quint64 number);

    Fleet *m_fleet = nullptr;
    LatencyHistory *m_history = nullptr;
    std::optional<Past> m_past;
    quint64 m_number = 0;
    bool m_asking = false;
};

} // namespace movr
