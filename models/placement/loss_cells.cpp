#include "models/placement/loss_cells.h"

#include "models/placement/placement_row.h"
#include "models/presentation/words.h"

#include <QCoreApplication>

namespace movr {

namespace {

struct Tr {
    Q_DECLARE_TR_FUNCTIONS(movr::LossCells)
};

Cell plain(const QString &text, Meaning meaning = Meaning::Neutral)
{
    return {text, meaning, {}, {}, {}, false, false};
}

Cell changeCell(const CityLoss &city)
{
    return city.changeable ? Cell{Tr::tr("Yes"), Meaning::Neutral, PlacementState::Right, {}, 0, false, false}
                           : Cell{Tr::tr("No"),
                                  Meaning::Bad,
                                  PlacementState::Unreachable,
                                  Tr::tr("Its home would not answer, and only a home takes changes."),
                                  1,
                                  false,
                                  false};
}

Cell ageCell(const CityLoss &city)
{
    Cell cell;
    cell.number = true;
    if (city.readableIn.isEmpty())
        return cell;
    cell.sort = city.age ? qint64(city.age->count()) : -1;
    cell.text = city.changeable ? Tr::tr("current") : city.age ? lagText(*city.age) : Tr::tr("not known");
    cell.meaning = !city.changeable && !city.age ? Meaning::Muted : Meaning::Neutral;
    return cell;
}

Cell numberCell(const std::optional<double> &number, bool exact)
{
    const std::optional<RowCount> count = number ? std::optional(RowCount{*number, exact}) : std::nullopt;
    return {rowsText(count),
            number ? Meaning::Neutral : Meaning::Muted,
            {},
            {},
            number.value_or(-1),
            true,
            false};
}

} // namespace

CellTable lossCells(const RegionLoss &loss, const Surroundings &around)
{
    CellTable table;
    table.heads = {{Tr::tr("City"), {}, false},
                   {Tr::tr("Can be changed"), {}, false},
                   {Tr::tr("Can be read from"), {}, false},
                   {Tr::tr("How old that is"), {}, true},
                   {Tr::tr("Active rides"), {}, true},
                   {Tr::tr("Vehicles"), {}, true}};
    for (const CityLoss &city : loss.cities) {
        const bool readable = !city.readableIn.isEmpty();
        table.rows.append(
            {plain(words::city(city.city)), changeCell(city),
             readable ? plain(around.label(city.readableIn)) : plain(Tr::tr("Nowhere"), Meaning::Bad),
             ageCell(city), numberCell(city.activeRides, loss.exact), numberCell(city.vehicles, loss.exact)});
        table.keys.append(city.city);
    }
    return table;
}

} // namespace movr
