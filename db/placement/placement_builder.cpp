#include "db/placement/partition_facts.h"
#include "db/placement/placement_sources.h"

#include <algorithm>

namespace movr {

namespace {

/// Assembles the tree: tables, their partitions, their indexes.
class TreeBuilder
{
public:
    explicit TreeBuilder(const PlacementSources &sources) : m_sources(sources), m_facts(sources) {}

    QList<PlacedTable> tables() const
    {
        QList<PlacedTable> all;
        for (const CatalogRelation *root :
             everywhere([](const CatalogRelation &r) { return !r.index && r.root == r.name; }))
            all.append(table(*root));
        std::sort(all.begin(), all.end(),
                  [](const PlacedTable &a, const PlacedTable &b) { return a.name < b.name; });
        return all;
    }

private:
    /// The relations that `wanted` picks, of all regions, each name once, as the first region that has it tells it.
    template <class Predicate>
    QList<const CatalogRelation *> everywhere(Predicate wanted) const
    {
        QList<const CatalogRelation *> picked;
        QSet<QString> names;
        for (const QString &region : m_sources.read())
            for (const CatalogRelation &relation : m_sources.server(region)->relations)
                if (wanted(relation) && !names.contains(keyOf(relation))) {
                    names.insert(keyOf(relation));
                    picked.append(&relation);
                }
        return picked;
    }

    PlacedTable table(const CatalogRelation &root) const;
    PlacedIndex index(const CatalogRelation &root, const PlacedTable &table) const;
    const CatalogRelation *indexOn(const PartitionPlacement &rows, const CatalogRelation &root) const;
    static PartitionPlacement ofIndex(const CatalogRelation &leaf, const PartitionPlacement &rows);
    static void share(QList<PartitionPlacement> &partitions, std::optional<qint64> &bytes,
                      PlacementState &state);

    const PlacementSources &m_sources;
    PartitionFacts m_facts;
};

/// Sums the bytes, divides them into shares, and takes the worst state.
void TreeBuilder::share(QList<PartitionPlacement> &partitions, std::optional<qint64> &bytes,
                        PlacementState &state)
{
    state = partitions.isEmpty() ? PlacementState::Unknown : PlacementState::Right;
    for (const PartitionPlacement &partition : partitions) {
        if (partition.bytes)
            bytes = bytes.value_or(0) + *partition.bytes;
        state = worse(state, partition.state);
    }
    for (PartitionPlacement &partition : partitions)
        partition.share = bytes.value_or(0) > 0 ? double(partition.bytes.value_or(0)) / double(*bytes) : 0;
}

PlacedTable TreeBuilder::table(const CatalogRelation &root) const
{
    PlacedTable table;
    table.name = keyOf(root);
    table.partitionKey = root.partitionKey;
    for (const CatalogRelation *leaf : everywhere([&](const CatalogRelation &r) {
             return !r.index && !r.parent && r.schema == root.schema && r.root == root.name;
         }))
        table.partitions.append(m_facts.place(*leaf, root));
    share(table.partitions, table.bytes, table.state);
    for (const PartitionPlacement &partition : table.partitions)
        if (partition.rows) {
            RowCount sum = table.rows.value_or(RowCount{0, partition.rows->exact});
            table.rows = RowCount{sum.rows + partition.rows->rows, sum.exact && partition.rows->exact};
        }
    for (const CatalogRelation *candidate : everywhere([&](const CatalogRelation &r) {
             return r.index && r.root == r.name && r.schema == root.schema;
         })) {
        const bool ours =
            candidate->tableRelation == root.name
            || std::any_of(table.partitions.begin(), table.partitions.end(),
                           [&](const PartitionPlacement &p) {
                               return p.relation == relationKey(candidate->schema, candidate->tableRelation);
                           });
        if (ours)
            table.indexes.append(index(*candidate, table));
    }
    table.totalBytes = table.bytes;
    for (const PlacedIndex &index : std::as_const(table.indexes))
        if (index.bytes)
            table.totalBytes = table.totalBytes.value_or(0) + *index.bytes;
    table.sentence = m_facts.sentenceOf(table);
    return table;
}

PlacedIndex TreeBuilder::index(const CatalogRelation &root, const PlacedTable &table) const
{
    PlacedIndex index;
    index.name = keyOf(root);
    index.definition = root.definition;
    index.primary = root.primary;
    index.unique = root.unique;
    index.partitioned = root.parent;
    for (const PartitionPlacement &rows : table.partitions)
        if (const CatalogRelation *leaf = indexOn(rows, root))
            index.partitions.append(ofIndex(*leaf, rows));
    share(index.partitions, index.bytes, index.state);
    return index;
}

/// The index's part on a partition, where that is measured, else wherever it is: the servers name these parts by themselves.
const CatalogRelation *TreeBuilder::indexOn(const PartitionPlacement &rows, const CatalogRelation &root) const
{
    for (const QString &region : QStringList{rows.measuredIn} + m_sources.read()) {
        const ServerCatalog *server = m_sources.server(region);
        for (const CatalogRelation &leaf : server ? server->relations : QList<CatalogRelation>())
            if (leaf.index && !leaf.parent && leaf.schema == root.schema && leaf.root == root.name
                && relationKey(leaf.schema, leaf.tableRelation) == rows.relation)
                return server->relation(keyOf(leaf));
    }
    return nullptr;
}

/// An index's partition is where its table's is; only rows and bytes are its own.
PartitionPlacement TreeBuilder::ofIndex(const CatalogRelation &leaf, const PartitionPlacement &rows)
{
    PartitionPlacement placement = rows;
    placement.relation = keyOf(leaf);
    placement.bytes = leaf.bytes;
    placement.rows.reset();
    if (leaf.rows)
        placement.rows = RowCount{*leaf.rows, false};
    return placement;
}

} // namespace

Placement buildPlacement(const PlacementSources &sources)
{
    Placement placement;
    placement.readAt = sources.now;
    placement.exact = sources.exact;
    for (const Region &region : sources.deployment.regions) {
        RegionReading reading;
        reading.region = region.name;
        if (const ServerCatalog *server = sources.server(region.name)) {
            reading.read = true;
            // What does not answer costs nothing that could be told: the last round trip would be a promise.
            if (const auto trip = sources.roundTrips.constFind(region.name);
                trip != sources.roundTrips.constEnd())
                reading.roundTrip = *trip;
            reading.hidden = server->hidden;
            reading.readAt = server->readAt;
            reading.serverVersion = server->serverVersion;
            reading.address = server->address;
            reading.declaredRegion = server->self;
            reading.schemaVersion = server->schemaVersion;
        } else {
            reading.failure = sources.catalogs.value(region.name).failure();
        }
        placement.regions.append(reading);
    }
    placement.tables = TreeBuilder(sources).tables();
    addSums(placement, sources);
    addActivity(placement, sources);
    addLinks(placement, sources);
    return placement;
}

} // namespace movr
