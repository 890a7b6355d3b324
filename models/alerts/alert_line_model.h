#pragma once

#include "models/alerts/alert_line.h"

#include <QAbstractTableModel>
#include <QHash>
#include <QStringList>

namespace movr {

/// The alert lines with what they are doing now. Lines are switched on and off by the box in the first column.
class AlertLineModel : public QAbstractTableModel
{
    Q_OBJECT

public:
    enum Column { Statement, Region, Rule, State, ColumnCount };
    enum Role {
        MeaningRole = Qt::UserRole + 2 ///< Meaning; the same number as PagedModel's
    };

    explicit AlertLineModel(RegionLabels labels, QObject *parent = nullptr);

    const QList<AlertLine> &lines() const { return m_lines; }
    void setLines(const QList<AlertLine> &lines);
    void append(const AlertLine &line);
    void replace(int row, const AlertLine &line);
    void remove(int row);
    /// By line; what is not in it is not decided.
    void setStates(const QHash<QUuid, AlertState> &states);

    int rowCount(const QModelIndex &parent = {}) const override;
    int columnCount(const QModelIndex &parent = {}) const override;
    QVariant data(const QModelIndex &index, int role = Qt::DisplayRole) const override;
    bool setData(const QModelIndex &index, const QVariant &value, int role = Qt::EditRole) override;
    Qt::ItemFlags flags(const QModelIndex &index) const override;
    QVariant headerData(int section, Qt::Orientation orientation, int role) const override;

Q_SIGNALS:
    /// lines() is another.
    void linesChanged();

private:
    QString text(const AlertLine &line, int column) const;

    RegionLabels m_labels;
    QList<AlertLine> m_lines;
    QHash<QUuid, AlertState> m_states;
};

} // namespace movr
