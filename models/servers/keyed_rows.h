#pragma once

#include <QAbstractTableModel>
#include <QHash>
#include <QList>
#include <QSet>

#include <algorithm>

namespace movr {

/// A table whose rows come region by region, again and again. A row that stays keeps its place, so that a selection and a
/// scroll position survive a reading. Row needs `region`, `key()` (unique within the region) and operator==.
template <class Row>
class KeyedRows : public QAbstractTableModel
{
public:
    using QAbstractTableModel::QAbstractTableModel;

    const QList<Row> &rows() const { return m_rows; }
    int rowCount(const QModelIndex &parent = {}) const override
    {
        return parent.isValid() ? 0 : int(m_rows.size());
    }

    /// What was read of a region, in place of what was known of it.
    void setRegion(const QString &region, const QList<Row> &read)
    {
        QSet<QString> present;
        for (const Row &row : read)
            present.insert(row.key());
        QHash<QString, qsizetype> known;
        for (qsizetype at = m_rows.size() - 1; at >= 0; --at)
            if (m_rows.at(at).region == region && !present.contains(m_rows.at(at).key()))
                remove(at);
        for (qsizetype at = 0; at < m_rows.size(); ++at)
            if (m_rows.at(at).region == region)
                known.insert(m_rows.at(at).key(), at);
        QList<Row> fresh;
        QList<qsizetype> changed;
        for (const Row &row : read) {
            const auto at = known.constFind(row.key());
            if (at == known.cend()) {
                fresh.append(row);
            } else if (m_rows.at(*at) != row) {
                m_rows[*at] = row;
                changed.append(*at);
            }
        }
        tell(changed);
        append(fresh);
    }

    void clear()
    {
        beginResetModel();
        m_rows.clear();
        endResetModel();
    }

private:
    void remove(qsizetype at)
    {
        beginRemoveRows({}, int(at), int(at));
        m_rows.removeAt(at);
        endRemoveRows();
    }
    /// At once: a view that sorts would sort again for each.
    void tell(const QList<qsizetype> &changed)
    {
        if (changed.isEmpty())
            return;
        const auto [first, last] = std::minmax_element(changed.cbegin(), changed.cend());
        Q_EMIT dataChanged(index(int(*first), 0), index(int(*last), columnCount() - 1));
    }
    void append(const QList<Row> &fresh)
    {
        if (fresh.isEmpty())
            return;
        beginInsertRows({}, int(m_rows.size()), int(m_rows.size() + fresh.size()) - 1);
        m_rows += fresh;
        endInsertRows();
    }

    QList<Row> m_rows;
};

} // namespace movr
