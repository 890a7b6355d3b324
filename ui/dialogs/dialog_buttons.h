#pragma once

#include <QDialogButtonBox>

namespace movr {

/// A dialog's buttons, which Tab walks through one by one. A plain QDialogButtonBox passes the focus on to its first
/// button, also while that one is hidden or off: Tab would then end at the field before the buttons.
class DialogButtons : public QDialogButtonBox
{
    Q_OBJECT

public:
    explicit DialogButtons(StandardButtons buttons, QWidget *parent = nullptr)
        : QDialogButtonBox(buttons, parent)
    {}
    explicit DialogButtons(QWidget *parent = nullptr) : QDialogButtonBox(parent) {}

protected:
    /// Chosen anew whenever the buttons are laid out: before they are shown, and with another style.
    bool event(QEvent *event) override
    {
        const bool done = QDialogButtonBox::event(event);
        if (focusProxy())
            setFocusProxy(nullptr);
        return done;
    }
};

} // namespace movr
