#pragma once

#include "db/cluster/embedded_cluster.h"
#include "db/placement_change/placement_change.h"
#include "tests/support/cluster_options.h"
#include "tests/support/test_fleet.h"
#include "tests/support/wait_for_servers.h"

#include <QSignalSpy>
#include <QTest>

#include <map>
#include <memory>

namespace movr::test {

inline const QString east = QStringLiteral("gcp-us-east1");
inline const QString west = QStringLiteral("gcp-us-west1");
inline const QString europe = QStringLiteral("gcp-europe-west1");
/// The partition that is moved, and its cities.
inline const QString usEast = QStringLiteral("us_east");
inline const QStringList usEastCities{QStringLiteral("new york"), QStringLiteral("boston"),
                                      QStringLiteral("washington dc")};

/// A small fleet whose placement is changed, and what must hold of it afterwards.
class MovingFleet
{
public:
    enum class Distances {
        Real,
        Short ///< where they only make the test longer
    };
    /// Why it could not be started; empty when it runs.
    QString start(Distances distances = Distances::Short, double scale = 0.02)
    {
        auto started = EmbeddedCluster::start(clusterOptions(scale));
        if (!started.ok())
            return started.failure().sentence;
        m_cluster = std::move(started).value();
        if (distances == Distances::Short)
            m_cluster->setRoundTrips(std::chrono::milliseconds(10));
        return {};
    }
    void stop()
    {
        m_change.reset();
        m_admins.clear();
        m_cluster.reset();
    }

    EmbeddedCluster &cluster() { return *m_cluster; }
    QStringList regions() const { return {east, west, europe}; }
    QString direct(const QString &region) const
    {
        for (const auto &endpoint : m_cluster->endpoints())
            if (endpoint.region == region)
                return endpoint.direct;
        return {};
    }
    /// A connection that works: servers come and go here.
    Admin &admin(const QString &region)
    {
        auto &kept = m_admins[region];
        if (!kept || !kept->tryRun(QStringLiteral("SELECT 1")).ok())
            kept = std::make_unique<Admin>(direct(region), region);
        return *kept;
    }
    QString value(const QString &region, const QString &sql) { return admin(region).value(sql); }
    QString third(const QString &one, const QString &other) const
    {
        for (const QString &region : regions())
            if (region != one && region != other)
                return region;
        return {};
    }

    /// Back to the fleet with its connections, for the next test, unless it is still at work.
    struct GiveBack {
        MovingFleet *fleet;
        void operator()(PlacementChange *change) const
        {
            std::unique_ptr<PlacementChange> own(change);
            if (own->isRunning())
                return;
            own->setBefore({});
            fleet->m_change = std::move(own);
        }
    };
    using Change = std::unique_ptr<PlacementChange, GiveBack>;
    /// What one console changes the placement with, one test after the other.
    Change change()
    {
        auto kept = m_change ? std::move(m_change) : anotherConsole();
        kept->setPatience(std::chrono::seconds(30));
        return Change(kept.release(), GiveBack{this});
    }
    std::unique_ptr<PlacementChange> anotherConsole() const
    {
        return std::make_unique<PlacementChange>(m_cluster->deployment(), QHash<QString, QString>());
    }
    QString homeOfPartition(const QString &partition)
    {
        return value(east, QStringLiteral("SELECT region FROM movr.placement WHERE partition = %1 ORDER BY 1")
                               .arg(quoted(partition)));
    }

    /// The rows of a partition there, in one number.
    QString rowsIn(const QString &region, const QString &partition)
    {
        QStringList parts;
        for (const char *table : {"users", "vehicles", "rides", "operator_actions"})
            parts.append(
                QStringLiteral("(SELECT count(*) || md5(coalesce(string_agg(t::text, ',' ORDER BY t::text), "
                               "'')) FROM %1_%2 t)")
                    .arg(QLatin1String(table), partition));
        return value(region, QStringLiteral("SELECT concat_ws(' ', %1)").arg(parts.join(u',')));
    }
    /// Where ordinary writes to the partition are accepted.
    QStringList writable(const QString &partition)
    {
        QStringList open;
        for (const QString &region : regions())
            if (value(region,
                      QStringLiteral("SELECT count(*) FROM pg_trigger WHERE tgname = 'movr_guard_row' AND "
                                     "tgenabled <> 'D' AND tgrelid IN (SELECT to_regclass('public.' || name) "
                                     "FROM movr.leaves(%1) AS l (name))")
                          .arg(quoted(partition)))
                == u"0")
                open.append(region);
        return open;
    }
    /// Where all four tables are published.
    QStringList published(const QString &partition)
    {
        QStringList names;
        for (const QString &region : regions()) {
            const QString count =
                value(region,
                      QStringLiteral("SELECT count(*) FROM pg_publication_tables WHERE pubname = 'movr_home' "
                                     "AND tablename IN (SELECT * FROM movr.leaves(%1)) AND rowfilter IS NULL")
                          .arg(quoted(partition)));
            if (count != u"0")
                names.append(count == u"4" ? region : region + u' ' + count);
        }
        return names;
    }
    /// "from east" for each subscription of a region that takes the partition's tables.
    QStringList followed(const QString &region, const QString &partition)
    {
        QStringList names;
        for (const auto &row : admin(region).rows(
                 QStringLiteral("SELECT subname, count(*) FROM pg_subscription_rel JOIN pg_subscription "
                                "ON oid = srsubid WHERE srrelid IN (SELECT to_regclass('public.' || "
                                "name) FROM movr.leaves(%1) AS l (name)) GROUP BY 1 ORDER BY 1")
                     .arg(quoted(partition))))
            names.append(row.value(0).section(QStringLiteral("_from_"), 1) + u' ' + row.value(1));
        return names;
    }

