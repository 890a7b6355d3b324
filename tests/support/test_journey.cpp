#include "tests/support/test_journey.h"

#include "tests/support/test_fleet.h"

#include <QFile>
#include <QJsonDocument>
#include <QJsonObject>
#include <QTest>

namespace movr::test {

namespace {

/// The control's deployment; the ready line names its file.
Deployment sharedControl()
{
    QFile file(qEnvironmentVariable("MOVR_TEST_CLUSTER"));
    if (!file.open(QIODevice::ReadOnly))
        return {};
    const QString name =
        QJsonDocument::fromJson(file.readAll()).object()[u"single_region_deployment"].toString();
    const auto read = readDeployment(name);
    if (!read.ok())
        qWarning("%s", describe(read).text.constData());
    return read.ok() ? *read : Deployment();
}

} // namespace

JourneyLinks::JourneyLinks(const QString &region, std::chrono::microseconds near,
                           std::chrono::microseconds far)
    : m_multi(directDeployment(sharedEndpoints())), m_single(sharedControl())
{
    if (m_multi.regions.size() != 3 || m_single.regions.size() != 1)
        return;
    for (Region &one : m_multi.regions) {
        const RelayId link = linkTo(one, one.name == region ? near : far);
        if (one.name == region)
            m_near = link;
    }
    m_far = linkTo(m_single.regions[0], far);
}

RelayId JourneyLinks::linkTo(Region &region, std::chrono::microseconds roundTrip)
{
    const quint16 port = quint16(keyword(region.connection, QStringLiteral("port")).toUInt());
    const auto link = m_relays.open({region.name, port, roundTrip});
    if (!link.ok())
        qFatal("%s", describe(link).text.constData());
    region.connection = withKeyword(region.connection, QStringLiteral("port"), QString::number(*link));
    return *link;
}

} // namespace movr::test
