#pragma once

#include "db/journey/journey_report.h"

#include <QAbstractTableModel>

namespace movr {

/// The experiment's table: a row for each of the seven tasks, one for all requests together and one for the seven tasks in
/// a row; for each way n, median and p99 in milliseconds, then the ratios. The texts are those of the command and the files.
class JourneyModel : public QAbstractTableModel
{
    Q_OBJECT

public:
    enum Column {
        Task,
        MultiN,
        MultiMedian,
        MultiP99,
        SingleN,
        SingleMedian,
        SingleP99,
        ReferenceN,
        ReferenceMedian,
        ReferenceP99,
        Ratio,          ///< single-region / multi-region
        RatioReference, ///< the reference's way / the console's, both single-region
        ColumnCount
    };
    enum Role {
        SortRole = Qt::UserRole,       ///< raw values: counts, nanoseconds, ratios
        MeaningRole = Qt::UserRole + 2 ///< Meaning; the same number as PagedModel's
    };
    /// The rows below the seven tasks.
    static constexpr int requestsRow = 7;
    static constexpr int journeyRow = 8;

    using QAbstractTableModel::QAbstractTableModel;

    void setReport(const JourneyReport &report);
    void clear();
    const JourneyReport &report() const { return m_report; }

    int rowCount(const QModelIndex &parent = {}) const override;
    int columnCount(const QModelIndex &parent = {}) const override;
    QVariant data(const QModelIndex &index, int role = Qt::DisplayRole) const override;
    QVariant headerData(int section, Qt::Orientation orientation, int role) const override;

private:
    JourneyReport m_report;
};

} // namespace movr
