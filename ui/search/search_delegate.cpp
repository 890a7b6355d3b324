#include "ui/search/search_delegate.h"

#include "models/search/command_match.h"
#include "models/search/search_model.h"
#include "ui/theme/meaning.h"

#include <QApplication>
#include <QPainter>
#include <QTextLayout>

namespace movr {

namespace {

constexpr int margin = 12; ///< pixels left and right of a line
constexpr int iconSize = 18;
constexpr int gap = 10;

SearchRow::Kind kindOf(const QModelIndex &index)
{
    return SearchRow::Kind(index.data(SearchModel::KindRole).toInt());
}

QColor titleColor(const QStyleOptionViewItem &option, Meaning meaning)
{
    if (option.state.testFlag(QStyle::State_Selected))
        return option.palette.color(QPalette::Active, QPalette::HighlightedText);
    return meaningColor(meaning, option.palette);
}

QColor quietColor(const QStyleOptionViewItem &option)
{
    if (!option.state.testFlag(QStyle::State_Selected))
        return meaningColor(Meaning::Muted, option.palette);
    QColor color = option.palette.color(QPalette::Active, QPalette::HighlightedText);
    color.setAlphaF(0.85F);
    return color;
}

/// On a chosen line in the colour of its text: icons are dark or light with the theme, not with the line.
void paintIcon(QPainter *painter, const QStyleOptionViewItem &option, const QRect &area, const QIcon &icon,
               bool greyed)
{
    if (icon.isNull())
        return;
    const qreal ratio = painter->device()->devicePixelRatioF();
    QPixmap pixmap = icon.pixmap(area.size(), ratio, greyed ? QIcon::Disabled : QIcon::Normal);
    if (option.state.testFlag(QStyle::State_Selected)) {
        QPainter tint(&pixmap);
        tint.setCompositionMode(QPainter::CompositionMode_SourceIn);
        tint.fillRect(QRectF(QPointF(), pixmap.deviceIndependentSize()),
                      option.palette.color(QPalette::Active, QPalette::HighlightedText));
    }
    painter->drawPixmap(area.topLeft(), pixmap);
}

} // namespace

SearchDelegate::SearchDelegate(IconOf iconOf, QObject *parent)
    : QStyledItemDelegate(parent), m_iconOf(std::move(iconOf))
{}

QSize SearchDelegate::sizeHint(const QStyleOptionViewItem &option, const QModelIndex &index) const
{
    const int line = option.fontMetrics.height();
    return {200, kindOf(index) == SearchRow::Kind::Heading ? line + 14 : qMax(iconSize, line) + 12};
}

void SearchDelegate::paintHeading(QPainter *painter, const QStyleOptionViewItem &option,
                                  const QModelIndex &index) const
{
    QFont font = option.font;
    font.setBold(true);
    font.setPointSizeF(font.pointSizeF() * 0.9);
    painter->setFont(font);
    painter->setPen(meaningColor(Meaning::Muted, option.palette));
    painter->drawText(option.rect.adjusted(margin, 6, -margin, -2), int(Qt::AlignLeading | Qt::AlignBottom),
                      index.data().toString());
}

int SearchDelegate::paintText(QPainter *painter, const QStyleOptionViewItem &option, const QRect &area,
                              const QString &text, const QColor &color) const
{
    if (text.isEmpty() || area.width() < option.fontMetrics.averageCharWidth() * 3)
        return 0;
    QFont bold = option.font;
    bold.setBold(true);
    QTextCharFormat format;
    format.setFont(bold);
    // Bold pieces are wider: what is measured in bold has room.
    const QString shown = QFontMetrics(bold).horizontalAdvance(text) <= area.width()
                            ? text
                            : QFontMetrics(bold).elidedText(text, Qt::ElideRight, area.width());
    QTextLayout layout(shown, option.font);
    QList<QTextLayout::FormatRange> formats;
    for (const TextRange &range : matchedRanges(shown, m_typed))
        formats.append({int(range.start), int(range.length), format});
    layout.setFormats(formats);
    layout.beginLayout();
    QTextLine line = layout.createLine();
    line.setLineWidth(area.width());
    layout.endLayout();
    painter->setPen(color);
    layout.draw(painter, QPointF(area.left(), area.top() + (area.height() - line.height()) / 2));
    return qCeil(line.naturalTextWidth());
}

void SearchDelegate::paint(QPainter *painter, const QStyleOptionViewItem &given,
                           const QModelIndex &index) const
{
    QStyleOptionViewItem option = given;
    option.state.setFlag(QStyle::State_Active); // the keyboard is in the search field, the choice here
    option.state.setFlag(QStyle::State_HasFocus, false);
    option.state.setFlag(QStyle::State_Enabled);
    option.palette.setCurrentColorGroup(QPalette::Active);
    painter->save();
    if (kindOf(index) == SearchRow::Kind::Heading) {
        paintHeading(painter, option, index);
        painter->restore();
        return;
    }
    const QStyle *style = option.widget ? option.widget->style() : QApplication::style();
    style->drawPrimitive(QStyle::PE_PanelItemViewItem, &option, painter, option.widget);

    const auto meaning = index.data(SearchModel::MeaningRole).value<Meaning>();
    QRect area = option.rect.adjusted(margin, 0, -margin, 0);
    const QRect iconArea(area.left(), area.center().y() - iconSize / 2, iconSize, iconSize);
    const bool greyed =
        !index.flags().testFlag(Qt::ItemIsSelectable) && kindOf(index) != SearchRow::Kind::Gap;
    paintIcon(painter, option, QStyle::visualRect(option.direction, option.rect, iconArea), m_iconOf(index),
              greyed);
    area.setLeft(area.left() + iconSize + gap);

    const QString trailing = index.data(SearchModel::TrailingRole).toString();
    if (!trailing.isEmpty()) {
        const int width = option.fontMetrics.horizontalAdvance(trailing) * 5 / 4;
        const QRect end(area.right() - width + 1, area.top(), width, area.height());
        // Aligned to the end, as shortcuts and ids stand below each other.
        const int used = option.fontMetrics.horizontalAdvance(trailing);
        paintText(painter, option, end.adjusted(width - used * 9 / 8, 0, 0, 0), trailing, quietColor(option));
        area.setRight(end.left() - gap);
    }
    const int used = paintText(painter, option, area, index.data().toString(), titleColor(option, meaning));
    area.setLeft(area.left() + used + gap);
    paintText(painter, option, area, index.data(SearchModel::DetailRole).toString(), quietColor(option));
    painter->restore();
}

} // namespace movr
