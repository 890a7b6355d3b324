#include "app/init_command.h"

#include "app/complaint.h"
#include "db/fleet/schema_check.h"
#include "db/fleet/schema_initializer.h"

#include <QCoreApplication>

#include <cstdio>

namespace movr {

namespace {

void say(const QString &line)
{
    std::fprintf(stdout, "%s\n", qUtf8Printable(line));
}

} // namespace

ExitCode runInit(const InitCommand &command)
{
    auto deployment = readDeployment(command.deploymentFile);
    if (!deployment) {
        complain(deployment.failure().sentence);
        return ExitCode::Usage;
    }
    InitOptions options;
    options.homes = command.homes;
    options.progress = [](const QString &line) { say(line); };
    auto report = initializeSchema(*deployment, options);
    if (!report) {
        complain(report.failure().sentence);
        return ExitCode::Failed;
    }
    if (report->changes.isEmpty())
        say(QCoreApplication::translate("movr::Schema",
                                        "%1 has schema version %2 in every region already; nothing to do.")
                .arg(deployment->name)
                .arg(currentSchemaVersion()));
    return ExitCode::Done;
}

} // namespace movr
