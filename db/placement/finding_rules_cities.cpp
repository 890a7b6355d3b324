#include "db/placement/finding_rules.h"
#include "db/placement/fix_text.h"

#include <QCoreApplication>
#include <QLocale>
#include <QRegularExpression>

#include <algorithm>

namespace movr {

namespace {

struct Tr {
    Q_DECLARE_TR_FUNCTIONS(movr::Finding)
};

/// "são paulo" is sao_paulo's cousin: a name for a partition, of what PostgreSQL takes without quotes.
QString partitionNameOf(const QString &city)
{
    static const QRegularExpression others(QStringLiteral("[^a-z0-9]+"));
    QString name = city.normalized(QString::NormalizationForm_KD).toLower();
    name.remove(QRegularExpression(QStringLiteral("\\p{Mn}")));
    name.replace(others, QStringLiteral("_"));
    while (name.endsWith(u'_'))
        name.chop(1);
    return name.isEmpty() ? QStringLiteral("city") : name;
}

QString listed(QStringList names)
{
    names.removeDuplicates();
    names.sort();
    return names.join(QStringLiteral(", "));
}

QString valuesIn(const QStringList &cities)
{
    return QStringLiteral("FOR VALUES IN (%1)").arg(literals(cities));
}

} // namespace

/// In a CHECK, or known with its time zone and place, but in no partition: a row of it is refused.
void FindingRules::citiesWithoutHome()
{
    struct Where {
        QStringList tables; ///< that allow it
        QStringList regions;
        bool known = false;
    };
    std::map<QString, Where> homeless;
    for (const QString &region : m_read) {
        const ServerCatalog &server = *m_sources.server(region);
        QSet<QString> bound;
        bool anyList = false;
        bool anyDefault = false;
        for (const PlacedTable &table : m_placement.tables) {
            const auto cities = citiesOf(table);
            if (cities.isEmpty() || !table.partitioned())
                continue;
            anyList = true;
            anyDefault = anyDefault || hasDefault(table);
            for (const QString &city : cities.keys())
                bound.insert(city);
            if (hasDefault(table))
                continue;
            for (const QString &city : server.allowedCities.value(table.name))
                if (!cities.contains(city)) {
                    homeless[city].tables.append(table.name);
                    homeless[city].regions.append(region);
                }
        }
        for (const QString &city : server.knownCities)
            if (anyList && !anyDefault && !bound.contains(city)) {
                homeless[city].known = true;
                homeless[city].regions.append(region);
            }
    }
    for (const auto &[city, where] : homeless) {
        Finding &finding = add(FindingKind::CityWithoutHome, FindingSeverity::Error);
        finding.city = city;
        finding.sentence = Tr::tr("%1 is in no partition: a row of that city is refused. Add the city, or "
                                  "take it out of what names it.")
                               .arg(city);
        QStringList lines;
        if (!where.tables.isEmpty())
            lines.append(
                Tr::tr("Allowed by the CHECK of %1 in %2.").arg(listed(where.tables), listed(where.regions)));
        if (where.known)
            lines.append(Tr::tr("Known in movr.cities of %1.").arg(listed(where.regions)));
        finding.evidence = lines.join(u'\n');
        finding.fix = comment(Tr::tr("Takes it out. To add the city instead, use \"Add a city\".\n"
                                     "On %1:")
                                  .arg(listed(where.regions)));
        QStringList tables = where.tables;
        tables.removeDuplicates();
        for (const QString &table : std::as_const(tables)) {
            const ServerCatalog &server = *m_sources.server(where.regions.constFirst());
            QStringList left = server.allowedCities.value(table);
            left.removeAll(city);
            finding.fix +=
                fixText(QStringLiteral("allow_cities"),
                        {{QStringLiteral("table"), qualified(table)},
                         {QStringLiteral("constraint"), identifier(server.cityChecks.value(table))},
                         {QStringLiteral("cities"), literals(left)}});
        }
        if (where.known)
            finding.fix += fixText(QStringLiteral("forget_city"), {{QStringLiteral("city"), literal(city)}});
    }
}

void FindingRules::citiesNotAllowed()
{
    std::map<std::pair<QString, QString>, QStringList> refused; // table, city: regions
    for (const QString &region : m_read)
        for (const PlacedTable &table : m_placement.tables) {
            const ServerCatalog &server = *m_sources.server(region);
            const auto allowed = server.allowedCities.constFind(table.name);
            if (allowed == server.allowedCities.constEnd())
                continue;
            for (const QString &city : citiesOf(table).keys())
                if (!allowed->contains(city))
                    refused[{table.name, city}].append(region);
        }
    for (const auto &[where, regions] : refused) {
        const auto &[table, city] = where;
        const ServerCatalog &server = *m_sources.server(regions.constFirst());
        Finding &finding = add(FindingKind::CityNotAllowed, FindingSeverity::Error);
        finding.city = city;
        finding.table = table;
        finding.region = regions.size() == 1 && m_read.size() > 1 ? regions.constFirst() : QString();
        finding.sentence =
            Tr::tr("%1 has a partition for %2, but its CHECK refuses that city.").arg(table, city);
        finding.evidence = Tr::tr("%1 in %2 allows: %3.")
                               .arg(server.cityChecks.value(table), listed(regions),
                                    server.allowedCities.value(table).join(QStringLiteral(", ")));
        finding.fix = comment(Tr::tr("On %1:").arg(listed(regions)))
                    + fixText(QStringLiteral("allow_cities"),
                              {{QStringLiteral("table"), qualified(table)},
                               {QStringLiteral("constraint"), identifier(server.cityChecks.value(table))},
                               {QStringLiteral("cities"),
                                literals(server.allowedCities.value(table) + QStringList{city})}});
    }
}

/// A table that keeps a city in another region than users does: its rows are in the wrong city's region.
void FindingRules::citiesInWrongRegion()
{
    const auto tables = placed();
    const auto users =
        std::find_if(tables.begin(), tables.end(), [](const PlacedTable *t) { return t->name == u"users"; });
    if (users == tables.end())
        return;
    const auto homes = citiesOf(**users);
    for (const PlacedTable *table : tables) {
        const auto cities = citiesOf(*table);
        for (auto it = cities.begin(); it != cities.end(); ++it) {
            const PartitionPlacement *wrong = it.value();
            const PartitionPlacement *home = homes.value(it.key());
            if (!home || home->declaredRegion == wrong->declaredRegion)
                continue;
            const QString &city = it.key();
            Finding &finding = add(FindingKind::CityInWrongRegion, FindingSeverity::Error);
            finding.city = city;
            finding.table = table->name;
            finding.partition = wrong->partition;
            finding.region = wrong->declaredRegion;
            finding.sentence = Tr::tr("The %1 of %2 are in %3, but the city is at home in %4.")
                                   .arg(table->name, city, wrong->declaredRegion, home->declaredRegion);
            const ServerCatalog *server = m_sources.server(wrong->measuredIn);
            const double share = server ? citySpread(*server, wrong->relation, wrong->cities).value(city) : 0;
            finding.evidence =
                Tr::tr("%1 holds about %2 rows of it; users has it in %3.")
                    .arg(wrong->relation,
                         QLocale().toString((wrong->rows ? wrong->rows->rows : 0) * share, 'f', 0),
                         home->relation);
            const QString right = QString(table->name + u'_' + home->partition);
            QStringList left = wrong->cities;
            left.removeAll(city);
            QStringList joined{city};
            for (const PartitionPlacement &partition : table->partitions)
                if (partition.relation == right)
                    joined += partition.cities;
            const QHash<QString, QString> names{{QStringLiteral("table"), qualified(table->name)},
                                                {QStringLiteral("wrong"), qualified(wrong->relation)},
                                                {QStringLiteral("right"), qualified(right)},
                                                {QStringLiteral("city"), literal(city)}};
            const auto attach = [&](const QString &relation, const QStringList &values) {
                return fixText(QStringLiteral("attach_partition"),
                               {{QStringLiteral("table"), qualified(table->name)},
                                {QStringLiteral("relation"), qualified(relation)},
                                {QStringLiteral("bound"), valuesIn(values)}});
            };
            finding.fix = comment(Tr::tr("With no traffic on %1. Step 1, on every region:").arg(table->name))
                        + fixText(QStringLiteral("detach_both"), names)
                        + comment(Tr::tr("Step 2, on %1:").arg(home->declaredRegion))
                        + fixText(QStringLiteral("copy_city"), names)
                        + comment(Tr::tr("Step 3, on %1:").arg(wrong->declaredRegion))
                        + fixText(QStringLiteral("remove_city"), names)
                        + comment(Tr::tr("Step 4, on every region, once its copies have caught up:"))
                        + attach(wrong->relation, left) + attach(right, joined);
        }
    }
}

void FindingRules::rowsInDefault()
{
    for (const PlacedTable &table : m_placement.tables)
        for (const PartitionPlacement &partition : table.partitions) {
            if (partition.boundKind != BoundKind::Default || !partition.rows || partition.rows->rows < 1)
                continue;
            const ServerCatalog *server = m_sources.server(partition.measuredIn);
            QStringList cities = server ? citySpread(*server, partition.relation, {}).keys() : QStringList();
            cities.removeAll(QString());
            cities.sort();
            Finding &finding = add(FindingKind::RowsInDefault, FindingSeverity::Warning);
            finding.table = table.name;
            finding.partition = partition.partition;
            finding.region = partition.measuredIn;
            finding.city = cities.size() == 1 ? cities.constFirst() : QString();
            finding.sentence = Tr::tr("%1 holds rows of cities that have no partition, and so no home.")
                                   .arg(partition.relation);
            finding.evidence =
                Tr::tr("About %1 rows, in %2. Cities: %3.")
                    .arg(QLocale().toString(partition.rows->rows, 'f', 0), partition.measuredIn,
                         cities.isEmpty() ? Tr::tr("not in the statistics")
                                          : cities.join(QStringLiteral(", ")));
            if (cities.isEmpty())
                finding.fix = onRegion(partition.measuredIn)
                            + fixText(QStringLiteral("list_cities"),
                                      {{QStringLiteral("relation"), qualified(partition.relation)}});
            else
                finding.fix = onEveryRegion();
            for (const QString &city : std::as_const(cities))
                finding.fix += fixText(
                    QStringLiteral("move_out_of_default"),
                    {{QStringLiteral("table"), qualified(table.name)},
                     {QStringLiteral("relation"), qualified(table.name + u'_' + partitionNameOf(city))},
                     {QStringLiteral("default"), qualified(partition.relation)},
                     {QStringLiteral("city"), literal(city)}});
        }
}

} // namespace movr
