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

/// A bound by its meaning: the order of a list's values says nothing.
QString meaningOf(const QString &bound)
{
    if (!bound.startsWith(QStringLiteral("FOR VALUES IN")))
        return bound;
    QStringList values = stringLiterals(bound);
    if (values.isEmpty())
        return bound;
    values.sort();
    return values.join(QChar(0x1f));
}

QString listed(const QStringList &names)
{
    return names.join(QStringLiteral(", "));
}

} // namespace

/// One finding for a partition's tables that share what is wrong.
void FindingRules::misplaced()
{
    std::map<std::pair<QString, QStringList>, QStringList> tables;
    std::map<std::pair<QString, QStringList>, const PartitionPlacement *> example;
    for (const PlacedTable *table : placed())
        for (const PartitionPlacement &partition : table->partitions)
            if (partition.state == PlacementState::Misplaced) {
                tables[{partition.partition, partition.homes}].append(table->name);
                example[{partition.partition, partition.homes}] = &partition;
            }
    for (const auto &[where, names] : tables) {
        const PartitionPlacement &partition = *example.at(where);
        Finding &finding = add(FindingKind::MisplacedPartition, FindingSeverity::Error);
        finding.partition = partition.partition;
        finding.region = partition.declaredRegion;
        finding.table = names.size() == 1 ? names.constFirst() : QString();
        finding.sentence =
            Tr::tr("Partition %1 (%2): %3").arg(partition.partition, listed(names), partition.sentence);
        finding.evidence = Tr::tr("Declared: %1. Published and without a guard: %2.")
                               .arg(partition.declaredRegion,
                                    partition.homes.isEmpty() ? Tr::tr("nowhere") : listed(partition.homes));
        if (partition.homes.size() == 1)
            finding.fix = comment(Tr::tr("Declares what is. To move it instead, use \"Move home\".\n"
                                         "On every region:"))
                        + fixText(QStringLiteral("declare_home"),
                                  {{QStringLiteral("partition"), literal(partition.partition)},
                                   {QStringLiteral("region"), literal(partition.homes.constFirst())}});
        else
            finding.fix = onEveryRegion() + fixText(QStringLiteral("settle"));
    }
}

void FindingRules::undeclared()
{
    if (m_sources.placement().isEmpty())
        return;
    QStringList seen;
    for (const PlacedTable *table : placed())
        for (const PartitionPlacement &partition : table->partitions) {
            if (!partition.declaredRegion.isEmpty() || partition.boundKind == BoundKind::Default
                || seen.contains(partition.partition))
                continue;
            seen.append(partition.partition);
            Finding &finding = add(FindingKind::UndeclaredHome, FindingSeverity::Error);
            finding.partition = partition.partition;
            finding.table = table->name;
            finding.sentence =
                Tr::tr(
                    "No home is declared for partition %1: its cities (%2) cannot be changed by the console.")
                    .arg(partition.partition, listed(partition.cities));
            finding.evidence = Tr::tr("%1 has it; movr.placement does not.").arg(table->name);
            const QString home = partition.homes.value(0, m_read.value(0));
            finding.fix = onEveryRegion()
                        + fixText(QStringLiteral("declare_new_home"),
                                  {{QStringLiteral("partition"), literal(partition.partition)},
                                   {QStringLiteral("region"), literal(home)}});
        }
}

