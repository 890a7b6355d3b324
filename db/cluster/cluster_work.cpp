#include "db/cluster/cluster_work.h"

#include "db/lane/pq_session.h"

#include <QCoreApplication>
#include <QFile>
#include <QFileInfo>

namespace movr::cluster_work {

Failure environmentFailure(const QString &sentence)
{
    return {FailureKind::Environment, {}, {}, {}, false, sentence, {}};
}

Result<Done> runProgram(WardenClient &warden, const QString &directory, const QString &id,
                        const QString &program, const QStringList &arguments, int seconds)
{
    auto code = warden.run(id, program, arguments, std::chrono::seconds(seconds));
    if (!code)
        return code.failure();
    if (*code == 0)
        return Done{};
    QFile log(QStringLiteral("%1/%2.log").arg(directory, id));
    const QString words = log.open(QIODevice::ReadOnly)
                            ? QString::fromUtf8(log.readAll()).trimmed().section(u'\n', -1)
                            : QString();
    return environmentFailure(QCoreApplication::translate("movr::Cluster", "%1 failed: %2")
                                  .arg(QFileInfo(program).fileName(), words));
}

Result<Done> runGenerated(const ConnectionSettings &server, const QString &statement,
                          const QList<QString> &names)
{
    PqSession session(server);
    if (auto opened = session.open(); !opened)
        return opened;
    auto text = session.exec(statement, names);
    if (text.ok())
        text = session.execText(text->rows.first().first().toUtf8(), statement);
    return text.ok() ? Result<Done>(Done{}) : Result<Done>(text.failure());
}

} // namespace movr::cluster_work
