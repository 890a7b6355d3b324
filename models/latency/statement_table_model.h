#pragma once

#include "db/latency/latency_figures.h"
#include "models/meaning.h"

#include <QAbstractTableModel>
#include <QTimeZone>

namespace movr {

/// A row a statement with its figures over one window. New figures change rows in place: a selection stays.
class StatementTableModel : public QAbstractTableModel
{
    Q_OBJECT

public:
    enum Column { Statement, Count, P50, P95, P99, Max, Failures, Retries, Shares, ColumnCount };
    enum Role {
        StatementRole = Qt::UserRole, ///< name of the statement: "transactions/start_ride"
        SortRole,                     ///< a number, or a text
        SharesRole,                   ///< QList<double>: network, database, console; empty where not known
        MeaningRole
    };

    using QAbstractTableModel::QAbstractTableModel;

    /// Sorted by name, a line a statement.
    void setTable(const QList<StatementFigures> &table);
    void setZone(const QTimeZone &zone) { m_zone = zone; }
    /// -1 when it has no row.
    int rowOf(const QString &statement) const;
    const QList<StatementFigures> &table() const { return m_table; }

    int rowCount(const QModelIndex &parent = {}) const override;
    int columnCount(const QModelIndex &parent = {}) const override;
    QVariant data(const QModelIndex &index, int role = Qt::DisplayRole) const override;
    QVariant headerData(int section, Qt::Orientation orientation, int role) const override;

private:
    QString text(const StatementFigures &line, int column) const;
    QString tooltip(const StatementFigures &line, int column) const;
    QVariant sortKey(const StatementFigures &line, int column) const;

    QList<StatementFigures> m_table;
    QTimeZone m_zone = QTimeZone::utc();
};

/// Network, database, console as shares of 1; empty where the network floor was not known.
QList<double> sharesOf(const LatencyFigures &figures);

} // namespace movr
