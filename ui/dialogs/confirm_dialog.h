#pragma once

#include <QDialog>

class QPushButton;

namespace movr {

/// Asks once before something that cannot be undone, naming the thing. Cancel is the default.
/// Window-modal; open it with open().
class ConfirmDialog : public QDialog
{
    Q_OBJECT

public:
    ConfirmDialog(const QString &title, const QString &question, const QString &consequence,
                  const QString &acceptText, const QString &icon, QWidget *parent = nullptr);

    QPushButton *acceptButton() const { return m_accept; }
    QPushButton *cancelButton() const { return m_cancel; }

private:
    QPushButton *m_accept;
    QPushButton *m_cancel;
};

} // namespace movr
