#include "db/base/sql_text.h"
#include "db/movr/page_reader.h"
#include "db/movr/statement_call.h"
#include "db/placement/locality_reader.h"
#include "db/search/search_reader.h"

#include <QCoreApplication>
#include <QRegularExpression>

#include <map>

namespace movr {

namespace {

struct Tr {
    Q_DECLARE_TR_FUNCTIONS(movr::StatementLocality)
};

/// A text of Qt SQL with $n for its :names, and their values in that order.
std::pair<QByteArray, QList<QString>> numbered(const QString &name, const SqlSession::Binding &binding)
{
    static const QRegularExpression placeholder(QStringLiteral("(?<!:):([a-z][a-z0-9_]*)"));
    const QString text = QString::fromUtf8(sqlText(name));
    QString result;
    QStringList names;
    qsizetype from = 0;
    for (auto it = placeholder.globalMatch(text); it.hasNext();) {
        const QRegularExpressionMatch match = it.next();
        if (!names.contains(match.captured()))
            names.append(match.captured());
        result += QStringView(text).mid(from, match.capturedStart() - from);
        result += u'$' + QString::number(names.indexOf(match.captured()) + 1);
        from = match.capturedEnd();
    }
    result += QStringView(text).mid(from);
    QList<QString> values;
    for (const QString &wanted : std::as_const(names)) {
        QString value;
        for (const auto &[key, bound] : binding)
            if (key == wanted && !bound.isNull())
                value = bound.toString();
        values.append(value);
    }
    return {result.toUtf8(), values};
}

/// The cities at home in each region, of the fleet's own tables.
std::map<QString, QStringList> citiesByHome(const Placement &placement)
{
    std::map<QString, QStringList> cities;
    if (const PlacedTable *users = placement.table(QStringLiteral("users")))
        for (const PartitionPlacement &partition : users->partitions)
            if (!partition.declaredRegion.isEmpty())
                cities[partition.declaredRegion] += partition.cities;
    return cities;
}

class Planner
{
public:
    explicit Planner(const Placement &placement) : m_homes(citiesByHome(placement)), m_placement(placement) {}

    QList<PlannedStatement> all()
    {
        for (const Qt::SortOrder order : {Qt::AscendingOrder, Qt::DescendingOrder}) {
            addView<VehicleQuery>(order, [](VehicleQuery &q) { q.sort = VehicleSort::DateAdded; });
            addView<VehicleQuery>(order, [](VehicleQuery &q) { q.sort = VehicleSort::Status; });
            addView<RideQuery>(order, [](RideQuery &) {});
            addView<UserQuery>(order, [](UserQuery &) {});
            addView<ActionQuery>(order, [](ActionQuery &) {});
        }
        addSearch();
        addTransactions();
        addOwn();
        return m_statements;
    }

private:
    template <class Query>
    void addView(Qt::SortOrder order, const std::function<void(Query &)> &choose)
    {
        Query query;
        query.order = order;
        choose(query);
        const auto planned = [&](const QString &asked, const QStringList &cities, const QString &city) {
            for (const auto &[region, homeCities] : m_homes) {
                PagePart part{region, cities.isEmpty() ? homeCities : cities, {}};
                if (!cities.isEmpty() && !homeCities.contains(cities.constFirst()))
                    continue;
                for (qsizetype i = 0; i < part.cities.size(); ++i)
                    part.timeZones.append(QByteArrayLiteral("UTC"));
                const ViewStatement statement = viewStatement(part, city, query);
                const auto [text, values] = numbered(statement.name, statement.binding);
                add(statement.name, asked, false, text, region, values);
            }
        };
        for (const auto &[region, cities] : m_homes)
            if (!cities.isEmpty())
                planned(forCityIn(region), {cities.constFirst()}, cities.constFirst());
        planned(Tr::tr("all cities"), {}, {});
    }

    static QString forCityIn(const QString &region) { return Tr::tr("a city of %1").arg(region); }

    void addSearch()
    {
        const SearchQuery query = parseSearch(QStringLiteral("smith"));
        for (const auto &[region, cities] : m_homes) {
            const SearchStatement statement = searchStatement(query, cities);
            const auto [text, values] = numbered(statement.name, statement.binding);
            add(statement.name, Tr::tr("all cities"), false, text, region, values);
        }
    }

    void addTransactions()
    {
        for (const auto &[region, cities] : m_homes) {
            if (cities.isEmpty())
                continue;
            for (const StatementCall &call : callsFor(cities.constFirst()))
                add(call.statement, forCityIn(region), call.action != u"log_in", sqlText(call.statement),
                    region, call.parameters);
        }
    }

    static QList<StatementCall> callsFor(const QString &city)
    {
        const RequestStamp stamp{QUuid::createUuid(), QStringLiteral("operator")};
        const RowId row{city, QUuid::createUuid()};
        SignUp signUp;
        signUp.stamp = stamp;
        signUp.city = city;
        AddVehicle addVehicle;
        addVehicle.stamp = stamp;
        addVehicle.owner = row;
        return {toCall(signUp, QString::fromLatin1("")),
                toCall(LogIn{city, QStringLiteral("name"), {}}),
                toCall(addVehicle),
                toCall(StartRide{stamp, row, row}),
                toCall(EndRide{stamp, row, QStringLiteral("place"), {}}),
                toCall(TakeOutOfService{stamp, row, QStringLiteral("reason")}),
                toCall(ReturnToService{stamp, row}),
                toCall(RemoveVehicle{stamp, row}),
                toCall(RemoveUser{stamp, row})};
    }

    /// What the console asks each region for by itself: none of it reads a partition.
    void addOwn()
    {
        for (const RegionReading &region : m_placement.regions) {
            for (const char *name : {"probe/pulse", "catalog/cities"})
                add(QLatin1String(name), Tr::tr("each region"), false, sqlText(QLatin1String(name)),
                    region.region, {});
            add(QStringLiteral("probe/beat"), Tr::tr("each region"), true,
                sqlText(QStringLiteral("probe/beat")), region.region, {region.region});
        }
    }

    void add(const QString &name, const QString &asked, bool changes, const QByteArray &text,
             const QString &region, const QList<QString> &parameters)
    {
        for (PlannedStatement &statement : m_statements)
            if (statement.name == name && statement.asked == asked) {
                statement.parameters.insert(region, parameters);
                return;
            }
        m_statements.append({name, asked, changes, text, {{region, parameters}}});
    }

    const std::map<QString, QStringList> m_homes;
    const Placement &m_placement;
    QList<PlannedStatement> m_statements;
};

} // namespace

QList<PlannedStatement> plannedStatements(const Placement &placement)
{
    return Planner(placement).all();
}

} // namespace movr
