#pragma once

#include "db/placement_change/change_progress.h"
#include "models/presentation/region_labels.h"

#include <QAbstractTableModel>

namespace movr {

/// The steps of a change, planned or under way: what, in which state, and how long it took.
class ChangeStepsModel : public QAbstractTableModel
{
    Q_OBJECT

public:
    enum Column { Title, State, Took, ColumnCount };
    enum Role { MeaningRole = Qt::UserRole + 2 };

    explicit ChangeStepsModel(RegionLabels labels, QObject *parent = nullptr);

    void setSteps(const QList<ChangeStep> &steps);
    /// The number of the step that is under way or failed; -1 without one.
    int current() const;

    int rowCount(const QModelIndex &parent = {}) const override;
    int columnCount(const QModelIndex &parent = {}) const override;
    QVariant data(const QModelIndex &index, int role) const override;
    QVariant headerData(int section, Qt::Orientation orientation, int role) const override;

private:
    RegionLabels m_labels;
    QList<ChangeStep> m_steps;
};

} // namespace movr
