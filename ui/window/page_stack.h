#pragma once

#include <QStackedWidget>

namespace movr {

/// Pages of which one is seen. Its height never follows from its width, whatever its pages hold: a layout that asks
/// for that would lay out every text of every page, hidden ones too, each time a message appears above them.
class PageStack : public QStackedWidget
{
public:
    using QStackedWidget::QStackedWidget;
    bool hasHeightForWidth() const override { return false; }
};

} // namespace movr
