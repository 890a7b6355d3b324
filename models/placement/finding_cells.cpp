#include "models/placement/finding_cells.h"

#include "models/presentation/city_time.h"
#include "models/presentation/words.h"

#include <QCoreApplication>

namespace movr {

namespace {

struct Tr {
    Q_DECLARE_TR_FUNCTIONS(movr::FindingCells)
};

} // namespace

PlacementState severityMark(FindingSeverity severity)
{
    switch (severity) {
    case FindingSeverity::Error:
        return PlacementState::Misplaced;
    case FindingSeverity::Warning:
        return PlacementState::Lagging;
    case FindingSeverity::Note:
        break;
    }
    return PlacementState::Unknown;
}

QString severityText(FindingSeverity severity)
{
    switch (severity) {
    case FindingSeverity::Error:
        return Tr::tr("Error");
    case FindingSeverity::Warning:
        return Tr::tr("Warning");
    case FindingSeverity::Note:
        break;
    }
    return Tr::tr("Note");
}

QString whereText(const Finding &finding, const RegionLabels &labels)
{
    QStringList parts;
    for (const QString &part : {finding.index.isEmpty() ? finding.table : finding.index, finding.partition,
                                words::city(finding.city), labels.of(finding.region)})
        if (!part.isEmpty())
            parts.append(part);
    return parts.join(Tr::tr(", "));
}

QString sinceText(const Finding &finding)
{
    if (!finding.since.isValid())
        return Tr::tr("Since when is not known.");
    const QString time = CityTime::utcText(finding.since);
    return finding.sinceServer ? Tr::tr("Since %1, as the server tells.").arg(time)
                               : Tr::tr("First seen by this console at %1.").arg(time);
}

CellTable findingCells(const QList<Finding> &findings, const RegionLabels &labels)
{
    CellTable table;
    table.heads = {{Tr::tr("Severity"), {}, false},
                   {Tr::tr("Finding"), {}, false},
                   {Tr::tr("Where"), {}, false},
                   {Tr::tr("Since"), {}, false}};
    for (const Finding &finding : findings) {
        Cell since;
        since.text = finding.since.isValid() ? CityTime::utcText(finding.since) : Tr::tr("not known");
        since.meaning = finding.since.isValid() ? Meaning::Neutral : Meaning::Muted;
        since.tip = sinceText(finding);
        since.sort = finding.since;
        table.rows.append({{severityText(finding.severity),
                            markMeaning(severityMark(finding.severity)),
                            severityMark(finding.severity),
                            {},
                            int(finding.severity),
                            false,
                            false},
                           {labels.in(finding.sentence), Meaning::Neutral, {}, {}, {}, false, false},
                           {whereText(finding, labels), Meaning::Neutral, {}, {}, {}, false, false},
                           since});
        table.keys.append(finding.key());
    }
    return table;
}

} // namespace movr
