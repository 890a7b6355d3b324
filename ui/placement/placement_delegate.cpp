#include "ui/placement/placement_delegate.h"

#include "ui/placement/mark_shape.h"
#include "ui/theme/meaning.h"

#include <QPainter>

namespace movr {

PlacementDelegate::PlacementDelegate(const Roles &roles, QObject *parent)
    : QStyledItemDelegate(parent), m_roles(roles)
{}

void PlacementDelegate::initStyleOption(QStyleOptionViewItem *option, const QModelIndex &index) const
{
    QStyledItemDelegate::initStyleOption(option, index);
    const auto meaning = static_cast<Meaning>(index.data(m_roles.meaning).toInt());
    if (meaning != Meaning::Neutral)
        option->palette.setColor(QPalette::Text, meaningColor(meaning, option->palette));
    if (m_roles.strong && index.data(m_roles.strong).toBool())
        option->font.setBold(true);
    const QVariant state = index.data(m_roles.state);
    if (!state.isValid())
        return;
    option->features |= QStyleOptionViewItem::HasDecoration;
    option->decorationSize = QSize(16, 16);
    const double ratio = option->widget ? option->widget->devicePixelRatioF() : 1;
    option->icon = markIcon(state.value<PlacementState>(), option->palette, ratio);
}

} // namespace movr
