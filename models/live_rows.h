#pragma once

#include "db/live/row_change.h"

#include <QSet>

#include <functional>
#include <utility>

namespace movr {

/// What a table is about, as far as changes are concerned.
struct LiveTraits {
    RowKind kind = RowKind::Ride;
    int bornColumn = -1;    ///< ordered by it, new rows come at one end; -1: they come anywhere
    QList<RowKind> related; ///< rows that its own rows tell something of: a vehicle's owner and ride
};

/// What a table shows at the moment.
struct LiveView {
    enum class Order { NewestFirst, OldestFirst, Other };
    QStringList cities;  ///< of its scope
    QStringList regions; ///< their homes
    Order order = Order::NewestFirst;
    bool atStart = true; ///< the first of all rows is seen
    bool atEnd = false;  ///< the last of all rows is in the window
    bool filtered = false;
    bool loading = false; ///< rows are on their way that may have been read before a change
    /// Where a row is. Window: it is there, but not seen.
    enum class Place { Nowhere, Window, Seen };
    std::function<Place(const RowId &)> place;
};

/// Whether a table has to be read again.
enum class LiveNeed {
    Nothing,
    Soon, ///< something in the window may look different: within a second or so
    Now   ///< a row that is seen has changed, or one may have come
};

/// Decides what changes mean for the rows of a table, and counts those that came in at the start while one
/// looks elsewhere. Plain values, no clock.
class LiveRows
{
public:
    explicit LiveRows(LiveTraits traits) : m_traits(std::move(traits)) {}

    const LiveTraits &traits() const { return m_traits; }
    LiveNeed take(const ChangeBatch &batch, const LiveView &view);

    /// Rows that are new at the start, unseen. 0 with hasUnseen(): some, perhaps, nobody knows how many.
    qsizetype unseen() const { return m_unsure ? 0 : m_unseen.size(); }
    bool hasUnseen() const { return m_unsure || !m_unseen.isEmpty(); }
    /// The start is looked at, or other rows are.
    void forgetUnseen();

    /// Not only rows that are seen are to be read again, but all of the window; until it is asked.
    bool takeWide() { return std::exchange(m_wide, false); }

    /// Keys of one batch that are looked for in the window; with more of them it is simply read again.
    static constexpr int mostLookups = 200;
    static constexpr qsizetype mostCounted = 100'000;

private:
    LiveNeed takeRow(const RowChange &change, const LiveView &view, int &lookups);
    LiveNeed takeInserted(const RowChange &change, const LiveView &view);
    LiveNeed takeMany(const ManyChanges &many, const LiveView &view);
    bool awayFromNew(const LiveView &view) const;

    LiveTraits m_traits;
    QSet<QUuid> m_unseen;
    bool m_unsure = false;
    bool m_wide = false;
};

} // namespace movr
