#pragma once

#include "models/live_rows.h"

#include <chrono>

namespace movr {

/// When a table may be read again because of changes: at most ten times a second, never while an answer is
/// due, and not for more than half of the time however slow the answers are.
class RefreshPace
{
public:
    using Clock = std::chrono::steady_clock;
    static constexpr std::chrono::milliseconds shortest{100};
    static constexpr std::chrono::milliseconds relaxed{1'000}; ///< for LiveNeed::Soon

    void asked(Clock::time_point at) { m_asked = at; }
    void answered(Clock::time_point at) { m_answered = at; }
    /// The earliest time for what is needed; never for Nothing.
    Clock::time_point earliest(LiveNeed need) const
    {
        if (need == LiveNeed::Nothing)
            return Clock::time_point::max();
        if (m_asked == Clock::time_point())
            return m_asked;
        const auto took = std::max(m_answered - m_asked, Clock::duration::zero());
        const auto pause = std::max<Clock::duration>(shortest, 2 * took);
        return m_asked + (need == LiveNeed::Soon ? std::max<Clock::duration>(relaxed, pause) : pause);
    }

private:
    Clock::time_point m_asked;
    Clock::time_point m_answered;
};

} // namespace movr
