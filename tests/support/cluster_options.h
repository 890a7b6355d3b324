#pragma once

#include "db/cluster/embedded_cluster.h"

#include <QDir>

#include <unistd.h>

namespace movr::test {

/// For a cluster of a test's own whose start is not what is tested: its template is that of the tests before it. The
/// shelf is removed when all tests are done (tests/CMakeLists.txt).
inline ClusterOptions clusterOptions(double scale,
                                     ClusterOptions::Control control = ClusterOptions::Control::None)
{
    ClusterOptions options;
    options.scale = scale;
    options.control = control;
    // Another build's tests may run at the same time.
    options.shelf = QDir::temp().filePath(
        QStringLiteral("movr-test-shelf-%1-%2").arg(::getuid()).arg(qEnvironmentVariable("MOVR_TEST_SHELF")));
    return options;
}

} // namespace movr::test
