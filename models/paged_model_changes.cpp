#include "db/movr/page_merge.h"
#include "models/paged_model.h"

#include <QHash>

#include <algorithm>
#include <numeric>

namespace movr {

namespace {

using IdKey = std::pair<QUuid, QString>;

IdKey keyOf(const RowId &id)
{
    return {id.id, id.city};
}

QHash<IdKey, int> positionsIn(const QList<RowId> &ids)
{
    QHash<IdKey, int> result;
    result.reserve(ids.size());
    for (int i = 0; i < ids.size(); ++i)
        result.insert(keyOf(ids.at(i)), i);
    return result;
}

} // namespace

void PagedModel::acceptFrame(const Frame &frame)
{
    const Pending asked = *std::exchange(m_pending, std::nullopt);
    m_failure.reset();
    if (!m_fromCache)
        m_answeredAt = QDateTime::currentDateTimeUtc();
    if (passesBy(asked)) {
        seek(*std::exchange(m_soughtNext, std::nullopt));
        return;
    }
    const QStringList silent = gapRegions();
    addGaps(asked.purpose, frame.gaps);
    if (gapRegions() != silent)
        m_positionsAge.invalidate(); // other regions' rows are counted now
    const bool located = m_located && !m_ids.isEmpty();
    const int shown = located ? std::clamp(m_visible.begin, 0, rowCount() - 1) : 0;
    const RowId anchor = located ? m_ids.at(shown) : RowId{};
    const double before = located ? rowsBefore(shown) : 0;
    Q_EMIT rowsAboutToChange();
    m_changing = true;
    apply(asked, frame);
    m_changing = false;
    located ? locateBy(anchor, before) : locate();
    m_state = m_ids.isEmpty() ? LoadState::Empty : LoadState::Ready;
    // Somebody is on the way to another place already: asked for before a view asks for more of this one.
    if (const auto next = std::exchange(m_soughtNext, std::nullopt))
        seek(*next);
    Q_EMIT stateChanged();
    Q_EMIT rowsChanged();
    if (!isSeeking())
        tellWhatCame(asked.purpose);
}

/// Somebody who drags is at another place by now: these rows would be laid out for nobody to see.
bool PagedModel::passesBy(const Pending &asked) const
{
    const bool sought = asked.purpose == Purpose::Seek || asked.purpose == Purpose::SeekStart
                     || asked.purpose == Purpose::SeekEnd;
    return sought && m_soughtNext && m_state == LoadState::Ready
        && (*m_soughtNext <= 0 || *m_soughtNext >= 1 || knowsPositions());
}

void PagedModel::tellWhatCame(Purpose purpose)
{
    switch (purpose) {
    case Purpose::JumpStart:
    case Purpose::JumpEnd:
        Q_EMIT jumped(purpose == Purpose::JumpEnd);
        break;
    case Purpose::Seek:
        // Estimated to be beyond the last row: the last ones then.
        m_ids.isEmpty() ? ask(Purpose::SeekEnd, PageDirection::Backward, {}) : Q_EMIT sought(false);
        break;
    case Purpose::SeekStart:
    case Purpose::SeekEnd:
        Q_EMIT sought(purpose == Purpose::SeekEnd);
        break;
    case Purpose::Refresh:
    case Purpose::RefreshVisible:
        if (m_ids.isEmpty() && m_hasPrevious)
            reload(); // everything below the old window is gone; what lies above it is not known yet
        break;
    default:
        break;
    }
    if (!m_pending)
        wantPositions();
}

void PagedModel::addGaps(Purpose purpose, const QList<PageGap> &gaps)
{
    if (purpose != Purpose::Append && purpose != Purpose::Prepend)
        m_gaps.clear();
    for (const PageGap &gap : gaps) {
        const auto same = [&gap](const PageGap &known) { return known.region == gap.region; };
        if (std::none_of(m_gaps.cbegin(), m_gaps.cend(), same))
            m_gaps.append(gap);
    }
}

void PagedModel::apply(const Pending &asked, const Frame &frame)
{
    const int incoming = int(frame.ids.size());
    switch (asked.purpose) {
    case Purpose::Reload:
    case Purpose::JumpStart:
    case Purpose::SeekStart:
    case Purpose::Seek:
        replaceAll(frame);
        m_hasPrevious = asked.purpose == Purpose::Seek;
        m_hasMore = frame.more;
        keep(asked);
        break;
    case Purpose::JumpEnd:
    case Purpose::SeekEnd:
        replaceAll(frame);
        m_hasPrevious = frame.more;
        m_hasMore = false;
        keep(asked);
        break;
    case Purpose::Refresh:
        clearCached();
        // Keys are exclusive: the first row was not read again; it comes back with the page before it.
        if (m_pendingBegin == 1 && rowCount() > 1 && incoming > 0) {
            removeRange(0, 1);
            m_pendingBegin = 0;
            m_hasPrevious = true;
        }
        [[fallthrough]];
    case Purpose::RefreshVisible:
        mergeFrom(std::min(m_pendingBegin, rowCount()), frame);
        break;
    case Purpose::Append:
        insertRange(frame, rowCount(), 0, incoming);
        m_hasMore = frame.more;
        if (const int excess = rowCount() - maximumRows; m_evicts && excess > 0)
            evict(0, excess);
        break;
    case Purpose::Prepend:
        insertRange(frame, 0, 0, incoming);
        m_hasPrevious = frame.more;
        if (const int excess = rowCount() - maximumRows; m_evicts && excess > 0)
            evict(rowCount() - excess, excess);
        break;
    }
}

/// Keeps a page that may be sought again.
void PagedModel::keep(const Pending &asked)
{
    if (!m_fromCache && m_gaps.isEmpty() && asked.purpose != Purpose::Reload)
        cacheStored(chunkName(asked.direction, asked.from), m_keys, 0,
                    asked.direction == PageDirection::Forward ? m_hasMore : m_hasPrevious);
}

/// Takes rows from an end of the window; they are kept under the name by which the window will ask for them.
void PagedModel::evict(int at, int count)
{
    const bool fromStart = at == 0;
    if (m_gaps.isEmpty()) {
        const QByteArray chunk = fromStart ? chunkName(PageDirection::Backward, m_keys.at(count))
                                           : chunkName(PageDirection::Forward, m_keys.at(at - 1));
        cacheStored(chunk, m_keys.mid(at, count), at, fromStart ? m_hasPrevious : m_hasMore);
    }
    removeRange(at, count);
    (fromStart ? m_hasPrevious : m_hasMore) = true;
}

/// The first row that comes after that key in the order of the rows.
int PagedModel::rowBeyond(const PageKey &key) const
{
    const bool descending = m_sortOrder == Qt::DescendingOrder;
    const auto beyond = std::upper_bound(m_keys.cbegin(), m_keys.cend(), key,
                                         [descending](const PageKey &wanted, const PageKey &row) {
                                             const int order = compareKeys(wanted, row);
                                             return descending ? order > 0 : order < 0;
                                         });
    return int(beyond - m_keys.cbegin());
}

/// Makes the rows from that one on what a refresh has read, as far as it has read.
void PagedModel::mergeFrom(int begin, const Frame &frame)
{
    if (frame.ids.isEmpty() && begin > 0) {
        replaceAll({}); // nothing is left there; nobody knows what is left above
        return;
    }
    const int end =
        frame.more && !frame.keys.isEmpty() ? std::max(begin, rowBeyond(frame.keys.constLast())) : rowCount();
    if (!frame.more)
        m_hasMore = false;
    // A row that has moved here from another part of the window is there no more.
    const auto wanted = positionsIn(frame.ids);
    Range range{begin, end};
    for (int row = rowCount() - 1; row >= 0; --row) {
        if (row >= range.begin && row < range.end)
            row = range.begin - 1;
        if (row < 0)
            break;
        if (!wanted.contains(keyOf(m_ids.at(row))))
            continue;
        removeRange(row, 1);
        if (row < range.begin) {
            --range.begin;
            --range.end;
        }
    }
    merge(frame, range);
}

void PagedModel::replaceAll(const Frame &frame)
{
    if (m_ids.isEmpty() && frame.ids.isEmpty())
        return;
    beginResetModel();
    removeStored(0, int(m_ids.size()));
    m_ids = frame.ids;
    m_keys = frame.keys;
    insertIncoming(0, 0, int(frame.ids.size()));
    endResetModel();
}

/// Makes the rows of that range what the frame says, with as few changes as can be.
void PagedModel::merge(const Frame &frame, Range range)
{
    range = removeMissing(frame, range);
    reorder(frame, range);
    insertAndUpdate(frame, range);
}

PagedModel::Range PagedModel::removeMissing(const Frame &frame, Range range)
{
    const auto wanted = positionsIn(frame.ids);
    const auto missing = [&](int row) { return !wanted.contains(keyOf(m_ids.at(row))); };
    for (int end = range.end; end > range.begin;) {
        if (!missing(end - 1)) {
            --end;
            continue;
        }
        int begin = end - 1;
        while (begin > range.begin && missing(begin - 1))
            --begin;
        removeRange(begin, end - begin);
        range.end -= end - begin;
        end = begin;
    }
    return range;
}

void PagedModel::reorder(const Frame &frame, Range range)
{
    const auto wanted = positionsIn(frame.ids);
    const auto target = [&](int row) { return wanted.value(keyOf(m_ids.at(row))); };
    QList<int> order(rowCount());
    std::iota(order.begin(), order.end(), 0);
    std::sort(order.begin() + range.begin, order.begin() + range.end,
              [&](int a, int b) { return target(a) < target(b); });
    if (std::is_sorted(order.cbegin(), order.cend()))
        return;

    Q_EMIT layoutAboutToBeChanged({}, QAbstractItemModel::VerticalSortHint);
    QList<int> newRow(order.size());
    QList<RowId> ids;
    QList<PageKey> keys;
    for (int i = 0; i < order.size(); ++i) {
        newRow[order.at(i)] = i;
        ids.append(m_ids.at(order.at(i)));
        keys.append(m_keys.at(order.at(i)));
    }
    permuteStored(order);
    m_ids = ids;
    m_keys = keys;
    const QModelIndexList before = persistentIndexList();
    QModelIndexList after;
    for (const QModelIndex &old : before)
        after.append(index(newRow.at(old.row()), old.column()));
    changePersistentIndexList(before, after);
    Q_EMIT layoutChanged({}, QAbstractItemModel::VerticalSortHint);
}

void PagedModel::insertAndUpdate(const Frame &frame, Range range)
{
    const int size = int(frame.ids.size());
    const int offset = range.begin;
    int end = range.end;
    int changedFrom = -1;
    const auto flush = [&](int until) {
        if (changedFrom >= 0)
            Q_EMIT dataChanged(index(changedFrom, 0), index(until - 1, columnCount() - 1));
        changedFrom = -1;
    };
    for (int i = 0; i < size; ++i) {
        const int row = offset + i;
        if (row < end && m_ids.at(row) == frame.ids.at(i)) {
            m_keys[row] = frame.keys.at(i);
            if (!updateStored(row, i))
                flush(row);
            else if (changedFrom < 0)
                changedFrom = row;
            continue;
        }
        flush(row);
        int next = i + 1; // everything up to the next row that is shown already is new
        while (next < size && (row >= end || m_ids.at(row) != frame.ids.at(next)))
            ++next;
        insertRange(frame, row, i, next - i);
        end += next - i;
        i = next - 1;
    }
    flush(offset + size);
}

void PagedModel::insertRange(const Frame &frame, int at, int first, int count)
{
    if (count <= 0)
        return;
    beginInsertRows({}, at, at + count - 1);
    const QList<RowId> idsBehind = m_ids.mid(at);
    const QList<PageKey> keysBehind = m_keys.mid(at);
    m_ids = m_ids.mid(0, at) + frame.ids.mid(first, count) + idsBehind;
    m_keys = m_keys.mid(0, at) + frame.keys.mid(first, count) + keysBehind;
    insertIncoming(at, first, count);
    endInsertRows();
}

void PagedModel::removeRange(int at, int count)
{
    beginRemoveRows({}, at, at + count - 1);
    m_ids.remove(at, count);
    m_keys.remove(at, count);
    removeStored(at, count);
    endRemoveRows();
}

} // namespace movr
