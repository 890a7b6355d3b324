#pragma once

#include <QComboBox>

namespace movr {

/// A choice whose text ends in "…" where there is too little room for it; its list is as wide as its texts.
class ElidedComboBox : public QComboBox
{
    Q_OBJECT

public:
    using QComboBox::QComboBox;

    void showPopup() override;

protected:
    void paintEvent(QPaintEvent *event) override;
};

} // namespace movr
