#pragma once

#include "models/alerts/alert_judge.h"

#include <QElapsedTimer>
#include <QObject>
#include <QPointer>
#include <QTimer>

namespace movr {

class Fleet;

/// Compares what the fleet's latency store measured with the alert lines, every few seconds. The store works the figures out
/// on its own thread; here they are only compared. GUI thread.
class AlertWatch : public QObject
{
    Q_OBJECT

public:
    explicit AlertWatch(QObject *parent = nullptr);

    /// nullptr: nothing to watch. The fleet outlives its watching.
    void setFleet(Fleet *fleet);
    void setLines(const QList<AlertLine> &lines);
    const QList<AlertLine> &lines() const { return m_judge.lines(); }

    /// What a chart marks: the stretches over a line, those that go on included. Oldest first.
    QList<AlertMark> marks() const { return m_judge.marks(); }
    /// What each line is doing now.
    QHash<QUuid, AlertState> states() const;

Q_SIGNALS:
    /// A region went over a line, or came back.
    void crossed(const movr::AlertEvent &event);
    void marksChanged();
    /// states() may be others.
    void judged();

private:
    void look();
    void accept(const AlertLine &line, const LatencyCurves &curves);

    Fleet *m_fleet = nullptr;
    quint64 m_fleetNumber = 0; ///< answers of a former fleet's store are dropped
    QElapsedTimer m_watched;   ///< since the fleet came: before a line's span is over, little is known
    AlertJudge m_judge;
    QTimer m_timer;
};

} // namespace movr
