#pragma once

namespace movr {

/// What a table has to show. Four of these are pictures of their own: a table that waits, one without
/// matching rows, one that could not be read, and one with last known rows never look alike.
enum class LoadState {
    Idle,    ///< nothing was asked for
    Loading, ///< asked, no rows yet
    Ready,   ///< rows, current when they arrived
    Empty,   ///< answered: no row matches
    Failed,  ///< no answer and no rows
    Stale    ///< rows of an earlier answer; the last request failed or the region went away
};

} // namespace movr
