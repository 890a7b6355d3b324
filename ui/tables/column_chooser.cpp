#include "ui/tables/column_chooser.h"

#include <QAction>
#include <QHeaderView>
#include <QMenu>
#include <QTableView>

namespace movr {

ColumnChooser::ColumnChooser(QTableView *view) : QObject(view), m_view(view)
{
    QHeaderView *const header = view->horizontalHeader();
    header->setContextMenuPolicy(Qt::CustomContextMenu);
    connect(header, &QWidget::customContextMenuRequested, this, [this, header](const QPoint &place) {
        auto *menu = new QMenu(header);
        menu->setAttribute(Qt::WA_DeleteOnClose);
        menu->setAccessibleName(tr("Columns"));
        fill(menu);
        menu->popup(header->mapToGlobal(place));
    });
}

void ColumnChooser::fill(QMenu *menu)
{
    const QHeaderView *header = m_view->horizontalHeader();
    const bool last = visibleColumns().size() == 1;
    for (int place = 0; place < header->count(); ++place) {
        const int column = header->logicalIndex(place);
        const bool shown = !header->isSectionHidden(column);
        QAction *const entry =
            menu->addAction(m_view->model()->headerData(column, Qt::Horizontal, Qt::DisplayRole).toString());
        entry->setCheckable(true);
        entry->setChecked(shown);
        entry->setEnabled(!(shown && last));
        connect(entry, &QAction::toggled, this, [this, column](bool on) { setHidden(column, !on); });
    }
}

QList<int> ColumnChooser::visibleColumns() const
{
    const QHeaderView *header = m_view->horizontalHeader();
    QList<int> columns;
    for (int place = 0; place < header->count(); ++place)
        if (const int column = header->logicalIndex(place); !header->isSectionHidden(column))
            columns.append(column);
    return columns;
}

void ColumnChooser::setHidden(int column, bool hidden)
{
    if (column < 0 || column >= m_view->horizontalHeader()->count())
        return;
    if (m_view->isColumnHidden(column) == hidden || (hidden && visibleColumns().size() == 1))
        return;
    m_view->setColumnHidden(column, hidden);
    Q_EMIT changed();
}

QVariantList ColumnChooser::saveState() const
{
    QVariantList hidden;
    for (int column = 0; column < m_view->horizontalHeader()->count(); ++column)
        if (m_view->isColumnHidden(column))
            hidden.append(column);
    return hidden;
}

void ColumnChooser::restoreState(const QVariantList &hidden)
{
    for (const QVariant &column : hidden) {
        bool number = false;
        const int value = column.toInt(&number);
        if (number)
            setHidden(value, true);
    }
}

} // namespace movr
