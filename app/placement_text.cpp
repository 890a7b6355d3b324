#include "app/placement_output.h"

#include <QCoreApplication>
#include <QLocale>

namespace movr {

namespace {

struct Tr {
    Q_DECLARE_TR_FUNCTIONS(movr::PlacementCommand)
};

QString rowsOf(const std::optional<RowCount> &rows)
{
    if (!rows)
        return Tr::tr("rows not known");
    const QString number = QLocale().toString(rows->rows, 'f', 0);
    if (rows->exact)
        return rows->rows == 1 ? Tr::tr("1 row") : Tr::tr("%1 rows").arg(number);
    return Tr::tr("about %1 rows").arg(number);
}

QString bytesOf(const std::optional<qint64> &bytes)
{
    return bytes ? QLocale().formattedDataSize(*bytes) : Tr::tr("size not known");
}

QString copiesOf(const PartitionPlacement &partition)
{
    QStringList parts;
    for (const FollowerCopy &copy : partition.copies) {
        QString text = QStringLiteral("%1 %2").arg(copy.region, copyWord(copy.state));
        if (copy.lag)
            text +=
                Tr::tr(" (%1 s behind)").arg(QLocale().toString(double(copy.lag->count()) / 1000, 'f', 1));
        parts.append(text);
    }
    return parts.join(QStringLiteral(", "));
}

void addPartition(QString &text, const QString &indent, const PartitionPlacement &partition, bool copies)
{
    text += Tr::tr("%1%2  [%3]  home %4  %5  %6")
                .arg(indent, partition.partition, stateWord(partition.state),
                     partition.homes.isEmpty() ? QStringLiteral("-") : partition.homes.join(u','),
                     rowsOf(partition.rows), bytesOf(partition.bytes));
    text += u'\n';
    if (!copies)
        return;
    if (!partition.cities.isEmpty())
        text += Tr::tr("%1    cities: %2").arg(indent, partition.cities.join(QStringLiteral(", "))) + u'\n';
    if (!partition.copies.isEmpty())
        text += Tr::tr("%1    copies: %2").arg(indent, copiesOf(partition)) + u'\n';
    if (partition.state != PlacementState::Right)
        text += indent + QStringLiteral("    ") + partition.sentence + u'\n';
}

QString indented(const QString &lines, const QString &indent)
{
    QString text = lines.trimmed();
    return indent + text.replace(u'\n', QString(u'\n' + indent)) + u'\n';
}

void addFinding(QString &text, const Finding &finding)
{
    text += QStringLiteral("%1: %2\n").arg(severityWord(finding.severity), finding.sentence);
    text += indented(finding.evidence, QStringLiteral("    "));
    if (finding.sinceServer)
        text += Tr::tr("    since %1").arg(finding.since.toString(Qt::ISODate)) + u'\n';
    if (!finding.fix.isEmpty())
        text += indented(finding.fix, QStringLiteral("        "));
}

void addRegion(QString &text, const RegionReading &region)
{
    if (!region.read) {
        text += Tr::tr("%1  not read: %2").arg(region.region, region.failure.sentence) + u'\n';
        return;
    }
    text += Tr::tr("%1  PostgreSQL %2 at %3, schema version %4")
                .arg(region.region, region.serverVersion, region.address,
                     region.schemaVersion ? QString::number(*region.schemaVersion) : Tr::tr("not known"))
          + u'\n';
    for (const Failure &hidden : region.hidden)
        text += QStringLiteral("    ") + Tr::tr("not shown: %1").arg(hidden.sentence) + u'\n';
}

} // namespace

QString placementText(const QString &deployment, const Placement &placement)
{
    QString text = deployment + QStringLiteral("\n\n");
    for (const RegionReading &region : placement.regions)
        addRegion(text, region);
    for (const PlacedTable &table : placement.tables) {
        text += Tr::tr("\n%1  [%2]  %3  %4, with indexes %5")
                    .arg(table.name, stateWord(table.state), rowsOf(table.rows), bytesOf(table.bytes),
                         bytesOf(table.totalBytes))
              + u'\n';
        for (const PartitionPlacement &partition : table.partitions)
            addPartition(text, QStringLiteral("  "), partition, true);
        for (const PlacedIndex &index : table.indexes) {
            text += Tr::tr("  index %1  %2").arg(index.name, bytesOf(index.bytes)) + u'\n';
            for (const PartitionPlacement &partition : index.partitions)
                addPartition(text, QStringLiteral("    "), partition, false);
        }
    }
    text += u'\n';
    if (placement.findings.isEmpty())
        return text
             + (placement.isComplete() ? Tr::tr("No findings.")
                                       : Tr::tr("No findings in what could be read."))
             + u'\n';
    const auto findings = placement.findings.size();
    text += (findings == 1 ? Tr::tr("One finding:") : Tr::tr("%1 findings:").arg(findings)) + u'\n';
    for (const Finding &finding : placement.findings)
        addFinding(text, finding);
    return text;
}

} // namespace movr
