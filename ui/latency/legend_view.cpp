#include "ui/latency/legend_view.h"

#include "models/latency/region_figures_model.h"
#include "ui/latency/legend_delegate.h"

#include <QHeaderView>
#include <QKeyEvent>

namespace movr {

namespace {

constexpr int mostRows = 6; ///< seen at once

} // namespace

LegendView::LegendView(RegionFiguresModel *model, QWidget *parent) : QTableView(parent)
{
    setObjectName(QStringLiteral("legend"));
    setAccessibleName(tr("Legend and figures of the window"));
    setModel(model);
    setItemDelegate(new LegendDelegate(this));
    setFrameShape(QFrame::NoFrame);
    setShowGrid(false);
    setTabKeyNavigation(false);
    setSelectionMode(QAbstractItemView::SingleSelection);
    setVerticalScrollMode(QAbstractItemView::ScrollPerPixel);
    setSizePolicy(QSizePolicy::Expanding, QSizePolicy::Fixed);
    verticalHeader()->hide();
    verticalHeader()->setDefaultSectionSize(fontMetrics().height() + 8);
    horizontalHeader()->setAccessibleName(tr("Columns of the legend"));
    horizontalHeader()->setHighlightSections(false);
    horizontalHeader()->setSectionResizeMode(QHeaderView::Stretch);
    horizontalHeader()->setMinimumSectionSize(60);
    horizontalHeader()->setSectionResizeMode(RegionFiguresModel::Region, QHeaderView::ResizeToContents);
    const auto activate = [this](const QModelIndex &index) {
        if (index.isValid() && index.column() == RegionFiguresModel::Region)
            Q_EMIT regionActivated(index.data(RegionFiguresModel::RegionRole).toString());
    };
    connect(this, &QTableView::doubleClicked, this, activate);
    connect(model, &QAbstractItemModel::modelReset, this, &QWidget::updateGeometry);
}

void LegendView::setRegions(const QStringList &names)
{
    static_cast<LegendDelegate *>(itemDelegate())->setStyles(RegionStyles(names));
    viewport()->update();
}

int LegendView::heightOf(int rows) const
{
    return horizontalHeader()->sizeHint().height() + rows * verticalHeader()->defaultSectionSize() + 2;
}

QSize LegendView::sizeHint() const
{
    return {600, heightOf(std::clamp(model()->rowCount(), 1, mostRows))};
}

QSize LegendView::minimumSizeHint() const
{
    return {300, heightOf(std::clamp(model()->rowCount(), 1, 3))};
}

void LegendView::keyPressEvent(QKeyEvent *event)
{
    if ((event->key() == Qt::Key_Return || event->key() == Qt::Key_Enter) && currentIndex().isValid()) {
        Q_EMIT regionActivated(currentIndex().data(RegionFiguresModel::RegionRole).toString());
        return;
    }
    QTableView::keyPressEvent(event);
}

} // namespace movr
