#include "models/latency/round_trip_model.h"

#include "db/base/median.h"
#include "models/latency/figure_words.h"
#include "models/latency/latency_range.h"

#include <QLocale>

#include <algorithm>

namespace movr {

void RoundTripModel::setRegions(const QStringList &names, const RegionLabels &labels)
{
    beginResetModel();
    m_names = names;
    m_labels = labels;
    m_desk.clear();
    m_lags.clear();
    endResetModel();
}

void RoundTripModel::setDesk(const QList<RoundTrip> &trips)
{
    m_desk.clear();
    for (const RoundTrip &trip : trips)
        m_desk.insert(trip.to, trip.figures);
    changed();
}

void RoundTripModel::addLags(const QList<FollowerLag> &lags, const QDateTime &readAt)
{
    for (const FollowerLag &lag : lags) {
        if (!lag.written)
            continue; // nothing was written of late: what was known stays
        Lags &known = m_lags[{lag.publisher, lag.subscriber}];
        if (known.last.isEmpty())
            known.since = readAt;
        known.until = readAt;
        known.last.append(*lag.written);
        if (known.last.size() > keptLags)
            known.last.removeFirst();
    }
    changed();
}

void RoundTripModel::forgetOld(const QDateTime &now)
{
    const auto gone =
        m_lags.removeIf([&now](const auto &known) { return known.value().until.secsTo(now) > keptSeconds; });
    if (gone > 0)
        changed();
}

void RoundTripModel::changed()
{
    if (!m_names.isEmpty())
        Q_EMIT dataChanged(index(0, 0), index(rowCount() - 1, columnCount() - 1));
}

int RoundTripModel::rowCount(const QModelIndex &parent) const
{
    return parent.isValid() || m_names.isEmpty() ? 0 : int(m_names.size()) + 1;
}

int RoundTripModel::columnCount(const QModelIndex &parent) const
{
    return parent.isValid() ? 0 : int(m_names.size());
}

std::optional<Nanoseconds> RoundTripModel::valueOf(const QString &from, const QString &to) const
{
    if (from.isEmpty())
        return m_desk.value(to).p50;
    const auto lags = m_lags.constFind({from, to});
    return lags == m_lags.cend() ? std::nullopt : std::optional(medianOf(lags->last));
}

quint64 RoundTripModel::sizeOf(const QString &from, const QString &to) const
{
    return from.isEmpty() ? m_desk.value(to).n : quint64(m_lags.value({from, to}).last.size());
}

QString RoundTripModel::tooltip(const QString &from, const QString &to) const
{
    if (from == to)
        return {};
    if (from.isEmpty()) {
        const LatencyFigures figures = m_desk.value(to);
        return figures.n == 0
                 ? tr("No probe was answered in the window")
                 : tr("Desk to %1: p50 of the probe's round trips, p95 %2\n%3")
                       .arg(m_labels.withName(to), latencyText(figures.p95), provenanceText(figures, m_zone));
    }
    const auto lags = m_lags.constFind({from, to});
    if (lags == m_lags.cend())
        return tr("%1 has written nothing that %2 follows, since this page is shown, or does not say so")
            .arg(m_labels.withName(from), m_labels.withName(to));
    return tr("%1 to %2: median until what was written was confirmed there\nn = %3, %4, write_lag of the "
              "replication")
        .arg(m_labels.withName(from), m_labels.withName(to))
        .arg(lags->last.size())
        .arg(windowText({lags->since, lags->until}, m_zone));
}

QVariant RoundTripModel::data(const QModelIndex &index, int role) const
{
    if (!index.isValid())
        return {};
    const QString from = fromOf(index.row());
    const QString to = m_names.value(index.column());
    const auto value = from == to ? std::nullopt : valueOf(from, to);
    switch (role) {
    case Qt::DisplayRole:
        if (from == to)
            return QStringLiteral("·");
        return value ? tr("%1 (n = %2)", "round trip")
                           .arg(latencyText(value), QLocale().toString(sizeOf(from, to)))
                     : tr("not known");
    case Qt::ToolTipRole:
        return tooltip(from, to);
    case Qt::AccessibleTextRole:
        return tr("%1 to %2: %3")
            .arg(from.isEmpty() ? tr("Desk") : m_labels.of(from), m_labels.of(to),
                 value ? tooltip(from, to) + QStringLiteral(": ") + latencyText(value)
                       : index.data(Qt::DisplayRole).toString());
    case Qt::TextAlignmentRole:
        return int(Qt::AlignCenter);
    case FromRole:
        return from;
    case ToRole:
        return to;
    case MeaningRole:
        return QVariant::fromValue(value ? Meaning::Neutral : Meaning::Muted);
    case ShareRole: {
        if (!value)
            return {};
        Nanoseconds longest{1};
        for (int row = 0; row < rowCount(); ++row)
            for (const QString &name : m_names)
                longest = std::max(longest, valueOf(fromOf(row), name).value_or(Nanoseconds(0)));
        return double(value->count()) / double(longest.count());
    }
    default:
        return {};
    }
}

QVariant RoundTripModel::headerData(int section, Qt::Orientation orientation, int role) const
{
    const bool column = orientation == Qt::Horizontal;
    const QString name = column ? m_names.value(section) : fromOf(section);
    switch (role) {
    case Qt::DisplayRole:
        return column ? tr("to %1").arg(m_labels.of(name)) : name.isEmpty() ? tr("Desk") : m_labels.of(name);
    case Qt::ToolTipRole:
        return name.isEmpty() ? tr("Where this console runs") : m_labels.withName(name);
    case ToRole:
    case FromRole:
        return name;
    default:
        return {};
    }
}

} // namespace movr
