#pragma once

#include "db/fleet/catalog.h"
#include "db/fleet/deployment.h"
#include "db/fleet/region_status.h"
#include "db/placement/placement.h"

#include <QHash>

namespace movr::test {

/// A reading as plain values: the reference's regions and cities with two tables, all of it right. Tests change what they
/// are about.
struct PlacementSample {
    static QString east() { return QStringLiteral("gcp-us-east1"); }
    static QString west() { return QStringLiteral("gcp-us-west1"); }
    static QString europe() { return QStringLiteral("gcp-europe-west1"); }
    static QStringList regions() { return {east(), west(), europe()}; }
    static QStringList citiesOf(const QString &region)
    {
        if (region == east())
            return {QStringLiteral("new york"), QStringLiteral("boston"), QStringLiteral("washington dc")};
        if (region == west())
            return {QStringLiteral("seattle"), QStringLiteral("san francisco"),
                    QStringLiteral("los angeles")};
        return {QStringLiteral("amsterdam"), QStringLiteral("paris"), QStringLiteral("rome")};
    }
    static QString partitionOf(const QString &region)
    {
        return region == east() ? QStringLiteral("us_east")
             : region == west() ? QStringLiteral("us_west")
                                : QStringLiteral("europe_west");
    }

    static Deployment deployment()
    {
        Deployment deployment;
        deployment.name = QStringLiteral("Sample");
        deployment.regions = {
            {east(), QStringLiteral("US East"), 33.19, -80.01, QStringLiteral("host=a"), {}},
            {west(), QStringLiteral("US West"), 45.59, -121.18, QStringLiteral("host=b"), {}},
            {europe(), QStringLiteral("Europe West"), 50.45, 3.82, QStringLiteral("host=c"), {}}};
        return deployment;
    }

    static Catalog catalog()
    {
        const QHash<QString, std::pair<double, double>> places{
            {QStringLiteral("new york"), {40.71, -74.01}},
            {QStringLiteral("boston"), {42.36, -71.06}},
            {QStringLiteral("washington dc"), {38.91, -77.04}},
            {QStringLiteral("seattle"), {47.61, -122.33}},
            {QStringLiteral("san francisco"), {37.77, -122.42}},
            {QStringLiteral("los angeles"), {34.05, -118.24}},
            {QStringLiteral("amsterdam"), {52.37, 4.90}},
            {QStringLiteral("paris"), {48.86, 2.35}},
            {QStringLiteral("rome"), {41.90, 12.50}}};
        QList<CityInfo> cities;
        for (const QString &region : regions())
            for (const QString &city : citiesOf(region))
                cities.append({city, partitionOf(region), region, "UTC", places.value(city).first,
                               places.value(city).second});
        return Catalog(cities);
    }

    static QList<RegionStatus> statuses()
    {
        using namespace std::chrono_literals;
        QList<RegionStatus> all;
        const QList<std::chrono::nanoseconds> trips{92ms, 132ms, 500us};
        for (qsizetype i = 0; i < 3; ++i) {
            RegionStatus status;
            status.name = regions().at(i);
            status.label = deployment().regions.at(i).label;
            status.state = RegionState::Up;
            status.roundTrip = trips.at(i);
            all.append(status);
        }
        return all;
    }

    static PartitionPlacement partition(const QString &table, const QString &region, double rows)
    {
        PartitionPlacement placed;
        placed.partition = partitionOf(region);
        placed.relation = table + u'_' + placed.partition;
        placed.cities = citiesOf(region);
        placed.declaredRegion = region;
        placed.homes = {region};
        for (const QString &other : regions()) {
            if (other == region)
                continue;
            FollowerCopy copy;
            copy.region = other;
            copy.state = FollowerCopy::State::Following;
            copy.lag = std::chrono::milliseconds(120);
            copy.guarded = true;
            placed.copies.append(copy);
        }
        placed.rows = RowCount{rows, false};
        placed.bytes = qint64(rows * 100);
        placed.measuredIn = region;
        placed.state = PlacementState::Right;
        placed.sentence = QStringLiteral("At home in %1, as declared.").arg(region);
        return placed;
    }

    static PlacedTable table(const QString &name, double rows)
    {
        PlacedTable table;
        table.name = name;
        table.partitionKey = QStringLiteral("LIST (city)");
        table.state = PlacementState::Right;
        PlacedIndex index;
        index.name = name + QStringLiteral("_pkey");
        index.primary = index.unique = index.partitioned = true;
        index.state = PlacementState::Right;
        for (const QString &region : regions()) {
            PartitionPlacement placed = partition(name, region, rows);
            placed.share = 1. / 3;
            table.partitions.append(placed);
            placed.relation += QStringLiteral("_pkey");
            placed.rows.reset();
            placed.copies.clear();
            index.partitions.append(placed);
        }
        table.indexes = {index};
        table.rows = RowCount{3 * rows, false};
        table.bytes = qint64(300 * rows);
        table.totalBytes = qint64(600 * rows);
        return table;
    }

    static Placement placement()
    {
        using namespace std::chrono_literals;
        Placement all;
        all.readAt = QDateTime::currentDateTimeUtc();
        all.tables = {table(QStringLiteral("rides"), 123'456), table(QStringLiteral("users"), 9'000)};
        for (const QString &region : regions()) {
            RegionReading reading;
            reading.region = region;
            reading.read = true;
            reading.schemaVersion = 4;
            all.regions.append(reading);
            RegionTotals totals;
            totals.region = region;
            totals.cities = citiesOf(region);
            totals.homeRows = 132'456;
            totals.homeBytes = 26'000'000;
            totals.share = 1. / 3;
            totals.state = PlacementState::Right;
            all.totals.append(totals);
            all.cities.append(citiesOf(region));
        }
        for (const QString &home : regions())
            for (const QString &city : citiesOf(home))
                for (const QString &region : regions()) {
                    CityCell cell;
                    cell.city = city;
                    cell.region = region;
                    cell.known = true;
                    cell.declared = cell.home = region == home;
                    cell.rows = 44'152;
                    cell.bytes = 8'600'000;
                    cell.state = PlacementState::Right;
                    all.matrix.append(cell);
                }
        all.links = {{east(), west(), 64ms, RegionLinkTime::Source::Reference},
                     {east(), europe(), 92ms, RegionLinkTime::Source::Replication},
                     {west(), europe(), 132ms, RegionLinkTime::Source::Distance}};
        for (const QString &city : all.cities)
            all.activity.append({city, 12, 340});
        return all;
    }
};

} // namespace movr::test
