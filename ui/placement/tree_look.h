#pragma once

#include <QHeaderView>
#include <QTreeView>

namespace movr {

/// How the page's trees and tables look alike: rows of one height in two shades, columns that can be sorted by, and whose
/// order can be given up again.
inline void setTreeLook(QTreeView *view)
{
    view->setUniformRowHeights(true);
    view->setAllColumnsShowFocus(true);
    view->setAlternatingRowColors(true);
    view->setFrameShape(QFrame::NoFrame);
    view->header()->setAccessibleName(QTreeView::tr("Columns"));
    view->header()->setStretchLastSection(false);
    view->header()->setSortIndicatorClearable(true);
    view->header()->setSortIndicator(-1, Qt::AscendingOrder);
    view->setSortingEnabled(true);
}

} // namespace movr
