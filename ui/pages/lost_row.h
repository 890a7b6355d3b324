#pragma once

#include "ui/pages/table_page.h"

#include <QObject>

#include <functional>

namespace movr {

class PagedModel;
class PagedTableView;

/// Notices when the selected row vanishes from among its neighbours: it was changed and does not match the
/// filter any more, or it was deleted. A row that merely left the window with those around it is not lost.
class LostRow : public QObject
{
    Q_OBJECT

public:
    using Value = std::function<Selection()>;

    /// `value`: the selected row. Owned by `view`.
    LostRow(PagedModel *model, PagedTableView *view, Value value);

    /// As it was last known, until something is selected or other rows are shown; monostate before.
    const Selection &last() const { return m_last; }

private:
    void remember();
    void look();
    bool missedFrom(const QList<RowId> &neighbours, bool end) const;

    PagedModel *m_model;
    PagedTableView *m_view;
    Value m_value;
    Selection m_before;
    RowId m_id;
    QList<RowId> m_above; ///< its neighbours, the nearest first
    QList<RowId> m_below;
    bool m_atStart = false; ///< nothing was above them
    bool m_atEnd = false;
    Selection m_last;
};

} // namespace movr
