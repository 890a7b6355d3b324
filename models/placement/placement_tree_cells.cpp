#include "models/placement/placement_tree_cells.h"

#include "models/placement/placement_tree_model.h"
#include "models/presentation/words.h"

#include <algorithm>
#include <limits>

namespace movr::placement_cells {

namespace {

using Kind = PlacementRow::Kind;

QString citiesText(const PlacementRow &row)
{
    QStringList names;
    for (const QString &city : row.cities)
        names.append(words::city(city));
    return names.isEmpty() ? row.bound : names.join(PlacementTreeModel::tr(", "));
}

QString homeText(const PlacementRow &row, const RegionLabels &labels)
{
    if (!row.homes.isEmpty() || row.kind != Kind::Partition)
        return labels.of(row.homes).join(PlacementTreeModel::tr(", "));
    const bool unread = row.state == PlacementState::Unreachable || row.state == PlacementState::Unknown;
    return unread ? PlacementTreeModel::tr("not known") : PlacementTreeModel::tr("none");
}

QString copiesText(const PlacementRow &row, const RegionLabels &labels)
{
    QStringList texts;
    for (const FollowerCopy &copy : row.copies)
        texts.append(copyText(copy, labels));
    return texts.join(PlacementTreeModel::tr(", "));
}

/// An index has no rows of its own; that they are not known would be wrong to say.
QString rowsOf(const PlacementRow &row)
{
    return row.isOfIndex ? QString() : rowsText(row.rows);
}

/// The lag of the copy that is most behind; one that is not known is behind all.
qint64 mostLag(const PlacementRow &row)
{
    qint64 most = -1;
    for (const FollowerCopy &copy : row.copies)
        most = std::max(most, copy.lag ? qint64(copy.lag->count()) : std::numeric_limits<qint64>::max());
    return most;
}

} // namespace

QString text(const PlacementRow &row, int column, const RegionLabels &labels)
{
    switch (column) {
    case PlacementTreeModel::Name:
        return row.name;
    case PlacementTreeModel::State:
        return markText(row.state);
    case PlacementTreeModel::Rows:
        return rowsOf(row);
    case PlacementTreeModel::Share:
        return shareText(row.share);
    case PlacementTreeModel::Bytes:
        return bytesText(row.bytes);
    case PlacementTreeModel::Home:
        return homeText(row, labels);
    case PlacementTreeModel::Declared:
        return row.declaredRegion.isEmpty() && row.kind == Kind::Partition ? PlacementTreeModel::tr("none")
                                                                           : labels.of(row.declaredRegion);
    case PlacementTreeModel::Copies:
        return copiesText(row, labels);
    case PlacementTreeModel::Cities:
        return citiesText(row);
    default:
        return {};
    }
}

QVariant rawValue(const PlacementRow &row, int column, const RegionLabels &labels)
{
    switch (column) {
    case PlacementTreeModel::State:
        return static_cast<int>(row.state);
    case PlacementTreeModel::Rows:
        return row.rows ? row.rows->rows : -1;
    case PlacementTreeModel::Share:
        return row.share.value_or(-1);
    case PlacementTreeModel::Bytes:
        return row.bytes.value_or(-1);
    case PlacementTreeModel::Copies:
        return mostLag(row);
    default:
        return text(row, column, labels);
    }
}

Meaning meaning(const PlacementRow &row, int column)
{
    switch (column) {
    case PlacementTreeModel::State:
        return markMeaning(row.state);
    case PlacementTreeModel::Rows:
        return row.rows ? Meaning::Neutral : Meaning::Muted;
    case PlacementTreeModel::Bytes:
        return row.bytes ? Meaning::Neutral : Meaning::Muted;
    case PlacementTreeModel::Home:
    case PlacementTreeModel::Declared:
        return row.state == PlacementState::Misplaced && row.kind == Kind::Partition ? Meaning::Bad
             : row.homes.isEmpty() && column == PlacementTreeModel::Home             ? Meaning::Muted
                                                                                     : Meaning::Neutral;
    case PlacementTreeModel::Copies:
        return std::any_of(row.copies.cbegin(), row.copies.cend(),
                           [](const FollowerCopy &copy) { return markOf(copy) != PlacementState::Right; })
                 ? Meaning::Warning
                 : Meaning::Neutral;
    default:
        return Meaning::Neutral;
    }
}

QString tip(const PlacementRow &row, int column, const RegionLabels &labels)
{
    const QString sentence = labels.in(row.sentence);
    switch (column) {
    case PlacementTreeModel::Name:
        return row.relation == row.name ? sentence : QStringLiteral("%1\n%2").arg(row.relation, sentence);
    case PlacementTreeModel::State:
        return row.sentence.isEmpty() || row.kind == Kind::Index ? markExplanation(row.state) : sentence;
    case PlacementTreeModel::Rows:
    case PlacementTreeModel::Bytes:
        return labels.in(row.measured);
    case PlacementTreeModel::Copies:
        return copiesText(row, labels).replace(PlacementTreeModel::tr(", "), QStringLiteral("\n"));
    default:
        return text(row, column, labels);
    }
}

} // namespace movr::placement_cells
