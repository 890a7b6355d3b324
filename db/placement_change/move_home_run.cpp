#include "db/placement_change/move_home_run.h"

#include "db/placement_change/follow_region.h"

#include <QCoreApplication>

namespace movr {

namespace {

using namespace std::chrono_literals;

struct Tr {
    Q_DECLARE_TR_FUNCTIONS(movr::PlacementChange)
};

enum Step { Note, CatchUp, Prepare, Switch, Declare, Tidy };

/// How long writes may wait for the last ones to arrive; far less than the ten seconds a transaction has.
constexpr auto longestSwitch = 4s;
/// Copies that are this close, the ways included, are waited for with writes refused.
constexpr auto closeEnough = 1s;
/// A copy that is far behind may take this long; the change can be cancelled meanwhile.
constexpr auto longestCatchUp = 15min;

std::chrono::milliseconds since(Lane::Clock::time_point begin)
{
    return std::chrono::duration_cast<std::chrono::milliseconds>(Lane::Clock::now() - begin);
}

Failure lagging(const QString &region)
{
    return {FailureKind::LaggingCopy,
            {},
            region,
            {},
            true,
            Tr::tr("The copies of what is at home in %1 do not catch up. See to the subscriptions of the "
                   "other regions, then try again.")
                .arg(region),
            {}};
}

} // namespace

QStringList MoveHomeRun::titles() const
{
    return {Tr::tr("Note the change in every region"),
            Tr::tr("Wait until the copies have caught up with %1").arg(record().oldHome),
            Tr::tr("Publish in %1, without a row yet, and subscribe to it").arg(record().newHome),
            Tr::tr("Refuse writes, let the last ones arrive, hand over to %1").arg(record().newHome),
            Tr::tr("Declare the new home in every region"),
            Tr::tr("Tidy up the subscriptions")};
}

/// Whether a mark of the old home has arrived everywhere, within so many seconds.
Result<bool> MoveHomeRun::arrived(const QString &mark, double seconds)
{
    const QStringList followers = servers().others({record().oldHome});
    const auto answers = servers().askAll(followers, QStringLiteral("placement_change/await_mark"),
                                          step({mark, QString::number(seconds)}));
    if (auto ok = allOk(answers, followers); !ok)
        return ok.failure();
    for (const QString &follower : followers)
        if (answers.value(follower)->rows.constFirst().constFirst() != u"t")
            return false;
    return true;
}

Result<Done> MoveHomeRun::catchUp(bool closely)
{
    const auto until = Lane::Clock::now() + longestCatchUp;
    for (;;) {
        if (auto wanted = goOn(); !wanted)
            return wanted;
        auto mark = ask(record().oldHome, QStringLiteral("placement_change/prepare_move"));
        if (!mark)
            return mark.failure();
        const auto asked = Lane::Clock::now();
        bool here = false;
        while (!here) {
            auto seen = arrived(mark->rows.constFirst().constFirst(), 1.0);
            if (!seen)
                return seen.failure();
            here = *seen;
            if (auto wanted = goOn(); !here && !wanted)
                return wanted;
            if (!here && Lane::Clock::now() >= until)
                return lagging(record().oldHome);
        }
        if (!closely || since(asked) < closeEnough)
            return Done{};
        if (Lane::Clock::now() >= until)
            return lagging(record().oldHome);
    }
}

Result<Done> MoveHomeRun::follow()
{
    for (const QString &follower : servers().others({record().newHome})) {
        if (auto wanted = goOn(); !wanted)
            return wanted;
        if (auto followed = followRegion(servers(), follower, record().newHome); !followed)
            return followed;
    }
    return Done{};
}

/// From here on writes are refused: no question whether to go on, and little time.
Result<Done> MoveHomeRun::takeOver()
{
    const auto refused = Lane::Clock::now();
    m_held = true;
    auto mark = ask(record().oldHome, QStringLiteral("placement_change/hold_writes"));
    if (!mark)
        return mark.failure();
    const QString last = mark->rows.constFirst().constFirst();
    auto here = arrived(last, std::chrono::duration<double>(longestSwitch).count());
    if (!here)
        return here.failure();
    if (!*here)
        return lagging(record().oldHome);
    takingOver();
    auto taken = ask(record().newHome, QStringLiteral("placement_change/take_over"), {last});
    m_writePause = since(refused);
    return taken.ok() ? Result<Done>(Done{}) : Result<Done>(taken.failure());
}

Result<Done> MoveHomeRun::switchOver()
{
    enter(CatchUp);
    // The old home refuses TRUNCATE from now on: one that arrived later would come back from the new home.
    if (auto caughtUp = catchUp(false); !caughtUp)
        return caughtUp;
    enter(Prepare);
    if (auto prepared =
            everywhere(servers().others({record().oldHome}), QStringLiteral("placement_change/prepare_move"));
        !prepared)
        return prepared;
    if (auto followed = follow(); !followed)
        return followed;
    if (auto caughtUp = catchUp(true); !caughtUp)
        return caughtUp;
    enter(Switch);
    return takeOver();
}

Result<Done> MoveHomeRun::complete()
{
    enter(Declare);
    auto generation =
        servers().ask(record().newHome, QStringLiteral("placement_change/generation"), {record().partition});
    if (!generation)
        return generation.failure();
    const QString declared = generation->rows.value(0).value(0);
    // The old home first: it is the one that says to a late writer where to go.
    if (auto adopted =
            everywhere({record().oldHome}, QStringLiteral("placement_change/adopt_home"), {declared});
        !adopted)
        return adopted;
    if (auto adopted = everywhere(servers().others({record().oldHome, record().newHome}),
                                  QStringLiteral("placement_change/adopt_home"), {declared});
        !adopted)
        return adopted;
    enter(Tidy);
    for (const QString &follower : servers().others({record().oldHome}))
        if (auto refreshed = refresh(follower, record().oldHome); !refreshed)
            return refreshed;
    return endEverywhere();
}

Result<Done> MoveHomeRun::tidyAfterUndo()
{
    for (const QString &follower : servers().others({record().newHome}))
        if (auto refreshed = refresh(follower, record().newHome); !refreshed)
            return refreshed;
    return Done{};
}

} // namespace movr
