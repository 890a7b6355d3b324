#include "db/positions/row_positions.h"

#include <algorithm>
#include <cmath>
#include <limits>
#include <utility>

namespace movr {

namespace {

constexpr int halvings = 30; ///< a billionth of the table
constexpr double narrowest = 1e-9;

} // namespace

double PartPositions::shareBefore(const PageKey &key) const
{
    double share = 0;
    double width = 1;
    for (qsizetype i = 0; i < std::min(columns.size(), key.size()) && width > 0; ++i) {
        const QString value = key.at(i).toString();
        share += width * columns.at(i).shareBelow(value);
        width *= columns.at(i).shareAt(value);
    }
    return std::clamp(share, 0.0, 1.0);
}

PageKey PartPositions::keyAt(double share) const
{
    PageKey key;
    for (const ColumnDistribution &column : columns) {
        const auto place = column.placeAt(share);
        key.append(place.value);
        share = place.rest;
    }
    return key;
}

RowPositions::RowPositions(QList<PartPositions> parts, Qt::SortOrder order) : m_order(order)
{
    for (const PartPositions &part : parts) {
        const bool known = std::all_of(part.columns.cbegin(), part.columns.cend(),
                                       [](const ColumnDistribution &column) { return column.known(); });
        if (part.rows <= 0)
            continue;
        if (known)
            m_rows += part.rows;
        (known ? m_parts : m_unmeasured).append(part);
    }
}

void RowPositions::spreadEvenly(const PageKey &lowest, const PageKey &highest)
{
    for (PartPositions &part : m_unmeasured) {
        for (qsizetype i = 0; i < std::min(part.columns.size(), lowest.size()); ++i) {
            ColumnStatistics ends;
            ends.bounds = {lowest.at(i).toString(), highest.value(i).toString()};
            if (!part.columns.at(i).known())
                part.columns[i] = ColumnDistribution(part.columns.at(i).kind(), ends);
        }
        m_rows += part.rows;
    }
    m_parts += std::exchange(m_unmeasured, {});
}

void RowPositions::setEnds(const std::optional<PageKey> &first, const std::optional<PageKey> &last)
{
    const auto &lowest = m_order == Qt::AscendingOrder ? first : last;
    const auto &highest = m_order == Qt::AscendingOrder ? last : first;
    if (lowest && highest)
        spreadEvenly(*lowest, *highest);
    m_low = lowest ? ascendingShare(*lowest) : 0;
    m_high = std::max(m_low + narrowest, highest ? ascendingShare(*highest) : 1);
}

double RowPositions::rows() const
{
    return std::max(1.0, m_rows * (m_high - m_low));
}

double RowPositions::ascendingShare(const PageKey &key) const
{
    double before = 0;
    for (const PartPositions &part : m_parts)
        before += part.rows * part.shareBefore(key);
    return m_rows > 0 ? before / m_rows : 0;
}

double RowPositions::shareBefore(const PageKey &key) const
{
    const double share = std::clamp((ascendingShare(key) - m_low) / (m_high - m_low), 0.0, 1.0);
    return m_order == Qt::AscendingOrder ? share : 1 - share;
}

PageKey RowPositions::keyAt(double share) const
{
    const double wanted =
        m_low + (m_high - m_low) * std::clamp(m_order == Qt::AscendingOrder ? share : 1 - share, 0.0, 1.0);
    PageKey best;
    double nearest = std::numeric_limits<double>::max();
    // The keys that one part can name are tried: one of the parts has keys where the whole has rows.
    for (const PartPositions &part : m_parts) {
        double low = 0;
        double high = 1;
        for (int i = 0; i < halvings; ++i) {
            const double middle = (low + high) / 2;
            ascendingShare(part.keyAt(middle)) <= wanted ? low = middle : high = middle;
        }
        PageKey key = part.keyAt(low);
        const double off = std::abs(ascendingShare(key) - wanted);
        if (off < nearest) {
            nearest = off;
            best = std::move(key);
        }
        if (m_parts.size() == 1)
            break;
    }
    return best;
}

} // namespace movr
