#pragma once

#include "db/bulk/bulk_change.h"
#include "models/meaning.h"
#include "models/presentation/region_labels.h"

#include <QAbstractTableModel>
#include <QStringList>

namespace movr {

/// What came of each row of a bulk change, in words.
class BulkResultModel : public QAbstractTableModel
{
    Q_OBJECT

public:
    enum Column { Subject, City, Outcome, ColumnCount };
    enum Role {
        MeaningRole = Qt::UserRole + 2, ///< Meaning; the same number as PagedModel's
        DoneRole = Qt::UserRole + 10    ///< bool: done
    };

    /// `change` outlives the model. `subjects`: what people call each of its rows, in its order.
    BulkResultModel(const BulkChange *change, QStringList subjects, QObject *parent = nullptr);

    /// How regions are named in what came of a row.
    void setLabels(const RegionLabels &labels);

    int rowCount(const QModelIndex &parent = {}) const override;
    int columnCount(const QModelIndex &parent = {}) const override;
    QVariant data(const QModelIndex &index, int role = Qt::DisplayRole) const override;
    QVariant headerData(int section, Qt::Orientation orientation, int role) const override;

    /// One line for all: "405 done, 5 refused, 2 failed, 88 not sent".
    static QString summary(const BulkChange &change);

private:
    const BulkChange *m_change;
    QStringList m_subjects;
    RegionLabels m_labels;
};

} // namespace movr
