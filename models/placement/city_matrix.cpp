#include "models/placement/city_matrix.h"

#include "models/placement/placement_row.h"
#include "models/presentation/words.h"

#include <QCoreApplication>
#include <QLocale>

#include <algorithm>

namespace movr {

namespace {

struct Tr {
    Q_DECLARE_TR_FUNCTIONS(movr::CityMatrix)
};

/// Without "about": the table's head says that its figures are estimates. Only what is at home is counted: there its copies
/// are told as what they are, or rows would seem to be lost.
QString figure(const CityCell &cell, Measure measure, bool exact)
{
    if (measure == Measure::Bytes)
        return bytesText(cell.bytes);
    if (!exact)
        return roundedText(cell.rows);
    return cell.home ? QLocale().toString(qRound64(cell.rows)) : Tr::tr("≈ %1").arg(roundedText(cell.rows));
}

QString exactly(const CityCell &cell, bool exact)
{
    return Tr::tr("%1 rows, %2")
        .arg(rowsText(RowCount{cell.rows, exact && cell.home}), bytesText(cell.bytes));
}

Cell cellOf(const CityCell &at, const QString &region, Measure measure, bool exact, bool undeclared)
{
    Cell cell;
    cell.number = true;
    cell.strong = at.declared;
    const QString city = words::city(at.city);
    if (!at.known) {
        cell.text = at.declared ? Tr::tr("not known") : Tr::tr("?");
        cell.meaning = Meaning::Muted;
        cell.sort = -1;
        if (at.declared)
            cell.state = PlacementState::Unreachable;
        cell.tip = Tr::tr("%1 could not be read: what it holds of %2 is not known.").arg(region, city);
        return cell;
    }
    cell.text = figure(at, measure, exact);
    cell.sort = measure == Measure::Rows ? at.rows : at.bytes;
    const QString amount = exactly(at, exact);
    if (at.declared && at.home) {
        cell.state = at.state;
        cell.meaning = markMeaning(at.state) == Meaning::Good ? Meaning::Neutral : markMeaning(at.state);
        cell.tip = Tr::tr("%1 is at home in %2, as declared: %3.").arg(city, region, amount);
    } else if (at.declared) {
        cell.state = PlacementState::Misplaced;
        cell.meaning = Meaning::Bad;
        cell.tip =
            Tr::tr("%1 should be at home in %2, and is not. Its server holds %3.").arg(city, region, amount);
    } else if (at.home && undeclared) {
        cell.strong = true;
        cell.state = at.state == PlacementState::Right ? PlacementState::Unknown : at.state;
        cell.tip = Tr::tr("%1 is in %2: %3. No home is declared for it, or this role may not see it.")
                       .arg(city, region, amount);
    } else if (at.home) {
        cell.state = PlacementState::Misplaced;
        cell.meaning = Meaning::Bad;
        cell.tip =
            Tr::tr("%1 is at home in %2, where it is not declared to be: %3.").arg(city, region, amount);
    } else {
        const bool late = at.state == PlacementState::Lagging;
        if (late)
            cell.state = at.state;
        cell.meaning = late ? Meaning::Warning : Meaning::Muted;
        cell.tip = late
                     ? Tr::tr("A copy of %1 in %2 that is behind or missing: %3.").arg(city, region, amount)
                     : Tr::tr("A follower copy of %1 in %2: %3.").arg(city, region, amount);
    }
    return cell;
}

QString declaredRegion(const Placement &placement, const QString &city)
{
    for (const CityCell &cell : placement.matrix)
        if (cell.city == city && cell.declared)
            return cell.region;
    return {};
}

/// By the regions' order, cities without a region last.
QStringList sortedCities(const Placement &placement, const QList<Region> &regions)
{
    QStringList cities = placement.cities;
    const auto place = [&](const QString &city) {
        const QString region = declaredRegion(placement, city);
        const auto found = std::find_if(regions.cbegin(), regions.cend(),
                                        [&region](const Region &one) { return one.name == region; });
        return found - regions.cbegin();
    };
    std::stable_sort(cities.begin(), cities.end(), [&](const QString &a, const QString &b) {
        return std::pair(place(a), a) < std::pair(place(b), b);
    });
    return cities;
}

} // namespace

CellTable matrixCells(const Placement &placement, const Surroundings &around, Measure measure)
{
    CellTable table;
    const QString head = measure == Measure::Bytes ? Tr::tr("Size, estimated")
                       : placement.exact           ? Tr::tr("Rows, counted at home")
                                                   : Tr::tr("Rows, estimated");
    table.heads.append(
        {head, Tr::tr("Bold: where the city should be at home. Grey: follower copies."), false});
    for (const Region &region : around.deployment.regions)
        table.heads.append({around.label(region.name), region.name, true});
    const QStringList cities = sortedCities(placement, around.deployment.regions);
    for (const QString &city : cities) {
        const QString declared = declaredRegion(placement, city);
        QList<Cell> row{{words::city(city),
                         Meaning::Neutral,
                         {},
                         declared.isEmpty() ? Tr::tr("No home region is declared.")
                                            : Tr::tr("Declared to be at home in %1.").arg(declared),
                         {},
                         false,
                         false}};
        for (const Region &region : around.deployment.regions) {
            const CityCell *cell = placement.cell(city, region.name);
            row.append(
                cell ? cellOf(*cell, around.label(region.name), measure, placement.exact, declared.isEmpty())
                     : Cell{Tr::tr("–"), Meaning::Muted, {}, {}, -1, true, false});
        }
        table.rows.append(row);
        table.keys.append(city);
    }
    return table;
}

} // namespace movr
