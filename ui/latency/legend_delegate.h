#pragma once

#include "ui/theme/region_style.h"

#include <QStyledItemDelegate>

namespace movr {

/// Cells of the legend: the region's shape beside its name, a piece of the line beside each series' figure.
class LegendDelegate : public QStyledItemDelegate
{
    Q_OBJECT

public:
    using QStyledItemDelegate::QStyledItemDelegate;

    void setStyles(const RegionStyles &styles) { m_styles = styles; }

protected:
    void initStyleOption(QStyleOptionViewItem *option, const QModelIndex &index) const override;

private:
    RegionStyles m_styles;
};

} // namespace movr
