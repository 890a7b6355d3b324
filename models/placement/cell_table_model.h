#pragma once

#include "models/placement/placement_mark.h"

#include <QAbstractTableModel>
#include <QList>
#include <QVariant>

#include <optional>

namespace movr {

/// What stands in one cell of a small table that is worked out as a whole.
struct Cell {
    QString text;
    Meaning meaning = Meaning::Neutral;
    std::optional<PlacementState> state; ///< drawn before the text
    QString tip;                         ///< empty: the text itself
    QVariant sort;                       ///< raw value; invalid: the text
    bool number = false;                 ///< stands at the right
    bool strong = false;                 ///< stands out: where the data should be
    bool operator==(const Cell &) const = default;
};

struct CellHead {
    QString text;
    QString tip;
    bool number = false;
    bool operator==(const CellHead &) const = default;
};

/// A table as plain values: what a function of models/placement/ made of what was read.
struct CellTable {
    QList<CellHead> heads;
    QList<QList<Cell>> rows; ///< each as long as `heads`
    QStringList keys;        ///< one a row: what it is about, as the database names it
    bool operator==(const CellTable &) const = default;
};

/// Shows a CellTable. The same number of rows and columns is changed in place.
class CellTableModel : public QAbstractTableModel
{
    Q_OBJECT

public:
    enum Role {
        SortRole = Qt::UserRole, ///< raw values
        StateRole,               ///< PlacementState, or nothing
        MeaningRole,             ///< Meaning
        StrongRole,              ///< bool
        KeyRole                  ///< the row's key
    };

    using QAbstractTableModel::QAbstractTableModel;

    void setTable(const CellTable &table);
    const CellTable &table() const { return m_table; }
    /// -1 when there is none.
    int rowOf(const QString &key) const { return int(m_table.keys.indexOf(key)); }

    int rowCount(const QModelIndex &parent = {}) const override;
    int columnCount(const QModelIndex &parent = {}) const override;
    QVariant data(const QModelIndex &index, int role = Qt::DisplayRole) const override;
    QVariant headerData(int section, Qt::Orientation orientation, int role) const override;

private:
    CellTable m_table;
};

} // namespace movr
