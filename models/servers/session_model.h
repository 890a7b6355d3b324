#pragma once

#include "db/servers/server_view.h"
#include "models/presentation/region_labels.h"
#include "models/servers/keyed_rows.h"

namespace movr {

/// A session in one region.
struct SessionRow {
    QString region;
    ServerSession session;
    bool stale = false; ///< the region does not answer: last known

    /// Names the session for good: a pid comes again.
    QString key() const { return QString::number(session.pid) + u'@' + session.startedAt; }
    bool operator==(const SessionRow &other) const;
};
QList<SessionRow> sessionRows(const QString &region, const QList<ServerSession> &sessions);

/// "1234 of alice (psql) in US East": names a session where something is about to be done to it.
QString sessionName(const SessionRow &row, const RegionLabels &labels);
/// "Lock: transactionid, behind 4711"; empty when it does not wait.
QString waitText(const ServerSession &session);

class SessionModel : public KeyedRows<SessionRow>
{
    Q_OBJECT

public:
    enum Column {
        Region,
        Pid,
        User,
        Application,
        State,
        StateAge,
        StatementAge,
        Wait,
        Statement,
        ColumnCount
    };
    enum Role {
        SortRole = Qt::UserRole,        ///< raw values
        MeaningRole = Qt::UserRole + 2, ///< Meaning; the same number as PagedModel's
        TextRole = Qt::UserRole + 11    ///< the whole text of the statement
    };
    using KeyedRows::KeyedRows;

    void setLabels(const RegionLabels &labels) { m_labels = labels; }

    int columnCount(const QModelIndex &parent = {}) const override;
    QVariant data(const QModelIndex &index, int role = Qt::DisplayRole) const override;
    QVariant headerData(int section, Qt::Orientation orientation, int role) const override;

private:
    QString text(const SessionRow &row, int column) const;

    RegionLabels m_labels;
};

} // namespace movr
