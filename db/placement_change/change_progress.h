#pragma once

#include "db/base/failure.h"

#include <QList>
#include <QMetaType>
#include <QString>

#include <chrono>
#include <optional>

namespace movr {

/// One step of a change, for people.
struct ChangeStep {
    enum class State {
        Waiting,
        Running,
        Done,
        Failed,
        Cancelled ///< under way when a person asked for the way back
    };
    QString title;
    State state = State::Waiting;
    std::chrono::milliseconds took{}; ///< once it has ended
};

/// How far a change is.
struct ChangeProgress {
    QList<ChangeStep> steps;
    bool cancellable = true; ///< false once the new home has taken over
};

/// What has come of it.
struct ChangeEnd {
    enum class Kind {
        Done,
        Undone,    ///< everything is as before; `failure` says why, or Cancelled
        Unfinished ///< `failure` keeps it from either: to be resumed
    };
    Kind kind = Kind::Unfinished;
    std::optional<Failure> failure;
    /// Move a home: for how long writes were refused, as seen from here: from the request to the old home until the
    /// new one had answered, both ways included.
    std::optional<std::chrono::milliseconds> writePause;
    bool writesWait = false; ///< Unfinished: writes to the partition's cities are refused meanwhile
};

} // namespace movr

Q_DECLARE_METATYPE(movr::ChangeProgress)
Q_DECLARE_METATYPE(movr::ChangeEnd)
