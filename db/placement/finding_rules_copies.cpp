#include "db/placement/finding_rules.h"
#include "db/placement/fix_text.h"

#include <QCoreApplication>
#include <QLocale>

#include <algorithm>

namespace movr {

namespace {

struct Tr {
    Q_DECLARE_TR_FUNCTIONS(movr::Finding)
};

QString listed(const QStringList &names)
{
    return names.join(QStringLiteral(", "));
}

/// The subscription of a follower that leads to a home: by the home's slots, else by a table that the home has.
const CatalogSubscription *subscriptionTo(const ServerCatalog &follower, const ServerCatalog *home,
                                          const QStringList &relations)
{
    for (const CatalogSubscription &subscription : follower.subscriptions)
        if (home && home->replicationSlots.contains(subscription.slot))
            return &subscription;
    for (const CatalogSubscription &subscription : follower.subscriptions)
        for (const QString &relation : relations)
            if (subscription.tables.contains(relation))
                return &subscription;
    return nullptr;
}

QString evidenceOf(const FollowerCopy &copy, const ServerCatalog &server, const ServerCatalog *home,
                   const QStringList &relations)
{
    QStringList lines;
    if (const auto *subscription = subscriptionTo(server, home, relations))
        lines.append(Tr::tr("Subscription %1 in %2: %3, worker %4.")
                         .arg(subscription->name, server.region,
                              subscription->enabled ? Tr::tr("enabled") : Tr::tr("disabled"),
                              subscription->running ? Tr::tr("running") : Tr::tr("not running")));
    else
        lines.append(Tr::tr("No subscription of %1 leads to it.").arg(server.region));
    if (copy.lag)
        lines.append(Tr::tr("Behind its home by %1 s.")
                         .arg(QLocale().toString(double(copy.lag->count()) / 1000, 'f', 1)));
    if (copy.bytesBehind)
        lines.append(Tr::tr("%1 of log not confirmed.").arg(QLocale().formattedDataSize(*copy.bytesBehind)));
    return lines.join(u'\n');
}

} // namespace

QString FindingRules::followerFix(FindingKind kind, const QString &region, const QString &home,
                                  const QStringList &relations) const
{
    const ServerCatalog &follower = *m_sources.server(region);
    const CatalogSubscription *subscription = subscriptionTo(follower, m_sources.server(home), relations);
    if (!subscription)
        return comment(Tr::tr("In a shell, for a subscription that is not there:\n"
                              "movr-console init --deployment FILE"));
    const QHash<QString, QString> name{{QStringLiteral("subscription"), identifier(subscription->name)}};
    if (kind == FindingKind::LaggingFollower)
        return onRegion(region) + fixText(QStringLiteral("who_blocks"));
    if (kind == FindingKind::StoppedFollower)
        return onRegion(region)
             + fixText(subscription->enabled ? QStringLiteral("restart_subscription")
                                             : QStringLiteral("enable_subscription"),
                       name);
    return copyAnew(region, relations, name);
}

/// Has a follower copy rows that its subscription does not have yet.
QString FindingRules::copyAnew(const QString &region, const QStringList &relations,
                               const QHash<QString, QString> &subscription)
{
    QString fix = comment(Tr::tr("On %1, which then copies the rows anew:").arg(region));
    for (const QString &relation : relations)
        fix +=
            fixText(QStringLiteral("empty_copy"), {{QStringLiteral("relation"), qualified(relation)},
                                                   {QStringLiteral("name"), literal(qualified(relation))}});
    return fix + fixText(QStringLiteral("refresh_subscription"), subscription);
}

/// What the home does not publish is followed by nobody, whatever the followers have on their lists: it goes off these
/// lists while it is not published, and comes back with a copy of its rows.
void FindingRules::unpublished(const QString &home, const QString &partition, const QStringList &relations)
{
    Finding &finding = add(FindingKind::MissingFollower, FindingSeverity::Error);
    finding.partition = partition;
    finding.region = home;
    finding.sentence = Tr::tr("%1 does not publish %2: no other region follows it.")
                           .arg(home, relations.join(QStringLiteral(", ")));
    finding.evidence = Tr::tr("Publication movr_home of %1.").arg(home);
    QString before;
    QString after;
    for (const QString &region : m_read) {
        const auto *subscription =
            region == home ? nullptr
                           : subscriptionTo(*m_sources.server(region), m_sources.server(home), relations);
        if (!subscription)
            continue;
        const QHash<QString, QString> name{{QStringLiteral("subscription"), identifier(subscription->name)}};
        before += onRegion(region) + fixText(QStringLiteral("refresh_subscription"), name);
        after += copyAnew(region, relations, name);
    }
    finding.fix = before + onRegion(home) + fixText(QStringLiteral("settle")) + after;
}

/// One finding for the copies of a partition's tables in a region.
void FindingRules::followers()
{
    struct Group {
        QStringList tables;
        QStringList relations;
        FollowerCopy copy;
        QString home;
    };
    std::map<std::tuple<FindingKind, QString, QString>, Group> groups;
    std::map<std::pair<QString, QString>, QStringList> silent; // home and partition: what is not published
    for (const PlacedTable *table : placed())
        for (const PartitionPlacement &partition : table->partitions) {
            if (partition.declaredRegion.isEmpty() || partition.homes.size() != 1)
                continue;
            const QString &home = partition.homes.constFirst();
            if (const ServerCatalog *publisher = m_sources.server(home);
                m_sources.multiRegion() && publisher->has("published") && !publisher->published.isEmpty()
                && !publisher->published.contains(partition.relation)) {
                silent[{home, partition.partition}].append(partition.relation);
                continue;
            }
            for (const FollowerCopy &copy : partition.copies) {
                FindingKind kind = FindingKind::MissingFollower;
                if (copy.state == FollowerCopy::State::Stopped)
                    kind = FindingKind::StoppedFollower;
                else if (copy.state == FollowerCopy::State::Following
                         || copy.state == FollowerCopy::State::Copying)
                    kind = FindingKind::LaggingFollower;
                const bool fine =
                    copy.state == FollowerCopy::State::Unknown
                    || (kind == FindingKind::LaggingFollower
                        && copy.lag.value_or(std::chrono::milliseconds(0)) <= m_sources.limits.lag);
                // A region without the relation is a matter of bounds.
                if (fine || !m_sources.server(copy.region)->relation(partition.relation))
                    continue;
                Group &group = groups[{kind, partition.partition, copy.region}];
                group.tables.append(table->name);
                group.relations.append(partition.relation);
                group.copy = copy;
                group.home = home;
            }
        }
    for (const auto &[where, relations] : silent)
        unpublished(where.first, where.second, relations);
    for (const auto &[where, group] : groups) {
        const auto &[kind, partition, region] = where;
        const ServerCatalog &server = *m_sources.server(region);
        Finding &finding = add(kind, kind == FindingKind::LaggingFollower ? FindingSeverity::Warning
                                                                          : FindingSeverity::Error);
        finding.partition = partition;
        finding.region = region;
        finding.table = group.tables.size() == 1 ? group.tables.constFirst() : QString();
        const QString what = Tr::tr("%1 (%2)").arg(partition, listed(group.tables));
        if (kind == FindingKind::MissingFollower)
            finding.sentence =
                Tr::tr("%1 holds no copy of %2, which is at home in %3.").arg(region, what, group.home);
        else if (kind == FindingKind::StoppedFollower)
            finding.sentence =
                Tr::tr("The copy of %1 in %2 is not updated from %3 any more.").arg(what, region, group.home);
        else
            finding.sentence =
                Tr::tr("The copy of %1 in %2 is %3 s behind %4.")
                    .arg(what, region, QLocale().toString(double(group.copy.lag->count()) / 1000, 'f', 0),
                         group.home);
        finding.evidence = evidenceOf(group.copy, server, m_sources.server(group.home), group.relations);
        finding.fix = followerFix(kind, region, group.home, group.relations);
        if (const QDateTime beat = server.beats.value(group.home);
            beat.isValid() && kind != FindingKind::MissingFollower) {
            finding.since = beat;
            finding.sinceServer = true;
        }
    }
}

/// A copy that takes ordinary writes: they would be lost, or stop its updates.
void FindingRules::guards()
{
    struct Group {
        QStringList tables;
        QStringList off; ///< relations whose guard is there, but off
    };
    std::map<std::pair<QString, QString>, Group> groups;
    for (const PlacedTable *table : placed())
        for (const PartitionPlacement &partition : table->partitions)
            for (const QString &region : m_read) {
                const ServerCatalog &server = *m_sources.server(region);
                if (partition.declaredRegion.isEmpty() || !m_sources.multiRegion()
                    || partition.homes.contains(region) || region == partition.declaredRegion
                    || !server.has("guards") || !server.relation(partition.relation)
                    || server.guards.value(partition.relation))
                    continue;
                Group &group = groups[{partition.partition, region}];
                group.tables.append(table->name);
                if (server.guards.contains(partition.relation))
                    group.off.append(partition.relation);
            }
    for (const auto &[where, group] : groups) {
        const auto &[partition, region] = where;
        Finding &finding = add(FindingKind::MissingGuard, FindingSeverity::Error);
        finding.partition = partition;
        finding.region = region;
        finding.table = group.tables.size() == 1 ? group.tables.constFirst() : QString();
        finding.sentence = Tr::tr("The copy of %1 (%2) in %3 accepts changes: they never reach its home, and "
                                  "can stop its updates.")
                               .arg(partition, listed(group.tables), region);
        finding.evidence = group.off.isEmpty()
                             ? Tr::tr("There is no trigger movr_guard_row on it.")
                             : Tr::tr("The trigger movr_guard_row is disabled on %1.").arg(listed(group.off));
        finding.fix = onRegion(region);
        if (group.off.size() < group.tables.size())
            finding.fix += fixText(QStringLiteral("settle"));
        for (const QString &relation : group.off)
            finding.fix +=
                fixText(QStringLiteral("enable_guard"), {{QStringLiteral("relation"), qualified(relation)}});
    }
}

} // namespace movr
