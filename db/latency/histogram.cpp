#include "db/latency/histogram.h"

#include <algorithm>
#include <bit>
#include <cmath>

namespace movr {

namespace {

constexpr int unitBits = 4;  ///< 16 ns is the finest difference
constexpr int scaleBits = 6; ///< 64 buckets to each doubling
constexpr std::uint64_t linear = 1u << scaleBits;
constexpr std::uint64_t longest = (std::uint64_t(1) << 39) - 1; ///< in units

void putNumber(QByteArray &bytes, std::uint64_t value)
{
    for (; value >= 0x80; value >>= 7)
        bytes.append(char(value | 0x80));
    bytes.append(char(value));
}

std::optional<std::uint64_t> takeNumber(const QByteArray &bytes, qsizetype &at)
{
    std::uint64_t value = 0;
    for (int shift = 0; at < bytes.size() && shift < 64; shift += 7) {
        const auto byte = static_cast<unsigned char>(bytes.at(at++));
        value |= std::uint64_t(byte & 0x7f) << shift;
        if (byte < 0x80)
            return value;
    }
    return {};
}

} // namespace

Histogram::Bucket Histogram::bucketOf(Nanoseconds duration)
{
    const auto units =
        std::min(std::uint64_t(std::max<std::int64_t>(duration.count(), 0)) >> unitBits, longest);
    if (units < linear)
        return Bucket(units);
    const int doubling = int(std::bit_width(units)) - scaleBits - 1;
    return Bucket(linear * std::uint64_t(doubling + 1) + ((units >> doubling) - linear));
}

Nanoseconds Histogram::lowest(Bucket bucket)
{
    if (bucket < linear)
        return Nanoseconds(std::int64_t(bucket) << unitBits);
    const int doubling = bucket / int(linear) - 1;
    return Nanoseconds(std::int64_t(bucket % linear + linear) << (doubling + unitBits));
}

Nanoseconds Histogram::highest(Bucket bucket)
{
    return lowest(Bucket(bucket + 1));
}

Nanoseconds Histogram::middle(Bucket bucket)
{
    return (lowest(bucket) + highest(bucket)) / 2;
}

void Histogram::add(Bucket bucket, std::uint64_t times)
{
    if (bucket >= bucketCount || times == 0)
        return;
    if (bucket >= m_counts.size())
        m_counts.resize(std::size_t(bucket) + 1);
    m_counts[bucket] += times;
    m_count += times;
}

void Histogram::merge(const Histogram &other)
{
    if (other.m_counts.size() > m_counts.size())
        m_counts.resize(other.m_counts.size());
    for (std::size_t i = 0; i < other.m_counts.size(); ++i)
        m_counts[i] += other.m_counts[i];
    m_count += other.m_count;
}

std::optional<Nanoseconds> Histogram::quantile(double share) const
{
    if (m_count == 0)
        return {};
    const auto wanted = std::clamp<double>(std::ceil(share * double(m_count)), 1, double(m_count));
    std::uint64_t seen = 0;
    for (std::size_t i = 0; i < m_counts.size(); ++i) {
        seen += m_counts[i];
        if (double(seen) >= wanted)
            return middle(Bucket(i));
    }
    return {};
}

bool Histogram::operator==(const Histogram &other) const
{
    if (m_count != other.m_count)
        return false;
    for (int i = 0; i < std::max(end(), other.end()); ++i)
        if (countAt(Bucket(i)) != other.countAt(Bucket(i)))
            return false;
    return true;
}

QByteArray Histogram::pack() const
{
    QByteArray bytes(""); // not null, which is another thing in a database
    std::size_t last = 0;
    for (std::size_t i = 0; i < m_counts.size(); ++i) {
        if (m_counts[i] == 0)
            continue;
        putNumber(bytes, i - last);
        putNumber(bytes, m_counts[i]);
        last = i;
    }
    return bytes;
}

std::optional<Histogram> Histogram::unpack(const QByteArray &bytes)
{
    Histogram histogram;
    std::uint64_t bucket = 0;
    for (qsizetype at = 0; at < bytes.size();) {
        const auto step = takeNumber(bytes, at);
        const auto times = step ? takeNumber(bytes, at) : std::nullopt;
        if (!times || *step >= std::uint64_t(bucketCount) || bucket + *step >= std::uint64_t(bucketCount))
            return {};
        bucket += *step;
        histogram.add(Bucket(bucket), *times);
    }
    return histogram;
}

} // namespace movr
