#pragma once

#include "db/latency/latency_figures.h"
#include "db/servers/server_view.h"
#include "models/meaning.h"
#include "models/presentation/region_labels.h"

#include <QAbstractTableModel>
#include <QHash>
#include <QTimeZone>

namespace movr {

/// Round trips as a matrix: from the desk and from each region (rows) to each region (columns). Desk to region is what
/// the probe measured; region to region is how long a server waited until the other one had confirmed what it wrote
/// (write_lag), as far as it wrote anything. What was never measured is "not known", never zero.
class RoundTripModel : public QAbstractTableModel
{
    Q_OBJECT

public:
    enum Role {
        FromRole = Qt::UserRole, ///< region; empty: the desk
        ToRole,
        MeaningRole,
        ShareRole ///< double: of the longest in the matrix, for its shade; unset where not known
    };
    static constexpr int keptLags = 60;    ///< of each pair, the newest
    static constexpr int keptSeconds = 60; ///< without a newer one a pair is not known any more

    using QAbstractTableModel::QAbstractTableModel;

    void setRegions(const QStringList &names, const RegionLabels &labels);
    void setZone(const QTimeZone &zone) { m_zone = zone; }
    void setDesk(const QList<RoundTrip> &trips);
    /// What a region's server says now; adds up over the last readings.
    void addLags(const QList<FollowerLag> &lags, const QDateTime &readAt);
    /// Drops the pairs of which nothing was heard for keptSeconds.
    void forgetOld(const QDateTime &now);

    int rowCount(const QModelIndex &parent = {}) const override;
    int columnCount(const QModelIndex &parent = {}) const override;
    QVariant data(const QModelIndex &index, int role = Qt::DisplayRole) const override;
    QVariant headerData(int section, Qt::Orientation orientation, int role) const override;

private:
    struct Lags {
        QList<Nanoseconds> last; ///< oldest first
        QDateTime since, until;
    };
    using Pair = std::pair<QString, QString>;
    QString fromOf(int row) const { return row == 0 ? QString() : m_names.value(row - 1); }
    std::optional<Nanoseconds> valueOf(const QString &from, const QString &to) const;
    quint64 sizeOf(const QString &from, const QString &to) const;
    QString tooltip(const QString &from, const QString &to) const;
    void changed();

    QStringList m_names;
    RegionLabels m_labels;
    QTimeZone m_zone = QTimeZone::utc();
    QHash<QString, LatencyFigures> m_desk;
    QHash<Pair, Lags> m_lags;
};

} // namespace movr