    /// What is wrong with the partition's placement; empty when everything is as it should be.
    QString wrong(const QString &partition, const QString &home)
    {
        for (const QString &region : regions()) {
            const QString declared =
                value(region, QStringLiteral("SELECT region FROM movr.placement WHERE partition = %1")
                                  .arg(quoted(partition)));
            if (declared != home)
                return QStringLiteral("%1 declares %2").arg(region, declared);
            const QString open = value(
                region,
                QStringLiteral(
                    "SELECT count(*) FROM movr.placement_changes WHERE state NOT IN ('done', 'undone')"));
            if (open != u"0")
                return QStringLiteral("a change is open in %1").arg(region);
            const QStringList follows = followed(region, partition);
            const QStringList expected =
                region == home ? QStringList()
                               : QStringList{QString(home).replace(u'-', u'_') + QStringLiteral(" 4")};
            if (follows != expected)
                return QStringLiteral("%1 follows %2").arg(region, follows.join(u','));
            if (const QString changes = value(region, QStringLiteral("SELECT movr.settle()"));
                changes != u"0")
                return QStringLiteral("%1 is not settled: %2").arg(region, changes);
        }
        if (writable(partition) != QStringList{home})
            return QStringLiteral("writable in ") + writable(partition).join(u',');
        if (published(partition) != QStringList{home})
            return QStringLiteral("published in ") + published(partition).join(u',');
        return {};
    }
    /// All copies have every row of the home, and no other.
    bool copiesAgree(const QString &partition)
    {
        const QString first = rowsIn(east, partition);
        return rowsIn(west, partition) == first && rowsIn(europe, partition) == first;
    }

    /// Nothing is wrong, and a row that is written now comes everywhere.
    bool isRight(const QString &partition, const QString &home, const QString &city)
    {
        QString problem;
        if (!waitForServers([&] { return (problem = wrong(partition, home)).isEmpty(); })) {
            qWarning("%s", qUtf8Printable(problem));
            return false;
        }
        Town(admin(home), city).vehicle();
        if (waitForServers([&] { return copiesAgree(partition); }))
            return true;
        for (const QString &region : regions())
            qWarning("%s: %s", qUtf8Printable(region), qUtf8Printable(rowsIn(region, partition)));
        return false;
    }

private:
    std::unique_ptr<EmbeddedCluster> m_cluster;
    std::map<QString, std::unique_ptr<Admin>> m_admins;
    std::unique_ptr<PlacementChange> m_change; ///< while no test has it
};

/// Plans and carries a change out to its end; what came of it.
inline std::optional<ChangeEnd> carryOut(PlacementChange &change, const PlacementRequest &request)
{
    auto planned = change.plan(request);
    if (!QTest::qWaitFor([&] { return planned.isFinished(); }, 30'000))
        return {};
    const PlacementPlan plan = planned.result();
    if (!plan.canBegin()) {
        qWarning("%s", qUtf8Printable(plan.problems.join(u'\n')));
        return {};
    }
    QSignalSpy finished(&change, &PlacementChange::finished);
    change.begin(plan, QStringLiteral("tester"));
    if (finished.isEmpty() && !finished.wait(120'000))
        return {};
    return change.end();
}

inline QString describe(const std::optional<ChangeEnd> &end)
{
    if (!end)
        return QStringLiteral("no end");
    static const QStringList kinds{QStringLiteral("done"), QStringLiteral("undone"),
                                   QStringLiteral("unfinished")};
    return kinds.at(int(end->kind)) + QStringLiteral(": ")
         + (end->failure ? end->failure->sentence + u' ' + end->failure->detail : QString());
}

} // namespace movr::test
