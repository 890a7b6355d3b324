#pragma once

#include "db/base/timing.h"
#include "db/movr/entities.h"

#include <QList>

#include <array>
#include <variant>

namespace movr {

enum class SearchKind { User, Vehicle, Ride };
inline constexpr std::array searchKinds{SearchKind::User, SearchKind::Vehicle, SearchKind::Ride};

/// Where the text was found. In this order hits of one kind are shown.
enum class SearchField { Id, Username, Email, Name, Place };

/// A row that was found, with what tells it apart: users without whether they ride, rides without their
/// rider and vehicle, vehicles without their owner. What is left out has its default value.
struct SearchHit {
    SearchField field = SearchField::Id;
    bool exact = false; ///< the whole value was typed, not only its beginning
    std::variant<User, Vehicle, Ride> row;

    SearchKind kind() const { return SearchKind(row.index()); }
    RowId rowId() const;
    bool operator==(const SearchHit &) const = default;
};

/// What one region found.
struct SearchPage {
    QList<SearchHit> hits; ///< in order, each row once, at most hitsPerKind of each kind
    std::array<bool, searchKinds.size()> more{}; ///< by kind: there are others
    StatementTiming timing;
};

/// Read of each kind in each region; who misses theirs types on.
inline constexpr int hitsPerKind = 6;

/// The order of hits of one kind: exact ones first, by field, then by the value found; rides of a place from
/// the last to the first.
bool precedes(const SearchHit &a, const SearchHit &b);

/// Sorts, keeps of each row its best hit, and of each kind the first `limit`; true at the kinds that lost some.
std::array<bool, searchKinds.size()> tidyHits(QList<SearchHit> &hits, int limit = hitsPerKind);

} // namespace movr
