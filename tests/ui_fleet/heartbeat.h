#pragma once

#include <QElapsedTimer>
#include <QFile>
#include <QTest>
#include <QTimer>

#include <algorithm>

namespace movr::test {

inline constexpr double barMs = 16;     ///< what the program promises on a machine of its own
inline constexpr double failsAtMs = 50; ///< what no noise explains

/// How long this thread was ready to run while others had the processors: not the program's doing. Zero
/// where the kernel does not tell.
inline double waitedForProcessorMs()
{
    QFile file(QStringLiteral("/proc/thread-self/schedstat"));
    if (!file.open(QIODevice::ReadOnly))
        return 0;
    return file.readAll().split(' ').value(1).toDouble() / 1e6;
}

/// The longest time that the event loop did not come round, without the time that the machine was busy
/// elsewhere.
class Heartbeat : public QObject
{
public:
    Heartbeat()
    {
        m_timer.setTimerType(Qt::PreciseTimer);
        m_timer.setInterval(1);
        connect(&m_timer, &QTimer::timeout, this, [this] {
            const double gap = double(m_clock.nsecsElapsed()) / 1e6 - 1;
            const double waited = waitedForProcessorMs();
            m_longestRaw = std::max(m_longestRaw, gap);
            m_longest = std::max(m_longest, gap - (waited - m_waited));
            m_waited = waited;
            m_clock.start();
            ++m_beats;
        });
    }
    void start()
    {
        m_longest = m_longestRaw = 0;
        m_beats = 0;
        m_waited = waitedForProcessorMs();
        m_clock.start();
        m_timer.start();
    }
    void stop() { m_timer.stop(); }
    double longest() const { return m_longest; }
    double longestWithNoise() const { return m_longestRaw; }
    int beats() const { return m_beats; }

private:
    QTimer m_timer;
    QElapsedTimer m_clock;
    double m_longest = 0;
    double m_longestRaw = 0;
    double m_waited = 0;
    int m_beats = 0;
};

/// Runs a phase that starts and stops the heart, and prints its longest stall. False when that is above the limit three
/// times: a stall of the program's own comes again, one that the machine made does not.
template <class Phase>
bool staysSmooth(Heartbeat &heart, const char *name, Phase phase)
{
    for (int attempt = 0; attempt < 3; ++attempt) {
        phase();
        if (QTest::currentTestFailed())
            return true; // that is told already
        qInfo("longest stall of the event loop while %s: %.1f ms (promised %.0f; %.1f ms with what the "
              "machine did "
              "besides)",
              name, heart.longest(), barMs, heart.longestWithNoise());
        if (heart.longest() <= failsAtMs)
            return true;
    }
    return false;
}

} // namespace movr::test
