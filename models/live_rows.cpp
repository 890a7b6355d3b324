#include "models/live_rows.h"

#include <algorithm>

namespace movr {

LiveNeed LiveRows::take(const ChangeBatch &batch, const LiveView &view)
{
    LiveNeed need = LiveNeed::Nothing;
    int lookups = 0;
    for (const RowChange &change : batch.rows)
        need = std::max(need, takeRow(change, view, lookups));
    for (const ManyChanges &many : batch.many)
        need = std::max(need, takeMany(many, view));
    for (const QString &region : batch.missed)
        if (view.regions.contains(region)) {
            m_unsure = m_unsure || awayFromNew(view);
            m_wide = true;
            need = LiveNeed::Now;
        }
    m_wide = m_wide || need == LiveNeed::Soon;
    return need;
}

bool LiveRows::awayFromNew(const LiveView &view) const
{
    return view.order == LiveView::Order::NewestFirst && !view.atStart;
}

LiveNeed LiveRows::takeRow(const RowChange &change, const LiveView &view, int &lookups)
{
    if (!view.cities.contains(change.id.city))
        return LiveNeed::Nothing;
    if (change.kind != m_traits.kind) {
        const bool related = m_traits.related.contains(change.kind);
        m_wide = m_wide || related;
        return related ? LiveNeed::Soon : LiveNeed::Nothing;
    }
    if (change.event == RowEvent::Deleted)
        m_unseen.remove(change.id.id);
    const auto place = ++lookups > mostLookups ? LiveView::Place::Seen : view.place(change.id);
    m_wide = m_wide || lookups > mostLookups || place == LiveView::Place::Window;
    if (place != LiveView::Place::Nowhere)
        return place == LiveView::Place::Seen ? LiveNeed::Now : LiveNeed::Soon;
    if (change.event == RowEvent::Inserted)
        return takeInserted(change, view);
    // One that was elsewhere may come in here when the filter or the order hangs on what has changed.
    const bool mayComeIn = view.filtered || view.order == LiveView::Order::Other;
    const bool comesIn = change.event == RowEvent::Updated && mayComeIn;
    return comesIn || view.loading ? LiveNeed::Soon : LiveNeed::Nothing;
}

LiveNeed LiveRows::takeInserted(const RowChange &change, const LiveView &view)
{
    if (view.order == LiveView::Order::OldestFirst)
        return view.atEnd ? LiveNeed::Now : LiveNeed::Nothing;
    if (!awayFromNew(view))
        return LiveNeed::Now;
    // Whether it matches the filter cannot be told from its key.
    m_unsure = m_unsure || view.filtered || m_unseen.size() >= mostCounted;
    if (!m_unsure)
        m_unseen.insert(change.id.id);
    return LiveNeed::Nothing;
}

LiveNeed LiveRows::takeMany(const ManyChanges &many, const LiveView &view)
{
    if (!many.city.isEmpty() && !view.cities.contains(many.city))
        return LiveNeed::Nothing;
    if (many.kind != m_traits.kind)
        return m_traits.related.contains(many.kind) ? LiveNeed::Soon : LiveNeed::Nothing;
    m_unsure = m_unsure || awayFromNew(view); // some of them may be new
    m_wide = true;
    return LiveNeed::Now;
}

void LiveRows::forgetUnseen()
{
    m_unseen.clear();
    m_unsure = false;
}

} // namespace movr
