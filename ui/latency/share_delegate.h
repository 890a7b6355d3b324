#pragma once

#include <QStyledItemDelegate>

namespace movr {

/// Cells of the statements' table: colours by meaning, and below the shares of network, database and console a bar that
/// shows them: dark, striped and light, so that they are told apart without colour.
class ShareDelegate : public QStyledItemDelegate
{
    Q_OBJECT

public:
    using QStyledItemDelegate::QStyledItemDelegate;

    void paint(QPainter *painter, const QStyleOptionViewItem &option,
               const QModelIndex &index) const override;

protected:
    void initStyleOption(QStyleOptionViewItem *option, const QModelIndex &index) const override;
};

} // namespace movr
