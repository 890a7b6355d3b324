#pragma once

#include "db/movr/pages.h"
#include "db/positions/column_distribution.h"

#include <QList>

#include <optional>

namespace movr {

/// How the rows of one partition are spread over a sort order: the columns of the page key, each taken to be
/// independent of the others.
struct PartPositions {
    double rows = 0; ///< estimated
    QList<ColumnDistribution> columns;

    /// The share of the rows before a key in ascending order, and back. 0 to 1.
    double shareBefore(const PageKey &key) const;
    PageKey keyAt(double share) const;
};

/// Where in a whole table a row stands, and which key stands at a place, from the servers' own statistics: without
/// counting and without reading a row. Everything is an estimate. A value; any thread.
class RowPositions
{
public:
    RowPositions() = default;
    RowPositions(QList<PartPositions> parts, Qt::SortOrder order);

    /// Between the first and the last row of the view's order, where these are known: a filter may have left a
    /// part of the table only. Partitions without statistics are taken to be spread evenly between the two.
    void setEnds(const std::optional<PageKey> &first, const std::optional<PageKey> &last);

    bool known() const { return m_rows > 0; }
    double rows() const; ///< between the ends, at least 1
    /// The share of the rows before that one in the view's order, 0 to 1.
    double shareBefore(const PageKey &key) const;
    /// A key at that share: the rows beyond it in the view's order begin there.
    PageKey keyAt(double share) const;

private:
    double ascendingShare(const PageKey &key) const;
    void spreadEvenly(const PageKey &lowest, const PageKey &highest);

    QList<PartPositions> m_parts;
    QList<PartPositions> m_unmeasured; ///< without statistics
    Qt::SortOrder m_order = Qt::AscendingOrder;
    double m_rows = 0;
    double m_low = 0; ///< ascending shares of the ends
    double m_high = 1;
};

} // namespace movr
