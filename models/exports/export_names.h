#pragma once

#include "db/export/export_request.h"

#include <QDate>
#include <QList>
#include <QString>
#include <QStringList>

namespace movr {

/// Machine names of what a table's columns show, in their order: a column of several parts ("Rider") becomes
/// several columns of the file. `columns`: numbers of the columns of the model that shows the view.
QStringList exportNames(const ViewQuery &view, const QList<int> &columns);

/// "rides": the table's word in names of files.
QString tableWord(const ViewQuery &view);

/// A name for the file: "rides-new-york-2026-01-31.csv".
QString suggestedFileName(const ViewScope &scope, const ViewQuery &view, ExportFormat format,
                          const QDate &day);

/// The ending with its dot.
QString fileEnding(ExportFormat format);

} // namespace movr
