#include "db/export/row_writer.h"

#include <array>

namespace movr {

namespace {

constexpr char hexDigits[] = "0123456789abcdef";

void appendText(std::string_view text, QByteArray &to)
{
    to.append(text.data(), qsizetype(text.size()));
}

/// "2026-01-31 12:00:00.5+00" of a session in UTC as "2026-01-31T12:00:00.5Z".
void appendTime(std::string_view text, QByteArray &to)
{
    const auto begin = to.size();
    const bool utc = text.ends_with("+00");
    appendText(utc ? text.substr(0, text.size() - 3) : text, to);
    if (utc)
        to.append('Z');
    if (text.size() > 10 && text[10] == ' ')
        to[begin + 10] = 'T';
}

void appendQuoted(std::string_view text, QByteArray &to)
{
    // An empty text is told apart from NULL by its quotes, as in PostgreSQL's own CSV.
    if (!text.empty() && text.find_first_of("\",\r\n") == std::string_view::npos) {
        appendText(text, to);
        return;
    }
    to.append('"');
    for (const char letter : text) {
        if (letter == '"')
            to.append('"');
        to.append(letter);
    }
    to.append('"');
}

void appendJsonText(std::string_view text, QByteArray &to)
{
    to.append('"');
    for (const char letter : text) {
        const auto byte = static_cast<unsigned char>(letter);
        if (letter == '"' || letter == '\\') {
            to.append('\\').append(letter);
        } else if (letter == '\n') {
            to.append("\\n");
        } else if (byte < 0x20) {
            to.append("\\u00").append(hexDigits[byte >> 4]).append(hexDigits[byte & 15]);
        } else {
            to.append(letter); // UTF-8 as it is
        }
    }
    to.append('"');
}

void appendJsonValue(std::string_view text, ExportKind kind, QByteArray &to)
{
    switch (kind) {
    case ExportKind::Number:
    case ExportKind::Json: // jsonb is written on one line
        appendText(text, to);
        break;
    case ExportKind::Boolean:
        to.append(text == "t" ? "true" : "false");
        break;
    case ExportKind::Time:
        to.append('"');
        appendTime(text, to);
        to.append('"');
        break;
    case ExportKind::Text:
        appendJsonText(text, to);
        break;
    }
}

void appendCsvValue(std::string_view text, ExportKind kind, QByteArray &to)
{
    if (kind == ExportKind::Time)
        appendTime(text, to);
    else if (kind == ExportKind::Boolean)
        to.append(text == "t" ? "true" : "false");
    else
        appendQuoted(text, to);
}

} // namespace

RowWriter::RowWriter(ExportFormat format, QList<ExportColumn> columns)
    : m_format(format), m_columns(std::move(columns))
{
    for (const ExportColumn &column : m_columns)
        m_names.push_back('"' + column.name.toUtf8() + "\":");
}

QByteArray RowWriter::header() const
{
    if (m_format == ExportFormat::JsonLines)
        return {};
    QByteArray line;
    for (const ExportColumn &column : m_columns)
        line += (line.isEmpty() ? "" : ",") + column.name.toUtf8();
    return line + "\r\n";
}

void RowWriter::append(const CopyRow &row, QByteArray &to) const
{
    m_format == ExportFormat::Csv ? appendCsv(row, to) : appendJson(row, to);
}

void RowWriter::appendCsv(const CopyRow &row, QByteArray &to) const
{
    for (qsizetype i = 0; i < m_columns.size(); ++i) {
        if (i > 0)
            to.append(',');
        if (const auto text = row.field(m_columns.at(i).position))
            appendCsvValue(*text, m_columns.at(i).kind, to);
    }
    to.append("\r\n");
}

void RowWriter::appendJson(const CopyRow &row, QByteArray &to) const
{
    for (qsizetype i = 0; i < m_columns.size(); ++i) {
        to.append(i == 0 ? '{' : ',').append(m_names[size_t(i)]);
        if (const auto text = row.field(m_columns.at(i).position))
            appendJsonValue(*text, m_columns.at(i).kind, to);
        else
            to.append("null");
    }
    to.append("}\n");
}

} // namespace movr