/// Schema versions and declared placements, each against the first region that tells its own.
void FindingRules::disagreements()
{
    const ServerCatalog *reference = nullptr;
    for (const QString &region : m_read) {
        const ServerCatalog *server = m_sources.server(region);
        if (!server->has("declared"))
            continue;
        if (!reference) {
            reference = server;
            continue;
        }
        if (server->schemaVersion != reference->schemaVersion) {
            Finding &finding = add(FindingKind::SchemaDisagreement, FindingSeverity::Error);
            finding.region = region;
            finding.sentence = Tr::tr("%1 has schema version %2, %3 has %4. Upgrade with: movr-console init "
                                      "--deployment FILE")
                                   .arg(region)
                                   .arg(server->schemaVersion.value_or(0))
                                   .arg(reference->region)
                                   .arg(reference->schemaVersion.value_or(0));
            finding.evidence = Tr::tr("movr.schema_version of both.");
        }
        QStringList partitions = reference->placement.keys() + server->placement.keys();
        partitions.removeDuplicates();
        partitions.sort();
        for (const QString &partition : std::as_const(partitions)) {
            const QString here = server->placement.value(partition);
            const QString there = reference->placement.value(partition);
            if (here == there)
                continue;
            Finding &finding = add(FindingKind::PlacementDisagreement, FindingSeverity::Error);
            finding.region = region;
            finding.partition = partition;
            const auto named = [](const QString &home) { return home.isEmpty() ? Tr::tr("nothing") : home; };
            finding.sentence = Tr::tr("%1 declares %2 as the home of %3, %4 declares %5.")
                                   .arg(region, named(here), partition, reference->region, named(there));
            finding.evidence = Tr::tr("movr.placement of both.");
            const bool fromHere = there.isEmpty();
            finding.fix = onRegion(fromHere ? reference->region : region)
                        + fixText(here.isEmpty() || there.isEmpty() ? QStringLiteral("declare_new_home")
                                                                    : QStringLiteral("declare_home"),
                                  {{QStringLiteral("partition"), literal(partition)},
                                   {QStringLiteral("region"), literal(fromHere ? here : there)}});
        }
    }
}

void FindingRules::bounds()
{
    if (m_read.size() < 2)
        return;
    for (const PlacedTable *table : placed())
        for (const PartitionPlacement &partition : table->partitions)
            boundIn(*table, partition);
}

/// The bound that most regions have is taken for the right one; among equals the first's.
void FindingRules::boundIn(const PlacedTable &table, const PartitionPlacement &partition)
{
    const auto boundAt = [&](const QString &region) {
        const CatalogRelation *there = m_sources.server(region)->relation(partition.relation);
        return there ? there->bound : QString();
    };
    QHash<QString, int> votes;
    QString right;
    for (const QString &region : m_read)
        if (const QString bound = boundAt(region); !bound.isEmpty())
            ++votes[meaningOf(bound)];
    for (const QString &region : m_read)
        if (const QString bound = boundAt(region);
            !bound.isEmpty()
            && (right.isEmpty() || votes.value(meaningOf(bound)) > votes.value(meaningOf(right))))
            right = bound;
    for (const QString &region : m_read) {
        const QString bound = boundAt(region);
        if (meaningOf(bound) == meaningOf(right))
            continue;
        Finding &finding = add(FindingKind::BoundsDisagreement, FindingSeverity::Error);
        finding.region = region;
        finding.table = table.name;
        finding.partition = partition.partition;
        finding.sentence = bound.isEmpty()
                             ? Tr::tr("%1 has no partition %2 of %3, which other regions have.")
                                   .arg(region, partition.partition, table.name)
                             : Tr::tr("Partition %1 of %2 has other bounds in %3 than in other regions.")
                                   .arg(partition.partition, table.name, region);
        QStringList lines;
        for (const QString &each : m_read)
            lines.append(
                Tr::tr("%1: %2").arg(each, boundAt(each).isEmpty() ? Tr::tr("nothing") : boundAt(each)));
        finding.evidence = lines.join(u'\n');
        const bool loose = bound.isEmpty() && m_sources.server(region)->relation(partition.relation);
        finding.fix = onRegion(region)
                    + fixText(loose             ? QStringLiteral("attach_partition")
                              : bound.isEmpty() ? QStringLiteral("make_partition")
                                                : QStringLiteral("rebind_partition"),
                              {{QStringLiteral("relation"), qualified(partition.relation)},
                               {QStringLiteral("table"), qualified(table.name)},
                               {QStringLiteral("bound"), right}});
    }
}

