#include "db/positions/column_distribution.h"

#include "db/positions/server_time.h"

#include <QDate>
#include <QUuid>

#include <algorithm>
#include <cmath>
#include <limits>
#include <numeric>

namespace movr {

namespace {

constexpr int textBytes = 6; ///< as many as a double keeps apart

/// The bytes as digits after the point: 0 to 1.
double fractionOf(const QByteArray &bytes)
{
    double value = 0;
    double digit = 1;
    for (qsizetype i = 0; i < std::min<qsizetype>(bytes.size(), textBytes); ++i) {
        digit /= 256;
        value += digit * static_cast<unsigned char>(bytes.at(i));
    }
    return value;
}

QByteArray commonPrefix(const QList<QByteArray> &texts)
{
    QByteArray prefix = texts.value(0);
    for (const QByteArray &text : texts) {
        qsizetype same = 0;
        while (same < std::min(prefix.size(), text.size()) && prefix.at(same) == text.at(same))
            ++same;
        prefix.truncate(same);
    }
    return prefix;
}

double idPosition(const QString &value)
{
    const QByteArray bytes = QUuid::fromString(value).toRfc4122();
    return fractionOf(bytes);
}

QString idAt(double share)
{
    QByteArray bytes(16, '\0');
    for (int i = 0; i < textBytes; ++i) {
        share *= 256;
        const double digit = std::clamp(std::floor(share), 0.0, 255.0);
        bytes[i] = static_cast<char>(static_cast<unsigned char>(digit));
        share -= digit;
    }
    return QUuid::fromRfc4122(bytes).toString(QUuid::WithoutBraces);
}

} // namespace

double ColumnStatistics::shareOf(const QString &value) const
{
    if (const qsizetype found = commonValues.indexOf(value); found >= 0)
        return commonShares.value(found);
    const double common = std::accumulate(commonShares.cbegin(), commonShares.cend(), 0.0);
    const double others = std::max(0.0, 1 - nullShare - common);
    return others / std::max(1.0, distinct - double(commonValues.size()));
}

ColumnStatistics ColumnStatistics::only(const QString &value) const
{
    ColumnStatistics result;
    result.distinct = 1;
    result.commonValues = {value};
    result.commonShares = {1.0};
    return result;
}

ColumnStatistics ColumnStatistics::without(const QString &value) const
{
    const qsizetype found = commonValues.indexOf(value);
    if (found < 0)
        return *this;
    ColumnStatistics result = *this;
    const double left = std::max(1e-9, 1 - commonShares.at(found));
    result.commonValues.removeAt(found);
    result.commonShares.removeAt(found);
    result.nullShare /= left;
    for (double &share : result.commonShares)
        share /= left;
    return result;
}

ColumnDistribution::ColumnDistribution(Kind kind, const ColumnStatistics &statistics) : m_kind(kind)
{
    if (kind == Kind::Id)
        return; // random by design: evenly spread
    if (kind == Kind::Text) {
        QList<QByteArray> all;
        for (const QString &value : statistics.commonValues + statistics.bounds)
            all.append(value.toUtf8());
        m_prefix = commonPrefix(all);
        for (const QString &value : statistics.commonValues + statistics.bounds)
            m_texts.emplace_back(position(value), value);
        std::sort(m_texts.begin(), m_texts.end());
    }
    for (qsizetype i = 0; i < statistics.commonValues.size(); ++i)
        m_steps.push_back({position(statistics.commonValues.at(i)), statistics.commonShares.value(i), 0});
    std::sort(m_steps.begin(), m_steps.end(),
              [](const Step &a, const Step &b) { return a.position < b.position; });
    double before = 0;
    for (Step &step : m_steps)
        before = (step.before = before) + step.share;
    for (const QString &bound : statistics.bounds)
        m_bounds.push_back(position(bound));
    // A server may sort by its language; here the order is that of the bytes.
    std::sort(m_bounds.begin(), m_bounds.end());
    const double rows = std::max(1e-9, 1 - statistics.nullShare);
    for (Step &step : m_steps) {
        step.share /= rows;
        step.before /= rows;
    }
    m_spread = m_bounds.size() > 1 ? std::max(0.0, 1 - before / rows) : 0;
    m_uncommon = std::max(1.0, statistics.distinct - double(m_steps.size()));
}

double ColumnDistribution::position(const QString &value) const
{
    switch (m_kind) {
    case Kind::Date:
        return double(QDate::fromString(value, Qt::ISODate).toJulianDay());
    case Kind::Time:
        return double(microsecondsFromServer(value).value_or(0));
    case Kind::Id:
        return idPosition(value);
    case Kind::Text:
        break;
    }
    const QByteArray bytes = value.toUtf8();
    if (bytes.startsWith(m_prefix))
        return fractionOf(bytes.mid(m_prefix.size()));
    return bytes < m_prefix ? -1 : 2;
}

QString ColumnDistribution::valueAt(double position) const
{
    switch (m_kind) {
    case Kind::Date:
        return QDate::fromJulianDay(qint64(std::floor(position))).toString(Qt::ISODate);
    case Kind::Time:
        return serverTime(qint64(position));
    case Kind::Id:
        return idAt(position);
    case Kind::Text:
        break;
    }
    return {};
}

double ColumnDistribution::below(double position) const
{
    if (m_kind == Kind::Id)
        return std::clamp(position, 0.0, 1.0);
    const auto step = std::lower_bound(m_steps.cbegin(), m_steps.cend(), position,
                                       [](const Step &s, double p) { return s.position < p; });
    double share = step == m_steps.cbegin() ? 0 : std::prev(step)->before + std::prev(step)->share;
    if (m_bounds.size() > 1) {
        const auto next = std::lower_bound(m_bounds.cbegin(), m_bounds.cend(), position);
        double buckets = double(next - m_bounds.cbegin());
        if (next == m_bounds.cend()) {
            buckets = double(m_bounds.size() - 1);
        } else if (next != m_bounds.cbegin()) {
            const double low = *std::prev(next);
            buckets += (*next > low ? (position - low) / (*next - low) : 0) - 1;
        }
        share += m_spread * buckets / double(m_bounds.size() - 1);
    }
    return std::clamp(share, 0.0, 1.0);
}

double ColumnDistribution::at(double position) const
{
    const auto step = std::lower_bound(m_steps.cbegin(), m_steps.cend(), position,
                                       [](const Step &s, double p) { return s.position < p; });
    if (step != m_steps.cend() && step->position == position)
        return step->share;
    if (m_kind == Kind::Date)
        return std::max(0.0, below(position + 1) - below(position));
    return m_kind == Kind::Text ? m_spread / m_uncommon : 0;
}

double ColumnDistribution::shareBelow(const QString &value) const
{
    return below(position(value));
}

double ColumnDistribution::shareAt(const QString &value) const
{
    return at(position(value));
}

ColumnDistribution::Place ColumnDistribution::textAt(double share) const
{
    const auto next = std::upper_bound(m_texts.cbegin(), m_texts.cend(), share,
                                       [this](double s, const auto &text) { return s < below(text.first); });
    const auto &[position, value] = next == m_texts.cbegin() ? *next : *std::prev(next);
    const double begin = below(position);
    const double end = std::max(begin + at(position), next == m_texts.cend() ? 1.0 : below(next->first));
    return {value, end > begin ? std::clamp((share - begin) / (end - begin), 0.0, 1.0) : 0};
}

ColumnDistribution::Place ColumnDistribution::placeAt(double share) const
{
    share = std::clamp(share, 0.0, 1.0);
    if (m_kind == Kind::Id)
        return {idAt(share), 0};
    if (!known())
        return {};
    if (m_kind == Kind::Text)
        return textAt(share);
    double low = std::numeric_limits<double>::max();
    double high = std::numeric_limits<double>::lowest();
    if (!m_steps.empty()) {
        low = m_steps.front().position;
        high = m_steps.back().position;
    }
    if (!m_bounds.empty()) {
        low = std::min(low, m_bounds.front());
        high = std::max(high, m_bounds.back());
    }
    // The greatest position with no more than that share below it: whole days, whole microseconds.
    while (high - low >= 1) {
        const double middle = std::floor((low + high + 1) / 2);
        below(middle) <= share ? low = middle : high = middle - 1;
    }
    low = std::floor(low);
    const double width = at(low);
    return {valueAt(low), width > 0 ? std::clamp((share - below(low)) / width, 0.0, 1.0) : 0};
}

} // namespace movr
