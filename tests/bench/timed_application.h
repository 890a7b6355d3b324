#pragma once

#include "tests/ui_fleet/heartbeat.h"

#include <QApplication>
#include <QElapsedTimer>
#include <QMetaEnum>

#include <algorithm>

namespace movr::test {

/// Tells how long the window's thread is at work on events, and on which of them the longest; without the time that it waited
/// for a processor.
class TimedApplication : public QApplication
{
public:
    using QApplication::QApplication;

    struct Work {
        double milliseconds = 0;
        QString what;
    };

    bool notify(QObject *receiver, QEvent *event) override
    {
        if (m_depth++ > 0) {
            const bool handled = QApplication::notify(receiver, event);
            --m_depth;
            return handled;
        }
        // Neither of the two may be there afterwards.
        const QMetaObject *kind = receiver->metaObject();
        const QEvent::Type type = event->type();
        const double waited = waitedForProcessorMs();
        m_clock.start();
        const bool handled = QApplication::notify(receiver, event);
        const double took = double(m_clock.nsecsElapsed()) / 1e6;
        --m_depth;
        add({took - (waitedForProcessorMs() - waited),
             QLatin1String(kind->className()) + u' '
                 + QLatin1String(QMetaEnum::fromType<QEvent::Type>().valueToKey(type))});
        return handled;
    }
    void add(const Work &work)
    {
        m_sum += work.milliseconds;
        if (m_longest.size() == most && work.milliseconds <= m_longest.constLast().milliseconds)
            return;
        m_longest.append(work);
        std::sort(m_longest.begin(), m_longest.end(),
                  [](const Work &a, const Work &b) { return a.milliseconds > b.milliseconds; });
        if (m_longest.size() > most)
            m_longest.removeLast();
    }
    void begin()
    {
        m_sum = 0;
        m_longest.clear();
    }
    double sum() const { return m_sum; }
    const QList<Work> &longest() const { return m_longest; }

private:
    static constexpr qsizetype most = 8;

    QElapsedTimer m_clock;
    int m_depth = 0;
    double m_sum = 0;
    QList<Work> m_longest;
};

} // namespace movr::test
