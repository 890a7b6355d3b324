#pragma once

#include "db/live/row_change.h"

#include <QFrame>

class QAbstractScrollArea;
class QLabel;
class QPushButton;

namespace movr {

/// "37 new rides", over the top of a table that is scrolled away from its newest rows, with a button that
/// leads there. It lies over the rows, so that they stay where they are.
class NewRowsBar : public QFrame
{
    Q_OBJECT

public:
    /// A child of the area, over its viewport's upper edge.
    NewRowsBar(RowKind kind, QAbstractScrollArea *area);

    /// Hidden unless `any`. `count` 0: it is not known how many.
    void setCount(bool any, qsizetype count);
    QString text() const;

Q_SIGNALS:
    void startWanted();

protected:
    bool eventFilter(QObject *watched, QEvent *event) override;
    void changeEvent(QEvent *event) override;

private:
    QString countText(qsizetype count) const;
    void place();
    void setColours();

    RowKind m_kind;
    QAbstractScrollArea *m_area;
    QLabel *m_label;
    QPushButton *m_button;
};

} // namespace movr
