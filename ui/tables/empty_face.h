#pragma once

#include "ui/tables/state_face.h"

class QAbstractScrollArea;

namespace movr {

/// Lies over a table or tree of finished values that has no rows, and says why. Hidden until it is told so.
class EmptyFace : public StateFace
{
    Q_OBJECT

public:
    /// Covers `area`'s viewport, its parent.
    explicit EmptyFace(QAbstractScrollArea *area);

    /// `button`: with its mnemonic; empty: none.
    void tell(const QString &headline, const QString &explanation, const QString &button = {},
              const QString &toolTip = {});

Q_SIGNALS:
    void pressed();
};

} // namespace movr
