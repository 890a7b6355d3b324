#include "db/placement/locality_reader.h"

#include "db/base/sql_text.h"
#include "db/cluster/network_map.h"
#include "db/lane/pq_pipeline.h"

#include <QCoreApplication>
#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>
#include <QLocale>

#include <algorithm>

namespace movr {

namespace {

struct Tr {
    Q_DECLARE_TR_FUNCTIONS(movr::StatementLocality)
};

using Plans = QList<StatementPlan>;

constexpr std::chrono::milliseconds explainDeadline{10'000};
const QString explain = QStringLiteral("placement/explain");
const QString explainReading = QStringLiteral("placement/explain_reading");

/// Every relation that a plan's nodes name: of scans, and of what is changed. What a run did not come to is left out.
void collectRelations(const QJsonValue &value, QStringList &relations)
{
    if (value.isArray()) {
        for (const QJsonValue each : value.toArray())
            collectRelations(each, relations);
        return;
    }
    const QJsonObject node = value.toObject();
    if (node.value(QLatin1String("Actual Loops")).toInt(1) == 0)
        return;
    if (const QString relation = node.value(QLatin1String("Relation Name")).toString(); !relation.isEmpty()) {
        const QString schema = node.value(QLatin1String("Schema")).toString();
        const QString key =
            schema.isEmpty() || schema == u"public" ? relation : QString(schema + u'.' + relation);
        if (!relations.contains(key))
            relations.append(key);
    }
    for (const QJsonValue each : node)
        if (each.isArray() || each.isObject())
            collectRelations(each, relations);
}

/// Where an index alone is named (an index-only bitmap) its table is named by the node above it.
StatementPlan planOf(int statement, const QString &region, const Result<Answer> &answer)
{
    StatementPlan plan;
    plan.statement = statement;
    plan.region = region;
    if (!answer) {
        plan.failure = answer.failure();
        return plan;
    }
    plan.explained = true;
    for (const auto &row : answer->rows)
        plan.plan += row.value(0);
    collectRelations(QJsonDocument::fromJson(plan.plan.toUtf8()).array(), plan.partitions);
    plan.partitions.sort();
    return plan;
}

Result<Plans> explainAll(PqSession &session, const QList<PlannedStatement> &statements)
{
    QList<PipelineCall> calls;
    QList<int> numbers;
    for (qsizetype i = 0; i < statements.size(); ++i) {
        const auto parameters = statements.at(i).parameters.constFind(session.region());
        if (parameters == statements.at(i).parameters.constEnd())
            continue;
        const QByteArray prefix = sqlText(statements.at(i).changes ? explain : explainReading);
        // Under a name of its own: what is explained is not what was asked.
        calls.append(
            {QStringLiteral("placement/explain"), *parameters, prefix + '\n' + statements.at(i).text});
        numbers.append(int(i));
    }
    Plans plans;
    auto done = runPipeline(session, calls, [&](int number, const Result<Answer> &answer) {
        plans.append(planOf(numbers.at(number), session.region(), answer));
    });
    return done.ok() ? Result<Plans>(plans) : Result<Plans>(done.failure());
}

Plans allFailed(const QString &region, const QList<PlannedStatement> &statements, const Failure &failure)
{
    Plans plans;
    for (qsizetype i = 0; i < statements.size(); ++i)
        if (statements.at(i).parameters.contains(region))
            plans.append(planOf(int(i), region, failure));
    return plans;
}

const PartitionPlacement *partitionOf(const Placement &placement, const QString &relation)
{
    for (const PlacedTable &table : placement.tables)
        for (const PartitionPlacement &partition : table.partitions)
            if (partition.relation == relation)
                return &partition;
    return nullptr;
}

/// Of the plan's relations only partitions with a declared home tell something.
void nameRegions(StatementPlan &plan, const Placement &placement)
{
    QStringList partitions;
    for (const QString &relation : std::as_const(plan.partitions)) {
        const PartitionPlacement *partition = partitionOf(placement, relation);
        if (!partition)
            continue;
        partitions.append(relation);
        if (partition->declaredRegion.isEmpty())
            continue;
        if (!plan.regions.contains(partition->declaredRegion))
            plan.regions.append(partition->declaredRegion);
        if (!partition->homes.contains(plan.region))
            plan.foreign.append(relation);
    }
    plan.partitions = partitions;
    plan.regions.sort();
}

/// One round trip, from this desk and from a desk in each region.
void addCosts(StatementPlan &plan, const Placement &placement)
{
    if (const RegionReading *here = placement.region(plan.region); here && here->roundTrip)
        plan.costs.append({{}, *here->roundTrip});
    for (const RegionReading &place : placement.regions) {
        if (place.region == plan.region) {
            if (const auto inside = NetworkMap::roundTrip(place.region, place.region))
                plan.costs.append({place.region, *inside});
            continue;
        }
        for (const RegionLinkTime &link : placement.links)
            if ((link.from == place.region && link.to == plan.region)
                || (link.to == place.region && link.from == plan.region))
                plan.costs.append({place.region, link.roundTrip});
    }
}

QString sentenceOf(const StatementLocality &locality)
{
    QStringList regions;
    QStringList foreign;
    std::optional<std::chrono::nanoseconds> desk;
    for (const StatementPlan &plan : locality.plans) {
        regions.append(plan.region);
        foreign += plan.foreign;
        if (!plan.explained)
            return plan.failure.sentence;
        if (!plan.costs.isEmpty() && plan.costs.constFirst().place.isEmpty())
            desk = std::max(desk.value_or(std::chrono::nanoseconds(0)), plan.costs.constFirst().roundTrip);
    }
    QString sentence;
    if (!foreign.isEmpty())
        sentence = Tr::tr("It uses partitions that are at home elsewhere, from the copies there: %1.")
                       .arg(foreign.join(QStringLiteral(", ")));
    else if (regions.size() > 1)
        sentence = Tr::tr("It asks %n regions side by side, each for its own.", nullptr, int(regions.size()));
    else
        sentence = Tr::tr("It stays in %1.").arg(regions.value(0));
    if (desk)
        sentence += u' '
                  + Tr::tr("One round trip from here: %1 ms.")
                        .arg(QLocale().toString(double(desk->count()) / 1e6, 'f', 1));
    return sentence;
}

} // namespace

QFuture<Plans> explainOn(Lane &lane, const QList<PlannedStatement> &statements, const QString &region,
                         const std::optional<Failure> &failure)
{
    if (failure)
        return QtFuture::makeReadyFuture(allFailed(region, statements, *failure));
    return lane
        .submit<Plans>(QStringLiteral("localities"), explainDeadline,
                       [statements](Lane::Run &run) -> Result<Plans> {
                           const std::function<Result<Plans>()> ask = [&] {
                               return explainAll(static_cast<PqSession &>(run.session()), statements);
                           };
                           auto plans = run.guarded<Plans>(explain, explainDeadline, ask);
                           if (!plans && plans.failure().kind == FailureKind::Connection)
                               plans = run.guarded<Plans>(explain, explainDeadline, ask);
                           return plans;
                       })
        .then([region, statements](const Result<Plans> &plans) {
            return plans ? *plans : allFailed(region, statements, plans.failure());
        });
}

QList<StatementLocality> localitiesOf(const Placement &placement, const QList<PlannedStatement> &statements,
                                      const Plans &plans)
{
    QList<StatementLocality> localities;
    for (qsizetype i = 0; i < statements.size(); ++i) {
        StatementLocality locality;
        locality.statement = statements.at(i).name;
        locality.asked = statements.at(i).asked;
        locality.changes = statements.at(i).changes;
        QStringList regions;
        for (StatementPlan plan : plans) {
            if (plan.statement != int(i))
                continue;
            nameRegions(plan, placement);
            addCosts(plan, placement);
            regions += plan.regions;
            locality.plans.append(plan);
        }
        regions.removeDuplicates();
        locality.crossesRegions = regions.size() > 1;
        locality.sentence = sentenceOf(locality);
        localities.append(locality);
    }
    return localities;
}

} // namespace movr
