#pragma once

#include "ui/servers/server_table.h"

#include <QDateTime>
#include <QHash>
#include <QSet>
#include <QWidget>

namespace movr {

class ServerPicture;
class RegionNotices;

/// One table of the servers' view with what is to be said above it, and what stands in its place while it is empty: loading,
/// nothing there, nothing that the filters let through, or that no region could be read.
class ServerTab : public QWidget
{
    Q_OBJECT

public:
    /// `nothing`: what an empty answer means. `model` outlives the tab.
    ServerTab(const QString &name, QAbstractItemModel *model, int wide, const QString &nothing,
              QWidget *parent = nullptr);

    ServerTable *table() const { return m_table; }
    RegionNotices *notices() const { return m_notices; }

    void clear();
    /// A region was asked; false: it has not answered the last time yet.
    bool asking(const QString &region);
    void answered(const QString &region);
    void failed(const QString &region);
    /// Its answer is not wanted any more.
    void dropped(const QString &region);
    /// Shows the table, or what stands in its place.
    void showState();
    QString picture() const; ///< empty while the table is shown
    /// When the region that answered longest ago did; invalid before the first answer.
    QDateTime readAt() const;
    QStringList readRegions() const { return m_readAt.keys(); }

private:
    RegionNotices *m_notices;
    ServerPicture *m_picture;
    ServerTable *m_table;
    const QString m_nothing;
    QHash<QString, QDateTime> m_readAt;
    QSet<QString> m_asked;
    QSet<QString> m_failed;
};

} // namespace movr
