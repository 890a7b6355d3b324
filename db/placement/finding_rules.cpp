#include "db/placement/finding_rules.h"

#include <algorithm>

namespace movr {

FindingRules::FindingRules(const Placement &placement, const PlacementSources &sources)
    : m_placement(placement), m_sources(sources), m_read(sources.read()),
      m_placedTables(sources.placedTables())
{}

QList<Finding> FindingRules::run()
{
    for (const auto rule :
         {&FindingRules::misplaced, &FindingRules::undeclared, &FindingRules::disagreements,
          &FindingRules::bounds, &FindingRules::citiesWithoutHome, &FindingRules::citiesNotAllowed,
          &FindingRules::citiesInWrongRegion, &FindingRules::rowsInDefault, &FindingRules::guards,
          &FindingRules::followers, &FindingRules::indexes, &FindingRules::statistics, &FindingRules::skew})
        (this->*rule)();
    std::stable_sort(m_findings.begin(), m_findings.end(),
                     [](const Finding &a, const Finding &b) { return a.severity > b.severity; });
    return m_findings;
}

Finding &FindingRules::add(FindingKind kind, FindingSeverity severity)
{
    Finding finding;
    finding.kind = kind;
    finding.severity = severity;
    finding.since = m_sources.now;
    m_findings.append(finding);
    return m_findings.last();
}

QList<const PlacedTable *> FindingRules::placed() const
{
    QList<const PlacedTable *> tables;
    for (const PlacedTable &table : m_placement.tables)
        if (m_placedTables.contains(table.name) && table.partitioned())
            tables.append(&table);
    return tables;
}

QHash<QString, const PartitionPlacement *> FindingRules::citiesOf(const PlacedTable &table)
{
    QHash<QString, const PartitionPlacement *> cities;
    for (const PartitionPlacement &partition : table.partitions)
        for (const QString &city : partition.cities)
            cities.insert(city, &partition);
    return cities;
}

bool FindingRules::hasDefault(const PlacedTable &table)
{
    return std::any_of(table.partitions.begin(), table.partitions.end(),
                       [](const PartitionPlacement &p) { return p.boundKind == BoundKind::Default; });
}

QList<Finding> findFindings(const Placement &placement, const PlacementSources &sources)
{
    return FindingRules(placement, sources).run();
}

} // namespace movr
