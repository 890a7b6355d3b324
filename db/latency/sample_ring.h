#pragma once

#include <array>
#include <atomic>
#include <cstdint>

namespace movr {

/// How a statement that was sent, or could not be, came out. Refusals by a rule are answers.
enum class SampleOutcome : std::uint8_t {
    Answered,
    Failed,      ///< the server answered with an error
    TimedOut,    ///< no answer within the deadline
    Unreachable, ///< an outage: no connection, or it was lost
    Cancelled    ///< by the user, or by a newer request of the same view: no failure
};

/// One statement, as it leaves the lane's thread.
struct LatencySample {
    std::int64_t finishedAt = 0; ///< monotonic clock, ns
    std::int64_t wait = 0;       ///< sent until answered, ns
    std::uint32_t queued = 0;    ///< µs in the console's own lane before it was sent
    std::uint32_t rows = 0;
    std::uint16_t statement = 0; ///< StatementNames
    SampleOutcome outcome = SampleOutcome::Answered;
    bool retry = false; ///< the attempt before it failed
};

/// From one writing thread (the lane's) to one reading thread (the store's) without locks and without allocation.
/// When it is full the sample is counted as lost: a writer never waits.
class SampleRing
{
public:
    static constexpr std::uint32_t capacity = 4096;

    bool push(const LatencySample &sample)
    {
        const auto head = m_head.load(std::memory_order_relaxed);
        if (head - m_tail.load(std::memory_order_acquire) == capacity) {
            m_lost.fetch_add(1, std::memory_order_relaxed);
            return false;
        }
        m_samples[head % capacity] = sample;
        m_head.store(head + 1, std::memory_order_release);
        return true;
    }

    template <class Take>
    void drain(Take &&take)
    {
        auto tail = m_tail.load(std::memory_order_relaxed);
        for (const auto head = m_head.load(std::memory_order_acquire); tail != head; ++tail)
            take(m_samples[tail % capacity]);
        m_tail.store(tail, std::memory_order_release);
    }

    std::uint64_t lost() const { return m_lost.load(std::memory_order_relaxed); }

private:
    std::array<LatencySample, capacity> m_samples{};
    alignas(64) std::atomic<std::uint32_t> m_head = 0; ///< written by the lane only
    alignas(64) std::atomic<std::uint32_t> m_tail = 0; ///< written by the store only
    std::atomic<std::uint64_t> m_lost = 0;
};

} // namespace movr
