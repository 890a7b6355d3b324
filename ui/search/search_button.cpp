#include "ui/search/search_button.h"

#include <QAction>
#include <QPainter>
#include <QStyle>
#include <QStyleOptionFrame>

namespace movr {

namespace {

constexpr int padding = 8;
constexpr int glyph = 16;

} // namespace

SearchButton::SearchButton(QAction *action, QWidget *parent) : QPushButton(parent), m_action(action)
{
    setObjectName(QStringLiteral("searchButton"));
    setText(tr("Search"));
    setAccessibleName(tr("Search anything"));
    setToolTip(action->toolTip());
    setSizePolicy(QSizePolicy::Preferred, QSizePolicy::Fixed);
    setAutoDefault(false);
    setAttribute(Qt::WA_Hover);
    setEnabled(action->isEnabled());
    connect(this, &QPushButton::clicked, action, &QAction::trigger);
    connect(action, &QAction::enabledChanged, this, &QWidget::setEnabled);
}

QString SearchButton::keys() const
{
    return m_action->shortcut().toString(QKeySequence::NativeText);
}

QSize SearchButton::sizeHint() const
{
    const int texts = fontMetrics().horizontalAdvance(text()) + fontMetrics().horizontalAdvance(keys());
    return {glyph + texts + 5 * padding, QPushButton::sizeHint().height()};
}

QSize SearchButton::minimumSizeHint() const
{
    return sizeHint(); // pickers give way first: the keys are worth knowing
}

void SearchButton::paintEvent(QPaintEvent *)
{
    QPainter painter(this);
    QStyleOptionFrame frame;
    frame.initFrom(this);
    frame.lineWidth = style()->pixelMetric(QStyle::PM_DefaultFrameWidth, &frame, this);
    frame.state |= QStyle::State_Sunken;
    style()->drawPrimitive(QStyle::PE_PanelLineEdit, &frame, &painter, this);

    QRect area = rect().adjusted(padding, 0, -padding, 0);
    const QRect icon(area.left(), area.center().y() - glyph / 2, glyph, glyph);
    QIcon::fromTheme(QStringLiteral("edit-find"))
        .paint(&painter, QStyle::visualRect(layoutDirection(), rect(), icon), Qt::AlignCenter,
               isEnabled() ? QIcon::Normal : QIcon::Disabled);
    area.setLeft(icon.right() + padding);
    painter.setPen(palette().color(QPalette::PlaceholderText));
    const int ends = fontMetrics().horizontalAdvance(keys());
    const QFontMetrics metrics = fontMetrics();
    if (area.width() >= metrics.horizontalAdvance(text()) + ends + padding)
        painter.drawText(area, int(Qt::AlignTrailing | Qt::AlignVCenter), keys());
    if (area.width() >= metrics.horizontalAdvance(text()))
        painter.drawText(area, int(Qt::AlignLeading | Qt::AlignVCenter), text());
}

} // namespace movr
