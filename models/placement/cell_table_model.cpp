#include "models/placement/cell_table_model.h"

namespace movr {

namespace {

int alignment(bool number)
{
    return int((number ? Qt::AlignRight : Qt::AlignLeft) | Qt::AlignVCenter);
}

} // namespace

void CellTableModel::setTable(const CellTable &table)
{
    if (table == m_table)
        return;
    if (table.keys != m_table.keys || table.heads != m_table.heads) {
        beginResetModel();
        m_table = table;
        endResetModel();
        return;
    }
    m_table = table;
    if (rowCount() > 0 && columnCount() > 0)
        Q_EMIT dataChanged(index(0, 0), index(rowCount() - 1, columnCount() - 1));
}

int CellTableModel::rowCount(const QModelIndex &parent) const
{
    return parent.isValid() ? 0 : int(m_table.rows.size());
}

int CellTableModel::columnCount(const QModelIndex &parent) const
{
    return parent.isValid() ? 0 : int(m_table.heads.size());
}

QVariant CellTableModel::data(const QModelIndex &index, int role) const
{
    if (!checkIndex(index, CheckIndexOption::IndexIsValid))
        return {};
    const Cell &cell = m_table.rows.at(index.row()).at(index.column());
    switch (role) {
    case Qt::DisplayRole:
        return cell.text;
    case Qt::ToolTipRole:
        return cell.tip.isEmpty() ? cell.text : cell.tip;
    case Qt::TextAlignmentRole:
        return alignment(cell.number);
    case Qt::AccessibleTextRole:
        return QStringLiteral("%1: %2").arg(m_table.heads.at(index.column()).text, cell.text);
    case Qt::AccessibleDescriptionRole:
        return cell.tip;
    case SortRole:
        return cell.sort.isValid() ? cell.sort : QVariant(cell.text);
    case StateRole:
        return cell.state ? QVariant::fromValue(*cell.state) : QVariant();
    case MeaningRole:
        return static_cast<int>(cell.meaning);
    case StrongRole:
        return cell.strong;
    case KeyRole:
        return m_table.keys.value(index.row());
    default:
        return {};
    }
}

QVariant CellTableModel::headerData(int section, Qt::Orientation orientation, int role) const
{
    if (orientation != Qt::Horizontal || section < 0 || section >= m_table.heads.size())
        return {};
    const CellHead &head = m_table.heads.at(section);
    switch (role) {
    case Qt::DisplayRole:
        return head.text;
    case Qt::ToolTipRole:
        return head.tip;
    case Qt::TextAlignmentRole:
        return alignment(head.number);
    default:
        return {};
    }
}

} // namespace movr
