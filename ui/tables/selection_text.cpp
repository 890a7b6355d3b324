#include "ui/tables/selection_text.h"

#include <QHeaderView>
#include <QTableView>

#include <algorithm>

namespace movr {

namespace {

QString cell(QString text)
{
    const auto special = [](QChar letter) {
        return letter == u'\t' || letter == u'\n' || letter == u'\r' || letter == u'"';
    };
    if (!std::any_of(text.cbegin(), text.cend(), special))
        return text;
    return u'"' + text.replace(u'"', QStringLiteral("\"\"")) + u'"';
}

QList<int> visibleColumns(const QHeaderView &header)
{
    QList<int> columns;
    for (int place = 0; place < header.count(); ++place)
        if (const int column = header.logicalIndex(place); !header.isSectionHidden(column))
            columns.append(column);
    return columns;
}

} // namespace

QString selectedRowsText(const QTableView &view)
{
    QModelIndexList rows = view.selectionModel()->selectedRows();
    if (rows.isEmpty())
        return {};
    std::sort(rows.begin(), rows.end());
    const QList<int> columns = visibleColumns(*view.horizontalHeader());
    QStringList cells;
    for (const int column : columns)
        cells.append(cell(view.model()->headerData(column, Qt::Horizontal, Qt::DisplayRole).toString()));
    QStringList lines{cells.join(u'\t')};
    for (const QModelIndex &row : std::as_const(rows)) {
        cells.clear();
        for (const int column : columns)
            cells.append(cell(row.siblingAtColumn(column).data().toString()));
        lines.append(cells.join(u'\t'));
    }
    return lines.join(u'\n') + u'\n';
}

} // namespace movr
