#pragma once

#include "db/movr/pages.h"

#include <QString>
#include <QStringList>

#include <chrono>
#include <optional>
#include <variant>

namespace movr {

/// What a page shows: its filter, sort and order. Key, direction and limit are of no account in an export.
using ViewQuery = std::variant<VehicleQuery, RideQuery, UserQuery, ActionQuery>;

enum class ExportFormat {
    Csv,      ///< RFC 4180 with a header line, UTF-8, CRLF. NULL is an empty field, an empty text is ""
    JsonLines ///< one object a line, UTF-8, LF. Numbers, booleans and null are typed
};

/// One export: the rows of a view, all of them, in the view's order, into a file.
struct ExportRequest {
    ViewScope scope;
    ViewQuery query;
    QStringList columns; ///< machine names (see export_columns.h) in the file's order; empty: all
    ExportFormat format = ExportFormat::Csv;
    QString file; ///< absolute path. Only a complete, synced file ever has this name
};

/// How far an export is.
struct ExportProgress {
    qint64 rows = 0;  ///< written so far
    qint64 bytes = 0; ///< written so far
    /// The servers' planners' estimate of all rows (EXPLAIN); unset until each has answered.
    std::optional<qint64> estimatedRows;
    std::chrono::milliseconds elapsed{};
};

/// A complete export.
struct ExportSummary {
    QString file;
    qint64 rows = 0;
    qint64 bytes = 0;
    QStringList regions; ///< whose servers the rows came from
    std::chrono::milliseconds elapsed{};
};

} // namespace movr
