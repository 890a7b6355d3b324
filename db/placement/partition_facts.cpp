#include "db/placement/partition_facts.h"

#include <QCoreApplication>

#include <algorithm>

namespace movr {

namespace {

struct Tr {
    Q_DECLARE_TR_FUNCTIONS(movr::Placement)
};

/// A beat is written about once a second while a console is connected: without one for so long, nobody beats, and an
/// age would only tell since when.
constexpr std::chrono::milliseconds beatsStop = std::chrono::seconds(10);

std::chrono::milliseconds between(const QDateTime &from, const QDateTime &to)
{
    return std::chrono::milliseconds(std::max<qint64>(0, from.msecsTo(to)));
}

} // namespace

QString keyOf(const CatalogRelation &relation)
{
    return relationKey(relation.schema, relation.name);
}

PartitionFacts::PartitionFacts(const PlacementSources &sources)
    : m_sources(sources), m_placement(sources.placement()), m_placedTables(sources.placedTables())
{}

PartitionPlacement PartitionFacts::place(const CatalogRelation &leaf, const CatalogRelation &root) const
{
    PartitionPlacement placement;
    placement.relation = keyOf(leaf);
    setBound(placement, leaf, root);
    placement.homes = homesOf(placement);
    for (const Region &region : m_sources.deployment.regions)
        if (m_sources.multiRegion() && !placement.homes.contains(region.name)
            && region.name != (placement.homes.isEmpty() ? placement.declaredRegion : QString()))
            placement.copies.append(copyIn(region.name, placement));
    setFigures(placement);
    placement.state = stateOf(placement);
    placement.sentence = sentenceOf(placement);
    return placement;
}

void PartitionFacts::setBound(PartitionPlacement &placement, const CatalogRelation &leaf,
                              const CatalogRelation &root) const
{
    placement.partition = leaf.name;
    placement.bound = leaf.bound;
    if (leaf.bound.isEmpty()) {
        placement.boundKind = BoundKind::Whole;
        return;
    }
    if (const QString prefix = root.name + u'_'; leaf.name.startsWith(prefix))
        placement.partition = leaf.name.mid(prefix.size());
    if (m_placedTables.contains(keyOf(root)))
        placement.declaredRegion = m_placement.value(placement.partition);
    if (leaf.bound == u"DEFAULT")
        placement.boundKind = BoundKind::Default;
    else if (!leaf.bound.startsWith(QStringLiteral("FOR VALUES IN")))
        placement.boundKind = BoundKind::Other;
    else if (root.partitionKey.contains(QStringLiteral("city")))
        placement.cities = stringLiterals(leaf.bound);
}

/// Where it is published and takes writes; where nobody publishes it, wherever it takes writes.
QStringList PartitionFacts::homesOf(const PartitionPlacement &placement) const
{
    QStringList writable;
    QStringList published;
    for (const QString &region : m_sources.read()) {
        const ServerCatalog &server = *m_sources.server(region);
        if (!server.relation(placement.relation))
            continue;
        if (!server.guards.value(placement.relation))
            writable.append(region);
        if (server.published.contains(placement.relation))
            published.append(region);
    }
    if (published.isEmpty()) {
        // An unguarded copy beside the declared home is a copy without its guard, not a second home.
        return writable.contains(placement.declaredRegion) ? QStringList{placement.declaredRegion} : writable;
    }
    published.removeIf([&](const QString &region) { return !writable.contains(region); });
    return published;
}

FollowerCopy PartitionFacts::copyIn(const QString &region, const PartitionPlacement &placement) const
{
    FollowerCopy copy;
    copy.region = region;
    const ServerCatalog *server = m_sources.server(region);
    if (!server || !server->has("subscriptions"))
        return copy;
    copy.guarded = server->guards.value(placement.relation);
    copy.state = FollowerCopy::State::Missing;
    const QString home = placement.homes.value(0, placement.declaredRegion);
    const ServerCatalog *publisher = m_sources.server(home);
    for (const CatalogSubscription &subscription : server->subscriptions) {
        const auto table = subscription.tables.constFind(placement.relation);
        if (table == subscription.tables.constEnd())
            continue;
        // What the home does not publish does not come, whatever the follower still has on its list.
        if (publisher && publisher->has("published") && !publisher->published.contains(placement.relation))
            break;
        const bool elsewhere = publisher && publisher->has("slots") && !subscription.slot.isEmpty()
                            && !publisher->replicationSlots.contains(subscription.slot);
        if (!subscription.enabled || !subscription.running || elsewhere)
            copy.state = FollowerCopy::State::Stopped;
        else if (*table == u"r" || *table == u"s")
            copy.state = FollowerCopy::State::Following;
        else
            copy.state = FollowerCopy::State::Copying;
        if (publisher && publisher->replicationSlots.contains(subscription.slot))
            copy.bytesBehind = publisher->replicationSlots.value(subscription.slot).behind;
        if (copy.state == FollowerCopy::State::Following)
            break;
    }
    if (copy.state != FollowerCopy::State::Missing)
        measureAge(copy, home);
    return copy;
}

void PartitionFacts::measureAge(FollowerCopy &copy, const QString &home) const
{
    const ServerCatalog &server = *m_sources.server(copy.region);
    const QDateTime arrived = server.beats.value(home);
    if (!arrived.isValid())
        return;
    const ServerCatalog *publisher = m_sources.server(home);
    const QDateTime sent = publisher ? publisher->beats.value(home) : QDateTime();
    // Where nobody beats any more, the last beat has arrived long since, whatever hangs: only a copy that has confirmed
    // everything is known to be level.
    if (sent.isValid() && between(sent, publisher->clock) >= beatsStop) {
        if (copy.bytesBehind == 0)
            copy.lag = std::chrono::milliseconds(0);
        return;
    }
    if (sent.isValid())
        copy.lag = between(arrived, sent);
    copy.age = between(arrived, server.clock);
}

void PartitionFacts::setFigures(PartitionPlacement &placement) const
{
    QStringList candidates = placement.homes;
    candidates.append(placement.declaredRegion);
    candidates += m_sources.byDistance();
    for (const QString &region : std::as_const(candidates)) {
        const ServerCatalog *server = m_sources.server(region);
        const CatalogRelation *there = server ? server->relation(placement.relation) : nullptr;
        if (!there)
            continue;
        placement.measuredIn = region;
        placement.bytes = there->bytes;
        placement.analyzed = there->analyzed;
        if (there->rows)
            placement.rows = RowCount{*there->rows, false};
        if (const auto counted = server->counted.constFind(placement.relation);
            counted != server->counted.constEnd()) {
            double sum = 0;
            for (const qint64 rows : *counted)
                sum += double(rows);
            placement.rows = RowCount{sum, true};
        }
        return;
    }
}

bool PartitionFacts::follows(const FollowerCopy &copy) const
{
    return copy.state == FollowerCopy::State::Unknown
        || (copy.state == FollowerCopy::State::Following
            && copy.lag.value_or(std::chrono::milliseconds(0)) <= m_sources.limits.lag);
}

PlacementState PartitionFacts::stateOf(const PartitionPlacement &placement) const
{
    if (!m_sources.multiRegion() && m_sources.read().isEmpty())
        return PlacementState::Unreachable;
    if (placement.declaredRegion.isEmpty()) // one region: everything is where it can be
        return m_sources.multiRegion() || placement.homes.isEmpty() ? PlacementState::Unknown
                                                                    : PlacementState::Right;
    if (!m_sources.server(placement.declaredRegion))
        return placement.homes.isEmpty() ? PlacementState::Unreachable : PlacementState::Misplaced;
    if (placement.homes != QStringList{placement.declaredRegion})
        return PlacementState::Misplaced;
    return std::all_of(placement.copies.begin(), placement.copies.end(),
                       [this](const FollowerCopy &copy) { return follows(copy); })
             ? PlacementState::Right
             : PlacementState::Lagging;
}

QString PartitionFacts::misplacedSentence(const PartitionPlacement &placement) const
{
    const QString &declared = placement.declaredRegion;
    if (placement.homes.isEmpty())
        return Tr::tr("It should be at home in %1, but no region takes changes to it.").arg(declared);
    if (placement.homes.size() > 1)
        return Tr::tr("It should be at home in %1 alone, but takes changes in %2.")
            .arg(declared, placement.homes.join(QStringLiteral(", ")));
    if (!m_sources.deployment.region(declared))
        return Tr::tr("It is at home in %1; declared is %2, which this deployment does not name.")
            .arg(placement.homes.constFirst(), declared);
    return Tr::tr("It is at home in %1; declared is %2.").arg(placement.homes.constFirst(), declared);
}

QString PartitionFacts::sentenceOf(const PartitionPlacement &placement) const
{
    switch (placement.state) {
    case PlacementState::Misplaced:
        return misplacedSentence(placement);
    case PlacementState::Unreachable:
        return Tr::tr("Its home %1 does not answer.")
            .arg(placement.declaredRegion.isEmpty() ? m_sources.deployment.regions.constFirst().name
                                                    : placement.declaredRegion);
    case PlacementState::Unknown:
        if (!m_sources.placementKnown())
            return Tr::tr("What is declared about it cannot be read.");
        return placement.homes.isEmpty()
                 ? Tr::tr("Nothing is declared about where it lives, and no region takes changes to it.")
                 : Tr::tr("Nothing is declared about where it lives; it takes changes in %1.")
                       .arg(placement.homes.join(QStringLiteral(", ")));
    case PlacementState::Lagging:
    case PlacementState::Right:
        break;
    }
    QStringList behind;
    QStringList unknown;
    for (const FollowerCopy &copy : placement.copies) {
        if (copy.state == FollowerCopy::State::Unknown)
            unknown.append(copy.region);
        else if (!follows(copy))
            behind.append(copy.region);
    }
    const QString home = placement.homes.value(0);
    if (!behind.isEmpty())
        return Tr::tr("It is at home in %1, but not followed as it should be in %2.")
            .arg(home, behind.join(QStringLiteral(", ")));
    if (!unknown.isEmpty())
        return Tr::tr("It is at home in %1; nothing is known of its copies in %2.")
            .arg(home, unknown.join(QStringLiteral(", ")));
    return placement.copies.isEmpty() ? Tr::tr("It is at home in %1.").arg(home)
                                      : Tr::tr("It is at home in %1 and followed everywhere else.").arg(home);
}

QString PartitionFacts::sentenceOf(const PlacedTable &table) const
{
    if (table.partitions.isEmpty())
        return Tr::tr("It has no partitions: it takes no rows.");
    if (!table.partitioned())
        return Tr::tr("It is not partitioned. %1").arg(table.partitions.constFirst().sentence);
    const auto worst = std::max_element(
        table.partitions.begin(), table.partitions.end(),
        [](const PartitionPlacement &a, const PartitionPlacement &b) { return a.state < b.state; });
    if (worst->state == PlacementState::Right)
        return Tr::tr("Every partition is where it should be.");
    return Tr::tr("Partition %1: %2").arg(worst->partition, worst->sentence);
}

} // namespace movr
