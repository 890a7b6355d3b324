#include "ui/latency/share_delegate.h"

#include "models/latency/statement_table_model.h"
#include "ui/theme/meaning.h"

#include <QPainter>

#include <array>

namespace movr {

namespace {

constexpr int barHeight = 4;

} // namespace

void ShareDelegate::paint(QPainter *painter, const QStyleOptionViewItem &option,
                          const QModelIndex &index) const
{
    QStyledItemDelegate::paint(painter, option, index);
    const auto shares = index.data(StatementTableModel::SharesRole).value<QList<double>>();
    if (shares.size() != 3)
        return;
    const bool selected = option.state.testFlag(QStyle::State_Selected);
    const QColor color = selected ? option.palette.color(QPalette::HighlightedText)
                                  : meaningColor(Meaning::Info, option.palette);
    QColor light = color;
    light.setAlphaF(0.3F);
    const std::array fills{QBrush(color), QBrush(color, Qt::Dense4Pattern), QBrush(light)};
    const QRectF bar(option.rect.left() + 6, option.rect.bottom() - barHeight - 1, option.rect.width() - 12,
                     barHeight);
    double left = bar.left();
    for (std::size_t i = 0; i < fills.size(); ++i) {
        const double width = bar.width() * shares.at(qsizetype(i));
        painter->fillRect(QRectF(left, bar.top(), width, bar.height()), fills.at(i));
        left += width;
    }
}

void ShareDelegate::initStyleOption(QStyleOptionViewItem *option, const QModelIndex &index) const
{
    QStyledItemDelegate::initStyleOption(option, index);
    const auto meaning = index.data(StatementTableModel::MeaningRole).value<Meaning>();
    if (meaning != Meaning::Neutral)
        option->palette.setColor(QPalette::Text, meaningColor(meaning, option->palette));
    option->state.setFlag(QStyle::State_HasFocus, false);
    if (index.column() == StatementTableModel::Shares)
        option->rect.adjust(0, 0, 0, -barHeight);
}

} // namespace movr
