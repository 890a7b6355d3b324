#pragma once

#include "db/fleet/region_status.h"
#include "models/meaning.h"

#include <QAbstractListModel>

namespace movr {

/// The rows of the region picker: Auto, each region, All regions. New states change rows in place, so an
/// open picker keeps its place; rows come and go only with the regions themselves.
class RegionModel : public QAbstractListModel
{
    Q_OBJECT

public:
    enum class Choice { Auto, One, All };
    enum Role {
        ChoiceRole = Qt::UserRole, ///< Choice
        NameRole,                  ///< region name: of Auto the nearest one, of All regions empty
        MeaningRole                ///< Meaning of the region's state
    };

    using QAbstractListModel::QAbstractListModel;

    int rowCount(const QModelIndex &parent = {}) const override;
    QVariant data(const QModelIndex &index, int role) const override;

    /// In the deployment's order; without regions the model has no rows.
    void setRegions(const QList<RegionStatus> &regions);
    /// Name of the nearest region, or empty while none has answered.
    void setNearest(const QString &name);

    /// -1 when there is no such row.
    int rowOf(Choice choice, const QString &name = {}) const;

private:
    const RegionStatus *find(const QString &name) const;
    QString text(int row) const;
    QString tooltip(int row) const;
    Meaning meaning(int row) const;

    QList<RegionStatus> m_regions;
    QString m_nearest;
};

} // namespace movr
