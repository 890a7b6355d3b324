#pragma once

#include <QPersistentModelIndex>
#include <QTableView>
#include <QVariantMap>

namespace movr {

class ColumnChooser;
class PagedModel;

/// A table over a PagedModel: asks for the next and the previous page well before their end is seen, and
/// keeps what is shown in place while rows come and go above it.
class PagedTableView : public QTableView
{
    Q_OBJECT

public:
    /// The model outlives the view or is destroyed with it.
    explicit PagedTableView(PagedModel *model, QWidget *parent = nullptr);

    /// The row the keyboard is on, else the first selected one; -1 when none is selected.
    int selectedRow() const;
    /// The selected rows with a header line, as text that spreadsheets take.
    QString selectedText() const;
    void copySelection() const;
    ColumnChooser *columnChooser() const { return m_chooser; }

    /// Widths of the columns, once they were changed by hand, hidden columns and the sort order.
    QVariantMap saveState() const;
    void restoreState(const QVariantMap &state);

    /// Rows between the viewport and the end of the window at which the next page is asked for.
    static constexpr int prefetchRows = 100;

Q_SIGNALS:
    void rowActivated();
    void rowSelectionChanged();
    void contextMenuRequested(const QPoint &globalPosition);

protected:
    void keyPressEvent(QKeyEvent *event) override;
    void contextMenuEvent(QContextMenuEvent *event) override;
    void changeEvent(QEvent *event) override;
    void resizeEvent(QResizeEvent *event) override;
    void selectionChanged(const QItemSelection &selected, const QItemSelection &deselected) override;

private:
    void setUpHeader();
    void fitWidths();
    void setRowHeights();
    void clickHeader(int section);
    void showSortOrder();
    void prefetch();
    void holdPosition();
    void restorePosition();
    void jump(bool toEnd);
    int firstVisibleRow() const;
    int lastVisibleRow() const;

    struct Anchor {
        QList<QPersistentModelIndex> rows; ///< the visible ones, top down
        int offset = 0;                    ///< pixels of the first that are scrolled away
        bool hold = true;
    };

    PagedModel *m_model;
    ColumnChooser *m_chooser = nullptr;
    Anchor m_anchor;
    bool m_changing = false;
    bool m_fitting = false;
    bool m_ownWidths = false; ///< columns no longer follow the window's width
};

} // namespace movr
