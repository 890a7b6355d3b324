#include "ui/text/wrapped_label.h"

#include <QEvent>

namespace movr {

namespace {
/// Widths asked for while a window is resized are many: those seen last are enough.
constexpr qsizetype keptWidths = 32;
} // namespace

WrappedLabel::WrappedLabel(const QString &text, QWidget *parent) : QLabel(text, parent)
{
    setWordWrap(true);
}

void WrappedLabel::measure() const
{
    if (m_measured == text() && m_size.isValid() && m_heights.size() < keptWidths)
        return;
    m_measured = text();
    m_heights.clear();
    m_size = QLabel::sizeHint();
    m_minimum = QLabel::minimumSizeHint();
}

int WrappedLabel::heightForWidth(int width) const
{
    measure();
    auto found = m_heights.constFind(width);
    if (found == m_heights.constEnd())
        found = m_heights.insert(width, QLabel::heightForWidth(width));
    return *found;
}

QSize WrappedLabel::sizeHint() const
{
    measure();
    return m_size;
}

QSize WrappedLabel::minimumSizeHint() const
{
    measure();
    return m_minimum;
}

void WrappedLabel::changeEvent(QEvent *event)
{
    if (event->type() == QEvent::FontChange || event->type() == QEvent::StyleChange
        || event->type() == QEvent::ContentsRectChange)
        m_size = {};
    QLabel::changeEvent(event);
}

} // namespace movr
