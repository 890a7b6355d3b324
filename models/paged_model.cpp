#include "models/paged_model.h"

#include <algorithm>

namespace movr {

namespace {

constexpr std::chrono::milliseconds restBeforeReading{300};
constexpr std::chrono::milliseconds positionsLast{60'000};
constexpr std::chrono::milliseconds positionsRetry{10'000};

} // namespace

PagedModel::PagedModel(QObject *parent) : QAbstractTableModel(parent)
{
    m_rest.setSingleShot(true);
    m_rest.setInterval(restBeforeReading);
    connect(&m_rest, &QTimer::timeout, this, [this] {
        if (m_state != LoadState::Ready)
            return;
        m_pending ? verifySoon() : refresh();
    });
}

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
    return !parent.isValid() && m_hasMore && mayAsk() && mayGrow();
}

void PagedModel::fetchMore(const QModelIndex &parent)
{
    if (canFetchMore(parent))
        ask(Purpose::Append, PageDirection::Forward, m_keys.constLast());
}

bool PagedModel::mayGrow() const
{
    return m_evicts || rowCount() < selectableRows;
}

bool PagedModel::mayAsk() const
{
    // Views ask on structural signals, too: inside a change the ends of the window are not known yet.
    return !m_pending && !m_changing && m_state == LoadState::Ready;
}

bool PagedModel::canFetchPrevious() const
{
    return m_hasPrevious && mayAsk() && mayGrow();
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
    m_rest.stop();
    clearCached();
    m_state = LoadState::Idle; // before the reset, on which views ask what there is
    m_hasMore = m_hasPrevious = false;
    replaceAll({});
    m_visible = {0, 0};
    ++m_positionsWanted; // an answer for the rows of before is a late one
    m_positionsAge.invalidate();
    m_soughtNext.reset();
    m_located = false;
    if (m_positions.has_value()) {
        m_positions.reset();
        Q_EMIT positionsChanged();
    }
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
    askAgain(Purpose::Refresh);
}

void PagedModel::refreshVisible()
{
    // Rows that came from the cache are to be read again as well.
    askAgain(m_rest.isActive() ? Purpose::Refresh : Purpose::RefreshVisible);
}

void PagedModel::askAgain(Purpose purpose)
{
    m_rest.stop();
    if (m_ids.isEmpty()) {
        m_failure.reset();
        m_state = LoadState::Loading;
        ask(Purpose::Reload, PageDirection::Forward, {});
        return;
    }
    int begin = 0;
    int end = rowCount();
    if (purpose == Purpose::RefreshVisible) {
        begin = std::clamp(m_visible.begin - refreshMargin, 0, rowCount() - 1);
        end = std::clamp(m_visible.end + refreshMargin, begin + 1, rowCount());
    }
    std::optional<PageKey> from;
    if (begin > 0)
        from = m_keys.at(begin - 1);
    else if (m_hasPrevious && m_ids.size() > 1)
        from = m_keys.at(begin++); // exclusive: the row before the first one is not known
    const int rows = std::max(pageRows, end - begin);
    ask(purpose, PageDirection::Forward, std::move(from), rows);
    m_pendingBegin = begin;
}

void PagedModel::setVisibleRows(int first, int last)
{
    m_visible = {std::max(0, first), std::max(0, last + 1)};
    if (m_rest.isActive())
        m_rest.start(); // not at rest yet
}

void PagedModel::verifySoon()
{
    m_rest.start();
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

void PagedModel::seek(double share)
{
    if (m_state != LoadState::Ready)
        return;
    if (isSeeking()) {
        m_soughtNext = share;
        return;
    }
    if (share <= 0)
        ask(Purpose::SeekStart, PageDirection::Forward, {});
    else if (share >= 1)
        ask(Purpose::SeekEnd, PageDirection::Backward, {});
    else if (knowsPositions())
        ask(Purpose::Seek, PageDirection::Forward, m_positions->keyAt(share));
}

bool PagedModel::isSeeking() const
{
    if (!m_pending)
        return false;
    switch (m_pending->purpose) {
    case Purpose::Seek:
    case Purpose::SeekStart:
    case Purpose::SeekEnd:
    case Purpose::JumpStart:
    case Purpose::JumpEnd:
        return true;
    default:
        return false;
    }
}

void PagedModel::wantPositions()
{
    // They age as rows come and go; where they could not be read, asking once more may help later.
    const auto lasts = knowsPositions() ? positionsLast : positionsRetry;
    if (totalIsExact() || (m_positionsAge.isValid() && !m_positionsAge.hasExpired(lasts.count())))
        return;
    m_positionsAge.start();
    Q_EMIT positionsWanted(++m_positionsWanted);
}

void PagedModel::setPositions(quint64 wanted, const RowPositions &positions)
{
    if (wanted != m_positionsWanted || !positions.known())
        return;
    m_positions = positions;
    if (!m_located) // else the rows that are shown would get other numbers without having moved
        locate();
    Q_EMIT positionsChanged();
}

void PagedModel::locate()
{
    m_located = atStart() || (knowsPositions() && !m_keys.isEmpty());
    if (m_located)
        m_firstRow = atStart() ? 0 : m_positions->shareBefore(m_keys.constFirst()) * totalRows();
}

/// A row that stays has the number it had: what came and went beside it is counted, not estimated anew.
void PagedModel::locateBy(const RowId &row, double rowsBefore)
{
    const int at = rowOf(row);
    if (at < 0 || atStart())
        locate();
    else
        m_firstRow = std::max(1.0, rowsBefore - at);
}

double PagedModel::totalRows() const
{
    const double here = rowCount();
    if (totalIsExact() || !knowsPositions())
        return here;
    return std::max(m_positions->rows(), here + (m_hasPrevious ? 1 : 0) + (m_hasMore ? 1 : 0));
}

double PagedModel::rowsBefore(int row) const
{
    if (!m_hasPrevious || !knowsPositions() || m_ids.isEmpty())
        return row;
    if (!m_hasMore)
        return totalRows() - rowCount() + row;
    // One estimate for the window: its rows are counted, so that scrolling in it is even.
    return std::min(m_firstRow, totalRows() - rowCount() - 1) + row;
}

QString PagedModel::textAt(double share) const
{
    return knowsPositions() ? keyText(m_positions->keyAt(share)) : QString();
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
    m_soughtNext.reset();
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
    m_soughtNext.reset();
    setState(m_state == LoadState::Loading ? LoadState::Idle : m_state);
}

QStringList PagedModel::gapRegions() const
{
    QStringList names;
    for (const PageGap &gap : m_gaps)
        names.append(gap.region);
    return names;
}

int PagedModel::rowOf(const RowId &id) const
{
    // The id tells rows apart, nearly always: compared first.
    for (qsizetype row = 0; row < m_ids.size(); ++row)
        if (m_ids.at(row).id == id.id && m_ids.at(row).city == id.city)
            return int(row);
    return -1;
}

bool PagedModel::isNearVisible(int row) const
{
    return row >= m_visible.begin - refreshMargin && row < m_visible.end + refreshMargin;
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

bool PagedModel::extends() const
{
    return m_pending && (m_pending->purpose == Purpose::Append || m_pending->purpose == Purpose::Prepend);
}

QByteArray PagedModel::chunkName(PageDirection direction, const std::optional<PageKey> &from)
{
    QByteArray name(direction == PageDirection::Forward ? "+" : "-");
    for (const QVariant &value : from.value_or(PageKey{}))
        name += '\0' + value.toString().toUtf8();
    return from ? name : name + "end";
}

void PagedModel::touchAll()
{
    if (!m_ids.isEmpty())
        Q_EMIT dataChanged(index(0, 0), index(rowCount() - 1, columnCount() - 1));
}

void PagedModel::ask(Purpose purpose, PageDirection direction, std::optional<PageKey> from, int limit)
{
    m_pending = Pending{++m_generation, purpose, direction, from};
    m_pendingBegin = 0;
    Q_EMIT stateChanged();
    if (!answerFromCache(*m_pending))
        Q_EMIT pageWanted({m_generation, direction, std::move(from), limit});
}

bool PagedModel::answerFromCache(const Pending &pending)
{
    switch (pending.purpose) {
    case Purpose::Reload:
    case Purpose::Refresh:
    case Purpose::RefreshVisible:
        return false;
    default:
        break;
    }
    const QByteArray chunk = chunkName(pending.direction, pending.from);
    if (!isCached(chunk))
        return false;
    // Later, as an answer would come: who asks may be in the middle of something.
    QMetaObject::invokeMethod(
        this,
        [this, generation = pending.generation, chunk] {
            if (!isExpected(generation))
                return;
            m_fromCache = true;
            const bool accepted = acceptCached(generation, chunk);
            m_fromCache = false;
            if (accepted)
                verifySoon();
        },
        Qt::QueuedConnection);
    return true;
}

void PagedModel::setState(LoadState state)
{
    m_state = state;
    Q_EMIT stateChanged();
}

} // namespace movr
