#pragma once

#include "db/export/export_request.h"

#include <QList>
#include <QString>

namespace movr {

enum class ExportKind { Text, Number, Boolean, Time, Json };

/// A column of an export file. The names are an interface for other programs: they stay as they are.
struct ExportColumn {
    QString name; ///< "start_time"
    ExportKind kind = ExportKind::Text;
    int position = 0; ///< in a row of the view's statement
};

/// All columns of the view's table, in the file's default order.
QList<ExportColumn> exportColumns(const ViewQuery &query);
/// The chosen ones in the chosen order; all for an empty choice. Names that are not there are left out.
QList<ExportColumn> exportColumns(const ViewQuery &query, const QStringList &names);

} // namespace movr
