#pragma once

#include "db/export/copy_row.h"
#include "db/export/export_columns.h"

#include <QByteArray>

#include <vector>

namespace movr {

/// Turns rows of a COPY into the lines of an export file. Times become ISO 8601 with the zone Z.
class RowWriter
{
public:
    RowWriter(ExportFormat format, QList<ExportColumn> columns);

    /// What stands before the first row; empty for JSON Lines.
    QByteArray header() const;
    void append(const CopyRow &row, QByteArray &to) const;

private:
    void appendCsv(const CopyRow &row, QByteArray &to) const;
    void appendJson(const CopyRow &row, QByteArray &to) const;

    ExportFormat m_format;
    QList<ExportColumn> m_columns;
    std::vector<QByteArray> m_names; ///< JSON: "name": with its quotes and colon
};

} // namespace movr
