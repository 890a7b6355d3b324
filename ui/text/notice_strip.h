#pragma once

#include "models/meaning.h"

#include <QFrame>

class QLabel;
class QPushButton;

namespace movr {

/// A strip with a sentence that is not to be missed, with at most one thing to do about it. Hidden without a sentence.
class NoticeStrip : public QFrame
{
    Q_OBJECT

public:
    explicit NoticeStrip(QWidget *parent = nullptr);

    /// `buttonText` empty: no button.
    void tell(Meaning meaning, const QString &sentence, const QString &detail = {},
              const QString &buttonText = {});
    void clear() { tell(Meaning::Neutral, {}); }
    /// Empty when hidden.
    QString text() const;

Q_SIGNALS:
    void pressed();

protected:
    void changeEvent(QEvent *event) override;

private:
    void setColours();

    Meaning m_meaning = Meaning::Neutral;
    QLabel *m_icon;
    QLabel *m_text;
    QPushButton *m_button;
};

} // namespace movr
