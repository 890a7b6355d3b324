#pragma once

#include "db/base/failure.h"
#include "db/movr/entities.h"

#include <QList>
#include <QStringList>

namespace movr {

enum class RowKind { User, Vehicle, Ride, Action };
enum class RowEvent { Inserted, Updated, Deleted };

/// A row that somebody has changed, by its key: what is in it now has to be read.
struct RowChange {
    RowKind kind = RowKind::User;
    RowId id; ///< of an action: its request id
    RowEvent event = RowEvent::Updated;
    QString region; ///< the home that told it
    bool operator==(const RowChange &) const = default;
};

/// More changed rows than a message or a batch names.
struct ManyChanges {
    RowKind kind = RowKind::User;
    QString city;   ///< empty: of any city
    int atMost = 0; ///< rows, one that changed twice counted twice; 0: not known
    QString region;
    bool operator==(const ManyChanges &) const = default;
};

/// What has changed since the batch before: each key once, and bounded whatever happens.
struct ChangeBatch {
    QList<RowChange> rows;
    QList<ManyChanges> many;
    QStringList missed; ///< regions of which anything may have changed unseen: the listener was away
    bool isEmpty() const { return rows.isEmpty() && many.isEmpty() && missed.isEmpty(); }
    bool operator==(const ChangeBatch &) const = default;
};

/// Whether changes of a region are told as they happen.
struct LiveStatus {
    bool listening = false;
    Failure failure; ///< why not; without a sentence while the first attempt is under way
};

} // namespace movr
