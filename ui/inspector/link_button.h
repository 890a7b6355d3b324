#pragma once

#include <QAbstractButton>

namespace movr {

/// A link that is one stop of the keyboard: Tab reaches it, Space or Return follows it. The text is plain.
class LinkButton : public QAbstractButton
{
    Q_OBJECT

public:
    explicit LinkButton(const QString &text, QWidget *parent = nullptr);

    QSize sizeHint() const override;
    QSize minimumSizeHint() const override;

protected:
    void paintEvent(QPaintEvent *event) override;
    void keyPressEvent(QKeyEvent *event) override;
};

} // namespace movr
