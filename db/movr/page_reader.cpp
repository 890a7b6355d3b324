#include "db/movr/page_reader.h"

#include "db/base/sql_text.h"

#include <QJsonDocument>
#include <QTimeZone>

#include <algorithm>

namespace movr {

namespace {

constexpr std::chrono::milliseconds viewDeadline{15'000};
constexpr std::chrono::milliseconds scanDeadline{300'000}; ///< of a filter that no index serves

template <class Filter>
std::chrono::milliseconds deadlineOf(const Filter &filter)
{
    return isIndexed(filter) ? viewDeadline : scanDeadline;
}

QVariant textOrNull(const QString &value)
{
    return value.isEmpty() ? QVariant(QMetaType(QMetaType::QString)) : QVariant(value);
}
QVariant null()
{
    return QVariant(QMetaType(QMetaType::QString));
}
QVariant id(const QUuid &uuid)
{
    return uuid.toString(QUuid::WithoutBraces);
}
QVariant flag(bool value)
{
    return value ? QStringLiteral("true") : QStringLiteral("false");
}
QVariant flag(std::optional<bool> value)
{
    return value ? flag(*value) : null();
}
QVariant idOf(const std::optional<RowId> &row)
{
    return row ? id(row->id) : null();
}
QVariant cityOf(const std::optional<RowId> &row)
{
    return row ? QVariant(row->city) : null();
}

QUuid uuidAt(const QSqlQuery &row, int column)
{
    return QUuid::fromString(row.value(column).toString());
}
QString textAt(const QSqlQuery &row, int column)
{
    return row.isNull(column) ? QString() : row.value(column).toString();
}
QDateTime utcAt(const QSqlQuery &row, int column)
{
    return row.isNull(column) ? QDateTime() : row.value(column).toDateTime().toUTC();
}

// --- what each table binds and reads --------------------------------------------------------------

QString statementName(const VehicleQuery &query)
{
    return query.sort == VehicleSort::Status ? QStringLiteral("views/vehicles_by_status")
                                             : QStringLiteral("views/vehicles_by_added");
}
QString statementName(const RideQuery &)
{
    return QStringLiteral("views/rides_by_start");
}
QString statementName(const UserQuery &)
{
    return QStringLiteral("views/users_by_name");
}
QString statementName(const ActionQuery &)
{
    return QStringLiteral("views/actions_by_time");
}

int keyColumns(const VehicleQuery &query)
{
    return query.sort == VehicleSort::Status ? 3 : 2;
}
int keyColumns(const RideQuery &)
{
    return 2;
}
int keyColumns(const UserQuery &)
{
    return 3;
}
int keyColumns(const ActionQuery &)
{
    return 2;
}

SqlSession::Binding bindingOf(const VehicleFilter &f, const PagePart &)
{
    return {{QStringLiteral(":status"), f.status ? QVariant(toSql(*f.status)) : null()},
            {QStringLiteral(":with_removed"), flag(f.withRemoved)},
            {QStringLiteral(":type"), f.type ? QVariant(toSql(*f.type)) : null()},
            {QStringLiteral(":owner"), idOf(f.owner)},
            {QStringLiteral(":owner_city"), cityOf(f.owner)},
            {QStringLiteral(":id"), idOf(f.id)},
            {QStringLiteral(":place"), textOrNull(f.place)}};
}

QVariant timeOrNull(const QDateTime &time)
{
    return time.isValid() ? QVariant(time.toUTC().toString(Qt::ISODateWithMs)) : null();
}

/// The beginning of today in each of the part's cities.
QList<QDateTime> midnights(const PagePart &part, const QDateTime &now)
{
    QList<QDateTime> begins;
    for (qsizetype i = 0; i < part.cities.size(); ++i) {
        const QTimeZone named(part.timeZones.value(i));
        const QTimeZone zone = named.isValid() ? named : QTimeZone::utc();
        begins.append(now.toTimeZone(zone).date().startOfDay(zone).toUTC());
    }
    return begins;
}

SqlSession::Binding bindingOf(const std::optional<TimeRange> &range, const PagePart &part)
{
    const QDateTime now = QDateTime::currentDateTimeUtc();
    QDateTime from;
    QDateTime to;
    QVariant since = null();
    if (range && range->kind == TimeRange::Kind::LastHour) {
        from = now.addSecs(-3600);
    } else if (range && range->kind == TimeRange::Kind::Between) {
        from = range->from;
        to = range->to;
    } else if (range) {
        // The earliest midnight leads the index; each city's own decides.
        const QList<QDateTime> begins = midnights(part, now);
        QStringList texts;
        for (const QDateTime &begin : begins)
            texts.append(begin.toString(Qt::ISODateWithMs));
        from = begins.isEmpty() ? now : *std::min_element(begins.cbegin(), begins.cend());
        since = arrayLiteral(texts);
    }
    return {{QStringLiteral(":from"), timeOrNull(from)},
            {QStringLiteral(":to"), timeOrNull(to)},
            {QStringLiteral(":since"), since}};
}

SqlSession::Binding bindingOf(const RideFilter &f, const PagePart &part)
{
    SqlSession::Binding binding{
        {QStringLiteral(":active"), flag(f.active)},          {QStringLiteral(":rider"), idOf(f.rider)},
        {QStringLiteral(":rider_city"), cityOf(f.rider)},     {QStringLiteral(":vehicle"), idOf(f.vehicle)},
        {QStringLiteral(":vehicle_city"), cityOf(f.vehicle)}, {QStringLiteral(":id"), idOf(f.id)},
        {QStringLiteral(":place"), textOrNull(f.place)}};
    return binding + bindingOf(f.started, part);
}

SqlSession::Binding bindingOf(const UserFilter &f, const PagePart &)
{
    return {{QStringLiteral(":prefix"), textOrNull(f.namePrefix)},
            {QStringLiteral(":is_owner"), flag(f.owner)},
            {QStringLiteral(":with_removed"), flag(f.withRemoved)},
            {QStringLiteral(":id"), idOf(f.id)}};
}

SqlSession::Binding bindingOf(const ActionFilter &f, const PagePart &)
{
    return {{QStringLiteral(":subject"), f.subject ? id(*f.subject) : null()},
            {QStringLiteral(":refused_only"), flag(f.refusedOnly)}};
}

void readRow(const QSqlQuery &q, Vehicle &v)
{
    v.id = uuidAt(q, 0);
    v.city = textAt(q, 1);
    v.type = vehicleTypeFromSql(textAt(q, 2)).value_or(VehicleType::Bike);
    v.ownerId = uuidAt(q, 3);
    v.ownerUsername = textAt(q, 4);
    v.dateAdded = q.value(5).toDate();
    v.status = vehicleStatusFromSql(textAt(q, 6)).value_or(VehicleStatus::Unavailable);
    v.lastLocation = textAt(q, 7);
    v.color = textAt(q, 8);
    v.brand = textAt(q, 9);
    if (!q.isNull(10)) {
        v.activeRide = uuidAt(q, 10);
        v.activeRider = {textAt(q, 11), uuidAt(q, 12)};
    }
}

void readRow(const QSqlQuery &q, Ride &r)
{
    r.id = uuidAt(q, 0);
    r.city = textAt(q, 1);
    r.vehicleId = uuidAt(q, 2);
    r.vehicleType = vehicleTypeFromSql(textAt(q, 3)).value_or(VehicleType::Bike);
    r.vehicleBrand = textAt(q, 4);
    r.riderId = uuidAt(q, 5);
    r.riderCity = textAt(q, 6);
    r.riderUsername = textAt(q, 7);
    r.startLocation = textAt(q, 8);
    r.endLocation = textAt(q, 9);
    r.startTime = utcAt(q, 10);
    r.endTime = utcAt(q, 11);
    if (!q.isNull(12))
        r.lengthSeconds = q.value(12).toLongLong();
}

void readRow(const QSqlQuery &q, User &u)
{
    u.id = uuidAt(q, 0);
    u.city = textAt(q, 1);
    u.firstName = textAt(q, 2);
    u.lastName = textAt(q, 3);
    u.email = textAt(q, 4);
    u.username = textAt(q, 5);
    u.isOwner = q.value(6).toBool();
    u.riding = q.value(7).toBool();
}

void readRow(const QSqlQuery &q, OperatorAction &a)
{
    a.city = textAt(q, 0);
    a.requestId = uuidAt(q, 1);
    a.action = textAt(q, 2);
    a.operatorName = textAt(q, 3);
    a.subjectKind = textAt(q, 4);
    a.subjectId = uuidAt(q, 5);
    a.reason = textAt(q, 6);
    a.outcome = textAt(q, 7);
    a.details = QJsonDocument::fromJson(textAt(q, 8).toUtf8()).object();
    a.actedAt = utcAt(q, 9);
}

constexpr int columnsBeforeKey(const Vehicle *)
{
    return 13;
}
constexpr int columnsBeforeKey(const Ride *)
{
    return 13;
}
constexpr int columnsBeforeKey(const User *)
{
    return 8;
}
constexpr int columnsBeforeKey(const OperatorAction *)
{
    return 10;
}

// --- one way of reading a page for all ------------------------------------------------------------

template <class Query>
ViewStatement statementOf(const PagePart &part, const QString &city, const Query &query)
{
    const bool descending =
        (query.order == Qt::DescendingOrder) == (query.direction == PageDirection::Forward);
    ViewStatement view{statementName(query) + (descending ? QStringLiteral("_desc") : QStringLiteral("_asc")),
                       bindingOf(query.filter, part), keyColumns(query)};
    view.binding.append({QStringLiteral(":cities"), arrayLiteral(part.cities)});
    view.binding.append({QStringLiteral(":city"), textOrNull(city)});
    view.binding.append({QStringLiteral(":limit"), query.limit + 1});
    for (int k = 0; k < view.keyColumns; ++k)
        view.binding.append({QStringLiteral(":k%1").arg(k + 1), query.from ? query.from->value(k) : null()});
    return view;
}

template <class Row, class Query>
Result<Page<Row>> readOn(Lane::Run &run, const PagePart &part, const QString &city, const Query &query,
                         std::chrono::milliseconds deadline)
{
    const ViewStatement view = statementOf(part, city, query);
    const QString &statement = view.name;
    const int keys = view.keyColumns;

    Page<Row> page;
    auto &session = static_cast<SqlSession &>(run.session());
    const std::function<Result<Nanoseconds>()> read = [&] {
        page.rows.clear();
        page.keys.clear();
        return session.select(statement, view.binding, [&](const QSqlQuery &record) {
            Row row;
            readRow(record, row);
            page.rows.append(std::move(row));
            PageKey key;
            for (int k = 0; k < keys; ++k)
                key.append(textAt(record, columnsBeforeKey(static_cast<Row *>(nullptr)) + k));
            page.keys.append(std::move(key));
        });
    };
    auto waited = run.guarded<Nanoseconds>(statement, deadline, read);
    // A connection that died while nobody used it is told apart from a dead server by one more try.
    int attempts = 1;
    if (!waited && waited.failure().kind == FailureKind::Connection) {
        ++attempts;
        waited = run.guarded<Nanoseconds>(statement, deadline, read);
    }
    if (!waited)
        return waited.failure();
    page.more = page.rows.size() > query.limit;
    if (page.more) {
        page.rows.removeLast();
        page.keys.removeLast();
    }
    if (query.direction == PageDirection::Backward) {
        std::reverse(page.rows.begin(), page.rows.end());
        std::reverse(page.keys.begin(), page.keys.end());
    }
    page.servedBy = part.region;
    page.timings = {{part.region, statement, run.queued(), *waited, run.queued() + *waited, attempts,
                     int(page.rows.size())}};
    return page;
}

template <class Row, class Query>
QFuture<Result<Page<Row>>> submit(Lane &lane, const QString &view, const PagePart &part, const QString &city,
                                  const Query &query, Lane::Turn turn,
                                  std::chrono::milliseconds atMost = std::chrono::milliseconds::max())
{
    const auto deadline = std::min(deadlineOf(query.filter), atMost);
    return lane.submit<Page<Row>>(
        view, deadline,
        [part, city, query, deadline](Lane::Run &run) {
            return readOn<Row>(run, part, city, query, deadline);
        },
        turn);
}

} // namespace

ViewStatement viewStatement(const PagePart &part, const QString &city, const VehicleQuery &query)
{
    return statementOf(part, city, query);
}

ViewStatement viewStatement(const PagePart &part, const QString &city, const RideQuery &query)
{
    return statementOf(part, city, query);
}

ViewStatement viewStatement(const PagePart &part, const QString &city, const UserQuery &query)
{
    return statementOf(part, city, query);
}

ViewStatement viewStatement(const PagePart &part, const QString &city, const ActionQuery &query)
{
    return statementOf(part, city, query);
}

QFuture<Result<VehiclePage>> readPage(Lane &lane, const QString &view, const PagePart &part,
                                      const QString &city, const VehicleQuery &query, Lane::Turn turn,
                                      std::chrono::milliseconds atMost)
{
    return submit<Vehicle>(lane, view, part, city, query, turn, atMost);
}

QFuture<Result<RidePage>> readPage(Lane &lane, const QString &view, const PagePart &part, const QString &city,
                                   const RideQuery &query, Lane::Turn turn, std::chrono::milliseconds atMost)
{
    return submit<Ride>(lane, view, part, city, query, turn, atMost);
}

QFuture<Result<UserPage>> readPage(Lane &lane, const QString &view, const PagePart &part, const QString &city,
                                   const UserQuery &query, Lane::Turn turn)
{
    return submit<User>(lane, view, part, city, query, turn);
}

QFuture<Result<ActionPage>> readPage(Lane &lane, const QString &view, const PagePart &part,
                                     const QString &city, const ActionQuery &query, Lane::Turn turn)
{
    return submit<OperatorAction>(lane, view, part, city, query, turn);
}

QStringList viewStatements()
{
    QStringList names;
    for (const char *name :
         {"vehicles_by_added_desc", "rides_by_start_desc", "users_by_name_asc", "actions_by_time_desc",
          "vehicles_by_added_asc", "rides_by_start_asc", "users_by_name_desc", "actions_by_time_asc",
          "vehicles_by_status_asc", "vehicles_by_status_desc"})
        names.append(QStringLiteral("views/") + QString::fromLatin1(name));
    return names;
}

QString viewSessionOptions()
{
    // Optional filters are parameters: plan with their values. Short reads by index: compiling one would take longer.
    // The planner takes a parallel worker for the few pages of a partition now and then (it has no least size there),
    // whose start takes longer than all the rest; a read that costs far more than that still gets its workers.
    return QStringLiteral("-c plan_cache_mode=force_custom_plan -c jit=off -c parallel_setup_cost=100000");
}

} // namespace movr
