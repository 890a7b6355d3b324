#pragma once

#include <QEventLoop>
#include <QTimer>

#include <chrono>

namespace movr::test {

/// The event loop goes on until the condition holds (looked at every 5 ms) or the time is over. QTest::qWait and
/// QTRY_* sleep for 10 ms between two rounds of the loop: where stalls are measured, those would be the test's own.
template <class Condition>
bool loopUntil(Condition holds, std::chrono::milliseconds timeout = std::chrono::seconds(5))
{
    QEventLoop loop;
    QTimer look;
    bool held = holds();
    QObject::connect(&look, &QTimer::timeout, &loop, [&loop, &held, &holds] {
        held = holds();
        if (held)
            loop.quit();
    });
    look.setTimerType(Qt::PreciseTimer);
    look.start(5);
    QTimer::singleShot(timeout, &loop, &QEventLoop::quit);
    if (!held)
        loop.exec();
    return held || holds();
}

/// The event loop goes on for this long.
inline void loopFor(std::chrono::milliseconds time)
{
    QEventLoop loop;
    QTimer::singleShot(time, Qt::PreciseTimer, &loop, &QEventLoop::quit);
    loop.exec();
}

} // namespace movr::test
