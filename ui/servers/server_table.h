#pragma once

#include <QTableView>

class QAbstractItemModel;

namespace movr {

class ServerFilter;

/// A table of the servers' view: sorted and narrowed, rows are what is chosen; the current row stays while it is read again.
class ServerTable : public QTableView
{
    Q_OBJECT

public:
    /// `model` outlives the table. `wide`: the column that takes the room that is left.
    ServerTable(const QString &name, QAbstractItemModel *model, int wide, QWidget *parent = nullptr);

    ServerFilter *filter() const { return m_filter; }
    /// The current row in the model; -1 without one.
    int currentRow() const;
    /// Widths by what the columns hold now.
    void fit();

Q_SIGNALS:
    void currentChangedOrRead();

protected:
    void currentChanged(const QModelIndex &current, const QModelIndex &previous) override;

private:
    void leaveRows(int first, int last);
    int widthOf(int column) const;

    ServerFilter *m_filter;
    int m_wide;
};

} // namespace movr
