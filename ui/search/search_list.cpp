#include "ui/search/search_list.h"

#include "models/search/search_model.h"

namespace movr {

SearchList::SearchList(SearchModel *model, QWidget *parent) : QListView(parent), m_model(model)
{
    setModel(model);
    setObjectName(QStringLiteral("searchList"));
    setAccessibleName(tr("What was found"));
    setFrameShape(QFrame::NoFrame);
    setFocusPolicy(Qt::NoFocus);
    setEditTriggers(QAbstractItemView::NoEditTriggers);
    setVerticalScrollMode(QAbstractItemView::ScrollPerPixel);
    setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    viewport()->setAttribute(Qt::WA_Hover);
}

int SearchList::currentRow() const
{
    return currentIndex().isValid() ? currentIndex().row() : -1;
}

void SearchList::choose(int row)
{
    const QModelIndex index = row < 0 ? QModelIndex() : m_model->index(row);
    selectionModel()->setCurrentIndex(index, QItemSelectionModel::ClearAndSelect);
    if (!index.isValid())
        return;
    row == firstChoosable() ? scrollToTop() : scrollTo(index); // the first one with its heading
}

int SearchList::firstChoosable(int from, int by) const
{
    for (int row = from; row >= 0 && row < m_model->rowCount(); row += by)
        if (m_model->row(row).choosable)
            return row;
    return -1;
}

void SearchList::step(int by)
{
    const int direction = by < 0 ? -1 : 1;
    const int end = by < 0 ? m_model->rowCount() - 1 : 0; // where one comes in
    int row = currentRow();
    if (row < 0) {
        choose(firstChoosable(end, direction));
        return;
    }
    for (int done = 0; done != by; done += direction) {
        const int next = firstChoosable(row + direction, direction);
        if (next < 0)
            break;
        row = next;
    }
    if (row == currentRow() && qAbs(by) == 1)
        row = firstChoosable(end, direction);
    choose(row);
}

QList<int> SearchList::groupStarts() const
{
    QList<int> starts;
    bool open = false;
    for (int row = 0; row < m_model->rowCount(); ++row) {
        if (m_model->row(row).kind == SearchRow::Kind::Heading)
            open = true;
        if (!open || !m_model->row(row).choosable)
            continue;
        starts.append(row);
        open = false;
    }
    return starts;
}

void SearchList::stepGroup(int by)
{
    const QList<int> starts = groupStarts();
    if (starts.isEmpty())
        return;
    qsizetype group = -1;
    while (group + 1 < starts.size() && starts.at(group + 1) <= currentRow())
        ++group;
    group = group < 0 && by < 0 ? starts.size() - 1 : (group + by + starts.size()) % starts.size();
    choose(starts.at(group));
}

int SearchList::contentHeight() const
{
    int height = 0;
    for (int row = 0; row < m_model->rowCount(); ++row)
        height += sizeHintForIndex(m_model->index(row)).height();
    return height;
}

} // namespace movr
