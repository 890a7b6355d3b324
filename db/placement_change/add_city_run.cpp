#include "db/placement_change/add_city_run.h"

#include "db/placement_change/follow_region.h"
#include "db/placement_change/move_home_run.h"

#include <QCoreApplication>

namespace movr {

namespace {

struct Tr {
    Q_DECLARE_TR_FUNCTIONS(movr::PlacementChange)
};

enum Step { Note, Build, Follow, Open, Validate };

/// Reads every row of three tables; nobody waits for it.
constexpr std::chrono::minutes longestValidation{60};

} // namespace

QStringList AddCityRun::titles() const
{
    return {
        Tr::tr("Note the change in every region"),
        Tr::tr("Make the tables of partition %1 and attach them, empty and guarded").arg(record().partition),
        Tr::tr("Publish them in %1 and subscribe to them").arg(record().newHome),
        Tr::tr("Accept writes in %1").arg(record().newHome),
        Tr::tr("Validate the CHECKs, beside the running work")};
}

Result<Done> AddCityRun::switchOver()
{
    enter(Build);
    for (;;) {
        if (auto wanted = goOn(); !wanted)
            return wanted;
        const auto built = everywhere(servers().regions(), QStringLiteral("placement_change/build_city"));
        if (built.ok())
            break;
        // Long readers keep the parents: they are left to end.
        if (built.failure().sqlState != u"55P03" || !waitABit())
            return built;
    }
    enter(Follow);
    for (const QString &follower : servers().others({record().newHome})) {
        if (auto wanted = goOn(); !wanted)
            return wanted;
        if (auto followed = followRegion(servers(), follower, record().newHome); !followed)
            return followed;
    }
    enter(Open);
    if (auto wanted = goOn(); !wanted)
        return wanted;
    takingOver();
    auto opened = ask(record().newHome, QStringLiteral("placement_change/open_city"));
    return opened.ok() ? Result<Done>(Done{}) : Result<Done>(opened.failure());
}

Result<Done> AddCityRun::complete()
{
    enter(Validate);
    for (const QString &region : servers().regions())
        if (auto validated = servers().runGenerated(
                region, QStringLiteral("placement_change/validate_checks"), {}, longestValidation);
            !validated)
            return validated;
    return endEverywhere();
}

Result<Done> AddCityRun::tidyAfterUndo()
{
    for (const QString &follower : servers().others({record().newHome}))
        if (auto refreshed = refresh(follower, record().newHome); !refreshed)
            return refreshed;
    // The narrower CHECKs.
    for (const QString &region : servers().regions())
        if (auto validated = servers().runGenerated(
                region, QStringLiteral("placement_change/validate_checks"), {}, longestValidation);
            !validated)
            return validated;
    return Done{};
}

std::unique_ptr<ChangeRun> makeChangeRun(ChangeServers &servers, const ChangeRecord &record,
                                         ChangeRun::Terms terms)
{
    if (record.moves())
        return std::make_unique<MoveHomeRun>(servers, record, std::move(terms));
    return std::make_unique<AddCityRun>(servers, record, std::move(terms));
}

} // namespace movr
