#include "app/headless.h"

#include "app/complaint.h"
#include "app/demo.h"
#include "app/signals.h"

#include <QCoreApplication>
#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>

#include <cstdio>

namespace movr {

namespace {

QByteArray readyLine(const EmbeddedCluster &cluster)
{
    QJsonArray regions;
    for (const auto &endpoint : cluster.endpoints())
        regions.append(QJsonObject{{QStringLiteral("name"), endpoint.region},
                                   {QStringLiteral("direct"), endpoint.direct},
                                   {QStringLiteral("relayed"), endpoint.relayed}});
    const QJsonObject line{{QStringLiteral("ready"), true},
                           {QStringLiteral("deployment"), cluster.deploymentFile()},
                           {QStringLiteral("single_region_deployment"), cluster.singleRegionFile()},
                           {QStringLiteral("regions"), regions}};
    return QJsonDocument(line).toJson(QJsonDocument::Compact);
}

} // namespace

ExitCode runHeadless(const DemoCommand &command)
{
    TerminationSignals signals;
    auto code = ExitCode::Done;
    Demo demo;
    QObject::connect(&signals, &TerminationSignals::terminate, qApp, &QCoreApplication::quit);
    QObject::connect(&demo, &Demo::ready, qApp, [&demo] {
        std::printf("%s\n", readyLine(*demo.cluster()).constData());
        std::fflush(stdout);
    });
    QObject::connect(&demo, &Demo::failed, qApp, [&code](const Failure &failure) {
        complain(failure.sentence);
        code = ExitCode::Failed;
        QCoreApplication::exit(int(ExitCode::Failed));
    });
    demo.start(command.cluster, command.traffic);
    QCoreApplication::exec();
    return code;
}

} // namespace movr
