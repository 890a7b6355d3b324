#include "models/placement_change/change_steps_model.h"

#include "models/meaning.h"
#include "models/paged_model.h"

#include <QLocale>

namespace movr {

static_assert(int(ChangeStepsModel::MeaningRole) == int(PagedModel::MeaningRole));

ChangeStepsModel::ChangeStepsModel(RegionLabels labels, QObject *parent)
    : QAbstractTableModel(parent), m_labels(std::move(labels))
{}

void ChangeStepsModel::setSteps(const QList<ChangeStep> &steps)
{
    const auto old = m_steps.size();
    if (steps.size() > old) {
        beginInsertRows({}, int(old), int(steps.size()) - 1);
        m_steps = steps;
        endInsertRows();
    } else if (steps.size() < old) {
        beginRemoveRows({}, int(steps.size()), int(old) - 1);
        m_steps = steps;
        endRemoveRows();
    } else {
        m_steps = steps;
    }
    if (!m_steps.isEmpty())
        Q_EMIT dataChanged(index(0, 0), index(rowCount() - 1, ColumnCount - 1));
}

int ChangeStepsModel::current() const
{
    for (int i = int(m_steps.size()) - 1; i >= 0; --i)
        if (m_steps.at(i).state == ChangeStep::State::Running
            || m_steps.at(i).state == ChangeStep::State::Failed)
            return i;
    return -1;
}

int ChangeStepsModel::rowCount(const QModelIndex &parent) const
{
    return parent.isValid() ? 0 : int(m_steps.size());
}

int ChangeStepsModel::columnCount(const QModelIndex &parent) const
{
    return parent.isValid() ? 0 : int(ColumnCount);
}

QVariant ChangeStepsModel::data(const QModelIndex &index, int role) const
{
    if (!index.isValid() || index.row() >= m_steps.size())
        return {};
    const ChangeStep &step = m_steps.at(index.row());
    const bool ended = step.state == ChangeStep::State::Done;
    if (role == MeaningRole && index.column() == State) {
        switch (step.state) {
        case ChangeStep::State::Done:
            return QVariant::fromValue(Meaning::Good);
        case ChangeStep::State::Failed:
            return QVariant::fromValue(Meaning::Bad);
        case ChangeStep::State::Running:
            return QVariant::fromValue(Meaning::Info);
        case ChangeStep::State::Waiting:
        case ChangeStep::State::Cancelled:
            return QVariant::fromValue(Meaning::Muted);
        }
    }
    if (role == Qt::ToolTipRole && index.column() == Title)
        return m_labels.withNamesIn(step.title);
    if (role == Qt::TextAlignmentRole && index.column() == Took)
        return QVariant(Qt::AlignRight | Qt::AlignVCenter);
    if (role != Qt::DisplayRole)
        return {};
    switch (index.column()) {
    case Title:
        return m_labels.in(step.title);
    case State: {
        static const char *const words[]{QT_TR_NOOP("waiting"), QT_TR_NOOP("under way"), QT_TR_NOOP("done"),
                                         QT_TR_NOOP("failed"), QT_TR_NOOP("cancelled")};
        return tr(words[int(step.state)]);
    }
    case Took:
        return ended && step.took.count() > 0
                 ? tr("%1 s").arg(QLocale().toString(double(step.took.count()) / 1000, 'f', 2))
                 : QString();
    default:
        return {};
    }
}

QVariant ChangeStepsModel::headerData(int section, Qt::Orientation orientation, int role) const
{
    if (orientation != Qt::Horizontal || role != Qt::DisplayRole)
        return {};
    static const char *const titles[]{QT_TR_NOOP("Step"), QT_TR_NOOP("State"), QT_TR_NOOP("Took")};
    return section < ColumnCount ? tr(titles[section]) : QVariant();
}

} // namespace movr
