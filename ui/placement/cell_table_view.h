#pragma once

#include <QTreeView>

class QSortFilterProxyModel;

namespace movr {

class CellTableModel;
struct CellTable;

/// A small sortable table of a CellTable. Its columns fit their texts once; the user's widths stay after that.
class CellTableView : public QTreeView
{
    Q_OBJECT

public:
    explicit CellTableView(const QString &accessibleName, QWidget *parent = nullptr);

    void setTable(const CellTable &table);
    /// The columns share the width instead of fitting their texts.
    void shareWidth();
    CellTableModel *cells() const { return m_model; }
    /// The key of the current row; empty without one.
    QString currentKey() const;
    /// Makes the row with the key the current one.
    void setCurrentKey(const QString &key);

Q_SIGNALS:
    void currentKeyChanged(const QString &key);
    /// Return, or a double click.
    void keyActivated(const QString &key);

private:
    CellTableModel *m_model;
    QSortFilterProxyModel *m_sorted;
    bool m_fitted = false;
};

} // namespace movr
