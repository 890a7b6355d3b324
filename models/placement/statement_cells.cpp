#include "models/placement/statement_cells.h"

#include "models/presentation/city_time.h"

#include <QCoreApplication>

#include <algorithm>

namespace movr {

namespace {

struct Tr {
    Q_DECLARE_TR_FUNCTIONS(movr::StatementCells)
};

/// Side by side, the slowest server decides.
std::optional<std::chrono::nanoseconds> costFrom(const StatementLocality &statement, const QString &place)
{
    std::optional<std::chrono::nanoseconds> most;
    for (const StatementPlan &plan : statement.plans) {
        const auto cost = std::find_if(plan.costs.cbegin(), plan.costs.cend(),
                                       [&place](const LocalityCost &one) { return one.place == place; });
        if (cost == plan.costs.cend())
            return {};
        most = most ? std::max(*most, cost->roundTrip) : cost->roundTrip;
    }
    return most;
}

Cell costCell(const std::optional<std::chrono::nanoseconds> &cost)
{
    return {cost ? durationText(*cost) : Tr::tr("not known"),
            cost ? Meaning::Neutral : Meaning::Muted,
            {},
            {},
            cost ? qint64(cost->count()) : -1,
            true,
            false};
}

Cell localityCell(const StatementLocality &statement, const QString &sentence)
{
    const bool failed = std::any_of(statement.plans.cbegin(), statement.plans.cend(),
                                    [](const StatementPlan &plan) { return !plan.explained; });
    if (statement.crossesRegions)
        return {
            Tr::tr("Crosses regions"), Meaning::Warning, PlacementState::Lagging, sentence, 1, false, false};
    if (failed || statement.plans.isEmpty())
        return {Tr::tr("Not known"), Meaning::Muted, PlacementState::Unknown, sentence, 2, false, false};
    return {Tr::tr("One region"), Meaning::Neutral, PlacementState::Right, sentence, 0, false, false};
}

template <class Part>
QString joined(const StatementLocality &statement, Part part)
{
    QStringList all;
    for (const StatementPlan &plan : statement.plans)
        for (const QString &one : part(plan))
            if (!all.contains(one))
                all.append(one);
    return all.join(Tr::tr(", "));
}

} // namespace

QString statementKey(const StatementLocality &statement)
{
    return statement.statement + u'\n' + statement.asked;
}

CellTable statementCells(const QList<StatementLocality> &statements, const Surroundings &around)
{
    CellTable table;
    table.heads = {
        {Tr::tr("Statement"), {}, false},
        {Tr::tr("Asked for"), {}, false},
        {Tr::tr("Locality"), {}, false},
        {Tr::tr("From this desk"), Tr::tr("One round trip; of servers side by side the slowest."), true}};
    for (const Region &region : around.deployment.regions)
        table.heads.append({Tr::tr("From %1").arg(around.label(region.name)),
                            Tr::tr("What it would cost a desk in %1.").arg(around.label(region.name)), true});
    table.heads.append({Tr::tr("Partitions in the plan"), {}, false});
    const RegionLabels labels = around.labels();
    for (const StatementLocality &statement : statements) {
        const QString sentence = labels.in(statement.sentence);
        QList<Cell> row{{statement.statement, Meaning::Neutral, {}, sentence, {}, false, false},
                        {labels.in(statement.asked), Meaning::Neutral, {}, {}, {}, false, false},
                        localityCell(statement, sentence),
                        costCell(costFrom(statement, {}))};
        for (const Region &region : around.deployment.regions)
            row.append(costCell(costFrom(statement, region.name)));
        row.append({joined(statement, [](const StatementPlan &plan) { return plan.partitions; }),
                    Meaning::Neutral,
                    {},
                    {},
                    {},
                    false,
                    false});
        table.rows.append(row);
        table.keys.append(statementKey(statement));
    }
    return table;
}

QString planText(const StatementLocality &statement)
{
    QStringList parts;
    for (const StatementPlan &plan : statement.plans) {
        parts.append(QStringLiteral("-- %1").arg(plan.region));
        parts.append(plan.explained ? plan.plan.trimmed()
                                    : QStringLiteral("-- %1").arg(plan.failure.sentence));
        parts.append(QString());
    }
    return parts.join(u'\n');
}

} // namespace movr
