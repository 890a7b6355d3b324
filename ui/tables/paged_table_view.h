#pragma once

#include "db/movr/entities.h"

#include <QPersistentModelIndex>
#include <QTableView>
#include <QVariantMap>

namespace movr {

class ColumnChooser;
class PagedModel;

/// A table over a PagedModel: asks for the next and the previous page well before their end is seen, and
/// keeps what is shown in place while rows come and go above it. Its own vertical scroll bar covers the model's window
/// only and is not shown; a PositionBar covers the whole table. Rows that are not there yet are drawn as loading.
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
    static constexpr int prefetchRows = 150;

    /// Shows the rows at a share of the whole table, 0 (the first ones) to 1 (the last ones): at once when they are in
    /// the window, else as loading until they come.
    void showAt(double share);
    /// The share at which the rows shown stand, 0 to 1, and how many rows fit.
    double shownAt() const;
    int rowsThatFit() const;
    int selectedCount() const; ///< rows
    /// The selection ends where the loaded rows do: there are more beyond that are not selected.
    bool selectionEndsWithLoaded() const;
    int firstVisibleRow() const;
    int lastVisibleRow() const;
    void scrollRows(int rows);

Q_SIGNALS:
    /// Other rows are shown, or the same ones stand elsewhere in the table.
    void placeChanged();
    void rowActivated();
    void rowSelectionChanged();
    void contextMenuRequested(const QPoint &globalPosition);

protected:
    void paintEvent(QPaintEvent *event) override;
    void updateGeometries() override;
    void keyPressEvent(QKeyEvent *event) override;
    void mousePressEvent(QMouseEvent *event) override;
    void mouseDoubleClickEvent(QMouseEvent *event) override;
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
    void placeMoved();
    void arrive(bool atEnd);
    void keepSelection();
    void selectKept();
    void paintLoading(QPainter &painter, int from) const;

    struct Anchor {
        QList<QPersistentModelIndex> rows; ///< the visible ones, top down
        int offset = 0;                    ///< pixels of the first that are scrolled away
        bool hold = true;
    };

    PagedModel *m_model;
    ColumnChooser *m_chooser = nullptr;
    Anchor m_anchor;
    QList<RowId> m_kept; ///< the rows the user has selected, wherever the window is
    bool m_changing = false;
    bool m_fitting = false;
    bool m_ownWidths = false; ///< columns no longer follow the window's width
};

} // namespace movr
