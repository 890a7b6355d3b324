#pragma once

#include "db/base/result.h"
#include "db/cluster/postgres_programs.h"
#include "db/cluster/warden_client.h"

#include <QString>
#include <QStringList>

namespace movr {

/// One PostgreSQL server of the embedded cluster, a child of the warden. Blocking calls, for worker threads.
class EmbeddedServer
{
public:
    /// `data`: its data directory below the cluster's; `name`: its id with the warden.
    EmbeddedServer(WardenClient &warden, PostgresPrograms programs, QString name, QString data,
                   QString hbaFile);

    /// Starts on a free port of 127.0.0.1 (the former one when it is still free) and waits until it answers.
    /// `extra`: settings "name=value".
    Result<Done> start(const QStringList &extra = {});
    /// Fast shutdown (everything on disk), or an immediate one as after a crash.
    Result<Done> stop();
    Result<Done> crash();

    quint16 port() const { return m_port; }
    const QString &name() const { return m_name; }

private:
    Result<Done> end(const QString &signal);
    Result<Done> launch(quint16 port, const QStringList &extra);

    WardenClient &m_warden;
    PostgresPrograms m_programs;
    QString m_name;
    QString m_data;
    QString m_hbaFile;
    quint16 m_port = 0;
    int m_starts = 0;
    QString m_id; ///< of the running process, with the warden
};

} // namespace movr
