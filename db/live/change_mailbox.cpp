#include "db/live/change_mailbox.h"

#include <algorithm>

namespace movr {

namespace {

RowEvent inSum(RowEvent earlier, RowEvent later)
{
    if (later == RowEvent::Deleted)
        return later;
    return earlier == RowEvent::Updated ? later : RowEvent::Inserted;
}

} // namespace

bool ChangeMailbox::put(const ChangeBatch &changes)
{
    const std::lock_guard lock(m_mutex);
    const bool first = m_batch.isEmpty();
    for (const RowChange &change : changes.rows)
        putRow(change);
    for (const ManyChanges &many : changes.many)
        putMany(many);
    for (const QString &region : changes.missed)
        if (!m_batch.missed.contains(region))
            m_batch.missed.append(region);
    return first && !m_batch.isEmpty();
}

ChangeBatch ChangeMailbox::take()
{
    const std::lock_guard lock(m_mutex);
    m_places.clear();
    return std::exchange(m_batch, {});
}

void ChangeMailbox::putRow(const RowChange &change)
{
    const std::pair key(int(change.kind), change.id.id);
    if (const auto known = m_places.constFind(key);
        known != m_places.constEnd() && m_batch.rows.at(*known).id == change.id) {
        RowChange &row = m_batch.rows[*known];
        row.event = inSum(row.event, change.event);
    } else if (m_batch.rows.size() < mostRows) {
        m_places.insert(key, m_batch.rows.size());
        m_batch.rows.append(change);
    } else {
        putMany({change.kind, change.id.city, 1, change.region});
    }
}

void ChangeMailbox::putMany(const ManyChanges &many)
{
    const auto same =
        std::find_if(m_batch.many.begin(), m_batch.many.end(), [&many](const ManyChanges &known) {
            return known.kind == many.kind && known.city == many.city && known.region == many.region;
        });
    if (same == m_batch.many.end()) {
        m_batch.many.append(many);
        return;
    }
    constexpr qint64 most = 1'000'000'000;
    const bool known = same->atMost > 0 && many.atMost > 0;
    same->atMost = known ? int(std::min<qint64>(qint64(same->atMost) + many.atMost, most)) : 0;
}

} // namespace movr
