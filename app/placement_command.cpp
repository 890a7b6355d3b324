#include "app/placement_command.h"

#include "app/complaint.h"
#include "app/placement_output.h"
#include "db/placement/placement_reader.h"

#include <QCoreApplication>
#include <QJsonDocument>

#include <cstdio>

namespace movr {

namespace {

void say(const QString &text)
{
    std::fputs(qUtf8Printable(text), stdout);
}

ExitCode print(const PlacementCommand &command, const Deployment &deployment, const Placement &placement)
{
    if (command.json)
        say(QString::fromUtf8(QJsonDocument(placementJson(deployment.name, placement)).toJson()));
    else
        say(placementText(deployment.name, placement));
    for (const RegionReading &region : placement.regions)
        if (!region.read)
            complain(region.failure.sentence);
    return placement.findings.isEmpty() && placement.unread().isEmpty() ? ExitCode::Done : ExitCode::Failed;
}

} // namespace

ExitCode runPlacement(const PlacementCommand &command)
{
    const auto deployment = readDeployment(command.deploymentFile);
    if (!deployment) {
        complain(deployment.failure().sentence);
        return ExitCode::Usage;
    }
    PlacementReader reader(*deployment, {});
    auto code = ExitCode::Failed;
    reader.read(command.exact).then(qApp, [&](const Result<Placement> &placement) {
        if (placement)
            code = print(command, *deployment, *placement);
        else
            complain(placement.failure().sentence);
        QCoreApplication::exit();
    });
    QCoreApplication::exec();
    return code;
}

} // namespace movr
