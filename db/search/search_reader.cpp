#include "db/search/search_reader.h"

#include "db/base/sql_text.h"
#include "db/lane/sql_session.h"

#include <QJsonDocument>
#include <QJsonObject>

#include <cmath>

namespace movr {

namespace {

constexpr std::chrono::milliseconds searchDeadline{5'000};
const QString statement = QStringLiteral("search/anything");

QVariant textOrNull(const QString &value)
{
    return value.isEmpty() ? QVariant(QMetaType(QMetaType::QString)) : QVariant(value);
}

SqlSession::Binding bindingOf(const SearchQuery &query, const QStringList &cities)
{
    const auto id = [](const QUuid &uuid) { return uuid.toString(QUuid::WithoutBraces); };
    return {{QStringLiteral(":cities"), arrayLiteral(cities)},
            {QStringLiteral(":low"), textOrNull(query.ids ? id(query.ids->low) : QString())},
            {QStringLiteral(":high"), textOrNull(query.ids ? id(query.ids->high) : QString())},
            {QStringLiteral(":username"), textOrNull(query.username)},
            {QStringLiteral(":email"), textOrNull(query.email)},
            {QStringLiteral(":name"), textOrNull(query.name)},
            {QStringLiteral(":last_name"), textOrNull(query.lastName)},
            {QStringLiteral(":first_name"), textOrNull(query.firstName)},
            {QStringLiteral(":place"), textOrNull(query.place)},
            {QStringLiteral(":limit"), hitsPerKind + 1}};
}

SearchField fieldOf(const QString &word)
{
    if (word == u"id")
        return SearchField::Id;
    if (word == u"username")
        return SearchField::Username;
    if (word == u"email")
        return SearchField::Email;
    return word == u"name" ? SearchField::Name : SearchField::Place;
}

QString textAt(const QJsonObject &facts, QLatin1String key)
{
    const QJsonValue value = facts.value(key);
    return value.isString() ? value.toString() : QString();
}

QDateTime utcAt(const QJsonObject &facts, QLatin1String key)
{
    const QJsonValue seconds = facts.value(key);
    return seconds.isDouble()
             ? QDateTime::fromMSecsSinceEpoch(std::llround(seconds.toDouble() * 1000), Qt::UTC)
             : QDateTime();
}

User userOf(const RowId &id, const QJsonObject &facts)
{
    User user;
    user.id = id.id;
    user.city = id.city;
    user.firstName = textAt(facts, QLatin1String("first_name"));
    user.lastName = textAt(facts, QLatin1String("last_name"));
    user.email = textAt(facts, QLatin1String("email"));
    user.username = textAt(facts, QLatin1String("username"));
    user.isOwner = facts.value(QLatin1String("is_owner")).toBool();
    return user;
}

Vehicle vehicleOf(const RowId &id, const QJsonObject &facts)
{
    Vehicle vehicle;
    vehicle.id = id.id;
    vehicle.city = id.city;
    vehicle.type = vehicleTypeFromSql(textAt(facts, QLatin1String("type"))).value_or(VehicleType::Bike);
    vehicle.brand = textAt(facts, QLatin1String("brand"));
    vehicle.color = textAt(facts, QLatin1String("color"));
    vehicle.status =
        vehicleStatusFromSql(textAt(facts, QLatin1String("status"))).value_or(VehicleStatus::Unavailable);
    vehicle.lastLocation = textAt(facts, QLatin1String("last_location"));
    if (const QString ride = textAt(facts, QLatin1String("active_ride")); !ride.isEmpty()) {
        vehicle.activeRide = QUuid::fromString(ride);
        vehicle.activeRider = {textAt(facts, QLatin1String("rider_city")),
                               QUuid::fromString(textAt(facts, QLatin1String("rider")))};
    }
    return vehicle;
}

Ride rideOf(const RowId &id, const QJsonObject &facts)
{
    Ride ride;
    ride.id = id.id;
    ride.city = id.city;
    ride.startLocation = textAt(facts, QLatin1String("start_location"));
    ride.endLocation = textAt(facts, QLatin1String("end_location"));
    ride.startTime = utcAt(facts, QLatin1String("start_time"));
    ride.endTime = utcAt(facts, QLatin1String("end_time"));
    return ride;
}

SearchHit hitOf(const QSqlQuery &record)
{
    const QString kind = record.value(0).toString();
    SearchHit hit;
    hit.field = fieldOf(record.value(1).toString());
    hit.exact = record.value(2).toBool();
    const RowId id{record.value(3).toString(), QUuid::fromString(record.value(4).toString())};
    const QJsonObject facts = QJsonDocument::fromJson(record.value(5).toString().toUtf8()).object();
    if (kind == u"user")
        hit.row = userOf(id, facts);
    else if (kind == u"vehicle")
        hit.row = vehicleOf(id, facts);
    else
        hit.row = rideOf(id, facts);
    return hit;
}

Result<SearchPage> readOn(Lane::Run &run, const PagePart &part, const SearchQuery &query)
{
    const SqlSession::Binding binding = bindingOf(query, part.cities);
    auto &session = static_cast<SqlSession &>(run.session());
    SearchPage page;
    const std::function<Result<Nanoseconds>()> read = [&] {
        page.hits.clear();
        return session.select(statement, binding,
                              [&](const QSqlQuery &record) { page.hits.append(hitOf(record)); });
    };
    auto waited = run.guarded<Nanoseconds>(statement, searchDeadline, read);
    // A connection that died while nobody used it is told apart from a dead server by one more try.
    if (!waited && waited.failure().kind == FailureKind::Connection)
        waited = run.guarded<Nanoseconds>(statement, searchDeadline, read);
    if (!waited)
        return waited.failure();
    page.more = tidyHits(page.hits);
    page.timing = {part.region,          statement, run.queued(), *waited, run.queued() + *waited, 1,
                   int(page.hits.size())};
    return page;
}

} // namespace

QFuture<Result<SearchPage>> readSearch(Lane &lane, const QString &view, const PagePart &part,
                                       const SearchQuery &query)
{
    return lane.submit<SearchPage>(view, searchDeadline,
                                   [part, query](Lane::Run &run) { return readOn(run, part, query); });
}

SearchStatement searchStatement(const SearchQuery &query, const QStringList &cities)
{
    return {statement, bindingOf(query, cities)};
}

QStringList searchStatements()
{
    return {statement};
}

} // namespace movr
