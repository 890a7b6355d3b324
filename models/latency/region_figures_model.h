#pragma once

#include "models/latency/latency_scene.h"
#include "models/meaning.h"
#include "models/presentation/region_labels.h"

#include <QAbstractTableModel>
#include <QSet>
#include <QTimeZone>

namespace movr {

/// The legend of the latency chart: a row a region (and, where two stretches of time are compared, one more for the
/// earlier), with the figures of the whole window and a check box for each series that can be hidden. New figures change
/// rows in place.
class RegionFiguresModel : public QAbstractTableModel
{
    Q_OBJECT

public:
    enum Column { Region, P50, P95, P99, Floor, Count, Failures, Against, ColumnCount };
    enum Role {
        RegionRole = Qt::UserRole, ///< name of the region
        KindRole,                  ///< CurveKind as int of the columns P50 to Floor
        EarlierRole,               ///< bool: the row is of the earlier stretch
        MeaningRole
    };
    struct Series {
        QString region;
        CurveKind kind = CurveKind::P50;
        bool earlier = false;
        bool operator==(const Series &) const = default;
    };

    using QAbstractTableModel::QAbstractTableModel;

    /// In this order, whether they have figures or not.
    void setRegions(const QStringList &names, const RegionLabels &labels);
    void setScene(const LatencyScene &scene, const QString &nowText, const QString &thenText);
    void setZone(const QTimeZone &zone);
    /// Column Against says how others compare to this region; empty: to none.
    void setReference(const QString &region);

    bool isShown(const Series &series) const { return !m_hidden.contains(series); }
    void setShown(const Series &series, bool shown);
    /// The names of what is hidden, for the settings, and back.
    QStringList hidden() const;
    void setHidden(const QStringList &names);

    int rowCount(const QModelIndex &parent = {}) const override;
    int columnCount(const QModelIndex &parent = {}) const override;
    QVariant data(const QModelIndex &index, int role = Qt::DisplayRole) const override;
    bool setData(const QModelIndex &index, const QVariant &value, int role = Qt::EditRole) override;
    QVariant headerData(int section, Qt::Orientation orientation, int role) const override;
    Qt::ItemFlags flags(const QModelIndex &index) const override;

Q_SIGNALS:
    void shownChanged();

private:
    struct Row {
        QString region;
        bool earlier = false;
        LatencyFigures figures;
        LatencyFigures floor;
        bool operator==(const Row &other) const { return region == other.region && earlier == other.earlier; }
    };
    QString text(const Row &row, int column) const;
    QString tooltip(const Row &row, int column) const;
    QString againstText(const Row &row) const;
    Qt::CheckState regionState(const Row &row) const;
    QList<CurveKind> kindsOf(const Row &row) const;

    QStringList m_names;
    RegionLabels m_labels;
    QTimeZone m_zone = QTimeZone::utc();
    QString m_reference;
    QString m_nowText, m_thenText;
    QList<Row> m_rows;
    QSet<Series> m_hidden;
};

size_t qHash(const RegionFiguresModel::Series &series, size_t seed = 0);

} // namespace movr
