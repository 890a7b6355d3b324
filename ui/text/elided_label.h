#pragma once

#include <QLabel>

namespace movr {

/// One line of text that never asks for room: what does not fit is cut with an ellipsis. What is selected and copied is
/// what is seen.
class ElidedLabel : public QLabel
{
    Q_OBJECT

public:
    explicit ElidedLabel(QWidget *parent = nullptr);

    void setFullText(const QString &text);
    QString fullText() const { return m_full; }

protected:
    void resizeEvent(QResizeEvent *event) override;
    void changeEvent(QEvent *event) override;

private:
    void elide();

    QString m_full;
};

} // namespace movr
