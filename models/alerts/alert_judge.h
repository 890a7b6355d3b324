#pragma once

#include "db/latency/latency_figures.h"
#include "models/alerts/alert_line.h"

#include <QDateTime>
#include <QHash>
#include <QSet>

#include <optional>

namespace movr {

/// A stretch of time in which a region was over a line: what a chart marks.
struct AlertMark {
    QString region;
    QString statement; ///< empty: all that users wait for
    QDateTime since;   ///< UTC
    QDateTime until;   ///< UTC; invalid while it goes on
    std::chrono::milliseconds threshold{};
    bool operator==(const AlertMark &) const = default;
};

/// A region went over a line, or came back.
struct AlertEvent {
    AlertLine line;
    QString region;
    bool over = false;
    LatencyFigures figures; ///< that decided it
};
/// "start_ride in US West: p95 312 ms over the last 1 min (n = 34), the line is 250 ms."
QString alertSentence(const AlertEvent &event, const RegionLabels &labels);

/// Whether figures are over a line. What timed out or found no region counts as longer than any line: with more than 5 % of
/// it p95 is no answer at all. Nothing is decided from less than 5 measurements.
std::optional<bool> isOver(const AlertLine &line, const LatencyFigures &figures);

/// Which regions are over which lines, and the marks of the last 24 hours. A value; one thread.
class AlertJudge
{
public:
    static constexpr int leastMeasured = 5;
    static constexpr qsizetype mostMarks = 1'000;

    /// Lines that are gone or changed end what they had begun, without an event.
    void setLines(const QList<AlertLine> &lines, const QDateTime &now);
    const QList<AlertLine> &lines() const { return m_lines; }

    /// The figures of one region over the line's span. An event when it crosses.
    std::optional<AlertEvent> judge(const QUuid &line, const QString &region, const LatencyFigures &figures);
    /// Of one line, now; the name of each region that is over it.
    QStringList over(const QUuid &line) const;
    /// Whether some region was measured often enough to say, when it was judged last.
    bool decided(const QUuid &line) const;
    /// Those that go on and those of the last 24 hours, oldest first.
    QList<AlertMark> marks() const;
    void clear();

private:
    const AlertLine *line(const QUuid &id) const;
    void forgetOld(const QDateTime &now);

    QList<AlertLine> m_lines;
    QHash<std::pair<QUuid, QString>, AlertMark> m_open; ///< by line and region
    QList<AlertMark> m_marks;                           ///< that have ended
    QSet<std::pair<QUuid, QString>> m_decided;          ///< by line and region
};

} // namespace movr
