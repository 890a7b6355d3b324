#pragma once

#include <QScrollBar>

class QLabel;

namespace movr {

class PagedModel;
class PagedTableView;

/// The scroll bar of a whole table of any size, of which the view holds a window only: its slider stands where the
/// shown rows stand among all, and leads anywhere. What is an estimate is told as one. Beside the slider, while it is
/// dragged, a label says which rows are about there.
class PositionBar : public QScrollBar
{
    Q_OBJECT

public:
    /// Both outlive the bar.
    PositionBar(PagedModel *model, PagedTableView *view, QWidget *parent = nullptr);

    /// "Row 1 to 25 of 340", "About row 5,020,000 of 10,000,000". Empty without rows.
    QString text() const;

    /// "about 10,000,000", "340": the rows of the whole table.
    QString totalText() const;

Q_SIGNALS:
    void textChanged();

protected:
    void wheelEvent(QWheelEvent *event) override;
    bool event(QEvent *event) override;

private:
    void act(int action);
    void follow();
    void goTo(double share);
    void showHint();
    QString hintText(double share) const;

    PagedModel *m_model;
    PagedTableView *m_view;
    QLabel *m_hint;
    QString m_text;
    bool m_following = false; ///< the value is being set to where the view is
};

} // namespace movr
