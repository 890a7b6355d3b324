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

QHash<IdKey, int> positions(const QList<RowId> &ids)
{
    QHash<IdKey, int> result;
    result.reserve(ids.size());
    for (int i = 0; i < ids.size(); ++i)
        result.insert(keyOf(ids.at(i)), i);
    return result;
}

} // namespace

int PagedModel::rowCount(const QModelIndex &parent) const
{
    return parent.isValid() ? 0 : int(m_ids.size());
}

int PagedModel::columnCount(const QModelIndex &parent) const
{
    return parent.isValid() ? 0 : int(columns().size());
}

QVariant PagedModel::headerData(int section, Qt::Orientation orientation, int role) const
{
    if (orientation != Qt::Horizontal || section < 0 || section >= columns().size())
        return {};
    const ColumnInfo &column = columns().at(section);
    switch (role) {
    case Qt::DisplayRole:
    case Qt::AccessibleTextRole:
        return column.title;
    case Qt::ToolTipRole:
        return column.sortable ? tr("%1 Click to sort.").arg(column.tooltip) : column.tooltip;
    case Qt::TextAlignmentRole:
        return int((column.number ? Qt::AlignRight : Qt::AlignLeft) | Qt::AlignVCenter);
    default:
        return {};
    }
}

bool PagedModel::canFetchMore(const QModelIndex &parent) const
{
    return !parent.isValid() && m_hasMore && mayAsk();
}

void PagedModel::fetchMore(const QModelIndex &parent)
{
    if (canFetchMore(parent))
        ask(Purpose::Append, PageDirection::Forward, m_keys.constLast());
}

bool PagedModel::mayAsk() const
{
    // Views ask on structural signals, too: inside a change the ends of the window are not known yet.
    return !m_pending && !m_changing && m_state == LoadState::Ready;
}

bool PagedModel::canFetchPrevious() const
{
    return m_hasPrevious && mayAsk();
}

void PagedModel::fetchPrevious()
{
    if (canFetchPrevious())
        ask(Purpose::Prepend, PageDirection::Backward, m_keys.constFirst());
}

void PagedModel::forget()
{
    m_pending.reset();
    m_gaps.clear();
    m_failure.reset();
    replaceAll({});
    m_hasMore = m_hasPrevious = false;
}

void PagedModel::reload()
{
    forget();
    m_state = LoadState::Loading;
    ask(Purpose::Reload, PageDirection::Forward, {});
}

void PagedModel::expectRows()
{
    forget();
    setState(LoadState::Loading);
}

void PagedModel::refresh()
{
    if (m_ids.isEmpty()) {
        m_failure.reset();
        m_state = LoadState::Loading;
        ask(Purpose::Reload, PageDirection::Forward, {});
    } else if (m_hasPrevious && m_ids.size() > 1) {
        // Keys are exclusive, so the first row leaves the window; it comes back with the page before it.
        ask(Purpose::Refresh, PageDirection::Forward, m_keys.constFirst(), std::max(pageRows, rowCount()));
    } else {
        ask(Purpose::Refresh, PageDirection::Forward, {}, std::max(pageRows, rowCount()));
    }
}

void PagedModel::showStart()
{
    if (m_hasPrevious)
        ask(Purpose::JumpStart, PageDirection::Forward, {});
    else
        Q_EMIT jumped(false);
}

void PagedModel::showEnd()
{
    if (m_hasMore)
        ask(Purpose::JumpEnd, PageDirection::Backward, {});
    else
        Q_EMIT jumped(true);
}

void PagedModel::clear()
{
    forget();
    m_answeredAt = {};
    setState(LoadState::Idle);
}

void PagedModel::markStale(const Failure &failure)
{
    m_pending.reset();
    m_failure = failure;
    setState(m_ids.isEmpty() ? LoadState::Failed : LoadState::Stale);
}

bool PagedModel::acceptFailure(quint64 generation, const Failure &failure)
{
    if (!isExpected(generation))
        return false;
    if (failure.kind == FailureKind::Cancelled)
        abandonRequest();
    else
        markStale(failure);
    return true;
}

void PagedModel::abandonRequest()
{
    m_pending.reset();
    setState(m_state == LoadState::Loading ? LoadState::Idle : m_state);
}

int PagedModel::rowOf(const RowId &id) const
{
    return int(m_ids.indexOf(id));
}

void PagedModel::sort(int column, Qt::SortOrder order)
{
    if (column < 0 || column >= columns().size() || !columns().at(column).sortable
        || (column == m_sortColumn && order == m_sortOrder))
        return;
    m_sortColumn = column;
    m_sortOrder = order;
    Q_EMIT sortChanged();
}

void PagedModel::setCatalog(const Catalog &catalog)
{
    m_time = CityTime(catalog, m_time.inUtc());
    touchAll();
}

void PagedModel::setTimesInUtc(bool utc)
{
    if (m_time.inUtc() == utc)
        return;
    m_time.setInUtc(utc);
    touchAll();
}

