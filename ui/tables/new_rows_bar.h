#pragma once

#include "db/live/row_change.h"

#include <QFrame>

class QAbstractScrollArea;
class QLabel;
class QPushButton;

namespace movr {

/// "37 new rides", beside a table that is scrolled away from its newest rows, with a button that leads there. It has a
/// place of its own and keeps it while hidden: no row is covered, and none moves.
class NewRowsBar : public QFrame
{
    Q_OBJECT

public:
    /// `area`: the table, which gets the keyboard when the bar goes; outlives the bar.
    NewRowsBar(RowKind kind, QAbstractScrollArea *area, QWidget *parent = nullptr);

    /// Hidden unless `any`. `count` 0: it is not known how many.
    void setCount(bool any, qsizetype count);
    QString text() const;

Q_SIGNALS:
    void startWanted();

protected:
    void changeEvent(QEvent *event) override;

private:
    QString countText(qsizetype count) const;
    void setColours();

    RowKind m_kind;
    QAbstractScrollArea *m_area;
    QLabel *m_label;
    QPushButton *m_button;
};

} // namespace movr
