#include "models/placement/row_place_cells.h"

#include "models/placement/placement_row.h"
#include "models/presentation/city_time.h"
#include "models/presentation/words.h"

#include <QCoreApplication>

namespace movr {

namespace {

struct Tr {
    Q_DECLARE_TR_FUNCTIONS(movr::RowPlaceCells)
};

Cell plain(const QString &text, Meaning meaning = Meaning::Neutral)
{
    return {text, meaning, {}, {}, {}, false, false};
}

Cell presenceCell(const RowCopy &copy)
{
    if (!copy.present)
        return {Tr::tr("Not known"),
                Meaning::Muted,
                PlacementState::Unreachable,
                copy.failure.sentence,
                {},
                false,
                false};
    if (copy.home)
        return *copy.present ? Cell{Tr::tr("Home"),
                                    Meaning::Neutral,
                                    PlacementState::Right,
                                    Tr::tr("The row is here, and can be changed here."),
                                    {},
                                    false,
                                    true}
                             : Cell{Tr::tr("Home, without the row"),
                                    Meaning::Bad,
                                    PlacementState::Misplaced,
                                    Tr::tr("This is the home of its partition, and the row is not there."),
                                    {},
                                    false,
                                    true};
    return *copy.present ? Cell{Tr::tr("Copy"),
                                Meaning::Neutral,
                                PlacementState::Right,
                                Tr::tr("A follower copy, to read."),
                                {},
                                false,
                                false}
                         : Cell{Tr::tr("Not here yet"),
                                Meaning::Warning,
                                PlacementState::Lagging,
                                Tr::tr("The copy has not caught up to this row, or there is none."),
                                {},
                                false,
                                false};
}

Cell costCell(const std::optional<std::chrono::nanoseconds> &cost, bool strong)
{
    return {cost ? durationText(*cost) : Tr::tr("not known"),
            cost ? Meaning::Neutral : Meaning::Muted,
            {},
            {},
            cost ? qint64(cost->count()) : -1,
            true,
            strong};
}

Cell ageCell(const RowCopy &copy)
{
    if (!copy.present) // what it said before it fell silent is no answer about this row
        return {Tr::tr("not known"), Meaning::Muted, {}, {}, -1, true, false};
    if (copy.home)
        return {Tr::tr("current"), Meaning::Neutral, {}, {}, 0, true, false};
    return {copy.age ? lagText(*copy.age) : Tr::tr("not known"),
            copy.age ? Meaning::Neutral : Meaning::Muted,
            {},
            {},
            copy.age ? qint64(copy.age->count()) : -1,
            true,
            false};
}

} // namespace

CellTable rowPlaceCells(const RowPlacement &place, const Surroundings &around)
{
    CellTable table;
    table.heads = {{Tr::tr("Region"), {}, false},
                   {Tr::tr("The row there"), {}, false},
                   {Tr::tr("How old"), {}, true},
                   {Tr::tr("Reading from here"), Tr::tr("One round trip from this desk."), true},
                   {Tr::tr("Changing from here"),
                    Tr::tr("One round trip from this desk; only the home takes changes."), true},
                   {Tr::tr("Server"), {}, false}};
    for (const RowCopy &copy : place.copies) {
        const bool changes = copy.home && copy.region == place.homeRegion;
        const auto costs = [&copy](const std::optional<std::chrono::nanoseconds> &cost) {
            return copy.present ? cost : std::nullopt;
        };
        table.rows.append(
            {{around.label(copy.region), Meaning::Neutral, {}, copy.region, {}, false, copy.home},
             presenceCell(copy),
             ageCell(copy),
             costCell(costs(copy.roundTrip), copy.region == place.readFrom),
             changes ? costCell(costs(place.changeCost), true)
                     : Cell{Tr::tr("–"),
                            Meaning::Muted,
                            {},
                            Tr::tr("Follower copies take no changes."),
                            -1,
                            true,
                            false},
             plain(copy.server)});
        table.keys.append(copy.region);
    }
    return table;
}

QString rowPlaceTitle(RowKind kind, const RowId &row)
{
    const QString id = words::shortId(row.id);
    const QString city = words::city(row.city);
    switch (kind) {
    case RowKind::User:
        return Tr::tr("User %1, %2").arg(id, city);
    case RowKind::Vehicle:
        return Tr::tr("Vehicle %1, %2").arg(id, city);
    case RowKind::Ride:
    case RowKind::Action:
        break;
    }
    return Tr::tr("Ride %1, %2").arg(id, city);
}

} // namespace movr