void PagedModel::setInitialSort(int column, Qt::SortOrder order)
{
    m_sortColumn = column;
    m_sortOrder = order;
}

bool PagedModel::isExpected(quint64 generation) const
{
    return m_pending && m_pending->generation == generation;
}

bool PagedModel::isRepeated(const RowId &id) const
{
    const bool extends =
        m_pending && (m_pending->purpose == Purpose::Append || m_pending->purpose == Purpose::Prepend);
    return extends && m_ids.contains(id);
}

void PagedModel::touchAll()
{
    if (!m_ids.isEmpty())
        Q_EMIT dataChanged(index(0, 0), index(rowCount() - 1, columnCount() - 1));
}

void PagedModel::ask(Purpose purpose, PageDirection direction, std::optional<PageKey> from, int limit)
{
    m_pending = Pending{++m_generation, purpose};
    Q_EMIT stateChanged();
    Q_EMIT pageWanted({m_generation, direction, std::move(from), limit});
}

void PagedModel::acceptFrame(const Frame &frame)
{
    const Purpose purpose = m_pending->purpose;
    m_pending.reset();
    m_failure.reset();
    m_answeredAt = QDateTime::currentDateTimeUtc();
    addGaps(purpose, frame.gaps);
    Q_EMIT rowsAboutToChange();
    m_changing = true;
    apply(purpose, frame);
    m_changing = false;
    m_state = m_ids.isEmpty() ? LoadState::Empty : LoadState::Ready;
    Q_EMIT stateChanged();
    Q_EMIT rowsChanged();
    if (purpose == Purpose::JumpStart || purpose == Purpose::JumpEnd)
        Q_EMIT jumped(purpose == Purpose::JumpEnd);
    else if (purpose == Purpose::Refresh && m_ids.isEmpty() && m_hasPrevious)
        reload(); // everything below the old window is gone; what lies above it is not known yet
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

void PagedModel::apply(Purpose purpose, const Frame &frame)
{
    const int incoming = int(frame.ids.size());
    switch (purpose) {
    case Purpose::Reload:
    case Purpose::JumpStart:
        replaceAll(frame);
        m_hasPrevious = false;
        m_hasMore = frame.more;
        break;
    case Purpose::JumpEnd:
        replaceAll(frame);
        m_hasPrevious = frame.more;
        m_hasMore = false;
        break;
    case Purpose::Refresh:
        merge(frame);
        m_hasMore = frame.more;
        break;
    case Purpose::Append:
        insertRange(frame, rowCount(), 0, incoming);
        m_hasMore = frame.more;
        if (const int excess = rowCount() - maximumRows; excess > 0) {
            removeRange(0, excess);
            m_hasPrevious = true;
        }
        break;
    case Purpose::Prepend:
        insertRange(frame, 0, 0, incoming);
        m_hasPrevious = frame.more;
        if (const int excess = rowCount() - maximumRows; excess > 0) {
            removeRange(rowCount() - excess, excess);
            m_hasMore = true;
        }
        break;
    }
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

void PagedModel::merge(const Frame &frame)
{
    removeMissing(frame);
    reorder(frame);
    insertAndUpdate(frame);
}

void PagedModel::removeMissing(const Frame &frame)
{
    const auto wanted = positions(frame.ids);
    const auto missing = [&](int row) { return !wanted.contains(keyOf(m_ids.at(row))); };
    for (int end = rowCount(); end > 0;) {
        if (!missing(end - 1)) {
            --end;
            continue;
        }
        int begin = end - 1;
        while (begin > 0 && missing(begin - 1))
            --begin;
        removeRange(begin, end - begin);
        end = begin;
    }
}

void PagedModel::reorder(const Frame &frame)
{
    const auto wanted = positions(frame.ids);
    const auto target = [&](int row) { return wanted.value(keyOf(m_ids.at(row))); };
    QList<int> order(rowCount());
    std::iota(order.begin(), order.end(), 0);
    std::sort(order.begin(), order.end(), [&](int a, int b) { return target(a) < target(b); });
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

void PagedModel::insertAndUpdate(const Frame &frame)
{
    const int size = int(frame.ids.size());
    int changedFrom = -1;
    const auto flush = [&](int end) {
        if (changedFrom >= 0)
            Q_EMIT dataChanged(index(changedFrom, 0), index(end - 1, columnCount() - 1));
        changedFrom = -1;
    };
    for (int row = 0; row < size; ++row) {
        if (row < rowCount() && m_ids.at(row) == frame.ids.at(row)) {
            m_keys[row] = frame.keys.at(row);
            if (!updateStored(row, row))
                flush(row);
            else if (changedFrom < 0)
                changedFrom = row;
            continue;
        }
        flush(row);
        int end = row + 1; // everything up to the next row that is shown already is new
        while (end < size && (row >= rowCount() || m_ids.at(row) != frame.ids.at(end)))
            ++end;
        insertRange(frame, row, row, end - row);
        row = end - 1;
    }
    flush(size);
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

void PagedModel::setState(LoadState state)
{
    m_state = state;
    Q_EMIT stateChanged();
}

} // namespace movr
