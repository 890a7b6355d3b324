#include "models/region_model.h"

#include "models/presentation/city_time.h"

#include <algorithm>

namespace movr {

namespace {

QString nameOf(const RegionStatus &region)
{
    return region.label.isEmpty() ? region.name : region.label;
}

QString stateText(const RegionStatus &region)
{
    switch (region.state) {
    case RegionState::Connecting:
        return RegionModel::tr("connecting");
    case RegionState::Down:
        return RegionModel::tr("does not answer");
    case RegionState::Up:
        break;
    }
    return region.roundTrip ? durationText(*region.roundTrip) : RegionModel::tr("up");
}

} // namespace

int RegionModel::rowCount(const QModelIndex &parent) const
{
    return parent.isValid() || m_regions.isEmpty() ? 0 : int(m_regions.size()) + 2;
}

QVariant RegionModel::data(const QModelIndex &index, int role) const
{
    if (!index.isValid() || index.row() >= rowCount())
        return {};
    const int row = index.row();
    const bool first = row == 0;
    const bool last = row == rowCount() - 1;
    switch (role) {
    case Qt::DisplayRole:
    case Qt::AccessibleTextRole:
        return text(row);
    case Qt::ToolTipRole:
        return tooltip(row);
    case ChoiceRole:
        return QVariant::fromValue(first ? Choice::Auto : last ? Choice::All : Choice::One);
    case NameRole:
        return first ? m_nearest : last ? QString() : m_regions.at(row - 1).name;
    case MeaningRole:
        return QVariant::fromValue(meaning(row));
    default:
        return {};
    }
}

void RegionModel::setRegions(const QList<RegionStatus> &regions)
{
    const auto sameName = [](const RegionStatus &a, const RegionStatus &b) { return a.name == b.name; };
    const bool same =
        std::equal(m_regions.cbegin(), m_regions.cend(), regions.cbegin(), regions.cend(), sameName);
    if (!same) {
        beginResetModel();
        m_regions = regions;
        endResetModel();
        return;
    }
    m_regions = regions;
    if (rowCount() > 0)
        Q_EMIT dataChanged(index(0), index(rowCount() - 1));
}

void RegionModel::setNearest(const QString &name)
{
    if (m_nearest == name)
        return;
    m_nearest = name;
    if (rowCount() > 0)
        Q_EMIT dataChanged(index(0), index(0));
}

int RegionModel::rowOf(Choice choice, const QString &name) const
{
    if (m_regions.isEmpty())
        return -1;
    switch (choice) {
    case Choice::Auto:
        return 0;
    case Choice::All:
        return rowCount() - 1;
    case Choice::One:
        break;
    }
    const RegionStatus *region = find(name);
    return region ? int(region - m_regions.constData()) + 1 : -1;
}

const RegionStatus *RegionModel::find(const QString &name) const
{
    const auto found = std::find_if(m_regions.cbegin(), m_regions.cend(),
                                    [&name](const RegionStatus &region) { return region.name == name; });
    return found == m_regions.cend() ? nullptr : &*found;
}

QString RegionModel::text(int row) const
{
    if (row == 0) {
        const RegionStatus *nearest = find(m_nearest);
        return nearest ? tr("Auto: %1 (%2)").arg(nameOf(*nearest), stateText(*nearest))
                       : tr("Auto: nearest region");
    }
    if (row == rowCount() - 1)
        return tr("All regions");
    const RegionStatus &region = m_regions.at(row - 1);
    return tr("%1 (%2)").arg(nameOf(region), stateText(region));
}

QString RegionModel::tooltip(int row) const
{
    if (row == 0)
        return tr("The region with the shortest measured round trip from this desk.");
    if (row == rowCount() - 1)
        return tr("Every region; rows are merged in the order of the table.");
    const RegionStatus &region = m_regions.at(row - 1);
    if (region.state == RegionState::Down && !region.failure.sentence.isEmpty())
        return region.failure.sentence;
    if (!region.roundTrip)
        return region.name;
    return tr("%1: round trip %2, median of %n sample(s).", nullptr, region.roundTripSamples)
        .arg(region.name, durationText(*region.roundTrip));
}

Meaning RegionModel::meaning(int row) const
{
    if (row == rowCount() - 1) {
        const bool down = std::any_of(m_regions.cbegin(), m_regions.cend(), [](const RegionStatus &region) {
            return region.state == RegionState::Down;
        });
        return down ? Meaning::Warning : Meaning::Neutral;
    }
    const RegionStatus *region = row == 0 ? find(m_nearest) : &m_regions.at(row - 1);
    if (!region || region->state == RegionState::Connecting)
        return Meaning::Muted;
    return region->state == RegionState::Up ? Meaning::Good : Meaning::Bad;
}

} // namespace movr
