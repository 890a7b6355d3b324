#include "db/placement/finding.h"

namespace movr {

QString Finding::key() const
{
    return QStringList{findingWord(kind), region, table, index, partition, city}.join(QChar(0x1f));
}

QString findingWord(FindingKind kind)
{
    switch (kind) {
    case FindingKind::MisplacedPartition:
        return QStringLiteral("misplaced_partition");
    case FindingKind::UndeclaredHome:
        return QStringLiteral("undeclared_home");
    case FindingKind::CityWithoutHome:
        return QStringLiteral("city_without_home");
    case FindingKind::CityNotAllowed:
        return QStringLiteral("city_not_allowed");
    case FindingKind::CityInWrongRegion:
        return QStringLiteral("city_in_wrong_region");
    case FindingKind::RowsInDefault:
        return QStringLiteral("rows_in_default");
    case FindingKind::IndexUnlikeTable:
        return QStringLiteral("index_unlike_table");
    case FindingKind::MissingFollower:
        return QStringLiteral("missing_follower");
    case FindingKind::StoppedFollower:
        return QStringLiteral("stopped_follower");
    case FindingKind::LaggingFollower:
        return QStringLiteral("lagging_follower");
    case FindingKind::MissingGuard:
        return QStringLiteral("missing_guard");
    case FindingKind::SchemaDisagreement:
        return QStringLiteral("schema_disagreement");
    case FindingKind::BoundsDisagreement:
        return QStringLiteral("bounds_disagreement");
    case FindingKind::PlacementDisagreement:
        return QStringLiteral("placement_disagreement");
    case FindingKind::StaleStatistics:
        return QStringLiteral("stale_statistics");
    case FindingKind::Skew:
        return QStringLiteral("skew");
    }
    return {};
}

QString severityWord(FindingSeverity severity)
{
    switch (severity) {
    case FindingSeverity::Note:
        return QStringLiteral("note");
    case FindingSeverity::Warning:
        return QStringLiteral("warning");
    case FindingSeverity::Error:
        return QStringLiteral("error");
    }
    return {};
}

} // namespace movr
