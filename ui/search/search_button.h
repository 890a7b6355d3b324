#pragma once

#include <QPushButton>

class QAction;

namespace movr {

/// Looks like a search field with its shortcut in it and opens the search.
class SearchButton : public QPushButton
{
    Q_OBJECT

public:
    /// Triggers the action and is enabled with it. The action outlives it.
    explicit SearchButton(QAction *action, QWidget *parent = nullptr);

    QSize sizeHint() const override;
    QSize minimumSizeHint() const override;

protected:
    void paintEvent(QPaintEvent *event) override;

private:
    QString keys() const;

    QAction *m_action;
};

} // namespace movr
