#pragma once

#include <QObject>
#include <QVariant>

class QMenu;
class QTableView;

namespace movr {

/// Lets the user hide and show a table's columns: in the header's context menu, and in any menu it fills. The last
/// visible column stays.
class ColumnChooser : public QObject
{
    Q_OBJECT

public:
    /// Becomes a child of the view.
    explicit ColumnChooser(QTableView *view);

    /// One checkable entry a column, in the order they are shown.
    void fill(QMenu *menu);
    /// From left to right.
    QList<int> visibleColumns() const;

    QVariantList saveState() const; ///< the hidden columns' numbers
    void restoreState(const QVariantList &hidden);

Q_SIGNALS:
    void changed();

private:
    void setHidden(int column, bool hidden);

    QTableView *m_view;
};

} // namespace movr
