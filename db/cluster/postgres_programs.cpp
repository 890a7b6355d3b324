#include "db/cluster/postgres_programs.h"

#include <QCoreApplication>
#include <QDir>
#include <QFileInfo>
#include <QStandardPaths>

#include <algorithm>

namespace movr {

namespace {

constexpr int oldestVersion = 15;

bool hasServer(const QString &directory)
{
    return QFileInfo(directory + QStringLiteral("/initdb")).isExecutable()
        && QFileInfo(directory + QStringLiteral("/postgres")).isExecutable();
}

QStringList candidates()
{
    if (const QString given = qEnvironmentVariable("MOVR_PG_BINDIR"); !given.isEmpty())
        return {given};
    QList<int> versions;
    for (const QString &name :
         QDir(QStringLiteral("/usr/lib/postgresql")).entryList(QDir::Dirs | QDir::NoDotAndDotDot))
        if (const int version = name.toInt(); version >= oldestVersion)
            versions.append(version);
    std::sort(versions.rbegin(), versions.rend());
    QStringList directories;
    for (const int version : versions)
        directories.append(QStringLiteral("/usr/lib/postgresql/%1/bin").arg(version));
    if (const QString found = QStandardPaths::findExecutable(QStringLiteral("initdb")); !found.isEmpty())
        directories.append(QFileInfo(QFileInfo(found).canonicalFilePath()).path());
    return directories;
}

} // namespace

Result<PostgresPrograms> findPostgres()
{
    for (const QString &directory : candidates())
        if (hasServer(directory))
            return PostgresPrograms{directory + QStringLiteral("/initdb"),
                                    directory + QStringLiteral("/postgres"), QStringLiteral("/bin/cp")};
    return Failure{FailureKind::Environment,
                   {},
                   {},
                   {},
                   false,
                   QCoreApplication::translate("movr::Cluster",
                                               "The PostgreSQL server programs (initdb, postgres) of version "
                                               "15 or newer are not installed. Install the package "
                                               "postgresql-15."),
                   {}};
}

} // namespace movr
