#include "db/placement/finding_rules.h"
#include "db/placement/fix_text.h"

#include <QCoreApplication>

#include <algorithm>

namespace movr {

namespace {

struct Tr {
    Q_DECLARE_TR_FUNCTIONS(movr::Finding)
};

/// What an index is, without its name and its table: "btree (city, id)".
QString shapeOf(const QString &definition)
{
    const QString word = QStringLiteral(" USING ");
    const qsizetype at = definition.indexOf(word);
    return at < 0 ? QString() : definition.mid(at + word.size());
}

QString uniqueWord(const PlacedIndex &index)
{
    return index.unique ? QStringLiteral("UNIQUE ") : QString();
}

} // namespace

void FindingRules::indexes()
{
    for (const PlacedTable &table : m_placement.tables)
        if (table.partitioned())
            for (const PlacedIndex &index : table.indexes)
                for (const QString &region : m_read)
                    indexInRegion(table, index, region);
}

/// An index has a partition for each of its table's.
void FindingRules::indexInRegion(const PlacedTable &table, const PlacedIndex &index, const QString &region)
{
    const ServerCatalog &server = *m_sources.server(region);
    QStringList without; // partitions of the table here that the index does not cover
    int leaves = 0;
    for (const PartitionPlacement &partition : table.partitions) {
        const CatalogRelation *there = server.relation(partition.relation);
        if (!there || relationKey(there->schema, there->root) != table.name)
            continue; // that it is no part of the table here is a finding of its own
        ++leaves;
        const bool covered = std::any_of(
            server.relations.begin(), server.relations.end(), [&](const CatalogRelation &relation) {
                return relation.index && !relation.parent
                    && relationKey(relation.schema, relation.tableRelation) == partition.relation
                    && relationKey(relation.schema, relation.root) == index.name;
            });
        if (!covered)
            without.append(partition.relation);
    }
    const CatalogRelation *root = server.relation(index.name);
    if (root && root->root != root->name)
        return; // here it is a part of a larger one
    if (root && !root->parent) {
        const CatalogRelation *on = server.relation(relationKey(root->schema, root->tableRelation));
        if (!on || relationKey(on->schema, on->root) != table.name)
            return;
    }
    if (without.isEmpty() || leaves == 0 || (!root && !index.partitioned))
        return;
    Finding &finding = add(FindingKind::IndexUnlikeTable, FindingSeverity::Warning);
    finding.region = region;
    finding.table = table.name;
    finding.index = index.name;
    QHash<QString, QString> values{{QStringLiteral("unique"), uniqueWord(index)},
                                   {QStringLiteral("table"), qualified(table.name)},
                                   {QStringLiteral("parent"), qualified(index.name)},
                                   {QStringLiteral("shape"), shapeOf(index.definition)}};
    finding.evidence = Tr::tr("Without it in %1: %2.").arg(region, without.join(QStringLiteral(", ")));
    finding.fix = onRegion(region);
    if (!root) {
        finding.sentence =
            Tr::tr("%1 has no index %2 on %3, which other regions have.").arg(region, index.name, table.name);
        values.insert(QStringLiteral("name"), identifier(index.name.section(u'.', -1)));
        finding.fix += fixText(QStringLiteral("index_everywhere"), values);
    } else if (!root->parent) {
        finding.sentence =
            Tr::tr("The index %1 is on one partition of %2 only: queries of the others go without it.")
                .arg(index.name, table.name);
        values.insert(QStringLiteral("name"),
                      identifier(index.name.section(u'.', -1) + QStringLiteral("_all")));
        finding.fix += fixText(QStringLiteral("index_everywhere"), values);
    } else {
        finding.sentence =
            Tr::tr("The index %1 is not partitioned as its table %2: it lacks %n partition(s).", nullptr,
                   int(without.size()))
                .arg(index.name, table.name);
        for (const QString &relation : std::as_const(without)) {
            const QString name = relation.section(u'.', -1) + u'_' + index.name.section(u'.', -1);
            values.insert(QStringLiteral("name"), identifier(name));
            values.insert(QStringLiteral("relation"), qualified(relation));
            const QString schema = table.name.section(u'.', 0, -2);
            values.insert(QStringLiteral("qualified"),
                          qualified(relationKey(schema.isEmpty() ? QStringLiteral("public") : schema, name)));
            finding.fix += fixText(QStringLiteral("index_partition"), values);
        }
    }
}

} // namespace movr
