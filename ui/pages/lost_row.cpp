#include "ui/pages/lost_row.h"

#include "models/paged_model.h"
#include "ui/tables/paged_table_view.h"

#include <algorithm>

namespace movr {

namespace {

/// Neighbours may vanish along with it.
constexpr int neighbours = 5;

} // namespace

LostRow::LostRow(PagedModel *model, PagedTableView *view, Value value)
    : QObject(view), m_model(model), m_view(view), m_value(std::move(value))
{
    connect(model, &PagedModel::rowsAboutToChange, this, &LostRow::remember);
    connect(model, &PagedModel::rowsChanged, this, &LostRow::look);
    connect(model, &PagedModel::modelReset, this, [this] {
        m_before = {};
        m_last = {};
    });
    connect(view, &PagedTableView::rowSelectionChanged, this, [this] {
        if (m_view->selectedRow() >= 0)
            m_last = {};
    });
}

void LostRow::remember()
{
    m_before = {};
    const int row = m_view->selectedRow();
    if (row < 0)
        return;
    m_before = m_value();
    m_id = m_model->rowId(row);
    m_above.clear();
    m_below.clear();
    const int last = m_model->rowCount() - 1;
    for (int other = row - 1; other >= std::max(0, row - neighbours); --other)
        m_above.append(m_model->rowId(other));
    for (int other = row + 1; other <= std::min(last, row + neighbours); ++other)
        m_below.append(m_model->rowId(other));
    m_atStart = row == 0 && m_model->atStart();
    m_atEnd = row == last && m_model->atEnd();
}

bool LostRow::missedFrom(const QList<RowId> &ids, bool end) const
{
    return end
        || std::any_of(ids.cbegin(), ids.cend(), [this](const RowId &id) { return m_model->rowOf(id) >= 0; });
}

void LostRow::look()
{
    const Selection before = std::exchange(m_before, {});
    if (std::holds_alternative<std::monostate>(before) || m_model->rowOf(m_id) >= 0)
        return;
    if (m_view->selectedRow() < 0 && missedFrom(m_above, m_atStart) && missedFrom(m_below, m_atEnd))
        m_last = before;
}

} // namespace movr
