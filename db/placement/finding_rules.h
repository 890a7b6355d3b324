#pragma once

#include "db/placement/placement_sources.h"

#include <map>

namespace movr {

/// What the rules look at and add to. Each rule is a function of its own; findFindings() runs them all.
class FindingRules
{
public:
    FindingRules(const Placement &placement, const PlacementSources &sources);
    QList<Finding> run();

private:
    // Homes: finding_rules_homes.cpp
    void misplaced();
    void undeclared();
    void disagreements();
    void bounds();
    void boundIn(const PlacedTable &table, const PartitionPlacement &partition);
    void skew();
    void statistics();

    // Cities: finding_rules_cities.cpp
    void citiesWithoutHome();
    void citiesNotAllowed();
    void citiesInWrongRegion();
    void rowsInDefault();

    // Copies and guards: finding_rules_copies.cpp
    void followers();
    void unpublished(const QString &home, const QString &partition, const QStringList &relations);
    static QString copyAnew(const QString &region, const QStringList &relations,
                            const QHash<QString, QString> &subscription);
    void guards();
    QString followerFix(FindingKind kind, const QString &region, const QString &home,
                        const QStringList &relations) const;

    // Indexes: finding_rules_indexes.cpp
    void indexes();
    void indexInRegion(const PlacedTable &table, const PlacedIndex &index, const QString &region);

    Finding &add(FindingKind kind, FindingSeverity severity);
    /// Tables whose partitions have a declared home.
    QList<const PlacedTable *> placed() const;
    /// The declared region's city list of a table, as that table's bounds have it: city to partition.
    static QHash<QString, const PartitionPlacement *> citiesOf(const PlacedTable &table);
    static bool hasDefault(const PlacedTable &table);

    const Placement &m_placement;
    const PlacementSources &m_sources;
    const QStringList m_read;
    const QStringList m_placedTables;
    QList<Finding> m_findings;
};

} // namespace movr