/// A region's share is that of its cities.
void FindingRules::skew()
{
    QHash<QString, QSet<QString>> cities;
    QSet<QString> all;
    QHash<QString, double> rows;
    double sum = 0;
    for (const PlacedTable *table : placed())
        for (const PartitionPlacement &partition : table->partitions) {
            if (partition.declaredRegion.isEmpty())
                continue;
            for (const QString &city : partition.cities) {
                cities[partition.declaredRegion].insert(city);
                all.insert(city);
            }
            rows[partition.declaredRegion] += partition.rows ? partition.rows->rows : 0;
            sum += partition.rows ? partition.rows->rows : 0;
        }
    if (cities.size() < 2 || sum < m_sources.limits.skewRows)
        return;
    for (auto it = rows.begin(); it != rows.end(); ++it) {
        const double fair = double(cities.value(it.key()).size()) / double(all.size());
        const double share = it.value() / sum;
        if (share <= fair * m_sources.limits.skew)
            continue;
        const QLocale locale;
        const auto percent = [&](double part) { return locale.toString(part * 100, 'f', 1); };
        Finding &finding = add(FindingKind::Skew, FindingSeverity::Note);
        finding.region = it.key();
        finding.sentence =
            Tr::tr("%1 holds %2 % of all rows, with %3 % of the cities. Consider a region or a "
                   "partition of its own for its largest city.")
                .arg(it.key(), percent(share), percent(fair));
        finding.evidence = Tr::tr("%1 of %2 rows in %3 of %4 cities.")
                               .arg(locale.toString(it.value(), 'f', 0), locale.toString(sum, 'f', 0))
                               .arg(cities.value(it.key()).size())
                               .arg(all.size());
    }
}

/// So many changed rows make the servers collect statistics by themselves (autovacuum_analyze_threshold): a table with
/// fewer has none because nobody needs any yet.
constexpr qint64 fewRows = 50;

/// Statistics that tell of a table as it was: one finding for a region's table.
void FindingRules::statistics()
{
    for (const QString &region : m_read) {
        const ServerCatalog &server = *m_sources.server(region);
        for (const PlacedTable &table : m_placement.tables) {
            QStringList relations;
            QStringList lines;
            QDateTime oldest;
            for (const PartitionPlacement &partition : table.partitions) {
                const CatalogRelation *there = server.relation(partition.relation);
                const bool old = there && there->analyzed.isValid() && there->modified > 0
                              && std::chrono::milliseconds(there->analyzed.msecsTo(server.clock))
                                     > m_sources.limits.statisticsAge;
                if (!there || (there->analyzedEver ? !old : there->modified < fewRows))
                    continue;
                relations.append(partition.relation);
                if (old && (!oldest.isValid() || there->analyzed < oldest))
                    oldest = there->analyzed;
                lines.append(old ? Tr::tr("%1: analyzed at %2, %3 rows changed since")
                                       .arg(partition.relation, there->analyzed.toString(Qt::ISODate))
                                       .arg(there->modified)
                                 : Tr::tr("%1: never analyzed").arg(partition.relation));
            }
            if (relations.isEmpty())
                continue;
            Finding &finding = add(FindingKind::StaleStatistics, FindingSeverity::Note);
            finding.region = region;
            finding.table = table.name;
            finding.sentence =
                Tr::tr(
                    "The statistics of %1 in %2 are old or missing: estimates and plans there may be wrong.")
                    .arg(table.name, region);
            finding.evidence = lines.join(u'\n');
            if (oldest.isValid()) {
                finding.since = oldest;
                finding.sinceServer = true;
            }
            QStringList names;
            for (const QString &relation : std::as_const(relations))
                names.append(qualified(relation));
            finding.fix = onRegion(region)
                        + fixText(QStringLiteral("analyze"), {{QStringLiteral("relations"), listed(names)}});
        }
    }
}

} // namespace movr
