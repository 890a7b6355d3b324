#pragma once

#include "models/paged_model.h"

#include <QCache>
#include <QSet>

#include <memory>
#include <optional>

namespace movr {

/// Holds the rows of a PagedModel; a subclass says its columns and the texts in them.
template <class Row>
class TypedPagedModel : public PagedModel
{
public:
    using PagedModel::PagedModel;

    const Row &row(int at) const { return m_rows.at(at); }

    /// False when the page is late and was dropped.
    bool acceptPage(quint64 generation, Page<Row> page)
    {
        if (!isExpected(generation))
            return false;
        Frame frame{{}, {}, page.more, std::move(page.gaps)};
        m_incoming.clear();
        // A row may have moved in the sort order between two pages: once is enough.
        QSet<QUuid> present;
        if (extends())
            for (const RowId &id : ids())
                present.insert(id.id);
        for (qsizetype i = 0; i < page.rows.size(); ++i) {
            const RowId id = page.rows.at(i).rowId();
            if (present.contains(id.id) && rowOf(id) >= 0)
                continue;
            frame.ids.append(id);
            frame.keys.append(page.keys.value(i));
            m_incoming.append(std::move(page.rows[i]));
        }
        acceptFrame(frame);
        m_incoming.clear();
        return true;
    }

    QVariant data(const QModelIndex &index, int role) const override
    {
        if (!index.isValid() || index.row() >= m_rows.size() || index.column() >= columns().size())
            return {};
        const Row &value = m_rows.at(index.row());
        const int column = index.column();
        switch (role) {
        case Qt::DisplayRole:
            return text(value, column);
        case Qt::ToolTipRole:
            return tooltip(value, column);
        case Qt::AccessibleTextRole:
            return PagedModel::tr("%1: %2").arg(columns().at(column).title, text(value, column));
        case Qt::TextAlignmentRole:
            return int((columns().at(column).number ? Qt::AlignRight : Qt::AlignLeft) | Qt::AlignVCenter);
        case SortRole:
            return sortValue(value, column);
        case RowIdRole:
            return QVariant::fromValue(value.rowId());
        case MeaningRole:
            return QVariant::fromValue(meaning(value, column));
        default:
            return {};
        }
    }

protected:
    virtual QString text(const Row &row, int column) const = 0;
    virtual QVariant sortValue(const Row &row, int column) const { return text(row, column); }
    virtual QString tooltip(const Row &row, int column) const { return text(row, column); }
    virtual Meaning meaning(const Row &, int) const { return Meaning::Neutral; }

    void insertIncoming(int at, int first, int count) override
    {
        const QList<Row> behind = m_rows.mid(at);
        m_rows = m_rows.mid(0, at) + m_incoming.mid(first, count) + behind;
    }
    void removeStored(int at, int count) override { m_rows.remove(at, count); }
    bool updateStored(int at, int incoming) override
    {
        if (m_rows.at(at) == m_incoming.at(incoming))
            return false;
        m_rows[at] = m_incoming.at(incoming);
        return true;
    }
    void permuteStored(const QList<int> &order) override
    {
        QList<Row> rows;
        rows.reserve(order.size());
        for (const int old : order)
            rows.append(m_rows.at(old));
        m_rows = rows;
    }

    void cacheStored(const QByteArray &chunk, const QList<PageKey> &keys, int at, bool more) override
    {
        auto page = std::make_unique<Page<Row>>();
        page->rows = m_rows.mid(at, keys.size());
        page->keys = keys;
        page->more = more;
        m_cache.insert(current(chunk), page.release(), keys.size());
    }
    bool isCached(const QByteArray &chunk) const override { return m_cache.contains(current(chunk)); }
    bool acceptCached(quint64 generation, const QByteArray &chunk) override
    {
        const Page<Row> *page = m_cache.object(current(chunk));
        return page && acceptPage(generation, *page);
    }
    /// What was kept is not looked at any more; it goes when its room is wanted. Ten thousand rows let go at once
    /// would hold up the window.
    void clearCached() override { ++m_cacheAge; }

private:
    QByteArray current(const QByteArray &chunk) const { return QByteArray::number(m_cacheAge) + ' ' + chunk; }

    quint64 m_cacheAge = 0;
    QCache<QByteArray, Page<Row>> m_cache{cachedRows}; ///< least recently used out first; owns its pages
    QList<Row> m_rows;
    QList<Row> m_incoming; ///< the page that is being accepted
};

} // namespace movr
