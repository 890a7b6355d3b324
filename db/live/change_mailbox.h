#pragma once

#include "db/live/row_change.h"

#include <QHash>

#include <mutex>

namespace movr {

/// Where the listeners of all regions put what they hear until the GUI thread takes it: each key once, with
/// what happened to it in sum, and at most `mostRows` of them; the rest is counted. Thread-safe.
class ChangeMailbox
{
public:
    static constexpr qsizetype mostRows = 1'000;

    /// True when the mailbox was empty before: somebody should come and take.
    bool put(const ChangeBatch &changes);
    ChangeBatch take();

private:
    void putRow(const RowChange &change);
    void putMany(const ManyChanges &many);

    std::mutex m_mutex;
    ChangeBatch m_batch;
    QHash<std::pair<int, QUuid>, qsizetype> m_places; ///< of a kind and an id in m_batch.rows
};

} // namespace movr
