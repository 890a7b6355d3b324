#include "db/positions/server_time.h"

#include <QStringView>

#include <chrono>

namespace movr {

namespace {

constexpr qint64 perSecond = 1'000'000;

/// Reads a text from left to right. Positions are looked up hundreds of times for one jump, so nothing is allocated.
class Reader
{
public:
    explicit Reader(QStringView text) : m_text(text) {}

    bool atEnd() const { return m_text.isEmpty(); }
    bool is(QChar wanted) const { return m_text.startsWith(wanted); }
    bool take(QChar wanted)
    {
        if (!is(wanted))
            return false;
        m_text = m_text.sliced(1);
        return true;
    }
    /// A number of `fewest` to `most` digits.
    std::optional<int> number(int fewest, int most)
    {
        int value = 0;
        m_digits = 0;
        while (m_digits < most && !atEnd() && m_text.front() >= u'0' && m_text.front() <= u'9') {
            value = value * 10 + (m_text.front().unicode() - u'0');
            m_text = m_text.sliced(1);
            ++m_digits;
        }
        return m_digits < fewest ? std::nullopt : std::optional(value);
    }
    int digits() const { return m_digits; } ///< of the last number

private:
    QStringView m_text;
    int m_digits = 0;
};

/// "2026-11-23", in seconds since 1970.
std::optional<qint64> readDay(Reader &reader)
{
    const auto year = reader.number(4, 6);
    const auto month = year && reader.take(u'-') ? reader.number(2, 2) : std::nullopt;
    const auto day = month && reader.take(u'-') ? reader.number(2, 2) : std::nullopt;
    if (!day || *year > int(std::chrono::year::max()))
        return {};
    const std::chrono::year_month_day date{std::chrono::year(*year), std::chrono::month(unsigned(*month)),
                                           std::chrono::day(unsigned(*day))};
    if (!date.ok())
        return {};
    return std::chrono::seconds(std::chrono::sys_days(date).time_since_epoch()).count();
}

/// "09:14:07.123456", in microseconds.
std::optional<qint64> readTime(Reader &reader)
{
    const auto hours = reader.number(2, 2);
    const auto minutes = hours && reader.take(u':') ? reader.number(2, 2) : std::nullopt;
    const auto seconds = minutes && reader.take(u':') ? reader.number(2, 2) : std::nullopt;
    if (!seconds || *hours > 23 || *minutes > 59 || *seconds > 59)
        return {};
    qint64 fraction = 0;
    if (reader.take(u'.')) {
        const auto digits = reader.number(1, 6);
        if (!digits)
            return {};
        fraction = *digits;
        for (int i = reader.digits(); i < 6; ++i)
            fraction *= 10;
    }
    return (*hours * 3600LL + *minutes * 60LL + *seconds) * perSecond + fraction;
}

/// "+05:30", in seconds.
std::optional<qint64> readOffset(Reader &reader)
{
    const bool west = reader.is(u'-');
    if (!reader.take(west ? u'-' : u'+'))
        return {};
    const auto hours = reader.number(2, 2);
    const auto minutes = hours && reader.take(u':') ? reader.number(2, 2) : hours ? 0 : std::optional<int>();
    if (!minutes)
        return {};
    const qint64 offset = *hours * 3600LL + *minutes * 60LL;
    return west ? -offset : offset;
}

/// The last `digits` decimal digits of a number.
void appendDigits(QString &text, qint64 number, int digits)
{
    const qsizetype begin = text.size();
    text.resize(begin + digits);
    for (qsizetype at = begin + digits; at-- > begin; number /= 10)
        text[at] = QChar(char16_t(u'0' + number % 10));
}

} // namespace

std::optional<qint64> microsecondsFromServer(const QString &text)
{
    Reader reader(text);
    const auto day = readDay(reader);
    const auto time = day && reader.take(u' ') ? readTime(reader) : std::nullopt;
    const auto offset = time ? readOffset(reader) : std::nullopt;
    if (!offset || !reader.atEnd())
        return {};
    return (*day - *offset) * perSecond + *time;
}

QString serverTime(qint64 microseconds)
{
    using namespace std::chrono;
    const sys_time<std::chrono::microseconds> time{std::chrono::microseconds(microseconds)};
    const sys_days days = floor<std::chrono::days>(time);
    const year_month_day date(days);
    const qint64 ofDay = (time - days).count();
    const int year = int(date.year());
    QString text;
    text.reserve(32);
    appendDigits(text, year, year > 9999 ? 5 : 4);
    text += u'-';
    appendDigits(text, unsigned(date.month()), 2);
    text += u'-';
    appendDigits(text, unsigned(date.day()), 2);
    text += u' ';
    const qint64 seconds = ofDay / perSecond;
    appendDigits(text, seconds / 3600, 2);
    text += u':';
    appendDigits(text, seconds / 60 % 60, 2);
    text += u':';
    appendDigits(text, seconds % 60, 2);
    text += u'.';
    appendDigits(text, ofDay % perSecond, 6);
    return text + QStringLiteral("+00");
}

} // namespace movr
