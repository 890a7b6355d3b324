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

QString listed(QStringList cities)
{
    for (QString &city : cities)
        city = words::city(city);
    return cities.join(Tr::tr(", "));
}

QString numberText(const std::optional<double> &number, bool exact)
{
    return number ? rowsText(RowCount{*number, exact}) : Tr::tr("an unknown number of");
}

} // namespace

QString lossText(const RegionLoss &loss, const Surroundings &around)
{
    QStringList sentences;
    const QString region = around.label(loss.region);
    if (loss.unchangeable.isEmpty())
        sentences.append(Tr::tr("Without %1 every city that can be changed now still can be.").arg(region));
    else
        sentences.append(
            Tr::tr("Without %1, %2 cannot be changed: that concerns %3 active rides and %4 vehicles.")
                .arg(region, listed(loss.unchangeable), numberText(loss.activeRides, loss.exact),
                     numberText(loss.vehicles, loss.exact)));
    if (!loss.unreadable.isEmpty())
        sentences.append(Tr::tr("No copy is left to read of %1.").arg(listed(loss.unreadable)));
    else
        sentences.append(Tr::tr("Every city that can be read now still can be."));
    if (!loss.alreadyCannot.isEmpty())
        sentences.append(Tr::tr("Already now, %1 cannot be changed%2.")
                             .arg(listed(loss.alreadyCannot),
                                  loss.lostAlready.isEmpty()
                                      ? QString()
                                      : Tr::tr(": %1 does not answer")
                                            .arg(around.labels().of(loss.lostAlready).join(Tr::tr(", ")))));
    return sentences.join(u' ');
}

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
