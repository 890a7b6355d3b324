#include "ui/window/message_bar.h"

#include "ui/text/wrapped_label.h"
#include "ui/theme/meaning.h"

#include <QAccessible>
#include <QApplication>
#include <QEvent>
#include <QHBoxLayout>
#include <QLabel>
#include <QPushButton>
#include <QShortcut>
#include <QStyle>
#include <QToolButton>

namespace movr {

namespace {

using namespace std::chrono_literals;

Meaning meaningOf(Message::Kind kind)
{
    switch (kind) {
    case Message::Kind::Done:
        return Meaning::Good;
    case Message::Kind::Warning:
        return Meaning::Warning;
    case Message::Kind::Error:
        return Meaning::Bad;
    case Message::Kind::Info:
        break;
    }
    return Meaning::Info;
}

QIcon iconOf(Message::Kind kind)
{
    switch (kind) {
    case Message::Kind::Done:
        return QIcon::fromTheme(QStringLiteral("dialog-positive"));
    case Message::Kind::Warning:
        return QIcon::fromTheme(QStringLiteral("dialog-warning"));
    case Message::Kind::Error:
        return QIcon::fromTheme(QStringLiteral("dialog-error"));
    case Message::Kind::Info:
        break;
    }
    return QIcon::fromTheme(QStringLiteral("dialog-information"));
}

} // namespace

MessageBar::MessageBar(QWidget *parent)
    : QFrame(parent), m_icon(new QLabel(this)), m_text(new WrappedLabel(this)),
      m_action(new QPushButton(this)), m_close(new QToolButton(this)),
      m_escape(new QShortcut(Qt::Key_Escape, this))
{
    setObjectName(QStringLiteral("messageBar"));
    setAccessibleName(tr("Messages"));
    setAutoFillBackground(true);
    setFrameShape(QFrame::StyledPanel);

    m_text->setTextFormat(Qt::PlainText);
    m_text->setTextInteractionFlags(Qt::TextSelectableByMouse | Qt::TextSelectableByKeyboard);
    m_text->setAccessibleName(tr("Message"));
    m_close->setAutoRaise(true);
    m_close->setIcon(QIcon::fromTheme(QStringLiteral("window-close")));
    m_close->setToolTip(tr("Dismiss the message (Esc)"));
    m_close->setAccessibleName(tr("Dismiss message"));
    m_close->setFocusPolicy(Qt::StrongFocus);

    auto *layout = new QHBoxLayout(this);
    layout->setContentsMargins(10, 6, 6, 6);
    layout->setSpacing(10);
    layout->addWidget(m_icon, 0, Qt::AlignTop);
    layout->addWidget(m_text, 1);
    layout->addWidget(m_action);
    layout->addWidget(m_close);

    m_timer.setSingleShot(true);
    connect(&m_timer, &QTimer::timeout, this, &MessageBar::dismiss);
    connect(m_close, &QToolButton::clicked, this, &MessageBar::dismiss);
    connect(m_action, &QPushButton::clicked, this, &MessageBar::act);
    connect(m_escape, &QShortcut::activated, this, &MessageBar::dismiss);
    m_escape->setEnabled(false);
    hide();
}

std::chrono::milliseconds MessageBar::stay(Message::Kind kind)
{
    switch (kind) {
    case Message::Kind::Warning:
        return 15s;
    case Message::Kind::Error:
        return 0s;
    case Message::Kind::Info:
    case Message::Kind::Done:
        break;
    }
    return 6s;
}

void MessageBar::show(const Message &message)
{
    const bool shown = !isHidden();
    if (shown && message.waits && m_message.kind == Message::Kind::Error) {
        m_waiting = message;
        return;
    }
    const bool outcome = message.kind == Message::Kind::Done || message.kind == Message::Kind::Info;
    if (shown && m_message.waits && outcome && !message.waits)
        m_waiting = m_message;
    m_message = message;
    m_timer.stop();
    const int size = style()->pixelMetric(QStyle::PM_SmallIconSize);
    m_icon->setPixmap(iconOf(message.kind).pixmap(QSize(size, size), devicePixelRatioF()));
    m_text->setText(message.text);
    m_text->setToolTip(message.detail);
    m_action->setText(message.actionText);
    m_action->setAccessibleName(message.actionText);
    m_action->setVisible(!message.actionText.isEmpty());
    m_escape->setEnabled(true);
    showColors();
    QFrame::show();
    alert();
    if (const auto time = stay(message.kind); time > 0s && !message.stays)
        m_timer.start(time);
}

void MessageBar::dismiss()
{
    if (isHidden())
        return;
    m_timer.stop();
    m_escape->setEnabled(false);
    m_message = {};
    hide();
    Q_EMIT dismissed();
    if (isHidden() && m_waiting)
        show(*std::exchange(m_waiting, {}));
}

QString MessageBar::text() const
{
    return isHidden() ? QString() : m_text->text();
}

void MessageBar::changeEvent(QEvent *event)
{
    QFrame::changeEvent(event);
    if (event->type() == QEvent::PaletteChange)
        showColors();
}

void MessageBar::act()
{
    const auto action = m_message.action;
    dismiss();
    if (action)
        action();
}

void MessageBar::showColors()
{
    // Only the background is its own; texts follow the program's palette when that changes.
    const QPalette base = QApplication::palette();
    QPalette colors;
    colors.setColor(QPalette::Window, meaningBackground(meaningOf(m_message.kind), base));
    // What is set here comes back as a palette change of this widget.
    if (palette().color(QPalette::Window) != colors.color(QPalette::Window))
        setPalette(colors);
}

void MessageBar::alert()
{
    setAccessibleDescription(m_message.text);
    QAccessibleEvent event(this, QAccessible::Alert);
    QAccessible::updateAccessibility(&event);
}

} // namespace movr
