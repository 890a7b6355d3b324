#include "db/fleet/schema_check.h"

#include <QCoreApplication>
#include <QDir>

namespace movr {

namespace {

struct Tr {
    Q_DECLARE_TR_FUNCTIONS(movr::Schema)
};

QStringList schemaFiles()
{
    QStringList files = QDir(QStringLiteral(":/sql/postgresql/schema")).entryList(QDir::Files, QDir::Name);
    for (QString &file : files)
        file.chop(4); // .sql
    return files;
}

int numberOf(const QString &file)
{
    return file.section(u'_', 0, 0).toInt();
}

} // namespace

int currentSchemaVersion()
{
    return numberOf(schemaFiles().constLast());
}

QStringList schemaFilesAfter(int version)
{
    QStringList later;
    for (const QString &file : schemaFiles())
        if (numberOf(file) > version)
            later.append(QStringLiteral("schema/") + file);
    return later;
}

Failure schemaVersionFailure(const QString &region, int found)
{
    const int known = currentSchemaVersion();
    const QString remedy = found > known ? Tr::tr("Use a newer console.")
                                         : Tr::tr("Upgrade it with: movr-console init --deployment FILE");
    return {FailureKind::SchemaVersion,
            {},
            region,
            {},
            false,
            Tr::tr("%1 has the movr schema in version %2, this console works with version %3. %4")
                .arg(region)
                .arg(found)
                .arg(known)
                .arg(remedy),
            {}};
}

Result<SchemaState> readSchemaState(PqSession &session)
{
    auto answer = session.exec(QStringLiteral("catalog/schema_state"));
    if (!answer)
        return answer.failure();
    const auto &row = answer->rows.first();
    SchemaState state;
    state.hasSchema = row.value(0) == u"t";
    state.hasRides = row.value(1) == u"t";
    state.serverVersion = row.value(2).section(u' ', 0, 0);
    if (row.value(3).toInt() < 150000)
        return Failure{
            FailureKind::Environment,
            {},
            {},
            {},
            false,
            Tr::tr("The server is PostgreSQL %1; the console needs 15 or newer.").arg(state.serverVersion),
            {}};
    if (!state.hasSchema)
        return state;
    answer = session.exec(QStringLiteral("catalog/schema_version"));
    if (!answer)
        return answer.failure();
    state.version = answer->rows.first().value(0).toInt();
    state.region = answer->rows.first().value(1);
    return state;
}

Result<Catalog> checkAndReadCatalog(PqSession &session, const QString &region)
{
    auto state = readSchemaState(session);
    if (!state)
        return state.failure();
    if (!state->hasSchema)
        return Failure{
            FailureKind::NoSchema,
            {},
            region,
            {},
            false,
            Tr::tr(
                "%1 has no movr schema in that database. Create it with: movr-console init --deployment FILE")
                .arg(region),
            {}};
    if (state->version != currentSchemaVersion())
        return schemaVersionFailure(region, state->version);
    if (state->region != region)
        return Failure{
            FailureKind::SchemaVersion,
            {},
            region,
            {},
            false,
            Tr::tr(
                "The server that the deployment calls %1 says that it is %2. Correct the deployment file, or "
                "its connection string.")
                .arg(region, state->region.isEmpty() ? Tr::tr("no region") : state->region),
            {}};
    return readCatalog(session);
}

Result<Catalog> readCatalog(PqSession &session)
{
    auto answer = session.exec(QStringLiteral("catalog/cities"));
    if (!answer)
        return answer.failure();
    QList<CityInfo> cities;
    for (const auto &row : answer->rows)
        cities.append({row.value(0), row.value(1), row.value(2), row.value(3).toUtf8(),
                       row.value(4).toDouble(), row.value(5).toDouble(), row.value(6).toInt()});
    return Catalog(cities);
}

} // namespace movr
