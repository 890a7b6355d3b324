#include "db/placement_change/follow_region.h"

#include "db/fleet/subscriptions.h"

#include <QCoreApplication>

namespace movr {

Result<Done> followRegion(ChangeServers &servers, const QString &subscriber, const QString &publisher)
{
    const QString name = subscriptionName(subscriber, publisher);
    auto known = servers.ask(subscriber, QStringLiteral("placement_change/subscription_state"), {name});
    if (!known)
        return known.failure();
    if (!known->rows.isEmpty()) {
        if (known->rows.constFirst().constFirst() != u"t")
            return Failure{
                FailureKind::InvalidInput,
                {},
                subscriber,
                {},
                false,
                QCoreApplication::translate("movr::PlacementChange",
                                            "The subscription %1 of %2 is disabled. Enable it first.")
                    .arg(name, subscriber),
                {}};
        return servers.runGenerated(subscriber, QStringLiteral("placement_change/refresh_subscription"),
                                    {name});
    }
    // The row for the publisher's beats is not copied either.
    auto expecting = servers.ask(subscriber, QStringLiteral("placement_change/expect_beats"), {publisher});
    if (!expecting)
        return expecting.failure();
    const Region *from = servers.deployment().region(publisher);
    return servers.runGenerated(subscriber, QStringLiteral("catalog/create_subscription"),
                                {name, from->replication.isEmpty() ? from->connection : from->replication,
                                 QStringLiteral("false"), QStringLiteral("true")});
}

} // namespace movr
