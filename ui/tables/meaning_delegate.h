#pragma once

#include <QStyledItemDelegate>

namespace movr {

/// Colours a cell's text by its Meaning. The text says the same: colour is never the only sign.
class MeaningDelegate : public QStyledItemDelegate
{
    Q_OBJECT

public:
    using QStyledItemDelegate::QStyledItemDelegate;

protected:
    void initStyleOption(QStyleOptionViewItem *option, const QModelIndex &index) const override;
};

} // namespace movr
