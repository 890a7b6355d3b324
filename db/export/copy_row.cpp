#include "db/export/copy_row.h"

#include <libpq-fe.h>

#include <algorithm>

namespace movr {

namespace {

/// What the character after a backslash stands for (the server writes no octal or hexadecimal ones).
char unescaped(char letter)
{
    switch (letter) {
    case 'b':
        return '\b';
    case 'f':
        return '\f';
    case 'n':
        return '\n';
    case 'r':
        return '\r';
    case 't':
        return '\t';
    case 'v':
        return '\v';
    default:
        return letter;
    }
}

std::string_view unescape(char *begin, char *end)
{
    char *to = std::find(begin, end, '\\');
    for (const char *from = to; from < end; ++from) {
        if (*from == '\\' && from + 1 < end)
            *to++ = unescaped(*++from);
        else
            *to++ = *from;
    }
    return {begin, size_t(to - begin)};
}

} // namespace

void CopyRow::Free::operator()(char *buffer) const
{
    PQfreemem(buffer);
}

CopyRow::CopyRow(char *buffer, int size) : m_buffer(buffer)
{
    m_fields.reserve(16);
    char *end = buffer + size;
    if (end > buffer && end[-1] == '\n')
        --end;
    // A tab or a newline of a value is escaped, so that every bare tab parts two fields.
    for (char *begin = buffer;;) {
        char *const tab = std::find(begin, end, '\t');
        if (tab - begin == 2 && begin[0] == '\\' && begin[1] == 'N')
            m_fields.emplace_back(std::nullopt);
        else
            m_fields.emplace_back(unescape(begin, tab));
        if (tab == end)
            break;
        begin = tab + 1;
    }
}

std::optional<std::string_view> CopyRow::field(int position) const
{
    return position >= 0 && position < fields() ? m_fields[size_t(position)] : std::nullopt;
}

int CopyRow::compareKeys(const CopyRow &other, int keys) const
{
    for (int key = keys; key > 0; --key) {
        const auto mine = field(fields() - key).value_or(std::string_view());
        const auto theirs = other.field(other.fields() - key).value_or(std::string_view());
        if (const int order = mine.compare(theirs); order != 0)
            return order; // char_traits<char> compares as unsigned bytes
    }
    return 0;
}

} // namespace movr
