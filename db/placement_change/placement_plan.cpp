#include "db/placement_change/placement_plan.h"

#include "db/fleet/subscriptions.h"
#include "db/placement_change/partition_name.h"

#include <QCoreApplication>
#include <QLocale>
#include <QTimeZone>

#include <algorithm>
#include <cmath>
#include <map>

namespace movr {

namespace {

struct Tr {
    Q_DECLARE_TR_FUNCTIONS(movr::PlacementChange)
};

constexpr int longestCity = 60;

using Homes = std::map<QString, QString>; ///< partition -> region

/// What the regions say, as far as they answer.
class Planner
{
public:
    Planner(ChangeServers &servers, const PlacementRequest &request) : m_servers(servers)
    {
        m_plan.record.id = QUuid::createUuid();
        m_plan.record.request = request;
    }

    PlacementPlan plan()
    {
        readFacts();
        readPlacement();
        std::visit([this](const auto &request) { examine(request); }, m_plan.record.request);
        return m_plan;
    }

private:
    void readFacts();
    void readPlacement();
    void examine(const MoveHome &move);
    void examine(const AddCity &add);
    void examineSubscriptions(const QString &publisher);
    void tellSize(const QString &partition, const QString &home);
    void tellPause(const QString &from, const QString &to);
    void problem(const QString &sentence) { m_plan.problems.append(sentence); }

