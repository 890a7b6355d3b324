#include "ui/servers/server_table.h"

#include "models/servers/server_filter.h"
#include "ui/tables/meaning_delegate.h"

#include <QHeaderView>

namespace movr {

namespace {

constexpr int room = 10;       ///< beside a text
constexpr int arrow = 16;      ///< of the sort order
constexpr int mostWidth = 200; ///< of a column that fits its texts

} // namespace

ServerTable::ServerTable(const QString &name, QAbstractItemModel *model, int wide, QWidget *parent)
    : QTableView(parent), m_filter(new ServerFilter(this)), m_wide(wide)
{
    setAccessibleName(name);
    m_filter->setSourceModel(model);
    // Before the selection hears of it, which would go to a row beside.
    connect(m_filter, &QAbstractItemModel::rowsAboutToBeRemoved, this,
            [this](const QModelIndex &, int first, int last) { leaveRows(first, last); });
    setModel(m_filter);
    setItemDelegate(new MeaningDelegate(this));
    setSelectionBehavior(SelectRows);
    setSelectionMode(SingleSelection);
    setAlternatingRowColors(true);
    setShowGrid(false);
    setWordWrap(false);
    setFrameShape(QFrame::NoFrame);
    setTabKeyNavigation(false);
    setVerticalScrollMode(ScrollPerPixel);
    setSortingEnabled(true);
    verticalHeader()->hide();
    verticalHeader()->setDefaultSectionSize(fontMetrics().height() + 8);
    horizontalHeader()->setAccessibleName(tr("Columns"));
    horizontalHeader()->setHighlightSections(false);
    horizontalHeader()->setSectionsMovable(true);
    horizontalHeader()->setSectionResizeMode(wide, QHeaderView::Stretch);
    connect(m_filter, &QAbstractItemModel::dataChanged, this, &ServerTable::currentChangedOrRead);
    connect(m_filter, &QAbstractItemModel::rowsRemoved, this, &ServerTable::currentChangedOrRead);
}

int ServerTable::currentRow() const
{
    const QModelIndex current = currentIndex();
    return current.isValid() ? m_filter->mapToSource(current).row() : -1;
}

/// By its texts; a head of two lines needs the longer one only.
int ServerTable::widthOf(int column) const
{
    const QStringList lines = m_filter->headerData(column, Qt::Horizontal).toString().split(u'\n');
    int head = 0;
    for (const QString &line : lines)
        head = std::max(head, fontMetrics().horizontalAdvance(line) + room);
    if (column == horizontalHeader()->sortIndicatorSection())
        head += arrow;
    return std::min(std::max(sizeHintForColumn(column) + room, head), mostWidth);
}

void ServerTable::fit()
{
    for (int column = 0; column < m_filter->columnCount(); ++column)
        if (column != m_wide)
            setColumnWidth(column, widthOf(column));
}

/// The current row that goes leaves none: what is done to it next would be done to another one.
void ServerTable::leaveRows(int first, int last)
{
    if (currentIndex().isValid() && currentIndex().row() >= first && currentIndex().row() <= last)
        selectionModel()->clear();
}

void ServerTable::currentChanged(const QModelIndex &current, const QModelIndex &previous)
{
    QTableView::currentChanged(current, previous);
    Q_EMIT currentChangedOrRead();
}

} // namespace movr
