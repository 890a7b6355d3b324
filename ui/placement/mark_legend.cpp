#include "ui/placement/mark_legend.h"

#include "ui/placement/mark_shape.h"
#include "ui/theme/meaning.h"

#include <QHelpEvent>
#include <QPainter>
#include <QToolTip>

#include <array>

namespace movr {

namespace {

constexpr std::array marks{PlacementState::Right, PlacementState::Misplaced, PlacementState::Lagging,
                           PlacementState::Unreachable, PlacementState::Unknown};
constexpr int radius = 6;
constexpr int gap = 5;
constexpr int between = 14;

int widthOf(PlacementState mark, const QFontMetrics &metrics)
{
    return 2 * radius + gap + metrics.horizontalAdvance(markText(mark)) + between;
}

QFont smaller(QFont font)
{
    font.setPointSizeF(font.pointSizeF() * 0.9);
    return font;
}

} // namespace

MarkLegend::MarkLegend(QWidget *parent) : QWidget(parent)
{
    setFont(smaller(font()));
    setSizePolicy(QSizePolicy::Expanding, QSizePolicy::Fixed);
    QStringList sentences;
    for (const PlacementState mark : marks)
        sentences.append(QStringLiteral("%1: %2").arg(markText(mark), markExplanation(mark)));
    setAccessibleName(tr("Legend"));
    setAccessibleDescription(sentences.join(u' '));
}

QSize MarkLegend::sizeHint() const
{
    int width = 0;
    for (const PlacementState mark : marks)
        width += widthOf(mark, fontMetrics());
    return {width, std::max(2 * radius + 4, fontMetrics().height() + 2)};
}

void MarkLegend::paintEvent(QPaintEvent *)
{
    QPainter painter(this);
    int left = 1;
    for (const PlacementState mark : marks) {
        paintMark(&painter, QPointF(left + radius, height() / 2.), radius, mark, palette());
        painter.setPen(meaningColor(Meaning::Muted, palette()));
        painter.drawText(QRect(left + 2 * radius + gap, 0, width(), height()),
                         Qt::AlignVCenter | Qt::AlignLeft, markText(mark));
        left += widthOf(mark, fontMetrics());
    }
}

bool MarkLegend::event(QEvent *event)
{
    if (event->type() != QEvent::ToolTip)
        return QWidget::event(event);
    const auto *help = static_cast<QHelpEvent *>(event);
    int left = 1;
    QString text;
    for (const PlacementState mark : marks) {
        if (help->pos().x() >= left)
            text = QStringLiteral("%1: %2").arg(markText(mark), markExplanation(mark));
        left += widthOf(mark, fontMetrics());
    }
    QToolTip::showText(help->globalPos(), help->pos().x() < left ? text : QString(), this);
    return true;
}

} // namespace movr
