#include "models/servers/server_filter.h"

#include "models/servers/server_statement_model.h"
#include "models/servers/session_model.h"

namespace movr {

namespace {

QString regionAt(const QAbstractItemModel *model, int row)
{
    if (const auto *statements = qobject_cast<const ServerStatementModel *>(model))
        return statements->rows().at(row).region;
    const auto *sessions = qobject_cast<const SessionModel *>(model);
    return sessions ? sessions->rows().at(row).region : QString();
}

} // namespace

ServerFilter::ServerFilter(QObject *parent) : QSortFilterProxyModel(parent)
{
    setSortRole(ServerStatementModel::SortRole);
}

void ServerFilter::setRegion(const QString &region)
{
    m_region = region;
    invalidateFilter();
}

void ServerFilter::setText(const QString &text)
{
    m_text = text;
    invalidateFilter();
}

void ServerFilter::setOwnOnly(bool own)
{
    m_own = own;
    invalidateFilter();
}

bool ServerFilter::filterAcceptsRow(int row, const QModelIndex &parent) const
{
    const QAbstractItemModel *const source = sourceModel();
    if (!m_region.isEmpty() && regionAt(source, row) != m_region)
        return false;
    const QVariant own = source->index(row, 0, parent).data(ServerStatementModel::OwnRole);
    if (m_own && own.isValid() && !own.toBool())
        return false;
    if (m_text.isEmpty())
        return true;
    for (int column = 0; column < source->columnCount(); ++column)
        if (source->index(row, column, parent).data().toString().contains(m_text, Qt::CaseInsensitive))
            return true;
    return false;
}

bool ServerFilter::lessThan(const QModelIndex &left, const QModelIndex &right) const
{
    const bool leftKnown = left.data(sortRole()).isValid();
    const bool rightKnown = right.data(sortRole()).isValid();
    if (leftKnown && rightKnown)
        return QSortFilterProxyModel::lessThan(left, right);
    if (leftKnown == rightKnown)
        return false;
    return sortOrder() == Qt::AscendingOrder ? leftKnown : rightKnown;
}

} // namespace movr
