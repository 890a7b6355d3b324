#pragma once

#include <memory>
#include <optional>
#include <string_view>
#include <vector>

namespace movr {

/// One row of a COPY in text format, unescaped in place: the fields point into the buffer that libpq made.
class CopyRow
{
public:
    CopyRow() = default;
    /// Takes the buffer over (freed by PQfreemem); `size` without the closing zero.
    CopyRow(char *buffer, int size);

    int fields() const { return int(m_fields.size()); }
    /// Nothing for SQL NULL, and beyond the last field.
    std::optional<std::string_view> field(int position) const;
    /// How the last `keys` fields stand to the other row's, byte by byte: as the servers sort them.
    int compareKeys(const CopyRow &other, int keys) const;

private:
    struct Free {
        void operator()(char *buffer) const;
    };
    std::unique_ptr<char, Free> m_buffer;
    std::vector<std::optional<std::string_view>> m_fields;
};

} // namespace movr
