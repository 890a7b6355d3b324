#pragma once

#include "ui/text/wrapped_label.h"

namespace movr {

/// A text for people that wraps and can be copied, taken as it is. Owned by `parent`, or by the layout it is put into.
inline WrappedLabel *selectableText(QWidget *parent = nullptr)
{
    auto *label = new WrappedLabel(parent);
    label->setTextFormat(Qt::PlainText);
    label->setTextInteractionFlags(Qt::TextSelectableByMouse);
    return label;
}

} // namespace movr
