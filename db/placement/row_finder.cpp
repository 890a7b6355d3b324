#include "db/placement/row_finder.h"

#include "db/lane/pq_session.h"

#include <QCoreApplication>
#include <QLocale>

#include <algorithm>

namespace movr {

namespace {

struct Tr {
    Q_DECLARE_TR_FUNCTIONS(movr::RowPlacement)
};

constexpr std::chrono::milliseconds findDeadline{5'000};

QString wordOf(RowKind kind)
{
    switch (kind) {
    case RowKind::User:
        return QStringLiteral("user");
    case RowKind::Vehicle:
        return QStringLiteral("vehicle");
    case RowKind::Ride:
        return QStringLiteral("ride");
    case RowKind::Action:
        return QStringLiteral("action");
    }
    return {};
}

QString tableOf(RowKind kind)
{
    return kind == RowKind::Action ? QStringLiteral("operator_actions") : QString(wordOf(kind) + u's');
}

Failure problem(const QString &sentence)
{
    return {FailureKind::InvalidInput, {}, {}, {}, false, sentence, {}};
}

/// The partition whose bounds take the city: by its list, else the DEFAULT, else the whole table.
const PartitionPlacement *partitionFor(const PlacedTable &table, const QString &city)
{
    const PartitionPlacement *otherwise = nullptr;
    for (const PartitionPlacement &partition : table.partitions) {
        if (partition.cities.contains(city))
            return &partition;
        if (partition.boundKind != BoundKind::List)
            otherwise = &partition;
    }
    return otherwise;
}

QString serverOf(const RegionReading &reading)
{
    return reading.address.isEmpty()
             ? QString()
             : QStringLiteral("%1, PostgreSQL %2").arg(reading.address, reading.serverVersion);
}

RowCopy copyOf(const RegionReading &reading, const PartitionPlacement &partition, const RowAnswer &answer)
{
    RowCopy copy;
    copy.region = reading.region;
    copy.server = serverOf(reading);
    copy.home = partition.homes.contains(reading.region);
    copy.roundTrip = reading.roundTrip;
    if (answer)
        copy.present = !answer->isNull();
    else
        copy.failure = answer.failure();
    for (const FollowerCopy &follower : partition.copies)
        if (follower.region == reading.region)
            copy.age = follower.age ? follower.age : follower.lag;
    return copy;
}

QString milliseconds(std::chrono::nanoseconds time)
{
    return QLocale().toString(double(time.count()) / 1e6, 'f', 1);
}

QString sentenceOf(const RowPlacement &placement)
{
    QString sentence =
        placement.homeRegion.isEmpty()
            ? Tr::tr("It is in partition %1, which takes changes nowhere.").arg(placement.partition)
            : Tr::tr("It lives in %1, partition %2.").arg(placement.homeRegion, placement.partition);
    if (placement.readCost)
        sentence += u' '
                  + Tr::tr("Reading it from here takes %1 ms, from %2.")
                        .arg(milliseconds(*placement.readCost), placement.readFrom);
    if (placement.changeCost)
        sentence += u' ' + Tr::tr("Changing it takes %1 ms.").arg(milliseconds(*placement.changeCost));
    return sentence;
}

} // namespace

QFuture<RowAnswer> findRow(Lane &lane, RowKind kind, const RowId &row)
{
    const QString statement = QStringLiteral("placement/find_") + wordOf(kind);
    return lane.submit<QString>({}, findDeadline, [statement, row](Lane::Run &run) -> RowAnswer {
        const std::function<Result<Answer>()> ask = [&] {
            return static_cast<PqSession &>(run.session())
                .exec(statement, {row.city, row.id.toString(QUuid::WithoutBraces)});
        };
        auto answer = run.guarded<Answer>(statement, findDeadline, ask);
        if (!answer && answer.failure().kind == FailureKind::Connection)
            answer = run.guarded<Answer>(statement, findDeadline, ask);
        if (!answer)
            return answer.failure();
        return answer->rows.isEmpty() ? QString() : answer->rows.constFirst().value(0);
    });
}

Result<RowPlacement> rowPlacement(const Placement &placement, RowKind kind, const RowId &row,
                                  const QList<RowAnswer> &answers)
{
    RowPlacement result;
    result.kind = kind;
    result.row = row;
    result.table = tableOf(kind);
    const PlacedTable *table = placement.table(result.table);
    const PartitionPlacement *partition = table ? partitionFor(*table, row.city) : nullptr;
    if (!partition)
        return problem(Tr::tr("%1 is in no partition of %2.").arg(row.city, result.table));
    result.partition = partition->partition;
    result.relation = partition->relation;
    result.declaredRegion = partition->declaredRegion;
    result.homeRegion = partition->homes.size() == 1 ? partition->homes.constFirst() : QString();
    for (qsizetype i = 0; i < std::min(placement.regions.size(), answers.size()); ++i)
        result.copies.append(copyOf(placement.regions.at(i), *partition, answers.at(i)));
    const auto answered =
        std::count_if(answers.begin(), answers.end(), [](const RowAnswer &a) { return a.ok(); });
    const auto present = std::count_if(result.copies.begin(), result.copies.end(),
                                       [](const RowCopy &copy) { return copy.present.value_or(false); });
    if (present == 0)
        return answered == 0 && !answers.isEmpty()
                 ? answers.constFirst().failure()
                 : problem(Tr::tr("No region that answered has this %1 in %2.").arg(wordOf(kind), row.city));
    const auto distance = [](const RowCopy &copy) {
        return copy.roundTrip.value_or(std::chrono::nanoseconds::max());
    };
    std::stable_sort(result.copies.begin(), result.copies.end(), [&](const RowCopy &a, const RowCopy &b) {
        return a.home != b.home ? a.home : distance(a) < distance(b);
    });
    const RowCopy *nearest = nullptr;
    for (const RowCopy &copy : std::as_const(result.copies)) {
        if (copy.present.value_or(false) && (!nearest || distance(copy) < distance(*nearest)))
            nearest = &copy;
        if (copy.home && copy.region == result.homeRegion && copy.present)
            result.changeCost = copy.roundTrip;
    }
    result.readFrom = nearest->region;
    result.readCost = nearest->roundTrip;
    result.readAge = nearest->age;
    result.sentence = sentenceOf(result);
    return result;
}

} // namespace movr
