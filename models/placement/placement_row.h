#pragma once

#include "models/placement/placement_mark.h"
#include "models/presentation/region_labels.h"

#include <QList>
#include <QStringList>

#include <optional>

namespace movr {

/// A table, an index or a partition of one, as the placement tree shows it.
struct PlacementRow {
    enum class Kind { Table, Index, Partition };

    Kind kind = Kind::Table;
    QString name;           ///< "rides", "rides_rider_idx", "us_east"
    QString relation;       ///< what the server calls it: "rides_us_east"; tells rows apart
    bool isOfIndex = false; ///< an index, or a partition of one: it has no rows of its own
    QString table;          ///< PlacedTable::name
    QString partition;      ///< "us_east"; empty for tables and indexes
    QStringList cities;
    QString bound;          ///< how rows are chosen, where that is not a list of cities
    QString declaredRegion; ///< empty: none is declared
    QStringList homes;      ///< one, when all is well
    QList<FollowerCopy> copies;
    std::optional<RowCount> rows; ///< an index has none of its own
    std::optional<double> bytes;
    std::optional<double> share; ///< 0..1 of its table's or index's bytes
    PlacementState state = PlacementState::Unknown;
    QString sentence; ///< why it is in that state
    QString measured; ///< where rows and bytes come from, and when they were analyzed; for a tooltip
    QList<PlacementRow> children;

    bool operator==(const PlacementRow &other) const;
};

/// The tree of what was read: table, then its partitions and its indexes, then the indexes' partitions.
QList<PlacementRow> placementRows(const Placement &placement);

/// "about 1,200"; "1,234" when counted; "not known".
QString rowsText(const std::optional<RowCount> &rows);
/// An estimate without a word: "1,200".
QString roundedText(double number);
/// An estimate: "about 1,200"; "not known".
QString aboutText(const std::optional<double> &number);
/// "12.3 KiB"; "not known".
QString bytesText(const std::optional<double> &bytes);
/// "33.4 %"; empty when it is not known.
QString shareText(const std::optional<double> &share);
/// An age or a lag: "120 ms", "3 s", "12 min".
QString lagText(std::chrono::milliseconds lag);
/// "US West: under 1 s behind", "US West: stopped". A lag is told in beats, of which there is one a second.
QString copyText(const FollowerCopy &copy, const RegionLabels &labels);

} // namespace movr
