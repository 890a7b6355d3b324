#pragma once

#include "db/placement/placement_sources.h"

namespace movr {

QString keyOf(const CatalogRelation &relation);

/// Judges one partition by what every region says of it.
class PartitionFacts
{
public:
    /// `sources` outlives it.
    explicit PartitionFacts(const PlacementSources &sources);

    /// Of a table's leaf: bounds, homes, copies, figures, state and sentence.
    PartitionPlacement place(const CatalogRelation &leaf, const CatalogRelation &root) const;
    QString sentenceOf(const PlacedTable &table) const;

private:
    void setBound(PartitionPlacement &placement, const CatalogRelation &leaf,
                  const CatalogRelation &root) const;
    QStringList homesOf(const PartitionPlacement &placement) const;
    FollowerCopy copyIn(const QString &region, const PartitionPlacement &placement) const;
    void measureAge(FollowerCopy &copy, const QString &home) const;
    void setFigures(PartitionPlacement &placement) const;
    PlacementState stateOf(const PartitionPlacement &placement) const;
    QString sentenceOf(const PartitionPlacement &placement) const;
    QString misplacedSentence(const PartitionPlacement &placement) const;
    bool follows(const FollowerCopy &copy) const;

    const PlacementSources &m_sources;
    QHash<QString, QString> m_placement;
    QStringList m_placedTables;
};

} // namespace movr
