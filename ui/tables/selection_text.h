#pragma once

#include <QString>

class QTableView;

namespace movr {

/// The selected rows as text that spreadsheets take: a header line, visible columns from left to right, cells parted by
/// tabs, lines by newlines. A cell with a tab, a newline or a quote in it is quoted, its quotes doubled. Empty
/// without a selection.
QString selectedRowsText(const QTableView &view);

} // namespace movr
