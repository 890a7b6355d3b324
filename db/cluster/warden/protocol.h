#pragma once

#include <string>
#include <string_view>
#include <vector>

/// The lines between the warden and its client; a header alone, because both programs need it.
/// One line a message, fields separated by tabs; backslash, tab and newline inside of a field are written
/// \\ \t \n. No other escapes.
namespace movr::warden {

/// `line` without its newline.
inline std::vector<std::string> splitLine(std::string_view line)
{
    std::vector<std::string> fields(1);
    for (std::size_t i = 0; i < line.size(); ++i) {
        if (line[i] == '\t') {
            fields.emplace_back();
        } else if (line[i] == '\\' && i + 1 < line.size()) {
            const char next = line[++i];
            fields.back() += next == 't' ? '\t' : next == 'n' ? '\n' : next;
        } else {
            fields.back() += line[i];
        }
    }
    return fields;
}

/// With the newline at its end.
inline std::string joinLine(const std::vector<std::string> &fields)
{
    std::string line;
    for (const std::string &field : fields) {
        if (&field != &fields.front())
            line += '\t';
        for (const char c : field) {
            if (c == '\\' || c == '\t' || c == '\n')
                line += '\\';
            line += c == '\t' ? 't' : c == '\n' ? 'n' : c;
        }
    }
    line += '\n';
    return line;
}

} // namespace movr::warden
