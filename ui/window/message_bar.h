#pragma once

#include "ui/window/message.h"

#include <QFrame>
#include <QTimer>

#include <chrono>
#include <optional>

class QLabel;
class QPushButton;
class QShortcut;
class QToolButton;

namespace movr {

/// The one place for errors and outcomes. Shows one message at a time; a newer one replaces it, but for what waits
/// (Message::waits). Outcomes leave by themselves, warnings later, errors stay until they are dismissed or replaced.
/// Escape dismisses. Screen readers are alerted.
class MessageBar : public QFrame
{
    Q_OBJECT

public:
    explicit MessageBar(QWidget *parent = nullptr);

    void show(const Message &message);
    void dismiss();

    QString text() const;
    Message::Kind kind() const { return m_message.kind; }
    /// How long messages of this kind stay; zero: until dismissed.
    static std::chrono::milliseconds stay(Message::Kind kind);
    /// Time left until the message leaves; negative when it stays.
    std::chrono::milliseconds remaining() const { return m_timer.remainingTimeAsDuration(); }

Q_SIGNALS:
    void dismissed();

protected:
    void changeEvent(QEvent *event) override;

private:
    void act();
    void showColors();
    void alert();

    Message m_message;
    std::optional<Message> m_waiting; ///< shown when the present one leaves
    QLabel *m_icon;
    QLabel *m_text;
    QPushButton *m_action;
    QToolButton *m_close;
    QShortcut *m_escape;
    QTimer m_timer; ///< restarted with every message, so that no older one ends a newer one
};

} // namespace movr
