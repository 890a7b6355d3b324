#include "models/alerts/alert_line_model.h"

#include "db/latency/latency_figures.h"
#include "models/latency/figure_words.h"
#include "models/meaning.h"

namespace movr {

AlertLineModel::AlertLineModel(RegionLabels labels, QObject *parent)
    : QAbstractTableModel(parent), m_labels(std::move(labels))
{}

void AlertLineModel::setLines(const QList<AlertLine> &lines)
{
    beginResetModel();
    m_lines = lines;
    endResetModel();
}

void AlertLineModel::append(const AlertLine &line)
{
    beginInsertRows({}, int(m_lines.size()), int(m_lines.size()));
    m_lines.append(line);
    endInsertRows();
    Q_EMIT linesChanged();
}

void AlertLineModel::replace(int row, const AlertLine &line)
{
    m_lines[row] = line;
    Q_EMIT dataChanged(index(row, 0), index(row, ColumnCount - 1));
    Q_EMIT linesChanged();
}

void AlertLineModel::remove(int row)
{
    beginRemoveRows({}, row, row);
    m_lines.removeAt(row);
    endRemoveRows();
    Q_EMIT linesChanged();
}

void AlertLineModel::setStates(const QHash<QUuid, AlertState> &states)
{
    if (m_states == states)
        return;
    m_states = states;
    if (!m_lines.isEmpty())
        Q_EMIT dataChanged(index(0, State), index(int(m_lines.size()) - 1, State));
}

int AlertLineModel::rowCount(const QModelIndex &parent) const
{
    return parent.isValid() ? 0 : int(m_lines.size());
}

int AlertLineModel::columnCount(const QModelIndex &parent) const
{
    return parent.isValid() ? 0 : ColumnCount;
}

QString AlertLineModel::text(const AlertLine &line, int column) const
{
    switch (column) {
    case Statement:
        return line.statement.isEmpty()         ? tr("All statements")
             : line.statement == floorStatement ? tr("Network round trip")
                                                : statementTitle(line.statement);
    case Region:
        return line.region.isEmpty() ? tr("Each region") : m_labels.of(line.region);
    case Rule:
        return alertRule(line);
    default:
        break;
    }
    if (!line.enabled)
        return tr("Off");
    const AlertState state = m_states.value(line.id);
    if (!state.over.isEmpty())
        return tr("Above: %1").arg(m_labels.of(state.over).join(tr(", ")));
    return state.decided ? tr("Not above") : tr("Not measured enough yet");
}

QVariant AlertLineModel::data(const QModelIndex &index, int role) const
{
    if (!checkIndex(index, CheckIndexOption::IndexIsValid))
        return {};
    const AlertLine &line = m_lines.at(index.row());
    if (role == Qt::DisplayRole)
        return text(line, index.column());
    if (role == Qt::CheckStateRole && index.column() == Statement)
        return line.enabled ? Qt::Checked : Qt::Unchecked;
    if (role == MeaningRole && index.column() == State && line.enabled
        && !m_states.value(line.id).over.isEmpty())
        return QVariant::fromValue(Meaning::Warning);
    return {};
}

bool AlertLineModel::setData(const QModelIndex &index, const QVariant &value, int role)
{
    if (role != Qt::CheckStateRole || !checkIndex(index, CheckIndexOption::IndexIsValid))
        return false;
    AlertLine line = m_lines.at(index.row());
    line.enabled = value.toInt() == Qt::Checked;
    replace(index.row(), line);
    return true;
}

Qt::ItemFlags AlertLineModel::flags(const QModelIndex &index) const
{
    if (!index.isValid())
        return {};
    const Qt::ItemFlags flags = Qt::ItemIsEnabled | Qt::ItemIsSelectable;
    return index.column() == Statement ? flags | Qt::ItemIsUserCheckable : flags;
}

QVariant AlertLineModel::headerData(int section, Qt::Orientation orientation, int role) const
{
    if (orientation != Qt::Horizontal || role != Qt::DisplayRole)
        return {};
    switch (section) {
    case Statement:
        return tr("Statement");
    case Region:
        return tr("Region");
    case Rule:
        return tr("Line");
    default:
        return section == State ? QVariant(tr("Now")) : QVariant();
    }
}

} // namespace movr