    ChangeServers &m_servers;
    PlacementPlan m_plan;
    QHash<QString, Nanoseconds> m_roundTrips;
    Homes m_homes;
    std::map<QString, QString> m_cities; ///< city -> partition
    int m_defaultPartitions = 0;
};

void Planner::readFacts()
{
    const QStringList regions = m_servers.regions();
    // Asked twice: the first time pays for the connection.
    (void)m_servers.askAll(regions, QStringLiteral("placement_change/facts"));
    const auto answers = m_servers.askAll(regions, QStringLiteral("placement_change/facts"));
    for (const QString &region : regions) {
        const auto answer = answers.value(region);
        if (!answer.ok()) {
            problem(Tr::tr("Every region has to take part: %1").arg(answer.failure().sentence));
            continue;
        }
        const QList<QString> row = answer->rows.constFirst();
        m_roundTrips.insert(region, answer->wait);
        if (row.value(0) != u"t")
            problem(Tr::tr("The role that you connect to %1 with is no superuser: it may not change guards, "
                           "publications and subscriptions. Connect with one that may.")
                        .arg(region));
        if (row.value(1) != u"0")
            problem(
                Tr::tr("%1 is under another change of placement that is not at its end. Resume that one, or "
                       "undo it, first.")
                    .arg(region));
        m_defaultPartitions += row.value(2).toInt();
    }
}

void Planner::readPlacement()
{
    const QStringList regions = m_roundTrips.keys();
    const auto placements = m_servers.askAll(regions, QStringLiteral("catalog/placement"));
    const auto bounds = m_servers.askAll(regions, QStringLiteral("catalog/cities"));
    bool first = true;
    for (const QString &region : m_servers.regions()) {
        const auto placement = placements.value(region);
        const auto cities = bounds.value(region);
        if (!regions.contains(region) || !placement.ok() || !cities.ok())
            continue;
        Homes homes;
        std::map<QString, QString> partitions;
        for (const auto &row : placement->rows)
            homes.insert({row.value(0), row.value(1)});
        for (const auto &row : cities->rows)
            partitions.insert({row.value(0), row.value(1)});
        if (!first && (homes != m_homes || partitions != m_cities))
            problem(
                Tr::tr(
                    "%1 declares another placement, or has other partitions, than %2. Make them agree first.")
                    .arg(region, m_servers.regions().constFirst()));
        if (std::exchange(first, false)) {
            m_homes = homes;
            m_cities = partitions;
        }
    }
}

/// Whether everybody follows that region, as far as they should by now.
void Planner::examineSubscriptions(const QString &publisher)
{
    for (const QString &subscriber : m_servers.others({publisher})) {
        const QString name = subscriptionName(subscriber, publisher);
        const auto state =
            m_servers.ask(subscriber, QStringLiteral("placement_change/subscription_state"), {name});
        if (!state.ok())
            continue; // told already
        if (state->rows.isEmpty())
            problem(
                Tr::tr("%1 does not follow %2: there is no subscription %3. Make it with: movr-console init "
                       "--deployment FILE")
                    .arg(subscriber, publisher, name));
        else if (state->rows.constFirst().value(0) != u"t" || state->rows.constFirst().value(1) != u"t")
            problem(Tr::tr("%1 does not follow %2 at the moment: its subscription %3 is not at work. See to "
                           "it first.")
                        .arg(subscriber, publisher, name));
    }
}

void Planner::tellSize(const QString &partition, const QString &home)
{
    const auto size = m_servers.ask(home, QStringLiteral("placement_change/size"), {partition});
    if (!size.ok() || size->rows.isEmpty())
        return;
    const QLocale locale;
    m_plan.facts.append(Tr::tr("About %1 rows, %2; none of them is copied.")
                            .arg(locale.toString(size->rows.constFirst().value(0).toLongLong()),
                                 locale.formattedDataSize(size->rows.constFirst().value(1).toLongLong())));
}

/// The way to the old home, from there to the followers and back to here, and to the new home.
void Planner::tellPause(const QString &from, const QString &to)
{
    Nanoseconds farthest{};
    for (const QString &follower : m_servers.others({from}))
        farthest = std::max(farthest, m_roundTrips.value(follower));
    const double seconds =
        std::chrono::duration<double>(m_roundTrips.value(from) + 2 * farthest + m_roundTrips.value(to))
            .count()
        + 0.1;
    m_plan.facts.append(
        Tr::tr("Writes to %1 are refused for about %2 s and sent again by the consoles. Reads go on.")
            .arg(m_plan.cities.join(QStringLiteral(", ")),
                 QLocale().toString(std::ceil(seconds * 10) / 10, 'f', 1)));
}

void Planner::examine(const MoveHome &move)
{
    ChangeRecord &record = m_plan.record;
    record.partition = move.partition;
    record.newHome = move.to;
    for (const auto &[city, partition] : m_cities)
        if (partition == move.partition)
            m_plan.cities.append(city);
    if (!m_servers.deployment().multiRegion()) {
        problem(Tr::tr("This deployment has one region: there is no other home."));
        return;
    }
    if (!m_servers.deployment().region(move.to))
        problem(Tr::tr("The deployment has no region %1.").arg(move.to));
    const auto home = m_homes.find(move.partition);
    if (home == m_homes.end()) {
        if (!m_homes.empty())
            problem(Tr::tr("There is no partition %1.").arg(move.partition));
        return;
    }
    record.oldHome = home->second;
    if (record.oldHome == move.to)
        problem(Tr::tr("%1 is at home in %2 already.").arg(move.partition, move.to));
    if (!m_servers.deployment().region(record.oldHome)) {
        problem(Tr::tr("The home of %1 is %2, which this deployment does not name.")
                    .arg(move.partition, record.oldHome));
        return;
    }
    if (!m_plan.problems.isEmpty())
        return;
    examineSubscriptions(record.oldHome);
    tellSize(move.partition, record.oldHome);
    tellPause(record.oldHome, record.newHome);
    m_plan.statements = {
        Tr::tr("Note the change in every region, so that any console can bring it to its end or undo it."),
        Tr::tr("Wait until every copy has caught up with %1. TRUNCATE is refused from here on.")
            .arg(record.oldHome),
        Tr::tr("Name the tables in the publication of %1, without a row yet, and subscribe to them in every "
               "other "
               "region (copy_data = false).")
            .arg(record.newHome),
        Tr::tr("Set the guards in %1 and take the tables out of its publication; wait for its last writes to "
               "arrive "
               "everywhere; lift the guards in %2 and publish its rows. From then on there is no way back.")
            .arg(record.oldHome, record.newHome),
        Tr::tr("Declare %1 the home of %2 in every region.").arg(record.newHome, record.partition),
        Tr::tr("Take the tables out of the subscriptions to %1.").arg(record.oldHome)};
}

void Planner::examine(const AddCity &add)
{
    ChangeRecord &record = m_plan.record;
    record.newHome = add.region;
    record.partition = partitionNameFor(add.city);
    m_plan.cities = {add.city};
    const bool odd =
        std::any_of(add.city.cbegin(), add.city.cend(), [](QChar c) { return !c.isPrint() || c == u'\\'; });
    if (add.city.trimmed().isEmpty() || add.city != add.city.trimmed() || odd
        || add.city.size() > longestCity)
        problem(
            Tr::tr("A city's name has 1 to %1 printable characters, no backslash, and no space at its ends.")
                .arg(longestCity));
    if (!QTimeZone(add.timeZone).isValid())
        problem(Tr::tr("There is no time zone %1.").arg(QString::fromUtf8(add.timeZone)));
    if (!(std::abs(add.latitude) <= 90) || !(std::abs(add.longitude) <= 180))
        problem(Tr::tr("A latitude is from -90 to 90 degrees, a longitude from -180 to 180."));
    if (!m_servers.deployment().region(add.region))
        problem(Tr::tr("The deployment has no region %1.").arg(add.region));
    if (const auto known = m_cities.find(add.city); known != m_cities.end())
        problem(Tr::tr("%1 is in partition %2 already.").arg(add.city, known->second));
    const QString base = record.partition;
    for (int number = 2; m_homes.contains(record.partition); ++number)
        record.partition = base + u'_' + QString::number(number);
    if (m_defaultPartitions > 0)
        problem(Tr::tr(
            "There is a DEFAULT partition: adding one beside it would read all of it under a lock. Move its "
            "rows out and detach it first."));
    if (!m_plan.problems.isEmpty())
        return;
    if (m_servers.deployment().multiRegion()
        && std::any_of(m_homes.cbegin(), m_homes.cend(),
                       [&](const auto &h) { return h.second == add.region; }))
        examineSubscriptions(add.region);
    m_plan.facts = {
        Tr::tr("The city gets a partition of its own, %1, at home in %2. The bounds of a partition with rows "
               "cannot be "
               "widened without detaching it, which its foreign keys do not allow, and reading it through.")
            .arg(record.partition, add.region),
        Tr::tr("Nothing is read through under a lock. The tables are kept for some milliseconds in each "
               "region, when "
               "nobody uses them; otherwise it is tried again.")};
    m_plan.statements = {
        Tr::tr("Note the change in every region, so that any console can bring it to its end or undo it."),
        Tr::tr("In every region: allow the city in the CHECKs (NOT VALID), make its four tables beside the "
               "fleet with "
               "their guards, attach them empty."),
        Tr::tr("Publish them in %1 and subscribe to them in every other region.").arg(add.region),
        Tr::tr("Lift the guards in %1: the city can be used. From then on there is no way back.")
            .arg(add.region),
        Tr::tr("Validate the CHECKs: reads every row, and keeps nobody waiting.")};
}

} // namespace

PlacementPlan planPlacement(ChangeServers &servers, const PlacementRequest &request)
{
    return Planner(servers, request).plan();
}

} // namespace movr
