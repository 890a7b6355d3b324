#pragma once

#include "db/base/result.h"
#include "db/cluster/warden_client.h"
#include "db/lane/conninfo.h"

#include <QList>
#include <QString>
#include <QStringList>

#include <future>
#include <vector>

namespace movr {

/// Steps that the making of an embedded cluster is put together from. All block: worker threads only.
namespace cluster_work {

Failure environmentFailure(const QString &sentence);

/// Runs a program to its end under the warden of `directory`. Failed: its last words, from its log there.
Result<Done> runProgram(WardenClient &warden, const QString &directory, const QString &id,
                        const QString &program, const QStringList &arguments, int seconds);

/// Runs a text that the server itself has put together from names (`statement` with `names`).
Result<Done> runGenerated(const ConnectionSettings &server, const QString &statement,
                          const QList<QString> &names);

/// The same work for several things side by side; the first failure is the result.
template <class Container, class Work>
Result<Done> sideBySide(Container &things, const Work &work)
{
    std::vector<std::future<Result<Done>>> running;
    for (auto &thing : things)
        running.push_back(std::async(std::launch::async, [&work, &thing] { return work(thing); }));
    Result<Done> first = Done{};
    for (auto &one : running)
        if (auto done = one.get(); !done && first.ok())
            first = done;
    return first;
}

} // namespace cluster_work

} // namespace movr
