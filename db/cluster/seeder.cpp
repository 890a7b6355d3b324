#include "db/cluster/seeder.h"

#include "db/base/sql_text.h"
#include "db/lane/pq_session.h"
#include "db/movr/password.h"

#include <QCoreApplication>
#include <QDateTime>
#include <QDir>

#include <future>
#include <vector>

namespace movr {

namespace {

constexpr auto seed = "20200301";

/// Bulk loading: rows are consistent by construction, so foreign keys need not look at each.
ConnectionSettings loading(ConnectionSettings server)
{
    server.applicationName = QStringLiteral("movr-console seed");
    server.options += QStringLiteral(" -c session_replication_role=replica -c synchronous_commit=off "
                                     "-c maintenance_work_mem=256MB -c work_mem=64MB -c statement_timeout=0");
    return server;
}

QStringList filesBetween(int first, int last)
{
    QStringList names;
    for (QString file : QDir(QStringLiteral(":/sql/postgresql/seed")).entryList(QDir::Files, QDir::Name))
        if (const int number = file.section(u'_', 0, 0).toInt(); number >= first && number <= last)
            names.append(QStringLiteral("seed/") + file.chopped(4));
    return names;
}

Result<Done> runTexts(const ConnectionSettings &server, const QStringList &files)
{
    PqSession session(server);
    if (auto opened = session.open(); !opened)
        return opened;
    for (const QString &file : files)
        if (auto done = session.execText(sqlText(file), file); !done)
            return done.failure();
    return Done{};
}

struct Fill {
    QString scale, anchor, hash;
};

Result<Done> fillPartition(const ConnectionSettings &server, const QString &partition, const Fill &fill)
{
    PqSession session(server);
    if (auto opened = session.open(); !opened)
        return opened;
    const QString number = QString::fromLatin1(seed);
    const QList<std::pair<QString, QList<QString>>> steps{
        {QStringLiteral("seed/020_users"), {partition, fill.scale, number, fill.hash}},
        {QStringLiteral("seed/030_vehicles"), {partition, fill.scale, number, fill.anchor}},
        {QStringLiteral("seed/040_rides"), {partition, fill.scale, number, fill.anchor}},
        {QStringLiteral("seed/050_indexes"), {partition}},
        {QStringLiteral("seed/060_actions"), {partition, fill.scale, number, fill.anchor}}};
    for (const auto &[statement, parameters] : steps)
        if (auto done = session.exec(statement, parameters); !done)
            return done.failure();
    return Done{};
}

} // namespace

Result<Done> seedFleet(const ConnectionSettings &given, const QStringList &regions, double scale,
                       const std::function<void(const QString &)> &progress)
{
    const ConnectionSettings server = loading(given);
    auto hash =
        std::async(std::launch::async, [] { return hashPassword(QString::fromLatin1(demoPassword)); });
    if (auto done = runTexts(server, filesBetween(10, 15)); !done)
        return done;
    PqSession session(server);
    if (auto opened = session.open(); !opened)
        return opened;
    auto partitions = session.exec(QStringLiteral("catalog/partitions"));
    auto hashed = hash.get();
    if (!partitions.ok() || !hashed.ok())
        return partitions.ok() ? hashed.failure() : partitions.failure();

    QDateTime now = QDateTime::currentDateTimeUtc();
    now.setTime(QTime(now.time().hour(), now.time().minute()));
    const Fill fill{QString::number(scale, 'f', 4), now.toString(Qt::ISODate), *hashed};
    progress(QCoreApplication::translate("movr::Cluster", "Making %L1 rides").arg(qint64(scale * 100'000)));
    std::vector<std::future<Result<Done>>> running;
    for (const auto &row : partitions->rows)
        running.push_back(std::async(std::launch::async, [&server, &fill, partition = row.first()] {
            return fillPartition(server, partition, fill);
        }));
    Result<Done> first = Done{};
    for (auto &one : running)
        if (auto done = one.get(); !done && first.ok())
            first = done;
    if (!first)
        return first;
    if (auto done = runTexts(server, filesBetween(90, 99)); !done)
        return done;
    auto beats = session.exec(QStringLiteral("cluster/first_beats"), {arrayLiteral(regions)});
    return beats.ok() ? Result<Done>(Done{}) : Result<Done>(beats.failure());
}

} // namespace movr
