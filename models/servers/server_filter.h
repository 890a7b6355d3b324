#pragma once

#include <QSortFilterProxyModel>

namespace movr {

/// Narrows the servers' tables: one region, a text in any column, the console's own statements only. Sorts by raw values;
/// what is not known comes last either way.
class ServerFilter : public QSortFilterProxyModel
{
    Q_OBJECT

public:
    explicit ServerFilter(QObject *parent = nullptr);

    void setRegion(const QString &region); ///< empty: all; by its name
    void setText(const QString &text);
    void setOwnOnly(bool own); ///< rows without the role are all kept

protected:
    bool filterAcceptsRow(int row, const QModelIndex &parent) const override;
    bool lessThan(const QModelIndex &left, const QModelIndex &right) const override;

private:
    QString m_region;
    QString m_text;
    bool m_own = false;
};

} // namespace movr
