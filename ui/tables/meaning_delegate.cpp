#include "ui/tables/meaning_delegate.h"

#include "models/paged_model.h"
#include "ui/theme/meaning.h"

#include <QApplication>
#include <QPainter>

namespace movr {

const QStaticText &MeaningDelegate::shaped(const QString &text, int width, const QFont &font) const
{
    if (font != m_font) {
        m_shaped.clear();
        m_font = font;
    }
    const std::pair key(text, width);
    if (const QStaticText *known = m_shaped.object(key))
        return *known;
    auto fresh = std::make_unique<QStaticText>(QFontMetrics(font).elidedText(text, Qt::ElideRight, width));
    fresh->setTextFormat(Qt::PlainText);
    fresh->prepare({}, font);
    const QStaticText &result = *fresh;
    m_shaped.insert(key, fresh.release());
    return result;
}

void MeaningDelegate::paint(QPainter *painter, const QStyleOptionViewItem &option,
                            const QModelIndex &index) const
{
    QStyleOptionViewItem item = option;
    initStyleOption(&item, index);
    if (!item.icon.isNull() || item.features.testFlag(QStyleOptionViewItem::HasCheckIndicator)) {
        QStyledItemDelegate::paint(painter, option, index);
        return;
    }
    const QStyle *style = item.widget ? item.widget->style() : QApplication::style();
    style->drawPrimitive(QStyle::PE_PanelItemViewItem, &item, painter, item.widget);
    const int margin = style->pixelMetric(QStyle::PM_FocusFrameHMargin, &item, item.widget) + 1;
    const QRect area = item.rect.adjusted(margin, 0, -margin, 0);
    const QStaticText &text = shaped(item.text, area.width(), item.font);
    const bool selected = item.state.testFlag(QStyle::State_Selected);
    const auto group = item.state.testFlag(QStyle::State_Active) ? QPalette::Active : QPalette::Inactive;
    const QSizeF size = text.size();
    const bool right = item.displayAlignment.testFlag(Qt::AlignRight) != (item.direction == Qt::RightToLeft);
    const qreal left = right ? area.right() + 1 - size.width() : area.left();
    painter->setFont(item.font);
    painter->setPen(item.palette.color(group, selected ? QPalette::HighlightedText : QPalette::Text));
    painter->drawStaticText(QPointF(left, area.top() + (area.height() - size.height()) / 2), text);
}

void MeaningDelegate::initStyleOption(QStyleOptionViewItem *option, const QModelIndex &index) const
{
    QStyledItemDelegate::initStyleOption(option, index);
    const auto meaning = index.data(PagedModel::MeaningRole).value<Meaning>();
    if (meaning != Meaning::Neutral)
        option->palette.setColor(QPalette::Text, meaningColor(meaning, option->palette));
    // One focus frame around single cells would tell of an edit that is not offered: rows are what is chosen.
    option->state.setFlag(QStyle::State_HasFocus, false);
}

} // namespace movr
