#pragma once

#include "db/base/failure.h"

#include <QString>

#include <functional>

namespace movr {

/// One line for the operator: an outcome, a warning or an error, with at most one thing to do about it.
struct Message {
    enum class Kind { Info, Done, Warning, Error };
    Kind kind = Kind::Info;
    QString text;       ///< complete sentence
    QString detail;     ///< for the tooltip; may be empty
    QString actionText; ///< empty: no button
    std::function<void()> action;
    bool stays = false; ///< until it is dismissed, of whatever kind
    /// Nobody asked for it, and it is not to be missed: it waits behind an error, and comes back after an outcome that took
    /// its place.
    bool waits = false;

    /// The failure as an error; `retry` gets a button when trying again can help.
    static Message error(const Failure &failure, const QString &retryText = {},
                         std::function<void()> retry = {})
    {
        Message message{Kind::Error, failure.sentence, failure.detail, {}, {}};
        if (failure.retryable && retry) {
            message.actionText = retryText;
            message.action = std::move(retry);
        }
        return message;
    }
};

} // namespace movr
