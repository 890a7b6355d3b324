#pragma once

#include "tests/support/patience.h"

#include <QDeadlineTimer>
#include <QTest>

#include <chrono>

namespace movr::test {

/// As QTest::qWaitFor, for what is some work of the servers to tell: they are asked ten times a second and not a hundred.
template <class Predicate>
bool waitForServers(Predicate predicate,
                    std::chrono::milliseconds limit = std::chrono::milliseconds(patience))
{
    const QDeadlineTimer deadline(limit);
    while (!predicate()) {
        if (deadline.hasExpired())
            return false;
        QTest::qWait(100);
    }
    return true;
}

} // namespace movr::test
