#include "db/export/export_columns.h"

#include <algorithm>

namespace movr {

namespace {

struct Entry {
    const char *name;
    ExportKind kind;
    int position;
};
using enum ExportKind;

// Positions are those of the views' statements (sql/postgresql/views/).
constexpr Entry vehicles[]{{"id", Text, 0},
                           {"city", Text, 1},
                           {"type", Text, 2},
                           {"brand", Text, 9},
                           {"color", Text, 8},
                           {"status", Text, 6},
                           {"active_ride_id", Text, 10},
                           {"last_location", Text, 7},
                           {"owner_username", Text, 4},
                           {"owner_id", Text, 3},
                           {"date_added", Text, 5}};
constexpr Entry rides[]{{"id", Text, 0},
                        {"city", Text, 1},
                        {"rider_username", Text, 7},
                        {"rider_id", Text, 5},
                        {"rider_city", Text, 6},
                        {"vehicle_type", Text, 3},
                        {"vehicle_brand", Text, 4},
                        {"vehicle_id", Text, 2},
                        {"start_location", Text, 8},
                        {"end_location", Text, 9},
                        {"start_time", Time, 10},
                        {"end_time", Time, 11},
                        {"length_seconds", Number, 12}};
constexpr Entry users[]{{"id", Text, 0},          {"city", Text, 1},        {"username", Text, 5},
                        {"last_name", Text, 3},   {"first_name", Text, 2},  {"email", Text, 4},
                        {"is_owner", Boolean, 6}, {"is_riding", Boolean, 7}};
constexpr Entry actions[]{{"acted_at", Time, 9}, {"city", Text, 0},         {"request_id", Text, 1},
                          {"action", Text, 2},   {"subject_kind", Text, 4}, {"subject_id", Text, 5},
                          {"outcome", Text, 7},  {"operator", Text, 3},     {"reason", Text, 6},
                          {"details", Json, 8}};

template <size_t Count>
QList<ExportColumn> listOf(const Entry (&entries)[Count])
{
    QList<ExportColumn> columns;
    for (const Entry &entry : entries)
        columns.append({QString::fromLatin1(entry.name), entry.kind, entry.position});
    return columns;
}

QList<ExportColumn> columnsOf(const VehicleQuery &)
{
    return listOf(vehicles);
}
QList<ExportColumn> columnsOf(const RideQuery &)
{
    return listOf(rides);
}
QList<ExportColumn> columnsOf(const UserQuery &)
{
    return listOf(users);
}
QList<ExportColumn> columnsOf(const ActionQuery &)
{
    return listOf(actions);
}

} // namespace

QList<ExportColumn> exportColumns(const ViewQuery &query)
{
    return std::visit([](const auto &one) { return columnsOf(one); }, query);
}

QList<ExportColumn> exportColumns(const ViewQuery &query, const QStringList &names)
{
    const QList<ExportColumn> all = exportColumns(query);
    if (names.isEmpty())
        return all;
    QList<ExportColumn> chosen;
    for (const QString &name : names) {
        const auto found = std::find_if(all.cbegin(), all.cend(),
                                        [&name](const ExportColumn &column) { return column.name == name; });
        if (found != all.cend())
            chosen.append(*found);
    }
    return chosen;
}

} // namespace movr
