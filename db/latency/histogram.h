#pragma once

#include "db/base/timing.h"

#include <QByteArray>

#include <cstdint>
#include <optional>
#include <vector>

namespace movr {

/// How often each duration occurred, in log-linear buckets: 64 to each doubling, so that a bucket's middle is at
/// most 0.8 % away from every duration in it (below 1 µs: at most 8 ns). Durations from 0 to 2.4 h; longer ones
/// count as that long. Mergeable: the sum of two histograms is the histogram of both. A plain value of at most
/// 17 kB; empty ones own nothing.
///
/// Debian 12 has no C or C++ library for it (HdrHistogram's C port is not packaged).
class Histogram
{
public:
    using Bucket = std::uint16_t;
    static constexpr int bucketCount = 2176;

    /// No allocation, no lock, a few nanoseconds.
    static Bucket bucketOf(Nanoseconds duration);
    static Nanoseconds lowest(Bucket bucket);  ///< inclusive
    static Nanoseconds highest(Bucket bucket); ///< exclusive
    static Nanoseconds middle(Bucket bucket);

    void add(Nanoseconds duration) { add(bucketOf(duration), 1); }
    void add(Bucket bucket, std::uint64_t times);
    void merge(const Histogram &other);

    std::uint64_t count() const { return m_count; }
    std::uint64_t countAt(Bucket bucket) const { return bucket < m_counts.size() ? m_counts[bucket] : 0; }
    /// One beyond the highest bucket that may be occupied.
    int end() const { return int(m_counts.size()); }

    /// Nearest rank, `share` in 0..1: the least duration that at least so many samples do not exceed. Unset when empty.
    std::optional<Nanoseconds> quantile(double share) const;
    /// Of the lowest and highest occupied bucket. Unset when empty.
    std::optional<Nanoseconds> least() const { return quantile(0); }
    std::optional<Nanoseconds> most() const { return quantile(1); }

    /// Compact (variable-length numbers), and back; nothing for bytes that are not of pack().
    QByteArray pack() const;
    static std::optional<Histogram> unpack(const QByteArray &bytes);

    bool operator==(const Histogram &other) const;

private:
    std::vector<std::uint64_t> m_counts; ///< by bucket, as far as one was occupied
    std::uint64_t m_count = 0;
};

} // namespace movr
