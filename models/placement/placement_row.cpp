#include "models/placement/placement_row.h"

#include "models/presentation/city_time.h"

#include <QCoreApplication>
#include <QLocale>

#include <cmath>

namespace movr {

namespace {

struct Tr {
    Q_DECLARE_TR_FUNCTIONS(movr::PlacementRow)
};

/// An estimate is not better than three digits.
double rounded(double value)
{
    if (value < 1000)
        return std::round(value);
    const double unit = std::pow(10, std::floor(std::log10(value)) - 2);
    return std::round(value / unit) * unit;
}

QString boundText(const PartitionPlacement &partition)
{
    switch (partition.boundKind) {
    case BoundKind::Whole:
        return Tr::tr("the whole table");
    case BoundKind::Default:
        return Tr::tr("all other cities");
    case BoundKind::Other:
        return partition.bound;
    case BoundKind::List:
        break;
    }
    return {};
}

QString measuredText(const PartitionPlacement &partition)
{
    if (partition.measuredIn.isEmpty())
        return {};
    const QString where = Tr::tr("As the server of %1 tells it.").arg(partition.measuredIn);
    if (partition.rows && partition.rows->exact)
        return Tr::tr("Counted there. %1").arg(where);
    return partition.analyzed.isValid()
             ? Tr::tr("%1 Statistics of %2.").arg(where, CityTime::utcText(partition.analyzed))
             : Tr::tr("%1 When it last collected statistics is not known.").arg(where);
}

PlacementRow rowOf(const PartitionPlacement &partition, const QString &table)
{
    PlacementRow row;
    row.kind = PlacementRow::Kind::Partition;
    row.name = partition.partition;
    row.relation = partition.relation;
    row.table = table;
    row.partition = partition.partition;
    row.cities = partition.cities;
    row.bound = boundText(partition);
    row.declaredRegion = partition.declaredRegion;
    row.homes = partition.homes;
    row.copies = partition.copies;
    row.rows = partition.rows;
    if (partition.bytes) {
        row.bytes = double(*partition.bytes);
        row.share = partition.share;
    }
    row.state = partition.state;
    row.sentence = partition.sentence;
    row.measured = measuredText(partition);
    return row;
}

PlacementRow rowOf(const PlacedIndex &index, const QString &table)
{
    PlacementRow row;
    row.kind = PlacementRow::Kind::Index;
    row.name = index.name;
    row.relation = index.name;
    row.table = table;
    row.state = index.state;
    row.sentence = index.definition;
    row.isOfIndex = true;
    if (index.bytes)
        row.bytes = double(*index.bytes);
    for (const PartitionPlacement &partition : index.partitions)
        row.children.append(rowOf(partition, table));
    for (PlacementRow &child : row.children)
        child.isOfIndex = true;
    return row;
}

PlacementRow rowOf(const PlacedTable &table)
{
    PlacementRow row;
    row.kind = PlacementRow::Kind::Table;
    row.name = table.name;
    row.relation = table.name;
    row.table = table.name;
    row.bound = table.partitioned() ? table.partitionKey : Tr::tr("not partitioned");
    row.state = table.state;
    row.sentence = table.sentence;
    row.rows = table.rows;
    if (const auto bytes = table.totalBytes ? table.totalBytes : table.bytes)
        row.bytes = double(*bytes);
    row.measured = Tr::tr("With its indexes.");
    for (const PartitionPlacement &partition : table.partitions)
        row.children.append(rowOf(partition, table.name));
    for (const PlacedIndex &index : table.indexes)
        row.children.append(rowOf(index, table.name));
    return row;
}

QString copyStateText(const FollowerCopy &copy)
{
    switch (copy.state) {
    case FollowerCopy::State::Following:
        if (copy.lag && *copy.lag < std::chrono::seconds(1))
            return Tr::tr("under 1 s behind");
        if (copy.lag)
            return Tr::tr("%1 behind").arg(lagText(*copy.lag));
        return copy.age ? Tr::tr("%1 old").arg(lagText(*copy.age)) : Tr::tr("lag not known");
    case FollowerCopy::State::Copying:
        return Tr::tr("first copy under way");
    case FollowerCopy::State::Stopped:
        return Tr::tr("stopped");
    case FollowerCopy::State::Missing:
        return Tr::tr("missing");
    case FollowerCopy::State::Unknown:
        break;
    }
    return Tr::tr("not known");
}

} // namespace

bool PlacementRow::operator==(const PlacementRow &other) const = default;

QList<PlacementRow> placementRows(const Placement &placement)
{
    QList<PlacementRow> rows;
    for (const PlacedTable &table : placement.tables)
        rows.append(rowOf(table));
    return rows;
}

QString rowsText(const std::optional<RowCount> &rows)
{
    if (rows && rows->exact)
        return QLocale().toString(qint64(rows->rows));
    return aboutText(rows ? std::optional(rows->rows) : std::nullopt);
}

QString roundedText(double number)
{
    return QLocale().toString(qint64(rounded(number)));
}

QString aboutText(const std::optional<double> &number)
{
    return number ? Tr::tr("about %1").arg(roundedText(*number)) : Tr::tr("not known");
}

QString bytesText(const std::optional<double> &bytes)
{
    return bytes ? QLocale().formattedDataSize(qint64(*bytes), 1) : Tr::tr("not known");
}

QString shareText(const std::optional<double> &share)
{
    return share ? Tr::tr("%1 %").arg(QLocale().toString(*share * 100, 'f', 1)) : QString();
}

QString lagText(std::chrono::milliseconds lag)
{
    if (lag < std::chrono::milliseconds(1))
        return Tr::tr("0 ms");
    return lag < std::chrono::seconds(1) ? durationText(lag) : spanText(lag);
}

QString copyText(const FollowerCopy &copy, const RegionLabels &labels)
{
    return Tr::tr("%1: %2").arg(labels.of(copy.region), copyStateText(copy));
}

} // namespace movr
